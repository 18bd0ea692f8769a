"""What a sentence states, remembered by its shape.

Stories that templates wrote say the same things of other places and with other figures. So a
sentence is masked: its counts, percentages and rates, and the names of the story's place and of
what it lies in. What a masked sentence states, and what it teaches the context, depends on nothing
but the mask and on what the grammar asked of the context, which is recorded.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

from generator.factcheck.context import Context
from generator.factcheck.items import Number
from generator.factcheck.stated import Stated

_FIGURE = re.compile(
    r"(?<![\d.,£$€+-])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d,.]*\d)(?![a-z])(?=(%)?)"
)
_NAME = "\ue000"
OWN, GROUP = "\ue000\ue001", "\ue000\ue002"
"""What hides the names of the story's place, and of what it lies in."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose figures and own names are hidden.

    ``source`` is the text, ``text`` its mask; ``spans`` says where in the text each hidden piece
    stood, ``at`` where it stands in the mask; ``numbers`` are the hidden figures, in order.
    """

    source: str
    text: str
    spans: tuple[tuple[int, int], ...]
    at: tuple[tuple[int, int], ...]
    numbers: tuple[str, ...]

    @property
    def order(self) -> dict[int, int]:
        """Which figure begins at each position of the mask."""
        figures = [start for start, _ in self.at if self.text[start] != _NAME]
        return {start: n for n, start in enumerate(figures)}

    def figures_before(self, position: int) -> int:
        """How many figures stand before a position of the mask."""
        return sum(start < position and self.text[start] != _NAME for start, _ in self.at)

    def into(self, position: int) -> int:
        """Where a position of the text lies in the mask."""
        return _shifted(position, self.spans, self.at)

    def out(self, position: int) -> int:
        """Where a position of the mask lies in the text."""
        return _shifted(position, self.at, self.spans)


def _shifted(
    position: int, here: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]]
) -> int:
    shift = 0
    for (start, end), (other, other_end) in zip(here, there, strict=True):
        if start >= position:
            break
        if position < end:
            return other + min(position - start, other_end - other)
        shift = other_end - end
    return position + shift


def masked(text: str, names: Sequence[tuple[str, str]]) -> Masked:
    """A text without its figures and names; ``names``, the longest first, with what hides each."""
    named = _named(text, names)
    found = list(named)
    for match in _FIGURE.finditer(text):
        whole, decimals, percent = match.groups()
        sign = _shape(whole, decimals, percent)
        start = match.start()
        end = start + len(whole) + len(decimals or "")
        if sign and not any(s < end and start < e for s, e, _ in named):
            found.append((start, end, sign))
    found.sort()
    pieces, at = [], []
    last = length = 0
    for start, end, sign in found:
        pieces += [text[last:start], sign]
        length += start - last
        at.append((length, length + len(sign)))
        length += len(sign)
        last = end
    pieces.append(text[last:])
    numbers = tuple(text[s:e] for s, e, sign in found if sign[0] != _NAME)
    return Masked(text, "".join(pieces), tuple((s, e) for s, e, _ in found), tuple(at), numbers)


def _named(text: str, names: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Where names stand by themselves, and not as parts of others."""
    found: list[tuple[int, int, str]] = []
    for name, role in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if _alone(text, at, end) and not any(s < end and at < e for s, e, _ in found):
                found.append((at, end, role))
            at = text.find(name, end)
    return found


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer one: ``North Westshire``, ``Westford City``."""
    before = (
        text[:start].rpartition(" ")[0].rpartition(" ")[2] if text[start - 1 : start] == " " else ""
    )
    if text[start - 1 : start].isalnum() or text[end : end + 1].isalnum() or before[:1].isupper():
        return False
    return not (text[end : end + 1] == " " and text[end + 1 : end + 2].isupper())


@lru_cache(maxsize=65536)
def _shape(whole: str, decimals: str | None, percent: str | None) -> str:
    """What the grammar may know of a figure: its decimals, whether it may be a year or a day."""
    if decimals:
        return f"\ue100{chr(0xE100 + len(decimals))}"
    if percent:
        return "\ue101\ue101"
    if whole == "1,000" or (len(whole) == 4 and whole[:2] in ("19", "20")):
        return ""
    value = int(whole.replace(",", ""))
    if value < 32:
        return ""
    return "\ue102\ue102" if value < 1000 else "\ue103\ue103"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a masked sentence states: each statement, with which hidden figure is its number, and
    what the context learns.
    """

    stated: tuple[tuple[Stated, int], ...]
    learns: Mapping[str, Any]


