"""The figures as arrays, a row for each place and a column for each measure."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.model import Reading

Grid = NDArray[np.float64]
Positions = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Grids:
    """Arrays of shape (places, measures), by statistic and period.

    ``kinds`` are the measures, each with its kind: the statistic that its own value is given as.
    """

    def __init__(self, reading: Reading, kinds: Mapping[str, str]) -> None:
        figures = reading.figures
        places, measures = reading.places, list(kinds)
        self.shape = (len(places), len(measures))
        self._kinds = list(kinds.values())
        self._place = _recode(figures["place"], {p.code: i for i, p in enumerate(places)})
        self._measure = _recode(figures["measure"], {m: i for i, m in enumerate(measures)})
        self._values = figures["value"].to_numpy()
        self._statistic, self._period = figures["statistic"], figures["period"]
        self._made: dict[tuple[str, str], tuple[Grid, Positions]] = {}

    def own(self, period: str) -> tuple[Grid, Positions]:
        """Each measure's own number, published under the name of its kind, and its row."""
        values, rows = np.full(self.shape, np.nan), np.full(self.shape, -1, dtype=np.int64)
        for kind in dict.fromkeys(self._kinds):
            chosen = np.array([k == kind for k in self._kinds])
            values[:, chosen] = self.values(kind, period)[:, chosen]
            rows[:, chosen] = self.rows(kind, period)[:, chosen]
        return values, rows

    def both(self, statistic: str, period: str) -> tuple[Grid, Positions]:
        """The numbers of a statistic, and the rows that they came from."""
        return self._make(statistic, period)

    def values(self, statistic: str, period: str) -> Grid:
        """The numbers, NaN where there is none."""
        return self._make(statistic, period)[0]

    def rows(self, statistic: str, period: str) -> Positions:
        """The row of ``reading.figures`` that each came from, -1 where the release has none."""
        return self._make(statistic, period)[1]

    def _make(self, statistic: str, period: str) -> tuple[Grid, Positions]:
        key = (statistic, period)
        if key not in self._made:
            chosen = ((self._statistic == statistic) & (self._period == period)).to_numpy()
            rows = np.flatnonzero(chosen & (self._measure >= 0))
            values = np.full(self.shape, np.nan)
            origin = np.full(self.shape, -1, dtype=np.int64)
            values[self._place[rows], self._measure[rows]] = self._values[rows]
            origin[self._place[rows], self._measure[rows]] = rows
            self._made[key] = (values, origin)
        return self._made[key]


def _recode(column: pd.Series, positions: Mapping[str, int]) -> Positions:
    categories = np.array([positions.get(c, -1) for c in column.cat.categories], dtype=np.int64)
    return categories[column.cat.codes.to_numpy()]
