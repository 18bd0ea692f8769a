"""What an editor must know before a story goes out: why it is held, or what to look at."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Beat, Release
from generator.model import Article, Brief, Place


def untold_notes(place: Place, release: Release) -> Iterator[str]:
    """Notes that the release puts on a place and that nobody has typed."""
    for tag in place.tags:
        typed = [n for n in release.file.notes if n.note.endswith(f" {tag}")]
        if not any(place.code in n.places or place.level in n.levels for n in typed):
            yield f"note {tag} of the release stands on it, and release.yml says nothing of it"


def problems(brief: Brief, article: Article, beat: Beat) -> Iterator[str]:
    """What the house does not want to see in print, and an editor must look at."""
    length, most = len(article.headline), beat.house.headline_length
    if length > most:
        yield f"the headline has {length} characters, {most} at most"
    for finding in brief.told:
        measure = beat.file.measures[finding.measure]
        counts = [finding.values[n] for n in ("count", "previous") if n in finding.values]
        if measure.sensitive and any(0 < c < beat.file.sensitive for c in counts):
            yield f"it prints fewer than {beat.file.sensitive} {measure.label}: approve it or not"
