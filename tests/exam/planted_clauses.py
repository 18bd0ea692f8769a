"""Clauses that are wrong: contrasts, what is said to be included, words and sentences lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random

from tests.exam.planted_kinds import Edit, Fault, changed, kind
from tests.exam.planted_story import Told
from tests.exam.planted_truth import Truth

PERIOD = r"in the year to [A-Z][a-z]+ \d{4}"
NOUN = {1: "rise", -1: "fall"}
VERB = {1: "rose", -1: "fell"}
WHERE = r"across England and Wales(?: \(excluding Greater Manchester Police\))?"


def _both(told: Told) -> tuple[int, int, int]:
    """Which way the lead went, the total, and the nation's lead; 0 is level or not known."""
    truth = told.truth
    nation = truth.moved(truth.nation, told.lead)
    return truth.moved(told.code, told.lead), truth.moved(told.code, "total"), nation


def _why(told: Told, *others: tuple[str, str]) -> str:
    pairs = [(told.code, told.lead), *others]
    return "; ".join(told.proof(*pair) for pair in pairs)


@kind("contrast that is none")
def contrast(told: Told, rng: Random) -> Iterator[Fault]:
    """Despite, although, but: where both went the same way."""
    if told.truth.monthly:
        yield from _trusts_together(told)
        return
    own, total, nation = _both(told)
    total_why = _why(told, (told.code, "total"))
    if own and own == total and told.lead != "total":
        for match in told.found(r", as recorded crime overall also (?:rose|fell)\.", "paragraph"):
            yield changed(
                *match.span(), f", although recorded crime overall {VERB[own]}.", total_why
            )
            now = f", despite a {NOUN[own]} in recorded crime overall."
            yield changed(*match.span(), now, total_why)
        pattern = r", and recorded crime as a whole (?:rose|fell) too\."
        for match in told.found(pattern, "paragraph"):
            now = f", but recorded crime as a whole {VERB[own]}."
            yield changed(*match.span(), now, total_why)
    lead = rf"\b(?:rose|fell|increased|decreased|rise|fall)\b[^.,]* {PERIOD}(\.)"
    for match in told.found(lead, "paragraph"):
        ground = told.ground(match.start(), match.start() + 4)
        if ground is None or ground.measure != told.lead or not own or own != nation:
            continue
        if where := re.search(WHERE, told.text):
            connector = rng.choice(("although the number", "while the number"))
            nation_why = _why(told, (told.truth.nation, told.lead))
            now = f", despite a {NOUN[own]} {where[0]}."
            yield changed(*match.span(1), now, nation_why)
            now = f", {connector} {VERB[-own]} {where[0]}."
            yield changed(*match.span(1), now, nation_why)


def _meets(truth: Truth, place: str) -> bool:
    return (truth(place, "in_time", "beyond_target") or 0) >= 0


def _trusts_together(told: Told) -> Iterator[Fault]:
    """What all trusts did, set against what this one did, where both missed the standard."""
    nation = told.truth.nation
    if _meets(told.truth, told.code) or _meets(told.truth, nation):
        return
    why = f"{told.proof(told.code, 'in_time', 'value')}; {told.proof(nation, 'in_time', 'value')}"
    for match in told.found(r", as trusts taken together did\.", "paragraph"):
        yield changed(*match.span(), ", although trusts taken together met it.", why)
        yield changed(*match.span(), ", although trusts taken together missed it.", why)


@kind("connector of agreement")
def agreement(told: Told, _: Random) -> Iterator[Fault]:
    """As, also, too, including: where the other thing went the other way."""
    if told.truth.monthly:
        if _meets(told.truth, told.code) and not _meets(told.truth, told.truth.nation):
            for match in told.found(r", while trusts taken together missed it\.", "paragraph"):
                why = told.proof(told.truth.nation, "in_time", "value")
                yield changed(*match.span(), ", as trusts taken together did.", why)
        return
    own, total, nation = _both(told)
    if own and own == -total:
        why = _why(told, (told.code, "total"))
        pattern = r", (?:although|but) recorded crime (overall|as a whole) (rose|fell)\."
        for match in told.found(pattern, "paragraph"):
            now = f", as recorded crime {match[1]} also {match[2]}."
            yield changed(*match.span(), now, why)
        for match in told.found(r", despite a (rise|fall) in recorded crime overall\."):
            now = f", as recorded crime overall also {VERB[total]}."
            yield changed(*match.span(), now, why)
    if own and own == -nation:
        why = _why(told, (told.truth.nation, told.lead))
        for match in told.found(rf", although the number (rose|fell) ({WHERE})\.", "paragraph"):
            yield changed(*match.span(), f", as the number also {match[1]} {match[2]}.", why)
        for match in told.found(rf", (?:despite|while) [^.]*?({WHERE})[^.]*\.", "paragraph"):
            now = f", and the number {match[1]} {VERB[nation]} too."
            yield changed(*match.span(), now, why)
    yield from _including(told, total)


