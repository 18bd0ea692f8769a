"""Which of several measures a sentence is about: the one that explains its figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.factcheck.judge import UNSURE, Judge
from generator.factcheck.stated import Stated, Verdict

_MAY_HOLD = (Verdict.HOLDS, Verdict.UNREAD)
_RANKS = ("rank", "ranked")


def explained(stated: Sequence[Stated], judge: Judge) -> list[Stated]:
    """The statements of a sentence, where one measure must explain all figures that hang on one
    subject, and one place all that may be of the same places: the best is taken.
    """
    if settled(stated):
        return list(stated)
    for field, beside in (("measures", "hang"), ("places", "than")):
        stated = _narrowed(stated, judge, field, beside)
    return list(stated)


def settled(stated: Iterable[Stated]) -> bool:
    """Whether each statement can be held against the release by itself."""
    one_by_one = [s for s in stated if not s.every]
    several = [s.places for s in one_by_one if len(s.places) > 1]
    return all(len(s.measures) < 2 for s in one_by_one) and len(set(several)) == len(several)


def first_told(
    stated: Iterable[Stated],
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The places and measures of the first figure of a sentence."""
    told = (s for s in stated if s.number and s.measures and s.places)
    return next(((s.places, s.measures) for s in told), None)


def _narrowed(stated: Sequence[Stated], judge: Judge, field: str, beside: str) -> Sequence[Stated]:
    """The same, with one of what stands in a field, where what is ``beside`` it is the same too."""

    def key(one: Stated) -> tuple[object, tuple[str, ...]]:
        return getattr(one, beside), getattr(one, field)

    several: dict[tuple[object, tuple[str, ...]], list[Stated]] = {}
    for one in stated:
        if len(getattr(one, field)) > 1 and not one.every:
            several.setdefault(key(one), []).append(one)
    best: dict[tuple[object, tuple[str, ...]], str] = {}
    for which, those in several.items():
        alike = len({(s.sort, s.measures) for s in those}) < len(those)
        if field == "places" and (alike or len(those) < 2):
            continue  # "in both, by 8% and 5%"
        points = {
            name: sum(_points(_with(s, field, name), judge) for s in those) for name in which[1]
        }
        if any(points.values()):
            best[which] = max(points, key=points.__getitem__)
    return [
        _with(one, field, best[key(one)]) if key(one) in best and not one.every else one
        for one in stated
    ]


def _with(stated: Stated, field: str, name: str) -> Stated:
    return (
        stated._replace(measures=(name,))
        if field == "measures"
        else stated._replace(places=(name,))
    )


def _points(stated: Stated, judge: Judge) -> int:
    """What a statement says for a measure: a figure tells more than a rank, which may be right
    by chance.
    """
    ruling = judge.ruling(stated, ())
    holds = ruling[0] in _MAY_HOLD and ruling is not UNSURE
    return (1 if stated.sort in _RANKS else 2) * holds
