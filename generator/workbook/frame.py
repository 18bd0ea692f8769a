"""Building the tidy table of figures, block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from generator.config.schema import Marker
from generator.errors import Fault
from generator.model import cell

_KEYS = ("place", "measure", "statistic", "period", "sheet", "missing")


class FigureTable:
    """Collects figures as columns of codes; :meth:`frame` gives them as one table.

    Markers are looked up without white space and letter case.
    """

    def __init__(self, markers: Mapping[str, Marker]) -> None:
        self.faults: list[Fault] = []
        self._reasons = {_squeeze(k): m.reason for k, m in markers.items()}
        self._names: dict[str, dict[str, int]] = {key: {} for key in _KEYS}
        self._code("missing", "")
        self._parts: dict[str, list[np.ndarray[Any, Any]]] = {
            k: [] for k in (*_KEYS, "value", "row", "column")
        }

    def add_block(
        self,
        sheet: str,
        rows: Sequence[tuple[int, str, list[Any]]],
        columns: Sequence[tuple[int, str, str]],
        period: str,
        statistics: Sequence[str],
    ) -> None:
        """Add one table.

        Args:
            sheet: its sheet.
            rows: (row index from 0, place, cells) of each row that counts.
            columns: (column index from 0, measure, statistic or "" for the row's own).
            period: which period its figures are of.
            statistics: what each row gives.
        """
        if not rows or not columns:
            return
        width = len(columns)
        at = [c for c, _, _ in columns]
        cells = [line[c] if c < len(line) else "" for _, _, line in rows for c in at]
        row_numbers = np.repeat([r + 1 for r, _, _ in rows], width)
        column_numbers = np.tile([c + 1 for c in at], len(rows))
        values, missing = self._numbers(sheet, cells, row_numbers, column_numbers)
        own = [self._code("statistic", s) for s in statistics]
        given = [self._code("statistic", s) if s else -1 for _, _, s in columns]
        statistic = np.tile(given, len(rows))
        statistic = np.where(statistic < 0, np.repeat(own, width), statistic)
        self._check_whole(sheet, statistic, values, (row_numbers, column_numbers))
        size = len(cells)
        part = {
            "place": np.repeat([self._code("place", p) for _, p, _ in rows], width),
            "measure": np.tile([self._code("measure", m) for _, m, _ in columns], len(rows)),
            "statistic": statistic,
            "period": np.full(size, self._code("period", period)),
            "sheet": np.full(size, self._code("sheet", sheet.strip())),
            "missing": missing,
            "value": values,
            "row": row_numbers,
            "column": column_numbers,
        }
        for key, array in part.items():
            self._parts[key].append(array)

    def add(self, figure: Mapping[str, Any], sheet: str, row: int, column: int) -> None:
        """Add one figure: place, measure, statistic, period and the value as it was read."""
        at = (np.array([row]), np.array([column]))
        values, missing = self._numbers(sheet, [figure["value"]], *at)
        statistic = np.array([self._code("statistic", figure["statistic"])])
        self._check_whole(sheet, statistic, values, at)
        for key in ("place", "measure", "statistic", "period"):
            self._parts[key].append(np.array([self._code(key, figure[key])]))
        self._parts["sheet"].append(np.array([self._code("sheet", sheet)]))
        for key, array in zip(
            ("missing", "value", "row", "column"), (missing, values, *at), strict=True
        ):
            self._parts[key].append(array)

    def frame(self) -> pd.DataFrame:
        """The figures collected so far, one a row; see :class:`~generator.model.Reading`."""
        data: dict[str, Any] = {}
        for key, parts in self._parts.items():
            array = np.concatenate(parts) if parts else np.array([])
            if key in _KEYS:
                names = pd.Index(list(self._names[key]), dtype=object)
                data[key] = pd.Categorical.from_codes(array.astype(np.int32), categories=names)
            else:
                data[key] = array.astype(np.float64 if key == "value" else np.int32)
        return pd.DataFrame(data)

    def _check_whole(self, sheet: str, statistic: Any, values: Any, at: tuple[Any, Any]) -> None:
        """Counts are whole numbers."""
        counts = statistic == self._code("statistic", "count")
        with np.errstate(invalid="ignore"):
            wrong = counts & (values != np.floor(values)) & ~np.isnan(values)
        for index in np.flatnonzero(wrong):
            where = cell(sheet, int(at[0][index]), int(at[1][index]))
            self.faults.append(Fault(where, f"a count of {values[index]:g} is no whole number."))

    def _code(self, key: str, name: str) -> int:
        names = self._names[key]
        return names.setdefault(name, len(names))

    def _numbers(
        self,
        sheet: str,
        cells: list[Any],
        rows: np.ndarray[Any, Any],
        columns: np.ndarray[Any, Any],
    ) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """The cells as floats, NaN where a marker stands, and the code of the marker's reason."""
        values = np.full(len(cells), np.nan)
        missing = np.zeros(len(cells), dtype=np.int32)
        for index, content in enumerate(cells):
            if type(content) is float or type(content) is int:
                values[index] = content
                continue
            reason = self._reasons.get(_squeeze(content)) if isinstance(content, str) else None
            if reason is None:
                where = cell(sheet, int(rows[index]), int(columns[index]))
                what = f'"{content}" is no number and no marker that sources.yml knows.'
                self.faults.append(Fault(where, what, "Mend the cell, or add the marker."))
            else:
                missing[index] = self._code("missing", reason)
        return values, missing


def _squeeze(text: str) -> str:
    return "".join(text.split()).casefold()
