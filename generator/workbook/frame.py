"""Building the tidy table of figures, block by block."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.config.schema import Marker
from generator.model import IN_DOUBT, Doubt, cell
from generator.sheets.sheet import Sheet
from generator.workbook.numbers import written_number
from generator.workbook.rows import Row
from generator.workbook.tables import Column

_KEYS = ("place", "measure", "statistic", "period", "sheet", "missing")
_NAMED = ("place", "measure", "statistic", "period")
_LARGEST = 2.0**53

Positions = NDArray[np.int64]


class FigureTable:
    """Collects figures as columns of codes; :meth:`frame` gives them as one table.

    Markers are looked up without white space and letter case. A cell that holds neither a number
    nor a marker, and a count that is no whole number, is a doubt. With ``fractions``, percentages
    stand as fractions of one.
    """

    def __init__(self, markers: Mapping[str, Marker], *, fractions: bool = False) -> None:
        self._fractions = fractions
        self.doubts: list[Doubt] = []
        self._markers = {_squeeze(k): m for k, m in markers.items()}
        self._names: dict[str, dict[str, int]] = {key: {} for key in _KEYS}
        self._listed: dict[str, list[str]] = {key: [] for key in _KEYS}
        self._code("missing", "")
        self._parts: dict[str, list[NDArray[Any]]] = {
            k: [] for k in (*_KEYS, "value", "row", "column")
        }

    def add_block(
        self, sheet: Sheet, rows: Sequence[Row], columns: Sequence[Column], period: str
    ) -> None:
        """Add the figures of one table, all of one period: what each column gives for each row."""
        width = len(columns)
        by_kind = {k: [c.gives.get(k, "") for c in columns] for k in {row.kind for row in rows}}
        names = {k: np.array([self._code("statistic", s) for s in v]) for k, v in by_kind.items()}
        some = {k: np.array(list(map(bool, v))) for k, v in by_kind.items()}
        if not any(s.any() for s in some.values()):
            return
        given = np.concatenate([some[row.kind] for row in rows])
        cells = [row.cells[c.at] if c.at < len(row.cells) else "" for row in rows for c in columns]
        kinds = [row.kind for row in rows for _ in columns]
        codes = np.concatenate([names[row.kind] for row in rows])
        at = np.repeat([row.at + 1 for row in rows], width)
        along = np.tile([c.at + 1 for c in columns], len(rows))
        places = np.repeat([self._code("place", row.place) for row in rows], width)
        measures = np.tile([self._code("measure", c.measure) for c in columns], len(rows))
        part: dict[str, NDArray[Any]] = {
            "place": places[given],
            "measure": measures[given],
            "statistic": codes[given],
            "period": np.full(int(given.sum()), self._code("period", period)),
            "sheet": np.full(int(given.sum()), self._code("sheet", sheet.name.strip())),
            "row": at[given],
            "column": along[given],
        }
        kept = [(c, k) for c, k, keep in zip(cells, kinds, given.tolist(), strict=True) if keep]
        self._add(part, [c for c, _ in kept], [k for _, k in kept], typed=sheet.typed)

    def add_lines(
        self, lines: Sequence[tuple[int, Mapping[str, str]]], sheet: str, column: int
    ) -> None:
        """Add figures that stand a row each: (row, place, measure … and the text of its value)."""
        part: dict[str, NDArray[Any]] = {
            name: np.array([self._code(name, line[name]) for _, line in lines], dtype=np.int64)
            for name in _NAMED
        }
        part["sheet"] = np.full(len(lines), self._code("sheet", sheet))
        part["row"] = np.array([row for row, _ in lines], dtype=np.int64)
        part["column"] = np.full(len(lines), column)
        cells, kinds = ([line[k] for _, line in lines] for k in ("value", "kind"))
        self._add(part, cells, kinds, typed=False)

    def add_columns(self, columns: Mapping[str, pd.Series], sheet: str, column: int) -> None:
        """The same, of a table: its columns by name, their rows counted from 2."""
        rows = len(columns["value"])
        part: dict[str, NDArray[Any]] = {}
        for name, key in zip(_NAMED, ("code", *_NAMED[1:]), strict=True):
            codes, texts = pd.factorize(columns[key])
            part[name] = np.array([self._code(name, t) for t in texts], dtype=np.int64)[codes]
        part["sheet"] = np.full(rows, self._code("sheet", sheet))
        part["row"] = np.arange(2, rows + 2)
        part["column"] = np.full(rows, column)
        self._add(part, columns["value"].tolist(), columns["kind"].tolist(), typed=False)

    def frame(self) -> pd.DataFrame:
        """The figures collected so far, one a row; see :class:`~generator.model.Reading`.

        A figure that stands in two tables is kept once, from the first; a doubt says where the two
        are not the same.
        """
        data: dict[str, Any] = {}
        for key, parts in self._parts.items():
            array = np.concatenate(parts) if parts else np.array([])
            if key in _KEYS:
                names = pd.Index(list(self._names[key]), dtype=object)
                data[key] = pd.Categorical.from_codes(array.astype(np.int32), categories=names)
            else:
                data[key] = array.astype(np.float64 if key == "value" else np.int32)
        return self._once(pd.DataFrame(data))

    def _once(self, frame: pd.DataFrame) -> pd.DataFrame:
        codes = np.zeros(len(frame), dtype=np.int64)
        for name in _NAMED:
            codes = codes * (len(self._names[name]) + 1) + frame[name].cat.codes.to_numpy()
        _, first, group = np.unique(codes, return_index=True, return_inverse=True)
        original = first[group.ravel()]
        again = np.flatnonzero(original != np.arange(len(frame)))
        if not len(again):
            return frame
        values = frame["value"].to_numpy()
        here, there = values[again], values[original[again]]
        missing = frame["missing"].to_numpy()
        readable = (missing[again] != IN_DOUBT) & (missing[original[again]] != IN_DOUBT)
        differ = (here != there) & ~(np.isnan(here) & np.isnan(there)) & readable
        for row in again[differ]:
            other = int(original[row])
            what = f"{self._shown(frame, int(row))}, but {self._cell(frame, other)} says "
            shown = self._shown(frame, other).rpartition(" is ")[2]
            place = str(frame["place"].iloc[row])
            self.doubts.append(Doubt(place, self._cell(frame, int(row)), f"{what}{shown}."))
        return frame.drop(index=frame.index[again]).reset_index(drop=True)

    def _shown(self, frame: pd.DataFrame, row: int) -> str:
        value = frame["value"].iloc[row]
        text = f"{value:,g}" if value == value else f"“{frame['missing'].iloc[row]}”"
        return f"{frame['measure'].iloc[row]} is {text}"

    def _cell(self, frame: pd.DataFrame, row: int) -> Any:
        return cell(*(frame[k].iloc[row] for k in ("sheet", "row", "column")))

    def _code(self, key: str, name: str) -> int:
        names = self._names[key]
        if (code := names.get(name)) is None:
            code = names[name] = len(names)
            self._listed[key].append(name)
        return code

    def _add(
        self,
        part: dict[str, NDArray[Any]],
        cells: Sequence[Any],
        kinds: Sequence[str],
        *,
        typed: bool,
    ) -> None:
        """Read the cells: floats, NaN where a marker stands, and the code of its reason."""
        values = np.full(len(cells), np.nan)
        missing = np.zeros(len(cells), dtype=np.int32)
        for index, content in enumerate(cells):
            if type(content) is float:
                values[index] = content
                continue
            if not typed and (number := written_number(content)) is not None:
                values[index] = number
                continue
            marker = self._markers.get(_squeeze(content)) if isinstance(content, str) else None
            if marker is not None and (not marker.rows or kinds[index] in marker.rows):
                missing[index] = self._code("missing", marker.reason)
            else:
                missing[index] = self._code("missing", IN_DOUBT)
                wrong = (
                    f"“{content}” may not stand in rows of the kind {kinds[index]}: see markers."
                )
                self._doubt(part, index, wrong if marker else _no_number(content))
        if self._fractions:
            shares = part["statistic"] == self._code("statistic", "percentage")
            values = np.where(shares, np.round(100 * values, 10), values)
        self._check(part, values, missing)
        part["value"], part["missing"] = values, missing
        for key, array in part.items():
            self._parts[key].append(array)

    def _check(
        self,
        part: Mapping[str, NDArray[Any]],
        values: NDArray[np.float64],
        missing: NDArray[np.int32],
    ) -> None:
        """Counts are whole numbers, small enough to be exact; what is none is taken out."""
        counts = part["statistic"] == self._code("statistic", "count")
        with np.errstate(invalid="ignore"):
            wrong = counts & ((values != np.floor(values)) | (np.abs(values) > _LARGEST))
        for index in np.flatnonzero(wrong & ~np.isnan(values)):
            what = f"a count of {values[index]:,.10g} is no whole number."
            if abs(values[index]) > _LARGEST:
                what = f"a count of {values[index]:.3g} is no number of anything."
            self._doubt(part, int(index), what)
            values[index], missing[index] = np.nan, self._code("missing", IN_DOUBT)

    def _doubt(self, part: Mapping[str, NDArray[Any]], index: int, what: str) -> None:
        place, sheet = (self._listed[k][part[k][index]] for k in ("place", "sheet"))
        where = cell(sheet, int(part["row"][index]), int(part["column"][index]))
        self.doubts.append(Doubt(place, where, what))


def _no_number(content: Any) -> str:
    if content == "":
        return "the cell is empty."
    if isinstance(content, str) and content.startswith("#"):
        return f"holds the error {content}."
    if isinstance(content, str) and content.startswith("="):
        return f"holds a formula without a value ({content}); open the file, save it, try again."
    if isinstance(content, str) and written_number(content) is not None:
        return f"“{content}” is a number stored as text."
    return f"“{content}” is no number and no marker that sources.yml knows."


def _squeeze(text: str) -> str:
    return "".join(text.split()).casefold()
