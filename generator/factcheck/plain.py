"""Plain statements, held against the release by machine numbers where these leave no doubt.

Nearly all that a story states is plain: one number or one direction of one measure in one place.
Whether it holds can be told without exact fractions, unless the number lies where rounding or an
edge would decide. What is in doubt, what does not hold and what is not plain goes to the judge:
this look can only say yes, and says it of nothing to which the judge would not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from generator.config.schema import Range, Rule
from generator.factcheck.bands import HouseWords
from generator.factcheck.facts import POPULATION, Facts
from generator.factcheck.names import OTHER
from generator.factcheck.stated import Stated
from generator.model import KINDS

_DOUBT = 1e-6
"""Nearer than this to where rounding turns, or to an edge, a machine number decides nothing."""
_LARGEST = 1e9
_USUAL = (POPULATION, Fraction(1000))


class Plain(NamedTuple):
    """A plain statement: its sort, whose it is (a code, or what hides a name), of what and when.

    ``at`` says which figure of the sentence is its number, which has so many ``decimals``.
    """

    sort: str
    place: str
    measure: str
    period: str
    sign: int
    words: tuple[str, ...]
    at: int
    decimals: int


def plain_of(one: Stated, at: int) -> Plain | None:
    """What a short look can decide a statement by; None where it is not plain."""
    if not len(one.measures) == len(one.places) == len(one.when) == 1:
        return None
    if one.hedge or one.than or one.mild or one.when[0] == OTHER:
        return None
    number, decimals = one.number, 0
    if one.sort == "direction":
        if one.sign not in (1, -1) or one.size:
            return None
    elif number is None or number.words or at < 0:
        return None
    else:
        decimals = number.decimals
        if number.step * 10**decimals != 1:
            return None
        match one.sort:
            case "value" if one.sign is None and one.unit not in ("fraction", "factor"):
                pass
            case "change" if one.sign in (1, -1) and one.unit == "percent":
                pass
            case "rate" if one.per is None or one.per == _USUAL:
                pass
            case _:
                return None
    words = tuple(filter(None, (one.words, one.size_word))) if one.sort == "direction" else ()
    sign = one.sign or 0
    return Plain(one.sort, one.places[0], one.measures[0], one.when[0], sign, words, at, decimals)


class ShortLook:
    """Holds plain statements against the figures of one release.

    ``own``: a word must also lie in the band of ``rules.yml`` that has it.
    """

    def __init__(self, facts: Facts, house: HouseWords, *, own: bool) -> None:
        self._facts = facts
        self._house = house
        self._own = own
        beat = facts.beat
        measures = beat.file.measures
        self._now = facts.periods.now
        self._kinds = {name: m.kind for name, m in measures.items()}
        self._counts = frozenset(n for n, k in self._kinds.items() if k == "count")
        self._relative = frozenset(
            n for n, k in self._kinds.items() if KINDS[k].change == "percent"
        )
        rates = beat.sources.rates.items()
        self._rates = [
            name
            for name, rate in rates
            if (rate.of or POPULATION).startswith(POPULATION) and rate.per == _USUAL[1]
        ]
        self._cuts: dict[str, list[_Cut] | None] = {}

    def holds(self, plain: Plain, place: str, number: str) -> bool:
        """Whether a statement surely holds of a place; ``number`` is its figure as written."""
        sort, _, measure, period, sign, words, _, decimals = plain
        rows = self._facts.rows(place)
        if sort == "value":
            found = rows.get((measure, self._kinds[measure], period))
            return found is not None and found[0] >= 0 and _prints(found[0], number, decimals)
        if sort == "rate":
            if period != self._now or measure not in self._counts:
                return False
            for statistic in self._rates:
                found = rows.get((measure, statistic, period))
                if found is not None and _prints(found[0], number, decimals):
                    return found[0] >= 0
            return False
        change = self._change(place, measure, period)
        if change is None or (change > 0) != (sign > 0):
            return False
        if sort == "change":
            return _prints(abs(change), number, decimals)
        if abs(change) <= 0.5 + _DOUBT:
            return False
        for word in words if self._own else ():
            if not self._says(word, place, measure, period, change):
                return False
        return True

    def _change(self, place: str, measure: str, period: str) -> float | None:
        """The movement since a period in per cent: as published, or from both numbers."""
        if measure not in self._relative or period == self._now:
            return None
        rows = self._facts.rows(place)
        if period == self._facts.periods.before:
            for statistic in self._facts.beat.sources.changes:
                if found := rows.get((measure, statistic, self._now)):
                    return found[0]
        kind = self._kinds[measure]
        now, before = rows.get((measure, kind, self._now)), rows.get((measure, kind, period))
        if now is None or before is None or before[0] <= 0:
            return None
        return 100 * (now[0] - before[0]) / before[0]

    def _says(self, word: str, place: str, measure: str, period: str, change: float) -> bool:
        """Whether the house surely says a word of a movement, or does not know it."""
        if word not in self._cuts:
            self._cuts[word] = self._cut(word)
        cuts = self._cuts[word]
        if cuts is None:
            return True
        for cut in cuts:
            match cut.quantity:
                case "change":
                    value = change
                case "size":
                    value = abs(change)
                case _:
                    value = self._noise(place, measure, period)
            if cut.has(value):
                return True
        return False

    def _cut(self, word: str) -> list[_Cut] | None:
        """The rules that have a word, of the quantities known here; None where no rule has it."""
        rules = self._house.rules_with(word)
        known = [(rule, bands) for rule, bands in rules if rule.quantity in _KNOWN]
        return [_cut_of(rule, bands) for rule, bands in known] if rules else None

    def _noise(self, place: str, measure: str, period: str) -> float:
        """A movement of counts in units of chance; in doubt, what lies in no band."""
        rows = self._facts.rows(place)
        now = rows.get((measure, "count", self._now))
        before = rows.get((measure, "count", period))
        if now is None or before is None or now[0] + before[0] <= 0:
            return float("nan")
        return abs(now[0] - before[0]) / sqrt(now[0] + before[0])


class _Cut(NamedTuple):
    """The bands of a rule that have a word, as open ranges without what is in doubt."""

    quantity: str
    ranges: Sequence[tuple[float, float]]

    def has(self, value: float) -> bool:
        return any(low < value < high for low, high in self.ranges)


_KNOWN = ("change", "size", "noise")


def _cut_of(rule: Rule, bands: Iterable[Range]) -> _Cut:
    """Bands without their edges, which are wider where the printed number decides."""
    edge = 0.5 + _DOUBT if rule.as_printed else _DOUBT
    ranges = [
        (
            float("-inf") if band.low is None else float(band.low) + edge,
            float("inf") if band.high is None else float(band.high) - edge,
        )
        for band in bands
    ]
    return _Cut(rule.quantity, ranges)


def _prints(value: float, number: str, decimals: int) -> bool:
    """Whether a number, rounded half up to so many decimals, surely is what is written."""
    scaled = value * _SCALES[decimals] + 0.5 if decimals < len(_SCALES) else _LARGEST
    if scaled >= _LARGEST:
        return False
    whole = int(scaled)
    return whole == _digits(number) and _DOUBT < scaled - whole < 1 - _DOUBT


_SCALES = (1.0, 10.0, 100.0, 1000.0)


@lru_cache(maxsize=8192)
def _digits(number: str) -> int:
    return int(number.replace(",", "").replace(".", ""))
