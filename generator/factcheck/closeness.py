"""Whether a stated number is that of the release, at its precision, hedge and sign."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from operator import ge, gt, le, lt

from generator.factcheck.facts import Fact, Facts, rounded
from generator.factcheck.items import Number
from generator.factcheck.stated import Stated
from generator.model import KINDS

_RATIOS = ("fraction", "factor")
_SIDES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "almost": lt, "under": lt, "most": le, "over": gt, "just over": gt, "least": ge,
}  # fmt: skip
"""On which side of a hedged number the true one lies."""


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
        side = _SIDES.get(hedge)
        return side is None or side(true, value)

    def _within(self, number: Number, hedge: str, true: Fraction) -> bool:
        """A number in figures: as it is printed, or on the side and as near as its hedge says."""
        value, reach = number.value, self._reach.get(hedge)
        side = _SIDES.get(hedge)
        if side is None:
            near = reach is not None and abs(true - value) <= reach * value
            return near or _prints(true, number)
        near = reach is None or abs(true - value) <= reach * value or _prints(true, number)
        return near and side(true, value)
