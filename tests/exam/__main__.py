"""``make exam``: how well the second reader reads."""

from __future__ import annotations

import sys

from tests.exam.papers import Marks, mark, papers, planted


def told(half: str, *, all_: bool) -> None:
    """The marks of one half of the papers in other words."""
    marks = Marks()
    for what in ("stories", "sentences"):
        for paper in papers(half, what):
            mark(paper, marks)
    print(
        f"{half}: {marks.caught} of {marks.faults} faults caught ({marks.caught / marks.faults:.1%})"
    )
    print(
        f"  {marks.true} true statements: {marks.contradicted} contradicted "
        f"({marks.contradicted / marks.true:.1%}), {marks.misplaced} misplaced "
        f"({marks.misplaced / marks.true:.1%}); {marks.unread} of {marks.statements} not read "
        f"({marks.unread / marks.statements:.1%})"
    )
    if all_:
        for title, lines in (
            ("missed", marks.missed),
            ("alarm", marks.alarms),
            ("unread", marks.dumb),
        ):
            for line in lines:
                print(f"  {title}: {line}")


def told_planted(number: int, show: int) -> None:
    """The table of planted faults by kind."""
    every = planted(7, number)
    for kind, (count, hit, missed) in sorted(every.items(), key=lambda k: k[1][1] / k[1][0]):
        print(f"{hit / count:7.1%} {hit:4} of {count:4}  {kind}")
        for line in missed[:show]:
            print(f"      {line[:420]}")
    count, hit = sum(c for c, _, _ in every.values()), sum(h for _, h, _ in every.values())
    print(f"{hit / count:7.2%} {hit:4} of {count:4}  all planted")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        if name.startswith("planted"):
            told_planted(5000, len(name) - len("planted"))
            continue
        told(name.removesuffix("+"), all_=name.endswith("+"))
