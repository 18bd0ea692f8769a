"""A finished text read again, sentence by sentence, against a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.config import Beat, Release
from generator.factcheck import whereabouts
from generator.factcheck.checks import Checks
from generator.factcheck.context import Context
from generator.factcheck.explained import explained, first_told, settled
from generator.factcheck.facts import Fact, Facts
from generator.factcheck.grammar import head, statements
from generator.factcheck.items import Item
from generator.factcheck.judge import Judge, cells_of
from generator.factcheck.learned import Learned
from generator.factcheck.masks import GROUP, OWN, Names, Piece, masked
from generator.factcheck.names import lexicon_of, names_of
from generator.factcheck.numbers import Ruling
from generator.factcheck.plans import Plan, Sentences, Told
from generator.factcheck.quoted import without_quotations
from generator.factcheck.sentence import sentence_of
from generator.factcheck.stated import Stated, Statement, Verdict
from generator.factcheck.tables import Cell, cells_in, is_header, told_in
from generator.factcheck.telling import instead, said, stated_in_words
from generator.factcheck.walk import Roles, RowsOf, Walk
from generator.model import Block, Reading

_MOST = 240
"""A sentence is read in stretches of so many items: what it costs grows with its length alone."""
_REMEMBERED = 2048
"""The names of so many places are remembered at once."""
_LONG = 1500
"""A paragraph of more characters is no story's: it is read once, and not remembered."""
_SETTLED = (Verdict.HOLDS, Verdict.OUTSIDE)


