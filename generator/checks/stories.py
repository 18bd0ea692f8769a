"""The stories of a release as its templates give them, each with why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator import pipeline
from generator.coverage import Key, Wordings
from generator.errors import Fault, StringerError, WithheldError
from generator.pipeline import Prepared, Written

OURS = ("templates/", "config/")
"""Where the files lie whose faults are for their writer to mend."""


def stories_of(
    prepared: Prepared, positions: Iterable[int]
) -> Iterator[tuple[int, Written | StringerError]]:
    """The story of each place, not read again; or why it is held."""
    for position in positions:
        yield position, story_of(prepared, position)


def story_of(prepared: Prepared, position: int) -> Written | StringerError:
    """The story of one place, not read again; or why it is held."""
    place = prepared.places[position]
    doubts = prepared.findings.analysis.held.get(place.code, ())
    alike = prepared.alike.get(place.code)
    if reasons := (*doubts, *([alike] if alike else ())):
        name = pipeline.name_of(prepared, place).name
        return WithheldError(Fault(name, reason) for reason in reasons)
    try:
        return pipeline.written(prepared, position)
    except StringerError as error:
        return error


def shown_by(prepared: Prepared, wordings: Wordings, story: Written) -> frozenset[Key]:
    """The wordings that a story shows; those of headlines that it did not take are left out."""
    if story.article.spare:
        story = replace(story, trail=tuple(_taken(prepared, wordings, story)))
    return wordings.shown_by(story)


def _taken(prepared: Prepared, wordings: Wordings, story: Written) -> Iterator[tuple[int, int]]:
    """What the templates did for a story, without what they did for headlines not taken.

    An arm whose own lines gave words, none of which stand in the story, was for nothing.
    """
    gave = prepared.writer.taken(story.brief, story.words, prepared.nation)
    stand = {line for line, stands in gave.items() if stands}
    for step in story.trail:
        lines = wordings.lines_of(*step)
        if lines.isdisjoint(gave) or not lines.isdisjoint(stand):
            yield step
