"""The few stories that an editor reads to have seen every wording, and then the riskiest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator import pipeline
from generator.checks.cover import least_cover
from generator.checks.risk import risks_of
from generator.checks.seen import sentences_of
from generator.checks.sentences import sentences
from generator.checks.stories import shown_by, stories_of
from generator.coverage import Coverage, Key
from generator.errors import StringerError
from generator.pipeline import Prepared, Read


@dataclass(frozen=True, slots=True)
class First:
    """A wording that a story is the first of the list to show, and the sentence that does."""

    kind: str
    name: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A story to read: because it shows wordings that none before it does, or for its risks."""

    key: str
    stem: str
    name: str
    headline: str
    first: tuple[First, ...]
    risks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """A sentence with its figures and names masked: how many stories have it, and one that does."""

    mask: str
    stories: int
    example: str


@dataclass(frozen=True, slots=True)
class ReadingList:
    """What to read of a release; ``used`` are all wordings that its stories show."""

    release: str
    used: int
    written: int
    held: tuple[str, ...]
    stories: tuple[Listed, ...]
    distinct: tuple[Distinct, ...]


def reading_list(
    prepared: Prepared, most: int, step: Callable[[], object] = lambda: None
) -> ReadingList:
    """The fewest stories that show every wording used, then the riskiest, so many at most.

    Where it takes more than ``most`` to show every wording, it takes more.
    """
    reads, held = _reads(prepared, step)
    wordings = prepared.wordings
    shown = {key: shown_by(prepared, wordings, read.story) for key, read in reads.items()}
    coverage = Coverage(wordings.variants, shown)
    risks = risks_of(prepared, reads)
    worth = {key: risk.points for key, risk in risks.items()}
    cover = least_cover(shown, worth)
    order = _by_news({key: shown[key] for key in cover})
    riskiest = sorted(reads.keys() - set(cover), key=lambda key: (-worth[key], key))
    order += [key for key in riskiest[: max(0, most - len(order))] if worth[key]]
    seen: set[Key] = set()
    stories = []
    for key in order:
        new = [v for v in coverage.variants if v.key in shown[key] - seen]
        seen |= shown[key]
        said = sentences_of(prepared, reads[key].story, new)
        first = tuple(First(v.kind, v.name, v.where, said.get(v.key, "")) for v in new)
        story = reads[key].story
        stem = pipeline.stem(story.brief.place, story.words)
        headline = story.article.headline
        stories.append(Listed(key, stem, story.words.name, headline, first, risks[key].why))
    distinct = _distinct(prepared, reads)
    used = len(coverage.used)
    return ReadingList(prepared.release.id, used, len(reads), held, tuple(stories), distinct)


def _reads(
    prepared: Prepared, step: Callable[[], object]
) -> tuple[dict[str, Read], tuple[str, ...]]:
    """Every story of a release, read again; and those that are held."""
    reads: dict[str, Read] = {}
    held: list[str] = []
    for _, story in stories_of(prepared, prepared.tellable):
        if isinstance(story, StringerError):
            held.append(str(story.faults[0]))
        else:
            reads[story.brief.place.key] = pipeline.read_again(prepared, story)
        step()
    return reads, tuple(held)


def _by_news(sets: Mapping[str, frozenset[Key]]) -> list[str]:
    """The stories of a cover, each time the one that shows most that is new."""
    left, seen, order = set(sets), set[Key](), list[str]()
    while left:
        best = min(left, key=lambda key: (-len(sets[key] - seen), key))
        order.append(best)
        seen |= sets[best]
        left.remove(best)
    return order


def _distinct(prepared: Prepared, reads: Mapping[str, Read]) -> tuple[Distinct, ...]:
    """The sentences of all stories with figures and names masked, the most frequent first."""
    number: Counter[str] = Counter()
    example: dict[str, str] = {}
    for read in reads.values():
        masks = {s.mask: s.text for s in sentences(read.story.article, prepared.wording)}
        number.update(masks.keys())
        for mask, text in masks.items():
            example.setdefault(mask, f"{read.story.words.name}: {text}")
    order = sorted(number, key=lambda mask: (-number[mask], mask))
    return tuple(Distinct(mask, number[mask], example[mask]) for mask in order)
