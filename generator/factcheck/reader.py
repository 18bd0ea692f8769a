"""A finished text read again, sentence by sentence, against a release."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator.config import Beat, Release
from generator.factcheck import whereabouts
from generator.factcheck.context import Context
from generator.factcheck.explained import explained
from generator.factcheck.facts import Fact, Facts
from generator.factcheck.grammar import head, statements
from generator.factcheck.items import Item
from generator.factcheck.judge import Judge, cells_of
from generator.factcheck.learned import Learned
from generator.factcheck.masks import GROUP, OWN, Masked, Names, masked
from generator.factcheck.names import lexicon_of, names_of
from generator.factcheck.numbers import Ruling
from generator.factcheck.plain import ShortLook
from generator.factcheck.plans import Roles, Span, Told
from generator.factcheck.quoted import without_quotations
from generator.factcheck.sentence import sentence_of
from generator.factcheck.stated import Stated, Statement, Verdict
from generator.factcheck.tables import Cell, cells_in, is_header, told_in
from generator.factcheck.telling import instead, said, stated_in_words
from generator.model import Block, Reading

_MOST = 240
"""A sentence is read in pieces of so many items: what it costs grows with its length alone."""
_REMEMBERED = 2048
"""The names of so many places are remembered at once."""
_LONG = 4000
"""A paragraph of more characters is no story's: it is read once, and not remembered."""
_SETTLED = (Verdict.HOLDS, Verdict.OUTSIDE)


