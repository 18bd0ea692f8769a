"""A beat and a release as they are handed to the stages: every file of theirs, checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.config.document import Document
from generator.config.schema import Angles, BeatFile, House, Places, ReleaseFile, Rule, Sources
from generator.model import Place


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

    def level_of(self, kind: str) -> str:
        """The level that a kind of row belongs to; "" where there is none."""
        return next((name for name, lv in self.file.levels.items() if kind in lv.rows), "")

    def told_elsewhere(self, places: Iterable[Place]) -> set[str]:
        """The codes of places that get no story at their level, as places of theirs tell it."""
        groups = {p.group for p in places if p.level}
        return {code for codes in self.places.exclude.values() for code in codes} & groups

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
