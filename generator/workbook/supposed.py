"""The figures of a release as arrays that can be changed, and a reading made of them again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.model import Reading

Series = tuple[str, str]
"""A statistic and a period."""

ABSENT = -1
"""The reason of a number that the release does not have at all."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a reading: arrays of shape (places, measures) by statistic and period.

    ``values`` is NaN where there is no number; ``missing`` then holds the position of the reason
    among ``reasons``, or -1 where the release has no such figure at all.
    """

    measures: tuple[str, ...]
    values: Mapping[Series, NDArray[np.float64]]
    missing: Mapping[Series, NDArray[np.int64]]
    reasons: tuple[str, ...]

    def copied(self) -> Figures:
        """The same figures, to be changed."""
        values = {series: grid.copy() for series, grid in self.values.items()}
        missing = {series: grid.copy() for series, grid in self.missing.items()}
        return replace(self, values=values, missing=missing)


def figures_of(reading: Reading, measures: Sequence[str], reasons: Sequence[str]) -> Figures:
    """The figures of a reading; ``reasons`` are those for which a number may be missing, too."""
    table = reading.figures
    known = tuple(dict.fromkeys((*reasons, *map(str, table["missing"].cat.categories))))
    places = _codes(table["place"], [p.code for p in reading.places])
    columns = _codes(table["measure"], measures)
    why = _codes(table["missing"], known)
    numbers = table["value"].to_numpy()
    values, missing = {}, {}
    shape = (len(reading.places), len(measures))
    pairs = table["statistic"].astype(object) + "\n" + table["period"].astype(object)
    for pair in pd.unique(pairs):
        statistic, _, period = str(pair).partition("\n")
        rows = np.flatnonzero(((pairs == pair) & (columns >= 0)).to_numpy())
        grid = np.full(shape, np.nan)
        reason = np.full(shape, ABSENT, dtype=np.int64)
        grid[places[rows], columns[rows]] = numbers[rows]
        reason[places[rows], columns[rows]] = why[rows]
        values[statistic, period], missing[statistic, period] = grid, reason
    return Figures(tuple(measures), values, missing, known)


def reading_of(figures: Figures, like: Reading) -> Reading:
    """A reading of these figures, with the places and notes of another one.

    Their cells are in no sheet: ``supposed!C14``, a row for each place.
    """
    parts: list[pd.DataFrame] = []
    codes = [p.code for p in like.places]
    statistics = list(dict.fromkeys(s for s, _ in figures.values))
    periods = list(dict.fromkeys(p for _, p in figures.values))
    for at, ((statistic, period), values) in enumerate(figures.values.items()):
        missing = figures.missing[statistic, period]
        rows, columns = np.nonzero(~np.isnan(values) | (missing != ABSENT))
        reasons = np.where(np.isnan(values), missing, figures.reasons.index(""))[rows, columns]
        data = {
            "place": _category(rows, codes),
            "measure": _category(columns, figures.measures),
            "statistic": _one(len(rows), statistics, statistic),
            "period": _one(len(rows), periods, period),
            "sheet": _one(len(rows), ["supposed"], "supposed"),
            "missing": _category(reasons, figures.reasons),
            "value": values[rows, columns],
            "row": (rows + 1).astype(np.int32),
            "column": (columns + 1 + at * len(figures.measures)).astype(np.int32),
        }
        parts.append(pd.DataFrame(data))
    table = pd.concat(parts, ignore_index=True)
    return replace(like, figures=table, doubts=())


def _codes(column: pd.Series, names: Sequence[str]) -> NDArray[np.int64]:
    """The position of each value among some names, -1 where it is none of them."""
    positions = {name: at for at, name in enumerate(names)}
    found = np.array([positions.get(str(c), -1) for c in column.cat.categories], dtype=np.int64)
    return found[column.cat.codes.to_numpy()]


def _one(number: int, names: list[str], name: str) -> pd.Categorical[object]:
    return _category(np.full(number, names.index(name)), names)


def _category(codes: NDArray[np.int64], names: Sequence[str]) -> pd.Categorical[object]:
    categories = pd.Index(list(names), dtype=object)
    return pd.Categorical.from_codes(codes.astype(np.int32), categories=categories)
