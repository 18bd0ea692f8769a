"""Do the tests notice a change of the code? Mutants of mutmut, sampled, each put to the tests.

Run as ``python -m tests.mutants [--number 300] [--seed 7]``, with mutmut 3 installed; or with the
names of some mutants. Printed are those that no test noticed, and their share.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import importlib
import io
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
TARGETS = ("generator/rules.py", "generator/words/*.py", "generator/factcheck/*.py")
ENOUGH = 0.1
SECONDS = 60
MEMORY = 6 << 30
PLAN = "mutants.json"
RELEASES = ("crime/2024-12", "crime/2019-09", "crime/2021-09", "waits/2024-12")
UNDER_TEST = "MUTANT_UNDER_TEST"
QUIET = ("-x", "-q", "--no-header", "--tb=no", "-p", "no:cacheprovider", "-p", "no:xdist")
_FACTS = "tests/test_factcheck.py::test_"
_DETAILS = "tests/test_details.py"
# The tests of a target: the quick ones, then those for what the quick ones did not notice.
TESTS = {
    "generator/factcheck/": (
        (
            _DETAILS,
            _FACTS + "a_sentence",
            _FACTS + "the_specimen_in_other_words_holds",
            _FACTS + "what_went_wrong_in_print_is_named",
            _FACTS + "a_table_that_was_pasted_in",
            _FACTS + "bullets_are_of_what_their_heading_says",
        ),
        (
            _FACTS + "our_own_stories_hold[crime/2021-09-True]",
            _FACTS + "our_own_stories_hold[waits/2024-12-True]",
            _FACTS + "our_own_stories_hold[waits/2024-12-False]",
            _FACTS + "every_number_that_a_story_claims_is_read[crime/2021-09]",
            _FACTS + "every_number_that_a_story_claims_is_read[waits/2024-12]",
        ),
    ),
    "generator/": (
        (
            "tests/test_rules.py",
            "tests/test_numbers.py",
            _DETAILS,
            "tests/test_words.py",
        ),
        ("tests/test_kinds.py", "tests/test_general.py", "tests/test_golden.py"),
    ),
}


@dataclass(frozen=True)
class Mutant:
    """One change of one function: mutmut's name for it, and the lines that differ."""

    name: str
    file: str
    lines: tuple[str, ...]

    @property
    def tests(self) -> tuple[tuple[str, ...], ...]:
        return next(tests for start, tests in TESTS.items() if self.file.startswith(start))

    def __str__(self) -> str:
        return "\n  ".join((f"{self.file}: {self.name}", *self.lines))


def mutate(path: Path) -> list[Mutant]:
    """All mutants of a file, which from now on holds them all and asks which of them to be."""
    mutmut: Any = importlib.import_module("mutmut.mutation.file_mutation")
    named: Any = importlib.import_module("mutmut.utils.format_utils")
    made = mutmut.mutate_file_contents(str(path), path.read_text())
    path.write_text(made.code)
    lines = made.code.splitlines()

    def function(name: str) -> list[str]:
        span = made.line_span_by_function_name[name]
        return [line.strip() for line in lines[span.start - 1 : span.end] if name not in line]

    return [
        Mutant(
            named.get_mutant_name(path, name),
            str(path),
            tuple(
                line
                for line in difflib.ndiff(
                    function(named.mangled_name_from_mutant_name(name) + "__mutmut_orig"),
                    function(name),
                )
                if line[:2] in ("- ", "+ ")
            ),
        )
        for name in made.mutant_names
    ]


def sample(mutants: Sequence[Sequence[Mutant]], number: int, seed: int) -> list[Mutant]:
    """So many of all, and of each target its share."""
    chosen = random.Random(seed)
    total = sum(map(len, mutants))
    edges = [round(number * sum(map(len, mutants[:i])) / total) for i in range(len(mutants) + 1)]
    return [
        mutant
        for of_target, low, high in zip(mutants, edges, edges[1:], strict=False)
        for mutant in chosen.sample(of_target, min(high - low, len(of_target)))
    ]