def _pieces(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for first in range(0, len(items), _MOST):
        yield items[first : first + _MOST]


@dataclass(slots=True)
class Read:
    """A sentence with what it states, before it is judged: one by one, or by its plan."""

    block: int
    found: Sequence[Stated] = ()
    told: Told | None = None

    @property
    def stated(self) -> Sequence[Stated]:
        return self.told.stated() if self.told else self.found


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
        self._short = ShortLook(self.facts, self.judge.house, own=own)
        places = self.facts.places
        self.learned = learned.on(places, beat) if learned else Learned(places)
        self._names: dict[str, tuple[Names, Roles]] = {}
        self._inserts = [i.text for i in release.file.inserts]

    def on(self, reading: Reading) -> Reader:
        """A reader of other figures for the same places, which knows every sentence of this one."""
        made = copy(self)
        made.facts = Facts(reading, self.facts.beat, self._release)
        made.judge = Judge(made.facts, own=self.judge.own)
        made._short = ShortLook(made.facts, made.judge.house, own=self.judge.own)
        return made

    def statements(self, blocks: Sequence[Block], place: str) -> list[Statement]:
        """All that a text states, with verdicts; ``place`` is the code of what it is about."""
        return [self._statement(*one) for one in self._rulings(blocks, place)]

    def problems(self, blocks: Sequence[Block], place: str) -> list[Statement]:
        """What a text states that does not hold, or cannot be read."""
        context = Context(place, strict=self.judge.own)
        named = [place]
        return [
            self._statement(read, stated, ruling, blocks[read.block].text)
            for read in self._sentences(blocks, context)
            for stated in self._in_doubt(read, context, named)
            if (ruling := self.judge.ruling(stated, named))[0] not in _SETTLED
        ]

    def _in_doubt(self, read: Read, context: Context, named: list[str]) -> Iterable[Stated]:
        """The statements of a sentence that a short look cannot say yes to."""
        told = read.told
        if told is None or not told.plan.settled:
            return self._settled_in(read, context, named)
        plan, out = told.plan, told.roles.out
        for place in plan.places:
            if (code := out(place)) not in named:
                named.append(code)
        if plan.main:
            context.main = out(plan.main)
        numbers, before = told.mask.numbers, told.before
        return [
            told.one(at)
            for at, plain in enumerate(plan.plain)
            if plain is None
            or not self._short.holds(
                plain, out(plain.place), numbers[before + plain.at] if plain.at >= 0 else ""
            )
        ]

    def _rulings(
        self, blocks: Sequence[Block], place: str
    ) -> Iterator[tuple[Read, Stated, Ruling, str]]:
        """Every statement of a text, with what the release says to it."""
        context = Context(place, strict=self.judge.own)
        named = [place]
        for read in self._sentences(blocks, context):
            for stated in self._settled_in(read, context, named):
                yield read, stated, self.judge.ruling(stated, named), blocks[read.block].text

    def _sentences(self, blocks: Sequence[Block], context: Context) -> Iterator[Read]:
        """Every sentence of a text with what it states; the context is as it is behind it."""
        headers: list[Cell] = []
        for at, block in enumerate(blocks):
            context.part()
            if block.kind != "bullet":
                context.head()
            if block.kind == "row":
                yield from self._row(at, block, headers, context)
            else:
                headers = []
                yield from self._read(at, block, context)

    def places_in(self, blocks: Sequence[Block]) -> tuple[tuple[str, ...], ...]:
        """The places that a text may be about, likeliest first; each with the codes of its name."""
        return whereabouts.places_in(blocks, self.lexicon, self.facts)

    def foreign_period(self, blocks: Sequence[Block]) -> str:
        """The month that a text is on, where the release knows none that it names; else ""."""
        return whereabouts.foreign_period(blocks, self.lexicon, self.facts)

    def readable(self, blocks: Sequence[Block]) -> bool:
        """Whether a text is in the language of the lexicon."""
        return whereabouts.readable(blocks, self.lexicon)

    def _read(self, at: int, block: Block, context: Context) -> Iterator[Read]:
        text, outside = without_quotations(block.text, self._inserts)
        if outside:
            yield Read(at, outside)
        if len(text) > _LONG:
            for items in self.lexicon.sentences(text):
                for piece in _pieces(items):
                    yield Read(at, statements(self.facts, sentence_of(piece), context))
            return
        names, roles = self._hidden(context.place)
        mask = masked(text, names)
        spans = self.learned.splits.get(mask.text)
        if spans is None:
            spans = self.learned.splits[mask.text] = self._split(mask)
        ends = text.endswith(":") or text.rstrip().endswith(":")
        for span in spans:
            heads = ends and span is spans[-1]
            yield Read(at, told=self._planned(mask, span, roles, context, heads=heads))

    def _split(self, mask: Masked) -> list[Span]:
        """Where the sentences of a masked text stand."""
        spans = []
        for items in self.lexicon.sentences(mask.source):
            first, end = mask.into(items[0].start), mask.into(items[-1].end)
            spans.append(Span(first, end, mask.figures_before(first), mask.text[first:end]))
        return spans

    def _planned(
        self, mask: Masked, span: Span, roles: Roles, context: Context, *, heads: bool
    ) -> Told:
        """What a sentence states, where it stands in the mask; as a heading, it teaches too."""

        def read(context: Context) -> list[Stated]:
            start, end = mask.out(span.first), mask.out(span.end)
            text = mask.source[start:end]
            items = self.lexicon.items(text)
            found: list[Stated] = []
            for piece in _pieces(items):
                sentence = sentence_of(piece)
                found += statements(self.facts, sentence, context)
                if heads:
                    head(self.facts, sentence, context)
            return [
                one._replace(start=mask.into(one.start + start), end=mask.into(one.end + start))
                for one in found
            ]

        kind = f"{self.facts.places[context.place].level}{heads:d}{context.strict:d}"
        return self.learned.plans.told(mask, span, kind, roles, context, read)

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

    def _row(self, at: int, block: Block, headers: list[Cell], context: Context) -> Iterator[Read]:
        """A row of a table: each number with what its row and its column are called."""
        cells = cells_in(block.text, self.lexicon.items)
        if not headers:
            if is_header(cells):
                headers += cells
            else:
                yield from self._read(at, block, context)
            return
        for items in told_in(cells, headers):
            found = statements(self.facts, sentence_of(items), context)
            yield Read(at, [s for s in found if s.start >= 0])

    def _settled_in(self, read: Read, context: Context, named: list[str]) -> list[Stated]:
        """The statements of a sentence, each of one measure where that can be told; the context
        learns what was told first, and ``named`` which places the text is about.
        """
        found = read.stated
        for one in found:
            named += [p for p in one.places if p not in named]
        settled = explained(found, self.judge)
        if settled and len(settled[-1].measures) == 1 != len(found[-1].measures):
            context.measures = settled[-1].measures
        for stated in settled:
            if stated.number and stated.measures and stated.places:
                context.main = stated.places, stated.measures
                break
        return settled

    def _statement(self, read: Read, stated: Stated, ruling: Ruling, text: str) -> Statement:
        verdict, why, facts = ruling
        start, end = stated.start, stated.end
        if read.told:
            start, end = read.told.mask.out(start), read.told.mask.out(end)
        return Statement(
            verdict, read.block, start, end, text[start:end],
            states=stated_in_words(stated, self.facts),
            release="; ".join(dict.fromkeys(filter(None, (why, *map(self._said, facts))))),
            cells=cells_of(facts),
            instead=instead(stated, verdict, facts, text[start:end], self.facts),
        )  # fmt: skip
