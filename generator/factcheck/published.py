"""The published figures of a release, looked up by place, measure, statistic and period."""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.model import Reading, cell


def exact(value: float) -> Fraction:
    """A published number as the decimal that its shortest form writes."""
    return Fraction(int(value)) if value == int(value) else Fraction(repr(value))


class Published:
    """The figures of a release, with their cells; those of a place are gone through when asked."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._of: dict[str, Rows] = {}
        self._exact: dict[tuple[str, str, str, str], tuple[Fraction, str]] = {}
        self._gathered: set[tuple[str, str, str]] = set()

    @cached_property
    def _columns(self) -> tuple[list[list[str]], list[NDArray[Any]], dict[str, tuple[int, int]]]:
        """The figures that have a value, those of each place together.

        The words of each column of words; the columns (of positions in these words, then value,
        row and column of the sheet); and the first row of each place, with the row behind its last.
        """
        figures = self._reading.figures
        values = figures["value"].to_numpy()
        kept = np.flatnonzero(~np.isnan(values))
        words: list[list[str]] = []
        columns: list[NDArray[Any]] = []
        for name in _WORDS:
            column = figures[name].astype("category").cat
            words.append(column.categories.tolist())
            columns.append(column.codes.to_numpy()[kept])
        columns += [figures[name].to_numpy()[kept] for name in ("value", "row", "column")]
        order = np.argsort(columns[0], kind="stable")
        ends = np.searchsorted(columns[0][order], np.arange(len(words[0]) + 1)).tolist()
        spans = dict(zip(words[0], pairwise(ends), strict=True))
        return words, [column[order] for column in columns[1:]], spans

    def rows(self, place: str) -> Rows:
        """The figures of a place by measure, statistic and period: value, sheet, row, column."""
        found = self._of.get(place)
        if found is None:
            if len(self._of) > _REMEMBERED:
                self.forget()
            (_, measures, statistics, periods, sheets), columns, spans = self._columns
            first, end = spans.get(place, (0, 0))
            found = self._of[place] = {}
            for m, s, p, h, *where in zip(*(c[first:end].tolist() for c in columns), strict=True):
                key = measures[m], statistics[s], periods[p]
                if key not in found:
                    found[key] = (where[0], sheets[h], where[1], where[2])
        return found

    def forget(self) -> None:
        """Forget what was looked up of places: a release may have millions."""
        for known in (self._of, self._exact, self._gathered):
            known.clear()

    def figure(self, place: str, key: tuple[str, str, str]) -> tuple[Fraction, str] | None:
        """A published number, exactly, and its cell."""
        known = self._exact.get((place, *key))
        if known is None and key not in self._gathered and (found := self.rows(place).get(key)):
            value, sheet, row, column = found
            known = self._exact[place, *key] = exact(value), cell(sheet, row, column)
        return known

    def gather(self, key: tuple[str, str, str]) -> None:
        """Look a number up for all places at once: the rows of each need not be gone through."""
        if key in self._gathered:
            return
        (places, *words), columns, spans = self._columns
        self._gathered.add(key)
        asked = list(zip(words[: len(key)], columns[: len(key)], key, strict=True))
        if not all(word in known for known, _, word in asked):
            return
        here = [column == known.index(word) for known, column, word in asked]
        rows = np.flatnonzero(np.logical_and.reduce(here))
        first = [span[0] for span in spans.values()]
        of = np.searchsorted(first, rows, side="right") - 1
        found = (column[rows].tolist() for column in columns[len(key) :])
        for at, sheet, value, *where in zip(of.tolist(), *found, strict=True):
            known = exact(value), cell(words[-1][sheet], *where)
            self._exact.setdefault((places[at], *key), known)


_REMEMBERED = 2048
"""The figures of so many places are remembered at once."""
_WORDS = ("place", "measure", "statistic", "period", "sheet")
Rows = dict[tuple[str, str, str], tuple[float, str, int, int]]
