"""Figures that cannot be right by themselves, whatever the others say."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from generator.analysis.blame import doubt_of
from generator.analysis.grids import Grids
from generator.analysis.measures import Measures
from generator.config import Beat
from generator.model import Doubt, Reading
from generator.words.periods import PeriodNames


def impossible(
    reading: Reading, grids: Grids, periods: PeriodNames, *, measures: Measures, beat: Beat
) -> Iterator[Doubt]:
    """Values that no number of their kind can have, and rates of nothing."""
    yield from _values(reading, grids, periods, measures)
    yield from _bases(reading, grids, periods.current, beat)


def _values(
    reading: Reading, grids: Grids, periods: PeriodNames, measures: Measures
) -> Iterator[Doubt]:
    """Values of places with stories that no number of their kind can have.

    Counts below zero are corrections of another period; a part is no more than its whole.
    """
    shares = np.isin(np.arange(len(measures.names)), measures.made)
    for period in periods.keys:
        values, rows = grids.own(period)
        beyond = ((values < 0) & ~measures.negative) | ((values > 100) & shares)
        for place, measure in zip(*np.nonzero(beyond & (rows >= 0)), strict=True):
            if reading.places[place].level:
                kind, value = measures.kinds[measure], values[place, measure]
                side = "below zero" if value < 0 else "above 100"
                what = f"the {kind} is {side} ({value:,.10g})."
                yield doubt_of(reading, int(rows[place, measure]), what)
        for measure in measures.made:
            nothing = (values[:, measures.of[measure]] == 0) & ~np.isnan(values[:, measure])
            for place in np.flatnonzero(nothing):
                what = f"a percentage of nothing ({values[place, measure]:,.10g})."
                yield doubt_of(reading, int(rows[place, measure]), what)


def _bases(reading: Reading, grids: Grids, period: str, beat: Beat) -> Iterator[Doubt]:
    """Bases that are nothing, or are missing though a rate was worked out on them."""
    total = list(beat.file.measures).index(beat.file.total)
    for name, spec in beat.sources.rates.items():
        if not spec.of:
            continue
        base = grids.values(spec.of, period)[:, total]
        rate = grids.values(name, period)[:, total]
        rows = grids.rows(spec.of, period)[:, total]
        for at in np.flatnonzero((rows >= 0) & ((base <= 0) | np.isnan(base) & (rate >= 0))):
            what = f"{spec.of} is {'missing' if np.isnan(base[at]) else f'{base[at]:,.0f}'}"
            yield doubt_of(reading, int(rows[at]), f"{what}, but it has a {name}.")
