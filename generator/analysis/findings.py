"""From columns to objects: the findings of one place, made when a story asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from generator.model import Analysis, Figure, Finding, Number, cell
from generator.rules import Bands

_INTEGERS = frozenset(("count", "previous", "difference", "base", "rank", "ranked", "tied"))
_PUBLISHED = ("count", "previous", "change", "rate")


class FindingStore:
    """All findings of an analysis; each exists as an object only once it is looked at."""

    def __init__(self, analysis: Analysis, rules: Mapping[str, Bands]) -> None:
        self.analysis = analysis
        self._names = {name: rule.names for name, rule in rules.items()}
        figures = analysis.reading.figures
        self._columns: dict[str, tuple[list[str], Any]] = {
            key: (list(figures[key].cat.categories), figures[key].cat.codes.to_numpy())
            for key in ("place", "measure", "statistic", "period", "sheet", "missing")
        }
        self._values = figures["value"].to_numpy()
        self._rows = figures["row"].to_numpy()
        self._letters = figures["column"].to_numpy()

    def of(self, place: int) -> Findings:
        """The findings of one place, by measure."""
        return Findings(self, place)

    def figure(self, row: int) -> Figure:
        """One published number, with its cell."""
        named = {key: names[codes[row]] for key, (names, codes) in self._columns.items()}
        value = float(self._values[row])
        return Figure(
            place=named["place"],
            measure=named["measure"],
            statistic=named["statistic"],
            period=named["period"],
            value=_exact(value) if value == value else None,
            missing=named["missing"],
            cell=cell(named["sheet"], int(self._rows[row]), int(self._letters[row])),
        )

    def make(self, place: int, measure: int, rows: Rows) -> Finding:
        """The finding for one place and measure, by their positions."""
        values: dict[str, Number] = {}
        for name, row in rows.quantities:
            if (value := row[measure]) == value:
                exact = name in _INTEGERS
                values[name] = int(value) if exact else _exact(value) if name == "rate" else value
        if "change" in values:
            if "difference" in values:
                hundredfold = 100 * int(values["difference"])
                values["change"] = Fraction(hundredfold, int(values["previous"]))
            else:
                values["change"] = _exact(float(values["change"]))
        figures = {n: self.figure(row[measure]) for n, row in rows.origin if row[measure] >= 0}
        names = self._names
        bands = {n: names[n][row[measure]] for n, row in rows.bands if row[measure] >= 0}
        missing = {name: _why(name, figures) for name in _PUBLISHED if name not in values}
        code, name = self.analysis.places[place].code, self.analysis.measures[measure]
        return Finding(code, name, figures, values, missing, bands)


@dataclass(frozen=True, slots=True)
class Rows:
    """One place's row of every array, as plain lists."""

    quantities: list[tuple[str, list[float]]]
    bands: list[tuple[str, list[int]]]
    origin: list[tuple[str, list[int]]]


class Findings(Mapping[str, Finding]):
    """The findings of one place by measure, each made when it is first asked for."""

    def __init__(self, store: FindingStore, place: int) -> None:
        self._store = store
        self._place = place
        self._made: dict[str, Finding] = {}
        grids = store.analysis
        self._rows = Rows(
            [(name, grid[place].tolist()) for name, grid in grids.quantities.items()],
            [(name, grid[place].tolist()) for name, grid in grids.bands.items()],
            [(name, grid[place].tolist()) for name, grid in grids.origin.items()],
        )

    def __getitem__(self, measure: str) -> Finding:
        if measure not in self._made:
            position = self._store.analysis.measures.index(measure)
            self._made[measure] = self._store.make(self._place, position, self._rows)
        return self._made[measure]

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.analysis.measures)

    def __len__(self) -> int:
        return len(self._store.analysis.measures)


def _exact(value: float) -> Number:
    """The published number itself: an integer, or the shortest decimal that names the float."""
    return int(value) if value.is_integer() else Decimal(repr(value))


def _why(name: str, figures: Mapping[str, Figure]) -> str:
    """Why there is no such number: the release's own reason, or ours."""
    if name not in figures:
        return "not in the release"
    return figures[name].missing or "too few in either year"
