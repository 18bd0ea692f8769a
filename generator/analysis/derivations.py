"""How a number was reached: the sum that gives it, its cells, and what the release says of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isnan

from generator.analysis.findings import FindingStore
from generator.analysis.sums import Sums
from generator.config import Beat, Release
from generator.config.schema import ReleaseNote
from generator.model import Cell, Derivation, Figure, Finding, letters


class Derivations:
    """Tells for every quantity of every finding of a release how it was reached."""

    def __init__(
        self,
        store: FindingStore,
        beat: Beat,
        release: Release,
        everyone: tuple[Cell, ...] = (),
    ) -> None:
        """``everyone`` are the cells of all places, where this is only a part of the release."""
        self._store = store
        self._everyone = everyone
        self._beat = beat
        self._release = release
        self._sums = Sums(store, beat)
        self._runs: dict[tuple[str, str, str], tuple[Cell, ...]] = {}
        self._notes: dict[tuple[str, str], list[ReleaseNote]] = {}
        self._kept: dict[tuple[str, str, str], Derivation] = {}

    def of(self, finding: Finding, quantity: str) -> Derivation:
        """How a quantity was reached that the finding has, or whose band it has."""
        key = finding.place, finding.measure, quantity
        if key in self._kept:
            return self._kept[key]
        part = self._sums.of(finding, quantity)
        operation, figures = part or self._sums.compared(finding)
        published = finding.figures.get(quantity)
        if published is not None and published.value is None:
            published = None
        if published is not None and not figures:
            figures = (published,)
        made = Derivation(
            finding.values[quantity],
            operation if part and figures != (published,) else "",
            figures,
            published.cell if published else None,
            () if part else self._among(finding, quantity),
            self._typed(finding, quantity),
            self._caveats(finding, figures),
        )
        if self._store.analysis.places[self._sums.at[finding.place]].role == "nation":
            self._kept[key] = made
        return made

    def _among(self, finding: Finding, rank: str) -> tuple[Cell, ...]:
        """The cells that a rank is taken among: those of its level, or of its group there."""
        if self._everyone and not rank.startswith("group_"):
            return self._everyone
        store, places = self._store, self._store.analysis.places
        own = places[self._sums.at[finding.place]]
        key = (own.level, own.group if rank.startswith("group_") else "", finding.measure)
        if key not in self._runs:
            gone = self._beat.told_elsewhere(places)
            rows = [
                i
                for i, p in enumerate(places)
                if p.level == own.level and p.code not in gone and key[1] in ("", p.group)
            ]
            at = store.position[finding.measure]
            published = ["rate"] if finding.figures.get("rate") else ["value"]
            made = [name for name in ("part", "of") if finding.figures.get(name)]
            origin = [store.origin[name][rows, at].tolist() for name in made or published]
            known = [
                row
                for each in zip(*origin, strict=True)
                if all(r >= 0 and not isnan(store.columns["value"][r]) for r in each)
                for row in each
            ]
            self._runs[key] = tuple(_runs(store, known))
        return self._runs[key]

    def _typed(self, finding: Finding, quantity: str) -> str:
        if quantity not in ("target", "beyond_target"):
            return ""
        return self._beat.documents["beat"].where(("measures", finding.measure, "target"))

    def _caveats(self, finding: Finding, figures: tuple[Figure, ...]) -> tuple[str, ...]:
        """Notes of the release that touch the finding, or any of the figures in the sum."""
        about = dict.fromkeys((f.place, f.measure) for f in figures)
        about[finding.place, finding.measure] = None
        notes = [note for key in about for note in self._noted(*key)]
        if not notes:
            return ()
        statistics = {figure.statistic for figure in figures}
        told = [n for n in notes if not n.known or n.known in statistics]
        return tuple(dict.fromkeys(": ".join((", ".join(n.names), n.text)) for n in told))

    def _noted(self, code: str, measure: str) -> list[ReleaseNote]:
        """The notes that are typed for a measure of a place."""
        key = code, measure
        if key not in self._notes:
            place = self._store.analysis.places[self._sums.at[code]]
            self._notes[key] = [
                note
                for note in self._release.file.notes
                if note.text and note.reaches(place) and measure in (note.measures or (measure,))
            ]
        return self._notes[key]


def _runs(store: FindingStore, rows: Iterable[int]) -> Iterator[Cell]:
    """Cells of some figures, those one under the other as one run: ``Table C5!K9:K12``."""
    columns, sheets = store.columns, store.names["sheet"]
    spots = sorted(
        (int(columns["sheet"][at]), int(columns["column"][at]), int(columns["row"][at]))
        for at in rows
    )
    first = last = None
    for spot in (*spots, None):
        if first and last and (spot is None or spot != (*last[:2], last[2] + 1)):
            column = letters(first[1])
            end = f":{column}{last[2]}" if last != first else ""
            yield Cell(f"{sheets[first[0]].strip()}!{column}{first[2]}{end}")
            first = None
        first, last = first or spot, spot
