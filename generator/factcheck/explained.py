"""Which of several measures a sentence is about: the one that explains its figures."""

from __future__ import annotations

from collections.abc import Sequence

from generator.factcheck.judge import UNSURE, Judge
from generator.factcheck.stated import Stated, Verdict

_MAY_HOLD = (Verdict.HOLDS, Verdict.UNREAD)
_RANKS = ("rank", "ranked")


def explained(stated: Sequence[Stated], judge: Judge) -> list[Stated]:
    """One measure must explain all figures that hang on one subject: the best is taken."""
    if all(len(one.measures) < 2 or one.every for one in stated):
        return list(stated)
    hanging: dict[tuple[object, tuple[str, ...]], list[Stated]] = {}
    for one in stated:
        if len(one.measures) > 1 and not one.every:
            hanging.setdefault((one.hang, one.measures), []).append(one)
    best: dict[tuple[object, tuple[str, ...]], str] = {}
    for key, several in hanging.items():

        def holds(measure: str, several: Sequence[Stated] = several) -> int:
            rulings = (judge.ruling(s._replace(measures=(measure,)), ()) for s in several)
            # What a figure is right of tells more than a rank, which may be right by chance.
            return sum(
                (1 if s.sort in _RANKS else 2) * (r[0] in _MAY_HOLD and r is not UNSURE)
                for s, r in zip(several, rulings, strict=True)
            )

        points = {measure: holds(measure) for measure in key[1]}
        if any(points.values()):
            best[key] = max(points, key=points.__getitem__)
    return [
        s._replace(measures=(best[s.hang, s.measures],)) if (s.hang, s.measures) in best else s
        for s in stated
    ]
