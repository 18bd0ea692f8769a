"""Which check a plain statement has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from math import inf

from generator.config.schema import Range, Rule
from generator.factcheck.facts import POPULATION
from generator.factcheck.judge import Judge
from generator.factcheck.names import OTHER
from generator.factcheck.plain import (
    DOUBT,
    LEAST,
    Change,
    Check,
    Comparison,
    Cut,
    Direction,
    Key,
    Movement,
    Number,
)
from generator.factcheck.stated import Stated, Verdict
from generator.model import KINDS

_USUAL = (POPULATION, Fraction(1000))


class Checks:
    """Makes the checks of plain statements, for one beat and the periods of one release."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._beat = beat = judge.facts.beat
        self._periods = judge.facts.periods
        measures = beat.file.measures
        self._kinds = {name: m.kind for name, m in measures.items()}
        self._rates = [
            name
            for name, rate in beat.sources.rates.items()
            if (rate.of or POPULATION).startswith(POPULATION) and rate.per == _USUAL[1]
        ]

    def of(self, stated: Iterable[tuple[Stated, int]]) -> tuple[tuple[int, Check | None], ...]:
        """The check of each of some statements, with its number among them.

        A statement comes with the figure of its text that is its number, or -1. None stands for
        what is not plain. What needs no figure to hold is left out, and so is a direction by itself
        beside how far it went.
        """
        made = [
            (at, self._of(one, figure))
            for at, (one, figure) in enumerate(stated)
            if not self._is_sure(one)
        ]
        went = [(c.movement, c.sign) for _, c in made if isinstance(c, Change)]
        return tuple(
            (at, check)
            for at, check in made
            if not isinstance(check, Direction)
            or check.words
            or (check.movement, check.sign) not in went
        )

    def _is_sure(self, one: Stated) -> bool:
        """Whether a statement needs no figure to hold, or is on what the release has not."""
        if one.sort not in ("outside", "contrast"):
            return False
        return self._judge.ruling(one, ())[0] in (Verdict.HOLDS, Verdict.OUTSIDE)

    def _of(self, one: Stated, at: int) -> Check | None:
        if not len(one.measures) == len(one.places) == 1:
            return None
        if one.sort == "comparison":
            return self._comparison(one)
        if len(one.when) != 1 or one.hedge or one.than or one.when[0] == OTHER:
            return None
        if one.sort == "direction":
            return self._direction(one)
        return None if one.mild else self._number(one, at)

    def _number(self, one: Stated, at: int) -> Check | None:
        number = one.number
        if number is None or number.words or at < 0 or number.step * 10**number.decimals != 1:
            return None
        place, measure, period = one.places[0], one.measures[0], one.when[0]
        kind, units = self._kinds[measure], 10.0**number.decimals
        match one.sort:
            case "value" if one.sign is None and one.unit not in ("fraction", "factor"):
                return Number(place, ((measure, kind, period),), at, units)
            case "rate" if one.per is None or one.per == _USUAL:
                if period == self._periods.now and kind == "count":
                    return Number(place, self._rated(measure), at, units)
            case "change" if one.sign in (1, -1) and one.unit == "percent":
                if movement := self._movement(one):
                    return Change(movement, one.sign or 0, at, units)
        return None

    def _rated(self, measure: str) -> tuple[Key, ...]:
        return tuple((measure, statistic, self._periods.now) for statistic in self._rates)

    def _movement(self, one: Stated) -> Movement | None:
        """The movement of a measure that moves in per cent."""
        measure, period, now = one.measures[0], one.when[0], self._periods.now
        kind = self._kinds[measure]
        if KINDS[kind].change != "percent" or period == now:
            return None
        changes = self._beat.sources.changes if period == self._periods.before else ()
        published = tuple((measure, statistic, now) for statistic in changes)
        return Movement(one.places[0], published, (measure, kind, now), (measure, kind, period))

    def _direction(self, one: Stated) -> Check | None:
        movement = self._movement(one)
        if movement is None or one.sign is None or (one.mild and one.sign):
            return None
        if not one.sign:  # where the house has the word, nothing else is asked
            cuts = self._cuts(one.words)
            if cuts is None and not one.size_word:
                half = 0.5 * 10.0 ** -self._beat.decimals_of(one.measures[0], "change")
                cuts = (Cut("size", -1.0, half - DOUBT),)
            return Direction(movement, 0, (cuts,)) if cuts else None
        own = filter(None, (one.words, one.size_word)) if self._judge.own else ()
        words = [cuts for word in own if (cuts := self._cuts(word)) is not None]
        if one.size:
            words.append((_cut("size", self._beat.lexicon.sizes[one.size].change, edge=DOUBT),))
        told = (cuts for cuts in words if not any(_is_way(cut, one.sign) for cut in cuts))
        return Direction(movement, one.sign, tuple(told))

    def _cuts(self, word: str) -> tuple[Cut, ...] | None:
        """The rules that have a word, of the quantities known here; None where no rule has it."""
        rules = self._judge.house.rules_with(word)
        known = (rule for rule in rules if rule[0].quantity in _KNOWN)
        return tuple(cut for one in known for cut in _cuts_of(*one)) if rules else None

    def _comparison(self, one: Stated) -> Check | None:
        """One of our own, of two rates: by the first rule that has its words."""
        measure = one.measures[0]
        compared = KINDS[self._kinds[measure]].compares == "rate"
        if not (self._judge.own and compared) or one.unit or one.when or one.others:
            return None
        word = " ".join(filter(None, (one.size_word, one.words)))
        rules_with = self._judge.house.rules_with
        rules = rules_with(f"{word} than") or rules_with(word)
        known = next((rule for rule in rules if rule[0].quantity in _BESIDE), None)
        if len(one.than) != 1 or known is None:
            return None
        cuts = tuple(_cut(known[0].quantity, band, edge=DOUBT) for band in known[1])
        least = 10.0 ** -self._beat.decimals_of(measure, "rate") + DOUBT
        return Comparison((one.places[0], one.than[0]), self._rated(measure), least, cuts)


_KNOWN = ("change", "size", "noise")
_BESIDE = ("ratio", "rate_gap", "excess")


def _is_way(cut: Cut, sign: int) -> bool:
    """Whether a cut has every movement that went that way."""
    low, high = (cut.low, cut.high) if sign > 0 or cut.quantity == "size" else (-cut.high, -cut.low)
    return cut.quantity != "noise" and low <= LEAST and high == inf


def _cuts_of(rule: Rule, bands: Iterable[Range]) -> Iterator[Cut]:
    """Bands without their edges, which are wider where the printed number decides."""
    edge = LEAST if rule.as_printed else DOUBT
    return (_cut(rule.quantity, band, edge=edge) for band in bands)


def _cut(quantity: str, band: Range, *, edge: float) -> Cut:
    low = -inf if band.low is None else float(band.low) + edge
    high = inf if band.high is None else float(band.high) - edge
    return Cut(quantity, low, high)
