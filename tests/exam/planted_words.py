"""Words that are wrong: of direction, size, comparison, rank, contrast."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from random import Random

from generator.model import Ground
from tests.exam.planted_kinds import Fault, changed, kind, refigured
from tests.exam.planted_story import Told
from tests.exam.planted_truth import SMALL, shows

DOWN = {
    "up": "down",
    "rose": "fell",
    "rise": "fall",
    "an increase": "a decrease",
    "increase": "decrease",
    "increased": "decreased",
    "more": "fewer",
    "larger": "smaller",
    "improve": "worsen",
}
OTHER = DOWN | {down: up for up, down in DOWN.items()}
DIRECTIONS = re.compile(rf"\b(?:{'|'.join(sorted(OTHER, key=len, reverse=True))})\b", re.IGNORECASE)
MOVED = ("change", "difference", "month_before.change", "progress")
TYPED = re.compile(r"\b(?P<figure>\d+%) (?P<word>more|fewer)\b|\b(?P<up>up|down) (?P<next>\d+%)")


def cased(word: str, like: str) -> str:
    """A word with a capital where another has one."""
    return word[0].upper() + word[1:] if like[0].isupper() else word


def _sign(word: str) -> int:
    return 1 if word.lower() in DOWN else -1


def _flipped(told: Told, kinds: str) -> Iterator[Fault]:
    """Words of direction turned round, where what they speak of moved and they say so truly."""
    for match in told.found(DIRECTIONS, kinds):
        ground = told.ground(*match.span())
        if ground is None or ground.kind not in ("direction", "change", "context"):
            continue
        if ground.quantity in MOVED and ground.rule not in ("allocation", "noise"):
            sign = told.truth.moved(ground.place, ground.measure, ground.quantity)
            if sign and sign == _sign(match[0]):
                why = told.proof(ground.place, ground.measure, ground.quantity)
                yield changed(*match.span(), cased(OTHER[match[0].lower()], match[0]), why)


@kind("headline direction")
def headline_direction(told: Told, _: Random) -> Iterator[Fault]:
    """Up for down in the headline."""
    yield from _flipped(told, "headline")


@kind("direction in the body")
def body_direction(told: Told, _: Random) -> Iterator[Fault]:
    """Rose for fell in a paragraph."""
    yield from _flipped(told, "paragraph")


@kind("direction in a bullet")
def bullet_direction(told: Told, _: Random) -> Iterator[Fault]:
    """Up for down in a bullet."""
    yield from _flipped(told, "bullet")


@kind("nation’s direction")
def nation_direction(told: Told, _: Random) -> Iterator[Fault]:
    """More for fewer, of the nation."""
    for match in told.found(TYPED, "context"):
        word = "word" if match["word"] else "up"
        stated = told.inside(*match.span("figure" if match["word"] else "next"))
        for figure in stated:
            sign = told.truth.moved(figure.place, figure.measure)
            if sign == _sign(match[word]):
                yield changed(*match.span(word), OTHER[match[word]], told.true(figure))
    yield from _flipped(told, "context")


def change_at(told: Told, start: int, end: int) -> tuple[Ground, Fraction] | None:
    """The movement that the words between two positions speak of."""
    ground = told.ground(start, end)
    if ground is None or ground.quantity not in ("change", "size"):
        return None
    number = told.truth(ground.place, ground.measure, "change")
    return (ground, number) if number is not None else None


@kind("size word")
def size_word(told: Told, _: Random) -> Iterator[Fault]:
    """Slightly for 20% and more, sharply for less than 2%."""
    for match in told.found(r"\bsharp(ly)?\b", "paragraph"):
        known = change_at(told, *match.span())
        if known and abs(known[1]) >= 21:
            why = told.proof(known[0].place, known[0].measure)
            yield changed(*match.span(), f"slight{'ly' if match[1] else ''}", why)
    for stated in told.figures:
        if stated.quantity != "change" or stated.unit != "%" or stated.block == "headline":
            continue
        size = abs(stated.number)
        adjective = "slight" if size >= 21 else "sharp" if size < Fraction(3, 2) else ""
        if not adjective or told.truth.share(stated.measure):
            continue
        before = told.text[: stated.start]
        why = told.true(stated)
        if found := re.search(r"\b(rose|fell|increased|decreased) by $", before):
            yield changed(found.end(1), found.end(1), f" {adjective}ly", why)
        if found := re.search(r"\b(rise|fall|increase|decrease) of $", before):
            article = re.search(r"\ban? $", before[: found.start(1)])
            if article:
                yield changed(article.start(), found.start(1), f"a {adjective} ", why)
        if re.search(r"\b(up|down) $", before):
            yield changed(stated.start, stated.start, f"{adjective}ly, by ", why)


COMPARED = re.compile(r"\b(?:much |slightly )?(?:lower|higher) than\b|\bin line with\b")


def _compared(told: Told) -> Iterator[tuple[re.Match[str], Fraction, str]]:
    """Words that compare a rate with the nation's, the ratio of the two, and the proof."""
    for match in told.found(COMPARED, "paragraph"):
        ground = told.ground(*match.span())
        if ground is not None and ground.rule == "comparison":
            own = told.truth(ground.place, ground.measure, "rate")
            nation = told.truth(told.truth.nation, ground.measure, "rate")
            if own is not None and nation:
                proof = told.proof(ground.place, ground.measure, "rate")
                other = told.proof(told.truth.nation, ground.measure, "rate")
                yield match, own / nation, f"{proof}; {other}"


