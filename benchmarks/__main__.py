"""Measures Stringer beside its baselines and writes `benchmarks/RESULTS.md`.

Usage: `python -m benchmarks [PART…] [--rounds 9] [--quick]`. Without parts, all of them; the others
stay on the page as they are. What is quick is printed instead. Exit status 2: something that it
needs is missing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from benchmarks import peer
from benchmarks.again import again
from benchmarks.checks import checks
from benchmarks.parts import SIZES, in_parts
from benchmarks.process import RunError
from benchmarks.report import Budget, Section, page, parts_of, told
from benchmarks.sizes import sizes
from benchmarks.warm import warm
from benchmarks.whole import asked_for_help, cold

RESULTS: Final = Path(__file__).resolve().parent / "RESULTS.md"
HELP_ROUNDS: Final = 15
FEWEST_ROUNDS: Final = 7


def _desk(rounds: int) -> Iterable[Section]:
    """Loaded last, as the peak of a child is never seen to be less than what this process holds."""
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
    rounds = 1 if given.quick else max(FEWEST_ROUNDS, given.rounds)
    budgets: list[Budget] = []
    try:
        peers = peer.install()
        for part in given.parts or PARTS:
            sections = list(PARTS[part](rounds))
            budgets += (b for section in sections for b in section.budgets)
            _keep(part, told(sections, rounds, peers), printed=given.quick)
    except RunError as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        sys.exit(2)
    for budget in budgets:
        name, said, figure, _ = budget.row()
        print(f"{name}: {figure}, limit {said}: {budget.verdict}")


def _keep(part: str, text: str, *, printed: bool) -> None:
    """Put a part on the page as soon as it is measured: a run that breaks off is not in vain."""
    if printed:
        print(text)
        return
    parts = parts_of(RESULTS.read_text(encoding="utf-8")) if RESULTS.is_file() else {}
    RESULTS.write_text(page({**parts, part: text}, PARTS), encoding="utf-8")


if __name__ == "__main__":
    main()
