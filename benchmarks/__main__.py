"""Measures Stringer beside its baselines and writes `benchmarks/RESULTS.md`.

Usage: `python -m benchmarks [PART…] [--rounds 9] [--quick]`. Without parts, all of them; the others
stay on the page as they are. What is quick is printed instead. Exit status 2: something that it
needs is missing.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Final

from benchmarks import peer
from benchmarks.again import again
from benchmarks.checks import checks
from benchmarks.parts import SIZES, in_parts
from benchmarks.process import RunError
from benchmarks.report import PAGE, Section, page, parts_of, told
from benchmarks.sizes import sizes
from benchmarks.warm import warm
from benchmarks.whole import asked_for_help, cold

HELP_ROUNDS: Final = 15
FEWEST_ROUNDS: Final = 7


def _desk(rounds: int) -> Iterable[Section]:
    """Loaded when it is asked for: no other part is seen below what this process holds."""
    from benchmarks.desk import desk

    return (desk(max(HELP_ROUNDS, rounds)),)


PARTS: Final[dict[str, Callable[[int], Iterable[Section]]]] = {
    "story": lambda rounds: (warm(rounds),),
    "sizes": sizes,
    "parts": lambda rounds: (in_parts() if rounds > 1 else in_parts(SIZES[:2], 1),),
    "cold": cold,
    "again": lambda rounds: (again(rounds),),
    "help": lambda rounds: (asked_for_help(max(HELP_ROUNDS, rounds)),),
    "checks": lambda rounds: (checks(rounds),),
    "desk": _desk,
}


def main() -> None:
    """Measure everything, write the page, and say how each budget fares."""
    parser = argparse.ArgumentParser(description="Measure Stringer beside its baselines.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=9, help="at least 7 (default: 9)")
    parser.add_argument("--quick", action="store_true", help="one round, up to 10,000 places")
    given = parser.parse_args()
    if unknown := set(given.parts) - PARTS.keys():
        parser.error(f"no such part: {', '.join(sorted(unknown))}")
    parts = given.parts or list(PARTS)
    if len(parts) > 1:
        _apart(parts, given.rounds, quick=given.quick)
        return
    rounds = 1 if given.quick else max(FEWEST_ROUNDS, given.rounds)
    try:
        _measure(parts[0], rounds, printed=given.quick)
    except RunError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        sys.exit(2)


def _apart(parts: Sequence[str], rounds: int, *, quick: bool) -> None:
    """Each part in a process of its own: a peak is never seen below what its parent has loaded."""
    for part in parts:
        words = [part, "--rounds", str(rounds), *(["--quick"] if quick else [])]
        if status := subprocess.call([sys.executable, "-m", "benchmarks", *words]):
            sys.exit(status)


def _measure(part: str, rounds: int, *, printed: bool) -> None:
    peers = peer.install()
    sections = list(PARTS[part](rounds))
    _keep(part, told(sections, rounds, peers), printed=printed)
    for budget in (b for section in sections for b in section.budgets):
        name, said, figure, _ = budget.row()
        print(f"{name}: {figure}, limit {said}: {budget.verdict}")


def _keep(part: str, text: str, *, printed: bool) -> None:
    """Put a part on the page as soon as it is measured: a run that breaks off is not in vain."""
    if printed:
        print(text)
        return
    parts = parts_of(PAGE.read_text(encoding="utf-8")) if PAGE.is_file() else {}
    PAGE.write_text(page({**parts, part: text}, PARTS), encoding="utf-8")


if __name__ == "__main__":
    main()