def _called_at_import() -> set[str]:
    """Import what the tests need; told are the functions that were called on the way."""
    called: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and "__mutmut_" in frame.f_code.co_name:
            called.add(f"{frame.f_globals['__name__']}.{frame.f_code.co_name}")

    sys.setprofile(note)
    importlib.import_module("tests.exam.papers")
    sys.setprofile(None)
    importlib.import_module("hypothesis")
    return {name.partition("__mutmut_")[0] for name in called}


def _passes(tests: Sequence[str]) -> bool:
    here = [t for t in tests if Path(t.partition("::")[0]).is_file()]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        return pytest.main([*QUIET, *here]) == 0


def _survives(mutant: Mutant, *, afresh: bool) -> bool:
    """Put one mutant to its tests, in a process of its own; without end counts as noticed."""
    if afresh:
        every = [t for tests in mutant.tests for t in tests]
        command = [sys.executable, "-m", "pytest", *QUIET, *every]
        environment = os.environ | {UNDER_TEST: mutant.name}
        try:
            done = subprocess.run(
                command, env=environment, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return False
        return done.returncode == 0
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] == 0
    noticed = 1
    try:
        os.environ[UNDER_TEST] = mutant.name
        trampoline: Any = importlib.import_module("mutmut.mutation.trampoline")
        trampoline.get_mutant_under_test = lambda: mutant.name  # faster than to ask each time
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(SECONDS)
        noticed = int(not all(map(_passes, mutant.tests)))
    finally:
        os._exit(noticed)


def put_to_the_tests(mutants: Sequence[Mutant]) -> list[Mutant]:
    """Those that no test noticed."""
    os.environ[UNDER_TEST] = ""
    at_import = _called_at_import()
    papers: Any = importlib.import_module("tests.exam.papers")
    # What a release says is read without the second reader: once is enough for its mutants.
    left: list[Mutant] = []
    for number, mutant in enumerate(sorted(mutants, key=lambda m: "factcheck" in m.file), 1):
        if "factcheck" in mutant.file:
            for release in RELEASES:
                papers.prepared(release)
        if _survives(mutant, afresh=mutant.name.partition("__mutmut_")[0] in at_import):
            left.append(mutant)
            print(mutant, flush=True)
        if number % 20 == 0:
            print(f"{number} tried, {len(left)} left", flush=True)
    return left


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="mutants by name, in place of a sample")
    parser.add_argument("--number", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(arguments)
    if Path(PLAN).is_file():  # within the copy
        plan = [Mutant(m["name"], m["file"], tuple(m["lines"])) for m in _read(PLAN)]
        left = put_to_the_tests(plan)
        print(f"{len(left)} of {len(plan)} mutants are left: {len(left) / len(plan):.1%}")
        return int(len(left) >= ENOUGH * len(plan))
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "project"
        unwanted = shutil.ignore_patterns(".?*", "output", "__pycache__")
        shutil.copytree(ROOT, copy, ignore=unwanted)
        (copy / "setup.cfg").write_text("[mutmut]\nsource_paths = generator\n")
        with contextlib.chdir(copy):
            mutants = [
                [m for path in sorted(Path().glob(t)) for m in mutate(path)] for t in TARGETS
            ]
        chosen = sample(mutants, asked.number, asked.seed)
        if asked.names:
            chosen = [m for of_target in mutants for m in of_target if m.name in asked.names]
        print(f"{sum(map(len, mutants))} mutants, of which {len(chosen)} are tried", flush=True)
        (copy / PLAN).write_text(json.dumps([asdict(m) for m in chosen]))
        return subprocess.run([sys.executable, "-m", "tests.mutants"], cwd=copy).returncode


def _read(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(Path(name).read_text())
    return found


if __name__ == "__main__":
    sys.exit(main())