def _including(told: Told, total: int) -> Iterator[Fault]:
    """A category said to be part of a movement, which went the other way."""
    end = r"\b(?:rose|fell|increased|decreased) by \d+%,? to [\d,]+ offences(?=\.)"
    for match in told.found(end, "paragraph"):
        ground = told.ground(match.start(), match.start() + 4)
        if ground is None or ground.measure != "total" or ground.place != told.code or not total:
            continue
        for stated in told.figures:
            told_of = stated.block == "bullet" and stated.quantity == "change"
            against = told.truth.moved(told.code, stated.measure) == -total
            if told_of and against and abs(stated.number) >= 2:
                label = told.truth.measures[stated.measure].label
                now = f", including a {NOUN[total]} in {label}"
                yield changed(match.end(), match.end(), now, told.true(stated))


HEADS = (
    (
        r"((?:theft|vehicle|shoplifting|drug|public order|sexual|stalking or harassment) )offences",
        "",
    ),
    (r"(criminal damage or arson )offences", ""),
    (r"(residential )burglaries", "burglary"),
    (r"(bicycle )thefts", "theft"),
    (r"thefts( from the person)", "theft"),
    (r"offences( of (?:violence against the person|possessing a weapon))", ""),
    (r"offences of violence( with(?:out)? injury)", "violence"),
)


@kind("lost word")
def lost_word(told: Told, _: Random) -> Iterator[Fault]:
    """A category cut short, so that its figure is said of a wider one."""
    for stated in told.figures:
        if stated.unit != "count" or stated.block == "headline":
            continue
        for pattern, wider in HEADS:
            match = re.compile(rf" {pattern}\b").match(told.text, stated.end)
            number = told.truth(stated.place, wider or "total", stated.quantity)
            if match and number is not None and number != stated.number:
                why = f"{told.true(stated)}; {told.proof(stated.place, wider or 'total', 'value')}"
                edit = Edit(*match.span(1), "")
                yield Fault((edit,), why, (stated.start, match.end()))


@kind("lost sentence")
def lost_sentence(told: Told, _: Random) -> Iterator[Fault]:
    """A sentence cut, so that the next one hangs on another subject."""
    for before, gone, after in zip(
        told.sentences, told.sentences[1:], told.sentences[2:], strict=False
    ):
        why = _hanging(told, before.text, gone.text, after.text, gone.start)
        if why and "bullet" not in (gone.block, after.block):
            edit = Edit(gone.start, after.start, "")
            yield Fault((edit,), why, (after.start, after.end))


def _hanging(told: Told, before: str, gone: str, after: str, at: int) -> str:
    """Why a sentence is false after a sentence before it was cut; "" where it is not."""
    truth = told.truth
    own = told.inside(at, at + len(gone))
    if gone.startswith("Across all trusts") and re.match(r"The trust was .* that\.", after):
        return f"the share before it is the standard’s: {told.proof(told.code, 'in_time', 'value')}"
    counted = [s for s in own if s.quantity == "value" and s.place == told.code]
    if not counted:
        return ""
    measure = counted[0].measure
    nation = re.search(r"Across the two countries", before) and told.lead != "total"
    if measure == "total" and nation and re.match(r"That is [\d.]+ offences for every", after):
        return f"of {told.lead} in the nation: {told.proof(truth.nation, told.lead, 'rate')}"
    mixed = told.draft.brief.rising and told.draft.brief.falling
    if measure == "total" and mixed and re.match(r"That was|With|There were|The number", after):
        last = told.inside(told.sentence(at - 3).start, at)
        if last and "from" in before and last[0].measure != "total":
            return f"of {last[0].measure}: {told.true(last[0])}"
    return ""
