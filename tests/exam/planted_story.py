"""A story as plain text: its sentences, and what each figure in it is about."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from generator.model import Block, Draft, Ground, Place
from tests.exam.planted_truth import SMALL, Truth, rounded, shows

FIGURES = re.compile(
    r"\b\d+(?:,\d{3})*(?:\.\d+)?(?:%| percentage points?| million)?"
    rf"|\b(?:{'|'.join(SMALL)})\b",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"(?<=[.”]) (?=[A-Z“])")
QUANTITIES = {"value", "previous", "change", "difference", "rate", "month_before.change"}
QUANTITIES |= {"beyond_target", "excess", "target"}


class Stated(NamedTuple):
    """A figure in the text: where it stands, what it is about, and the true number.

    ``unit`` is ``count``, ``%``, ``points`` or ``rate``; ``block`` the kind of its block.
    """

    start: int
    end: int
    words: str
    unit: str
    place: str
    measure: str
    quantity: str
    number: Fraction
    block: str

    def printed(self, number: Fraction) -> str:
        """Another number in the same form; "" where it would print as nothing."""
        if self.unit == "count":
            whole = int(rounded(number))
            return SMALL[whole] if 0 < whole < len(SMALL) else f"{whole:,}" if whole else ""
        tenth = Fraction(1, 10)
        if self.unit == "rate":
            size = rounded(number, tenth)
            return f"{float(size):.1f}" if size else ""
        fine = self.unit == "points" or self.measure in ("in_time", "longer")
        size = rounded(number, tenth if fine else Fraction(1))
        if not size:
            return ""
        short = f"{float(size):.1f}".removesuffix(".0")
        if self.unit == "%":
            return f"{short}%"
        return f"{short} percentage point{'s' if short != '1' else ''}"


class Sentence(NamedTuple):
    """A sentence: where it stands, its words, and the kind of its block."""

    start: int
    end: int
    text: str
    block: str


def plain(blocks: Sequence[Block]) -> str:
    """A story as plain text: blocks with a blank line between, bullets after a dash."""
    return "\n\n".join(f"- {b.text}" if b.kind == "bullet" else b.text for b in blocks)


@dataclass(frozen=True)
class Told:
    """A story in plain text, with the figures of its release behind it."""

    release: str
    draft: Draft
    truth: Truth

    @property
    def place(self) -> Place:
        return self.draft.place

    @property
    def code(self) -> str:
        return self.draft.place.code

    @property
    def lead(self) -> str:
        """The measure that the story leads on."""
        return self.draft.brief.lead.measure

    @cached_property
    def text(self) -> str:
        return plain(self._blocks)

    @property
    def _blocks(self) -> list[Block]:
        """The blocks of the story, its headline first."""
        blocks = self.draft.article.blocks
        first = [b for b in blocks if b.kind == "headline"]
        return [*first, *(b for b in blocks if b.kind != "headline")]

    @cached_property
    def _placed(self) -> list[tuple[int, Block]]:
        """Each block with the position at which its text begins."""
        out, at = [], 0
        for block in self._blocks:
            at += 2 if block.kind == "bullet" else 0
            out.append((at, block))
            at += len(block.text) + 2
        return out

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of all blocks that state something, found by their ends."""
        out = []
        for at, block in self._placed:
            if block.kind in ("notice", "note"):
                continue
            begin = 0
            for gap in [*SENTENCE.finditer(block.text), None]:
                end = gap.start() if gap else len(block.text)
                out.append(Sentence(at + begin, at + end, block.text[begin:end], block.kind))
                begin = gap.end() if gap else end
        return tuple(out)

    def sentence(self, position: int) -> Sentence:
        """The sentence in which a position lies, or the last one before it."""
        starts = [s.start for s in self.sentences]
        return self.sentences[max(0, bisect_right(starts, position) - 1)]

    def found(self, pattern: str | re.Pattern[str], kinds: str = "") -> Iterator[re.Match[str]]:
        """Where a pattern stands in the plain text, in sentences of such kinds of blocks."""
        compiled = re.compile(pattern)
        for sentence in self.sentences:
            if not kinds or sentence.block in kinds.split():
                yield from compiled.finditer(self.text, sentence.start, sentence.end)

    def ground(self, start: int, end: int) -> Ground | None:
        """What stands behind some words, for the proof: the narrowest claim that holds them."""
        starts = [at for at, _ in self._placed]
        at, block = self._placed[max(0, bisect_right(starts, start) - 1)]
        over = [c for c in block.claims if at + c.start <= start and end <= at + c.end]
        if not over:
            return None
        return self.draft.article.grounds[min(over, key=lambda c: c.end - c.start).ground]

    @cached_property
    def figures(self) -> tuple[Stated, ...]:
        """All figures of which the release tells the true number, and which print it."""
        return tuple(
            stated for match in self.found(FIGURES) if (stated := self._stated(match)) is not None
        )

    def _stated(self, match: re.Match[str]) -> Stated | None:
        start, end = match.span()
        ground = self.ground(start, end)
        if ground is None or ground.rule or ground.kind in ("term", "period"):
            return None
        unit = _unit(match[0], ground)
        block = self.sentence(start).block
        place, measure = ground.place, ground.measure
        tried: Sequence[str] = (ground.quantity,)
        if ground.finding is None:
            tried = ("change",) if unit == "%" else ("value", "previous")
        for quantity in tried:
            number = self.truth(place, measure, quantity) if quantity in QUANTITIES else None
            if number is not None and shows(match[0], number):
                return Stated(start, end, match[0], unit, place, measure, quantity, number, block)
        return None

    def inside(self, start: int, end: int) -> list[Stated]:
        """The figures that stand between two positions."""
        return [s for s in self.figures if start <= s.start and s.end <= end]

    def called(self, code: str) -> str:
        """The name of a place in a proof."""
        known = self.truth.names.get(code)
        return known.name if known else self.truth.places[code].name

    def proof(self, place: str, measure: str, quantity: str = "change") -> str:
        """The true figure, for the proof."""
        number = self.truth(place, measure, quantity)
        shown = "not known" if number is None else f"{float(number):,.2f}".removesuffix(".00")
        return f"{self.called(place)}, {measure}, {quantity}: {shown}"

    def true(self, stated: Stated) -> str:
        """The true number of a figure, for the proof."""
        return self.proof(stated.place, stated.measure, stated.quantity)


def _unit(words: str, ground: Ground) -> str:
    if "point" in words:
        return "points"
    if "%" in words:
        return "%"
    return "rate" if ground.kind == "rate" else "count"
