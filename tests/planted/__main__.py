"""How many of the planted faults ``stringer check`` finds, at the right line, without goldens.

Run: ``python -m tests.planted [NAME …]``. Each is planted in a copy of the project by itself.
Thresholds that are moved make no story wrong: of these it tells how many rows a diff has.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import yaml

from generator.checks.check import check_beat
from generator.checks.differences import compare
from generator.checks.editions import edition_of
from generator.config import Project
from generator.pipeline import prepare
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
    """What the check says of a planted fault: all its errors, and those ``at`` the right line."""

    fault: Planted
    errors: tuple[str, ...]
    at: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it is caught where it is."""
        return bool(self.at)


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


def project_with(faults: Sequence[Planted], folder: Path) -> Project:
    """A copy of the project with some faults planted."""
    for part in ("config", "templates", "releases"):
        shutil.copytree(ROOT / part, folder / part)
    for fault in faults:
        path = folder / fault.file
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(fault.find, fault.replace), encoding="utf-8")
    return Project(folder)


def found(*faults: Planted) -> list[Found]:
    """What the check of one beat finds where these faults are planted together."""
    with tempfile.TemporaryDirectory() as folder:
        project = project_with(faults, Path(folder))
        problems = check_beat(project, faults[0].beat, goldens=False).problems
    errors = [p for p in problems if p.level == "error"]
    return [
        Found(fault, _told(errors), _told(p for p in errors if _is_there(p, fault)))
        for fault in faults
    ]


def _told(problems: Iterable[Problem]) -> tuple[str, ...]:
    return tuple(f"{p.file}:{p.line}: {p.rule}: {p.message}" for p in problems)


def _is_there(problem: Problem, fault: Planted) -> bool:
    """Whether a problem points at a fault, or names the line of the rules that a word is from."""
    if f"{problem.file}:{problem.line}" in fault.also:
        return True
    named = re.search(r"Its words are from (.*?)\. ", problem.message)
    at = {f"{problem.file}:{problem.line}", *(named[1].split(" and ") if named else ())}
    return not at.isdisjoint(f"{fault.file}:{line}" for line in lines_of(fault))


def rows_of(moved: Planted) -> int:
    """The rows of a diff, over all releases of the beat, where one threshold is moved."""
    with tempfile.TemporaryDirectory() as folder:
        before, after = Project(ROOT), project_with([moved], Path(folder))
        releases = [r for r in before.releases() if r.split("/")[0] == moved.beat]
        editions = ([edition_of(prepare(p, r)) for p in (before, after)] for r in releases)
        return sum(len(compare(*both)) for both in editions)


def main() -> None:
    names = set(sys.argv[1:])
    faults, moved = (
        [f for f in planted(part) if not names or f.name in names]
        for part in ("faults", "thresholds")
    )
    right = shown = 0
    with ProcessPoolExecutor(2) as pool:
        for number, (one,) in enumerate(pool.map(found, faults), 1):
            right += one.right
            mark = "caught" if one.right else "ELSEWHERE" if one.errors else "MISSED"
            print(f"{number:>3} {mark:<10} {one.fault.kind:<28} {one.fault.name}", flush=True)
            for error in one.errors[:6] if names or not one.right else one.at[:1]:
                print(f"        {error}", flush=True)
        for threshold, rows in zip(moved, pool.map(rows_of, moved), strict=True):
            shown += rows > 0
            print(f"    {rows:>6} rows of a diff: {threshold.name}", flush=True)
    print(f"{right} of {len(faults)} faults caught at their line without golden stories;")
    print(f"{shown} of {len(moved)} moved thresholds shown by a diff")


if __name__ == "__main__":
    main()
