"""What a release says, by its figures alone; and whether printed words say it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from generator.model import Place
from generator.pipeline import Prepared, name_of

SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TARGET = Fraction(95)
FIGURE = re.compile(r"(\d+(?:,\d{3})*)(\.\d+)?( million)?")

Key = tuple[str, str, str]


def rounded(number: Fraction, step: Fraction = Fraction(1)) -> Fraction:
    """The size of a number in whole steps, halves up."""
    return (abs(number) / step + Fraction(1, 2)).__floor__() * step


def parsed(words: str) -> tuple[Fraction, Fraction]:
    """The number that words print, and the step that it was rounded to."""
    if words.lower() in SMALL:
        return Fraction(SMALL.index(words.lower())), Fraction(1)
    found = FIGURE.search(words)
    if found is None:
        raise ValueError(words)
    whole, decimals, million = found.groups()
    size = Fraction(1_000_000) if million else Fraction(1)
    step = size / 10 ** (len(decimals) - 1 if decimals else 0)
    return Fraction(whole.replace(",", "") + (decimals or "")) * size, step


def shows(words: str, number: Fraction) -> bool:
    """Whether the figure in words is the number, rounded half up to what is printed."""
    value, step = parsed(words)
    return rounded(number, step) == value


def apart(value: Fraction, number: Fraction) -> Fraction:
    """How far a value lies from the true number, as a share of the number."""
    return abs(value - number) / abs(number) if number else Fraction(1)


class Truth:
    """The figures of one release, and what follows from them."""

    def __init__(self, prepared: Prepared) -> None:
        reading = prepared.findings.analysis.reading
        columns = ("place", "measure", "statistic", "period", "value")
        rows = zip(*(reading.figures[c].tolist() for c in columns), strict=True)
        self._figures: dict[tuple[str, str, str, str], Fraction] = {
            (place, measure, statistic, period): Fraction(Decimal(repr(value)))
            for place, measure, statistic, period, value in rows
            if value == value
        }
        ends = str(prepared.release.file.period.ends)
        year, month = (int(part) for part in ends.split("-"))
        last = (year - 1, 12) if month == 1 else (year, month - 1)
        self.periods = {
            "value": ends,
            "previous": f"{year - 1}-{month:02}",
            "month_before": f"{last[0]}-{last[1]:02}",
        }
        self.monthly = prepared.beat.name == "waits"
        self.nation = prepared.beat.file.nation.code
        self.places = {p.code: p for p in prepared.places}
        self.told = {i: prepared.places[i] for i in prepared.tellable}
        self.names = {p.code: name_of(prepared, p) for p in self.told.values()}
        self.measures = prepared.beat.file.measures
        self.sets = prepared.beat.file.sets
        self._known: dict[Key, Fraction | None] = {}

    def __call__(self, place: str, measure: str, quantity: str) -> Fraction | None:
        """A number that the release gives or that follows from it; ``None`` if it does neither."""
        key = place, measure, quantity
        if key not in self._known:
            self._known[key] = self._found(*key)
        return self._known[key]

    def _found(self, place: str, measure: str, quantity: str) -> Fraction | None:
        if quantity in self.periods:
            return self._plain(place, measure, self.periods[quantity])
        if quantity == "target":
            return TARGET
        if quantity == "rate":
            return self._figures.get((place, measure, "rate", self.periods["value"]))
        now = self(place, measure, "value")
        if quantity == "progress":
            return self(place, measure, "change")
        if quantity in ("change", "difference"):
            before = self(place, measure, "previous")
        elif quantity == "month_before.change":
            before = self(place, measure, "month_before")
        elif quantity == "beyond_target":
            before = TARGET
        elif quantity == "excess":
            before = self(self.nation, measure, "value")
        else:
            return None
        if now is None or before is None:
            published = (place, measure, quantity, self.periods["value"])
            return self._figures.get(published)
        if quantity.endswith("change") and not self.share(measure):
            return 100 * (now - before) / before if before > 0 else None
        return now - before

    def _plain(self, place: str, measure: str, period: str) -> Fraction | None:
        if measure == "longer":
            part = self._figures.get((place, "waited", "count", period))
            whole = self._figures.get((place, "attendances", "count", period))
            return 100 * part / whole if part is not None and whole else None
        statistic = "percentage" if self.share(measure) else "count"
        return self._figures.get((place, measure, statistic, period))

    def share(self, measure: str) -> bool:
        """Whether a measure is a share, whose changes are percentage points."""
        return self.monthly and measure in ("in_time", "longer")

    def moved(self, place: str, measure: str, quantity: str = "change") -> int:
        """Which way something went: 1 or -1; 0 where it prints as level or is not known."""
        number = self(place, measure, quantity)
        tenths = self.share(measure) or quantity == "excess"
        step = Fraction(1, 10) if tenths else Fraction(1)
        if number is None or not rounded(number, step):
            return 0
        return 1 if number > 0 else -1

    def ratio(self, place: str, measure: str) -> Fraction | None:
        """A place's rate divided by the nation's; ``None`` also where both print alike."""
        own, nation = self(place, measure, "rate"), self(self.nation, measure, "rate")
        tenth = Fraction(1, 10)
        if own is None or not nation or rounded(own, tenth) == rounded(nation, tenth):
            return None
        return own / nation

    def by_household(self, place: str, measure: str) -> Fraction | None:
        """How many there were per 1,000 households."""
        period = self.periods["value"]
        homes = self._figures.get((place, "total", "households", period))
        now = self(place, measure, "value")
        return 1000 * now / homes if homes and now is not None else None

    def rates(self, place: Place, measure: str, within: bool) -> list[Fraction]:
        """The rates of all places of its level; ``within``: of its group only."""
        same = [
            self(p.code, measure, "rate")
            for p in self.told.values()
            if p.level == place.level and (not within or p.group == place.group)
        ]
        return [rate for rate in same if rate is not None]

    @cached_property
    def beside(self) -> dict[str, list[Place]]:
        """The neighbours of each place that is told: of its group and level."""
        out: dict[str, list[Place]] = {}
        for place in self.told.values():
            out[place.code] = [
                p
                for p in self.told.values()
                if p.group == place.group and p.level == place.level and p is not place
            ]
        return out
