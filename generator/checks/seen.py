"""What the stories of one release show of all wordings, with a sample sentence of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator import pipeline
from generator.checks.sentences import Said, sentences
from generator.checks.stories import shown_by, stories_of
from generator.coverage import Coverage, Key
from generator.model import Variant
from generator.pipeline import Prepared, Written


@dataclass(frozen=True, slots=True)
class Sample:
    """A story that shows a wording, and the sentence in which it does; "" where none is its own."""

    name: str
    stem: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Seen:
    """Which stories of a release show which wordings; ``positions`` are those of the stories."""

    coverage: Coverage
    positions: Mapping[str, int]


def seen_in(prepared: Prepared, step: Callable[[], object] = lambda: None) -> Seen:
    """Every story of a release, written for what it shows alone; ``step`` is called after each."""
    wordings = prepared.wordings
    shown: dict[str, frozenset[Key]] = {}
    positions: dict[str, int] = {}
    for position, story in stories_of(prepared, prepared.tellable):
        if isinstance(story, Written):
            shown[story.brief.place.key] = shown_by(prepared, wordings, story)
            positions[story.brief.place.key] = position
        step()
    return Seen(Coverage(wordings.variants, shown), positions)


def samples(prepared: Prepared, seen: Seen) -> dict[Key, Sample]:
    """A sample of every wording that is shown, from as few stories as it takes."""
    found: dict[Key, Sample] = {}
    for variant in seen.coverage.used:
        if variant.key in found:
            continue
        key = seen.coverage.stories[variant.key][0]
        story = pipeline.written(prepared, seen.positions[key])
        named = story.words.name, pipeline.stem(story.brief.place, story.words)
        here = {v.key: v for v in seen.coverage.variants if v.key in seen.coverage.shown[key]}
        for each in here.keys() - found.keys():
            found[each] = Sample(*named, "")
        for each, sentence in sentences_of(prepared, story, here.values()).items():
            if sentence and not found[each].sentence:
                found[each] = Sample(*named, sentence)
    return found


def sentences_of(prepared: Prepared, story: Written, variants: Iterable[Variant]) -> dict[Key, str]:
    """The sentences of a story in which it shows some wordings, as far as it has one."""
    return dict(_sentences(prepared, story, variants))


def _sentences(
    prepared: Prepared, story: Written, variants: Iterable[Variant]
) -> Iterator[tuple[Key, str]]:
    said = list(sentences(story.article, prepared.wording))
    lines = list(prepared.writer.lines(story.brief, story.words, prepared.nation))
    for variant in variants:
        match variant.kind:
            case "angle" | "lead":
                yield variant.key, story.article.headline
            case "band":
                yield variant.key, _with_band(story, said, variant.key)
            case _:
                at = [
                    span
                    for (file, line), span in lines
                    if file == variant.file and variant.line <= line <= variant.last
                ]
                if at:
                    yield variant.key, _around(said, at[0])


def _with_band(story: Written, said: list[Said], key: Key) -> str:
    """The first sentence in which a word of a band stands."""
    grounds = story.article.grounds
    for at, block in enumerate(story.article.blocks):
        for claim in block.claims:
            ground = grounds[claim.ground]
            if ("band", ground.rule, ground.band) == key:
                return _around(said, (at, claim.start))
    return ""


def _around(said: list[Said], at: tuple[int, int]) -> str:
    """The sentence that a position lies in."""
    before = [s for s in said if (s.block, s.start) <= at]
    return before[-1].text if before else said[0].text
