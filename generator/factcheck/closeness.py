"""Whether a stated number is that of the release, at its precision, hedge and sign."""

from __future__ import annotations

from fractions import Fraction

from generator.factcheck.facts import Fact, Facts, rounded
from generator.factcheck.items import Number
from generator.factcheck.stated import Stated
from generator.model import KINDS

_RATIOS = ("fraction", "factor")


def _prints(true: Fraction, number: Number) -> bool:
    """Whether a fact, rounded half up to the last place of a number, is that number."""
    top, bottom = true.numerator, true.denominator
    step, per = number.step.numerator, number.step.denominator
    units = (2 * abs(top) * per + bottom * step) // (2 * bottom * step)
    value = number.value
    return (units if top >= 0 else -units) * step * value.denominator == value.numerator * per


class Closeness:
    """Holds a number against one fact."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.words = facts.beat.lexicon
        self._reach = {k: Fraction(repr(v)) for k, v in self.words.hedged.items()}

    def agrees(self, stated: Stated, fact: Fact) -> bool:
        """Whether a stated number is that of a fact, at its precision, hedge and sign."""
        number = stated.number
        if number is None:
            return False
        true = fact.value
        if stated.sort == "change" and stated.unit in ("percent", "points"):
            points = KINDS[self.facts.kind(fact.measure)].change == "difference"
            if points != (stated.unit == "points"):
                return False
        match stated.sort:
            case "change" | "difference" | "apart" | "beyond":
                if stated.sign and true and (true > 0) != (stated.sign > 0):
                    return False
                true = abs(true)
            case "value" if stated.sign == -1:
                true = -true
            case "times":
                true = 1 + true / 100
            case "ratio" if not self._is_ratio(stated):
                if stated.sign and (true > 1) != (stated.sign > 0):
                    return False
                true = 100 * abs(true - 1)
        if self._is_ratio(stated):
            if stated.sort in ("change", "share", "portion", "value") or (
                stated.sort == "ratio" and stated.sign is not None
            ):
                # As it is exactly, or as it would be printed: a reader of the table sees that.
                printed = rounded(true, self.facts.beat.house.decimals.percentage)
                near = (self._near(100 * number.value, stated.hedge, t) for t in (true, printed))
                return any(near)
            return self._near(number.value, stated.hedge, true)
        if self._within(number, stated.hedge, true):
            return True
        return (
            stated.sort == "difference"
            and not number.decimals
            and self._within(number, stated.hedge, rounded(true, 0))
        )

    def _is_ratio(self, stated: Stated) -> bool:
        """Whether the number is a part or a multiple in words: ``a third``, ``twice``."""
        return stated.unit in _RATIOS or stated.sort == "times"

    def _near(self, value: Fraction, hedge: str, true: Fraction) -> bool:
        """A fraction in words: near enough, and on its side where it is hedged."""
        reach = self._reach["hedged fraction" if hedge else "fraction"]
        if abs(true - value) > reach * value:
            return False
        if value < 1:  # almost halved: not yet down to a half
            true, value = -true, -value
        return hedge not in ("almost", "under", "most", "over", "just over", "least") or (
            true < value
        ) == (hedge in ("almost", "under", "most"))

    def _within(self, number: Number, hedge: str, true: Fraction) -> bool:
        value, reach = number.value, self._reach
        if not hedge:
            return _prints(true, number)
        match hedge:
            case "almost":
                near = value * (1 - reach["almost"]) <= true or _prints(true, number)
                return near and true < value
            case "over":
                return true > value
            case "just over":
                near = true <= value * (1 + reach["just over"]) or _prints(true, number)
                return near and value < true
            case "under":
                return true < value
            case "least":
                return true >= value
            case "most":
                return true <= value
        if _prints(true, number):
            return True
        return hedge == "about" and abs(true - value) <= reach["about"] * value
