"""A whole release as it is written now, or as it was written at another time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator import pipeline
from generator.checks.sentences import Said, sentences
from generator.checks.stories import OURS, stories_of
from generator.model import Article, Block
from generator.pipeline import Prepared, Written
from generator.wording import Wording


@dataclass(frozen=True, slots=True)
class Told:
    """A story sentence by sentence; ``story`` is what the templates gave, if they wrote it."""

    name: str
    stem: str
    said: tuple[Said, ...]
    story: Written | None = None


@dataclass(frozen=True)
class Edition:
    """All stories of a release as one state of the project writes them, by key; and those held.

    ``prepared`` is that state; None for texts that were read from files.
    """

    prepared: Prepared | None
    stories: Mapping[str, Told]
    held: Mapping[str, str] = field(default_factory=dict)

    def traced(self, key: str, spans: Sequence[tuple[int, int]]) -> list[str]:
        """The template lines that some spans of a story come from; "" where no template is."""
        story = self.stories[key].story
        if story is None or self.prepared is None:
            return [""] * len(spans)
        writer, nation = self.prepared.writer, self.prepared.nation
        return writer.trace(story.brief, story.words, nation, spans)


def edition_of(prepared: Prepared, step: Callable[[], object] = lambda: None) -> Edition:
    """All stories of a release, written and not read again; ``step`` is called after each."""
    stories: dict[str, Told] = {}
    held: dict[str, str] = {}
    for position, story in stories_of(prepared, prepared.tellable):
        key = prepared.places[position].key
        if isinstance(story, Written):
            stories[key] = told_of(prepared, story)
        else:
            first = story.faults[0]
            held[key] = str(first) if first.where.startswith(OURS) else first.what
        step()
    return Edition(prepared, stories, held)


def told_of(prepared: Prepared, story: Written) -> Told:
    """A story as an edition has it."""
    said = (*_notices(story, prepared.wording), *sentences(story.article, prepared.wording))
    return Told(story.words.name, pipeline.stem(story.brief.place, story.words), said, story)


def _notices(story: Written, wording: Wording) -> Iterator[Said]:
    """The sentences that stand over a story, which no rule of wording reads."""
    for at, block in enumerate(story.article.blocks):
        if block.kind == "notice":
            alone = Article((Block("context", block.text),))
            for said in sentences(alone, wording):
                yield replace(said, block=at, kind=block.kind)


def cause(reason: str) -> str:
    """What holds a story, where its reason names other measures in others: the line that fails."""
    where = reason.partition(": ")[0]
    return where if where.startswith(OURS) else reason
