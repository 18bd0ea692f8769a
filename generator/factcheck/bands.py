"""The house's words for sizes: thresholds of ``rules.yml``, cut by the reader's own hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import lru_cache
from math import sqrt

from generator.config.schema import Range, Rule
from generator.factcheck.facts import Fact, Facts, rounded
from generator.model import KINDS


class HouseWords:
    """Which words stand in which bands of the rules whose quantities the reader can work out."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._bands: dict[str, dict[str, list[Range]]] = {}
        self._rules: Mapping[str, Rule] = facts.beat.rules
        # A hedge is held against the figure that it stands before, not against a band.
        hedges = {phrase for of in facts.beat.lexicon.hedges.values() for phrase in of}
        for name, rule in self._rules.items():
            if rule.quantity not in _QUANTITIES:
                continue
            for band in rule.bands:
                for word in band.words.values():
                    if word and word not in hedges:
                        self._bands.setdefault(word, {}).setdefault(name, []).append(band)

    def rules_with(self, word: str) -> list[tuple[Rule, list[Range]]]:
        """The rules that have a word, each with those of its bands that say it."""
        return [(self._rules[name], bands) for name, bands in self._bands.get(word, {}).items()]

    def fits(self, word: str, place: str, measure: str, against: str) -> bool | None:
        """Whether the house says a word of a movement; None where it does not know the word."""
        verdicts = []
        for name, bands in self._bands.get(word, {}).items():
            value = self._quantity(self._rules[name], place, measure, against)
            if value is not None:
                verdicts.append(any(inside(value, band) for band in bands))
        return any(verdicts) if verdicts else None

    def compares(self, word: str, own: Fraction, theirs: Fraction, measure: str) -> bool | None:
        """Whether the house says a word of two rates; None where it does not know the word.

        Of several rules that have the word, the first in ``rules.yml`` decides.
        """
        verdicts = []
        known = self._bands.get(f"{word} than") or self._bands.get(word, {})
        for name, bands in known.items():
            rule = self._rules[name]
            decimals = self.facts.beat.decimals_of(measure, "rate")
            alike = rounded(own, decimals) == rounded(theirs, decimals)
            for value in self._beside(rule.quantity, own, theirs):
                fits = any(inside(value, band) for band in bands)
                if alike and rule.alike:
                    fits = any(getattr(band, "band", "") == rule.alike for band in bands)
                verdicts.append(fits)
            if verdicts:
                break
        return any(verdicts) if verdicts else None

    def _beside(self, quantity: str, own: Fraction, theirs: Fraction) -> Iterator[Fraction]:
        if quantity == "ratio" and theirs:
            yield own / theirs
        if quantity in ("rate_gap", "excess"):
            yield own - theirs

    def _quantity(self, rule: Rule, place: str, measure: str, against: str) -> Fraction | None:
        change = next(iter(self.facts.change(place, measure, against)), None)
        match rule.quantity:
            case "change" | "size" if change:
                value = change.value
                if rule.as_printed:
                    value = rounded(value, self.facts.beat.decimals_of(measure, "change"))
                return abs(value) if rule.quantity == "size" else value
            case "difference":
                moved = self.facts.difference(place, measure, against)
                return moved.value if moved else None
            case "noise":
                return self._noise(place, measure, against)
        return None

    def _noise(self, place: str, measure: str, against: str) -> Fraction | None:
        """A movement in units of the one that chance would bring about."""
        spec = self.facts.beat.file.measures[measure]
        now = self.facts.value(place, measure, self.facts.periods.now)
        before = self.facts.value(place, measure, against)
        if now and not before and KINDS[spec.kind].whole:
            before = self._implied(now, place, measure, against)
        if not (now and before):
            return None
        if KINDS[spec.kind].whole:
            total = float(now.value + before.value)
            apart = abs(float(now.value - before.value))
            return Fraction(apart / sqrt(total)) if total else None
        if spec.share is None:
            return None
        counts = [
            self.facts.value(place, name, period)
            for period in (self.facts.periods.now, against)
            for name in (spec.share.part, spec.share.of)
        ]
        if not all(counts):
            return None
        part, whole, old_part, old_whole = (float(c.value) for c in counts if c)
        both = (part + old_part) / (whole + old_whole)
        spread = sqrt(both * (1 - both) * (1 / whole + 1 / old_whole))
        return Fraction(abs(part / whole - old_part / old_whole) / spread) if spread else None

    def _implied(self, now: Fact, place: str, measure: str, against: str) -> Fact | None:
        """The number before, where the release gives only the change since."""
        change = next(iter(self.facts.change(place, measure, against)), None)
        if change is None or change.value <= -100:
            return None
        return now._replace(value=now.value / (1 + change.value / 100))


_QUANTITIES = ("change", "size", "difference", "noise", "ratio", "rate_gap", "excess")


def inside(value: Fraction, span: Range) -> bool:
    """Whether a number lies in a range of the configuration."""
    low, high = span.low, span.high
    if low is not None:
        edge = _exact(low)
        if value < edge or (value == edge and span.above is not None):
            return False
    if high is not None:
        edge = _exact(high)
        if value > edge or (value == edge and span.below is not None):
            return False
    return True


@lru_cache(maxsize=1024)
def _exact(edge: float) -> Fraction:
    return Fraction(repr(edge))
