"""What the release has for a number, in every way in which it may be meant."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

from generator.factcheck.closeness import Closeness
from generator.factcheck.facts import POPULATION, Fact, Facts, rounded
from generator.factcheck.names import OTHER
from generator.factcheck.published import exact
from generator.factcheck.stated import Stated

_REMEMBERED = 16384


class Candidates(Closeness):
    """The facts of the release that a stated number may be."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(facts)
        self._found: dict[tuple[object, ...], list[Fact]] = {}

    def _value(self, place: str, measure: str, when: str) -> Fact | None:
        return None if when == OTHER else self.facts.value(place, measure, when)

    def facts_of(self, stated: Stated) -> list[Fact]:
        """What the release has for every way in which a number may be meant."""
        key = (
            stated.sort,
            stated.measures,
            stated.places,
            stated.when,
            stated.than,
            stated.whole,
            stated.per,
        )
        if key not in self._found:
            bound(self._found)
            self._found[key] = list(self._facts(stated))
        return self._found[key]

    def _facts(self, stated: Stated) -> Iterator[Fact]:
        facts = self.facts
        when = stated.when or (facts.periods.now,)
        for place, measure in product(stated.places, stated.measures):
            if place not in facts.places:
                continue
            for period in when:
                if period == OTHER:
                    continue
                match stated.sort:
                    case "value":
                        found = facts.value(place, measure, period)
                        yield from [found] if found else []
                    case "change" | "times":
                        if period != facts.periods.now:
                            yield from facts.change(place, measure, period)
                    case "difference":
                        if period != facts.periods.now and (
                            moved := facts.difference(place, measure, period)
                        ):
                            yield moved
                    case "rate":
                        yield from self._rates(stated, place, measure, period)
                    case "share":
                        yield from self._shares(stated, place, measure, period)
                    case "rest":
                        yield from self._rests(stated, place, measure, period)
                    case "portion":
                        yield from self._portions(stated, place, measure, period)
            match stated.sort:
                case "ratio" | "apart":
                    yield from self._apart(stated, place, measure)
                case "pace":
                    yield from self._paces(stated, place, measure)
                case "beyond":
                    yield from self._beyond(place, measure)

    def _rates(self, stated: Stated, place: str, measure: str, period: str) -> Iterator[Fact]:
        base, scale = stated.per or (POPULATION, None)
        if self.facts.kind(measure) != "count":
            own = self.facts.value(place, measure, period)
            yield from [own] if own else []
        if period != self.facts.periods.now:
            return
        yield from self.facts.rates(place, measure, base, scale)

    def _shares(self, stated: Stated, place: str, measure: str, period: str) -> Iterator[Fact]:
        if self.facts.kind(measure) == "percentage":
            found = self.facts.value(place, measure, period)
            yield from [found] if found else []
            return
        for whole in stated.whole:
            if self.facts.kind(whole) == self.facts.kind(measure) == "count" and (
                share := self.facts.share(place, measure, whole, period)
            ):
                yield share

    def _rests(self, stated: Stated, place: str, measure: str, period: str) -> Iterator[Fact]:
        """What is left of a whole without a part."""
        whole = self.facts.value(place, measure, period)
        for part in stated.whole:
            own = self.facts.value(place, part, period)
            alike = self.facts.kind(part) == self.facts.kind(measure)
            if alike and own and whole and own.value <= whole.value:
                cells = (*whole.cells, *own.cells)
                yield whole._replace(sort="rest", value=whole.value - own.value, cells=cells)

    def _portions(self, stated: Stated, place: str, measure: str, period: str) -> Iterator[Fact]:
        """The part, in per cent, that a place has of what another has."""
        own = self.facts.value(place, measure, period)
        for other in stated.than:
            theirs = self.facts.value(other, measure, period)
            if own and theirs and theirs.value:
                portion = 100 * own.value / theirs.value
                cells = (*own.cells, *theirs.cells)
                yield own._replace(sort="portion", value=portion, cells=cells)

    def _paces(self, stated: Stated, place: str, measure: str) -> Iterator[Fact]:
        """How many times as far a place moved as another, the same way."""
        before = self.facts.periods.before
        for other in stated.than:
            for own, theirs in product(
                self.facts.change(place, measure, before), self.facts.change(other, measure, before)
            ):
                if theirs.value and own.value / theirs.value > 0:
                    cells = (*own.cells, *theirs.cells)
                    yield own._replace(sort="pace", value=own.value / theirs.value, cells=cells)

    def _apart(self, stated: Stated, place: str, measure: str) -> Iterator[Fact]:
        for other in stated.than:
            for own, theirs in product(
                self.facts.standing(place, measure), self.facts.standing(other, measure)
            ):
                if stated.sort == "apart":
                    decimals = self.facts.beat.decimals_of(measure, "value")
                    value = rounded(own.value, decimals) - rounded(theirs.value, decimals)
                elif theirs.value:
                    value = own.value / theirs.value
                else:
                    continue
                yield own._replace(sort=stated.sort, value=value, cells=(*own.cells, *theirs.cells))

    def _beyond(self, place: str, measure: str) -> Iterator[Fact]:
        target = self.facts.beat.file.measures[measure].target
        own = self.facts.value(place, measure, self.facts.periods.now)
        if target is not None and own:
            decimals = self.facts.beat.decimals_of(measure, "value")
            yield own._replace(sort="beyond", value=rounded(own.value, decimals) - exact(target))


def bound(known: dict[tuple[object, ...], Any]) -> None:
    """Forget all, where it is much: a release may have millions of places."""
    if len(known) >= _REMEMBERED:
        known.clear()