@kind("comparison’s side")
def comparison_side(told: Told, _: Random) -> Iterator[Fault]:
    """Higher for lower, above for below."""
    for match, ratio, why in _compared(told):
        if "in line" not in match[0] and abs(ratio - 1) > Fraction(3, 100):
            side = ("higher", "lower") if "higher" in match[0] else ("lower", "higher")
            now = match[0].replace(*side)
            yield changed(*match.span(), now, why)
    for match in told.found(r"\b(?:High|Low|high|low)\b", "headline"):
        ground = told.ground(*match.span())
        ratio_ = told.truth.ratio(told.code, told.lead)
        if ground and ground.rule == "comparison" and ratio_ and abs(ratio_ - 1) > Fraction(1, 5):
            now = cased("low" if match[0].lower() == "high" else "high", match[0])
            yield changed(*match.span(), now, told.proof(told.code, told.lead, "rate"))
    for match in told.found(r"\bpoints? (above|below) that\b", "paragraph"):
        ground = told.ground(*match.span(1))
        if ground and ground.rule == "excess" and told.truth.moved(told.code, told.lead, "excess"):
            now = "below" if match[1] == "above" else "above"
            yield changed(*match.span(1), now, told.proof(told.code, told.lead, "excess"))


@kind("comparison’s size")
def comparison_size(told: Told, _: Random) -> Iterator[Fault]:
    """Two bands off: much for up to 30%, slightly beyond 60%, in line beyond 30%."""
    for match, ratio, why in _compared(told):
        far = abs(ratio - 1)
        side = "higher" if ratio > 1 else "lower"
        if Fraction(1, 25) < far < Fraction(29, 100) or "in line" in match[0]:
            yield changed(*match.span(), f"much {side} than", why)
        if far > Fraction(31, 50):
            yield changed(*match.span(), f"slightly {side} than", why)
        if far > Fraction(8, 25):
            yield changed(*match.span(), "in line with", why)


FRACTIONS = {
    "a fifth": Fraction(20),
    "a quarter": Fraction(25),
    "a third": Fraction(100, 3),
    "half": Fraction(50),
}
PARTS = {
    "one in 10": Fraction(10),
    "one in five": Fraction(20),
    "one in four": Fraction(25),
    "one in three": Fraction(100, 3),
    "two in five": Fraction(40),
    "half of": Fraction(50),
}


def _off(value: Fraction, number: Fraction) -> bool:
    """Whether a fraction is plainly not the number, with any hedge."""
    return abs(value - abs(number)) > Fraction(9, 100) * abs(number)


@kind("fraction")
def fraction(told: Told, rng: Random) -> Iterator[Fault]:
    """A fraction that is another; a fraction for a percentage that it is not."""
    for match in told.found(r"\b(?:a third|a quarter|half)\b", "paragraph"):
        known = change_at(told, *match.span())
        if known and known[0].rule == "factor":
            for words, value in FRACTIONS.items():
                if _off(value, known[1]):
                    why = told.proof(known[0].place, known[0].measure)
                    yield changed(*match.span(), words, why)
    for match in told.found(r"\b(?:halved|doubled)\b", "paragraph"):
        known = change_at(told, *match.span())
        if known and known[0].rule == "factor":
            now = "trebled" if match[0] == "doubled" else "doubled"
            yield changed(*match.span(), now, told.proof(known[0].place, known[0].measure))
    for match in told.found(rf"\b(?:{'|'.join(PARTS)})(?= patients\b)", "paragraph"):
        ground = told.ground(*match.span())
        number = told.truth(told.code, "longer", "value")
        if ground and ground.rule == "fraction" and number is not None:
            for words, value in PARTS.items():
                if _off(value, number):
                    why = told.proof(told.code, "longer", "value")
                    yield changed(*match.span(), words, why)
    for match in told.found(r"\b(?:by|rise of|fall of|increase of|decrease of) (\d+%)"):
        for stated in told.inside(*match.span(1)):
            near = [
                words
                for words, value in FRACTIONS.items()
                if _off(value, stated.number) and value / 2 < abs(stated.number) < value * 2
            ]
            if near and stated.quantity == "change":
                yield changed(stated.start, stated.end, rng.choice(near), told.true(stated))


