"""A project on disk: where it lies, what beats and releases it has, and each of them loaded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.config import references
from generator.config.beat import Beat, Release
from generator.config.document import Document, read_document
from generator.config.schema import (
    Angles,
    BeatFile,
    BeatLexicon,
    House,
    Lexicon,
    Patch,
    Places,
    ReleaseFile,
    Rule,
    Sources,
    Wordings,
)
from generator.errors import Fault, StringerError, fault, nearest

_MARK = Path("config/house.yml")
_PATCHES = Path("config/patches.yml")
_BUNDLED = Path(__file__).resolve().parent.parent / "bundled"


@dataclass(frozen=True)
class Project:
    """A folder with ``config/house.yml``, ``templates/`` and ``releases/``."""

    root: Path

    @cached_property
    def house(self) -> House:
        return self._document(_MARK).parse(House)

    @cached_property
    def lexicon(self) -> Lexicon:
        """What the second reader knows of the language."""
        return self._document(Path("config/reading.yml")).parse(Lexicon)

    @cached_property
    def patches(self) -> dict[str, Patch]:
        """Which title takes which places; none where there is no ``patches.yml``."""
        if not (self.root / _PATCHES).is_file():
            return {}
        return self._document(_PATCHES).parse(dict[str, Patch])

    def wordings(self, beat: str = "") -> tuple[Wordings, Document]:
        """The wording rules of the house, or of a beat: none where it has no ``wording.yml``."""
        name = Path("config", beat, "wording.yml")
        if beat and not (self.root / name).is_file():
            return Wordings(rules={}), Document(name.as_posix(), {}, {})
        document = self._document(name)
        return document.parse(Wordings), document

    def names(self) -> list[str]:
        """The names of places that the project's ``places.yml`` give, and those of patches."""
        found = list(self.patches)
        for beat in self.beats():
            places = self._document(Path("config", beat, "places.yml")).parse(Places)
            found += [text for own in places.names.values() for text in (own.name, own.short)]
        return found

    def beats(self) -> list[str]:
        """The beats of the project, by name."""
        return sorted(p.parent.name for p in self.root.glob("config/*/beat.yml"))

    def releases(self) -> list[str]:
        """``BEAT/2021-09``, ``BEAT/2024-12`` …: every release, by beat and date."""
        found = self.root.glob("releases/*/*/release.yml")
        return sorted(f"{p.parent.parent.name}/{p.parent.name}" for p in found)

    def release(self, release_id: str = "") -> Release:
        """One release; the newest of the only beat where none is named.

        Raises:
            StringerError: there is no such release (the nearest are named), or it has faults.
        """
        known = self.releases()
        if not known:
            raise fault(str(self.root / "releases"), "holds no release.", "See docs/releases.md.")
        if not release_id:
            release_id = known[-1]
            if len({k.split("/")[0] for k in known}) > 1:
                raise fault("RELEASE", "which one is meant?", f"There are {', '.join(known)}.")
        if release_id not in known:
            advice = nearest(release_id, known) or f"There are {', '.join(known)}."
            raise fault(release_id, "is not a release of this project.", advice)
        name = Path("releases", *release_id.split("/"), "release.yml")
        document = self._document(name)
        return Release(release_id, (self.root / name).parent, document.parse(ReleaseFile), document)

    def beat(self, release: Release) -> Beat:
        """The beat of a release, checked together with it: all faults of all files at once."""
        name = release.id.split("/")[0]
        folder = Path("config", name)
        models: dict[str, Any] = {
            "beat": BeatFile,
            "sources": Sources,
            "rules": dict[str, Rule],
            "angles": Angles,
            "places": Places,
        }
        if (self.root / folder / "called.yml").is_file():
            models["called"] = BeatLexicon
        faults: list[Fault] = []
        documents: dict[str, Document] = {}
        parsed: dict[str, Any] = {}
        for part, model in models.items():
            try:
                documents[part] = self._document(folder / f"{part}.yml")
                parsed[part] = documents[part].parse(model)
            except StringerError as error:
                faults += error.faults
        try:
            house, lexicon = self.house, self.lexicon
        except StringerError as error:
            raise StringerError([*error.faults, *faults]) from None
        if faults:
            raise StringerError(faults)
        beat = Beat(
            name=name,
            house=house,
            file=parsed["beat"],
            sources=parsed["sources"],
            rules=parsed["rules"],
            angles=parsed["angles"],
            places=parsed["places"],
            documents=documents,
            templates=self.root / "templates" / name,
            forms=self.root / folder / "forms.yml",
            lexicon=lexicon,
            called=parsed.get("called", BeatLexicon()),
        )
        if faults := [*references.beat_faults(beat), *references.release_faults(beat, release)]:
            raise StringerError(faults)
        return beat

    def files_of(self, release: Release) -> list[Path]:
        """The files of the configuration that the stories of a release rest on."""
        beat = release.id.split("/")[0]
        files = sorted((self.root / "config").glob("*.yml"))
        files += sorted((self.root / "config" / beat).glob("*.yml"))
        return [*files, release.folder / "release.yml"]

    def _document(self, name: Path) -> Document:
        return read_document(self.root / name, name=name.as_posix())


def find_project(start: Path | None = None) -> Project:
    """The project at ``start``; else at or above the working folder; else the installed copy.

    Raises:
        StringerError: ``start`` is given and holds no ``config/house.yml``.
    """
    if start is not None:
        if not (start / _MARK).is_file():
            raise fault(str(start), f"is no Stringer project: it has no {_MARK}.")
        return Project(start.resolve())
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / _MARK).is_file():
            return Project(folder)
    if (_BUNDLED / _MARK).is_file():
        return Project(_BUNDLED)
    raise fault(
        str(here), f"lies in no Stringer project: no {_MARK} here or above.", "Use --project."
    )
