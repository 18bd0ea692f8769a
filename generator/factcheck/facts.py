"""What a release says, as the second reader looks it up, and its own sums on that."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.config import Beat, Release
from generator.factcheck.periods import periods_of, typed
from generator.factcheck.published import Published
from generator.model import KINDS, Place, Reading

POPULATION = "population"
"""What rates are held against where nothing else is said, as ``sources.yml`` calls it."""


class Fact(NamedTuple):
    """A number of the release, or one that follows from its numbers, and where these stand.

    ``sort`` says what the number is (``value``, ``change``, ``rate`` …), ``period`` of when, or
    against when.
    """

    place: str
    measure: str
    sort: str
    period: str
    value: Fraction
    cells: tuple[str, ...]


def rounded(value: Fraction, decimals: int) -> Fraction:
    """A number to so many decimals, halves away from zero."""
    scale: int = 10**decimals
    units = (2 * abs(value.numerator) * scale + value.denominator) // (2 * value.denominator)
    return Fraction(units if value >= 0 else -units, scale)


class Facts(Published):
    """The figures of a release by place, measure and statistic, and what follows from them."""

    def __init__(
        self,
        reading: Reading,
        beat: Beat,
        release: Release,
        everyone: Mapping[tuple[str, str], NDArray[np.float64]] | None = None,
    ) -> None:
        super().__init__(reading)
        self.beat = beat
        self._everyone = everyone or {}
        self.places: dict[str, Place] = {p.code: p for p in reading.places}
        self.periods = periods_of(beat, release)
        self._changes: dict[tuple[str, str, str], list[Fact]] = {}
        self._sorted: dict[tuple[str, tuple[str, ...]], list[Fraction]] = {}
        self._values: dict[tuple[str, str, str], Fact | None] = {}
        self.typed = tuple(typed(release))

    def forget(self) -> None:
        """Forget what was looked up and worked out of places."""
        super().forget()
        self._values.clear()
        self._changes.clear()

    def kind(self, measure: str) -> str:
        """The kind of number that a measure is."""
        return self.beat.file.measures[measure].kind

    def value(self, place: str, measure: str, period: str) -> Fact | None:
        """The measure's own number; a percentage that is not published, from its counts."""
        key = place, measure, period
        if key not in self._values:
            self._values[key] = self._value(*key)
        return self._values[key]

    def _value(self, place: str, measure: str, period: str) -> Fact | None:
        spec = self.beat.file.measures[measure]
        found = self.figure(place, (measure, spec.kind, period))
        if found:
            return Fact(place, measure, "value", period, found[0], (found[1],))
        return self.by_counts(place, measure, period)

    def by_counts(self, place: str, measure: str, period: str) -> Fact | None:
        """A percentage, worked out from the counts that it is made of."""
        share = self.beat.file.measures[measure].share
        if share is None:
            return None
        made = self.share(place, share.part, share.of, period)
        return made._replace(measure=measure, sort="value") if made else None

    def change(self, place: str, measure: str, against: str) -> list[Fact]:
        """The movement since an earlier period, as its kind tells it: published, or worked out."""
        key = place, measure, against
        if key not in self._changes:
            self._changes[key] = list(self._change(*key))
        return self._changes[key]

    def _change(self, place: str, measure: str, against: str) -> Iterator[Fact]:
        """The movement since an earlier period, as its kind tells it: published, or worked out."""
        if against == self.periods.before:
            for statistic in self.beat.sources.changes:
                if found := self.figure(place, (measure, statistic, self.periods.now)):
                    yield Fact(place, measure, "change", against, found[0], (found[1],))
        now = self.value(place, measure, self.periods.now)
        before = self.value(place, measure, against)
        if not (now and before):
            return
        cells = (*now.cells, *before.cells)
        if KINDS[self.kind(measure)].change == "difference":
            yield Fact(place, measure, "change", against, self._moved(now, before), cells)
        elif before.value > 0:
            change = 100 * (now.value - before.value) / before.value
            yield Fact(place, measure, "change", against, change, cells)

    def difference(self, place: str, measure: str, against: str) -> Fact | None:
        """This number less the earlier one."""
        now = self.value(place, measure, self.periods.now)
        before = self.value(place, measure, against)
        if not (now and before):
            return None
        moved = self._moved(now, before)
        return Fact(place, measure, "difference", against, moved, (*now.cells, *before.cells))

    def _moved(self, now: Fact, before: Fact) -> Fraction:
        """The difference of two numbers as they are printed, where they are no counts."""
        decimals = self.beat.decimals_of(now.measure, "value")
        if KINDS[self.kind(now.measure)].change == "percent":
            return now.value - before.value
        return rounded(now.value, decimals) - rounded(before.value, decimals)

    def rates(
        self, place: str, measure: str, base: str = POPULATION, per: Fraction | None = None
    ) -> Iterator[Fact]:
        """The rates that are published beside a number, held against ``base``: for so many of it,
        or for as many as they are published for.
        """
        now = self.periods.now
        for statistic, rate in self.beat.sources.rates.items():
            if (rate.of or POPULATION).startswith(base) and (
                found := self.figure(place, (measure, statistic, now))
            ):
                value = found[0] if per is None else found[0] * per / rate.per
                yield Fact(place, measure, "rate", now, value, (found[1],))

    def standing(self, place: str, measure: str) -> Iterator[Fact]:
        """What a place is held against others by: its rate, or for other kinds its number."""
        if KINDS[self.kind(measure)].compares == "rate":
            yield from self.rates(place, measure)
        elif own := self.value(place, measure, self.periods.now):
            yield own

    def share(self, place: str, measure: str, whole: str, period: str) -> Fact | None:
        """The part, in per cent, that one measure is of another."""
        part, total = self.value(place, measure, period), self.value(place, whole, period)
        if not (part and total and total.value):
            return None
        share = 100 * part.value / total.value
        return Fact(place, measure, "share", period, share, (*part.cells, *total.cells))

    def _first(self, place: str, measure: str) -> list[Fact]:
        return list(self.standing(place, measure))[:1]

    def ranked(self, measure: str, among: Iterable[str]) -> list[Fraction]:
        """The rates of those of some places that have one, the lowest first."""
        key = measure, tuple(among)
        if key not in self._sorted:
            kind = self.kind(measure)
            by_rate = KINDS[kind].compares == "rate"
            for statistic in self.beat.sources.rates if by_rate else (kind,):
                self.gather((measure, statistic, self.periods.now))
            found = [f.value for code in key[1] for f in self._first(code, measure)]
            self._sorted[key] = sorted(found)
        return self._sorted[key]

    def better(self, measure: str, among: Sequence[str], than: Fraction, *, high: bool) -> int:
        """How many of some places have a higher rate than this one, or a lower one."""
        if (rates := self._of_level(measure, among)) is not None:
            if high:
                return len(rates) - int(np.searchsorted(rates, float(than), side="right"))
            return int(np.searchsorted(rates, float(than), side="left"))
        ranked = self.ranked(measure, among)
        return len(ranked) - bisect_right(ranked, than) if high else bisect_left(ranked, than)

    def known(self, measure: str, among: Sequence[str]) -> int:
        """How many of some places have a rate."""
        rates = self._of_level(measure, among)
        return len(self.ranked(measure, among)) if rates is None else len(rates)

    def _of_level(self, measure: str, among: Sequence[str]) -> NDArray[np.float64] | None:
        """The rates of a whole level, the lowest first, where this is a part of a release."""
        every = (*self.levels.items(), *self.told.items())
        level = next((name for name, codes in every if codes is among), "")
        return self._everyone.get((level, measure))

    @cached_property
    def nation(self) -> str:
        """The code of the place that all are compared with."""
        return self.beat.file.nation.code

    def role(self, place: str) -> str:
        """What a place is in the release, which may be without a row for the nation."""
        own = self.places.get(place)
        if own is None:
            return "nation" if place == self.nation else ""
        return own.role

    def group(self, place: str) -> str:
        """The code of what a place lies in; its own where it is a group."""
        own = self.places[place]
        return own.code if own.role == "group" else own.group

    @cached_property
    def levels(self) -> dict[str, list[str]]:
        """The codes of the places of each level."""
        found: dict[str, list[str]] = {}
        for place in self.places.values():
            if place.level:
                found.setdefault(place.level, []).append(place.code)
        return found

    @cached_property
    def told(self) -> dict[str, list[str]]:
        """The codes of the places of each level that no others tell."""
        gone = self.beat.told_elsewhere(self.places.values())
        return {
            name: codes if gone.isdisjoint(codes) else [c for c in codes if c not in gone]
            for name, codes in self.levels.items()
        }

    def told_of(self, level: str, places: Sequence[str]) -> Sequence[str]:
        """Those of some places of a level that no others tell."""
        if self.told.get(level, ()) is self.levels.get(level):
            return places
        told = self._told.get(level, frozenset())
        return [code for code in places if code in told]

    @cached_property
    def _told(self) -> dict[str, frozenset[str]]:
        return {level: frozenset(codes) for level, codes in self.told.items()}

    @cached_property
    def _groups(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for place in self.places.values():
            if place.level:
                found.setdefault((place.level, place.group), []).append(place.code)
        return found

    def within(self, level: str, group: str) -> list[str]:
        """The codes of the places of a level in a group."""
        return self._groups.get((level, group), [])

    def beside(self, place: str) -> list[str]:
        """The places of the same level in the same group, itself included."""
        own = self.places[place]
        return self.within(own.level, own.group)
