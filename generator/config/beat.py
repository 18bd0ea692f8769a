"""A beat and a release as they are handed to the stages: every file of theirs, checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.config.document import Document
from generator.config.schema import (
    Angles,
    BeatFile,
    BeatLexicon,
    House,
    Lexicon,
    Places,
    ReleaseFile,
    Rule,
    Sources,
)
from generator.model import MOVEMENT, QUANTITIES, Place, unit_of

TALLIES = ("rising", "falling")
"""How many measures of ``movers`` in ``angles.yml`` rose and fell in a place."""

OWN = "value"
"""What a table gives of a measure where it gives the measure's own number, whatever its kind."""


@dataclass(frozen=True)
class Beat:
    """One beat's configuration, checked file by file and against one another."""

    name: str
    house: House
    file: BeatFile
    sources: Sources
    rules: dict[str, Rule]
    angles: Angles
    places: Places
    documents: dict[str, Document]
    templates: Path
    forms: Path
    lexicon: Lexicon
    called: BeatLexicon

    def level_of(self, kind: str) -> str:
        """The level that a kind of row belongs to; "" where there is none."""
        return next((name for name, lv in self.file.levels.items() if kind in lv.rows), "")

    def role_of(self, kind: str) -> str:
        """What a kind of row is to the others: group, unassigned, nation, outside, or ""."""
        return self._roles.get(kind, "")

    @cached_property
    def _roles(self) -> dict[str, str]:
        groups, nation = self.file.groups, self.file.nation
        roles = dict.fromkeys(nation.rows, "nation")
        if groups:
            roles |= dict.fromkeys(groups.rows, "group")
            roles |= dict.fromkeys(groups.unassigned, "unassigned")
        if nation.outside:
            roles |= dict.fromkeys(nation.outside.rows, "outside")
        return roles

    @property
    def kinds_of_rows(self) -> list[str]:
        """All kinds of rows that the beat knows."""
        rows = [row for level in self.file.levels.values() for row in level.rows]
        return list(dict.fromkeys([*rows, *self._roles]))

    @cached_property
    def statistics(self) -> list[str]:
        """What a published figure can be: a measure's own number (by its kind), a change, a rate,
        or the base of one.
        """
        kinds = [m.kind for m in self.file.measures.values()]
        rates = self.sources.rates
        bases = [rate.of for rate in rates.values() if rate.of]
        return list(dict.fromkeys([*kinds, *self.sources.changes, *rates, *bases]))

    @property
    def quantities(self) -> list[str]:
        """Everything that is worked out, for each further comparison too: ``month_before.size``."""
        further = [f"{name}.{q}" for name in self.file.against[1:] for q in MOVEMENT]
        return [*QUANTITIES, *further, *(TALLIES if self.angles.movers else ())]

    def decimals_of(self, measure: str, quantity: str) -> int:
        """How many decimals of a quantity are printed."""
        spec = self.file.measures[measure]
        own = spec.decimals
        match unit_of(quantity, spec.kind):
            case "count" | "percent":
                return 0
            case "number":
                return 1
            case "rate":
                return self.house.decimals.rate if own is None else own
            case "points" if spec.kind != "percentage":
                return 0
            case "points" | "percentage":
                return self.house.decimals.percentage if own is None else own
            case "money" | "price":
                return self.house.decimals.money if own is None else own
            case "level":
                return self.house.decimals.level if own is None else own

    def told_elsewhere(self, places: Iterable[Place]) -> set[str]:
        """The codes of places that get no story at their level, as places of theirs tell it."""
        groups = {p.group for p in places if p.level}
        return {code for codes in self.places.exclude.values() for code in codes} & groups

    def where_said(self, rule: str, band: str, word: str) -> str:
        """The file and line of a word of a band, or of the contrast."""
        if rule not in self.rules:
            return self.documents["angles"].where((rule, "words", band, word))
        at = [b.band for b in self.rules[rule].bands].index(band)
        return self.documents["rules"].where((rule, "bands", at, "words", word))

    def set_of(self, name: str, topics: Iterable[str] = ()) -> list[str]:
        """The measures of a set; ``topics`` are the release's own."""
        return list(topics) if name == "topics" else self.file.sets[name]


@dataclass(frozen=True)
class Release:
    """One edition: its ``release.yml`` and the folder where it and its figures lie."""

    id: str
    folder: Path
    file: ReleaseFile
    document: Document

    @property
    def source(self) -> Path:
        return self.folder / self.file.source.file

    @property
    def in_parts(self) -> bool:
        """Whether its figures lie in several files: the file is a pattern, or an address."""
        return "*" in self.file.source.file or "://" in self.file.source.file
