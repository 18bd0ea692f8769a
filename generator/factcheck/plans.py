"""What a sentence states, remembered by its shape.

Stories that templates wrote say the same things of other places and with other figures. So a
sentence is masked: its counts, percentages and rates, and the names of the story's place and of
what it lies in. What a masked sentence states, and what it teaches the context, depends on nothing
but the mask and on what the grammar asked of the context, which is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from generator.factcheck.context import Context
from generator.factcheck.explained import settled
from generator.factcheck.items import Number
from generator.factcheck.masks import Masked
from generator.factcheck.plain import Plain, plain_of
from generator.factcheck.stated import Stated


@dataclass(frozen=True, slots=True)
class Plan:
    """What a masked sentence states: each statement, with which hidden figure is its number, and
    what the context learns, its ``topic`` only where it has none yet.

    ``plain`` has for each statement what a short look can decide it by, if one can; ``places`` are
    all that the sentence names, ``main`` what it tells first. ``settled`` says that no statement
    waits for others to tell what it means.
    """

    stated: tuple[tuple[Stated, int], ...]
    learns: Mapping[str, Any]
    topic: tuple[str, ...]
    plain: tuple[Plain | None, ...]
    places: tuple[str, ...]
    main: tuple[tuple[str, ...], tuple[str, ...]] | None
    settled: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What one sentence states, by its plan: where it begins in the mask, and behind how many
    figures.
    """

    plan: Plan
    mask: Masked
    first: int
    before: int
    roles: Roles

    def stated(self) -> list[Stated]:
        """All statements."""
        return [self.one(at) for at in range(len(self.plan.stated))]

    def one(self, at: int) -> Stated:
        """One statement of the plan, for this text."""
        one, number_at = self.plan.stated[at]
        values: list[Any] = list(one)
        out = self.roles.out
        values[_START] += self.first
        values[_END] += self.first
        values[_PLACES] = out(one.places)
        if one.than:
            values[_THAN] = out(one.than)
        if one.near:
            values[_NEAR] = out(one.near)
        if number_at >= 0 and one.number is not None:
            text = self.mask.numbers[self.before + number_at]
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
        for field in _FIELDS:
            object.__setattr__(self, field, getattr(context, field))
        self.asked.clear()

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


class Roles:
    """The places whose names are hidden, and what stands for them in plans.

    ``codes`` are theirs, by what hides them.
    """

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._out = dict(codes)
        self._in = {code: role for role, code in codes.items()}
        self._renamed: dict[Any, Any] = {}
        self._hidden: dict[Any, Any] = {}

    def out(self, value: Any) -> Any:
        """What stood in a plan, with codes."""
        if value not in self._renamed:
            self._renamed[value] = _renamed(value, self._out)
        return self._renamed[value]

    def into(self, value: Any) -> Any:
        """A value with what stands for its codes."""
        if value not in self._hidden:
            self._hidden[value] = _renamed(value, self._in)
        return self._hidden[value]


class Span(NamedTuple):
    """Where a sentence begins and ends in a mask, how many figures stand before it, its mask."""

    first: int
    end: int
    before: int
    text: str


