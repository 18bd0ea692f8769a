"""One period against an earlier one: difference, change, noise, and whether that is progress."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from generator.analysis.grids import Grid, Grids, Positions
from generator.analysis.measures import Measures, half_up


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of one period: the value of each measure, and where it was published.

    ``exact`` is the same, but of a percentage whose counts are known what these give, as the
    published one may be rounded. A percentage that the release does not give is worked out from its
    counts, whose rows are ``part`` and ``of``. ``rows``, ``part`` and ``of`` are -1 where there is
    no such figure.
    """

    value: Grid
    exact: Grid
    rows: Positions
    part: Positions
    of: Positions


def values_of(grids: Grids, period: str, measures: Measures) -> Values:
    """The numbers of one period, made ones included."""
    value, rows = grids.own(period)
    value, exact = value.copy(), value.copy()
    part, of = np.full(rows.shape, -1), np.full(rows.shape, -1)
    made = measures.made
    if len(made):
        parts, wholes = measures.part[made], measures.of[made]
        with np.errstate(divide="ignore", invalid="ignore"):
            share = 100 * value[:, parts] / value[:, wholes]
        own, share = rows[:, made] < 0, np.where(np.isfinite(share), share, np.nan)
        exact[:, made] = np.where(np.isnan(share), value[:, made], share)
        value[:, made] = np.where(own, share, value[:, made])
        part[:, made] = np.where(own, rows[:, parts], -1)
        of[:, made] = np.where(own, rows[:, wholes], -1)
    return Values(value, exact, rows, part, of)


def movement(
    now: Values,
    before: Values,
    published: tuple[Grid, Positions],
    measures: Measures,
    *,
    small: int,
) -> dict[str, Grid]:
    """What the one period is against the other; see :data:`generator.model.QUANTITIES`.

    ``published`` are the changes that the release gives, and their rows. Kinds that move by their
    difference are rounded first, so that what is printed adds up. A change in per cent is exact
    from both values where they are there, else as published; it is unknown where the release
    withholds it, where either count is under ``small``, where a number comes from nothing or lies
    below zero, and for measures that never have one.
    """
    value, previous = now.value, before.value
    apart = half_up(
        half_up(value, measures.decimals) - half_up(previous, measures.decimals), measures.decimals
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        difference = np.where(measures.by_difference, apart, value - previous)
        counted = _counted(value, previous, published[0], measures)
        base = np.where(measures.whole, np.minimum(value, counted), np.nan)
        relative = np.where(np.minimum(previous, value) < 0, np.nan, 100 * difference / previous)
    reckoned = np.where(measures.by_difference, difference, relative)
    known = ~np.isnan(published[0]) | (published[1] < 0)
    known &= ~(base < small) & ~measures.never & (measures.by_difference | (previous != 0))
    change = np.where(known, np.where(np.isfinite(reckoned), reckoned, published[0]), np.nan)
    return {
        "previous": previous,
        "difference": difference,
        "change": change,
        "size": np.abs(change),
        "progress": change * measures.better,
        "base": base,
        "noise": _noise(now, before, counted, measures),
    }


def _counted(value: Grid, previous: Grid, change: Grid, measures: Measures) -> Grid:
    """The counts of the period before; where only the change was published, what follows from it.

    Such a count decides what is told, and is never told itself.
    """
    follows = value / (1 + change / 100)
    usable = np.isnan(previous) & np.isfinite(follows) & measures.whole
    return np.where(usable, follows, previous)


def _noise(now: Values, before: Values, counted: Grid, measures: Measures) -> Grid:
    """The movement in units of its standard error, were chance all that moved it.

    For counts the difference of two Poisson counts; for a percentage the z of two proportions,
    pooled: |p - q| / sqrt(r (1 - r) (1/m + 1/n)).
    """
    value = now.value
    noise = np.full(value.shape, np.nan)
    counts = np.abs(value - counted) / np.sqrt(np.maximum(value + counted, 1))
    noise[:, measures.whole] = counts[:, measures.whole]
    made = measures.made
    if len(made):
        parts, wholes = measures.part[made], measures.of[made]
        a, b = now.value[:, parts], before.value[:, parts]
        m, n = now.value[:, wholes], before.value[:, wholes]
        with np.errstate(divide="ignore", invalid="ignore"):
            pooled = (a + b) / (m + n)
            error = np.sqrt(pooled * (1 - pooled) * (1 / m + 1 / n))
            z = np.abs(a / m - b / n) / error
        noise[:, made] = np.where(error > 0, z, np.nan)
    return noise


def further(name: str, quantities: Mapping[str, Grid]) -> dict[str, Grid]:
    """The quantities of a further comparison, under its name: ``month_before.change``."""
    return {f"{name}.{quantity}": grid for quantity, grid in quantities.items()}