@kind("level where it moved")
def level(told: Told, _: Random) -> Iterator[Fault]:
    """Level, where it moved by 3% or more."""
    usual = "level" if told.truth.monthly else "level with the year before"
    patterns = {
        r"\b(?:up|down) (\d+%)$": usual,
        r"\b(?:increased|decreased|rose|fell) by (\d+%),? to(?= \d)": "stayed level at",
        r"\b(?:up|down) ([\d.]+ percentage points?)\.": "unchanged.",
        r"\b(?:up|down) (\d+%) on the year before": "level with the year before",
        r"\b(?:up|down|a rise of|a fall of) (\d+%) from(?= \d+,?\d* the year before)": "level with",
        r"\b(?:up|down) ([\d.]+ percentage points?) from(?= \d)": "level with",
    }
    for pattern, now in patterns.items():
        for match in told.found(pattern, "paragraph bullet context"):
            for stated in told.inside(*match.span(1)):
                most = 1 if stated.unit == "points" else 3
                if stated.quantity.endswith("change") and abs(stated.number) >= most:
                    yield changed(*match.span(), now, told.true(stated))


RANKS = re.compile(r"\b(?:highest|lowest)\b")


def _ranked(told: Told) -> list[Fraction]:
    """The rates that the story's rank is taken among."""
    within = told.draft.brief.angle.startswith("force_")
    return told.truth.rates(told.place, told.lead, within)


@kind("rank")
def rank(told: Told, rng: Random) -> Iterator[Fault]:
    """Highest for lowest, second for first; a set of another size."""
    own = told.truth(told.code, told.lead, "rate")
    rates = sorted(_ranked(told))
    for match in told.found(RANKS):
        ground = told.ground(*match.span())
        if ground is None or ground.kind != "rank" or own is None or rates[0] == rates[-1]:
            continue
        true = rates[-1] if match[0] == "highest" else rates[0]
        before = told.text[: match.start()]
        if own == true and not before.endswith("joint "):
            why = f"{told.proof(told.code, told.lead, 'rate')}; first of {len(rates)}"
            yield changed(*match.span(), "lowest" if match[0] == "highest" else "highest", why)
            if told.sentence(match.start()).block != "headline":
                which = rng.choice(("second", "third"))
                yield changed(match.start(), match.start(), f"{which}-", why)
    for match in told.found(r"\b(\d+|[a-z]+) (?:police forces|areas)\b", "paragraph"):
        ground = told.ground(*match.span(1))
        if ground and ground.quantity.endswith("ranked"):
            yield from _other_number(told, match, {len(rates)}, rng)


def _other_number(told: Told, match: re.Match[str], true: set[int], rng: Random) -> Iterator[Fault]:
    """A number of places that is neither of those that are true."""
    said = SMALL.index(match[1]) if match[1] in SMALL else int(match[1])
    if told.place.level == "area" and told.draft.brief.angle.startswith("force_"):
        true = true | {len(told.truth.beside[told.code]) + 1}
    number = said + rng.choice((-2, -1, 1, 2) if said < 10 else (-6, -3, 3, 5))
    if said in true and number not in true and number > 1:
        now = SMALL[number] if number < len(SMALL) else str(number)
        yield changed(*match.span(1), now, f"true is {sorted(true)}")


@kind("number word")
def number_word(told: Told, rng: Random) -> Iterator[Fault]:
    """A number in words that is another."""
    words = "|".join(SMALL[1:])
    for match in told.found(rf"\b({words}) (?:districts|county boroughs)\b", "paragraph"):
        yield from _other_number(told, match, {len(told.place.members)}, rng)
    for match in told.found(rf"\b({words}) areas\b", "paragraph"):
        ground = told.ground(*match.span(1))
        if ground and ground.quantity.endswith("ranked"):
            yield from _other_number(told, match, {len(_ranked(told))}, rng)
    for stated in told.figures:
        if stated.words.lower() in SMALL:
            number = int(stated.number) + rng.choice((-2, -1, 1, 2))
            if 0 < number < len(SMALL) and not shows(SMALL[number], stated.number):
                yield from refigured(told, stated, SMALL[number])


STANDARD = {"missed": "met", "met": "missed", "misses": "meets", "meets": "misses"}


@kind("target")
def target(told: Told, rng: Random) -> Iterator[Fault]:
    """Met for missed, above for short of; another target."""
    for match in told.found(rf"\b(?:{'|'.join(STANDARD)})\b"):
        ground = told.ground(*match.span())
        if ground and ground.rule == "standard":
            why = told.proof(ground.place, "in_time", "value")
            yield changed(*match.span(), STANDARD[match[0]], f"{why}; target 95")
    for match in told.found(r"\bpoints? (short of|above) it\b", "paragraph"):
        now = "above" if match[1] == "short of" else "short of"
        yield changed(*match.span(1), now, told.proof(told.code, "in_time", "beyond_target"))
    for match in told.found(r"\bstandard (?:is that|of) (95%)", "paragraph"):
        yield changed(*match.span(1), rng.choice(("90%", "92%", "85%", "98%")), "target 95")