class Plans:
    """The plans of the sentences that were read so far."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], tuple[str, ...]] = {}
        self._plans: dict[tuple[Any, ...], Plan] = {}

    def without(self, strange: Callable[[str], bool], most: int) -> Plans:
        """The first plans of sentences that are not ``strange``, ``most`` of them at the most."""
        made = Plans()
        for shape, asked in self._asked.items():
            if len(made._asked) < most and not strange(shape[0]):
                made._asked[shape] = asked
        known = (key for key in self._plans if key[:2] in made._asked)
        made._plans = {key: self._plans[key] for key in islice(known, most)}
        return made

    def told(
        self,
        mask: Masked,
        span: Span,
        kind: str,
        roles: Roles,
        context: Context,
        read: Callable[[Context], list[Stated]],
    ) -> Told:
        """What a sentence states: by its plan, or else as ``read`` finds it.

        The sentence is ``span`` of the mask, and so are the places of its statements. ``kind`` is
        what else the reading depends on; ``roles`` are the codes of the places whose names are
        hidden, by what stands for them in plans.
        """
        first, _, before, text = span
        shape = text, kind
        asked = self._asked.get(shape)
        if asked is not None:
            into = roles.into
            plan = self._plans.get((*shape, *[into(getattr(context, f)) for f in asked]))
            if plan is not None:
                _teach(plan, roles, context)
                return Told(plan, mask, first, before, roles)
        watched = Watched(context)
        found = read(watched)
        asked = tuple(sorted({*(asked or ()), *object.__getattribute__(watched, "asked")}))
        self._asked[shape] = asked
        key = (*shape, *[roles.into(getattr(context, f)) for f in asked])
        plan = _plan(found, mask, span, roles, watched)
        if _accounts(plan, mask, span):
            self._plans[key] = plan
        _teach(plan, roles, context)
        return Told(plan, mask, first, before, roles)


def _plan(
    found: Sequence[Stated],
    mask: Masked,
    span: Span,
    roles: Roles,
    watched: Watched,
) -> Plan:
    """The plan of what was found in a sentence."""
    order = mask.order
    first, before = span.first, span.before
    stated = []
    for one in found:
        number = -1
        if one.number is not None and not one.number.words:
            number = next((order[p] for p in range(one.start, one.end) if p in order), -1)
        own = one._replace(start=one.start - first, end=one.end - first)
        own = _elsewhere(own, roles.into)
        stated.append((own, number - before if number >= 0 else -1))
    mains = (s for s, _ in stated if s.number and s.measures and s.places)
    main = next(((s.places, s.measures) for s in mains), None)
    return Plan(
        tuple(stated),
        {k: roles.into(v) for k, v in object.__getattribute__(watched, "told").items()},
        object.__getattribute__(watched, "begun"),
        plain=tuple(plain_of(s, at) for s, at in stated),
        places=tuple(dict.fromkeys(p for s, _ in stated for p in s.places)),
        main=main,
        settled=settled(s for s, _ in stated),
    )


def _accounts(plan: Plan, mask: Masked, span: Span) -> bool:
    """Whether each hidden figure of a sentence is the number of a statement.

    Of another, as in ``per 3,000 people``, the plan holds what it was, and is good for once.
    """
    hidden = mask.figures_before(span.end) - span.before
    return hidden == len({at for _, at in plan.stated} - {-1})


def _teach(plan: Plan, roles: Roles, context: Context) -> None:
    """Let the context learn what a sentence teaches."""
    for name, value in plan.learns.items():
        setattr(context, name, roles.out(value))
    if plan.topic:
        context.begin(plan.topic)


def _elsewhere(one: Stated, named: Callable[[Any], Any]) -> Stated:
    """A statement of other places."""
    others = tuple(_elsewhere(o, named) for o in one.others)
    return one._replace(
        places=named(one.places), than=named(one.than), near=named(one.near), others=others
    )


_START, _END, _PLACES, _THAN, _NEAR, _NUMBER, _OTHERS = map(
    Stated._fields.index, ("start", "end", "places", "than", "near", "number", "others")
)


@lru_cache(maxsize=8192)
def _number(text: str, like: Number) -> Number:
    """A figure by its text, of the size of another: of millions, if that is."""
    scale = like.step * 10**like.decimals
    exact = Decimal(text.replace(",", ""))
    decimals = max(0, -int(exact.as_tuple().exponent))
    return Number(Fraction(exact) * scale, decimals, Fraction(1, 10**decimals) * scale)


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Codes of places by other names, wherever they stand in tuples."""
    if isinstance(value, tuple):
        return tuple(_renamed(v, names) for v in value)
    return names.get(value, value) if isinstance(value, str) else value
