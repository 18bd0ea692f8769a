"""Plain statements, held against the release by machine numbers where these leave no doubt.

Nearly all that a story states is plain: one number, one direction or one comparison of one measure
in one place. Whether it holds can be told without exact fractions, unless the number lies where
rounding or an edge would decide. What is in doubt, what does not hold and what is not plain goes to
the judge: a check can only say yes, and says it of nothing to which the judge would not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import nan, sqrt
from typing import NamedTuple, Protocol

from generator.factcheck.published import Rows

DOUBT = 1e-6
"""Nearer than this to where rounding turns, or to an edge, a machine number decides nothing."""
LEAST = 0.5 + DOUBT
"""A movement of more per cent went up or down, whatever is printed of it."""
_LARGEST = 1e9
Key = tuple[str, str, str]


class Check(Protocol):
    """Holds one plain statement against the figures of places."""

    def holds(self, rows: Mapping[str, Rows], numbers: Sequence[str], before: int, /) -> bool:
        """Whether it surely holds.

        ``rows`` are the figures of each place, by what stands for it in a plan; ``numbers`` the
        hidden figures of a text, and ``before`` how many of these stand before what is checked.
        """


class Cut(NamedTuple):
    """A band of a rule, as an open range without what is in doubt."""

    quantity: str
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Number:
    """A published number: which figure of the sentence it is, in which units."""

    place: str
    keys: tuple[Key, ...]
    at: int
    units: float

    def holds(self, rows: Mapping[str, Rows], numbers: Sequence[str], before: int, /) -> bool:
        here = rows[self.place]
        for key in self.keys:
            if found := here.get(key):
                value = found[0]
                return value >= 0 and _prints(value * self.units, numbers[before + self.at])
        return False


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement in per cent: as published, or from the numbers now and before."""

    place: str
    published: tuple[Key, ...]
    now: Key
    before: Key

    def of(self, rows: Mapping[str, Rows]) -> float:
        """The movement; not a number where it is not known."""
        here = rows[self.place]
        for key in self.published:
            if found := here.get(key):
                return found[0]
        now, before = here.get(self.now), here.get(self.before)
        if now is None or before is None or before[0] <= 0:
            return nan
        return 100 * (now[0] - before[0]) / before[0]

    def noise(self, rows: Mapping[str, Rows]) -> float:
        """A movement of counts in units of chance; not a number where it is not known."""
        here = rows[self.place]
        now, before = here.get(self.now), here.get(self.before)
        if now is None or before is None or now[0] + before[0] <= 0:
            return nan
        return abs(now[0] - before[0]) / sqrt(now[0] + before[0])


@dataclass(frozen=True, slots=True)
class Change:
    """``up 6%``: a movement, its sign, which figure of the sentence it is, in which units."""

    movement: Movement
    sign: int
    at: int
    units: float

    def holds(self, rows: Mapping[str, Rows], numbers: Sequence[str], before: int, /) -> bool:
        change = self.movement.of(rows) * self.sign
        return change > LEAST and _prints(change * self.units, numbers[before + self.at])


@dataclass(frozen=True, slots=True)
class Direction:
    """``rose sharply``, ``stayed level``: each of ``words`` lies in one of its cuts."""

    movement: Movement
    sign: int
    words: tuple[tuple[Cut, ...], ...]

    def holds(self, rows: Mapping[str, Rows], _numbers: Sequence[str], _before: int, /) -> bool:
        change = self.movement.of(rows)
        if self.sign and not change * self.sign > LEAST:
            return False
        for cuts in self.words:
            for quantity, low, high in cuts:
                if quantity == "change":
                    value = change
                else:
                    value = abs(change) if quantity == "size" else self.movement.noise(rows)
                if low < value < high:
                    break
            else:
                return False
        return True


@dataclass(frozen=True, slots=True)
class Comparison:
    """``slightly higher than``: the rates of two places, ``least`` apart."""

    places: tuple[str, str]
    keys: tuple[Key, ...]
    least: float
    cuts: tuple[Cut, ...]

    def holds(self, rows: Mapping[str, Rows], _numbers: Sequence[str], _before: int, /) -> bool:
        here, there = rows[self.places[0]], rows[self.places[1]]
        if here is there:
            return False
        for key in self.keys:
            own, other = here.get(key), there.get(key)
            if own and other:
                ours, theirs = own[0], other[0]
                apart = ours - theirs
                if theirs <= 0 or abs(apart) <= self.least:
                    return False
                ratio = ours / theirs
                return any(
                    low < (ratio if quantity == "ratio" else apart) < high
                    for quantity, low, high in self.cuts
                )
        return False


def _prints(units: float, number: str) -> bool:
    """Whether a number of units, rounded half up, surely is what is written."""
    if units >= _LARGEST:
        return False
    whole = int(units + 0.5)
    return whole == _digits(number) and DOUBT < units + 0.5 - whole < 1 - DOUBT


@lru_cache(maxsize=8192)
def _digits(number: str) -> int:
    return int(number.replace(",", "").replace(".", ""))
