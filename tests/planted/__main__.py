"""How many of the planted faults ``stringer check`` finds, at the right line, without goldens.

Run: ``python -m tests.planted [NAME …]``. Each fault is planted in a copy of the project by itself.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.checks.check import check_beat
from generator.config import Project
from generator.wording.report import Problem

ROOT = Path(__file__).resolve().parents[2]
_BESIDE = 1
_TEST = re.compile(r"\{%-? (?:if|elif|else)\b")
_IF = re.compile(r"\{%-? if ")
_END = re.compile(r"\{%-? endif")


@dataclass(frozen=True)
class Planted:
    """A fault: where, what is replaced by what, and where else it may as well be pointed at."""

    name: str
    kind: str
    file: str
    find: str
    replace: str
    also: tuple[str, ...] = ()

    @property
    def beat(self) -> str:
        return self.file.split("/")[1]


@dataclass(frozen=True)
class Found:
    """What the check says of a planted fault: whether at the right line, and all its errors."""

    fault: Planted
    right: bool
    errors: tuple[str, ...]


def planted(part: str = "faults") -> Iterator[Planted]:
    """The faults, or the ``thresholds`` that are moved."""
    data = yaml.safe_load((Path(__file__).parent / "faults.yml").read_text(encoding="utf-8"))
    for one in data[part]:
        kind, also = one.get("kind", "threshold"), tuple(one.get("also", ()))
        yield Planted(one["name"], kind, one["file"], one["find"], one["replace"], also)


def lines_of(fault: Planted) -> range:
    """The lines of the changed file that were changed, and those beside."""
    text = (ROOT / fault.file).read_text(encoding="utf-8")
    assert text.count(fault.find) == 1, fault.name
    same = 0
    while fault.find[same : same + 1] == fault.replace[same : same + 1] and same < len(fault.find):
        same += 1
    first = text[: text.index(fault.find) + same].count("\n") + 1
    rest = fault.replace[same:].rstrip("\n").count("\n")
    last = first + rest
    changed = text.replace(fault.find, fault.replace).splitlines()
    if _TEST.match(fault.find[same:]) or _TEST.match("".join(changed[first - 1 : first])):
        # A test is answered for by all that it decides: from its if to its endif.
        before = range(first - 1, -1, -1)
        first = next((n + 1 for n in before if _IF.match(changed[n])), first)
        last = next((n + 1 for n in range(last, len(changed)) if _END.match(changed[n])), last)
    return range(first - _BESIDE, last + _BESIDE + 1)


def project_with(fault: Planted, folder: Path) -> Project:
    """A copy of the project with the fault planted."""
    for part in ("config", "templates", "releases"):
        shutil.copytree(ROOT / part, folder / part)
    path = folder / fault.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(fault.find, fault.replace), encoding="utf-8")
    return Project(folder)


def found(fault: Planted) -> Found:
    """The check of a project with one fault."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_with(fault, Path(folder))
        problems = check_beat(project, fault.beat, goldens=False).problems
    errors = [p for p in problems if p.level == "error"]
    right = any(_is_there(p, fault) for p in errors)
    return Found(fault, right, tuple(f"{p.file}:{p.line}: {p.rule}: {p.message}" for p in errors))


def _is_there(problem: Problem, fault: Planted) -> bool:
    """Whether a problem points at a fault, or names the line of the rules that a word is from."""
    if f"{problem.file}:{problem.line}" in fault.also:
        return True
    named = re.search(r"Its words are from (.*?)\. ", problem.message)
    at = {f"{problem.file}:{problem.line}", *(named[1].split(" and ") if named else ())}
    return not at.isdisjoint(f"{fault.file}:{line}" for line in lines_of(fault))


def main() -> None:
    names = set(sys.argv[1:])
    faults = [f for f in planted() if not names or f.name in names]
    with ProcessPoolExecutor(2) as pool:
        for number, one in enumerate(pool.map(found, faults), 1):
            mark = "caught" if one.right else "ELSEWHERE" if one.errors else "MISSED"
            print(f"{number:>3} {mark:<10} {one.fault.kind:<28} {one.fault.name}", flush=True)
            if not one.right or names:
                for error in one.errors[:6]:
                    print(f"        {error}", flush=True)


if __name__ == "__main__":
    main()
