"""``make exam``: how well the second reader reads: by kind of fault, open and closed papers."""

from __future__ import annotations

import argparse
import sys

from generator.errors import StringerError
from tests.exam.papers import HALVES, Marks, mark, papers, planted

NUMBER, SEED = 5000, 7


def told_planted(number: int, *, lines: int) -> None:
    """The table of planted faults by kind, the worst first."""
    every = planted(SEED, number)
    print("| kind | papers | caught |\n|---|---|---|")
    for kind, (count, hit, missed) in sorted(every.items(), key=lambda k: k[1][1] / k[1][0]):
        print(f"| {kind} | {count} | {hit / count:.1%} |")
        for line in missed[:lines]:
            print(f"      {line}")
    count = sum(c for c, _, _ in every.values())
    hit = sum(h for _, h, _ in every.values())
    print(f"| all | {count} | {hit / count:.2%} |\n")


def told(half: str, *, lines: bool) -> None:
    """The marks of one half of the papers in other words."""
    marks = Marks()
    for what in ("stories", "sentences"):
        for paper in papers(half, what):
            mark(paper, marks)
    caught = f"{marks.caught} of {marks.faults} faults caught ({marks.caught / marks.faults:.1%})"
    print(f"{half} half: {caught}")
    print(
        f"  {marks.true} true statements: {marks.contradicted} contradicted "
        f"({marks.contradicted / marks.true:.1%}), {marks.misplaced} misplaced "
        f"({marks.misplaced / marks.true:.1%}); {marks.unread} of {marks.statements} not read "
        f"({marks.unread / marks.statements:.1%})"
    )
    for line in marks.missed:
        print(f"  missed: {line}")
    if lines:
        for line in (*marks.alarms, *marks.dumb):
            print(f"  alarm: {line}")


def main() -> None:
    """Sit the exam, or a part of it."""
    parser = argparse.ArgumentParser(description="Sit the exam of the second reader.")
    parser.add_argument("parts", nargs="*", default=["planted", *HALVES])
    parser.add_argument("--number", type=int, default=NUMBER, help="how many planted papers")
    parser.add_argument("--lines", type=int, default=0, help="how much to show of what went wrong")
    chosen = parser.parse_args()
    for part in chosen.parts:
        if part == "planted":
            told_planted(chosen.number, lines=chosen.lines)
        else:
            told(part, lines=bool(chosen.lines))


if __name__ == "__main__":
    try:
        main()
    except StringerError as error:
        sys.exit(str(error))