def _stretches(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for first in range(0, len(items), _MOST):
        yield items[first : first + _MOST]


@dataclass(slots=True)
class Found:
    """A sentence of a block that was read by itself, with what it states."""

    block: int
    stated: Sequence[Stated]

    @property
    def sentences(self) -> Sequence[Sequence[Stated]]:
        return (self.stated,)

    def span(self, one: Stated) -> tuple[int, int]:
        """Where a statement begins and ends in the text of the block."""
        return one.start, one.end


Read = Found | Told


class Reader:
    """Reads texts on one release.

    ``plurals`` are those of the beat's nouns; ``own`` texts are held against the house's bands
    too. Where ``reading`` is a part of a release, ``everyone`` are the sorted rates of all places,
    by level and measure, and ``learned`` is what the reader of another part has learned.
    """

    def __init__(
        self,
        reading: Reading,
        beat: Beat,
        release: Release,
        plurals: Mapping[str, str],
        *,
        own: bool = False,
        everyone: Mapping[tuple[str, str], NDArray[np.float64]] | None = None,
        learned: Learned | None = None,
    ) -> None:
        self._release = release
        self.facts = Facts(reading, beat, release, everyone)
        self.lexicon = lexicon_of(beat, self.facts, plurals, release.file.publisher)
        self.judge = Judge(self.facts, own=own)
        places = self.facts.places
        self.learned = learned.on(places, beat) if learned else Learned(places)
        self._checks = Checks(self.judge)
        self._names: dict[str, tuple[Names, Roles]] = {}
        self._inserts = [i.text for i in release.file.inserts]
        self._held: dict[Plan, list[str]] = {}

    def on(self, reading: Reading) -> Reader:
        """A reader of other figures for the same places, which knows every sentence of this one."""
        made = copy(self)
        made.facts = Facts(reading, self.facts.beat, self._release)
        made.judge = Judge(made.facts, own=self.judge.own)
        made._held = {}
        return made

    def statements(self, blocks: Sequence[Block], place: str) -> list[Statement]:
        """All that a text states, with verdicts; ``place`` is the code of what it is about."""
        return [self._statement(*one, blocks) for one in self._rulings(blocks, place)]

    def problems(self, blocks: Sequence[Block], place: str) -> list[Statement]:
        """What a text states that does not hold, or cannot be read."""
        walk = self._walk(place)
        return [
            self._statement(read, stated, ruling, blocks)
            for read in self._reads(blocks, walk)
            for sentence in self._doubtful(read, walk)
            for stated in self._settled(sentence, walk)
            if (ruling := self.judge.ruling(stated, walk.named))[0] not in _SETTLED
        ]

    def _rulings(
        self, blocks: Sequence[Block], place: str
    ) -> Iterator[tuple[Read, Stated, Ruling]]:
        """Every statement of a text, with what the release says to it."""
        walk = self._walk(place)
        for read in self._reads(blocks, walk):
            for sentence in read.sentences:
                for stated in self._settled(sentence, walk):
                    yield read, stated, self.judge.ruling(stated, walk.named)

    def _doubtful(self, read: Read, walk: Walk) -> Sequence[Sequence[Stated]]:
        """The sentences of which it is not sure at once that all that they state holds."""
        if isinstance(read, Found):
            return read.sentences
        plan, rows = read.plan, walk.rows
        numbers, before = read.piece.mask.numbers, read.piece.before
        if not (plan.alike and self._held.get(plan) == read.numbers):
            for at, check in plan.checks:
                if (check is None or not check.holds(rows, numbers, before)) and (
                    self.judge.ruling(read.one(at), walk.named)[0] not in _SETTLED
                ):
                    return read.sentences
            if plan.alike:
                self._held[plan] = read.numbers
        for place in plan.places:
            if place != OWN and (code := walk.roles.out(place)) not in walk.named:
                walk.named.append(code)
        return read.sentences[-1:] if plan.open else ()

    def places_in(self, blocks: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
        """The places that a text may be about, likeliest first; each with the codes of its name."""
        return whereabouts.places_in(blocks, self.lexicon, self.facts)

    def foreign_period(self, blocks: Sequence[Block]) -> str:
        """The month that a text is on, where the release knows none that it names; else ""."""
        return whereabouts.foreign_period(blocks, self.lexicon, self.facts)

    def readable(self, blocks: Sequence[Block]) -> bool:
        """Whether a text is in the language of the lexicon."""
        return whereabouts.readable(blocks, self.lexicon)

    def _walk(self, place: str) -> Walk:
        names, roles = self._hidden(place)
        strict = self.judge.own
        kind = f"{self.facts.places[place].level}{strict:d}"
        context = Context(OWN, strict=strict)
        return Walk(names, roles, kind, context, [place], RowsOf(self.facts, roles))

    def _reads(self, blocks: Sequence[Block], walk: Walk) -> Iterator[Read]:
        """Every sentence of a text with what it states; the context is as it is behind it."""
        headers: list[Cell] = []
        told = [without_quotations(block.text, self._inserts) for block in blocks]
        pieces = masked([text for text, _ in told], walk.names)
        plan_of = self.learned.plans.of
        for at, (block, piece) in enumerate(zip(blocks, pieces, strict=True)):
            text, outside = told[at]
            context = walk.context
            context.part()
            if block.kind != "bullet":
                context.head()
            if block.kind != "row":
                headers = []
            elif (cells := self._cells(block.text, headers)) is not None:
                for items in cells:
                    yield Found(at, [s for s in self._once(items, walk) if s.start >= 0])
                continue
            if outside:
                yield Found(at, outside)
            if len(text) > _LONG:
                for items in self.lexicon.sentences(text):
                    for some in _stretches(items):
                        yield Found(at, self._once(some, walk))
                continue
            while piece.text:
                plan = plan_of(piece, walk, self._sentences, self._checks.of)
                yield Told(at, plan, piece, walk.roles)
                if plan.length == len(piece.text):
                    break
                piece = piece.behind(plan.length)

    def _sentences(self, piece: Piece, context: Context) -> Sentences:
        """What the first sentences of a piece of a mask state; as a heading, it teaches too."""
        text = piece.alone.source
        every = list(self.lexicon.sentences(text))
        found: list[list[Stated]] = []
        for number, items in enumerate(every):
            sentence: list[Stated] = []
            for some in _stretches(items):
                parts = sentence_of(some)
                sentence += statements(self.facts, parts, context)
                if number + 1 == len(every) and text.rstrip().endswith(":"):
                    head(self.facts, parts, context)
            found.append(sentence)
            if not settled(sentence):
                rest = every[number + 1][0].start if number + 1 < len(every) else None
                return Sentences(found, open=True, rest=rest)
            if first := first_told(sentence):
                context.main = first
        return Sentences(found)

    def _once(self, items: Sequence[Item], walk: Walk) -> list[Stated]:
        """What is read but once, and not remembered."""
        context = walk.context.renamed(walk.roles.out)
        found = statements(self.facts, sentence_of(items), context)
        walk.context = context.renamed(walk.roles.into)
        return found

    def _said(self, fact: Fact) -> str:
        return said(fact, self.facts)

    def _hidden(self, place: str) -> tuple[Names, Roles]:
        """The names that are hidden in a text on a place, and whose they are."""
        found = self._names.get(place)
        if found is None:
            if len(self._names) > _REMEMBERED:
                self._names.clear()
            group = self.facts.group(place)
            roles = {OWN: place}
            if group != place and group in self.facts.places:
                roles[GROUP] = group
            names = (
                (name.replace("'", "’"), role)
                for role, code in roles.items()
                for name in names_of(self.facts.places[code], self.facts.beat)
            )
            found = self._names[place] = Names(names), Roles(roles)
        return found

    def _cells(self, text: str, headers: list[Cell]) -> Iterable[Sequence[Item]] | None:
        """The numbers of a row of a table, each with what its row and its column are called; those
        of the first row are remembered. None where it is no row of a table.
        """
        cells = cells_in(text, self.lexicon.items)
        if headers:
            return told_in(cells, headers)
        headers += cells if is_header(cells) else ()
        return () if headers else None

    def _settled(self, found: Sequence[Stated], walk: Walk) -> list[Stated]:
        """The statements of a sentence, each of one measure where that can be told; the context
        learns what was told first, and which places the text is about.
        """
        named, context = walk.named, walk.context
        for one in found:
            named += [p for p in one.places if p not in named]
        told = explained(found, self.judge)
        if told and len(told[-1].measures) == 1 != len(found[-1].measures):
            context.measures = told[-1].measures
        if first := first_told(told):
            context.main = walk.roles.into(first)
        return told

    def _statement(
        self, read: Read, stated: Stated, ruling: Ruling, blocks: Sequence[Block]
    ) -> Statement:
        verdict, why, facts = ruling
        text = blocks[read.block].text
        start, end = read.span(stated)
        return Statement(
            verdict, read.block, start, end, text[start:end],
            states=stated_in_words(stated, self.facts),
            release="; ".join(dict.fromkeys(filter(None, (why, *map(self._said, facts))))),
            cells=cells_of(facts),
            instead=instead(stated, verdict, facts, text[start:end], self.facts),
        )  # fmt: skip
