"""Hedges that are wrong: on the wrong side, out of reach, or where the figure is exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random

from tests.exam.planted_kinds import Fault, changed, kind
from tests.exam.planted_story import Stated, Told
from tests.exam.planted_words import cased, change_at


def _hedged(told: Told) -> Iterator[Stated]:
    """The figures before which a hedge reads well."""
    for stated in told.figures:
        before = told.text[max(0, stated.start - 14) : stated.start]
        if stated.block == "headline" or stated.words[0].isalpha() or stated.quantity == "target":
            continue
        if not re.search(r"\b(?:the|other|about|Over|or) $", before) and "m" not in stated.words:
            yield stated


def _round_near(stated: Stated) -> Iterator[Fraction]:
    """Round numbers about a figure, as a hedge would stand before."""
    size = abs(stated.number)
    if stated.unit == "count" and size >= 60:
        step = Fraction(10 ** (len(str(int(size))) - 2) * 5)
    elif stated.unit == "%" and size >= 8:
        step = Fraction(5)
    elif stated.unit == "rate" and size >= 4:
        step = Fraction(5) if size >= 40 else Fraction(1)
    else:
        return
    below = size // step * step
    yield from (n for n in (below - step, below, below + step, below + 2 * step) if n > 0)


def _put(told: Told, stated: Stated, hedge: str, number: Fraction) -> Fault:
    words = f"{hedge} {int(number):,}{'%' if stated.unit == '%' else ''}"
    return changed(stated.start, stated.end, words, told.true(stated))


@kind("hedge on the wrong side")
def hedge_side(told: Told, rng: Random) -> Iterator[Fault]:
    """More than a round number that is not reached; almost one that is passed."""
    for stated in _hedged(told):
        size = abs(stated.number)
        for number in _round_near(stated):
            if not Fraction(3, 200) < abs(number - size) / size < Fraction(1, 5):
                continue
            over = rng.choice(("more than", "over", "at least"))
            under = rng.choice(("almost", "nearly", "just under", "less than"))
            if under == "less than" and stated.unit == "count":
                under = "fewer than"
            yield _put(told, stated, over if number > size else under, number)


@kind("hedge out of reach")
def hedge_reach(told: Told, rng: Random) -> Iterator[Fault]:
    """Almost, about or just over a round number that is far off."""
    for stated in _hedged(told):
        size = abs(stated.number)
        for number in _round_near(stated):
            off = (number - size) / size
            if Fraction(1, 8) < off < Fraction(2, 5):
                yield _put(told, stated, rng.choice(("almost", "nearly", "about")), number)
            if Fraction(-2, 5) < off < Fraction(-1, 8):
                yield _put(told, stated, rng.choice(("just over", "about", "around")), number)


@kind("hedge added")
def hedge_added(told: Told, rng: Random) -> Iterator[Fault]:
    """A hedge before a figure or fraction that is no more, or no less, than that."""
    for stated in _hedged(told):
        if stated.unit == "rate" or told.truth.share(stated.measure) or not stated.number:
            continue
        value = Fraction(re.sub(r"[^\d.]", "", stated.words))
        hedges = []
        if abs(stated.number) <= value:
            hedges += ["more than ", "over "]
        if abs(stated.number) >= value:
            hedges += ["almost ", "nearly ", "just under "]
        yield changed(stated.start, stated.start, rng.choice(hedges), told.true(stated))
    for match in told.found(r"\b(almost|more than) (a third|a quarter|half)\b", "paragraph"):
        known = change_at(told, *match.span())
        if known and known[0].rule == "factor":
            now = "more than" if match[1] == "almost" else "almost"
            yield changed(*match.span(1), now, told.proof(known[0].place, known[0].measure))
    for match in told.found(r"\b([Aa]lmost|[Mm]ore than) (?:one|two|half) (?:in|of)\b"):
        ground = told.ground(*match.span())
        if ground and ground.rule == "fraction":
            now = "more than" if match[1].lower() == "almost" else "almost"
            why = told.proof(told.code, "longer", "value")
            yield changed(*match.span(1), cased(now, match[1]), why)
