"""What a paragraph states, remembered by its shape.

Stories that templates wrote say the same things of other places and with other figures. So a
paragraph is masked: its counts, percentages and rates, and the names of the story's place and of
what it lies in. What a masked paragraph states, and what it teaches the context, depends on nothing
but the mask and on what the grammar asked of the context, which is recorded. The context is kept in
the same masks.

A plan ends with the paragraph, or behind a sentence whose meaning waits for the figures: what
follows may hang on it, and has a plan of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice, pairwise
from operator import attrgetter
from typing import Any, NamedTuple

from generator.factcheck.context import Context
from generator.factcheck.items import Number
from generator.factcheck.masks import Masked, Piece, figures_in
from generator.factcheck.plain import Check
from generator.factcheck.stated import Stated
from generator.factcheck.walk import Roles, Walk


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What a masked paragraph states: each statement, with which hidden figure is its number; and
    what the context learns, its ``topic`` only where it has none yet.

    ``ends`` are the statements behind the last one of each sentence. ``length`` is how many signs
    of the mask the plan is of, and ``figures`` how many figures these hide. ``once``: a figure is
    no statement's number, as in ``per 3,000 people``; the plan holds what it was, and is good for
    once. ``open``: the last sentence waits for the figures. ``checks`` has what can say yes at once
    to statements of the others, if anything can, and leaves out those that hold if these do.
    ``places`` are all that these name; ``alike``: none of them differs from story to story.
    """

    stated: tuple[tuple[Stated, int], ...]
    ends: tuple[int, ...]
    length: int
    figures: int
    learns: tuple[tuple[str, Any], ...]
    topic: tuple[str, ...]
    once: bool
    open: bool
    checks: tuple[tuple[int, Check | None], ...]
    places: tuple[str, ...]
    alike: bool


@dataclass(slots=True)
class Told:
    """What the first sentences of a piece of a block state, by their plan."""

    block: int
    plan: Plan
    piece: Piece
    roles: Roles

    @property
    def numbers(self) -> list[str]:
        """Their hidden figures."""
        before = self.piece.before
        return self.piece.mask.numbers[before : before + self.plan.figures]

    @property
    def sentences(self) -> list[list[Stated]]:
        """All statements, those of each sentence together."""
        ends = (0, *self.plan.ends)
        return [[self.one(at) for at in range(*sentence)] for sentence in pairwise(ends)]

    def span(self, one: Stated) -> tuple[int, int]:
        """Where a statement begins and ends in the text of the block."""
        start, alone = self.piece.start, self.piece.alone
        return start + alone.out(one.start), start + alone.out(one.end)

    def one(self, at: int) -> Stated:
        """One statement of the plan, for this text."""
        one, number_at = self.plan.stated[at]
        values: list[Any] = list(one)
        out = self.roles.out
        values[_PLACES] = out(one.places)
        if one.than:
            values[_THAN] = out(one.than)
        if one.near:
            values[_NEAR] = out(one.near)
        if number_at >= 0 and one.number is not None:
            text = self.piece.mask.numbers[self.piece.before + number_at]
            values[_NUMBER] = _number(text, one.number)
        if one.others:
            number = values[_NUMBER]
            values[_OTHERS] = tuple(_elsewhere(o, out)._replace(number=number) for o in one.others)
        return Stated._make(values)


class Watched(Context):
    """A context that records what was asked of it, and what it was told."""

    __slots__ = ("asked", "begun", "told")

    def __init__(self, context: Context) -> None:
        object.__setattr__(self, "asked", set())
        object.__setattr__(self, "told", {})
        object.__setattr__(self, "begun", ())
        for name in _FIELDS:
            object.__setattr__(self, name, getattr(context, name))

    def __getattribute__(self, name: str) -> Any:
        if name in _WATCHED:
            told = object.__getattribute__(self, "told")
            if name not in told:
                object.__getattribute__(self, "asked").add(name)
        return object.__getattribute__(self, name)

    def begin(self, topic: tuple[str, ...]) -> None:
        """Remember what would be the topic: whether there is one yet need not be asked."""
        begun = object.__getattribute__(self, "begun") or topic
        object.__setattr__(self, "begun", begun)
        if not object.__getattribute__(self, "topic"):
            object.__setattr__(self, "topic", topic)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__getattribute__(self, "told")[name] = value
        object.__setattr__(self, name, value)


_FIELDS = tuple(f.name for f in fields(Context))
_WATCHED = frozenset(_FIELDS) - {"place", "strict"}


class Sentences(NamedTuple):
    """The statements of each sentence of a piece, by their places in its source; ``open``: the
    last one waits for the figures, and ``rest`` is where the next sentence begins, if one does.
    """

    stated: list[list[Stated]]
    open: bool = False
    rest: int | None = None


