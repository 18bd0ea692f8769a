"""Statements and facts in words, for whoever has to mend a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.config.schema import PlaceName
from generator.factcheck.facts import Fact, Facts, rounded
from generator.factcheck.names import OTHER
from generator.factcheck.stated import Stated, Verdict
from generator.model import KINDS

_SORTS = {
    "value": "the number",
    "change": "the change",
    "difference": "the difference",
    "direction": "which way it went",
    "times": "how many times as many",
    "rate": "the rate",
    "share": "the share",
    "rest": "what is left",
    "portion": "the part of another place's number",
    "pace": "how many times as far it went",
    "spread": "in how many places it went so",
    "ratio": "how far apart the rates are",
    "comparison": "which rate is higher",
    "apart": "how far it lies from the others",
    "beyond": "how far it lies from the target",
    "target": "the target",
    "met": "whether the target is met",
    "progress": "whether it became better",
    "rank": "the rank",
    "ranked": "how many are ranked",
    "length": "how long the period is",
    "members": "how many it is made of",
    "contrast": "a contrast",
}
_NUMBERS = ("value", "change", "difference", "rate", "share", "portion")
_AGAINST = ("change", "difference", "direction", "times", "progress")
_FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def name_of(place: str, facts: Facts) -> str:
    """What a place is called."""
    own = facts.beat.places.names.get(place, PlaceName())
    if place == facts.nation:
        return facts.beat.file.nation.name
    return own.name or facts.places[place].name


def stated_in_words(stated: Stated, facts: Facts) -> str:
    """What a statement is about: ``the change of oaks, Westford, since the year to May 2023``."""
    labels = " or ".join(facts.beat.file.measures[m].label for m in stated.measures[:2])
    places = " or ".join(name_of(p, facts) for p in stated.places[:2] if p in facts.places)
    when = " or ".join(_period(k, facts) for k in stated.when[:2])
    since = "since " if when and stated.sort in _AGAINST else ""
    about = ", ".join(filter(None, (labels, places, f"{since}{when}")))
    said = _SORTS.get(stated.sort, stated.sort)
    if stated.sort == "comparison" and stated.unit:
        said = "which number is higher" if stated.unit == "count" else "which went further"
    return f"{said}: {about}" if about else said


def said(fact: Fact, facts: Facts) -> str:
    """What the release says, in words: ``oaks, Westford, the year to May 2024: 1,204``."""
    label = facts.beat.file.measures[fact.measure].label
    since = "since " if fact.sort in _AGAINST else ""
    when = f"{since}{_period(fact.period, facts)}"
    return f"{label}, {name_of(fact.place, facts)}, {when}: {_number(fact, facts)}"


def _number(fact: Fact, facts: Facts) -> str:
    """A fact as it would be printed, a little more exactly."""
    decimals = 0 if fact.value.denominator == 1 else 2
    value = f"{float(rounded(fact.value, decimals)):,.{decimals}f}".replace("-", "−")
    kind = facts.kind(fact.measure)
    if fact.sort in ("share", "portion") or (fact.sort == "value" and kind == "percentage"):
        return f"{value}%"
    if fact.sort == "change":
        sign = "+" if fact.value > 0 else ""
        points = KINDS[kind].change == "difference"
        return f"{sign}{value}{' points' if points else '%'}"
    if fact.sort in ("rate", "rank"):
        return f"{fact.sort} {value}"
    return value


def _period(key: str, facts: Facts) -> str:
    """A period by name: ``the year to May 2023``."""
    if key == OTHER:
        return "a period that the release does not have"
    house = facts.beat.house
    year, month = (int(part) for part in key.split("-"))
    return house.periods[facts.periods.kind].named.format(month=house.months[month - 1], year=year)


def instead(
    stated: Stated, verdict: Verdict, found: Sequence[Fact], words: str, facts: Facts
) -> str:
    """What to write for the words of the text, as exactly; "" where no number would do."""
    false = verdict in (Verdict.CONTRADICTED, Verdict.MISPLACED)
    if not (false and found and stated.number) or stated.sort not in _NUMBERS or stated.hedge:
        return ""
    number, fact = stated.number, found[-1]
    if stated.unit in ("fraction", "factor") or number.step > 1 or fact.sort != stated.sort:
        return ""
    if stated.sign and fact.value and (fact.value > 0) != (stated.sign > 0):
        return ""  # a number alone would go the wrong way
    relative = KINDS[facts.kind(fact.measure)].change == "percent"
    if fact.sort == "change" and (stated.unit == "percent") is not relative:
        return ""  # points for per cent
    value = float(rounded(abs(fact.value) / number.step, 0) * number.step)
    written = f"{value:,.{number.decimals}f}"
    return _FIGURE.sub(written, words) if len(_FIGURE.findall(words)) == 1 else written
