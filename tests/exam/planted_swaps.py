"""One thing for another: categories, places, periods, units, and to for by."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from fractions import Fraction
from random import Random

from tests.exam.planted_kinds import Fault, changed, kind
from tests.exam.planted_story import Stated, Told
from tests.exam.planted_truth import rounded, shows
from tests.exam.planted_words import cased


def named(period: str) -> str:
    """``2024-12`` as December 2024."""
    year, month = period.split("-")
    return f"{month_name[int(month)]} {year}"


def _shorts(told: Told) -> dict[str, str]:
    """The categories that a headline may lead on, by what it calls them."""
    if told.truth.monthly:
        return {}
    measures = told.truth.measures
    named = (*told.truth.sets["leads"], "theft")
    return {(measures[m].short or measures[m].label): m for m in named}


@kind("headline category")
def headline_category(told: Told, rng: Random) -> Iterator[Fault]:
    """A category of which the rest of the headline is not true."""
    shorts = _shorts(told)
    words = "|".join(sorted(map(re.escape, shorts), key=len, reverse=True))
    for match in told.found(rf"\b(?:{words})\b", "headline") if words else ():
        rest = told.text[match.end() : told.sentence(match.start()).end]
        others = [w for w, m in shorts.items() if m != shorts[match[0]] and w not in told.text[:70]]
        for other in rng.sample(others, min(4, len(others))):
            if why := _untrue(told, rest, shorts[match[0]], shorts[other]):
                yield changed(*match.span(), other, why)


def _untrue(told: Told, rest: str, measure: str, other: str) -> str:
    """Why what the rest of a headline says of one measure is not true of another; "" if it is."""
    truth, code = told.truth, told.code
    figures = [s for s in told.figures if s.block == "headline" and s.quantity == "change"]
    if figures:
        number = truth(code, other, "change")
        if number is None or shows(figures[0].words, number):
            return ""
        return told.proof(code, other)
    if told.draft.brief.angle.endswith("highest") or told.draft.brief.angle.endswith("lowest"):
        rates = truth.rates(told.place, other, told.draft.brief.angle.startswith("force_"))
        own = truth(code, other, "rate")
        extreme = max if told.draft.brief.angle.endswith("highest") else min
        if own is None or rounded(own, Fraction(1, 10)) == rounded(extreme(rates), Fraction(1, 10)):
            return ""
        return f"{told.proof(code, other, 'rate')}, of {[float(r) for r in sorted(rates)][:3]}…"
    if "rate" in rest or told.draft.brief.angle == "rate":
        own_ratio, ratio = truth.ratio(code, measure), truth.ratio(code, other)
        if own_ratio and ratio and (own_ratio > 1) != (ratio > 1) and abs(ratio - 1) > 0.05:
            return told.proof(code, other, "rate")
        return ""
    said = truth.moved(code, measure)
    return told.proof(code, other) if said and truth.moved(code, other) == -said else ""


@kind("place swapped")
def place_swapped(told: Told, rng: Random) -> Iterator[Fault]:
    """Another place's name in a sentence with figures of its own."""
    beside = told.truth.beside[told.code]
    own = told.truth.names[told.code]
    pattern = rf"\b{re.escape(own.name)}(?!’s)(?! and\b)(?! Police)(?! Constabulary)(?!shire)"
    if told.place.level != "area":
        pattern = rf"\b{re.escape(own.name)}\b"
    pattern = (
        rf"\b(?:[Tt]he ){pattern[2:].replace('the ', '', 1)}" if own.name[:4] == "the " else pattern
    )
    for match in told.found(pattern, "paragraph"):
        sentence = told.sentence(match.start())
        figures = [s for s in told.inside(sentence.start, sentence.end) if s.place == told.code]
        for other in rng.sample(beside, min(2, len(beside))):
            wrong = [
                (s, n)
                for s in figures
                if (n := told.truth(other.code, s.measure, s.quantity)) is not None
                and not shows(s.words, n)
            ]
            name = told.truth.names[other.code].name
            if wrong and own.name not in name and name not in own.name:
                stated = wrong[0][0]
                why = told.proof(other.code, stated.measure, stated.quantity)
                first = match.start() == sentence.start
                yield changed(*match.span(), cased(name, match[0]) if first else name, why)


@kind("period’s year")
def period_year(told: Told, _: Random) -> Iterator[Fault]:
    """The year before for this year, or the reverse, beside a figure of the other one."""
    now, before = (named(told.truth.periods[p]) for p in ("value", "previous"))
    patterns = {
        r"\bin the 12 months\b": ("value", f"in the year to {before}"),
        r"\bIn the 12 months\b": ("value", f"In the year to {before}"),
        rf"\bin the year to {now}": ("value", f"in the year to {before}"),
        r"\bOver the month\b": ("value", f"In {before}"),
        r"(?<=\d recorded )the year before\b": ("previous", f"in the year to {now}"),
        r"(?<=\d )the year before(?=, so)": ("previous", f"in the year to {now}"),
        r"(?<=\d )the year before(?=\.)": ("previous", f"in the year to {now}"),
        rf"(?<=% )in {before}": ("previous", f"in {now}"),
    }
    for pattern, (quantity, words) in patterns.items():
        for match in told.found(pattern, "paragraph"):
            sentence = told.sentence(match.start())
            whys = [
                _other_year(told, s)
                for s in told.inside(sentence.start, sentence.end)
                if s.quantity == quantity and s.place == told.code
            ]
            if any(whys):
                yield changed(*match.span(), words, "; ".join(filter(None, whys)))