@dataclass(slots=True)
class Shape:
    """What the plans of a masked text ask of the context, and the plans by what it says."""

    asked: tuple[str, ...] | None = None
    answers: Callable[[Context], object] = field(default=lambda _: None)
    plans: dict[object, Plan] = field(default_factory=dict)


class Plans:
    """The plans of the paragraphs that were read so far."""

    def __init__(self, shapes: Mapping[tuple[str, str], Shape] | None = None) -> None:
        self._shapes = dict(shapes or {})

    @property
    def texts(self) -> list[str]:
        """The masked texts that are known, the first ones first."""
        return [text for text, _ in self._shapes]

    def without(self, strange: Callable[[str], bool], most: int) -> Plans:
        """The plans of the first texts that are not ``strange``, of ``most`` at the most."""
        kept = (item for item in self._shapes.items() if not strange(item[0][0]))
        return Plans(
            {text: replace(shape, plans=shape.plans.copy()) for text, shape in islice(kept, most)}
        )

    def of(self, piece: Piece, walk: Walk, read: _Reading, check: _Checking) -> Plan:
        """What the first sentences of a piece state: by their plan, or else as ``read`` finds them.

        What is inherited learns what they teach. ``check`` makes what can say yes at once to
        statements, each with which hidden figure is its number.
        """
        context = walk.context
        shape = self._shapes.get((piece.text, walk.kind))
        plan = shape.plans.get(shape.answers(context)) if shape else None
        if plan is None:
            plan = self._planned(piece, walk, read, check)
        for name, value in plan.learns:
            setattr(context, name, value)
        if plan.topic:
            context.begin(plan.topic)
        return plan

    def _planned(self, piece: Piece, walk: Walk, read: _Reading, check: _Checking) -> Plan:
        """A new plan, which is kept if it is good for more than once."""
        watched = Watched(walk.context.renamed(walk.roles.out))
        plan = _plan(read(piece, watched), piece.alone, walk.roles, watched, check)
        if plan.once:
            return plan
        shape = self._shapes.setdefault((piece.text, walk.kind), Shape())
        asked = tuple(sorted({*(shape.asked or ()), *object.__getattribute__(watched, "asked")}))
        if asked != shape.asked:
            shape.asked, shape.plans = asked, {}
            if asked:
                shape.answers = attrgetter(*asked)
        shape.plans[shape.answers(walk.context)] = plan
        return plan


_Reading = Callable[[Piece, Context], Sentences]
_Checking = Callable[[Sequence[tuple[Stated, int]]], tuple[tuple[int, Check | None], ...]]


def _plan(found: Sentences, mask: Masked, roles: Roles, watched: Watched, check: _Checking) -> Plan:
    """The plan of what was found in a mask."""
    order = mask.order
    end = len(mask.text) if found.rest is None else mask.into(found.rest)
    stated: list[tuple[Stated, int]] = []
    ends = []
    for sentence in found.stated:
        for one in sentence:
            start, stop = mask.into(one.start), mask.into(one.end)
            number = -1
            if one.number is not None and not one.number.words:
                number = next((order[p] for p in range(start, stop) if p in order), -1)
            own = one._replace(start=start, end=stop)
            stated.append((_elsewhere(own, roles.into), number))
        ends.append(len(stated))
    settled = stated[: ends[-2] if len(ends) > 1 else 0] if found.open else stated
    figures = figures_in(mask.text[:end])
    once = figures != len({at for _, at in stated} - {-1})
    told: Mapping[str, Any] = object.__getattribute__(watched, "told")
    return Plan(
        tuple(stated),
        tuple(ends),
        end,
        figures,
        tuple((name, roles.into(value)) for name, value in told.items()),
        object.__getattribute__(watched, "begun"),
        once,
        found.open,
        checks=check(settled),
        places=tuple(dict.fromkeys(p for s, _ in settled for p in s.places)),
        alike=not (once or found.open or any(roles.are_in(s) for s, _ in stated)),
    )


def _elsewhere(one: Stated, named: Callable[[Any], Any]) -> Stated:
    """A statement of other places."""
    others = tuple(_elsewhere(o, named) for o in one.others)
    return one._replace(
        places=named(one.places), than=named(one.than), near=named(one.near), others=others
    )


_PLACES, _THAN, _NEAR, _NUMBER, _OTHERS = map(
    Stated._fields.index, ("places", "than", "near", "number", "others")
)


@lru_cache(maxsize=8192)
def _number(text: str, like: Number) -> Number:
    """A figure by its text, of the size of another: of millions, if that is."""
    scale = like.step * 10**like.decimals
    exact = Decimal(text.replace(",", ""))
    decimals = max(0, -int(exact.as_tuple().exponent))
    return Number(Fraction(exact) * scale, decimals, Fraction(1, 10**decimals) * scale)
