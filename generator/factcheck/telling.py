"""Statements and facts in words, for whoever has to mend a text."""

from __future__ import annotations

from collections.abc import Sequence

from generator.config.schema import PlaceName
from generator.factcheck.facts import Fact, Facts, rounded
from generator.factcheck.stated import Stated, Verdict


def name_of(place: str, facts: Facts) -> str:
    """What a place is called."""
    own = facts.beat.places.names.get(place, PlaceName())
    if place == facts.nation:
        return facts.beat.file.nation.name
    return own.name or facts.places[place].name


def stated_in_words(stated: Stated, facts: Facts) -> str:
    """What a statement says: ``change: oaks, Westford, 2023-12``."""
    labels = [facts.beat.file.measures[m].label for m in stated.measures[:2]]
    places = [name_of(p, facts) for p in stated.places[:2] if p in facts.places]
    what = ", ".join(filter(None, (" or ".join(labels), " or ".join(places), *stated.when[:2])))
    return f"{stated.sort}: {what}" if what else stated.sort


def said(fact: Fact, facts: Facts) -> str:
    """What the release says, in words."""
    label = facts.beat.file.measures[fact.measure].label
    decimals = 0 if fact.value.denominator == 1 else 2
    value = f"{float(rounded(fact.value, decimals)):,.{decimals}f}"
    return f"{label}, {name_of(fact.place, facts)}, {fact.period}: {fact.sort} {value}"


def instead(stated: Stated, verdict: Verdict, facts: Sequence[Fact]) -> str:
    """What to write."""
    if verdict not in (Verdict.CONTRADICTED, Verdict.MISPLACED) or not facts or not stated.number:
        return ""
    fact = facts[-1]
    step = stated.number.step
    return f"{float(rounded(abs(fact.value) / step, 0) * step):,g}"
