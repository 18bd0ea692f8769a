"""Every angle scored on every measure of every place, all at once; the best one leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.config import Beat, Release
from generator.config.beat import TALLIES
from generator.config.schema import Angle
from generator.model import Analysis, Score

Grid = NDArray[np.float64]


class Choice(NamedTuple):
    """What one story is made of: its angle, the measure that leads, the measures to list, and those
    that rose and fell, the clearest movement first.
    """

    angle: str
    lead: str
    listed: tuple[str, ...]
    rising: tuple[str, ...]
    falling: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Points by angle, and what follows for each place.

    ``by_angle`` holds one array of shape (places, measures), NaN where an angle does not apply;
    ``best`` the choice of each place, None where no angle applies; ``quantities`` those of the
    analysis, and how many measures are ``rising`` and ``falling`` in each place.
    """

    by_angle: Mapping[str, Grid]
    best: tuple[Choice | None, ...]
    quantities: Mapping[str, Grid]


def score(analysis: Analysis, beat: Beat, release: Release) -> Scores:
    """The points of every angle for every measure of every place, all at once."""
    out: dict[str, Grid] = {}
    rising, falling = (_moved(analysis, beat, release, way) for way in (1, -1))
    shape = analysis.quantities["value"].shape
    tallies = {
        name: np.broadcast_to(np.array([[len(row)] for row in rows], dtype=float), shape)
        for name, rows in zip(TALLIES, (rising, falling), strict=True)
    }
    quantities = {**analysis.quantities, **tallies}
    for name, angle in beat.angles.angles.items():
        chosen = beat.set_of(angle.measures, release.file.topics)
        allowed = np.array([m in chosen for m in analysis.measures])
        points = sum(_terms(angle, quantities).values())
        applies = np.broadcast_to(allowed, shape) & ~np.isnan(quantities["value"])
        for quantity, wanted in angle.when.items():
            applies = applies & wanted.has(quantities[quantity])
        out[name] = np.where(applies, points, np.nan)
    others = zip(_listed(analysis, beat, release), rising, falling, strict=True)
    return Scores(out, _best(out, analysis.measures, list(others)), quantities)


def _moved(analysis: Analysis, beat: Beat, release: Release, way: int) -> list[tuple[str, ...]]:
    """The movers of each place that rose (``way`` 1) or fell (-1), the clearest first.

    Those of which nobody knows how much is chance come last.
    """
    rule = beat.angles.movers
    if rule is None:
        return [()] * len(analysis.places)
    names = beat.set_of(rule.measures, release.file.topics)
    columns = [analysis.measures.index(n) for n in names]
    q = {name: grid[:, columns] for name, grid in analysis.quantities.items()}
    moved = way * q["difference"] > 0
    for quantity, wanted in rule.when.items():
        moved &= wanted.has(q[quantity])
    clearest = np.where(moved, -np.nan_to_num(q["noise"]), np.inf)
    order = np.argsort(clearest, axis=1, kind="stable").tolist()
    found = moved.sum(axis=1).tolist()
    return [tuple(names[i] for i in row[:n]) for row, n in zip(order, found, strict=True)]


def _listed(analysis: Analysis, beat: Beat, release: Release) -> list[tuple[str, ...]]:
    """The measures that may stand in each place's list, in the order that the beat wants."""
    names = beat.set_of(beat.angles.bullets.measures, release.file.topics)
    values = analysis.quantities["value"][:, [analysis.measures.index(n) for n in names]]
    first = -values if beat.angles.bullets.order == "greatest" else np.isnan(values)
    order = np.argsort(first, axis=1, kind="stable").tolist()
    known = (~np.isnan(values)).sum(axis=1).tolist()
    return [tuple(names[i] for i in row[:n]) for row, n in zip(order, known, strict=True)]


def _best(
    points: Mapping[str, Grid],
    measures: tuple[str, ...],
    others: list[tuple[tuple[str, ...], ...]],
) -> tuple[Choice | None, ...]:
    """The best angle and measure of each place; of equals, the first in the files."""
    angles, width = list(points), len(measures)
    row = np.nan_to_num(np.hstack(list(points.values())), nan=-np.inf)
    first = row.argmax(axis=1).tolist()
    applies = np.isfinite(row.max(axis=1)).tolist()
    return tuple(
        Choice(angles[at // width], measures[at % width], *names) if some else None
        for at, some, names in zip(first, applies, others, strict=True)
    )


def explain(analysis: Analysis, scores: Scores, beat: Beat, place: int) -> list[Score]:
    """Every angle that applies to a place, with its points term by term, the best first."""
    found = []
    for name, grid in scores.by_angle.items():
        terms = _terms(beat.angles.angles[name], scores.quantities)
        for at, measure in enumerate(analysis.measures):
            if not np.isnan(grid[place, at]):
                shown = {
                    t: float(np.broadcast_to(v, grid.shape)[place, at]) for t, v in terms.items()
                }
                found.append(Score(name, measure, float(grid[place, at]), shown))
    return sorted(found, key=lambda s: -s.points)


def _terms(angle: Angle, quantities: Mapping[str, Grid]) -> dict[str, Any]:
    """The points of each term of an angle's score; an unknown quantity gives none."""
    terms: dict[str, Any] = {"start": angle.start}
    for name, weight in angle.score.items():
        value = np.nan_to_num(quantities[name])
        limit = np.inf if weight.upto is None else weight.upto
        terms[name] = weight.times * np.minimum(value, limit)
    return terms
