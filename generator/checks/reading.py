"""What is wrong with many stories, told once for each template line that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from generator.checks.sentences import masked
from generator.checks.stories import OURS
from generator.config.schema import RequiredRule
from generator.errors import Fault, StringerError
from generator.factcheck import Statement
from generator.pipeline import Prepared, Read, Written
from generator.wording.report import Problem

READER = "second-reader"
FAILED = "template"
TWICE = "said-twice"
UNSAID = "unsaid"
_OFTEN = 0.5
"""A warning that this part of all stories earn is no story's fault, but the template's."""


@dataclass(slots=True)
class _Found:
    """A problem as the first story has it, and how many have it."""

    where: str
    rule: str
    level: str
    message: str
    excerpt: str
    story: str
    number: int = 1


@dataclass(slots=True)
class Problems:
    """Collects the problems of stories; those of one sentence, whatever its figures, are one."""

    found: dict[tuple[str, ...], _Found] = field(default_factory=dict)
    stories: int = 0

    def add(self, prepared: Prepared, read: Read, note: str = "") -> None:
        """What was found in a story; ``note`` says what was supposed of its place."""
        self.stories += 1
        story = read.story
        blocks, grounds = story.article.blocks, story.article.grounds
        for seen in chain(_breaches(prepared, read), _said_twice(story), _unsaid(prepared, story)):
            block = blocks[seen.span[0]]
            mask = masked(block, grounds, 0, len(block.text))
            kind = read_as(seen.message) if seen.rule == READER else seen.excerpt
            key = seen.rule, mask, kind
            if key in self.found:
                self.found[key].number += 1
                continue
            where = line_of(prepared, story, seen.span)
            told = _of(story.words.name, note)
            self.found[key] = _Found(where, seen.rule, seen.level, seen.message, seen.excerpt, told)

    def fail(self, error: StringerError, name: str, note: str = "") -> None:
        """Why a story could not be written, where that is for the templates to mend."""
        for fault in error.faults:
            if not fault.where.startswith(OURS):
                continue
            key = FAILED, fault.where, fault.what.partition("(")[0]
            if key in self.found:
                self.found[key].number += 1
                continue
            message = f"{fault.what} {fault.advice}".strip()
            told = _of(name, note)
            self.found[key] = _Found(fault.where, FAILED, "error", message, "", told)

    @property
    def failed(self) -> bool:
        """Whether some story could not be written."""
        return any(one.rule == FAILED for one in self.found.values())

    def listed(self) -> Iterator[Problem]:
        """All of them, by file and line; several of one rule and line are one."""
        merged: dict[tuple[str, str, str], _Found] = {}
        for one in self.found.values():
            key = one.where, one.rule, one.level
            if key in merged:
                merged[key].number += one.number
            else:
                merged[key] = one
        for one in merged.values():
            often = one.number > _OFTEN * self.stories
            level = "error" if often else one.level
            more = one.number - 1
            others = f" And in {more:,} more." if more else ""
            message = f"{one.message} (In {one.story}.{others})"
            yield problem_at(one.where, one.rule, level, message, one.excerpt)


class _Seen(NamedTuple):
    """Something wrong with a story: its rule, level and message, the words and their span."""

    rule: str
    level: str
    message: str
    excerpt: str
    span: tuple[int, int]


def _breaches(prepared: Prepared, read: Read) -> Iterator[_Seen]:
    """Rules of wording that a story breaks, and what the second reader says of it.

    What a story lacks as a whole is looked for at its end, where sources and cautions stand.
    """
    last = len(read.story.article.blocks) - 1, 0
    for b in read.breaches:
        rule = prepared.wording.rules[b.rule]
        lacks = isinstance(rule, RequiredRule) and rule.per == "story"
        yield _Seen(b.rule, b.level, b.message, b.excerpt, last if lacks else b.span)
    for s in read.statements:
        typed = _typed(prepared, read.story, s)
        message = f"{s} Its words are from {typed}." if typed else str(s)
        yield _Seen(READER, "error" if s.false else "warning", message, s.words, s.span)


def _typed(prepared: Prepared, story: Written, said: Statement) -> str:
    """The lines of the rules that the words of a statement, and those beside, stand in."""
    lines = []
    for claim in story.article.blocks[said.block].claims:
        ground = story.article.grounds[claim.ground]
        if ground.rule and said.start - 1 <= claim.end and claim.start <= said.end + 1:
            lines.append(prepared.beat.where_said(ground.rule, ground.band, ground.word))
    return " and ".join(dict.fromkeys(lines))


def _said_twice(story: Written) -> Iterator[_Seen]:
    """Figures that stand twice in one paragraph: two branches ran into one another."""
    grounds = story.article.grounds
    for at, block in enumerate(story.article.blocks):
        seen: set[tuple[str, str, str]] = set()
        for claim in block.claims:
            ground = grounds[claim.ground]
            if ground.finding is None or ground.rule:
                continue
            figure = ground.place, ground.measure, ground.quantity
            if figure in seen:
                text = block.text[claim.start : claim.end]
                what = "the same figure stands twice in one paragraph."
                yield _Seen(TWICE, "error", what, text, (at, claim.start))
            seen.add(figure)


def _unsaid(prepared: Prepared, story: Written) -> Iterator[_Seen]:
    """What names alone do not say: the gloss and scope of a lead, the members of a joined place."""
    lead = story.brief.lead.measure
    spec, document = prepared.beat.file.measures[lead], prepared.beat.documents["beat"]
    printed = {g.source for g in story.article.grounds if g.kind == "measure"}
    first = next(at for at, b in enumerate(story.article.blocks) if b.kind == "paragraph")
    for key in ("gloss", "scope"):
        if getattr(spec, key) and document.where(("measures", lead, key)) not in printed:
            what = f"the story leads on {spec.label}, and does not print its {key}."
            yield _Seen(UNSAID, "error", what, getattr(spec, key), (first, 0))
    words, last = story.words, len(story.article.blocks) - 1
    if words.members_known and not any(words.members in b.text for b in story.article.blocks):
        what = f"{words.name} is made of several places, and the story does not print them."
        yield _Seen(UNSAID, "error", what, words.members, (last, 0))


def read_as(message: str) -> str:
    """What the second reader says without the place and figures that it says it of."""
    return message.partition("(")[2].partition(":")[0]


def problem_at(where: str, rule: str, level: str, message: str, excerpt: str = "") -> Problem:
    """A problem at ``file:line``, or at the head of a file."""
    file, _, line = where.rpartition(":")
    if not line.isdecimal():
        file, line = where, "1"
    return Problem(file, int(line), 1, rule, level, message, excerpt)


def problems_of(faults: tuple[Fault, ...], rule: str) -> Iterator[Problem]:
    """Faults of files, as problems."""
    for fault in faults:
        yield problem_at(fault.where, rule, "error", f"{fault.what} {fault.advice}".strip())


def line_of(prepared: Prepared, story: Written, span: tuple[int, int]) -> str:
    """The file and line of the templates that some words come from: their block and position."""
    (where,) = prepared.writer.trace(story.brief, story.words, prepared.nation, [span])
    return where


def _of(name: str, note: str) -> str:
    return f"{name}, supposing {note}" if note else name
