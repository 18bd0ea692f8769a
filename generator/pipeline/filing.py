"""Where a newsroom puts a story: slug, titles, keywords and subject codes."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Brief, Filing, Place
from generator.pipeline.prepared import Prepared
from generator.words.names import PlaceWords, plainly


def file_under(prepared: Prepared, brief: Brief, words: PlaceWords) -> Filing:
    """How one story is filed; its keywords are its place, its group, its lead, and the beat's."""
    filing = prepared.beat.file.filing
    lead = prepared.beat.file.measures[brief.lead.measure].label
    period = prepared.release.file.period.ends
    slug = filing.slug.format(place=plainly(words), lead=brief.lead.measure, period=period)
    keywords = dict.fromkeys((words.name, words.group, lead, *filing.keywords))
    return Filing(
        slug=slug.replace("_", "-"),
        titles=tuple(_titles(prepared, brief.place)),
        keywords=tuple(filter(None, keywords)),
        topics=filing.topics,
    )


def _titles(prepared: Prepared, place: Place) -> Iterator[str]:
    """The titles whose patch the place lies in."""
    for title, patch in prepared.project.patches.items():
        here = {place.code, place.group} & set(patch.places)
        if here and (not patch.levels or place.level in patch.levels):
            yield title


def unserved(prepared: Prepared) -> Iterator[str]:
    """Patches that name a place which the release does not have, as remarks."""
    known = {code for p in prepared.places for code in (p.code, p.group)}
    for title, patch in prepared.project.patches.items():
        for code in patch.places:
            if code not in known:
                yield f"patches.yml: {title} takes {code}, which this release does not have."
