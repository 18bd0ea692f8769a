"""From columns to objects: the findings of one place, made when a story asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from generator.analysis.standing import RANKS
from generator.config import Beat
from generator.model import KINDS, Analysis, Figure, Finding, Number, cell
from generator.rules import Bands

_PLACES = frozenset(f"{of}{name}" for of in ("", "group_") for name in RANKS)
_COUNTS = ("previous", "difference", "base")
_NOWHERE = "not in the release"


class FindingStore:
    """All findings of an analysis; each exists as an object only once it is looked at."""

    def __init__(self, analysis: Analysis, rules: Mapping[str, Bands], beat: Beat) -> None:
        self.analysis = analysis
        self.kinds = {name: spec.kind for name, spec in beat.file.measures.items()}
        self.never = {name for name, spec in beat.file.measures.items() if spec.percent == "never"}
        self.small = beat.file.small
        self.compared = ("", *(f"{name}." for name in beat.file.against[1:]))
        self.counts = frozenset(
            (*_PLACES, "value", *(f"{of}{name}" for of in self.compared for name in _COUNTS))
        )
        # What is published, by the quantity that it gives and its name among the figures.
        self.published = (
            ("value", "value"),
            *((f"{of}previous", of.rstrip(".") or "previous") for of in self.compared),
            ("change", "change"),
            ("rate", "rate"),
        )
        # What no place has is not looked for in each.
        self.quantities = {n: g for n, g in analysis.quantities.items() if not np.isnan(g).all()}
        self.positions = {n: g for n, g in analysis.bands.items() if (g >= 0).any()}
        self.origin = {n: g for n, g in analysis.origin.items() if (g >= 0).any()}
        self.bands = {n: rules[n.rpartition(".")[2]].names for n in self.positions}
        self.position = {name: at for at, name in enumerate(analysis.measures)}
        figures = analysis.reading.figures
        self.names = {
            key: list(figures[key].cat.categories)
            for key in ("measure", "statistic", "period", "sheet", "missing")
        }
        self.columns = {key: figures[key].cat.codes.to_numpy() for key in self.names}
        self.columns |= {key: figures[key].to_numpy() for key in ("value", "row", "column")}

    def of(self, place: int) -> Findings:
        """The findings of one place, by measure."""
        return Findings(self, place)


class Findings(Mapping[str, Finding]):
    """The findings of one place by measure, each made when it is first asked for."""

    def __init__(self, store: FindingStore, place: int) -> None:
        self._store = store
        self._code = store.analysis.places[place].code
        self._made: dict[str, Finding] = {}
        self._quantities = [(n, grid[place].tolist()) for n, grid in store.quantities.items()]
        self._bands = [(n, grid[place].tolist()) for n, grid in store.positions.items()]
        self._origin = [(n, grid[place].tolist()) for n, grid in store.origin.items()]

    def __getitem__(self, measure: str) -> Finding:
        if measure not in self._made:
            self._made[measure] = self._make(measure, self._store.position[measure])
        return self._made[measure]

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.analysis.measures)

    def __len__(self) -> int:
        return len(self._store.analysis.measures)

    def _make(self, measure: str, at: int) -> Finding:
        store = self._store
        counted = KINDS[store.kinds[measure]].whole
        whole = store.counts if counted else _PLACES
        values: dict[str, Number] = {}
        for name, row in self._quantities:
            if (value := row[at]) == value:
                values[name] = round(value) if name in whole else value
        figures = {n: self._figure(row[at]) for n, row in self._origin if row[at] >= 0}
        for of in store.compared if counted else ():
            if f"{of}change" in values and f"{of}difference" in values:
                hundredfold = 100 * int(values[f"{of}difference"])
                values[f"{of}change"] = Fraction(hundredfold, int(values[f"{of}previous"]))
        if "of" in figures:
            _make_shares(values, figures)
        bands = {n: store.bands[n][row[at]] for n, row in self._bands if row[at] >= 0}
        missing = {n: _why(f, figures) for n, f in store.published if n not in values}
        if missing.get("change") == _NOWHERE:
            missing["change"] = self._untold(measure, values, "change" in figures)
        return Finding(self._code, measure, figures, values, missing, bands)

    def _untold(self, measure: str, values: Mapping[str, Number], published: bool) -> str:
        """Why there is no change where the release gives no reason: we tell none, or cannot."""
        if not (published or {"value", "previous"} <= values.keys()):
            return _NOWHERE
        if measure in self._store.never:
            return "never told in per cent"
        if values.get("base", self._store.small) < self._store.small:
            return "too few in either period"
        if min(values.get("value", 0), values.get("previous", 0)) < 0:
            return "below zero in either period"
        return "none in the earlier period" if values.get("previous") == 0 else _NOWHERE

    def _figure(self, row: int) -> Figure:
        """One published number, with its cell."""
        names, columns = self._store.names, self._store.columns
        value: float = columns["value"].item(row)
        return Figure(
            place=self._code,
            measure=names["measure"][columns["measure"][row]],
            statistic=names["statistic"][columns["statistic"][row]],
            period=names["period"][columns["period"][row]],
            value=None if value != value else int(value) if value.is_integer() else value,
            missing=names["missing"][columns["missing"][row]],
            cell=cell(
                names["sheet"][columns["sheet"][row]],
                columns["row"].item(row),
                columns["column"].item(row),
            ),
        )


def _make_shares(values: dict[str, Number], figures: Mapping[str, Figure]) -> None:
    """Percentages that were worked out from their counts, as exact fractions of them."""
    for quantity in [n for n in values if n == "value" or n.endswith("previous")]:
        name = quantity.removesuffix(".previous") + "." if quantity != "value" else ""
        part, of = (figures.get(f"{name}{what}") for what in ("part", "of"))
        if part and of and isinstance(part.value, int) and isinstance(of.value, int):
            values[quantity] = Fraction(100 * part.value, of.value)


def _why(name: str, figures: Mapping[str, Figure]) -> str:
    """Why there is no such number: the release's own reason, or that it is not there."""
    of = "" if name == "value" else f"{name}."
    behind = ("value", "previous") if name == "change" else (f"{of}part", f"{of}of")
    reasons = [figures[f].missing for f in (name, *behind) if f in figures]
    return next(filter(None, reasons), _NOWHERE)
