"""The parts of a sentence: numbers with their units, dates, and everything else as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from generator.factcheck.facts import POPULATION
from generator.factcheck.items import Item, Number, Tags


@dataclass(slots=True)
class Figure:
    """A number with its unit: ``count``, ``percent``, ``points``, ``rate``, ``fraction``,
    ``factor``.
    """

    unit: str
    number: Number
    hedge: str = ""
    per: tuple[str, Fraction] | None = None
    sign: int | None = None


@dataclass(slots=True)
class Part:
    """A piece of a sentence: what it can mean, where it stands, and the segment it lies in."""

    tags: Tags
    start: int
    end: int
    text: str
    figure: Figure | None = None
    segment: int = 0


def parts_of(items: Sequence[Item]) -> Iterator[Part]:
    """What some items are together, in their order."""
    at = 0
    while at < len(items):
        part, at = _part(items, at)
        yield part


def _part(items: Sequence[Item], at: int) -> tuple[Part, int]:
    """The part that begins at an item, and the position behind it."""
    item = items[at]
    tags = item.tags
    if "each" in tags and (found := _per(items, at + 1)):
        per, until = found
        return _from(items, at, until, {"per": per}), until
    if "period" in tags and _has(items, at + 1, "to") and (found_ := _dated(items, at + 2)):
        month, until = found_
        return _from(items, at, until, {"period": month, "inside": True}), until
    spans = "between" in tags and _has(items, at + 1, "month") and _has(items, at + 2, "joins")
    if spans and (found_ := _dated(items, at + 3)):
        month, until = found_
        first: int = items[at + 1].tags["month"]
        tags = {"period": month, "spans": (month[1] - first) % 12 + 1}
        return _from(items, at, until, tags), until
    if "ending" in tags and (found_ := _dated(items, at + 1)):
        month, until = found_
        return _from(items, at, until, {"period": month}), until
    if ("month" in tags or "num" in tags or "span" in tags or "ordinal" in tags) and (
        found_ := _dated(items, at)
    ):
        month, until = found_
        alone = at > 0 and "in" in items[at - 1].tags
        tags = {"period": month, "within": alone, "day": any(map(_is_day, items[at:until]))}
        tags["last"] = at > 0 and "last" in items[at - 1].tags
        return _from(items, at, until, tags), until
    if "fraction" in tags or "factor" in tags:
        unit = "fraction" if "fraction" in tags else "factor"
        ratio = tags[unit]
        until = at + 1
        while until < len(items) and {"of", "articles"} & items[until].tags.keys():
            until += 1
        if unit == "fraction" and _has(items, until, "points"):
            points = Figure("points", Number(ratio, 1, Fraction(1, 10), words=True))
            return _from(items, at, until + 1, {}, points), until + 1  # "half a point"
        figure = Figure(unit, Number(ratio, 0, Fraction(1), words=True))
        return _from(items, at, at + 1, tags, figure), at + 1
    number = tags.get("num") or (_dozen(tags) if "dozen" in tags else None)
    if number is None:
        return Part(tags, item.start, item.end, item.text), at + 1
    return _numbered(items, at, number)


def _has(items: Sequence[Item], at: int, tag: str) -> bool:
    return at < len(items) and tag in items[at].tags


def _dozen(tags: Tags) -> Number:
    return Number(Fraction(tags["dozen"]), 0, Fraction(1), words=True)


def _from(
    items: Sequence[Item], at: int, until: int, tags: Tags, figure: Figure | None = None
) -> Part:
    text = " ".join(i.text for i in items[at:until])
    return Part(tags, items[at].start, items[until - 1].end, text, figure)


def _numbered(items: Sequence[Item], at: int, number: Number) -> tuple[Part, int]:
    """A number with its unit, or a number that is no figure (a duration, a year)."""
    following: Tags = items[at + 1].tags if at + 1 < len(items) else {}
    bound = _has(items, at + 2, "to") or _has(items, at + 2, "of")
    if "months" in following and bound and (dated := _dated(items, at + 3)):
        period, until = dated
        tags: Tags = {"period": period, "length": number}
        return _from(items, at, until, tags), until
    if "durations" in following and "measure" not in following:
        return _from(items, at, at + 2, {"duration": True, "word": True}), at + 2
    if fraction := _one_in(items, at, number):
        figure, until = fraction
        named = items[at + 1].tags
        tags = {"ratio": True}
        if {"counted", "measure"} & named.keys():
            tags["ratio_of"] = named.get("measure", ())
        return _from(items, at, until, tags, figure), until
    if "percent" in following:
        return _from(items, at, at + 2, {}, Figure("percent", number)), at + 2
    if "times" in following and (number.decimals or number.value < 10):
        return _from(items, at, at + 2, {"factor": number.value}, Figure("factor", number)), at + 2
    until = at + 1
    while until < at + 3 and until < len(items) and {"of", "articles"} & items[until].tags.keys():
        until += 1
    if _has(items, until, "points"):
        return _from(items, at, until + 1, {}, Figure("points", number)), until + 1
    return _from(items, at, at + 1, items[at].tags, Figure("count", number)), at + 1


def _one_in(items: Sequence[Item], at: int, number: Number) -> tuple[Figure, int] | None:
    """``one in five``, ``four out of every ten``."""
    until = at + 1
    if number.value == 1 and (_has(items, until, "counted") or _has(items, until, "measure")):
        until += 1  # "one oak in 25"
    every = _has(items, until, "each") and " " in items[until].text
    if (
        not every
        and not _has(items, until, "in")
        and not (_has(items, until, "of") and " " in items[until].text)
    ):
        return None
    until += 1
    while _has(items, until, "each") or _has(items, until, "all"):
        until += 1
    if until >= len(items):
        return None
    whole: Number | None = items[until].tags.get("num")
    if whole is None or "year" in items[until].tags or whole.decimals or number.decimals:
        return None
    if not 0 < number.value < whole.value <= 1000 or number.value > 100:
        return None
    if every and whole.value >= 100:
        return None
    ratio = number.value / whole.value
    return Figure("fraction", Number(ratio, 0, Fraction(1), words=True)), until + 1


def _per(items: Sequence[Item], at: int) -> tuple[tuple[str, Fraction], int] | None:
    """What a rate is held against, behind ``per``: (base, number of it), and where it ends."""
    scale = Fraction(1)
    until = at
    if until < len(items) and "num" in items[until].tags:
        scale = items[until].tags["num"].value
        until += 1
    for skip in range(3):
        if until + skip < len(items) and "base" in items[until + skip].tags:
            base: str = items[until + skip].tags["base"]
            return (base, scale), until + skip + 1
        if until + skip < len(items) and not (
            {"glue", "word", "where"} & items[until + skip].tags.keys()
        ):
            break
    if scale == 1:
        return None
    return (POPULATION, scale), until


def _dated(items: Sequence[Item], at: int) -> tuple[tuple[int, int], int] | None:
    """A date: (year, month; 0 where only the year is named), and where it ends."""
    day = at
    if (
        at < len(items)
        and _is_day(items[at])
        and at + 1 < len(items)
        and "month" in items[at + 1].tags
    ):
        at += 1
    if at >= len(items):
        return None
    tags = items[at].tags
    if "month" in tags:
        until = at + 1
        if until < len(items) and _is_day(items[until]) and "year" not in items[until].tags:
            until += 1
        named = until
        if until < len(items) and items[until].text == ",":
            until += 1
        if until < len(items) and "year" in items[until].tags:
            return (items[until].tags["year"], tags["month"]), until + 1
        if day < at:
            return (0, tags["month"]), at + 1
        if named == at + 2 and (named == len(items) or not items[named].text[0].isalnum()):
            return (0, tags["month"]), named
        if len(items[at].text) <= 3:
            return None
        return (0, tags["month"]), at + 1
    if "span" in tags:
        return (int(tags["span"][0]), -1), at + 1
    if "year" in tags:
        following: Tags = items[at + 1].tags if at + 1 < len(items) else {}
        if {"measure", "counted", "percent", "points"} & following.keys():
            return None
        return (tags["year"], 0), at + 1
    return None


def _is_day(item: Item) -> bool:
    number: Any = item.tags.get("num")
    return "ordinal" in item.tags or bool(number and not number.decimals and 0 < number.value < 32)