def _other_year(told: Told, stated: Stated) -> str:
    """Why a figure is not that of the other year; "" where it could be."""
    other = "previous" if stated.quantity == "value" else "value"
    number = told.truth(told.code, stated.measure, other)
    if number is not None:
        return told.proof(told.code, stated.measure, other) if number != stated.number else ""
    moved = told.truth.moved(told.code, stated.measure)
    return told.proof(told.code, stated.measure) if moved else ""


@kind("wrong comparison")
def comparison(told: Told, _: Random) -> Iterator[Fault]:
    """The month before for the year before, and the reverse."""
    if not told.truth.monthly:
        return
    truth, periods = told.truth, told.truth.periods
    year, month = named(periods["previous"]), named(periods["month_before"])
    by_year = truth(told.code, told.lead, "change")
    by_month = truth(told.code, told.lead, "month_before.change")
    quantities = ("value", "previous", "month_before")
    why = "; ".join(told.proof(told.code, told.lead, q) for q in quantities)
    tenth = Fraction(1, 10)
    if by_year is None or by_month is None:
        return
    differ = abs(by_year - by_month) >= 2 * tenth
    for match in told.found(rf"\bCompared with ({month.split()[0]})\b"):
        little = "little changed" in told.sentence(match.start()).text
        if (differ and not little) or (little and abs(by_year) >= Fraction(5, 2)):
            yield changed(*match.span(1), year, why)
    for match in told.found(rf"\bIn ({year}) the share was"):
        if truth(told.code, told.lead, "previous") != truth(told.code, told.lead, "month_before"):
            yield changed(*match.span(1), month, why)
    for match in told.found(rf"% in ({year})\b"):
        if differ:
            yield changed(*match.span(1), month, why)
    for match in told.found(r"\bthe same as in " + year):
        if rounded(by_month, tenth):
            yield changed(*match.span(), f"the same as in {month}", why)
    nation = truth(truth.nation, told.lead, "month_before.change")
    for match in told.found(r"points in (a year)\b"):
        if nation is not None and nation != truth(truth.nation, told.lead, "change"):
            yield changed(*match.span(1), "a month", f"over the month {float(nation):.1f}")
    for match in told.found(r"\bthan (a year earlier)\b"):
        if truth.moved(told.code, told.lead, "month_before.change") == -(
            truth.moved(told.code, told.lead)
        ):
            yield changed(*match.span(1), "a month earlier", why)
    moved = [s for s in told.figures if s.block == "bullet" and s.quantity == "change"]
    for match in told.found(rf"\bchanges since ({year})"):
        wrong = [s for s in moved if _over_month(told, s)]
        if len(wrong) >= 2:
            yield changed(*match.span(1), month, "; ".join(_over_month(told, s) for s in wrong))


def _over_month(told: Told, stated: Stated) -> str:
    """Why a change since the year before is none since the month before."""
    number = told.truth(told.code, stated.measure, "month_before.change")
    if number is None or (shows(stated.words, number) and (number > 0) == (stated.number > 0)):
        return ""
    return told.proof(told.code, stated.measure, "month_before.change")


HEADS = r"(?P<for>[Pp]er|for every) 1,000 people\b"


@kind("unit")
def unit(told: Told, rng: Random) -> Iterator[Fault]:
    """Another number of people, or households; percent for percentage points."""
    for match in told.found(HEADS, "paragraph"):
        sentence = told.sentence(match.start())
        rates = [s for s in told.inside(sentence.start, sentence.end) if s.unit == "rate"]
        own = [s for s in rates if s.place == told.code]
        if not own:
            continue
        homes = told.truth.by_household(told.code, own[0].measure)
        options = ["10,000 people", "100,000 people", "100 people"]
        if homes is not None and not shows(own[0].words, homes):
            options += ["1,000 households"] * 2
        now = rng.choice(options)
        yield changed(
            *match.span(), f"{match['for']} {now}", f"per 1,000 people, {told.true(own[0])}"
        )
    against = {"change": "previous", "month_before.change": "month_before"}
    for stated in told.figures:
        if stated.unit == "points":
            base = told.truth(stated.place, "in_time", against.get(stated.quantity, ""))
            if stated.quantity == "excess":
                base = told.truth(told.truth.nation, "in_time", "value")
            base = Fraction(95) if stated.quantity == "beyond_target" else base
            digits = stated.words.split()[0]
            if base and not shows(digits, 100 * stated.number / base):
                why = f"{told.true(stated)} percentage points"
                yield changed(stated.start, stated.end, f"{digits}%", why)


@kind("to for by")
def to_for_by(told: Told, _: Random) -> Iterator[Fault]:
    """Up by 412 for up to 412, and the like."""
    for stated in told.figures:
        difference = told.truth(stated.place, stated.measure, "difference")
        proof = told.proof(stated.place, stated.measure, "difference")
        before = told.text[max(0, stated.start - 40) : stated.start]
        if difference is None:
            known = told.truth(stated.place, stated.measure, "change")
            if known is None or abs(known) > 80:
                continue
            proof = told.proof(stated.place, stated.measure)
        elif abs(difference) == stated.number:
            continue
        found = re.search(r"by \d+%,? to $", before)
        if found and stated.unit == "count" and stated.quantity == "value":
            start = stated.start - len(before) + found.start()
            yield changed(start, stated.start, "by ", proof)
        if stated.quantity == "previous":
            if re.search(r"\b(?:up|down) from $", before):
                yield changed(stated.start - 5, stated.start, "by ", proof)
            ago = r"from ([\d,.%]+)(?: the year before| a year earlier(?! to)| in \w+ \d{4})(?=\.)"
            found_ago = re.compile(ago).match(told.text, stated.start - 5)
            now = told.truth(stated.place, stated.measure, "value")
            if found_ago and now is not None and now != stated.number:
                why = told.proof(stated.place, stated.measure, "value")
                yield changed(*found_ago.span(), f"to {found_ago[1]}", why)
