"""Measures Stringer beside its baselines and writes `benchmarks/RESULTS.md`.

Usage: `python -m benchmarks [--rounds 9]`. Exit status 2: something that it needs is missing.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from benchmarks import peer
from benchmarks.checks import checks
from benchmarks.desk import desk
from benchmarks.process import RunError, line
from benchmarks.report import page
from benchmarks.warm import warm
from benchmarks.whole import asked_for_help, cold

RESULTS: Final = Path(__file__).resolve().parent / "RESULTS.md"
HELP_ROUNDS: Final = 15
FEWEST_ROUNDS: Final = 7


def main() -> None:
    """Measure everything, write the page, and say how each budget fares."""
    parser = argparse.ArgumentParser(description="Measure Stringer beside its baselines.")
    parser.add_argument("--rounds", type=int, default=9, help="at least 7 (default: 9)")
    rounds = max(FEWEST_ROUNDS, parser.parse_args().rounds)
    try:
        peers = {"RosaeNLG": peer.install(), "Node.js": line(["node", "--version"]).strip()}
        sections = [
            warm(rounds),
            cold(rounds),
            asked_for_help(max(HELP_ROUNDS, rounds)),
            checks(rounds),
            desk(max(HELP_ROUNDS, rounds)),
        ]
    except (peer.PeerError, RunError) as error:
        print(f"benchmarks: {error}", file=sys.stderr)
        sys.exit(2)
    RESULTS.write_text(page(sections, rounds, peers), encoding="utf-8")
    for budget in (b for section in sections for b in section.budgets):
        name, said, figure, _ = budget.row()
        print(f"{name}: {figure}, limit {said}: {budget.verdict}")


if __name__ == "__main__":
    main()
