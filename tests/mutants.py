"""Would a test notice if the code were otherwise? Mutants by the operators of mutmut, one by one.

Usage: `make mutants`, or `python -m tests.mutants [--many 300] [--seed 31] [--begin 0] [--end 300]
[--at-once 2]`. Of all mutants of the rooms that decide what is said and what holds, some are taken
by lot; `--begin` and `--end` try only a part of these, as all take more than an hour. Each stands
in a copy of the project, where the tests are asked, then style and types. Survivors are printed
with what differs: whether they matter is for a reader to say. One takes some four minutes.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from difflib import unified_diff
from pathlib import Path
from queue import SimpleQueue
from shutil import copy2
from tempfile import TemporaryDirectory
from typing import Any, Final, NamedTuple

import click
from mutmut.mutation.file_mutation import create_mutations, deep_replace

from tests.conftest import ROOT

ROOMS: Final = ("generator/rules.py", "generator/words", "generator/factcheck")
WRITER: Final = (
    "rooms", "rules", "words", "numbers", "details", "golden", "kinds", "claims", "waits",
)  # fmt: skip
READER: Final = (
    "parts", "plans", "readings", "rooms", "details", "reading_kinds", "verify", "factcheck",
    "claims", "waits",
)  # fmt: skip
"""The tests that are asked, those first that catch most in little time."""
ENDLESS: Final = 900
"""So many seconds are more than any tests take: a mutant that never ends is caught."""
SURVIVED: Final = "survived"


class Mutant(NamedTuple):
    """A file of the project as a mutant would have it."""

    file: Path
    code: str
    mutated: str

    @property
    def difference(self) -> str:
        """The lines that differ, under the file's name."""
        before, after = self.code.splitlines(), self.mutated.splitlines()
        lines = list(unified_diff(before, after, lineterm="", n=0))[2:]
        return "\n".join([str(self.file), *lines])


def mutants(seed: int, many: int) -> list[Mutant]:
    """So many mutants of all, by lot."""
    files = [f for room in ROOMS for f in (sorted((ROOT / room).glob("*.py")) or [ROOT / room])]
    every = []
    for path in files:
        code = path.read_text(encoding="utf-8")
        module, found, *_ = create_mutations(str(path), code)
        every += [(path.relative_to(ROOT), code, module, mutation) for mutation in found]
    click.echo(f"{many} of {len(every)} mutants, by seed {seed}", err=True)
    taken = []
    for path, code, module, one in random.Random(seed).sample(every, many):
        mutated: Any = deep_replace(module, one.original_node, one.mutated_node)
        taken.append(Mutant(path, code, mutated.code))
    return taken


def fate(mutant: Mutant, copy: Path) -> str:
    """What caught a mutant, put for a while into a copy of the project; or that it survived."""
    path = copy / mutant.file
    path.write_text(mutant.mutated, encoding="utf-8")
    try:
        return next((name for name, asked in _asked(mutant) if not _passes(asked, copy)), SURVIVED)
    finally:
        path.write_text(mutant.code, encoding="utf-8")


def _asked(mutant: Mutant) -> Iterator[tuple[str, list[str]]]:
    yield "tests", asking(READER if "factcheck" in mutant.file.parts else WRITER)
    yield "style", ["ruff", "check", str(mutant.file)]
    yield "types", ["mypy", str(mutant.file)]


def asking(tests: Sequence[str]) -> list[str]:
    """The command that runs some tests until one fails."""
    files = [f"tests/test_{name}.py" for name in tests]
    return ["pytest", "-x", "-p", "no:xdist", "-p", "no:cacheprovider", *files]


def _passes(command: list[str], copy: Path) -> bool:
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=copy, env=environment, capture_output=True, timeout=ENDLESS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def copy_to(folder: Path) -> Path:
    """A copy of all files that belong to the project, or may."""
    known = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(known, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        copy2(ROOT / name, folder / name)
    return folder


def main() -> None:
    """Try mutants, and print those that nothing noticed."""
    parser = argparse.ArgumentParser(description="Try mutants of the code, and print survivors.")
    parser.add_argument("--many", type=int, default=300)
    parser.add_argument("--seed", type=int, default=31)
    parser.add_argument("--begin", type=int, default=0)
    parser.add_argument("--end", type=int)
    parser.add_argument("--at-once", type=int, default=2)
    given = parser.parse_args()
    taken = mutants(given.seed, given.many)[given.begin : given.end]
    fates: Counter[str] = Counter()
    free: SimpleQueue[Path] = SimpleQueue()

    def tried(mutant: Mutant) -> tuple[Mutant, str]:
        copy = free.get()
        try:
            return mutant, fate(mutant, copy)
        finally:
            free.put(copy)

    with TemporaryDirectory() as folder, ThreadPoolExecutor(given.at_once) as pool:
        for number in range(given.at_once):
            free.put(copy := copy_to(Path(folder) / str(number)))
        if not all(pool.map(lambda tests: _passes(asking(tests), copy), (READER, WRITER))):
            sys.exit("mutants: the tests fail without any mutant. Mend that first: make test.")
        waiting = [pool.submit(tried, mutant) for mutant in taken]
        for done in as_completed(waiting):
            mutant, came = done.result()
            fates[came] += 1
            click.echo(f"{fates.total()} of {len(taken)}: {came}", err=True)
            if came == SURVIVED:
                click.echo(f"{mutant.difference}\n")
    told = ", ".join(f"{name} {number}" for name, number in fates.most_common())
    click.echo(f"{told}: {fates[SURVIVED] / len(taken):.1%} survived")


if __name__ == "__main__":
    main()
