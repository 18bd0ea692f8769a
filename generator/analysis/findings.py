"""From columns to objects: the findings of one place, made when a story asks for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from generator.model import Analysis, Figure, Finding, Number, cell
from generator.rules import Bands

_INTEGERS = frozenset(("count", "previous", "difference", "base", "rank", "ranked", "tied"))
_PUBLISHED = ("count", "previous", "change", "rate")


class FindingStore:
    """All findings of an analysis; each exists as an object only once it is looked at."""

    def __init__(self, analysis: Analysis, rules: Mapping[str, Bands]) -> None:
        self.analysis = analysis
        self.bands = {name: rule.names for name, rule in rules.items()}
        self.position = {name: at for at, name in enumerate(analysis.measures)}
        figures = analysis.reading.figures
        self.names = {
            key: list(figures[key].cat.categories)
            for key in ("statistic", "period", "sheet", "missing")
        }
        self.columns = {key: figures[key].cat.codes.to_numpy() for key in self.names}
        self.columns |= {key: figures[key].to_numpy() for key in ("value", "row", "column")}

    def of(self, place: int) -> Findings:
        """The findings of one place, by measure."""
        return Findings(self, place)


class Findings(Mapping[str, Finding]):
    """The findings of one place by measure, each made when it is first asked for."""

    def __init__(self, store: FindingStore, place: int) -> None:
        analysis = store.analysis
        self._store = store
        self._code = analysis.places[place].code
        self._made: dict[str, Finding] = {}
        self._quantities = [(n, grid[place].tolist()) for n, grid in analysis.quantities.items()]
        self._bands = [(n, grid[place].tolist()) for n, grid in analysis.bands.items()]
        self._origin = [(n, grid[place].tolist()) for n, grid in analysis.origin.items()]

    def __getitem__(self, measure: str) -> Finding:
        if measure not in self._made:
            self._made[measure] = self._make(measure, self._store.position[measure])
        return self._made[measure]

    def __iter__(self) -> Iterator[str]:
        return iter(self._store.analysis.measures)

    def __len__(self) -> int:
        return len(self._store.analysis.measures)

    def _make(self, measure: str, at: int) -> Finding:
        values: dict[str, Number] = {}
        for name, row in self._quantities:
            if (value := row[at]) == value:
                values[name] = int(value) if name in _INTEGERS else value
        if "change" in values and "difference" in values:
            hundredfold = 100 * int(values["difference"])
            values["change"] = Fraction(hundredfold, int(values["previous"]))
        figures = {n: self._figure(measure, row[at]) for n, row in self._origin if row[at] >= 0}
        names = self._store.bands
        bands = {n: names[n][row[at]] for n, row in self._bands if row[at] >= 0}
        missing = {n: _why(n, figures) for n in _PUBLISHED if n not in values}
        return Finding(self._code, measure, figures, values, missing, bands)

    def _figure(self, measure: str, row: int) -> Figure:
        """One published number, with its cell."""
        names, columns = self._store.names, self._store.columns
        value: float = columns["value"].item(row)
        return Figure(
            place=self._code,
            measure=measure,
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


def _why(name: str, figures: Mapping[str, Figure]) -> str:
    """Why there is no such number: the release's own reason, or ours."""
    if name not in figures:
        return "not in the release"
    return figures[name].missing or "too few in either year"
