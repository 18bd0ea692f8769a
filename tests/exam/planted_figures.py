"""Figures that are wrong: mistyped, or those of something else."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise
from random import Random

from tests.exam.planted_kinds import Edit, Fault, changed, kind, refigured
from tests.exam.planted_story import Stated, Told
from tests.exam.planted_truth import parsed, shows


def _body(told: Told, *units: str) -> list[Stated]:
    """The figures of the place itself below the headline, of such units."""
    return [
        s
        for s in told.figures
        if s.block in ("paragraph", "bullet")
        and s.place == told.code
        and s.unit in units
        and s.quantity != "target"
    ]


def _long(told: Told, digits: int) -> list[Stated]:
    """The counts of so many digits or more, of the place or of others."""
    least = 10 ** (digits - 1)
    return [
        s
        for s in told.figures
        if s.unit == "count" and s.block != "headline" and s.number >= least and "m" not in s.words
    ]


def _mistyped(told: Told, stated: Stated, digits: str) -> Iterator[Fault]:
    """A count with other digits, where the first is none of them 0."""
    if digits[0] != "0":
        yield from refigured(told, stated, f"{int(digits):,}")


@kind("digit changed")
def digit_changed(told: Told, rng: Random) -> Iterator[Fault]:
    """One digit of a count of three or more is another."""
    for stated in _long(told, 3):
        digits = stated.words.replace(",", "")
        at = rng.randrange(len(digits))
        yield from _mistyped(told, stated, digits[:at] + rng.choice("123456789") + digits[at + 1 :])


@kind("digit lost")
def digit_lost(told: Told, rng: Random) -> Iterator[Fault]:
    """A digit of a count is lost."""
    for stated in _long(told, 4):
        digits = stated.words.replace(",", "")
        at = rng.randrange(len(digits))
        yield from _mistyped(told, stated, digits[:at] + digits[at + 1 :])


@kind("digits swapped")
def digits_swapped(told: Told, rng: Random) -> Iterator[Fault]:
    """Two digits beside one another have changed places."""
    for stated in _long(told, 3):
        digits = stated.words.replace(",", "")
        at = rng.randrange(len(digits) - 1)
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        yield from _mistyped(told, stated, swapped)


@kind("full stop for comma")
def full_stop(told: Told, _: Random) -> Iterator[Fault]:
    """6.218 for 6,218."""
    for stated in _long(told, 4):
        if stated.words.count(",") == 1:
            yield from refigured(told, stated, stated.words.replace(",", "."))


@kind("percentage changed")
def percentage(told: Told, rng: Random) -> Iterator[Fault]:
    """A percentage that is two or more off."""
    for stated in _body(told, "%"):
        if stated.quantity.endswith("change"):
            step = rng.choice((-9, -7, -5, -4, -3, -2, 2, 3, 4, 5, 7, 9))
            if abs(stated.number) + step >= 1:
                yield from refigured(told, stated, stated.printed(abs(stated.number) + step))


@kind("percentage’s digits")
def percentage_digits(told: Told, rng: Random) -> Iterator[Fault]:
    """63% or 3.6% for 36%."""
    for stated in _body(told, "%"):
        digits = stated.words[:-1]
        turned = digits[::-1] if "." not in digits else digits[1] + digits[0] + digits[2:]
        shifted = f"{float(digits) / 10:.2f}".rstrip("0") if float(digits) >= 10 else f"0.{digits}"
        options = [shifted] if turned[0] in ".0" or "." in turned[:2] else [turned, shifted]
        yield from refigured(told, stated, f"{rng.choice(options)}%")


@kind("rate changed")
def rate(told: Told, rng: Random) -> Iterator[Fault]:
    """A rate that is a tenth to a quarter off, or ten times too large."""
    for stated in _body(told, "rate"):
        value, _ = parsed(stated.words)
        factor = rng.choice((Fraction(4, 5), Fraction(9, 10), Fraction(10, 9), Fraction(5, 4), 10))
        yield from refigured(told, stated, stated.printed(value * factor))


@kind("share or points changed")
def share(told: Told, rng: Random) -> Iterator[Fault]:
    """Another share, or other percentage points."""
    for stated in _body(told, "points", "%"):
        if told.truth.monthly and (stated.unit == "points" or stated.quantity != "change"):
            step = Fraction(rng.choice((-31, -20, -12, -8, 7, 11, 20, 33)), 10)
            if 0 < abs(stated.number) + step < 100:
                yield from refigured(told, stated, stated.printed(abs(stated.number) + step))


@kind("nation’s figure changed")
def nation(told: Told, rng: Random) -> Iterator[Fault]:
    """Another figure of the nation."""
    for stated in told.figures:
        if stated.place == told.truth.nation and stated.block != "headline":
            value, step = parsed(stated.words)
            if stated.unit == "count":
                near = value + step * rng.choice((-300, -40, -30, -3, 4, 30, 50, 400))
                near = value + step * rng.choice((-4, 3, 5)) if "m" in stated.words else near
            else:
                near = value + step * rng.choice((-9, -6, -4, 3, 5, 8))
            if near <= 0:
                continue
            millions = f"{float(near / 1_000_000):.1f} million"
            now = millions if "m" in stated.words else stated.printed(near)
            if not shows(now, stated.number):
                yield from refigured(told, stated, now)


@kind("headline figure")
def headline(told: Told, rng: Random) -> Iterator[Fault]:
    """Another figure in the headline."""
    for stated in told.figures:
        if stated.block == "headline":
            value, _ = parsed(stated.words)
            steps = (-12, -8, -5, -3, 3, 4, 6, 10) if stated.unit == "%" else (-900, -100, 90, 1000)
            now = value + rng.choice(steps)
            if now >= 1:
                yield from refigured(told, stated, stated.printed(now))
            digits = stated.words.rstrip("%").replace(",", "")
            if len(digits) > 1 and digits[-1] != "0":
                turned = int(digits[:-2] + digits[-1] + digits[-2])
                yield from refigured(told, stated, stated.printed(Fraction(turned)))


def _instead(
    told: Told, stated: Stated, place: str, measure: str, quantity: str
) -> Iterator[Fault]:
    """The figure of something else in the place of one, if that is false."""
    number = told.truth(place, measure, quantity)
    if number is None or number == 0 or (number < 0 and stated.unit == "count"):
        return
    for fault in refigured(told, stated, stated.printed(number)):
        why = f"{fault.why}; planted is that of {told.proof(place, measure, quantity)}"
        yield Fault(fault.edits, why)


@kind("neighbour’s figure")
def neighbour(told: Told, rng: Random) -> Iterator[Fault]:
    """The same figure of another place of its group."""
    beside = told.truth.beside[told.code]
    for stated in _body(told, "count", "%", "rate", "points") if beside else ():
        code = rng.choice(beside).code
        yield from _instead(told, stated, code, stated.measure, stated.quantity)


@kind("wider figure")
def wider(told: Told, _: Random) -> Iterator[Fault]:
    """The force's figure for the area; the nation's percentage, rate or share for either."""
    for stated in _body(told, "count", "%", "rate"):
        if told.place.group and not told.truth.monthly:
            yield from _instead(told, stated, told.place.group, stated.measure, stated.quantity)
        if stated.unit != "count":
            yield from _instead(told, stated, told.truth.nation, stated.measure, stated.quantity)


@kind("another category’s figure")
def another_category(told: Told, rng: Random) -> Iterator[Fault]:
    """The figure of another category of the same place."""
    for stated in _body(told, "count", "%"):
        same = told.truth.share(stated.measure)
        others = [
            m for m in told.truth.measures if m != stated.measure and told.truth.share(m) == same
        ]
        for measure in rng.sample(others, min(3, len(others))):
            yield from _instead(told, stated, told.code, measure, stated.quantity)


@kind("another category’s rate")
def another_rate(told: Told, rng: Random) -> Iterator[Fault]:
    """The rate of another category of the same place."""
    for stated in _body(told, "rate"):
        printed = {s.measure for s in told.figures} - {stated.measure}
        near = [m for m in (told.lead, "total", *sorted(printed)) if m != stated.measure]
        for measure in [near[0], rng.choice(near)] if near else ():
            yield from _instead(told, stated, told.code, measure, "rate")


@kind("total for part")
def total_for_part(told: Told, _: Random) -> Iterator[Fault]:
    """The count or rate of what the category is part of."""
    whole = {"seen": "attendances", "waited": "attendances"}
    for stated in _body(told, "count", "rate"):
        parent = whole.get(stated.measure, told.truth.measures[stated.measure].parent)
        if parent:
            yield from _instead(told, stated, told.code, parent, stated.quantity)


@kind("earlier figure for the present one")
def earlier(told: Told, _: Random) -> Iterator[Fault]:
    """Last year’s count for this year’s, or the reverse."""
    for stated in _body(told, "count", "%"):
        if stated.quantity == "value":
            yield from _instead(told, stated, told.code, stated.measure, "previous")
        if stated.quantity == "previous":
            yield from _instead(told, stated, told.code, stated.measure, "value")


def _swapped(told: Told, first: Stated, second: Stated) -> Iterator[Fault]:
    """Two figures, each in the place of the other, if both are false there."""
    if shows(first.words, second.number) or shows(second.words, first.number):
        return
    if first.words[:1].isalpha() or second.words[:1].isalpha():
        return
    edits = (
        Edit(first.start, first.end, second.words),
        Edit(second.start, second.end, first.words),
    )
    yield Fault(edits, f"{told.true(first)}; {told.true(second)}")


@kind("years swapped")
def years_swapped(told: Told, _: Random) -> Iterator[Fault]:
    """This year’s figure and that of the year before, each for the other."""
    pairs = [(a, b) for i, a in enumerate(told.figures) for b in told.figures[i + 1 : i + 4]]
    for first, second in pairs:
        same = (first.place, first.measure) == (second.place, second.measure)
        pair = {first.quantity, second.quantity} == {"value", "previous"}
        if same and pair and second.start - first.end < 200:
            yield from _swapped(told, first, second)


@kind("bullets’ figures swapped")
def bullets_swapped(told: Told, _: Random) -> Iterator[Fault]:
    """The figures of two bullets, each for the other."""
    bullets = [s for s in told.figures if s.block == "bullet"]
    for quantity in ("value", "change"):
        same = [s for s in bullets if s.quantity == quantity]
        for first, second in pairwise(same):
            yield from _swapped(told, first, second)


@kind("rates swapped")
def rates_swapped(told: Told, _: Random) -> Iterator[Fault]:
    """The place's rate for the nation's, and the reverse."""
    for first, second in pairwise(told.figures):
        if first.unit == second.unit == "rate" and first.measure == second.measure:
            yield from _swapped(told, first, second)


@kind("arithmetic")
def arithmetic(told: Told, rng: Random) -> Iterator[Fault]:
    """A percentage that does not fit the two counts: on the wrong base, or badly carried."""
    for stated in _body(told, "%"):
        if stated.quantity != "change" or told.truth.share(stated.measure):
            continue
        now = told.truth(told.code, stated.measure, "value")
        before = told.truth(told.code, stated.measure, "previous")
        sentence = told.sentence(stated.start)
        around = {s.quantity for s in told.inside(sentence.start - 150, sentence.end)}
        if not now or not before or "previous" not in around:
            continue
        wrong = [100 * abs(now - before) / now, 100 * now / before, abs(stated.number) + 10]
        for number in wrong:
            if abs(number - abs(stated.number)) >= Fraction(3, 2) and number < 300:
                yield from refigured(told, stated, stated.printed(number))
                break
        number = abs(stated.number) + rng.choice((-10, 10, 2, -2))
        if number > 1:
            yield from refigured(told, stated, stated.printed(number))


@kind("count as percentage")
def count_as_percentage(told: Told, _: Random) -> Iterator[Fault]:
    """18% for 18 fewer."""
    for stated in _body(told, "%"):
        number = told.truth(told.code, stated.measure, "difference")
        if stated.quantity == "change" and number and not told.truth.share(stated.measure):
            most = 100 if number < 0 else 300
            if abs(number) < most:
                yield from refigured(told, stated, f"{abs(number)}%")


@kind("percentage as count")
def percentage_as_count(told: Told, _: Random) -> Iterator[Fault]:
    """11 for 11%."""
    for stated in _body(told, "%"):
        number = told.truth(told.code, stated.measure, "difference")
        if stated.quantity == "change" and number and not told.truth.share(stated.measure):
            now = stated.words[:-1]
            if abs(number) != int(now):
                why = told.proof(told.code, stated.measure, "difference")
                words = stated.printed(stated.number).rstrip("%")
                yield changed(stated.start, stated.end, words, why)
