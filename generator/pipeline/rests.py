"""What a story rests on, as a fingerprint: where that is as it was, the story would be too."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping

import numpy as np

from generator import __version__
from generator.config import Beat, Release
from generator.config.project import Project
from generator.model import Analysis, Place
from generator.words.names import NationWords

_AT_ONCE = 1000
_WIDER = ("nation", "outside")
"""Whose figures every story may be held against."""


class Rests:
    """Fingerprints of the stories of one release.

    A story rests on the configuration and ``release.yml``; on the names of all places and on where
    each figure stands, as a rank names the cells it is taken among; on the quantities and figures
    of its place, of its group and of the nation; and on the templates that it was filled from. What
    is in doubt is taken to matter.
    """

    def __init__(
        self,
        project: Project,
        release: Release,
        beat: Beat,
        analysis: Analysis,
        nation: NationWords,
    ) -> None:
        self._templates = _digests(beat)
        self._common = _common(project, release, analysis, nation)
        self._rows = _rows(analysis)
        self._at = {(p.code, p.level): i for i, p in enumerate(analysis.places)}
        self._context: dict[str, bytes] = {}
        for at, place in enumerate(analysis.places):
            if place.role:
                group = "" if place.role in _WIDER else place.group_name or place.name
                before = self._context.get(group.casefold(), b"")
                self._context[group.casefold()] = before + self._rows[at]

    def fingerprint(self, place: Place, templates: Iterable[str], turn: int) -> str:
        """SHA-256 over all that the story of a place rests on, if it is filled from these files."""
        digest = hashlib.sha256(self._common + turn.to_bytes(4, "big"))
        digest.update(self._rows[self._at[place.code, place.level]])
        for group in dict.fromkeys(("", place.group_name.casefold())):
            digest.update(self._context.get(group, b""))
        for name in templates:
            digest.update(self._templates.get(name, name.encode()))
        return digest.hexdigest()


def _digests(beat: Beat) -> Mapping[str, bytes]:
    """The digest of each template of a beat, by its name."""
    root = beat.templates
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(
            path.relative_to(root).as_posix().encode() + b"\n" + path.read_bytes()
        ).digest()
        for path in sorted(root.rglob("*.j2"))
    }


def _common(project: Project, release: Release, analysis: Analysis, nation: NationWords) -> bytes:
    """What is the same for all stories of a release."""
    digest = hashlib.sha256(__version__.encode())
    for path in project.files_of(release):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(project.root).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    digest.update(repr((analysis.places, analysis.measures, analysis.held, nation)).encode())
    digest.update(repr((sorted(analysis.wider), analysis.absent)).encode())
    figures = analysis.reading.figures
    for name in ("sheet", "missing"):
        digest.update(repr(list(figures[name].cat.categories)).encode())
        digest.update(figures[name].cat.codes.to_numpy().tobytes())
    for name in ("row", "column"):
        digest.update(figures[name].to_numpy().tobytes())
    return digest.digest()


def _rows(analysis: Analysis) -> list[bytes]:
    """A digest of the quantities, bands and figures of each place, in their order."""
    values = analysis.reading.figures["value"].to_numpy()
    return [
        hashlib.blake2b(row.tobytes(), digest_size=16).digest()
        for begin in range(0, len(analysis.places), _AT_ONCE)
        for row in np.hstack([*_parts(analysis, values, slice(begin, begin + _AT_ONCE))])
    ]


def _parts(
    analysis: Analysis, values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], rows: slice
) -> Iterator[np.ndarray[tuple[int, ...], np.dtype[np.int64]]]:
    """The numbers of some places as whole numbers, one array after the other, by their names."""
    for _, grid in sorted(analysis.quantities.items()):
        yield np.ascontiguousarray(grid[rows]).view(np.int64)
    for _, band in sorted(analysis.bands.items()):
        yield band[rows].astype(np.int64)
    for _, origin in sorted(analysis.origin.items()):
        known = np.where(origin[rows] >= 0, values[origin[rows]], np.nan)
        yield np.ascontiguousarray(known).view(np.int64)