class Watched(Context):
    """A context that records what was asked of it, and what it was told."""

    __slots__ = ("asked", "told")

    def __init__(self, context: Context) -> None:
        object.__setattr__(self, "asked", set())
        object.__setattr__(self, "told", {})
        for field in _FIELDS:
            object.__setattr__(self, field, getattr(context, field))
        self.asked.clear()

    def __getattribute__(self, name: str) -> Any:
        if name in _WATCHED:
            told = object.__getattribute__(self, "told")
            if name not in told:
                object.__getattribute__(self, "asked").add(name)
        return object.__getattribute__(self, name)

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


class Plans:
    """The plans of the sentences that were read so far."""

    def __init__(self) -> None:
        self._asked: dict[tuple[str, str], tuple[str, ...]] = {}
        self._plans: dict[tuple[Any, ...], Plan] = {}

    def statements(
        self,
        mask: Masked,
        span: tuple[int, int],
        kind: str,
        roles: Roles,
        context: Context,
        read: Callable[[Context], list[Stated]],
    ) -> list[Stated]:
        """What a sentence states: by its plan, or else as ``read`` finds it.

        The sentence is ``span`` of the mask, and so are the places of its statements. ``kind`` is
        what else the reading depends on; ``roles`` are the codes of the places whose names are
        hidden, by what stands for them in plans.
        """
        shape = mask.text[span[0] : span[1]], kind
        asked = self._asked.get(shape)
        if asked is not None:
            key = (*shape, *(roles.into(getattr(context, f)) for f in asked))
            if plan := self._plans.get(key):
                return _filled(plan, mask, span[0], roles, context)
        watched = Watched(context)
        found = read(watched)
        asked = tuple(sorted({*(asked or ()), *object.__getattribute__(watched, "asked")}))
        self._asked[shape] = asked
        key = (*shape, *(roles.into(getattr(context, f)) for f in asked))
        told = object.__getattribute__(watched, "told")
        self._plans[key] = _plan(found, mask, span[0], roles, told)
        for name, value in told.items():
            setattr(context, name, value)
        return found


def _plan(
    found: Sequence[Stated],
    mask: Masked,
    first: int,
    roles: Roles,
    told: Mapping[str, Any],
) -> Plan:
    """The plan of what was found in the sentence that begins at ``first``."""
    order = mask.order
    stated = []
    for one in found:
        number = -1
        if one.number is not None and not one.number.words:
            number = next((order[p] for p in range(one.start, one.end) if p in order), -1)
        before = mask.figures_before(first)
        own = one._replace(start=one.start - first, end=one.end - first)
        own = _elsewhere(own, roles.into)
        stated.append((own, number - before if number >= 0 else -1))
    return Plan(tuple(stated), {k: roles.into(v) for k, v in told.items()})


def _elsewhere(one: Stated, named: Callable[[Any], Any]) -> Stated:
    """A statement of other places."""
    others = tuple(_elsewhere(o, named) for o in one.others)
    return one._replace(places=named(one.places), than=named(one.than), others=others)


def _filled(plan: Plan, mask: Masked, first: int, roles: Roles, context: Context) -> list[Stated]:
    """The statements of a plan for one text."""
    before = mask.figures_before(first)
    found = []
    for one, at in plan.stated:
        values: list[Any] = list(one)
        values[_START] += first
        values[_END] += first
        values[_PLACES] = roles.out(one.places)
        if one.than:
            values[_THAN] = roles.out(one.than)
        if at >= 0 and one.number is not None:
            values[_NUMBER] = number = _number(mask.numbers[before + at], one.number)
            if one.others:
                values[_OTHERS] = tuple(
                    _elsewhere(o, roles.out)._replace(number=number) for o in one.others
                )
        found.append(Stated._make(values))
    for name, value in plan.learns.items():
        setattr(context, name, roles.out(value))
    return found


_START, _END, _PLACES, _THAN, _NUMBER, _OTHERS = map(
    Stated._fields.index, ("start", "end", "places", "than", "number", "others")
)


@lru_cache(maxsize=65536)
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
