"""Rooms of the second reader, each on its own: how near numbers are, what is quoted, where."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from generator.factcheck.closeness import Closeness, _prints
from generator.factcheck.facts import Fact, Facts
from generator.factcheck.items import Number
from generator.factcheck.learned import _naming
from generator.factcheck.quoted import without_quotations
from generator.factcheck.stated import Stated, Verdict
from generator.factcheck.whereabouts import foreign_period, places_in, readable
from generator.model import Block
from tests.exam.papers import prepared, reader

RELEASE, PETERBOROUGH, FENLAND = "crime/2024-12", "E22000017", "E22000015"


def number(text: str) -> Number:
    decimals = len(text.partition(".")[2])
    return Number(Fraction(text), decimals, Fraction(1, 10**decimals))


@pytest.mark.parametrize(
    ("true", "text", "printed"),
    [
        ("5", "5", True), ("4.5", "5", True), ("5.5", "5", False), ("5.49", "5", True),
        ("-4.5", "-5", True), ("-5.5", "-5", False), ("-5.49", "-5", True), ("-5", "5", False),
        ("5", "-5", False), ("0.4", "0", True), ("-0.4", "0", True), ("0.5", "1", True),
        ("0.5", "0", False), ("-0.5", "-1", True), ("0.45", "0.5", True), ("0.44", "0.5", False),
        ("1/3", "0.33", True), ("-1/3", "-0.33", True), ("-1/3", "0.33", False),
    ],
)  # fmt: skip
def test_a_number_is_printed_with_halves_away_from_zero(
    true: str, text: str, printed: bool
) -> None:
    assert _prints(Fraction(true), number(text)) is printed


@pytest.mark.parametrize(
    ("hedge", "holds", "fails"),
    [
        ("", ["100", "100.49", "99.5"], ["100.5", "99.49"]),
        ("about", ["103", "97", "100"], ["103.1", "96.9"]),
        ("almost", ["99.6", "95", "99.99"], ["100", "100.1", "94.4"]),
        ("under", ["99.99", "1"], ["100", "101"]),
        ("over", ["100.01", "1000"], ["100", "99"]),
        ("just over", ["100.01", "105", "105.0"], ["100", "99.6", "106"]),
        ("least", ["100", "1000"], ["99.99"]),
        ("most", ["100", "1"], ["100.01"]),
    ],
)
def test_how_near_a_hedged_number_is(hedge: str, holds: list[str], fails: list[str]) -> None:
    within = Closeness(reader(RELEASE).facts)._within
    assert [t for t in (*holds, *fails) if within(number("100"), hedge, Fraction(t))] == holds


@pytest.mark.parametrize(
    ("value", "hedge", "holds", "fails"),
    [
        ("50", "", ["50", "51", "49"], ["51.1", "48.9"]),
        ("50", "about", ["50", "52.5", "47.5"], ["52.6", "47.4"]),
        ("50", "almost", ["49.99", "47.5"], ["50", "50.1", "47.4"]),
        ("50", "over", ["50.1", "52.5"], ["50", "49.9", "52.6"]),
        ("1/2", "almost", ["0.51", "0.525"], ["0.5", "0.49"]),
        ("1/2", "over", ["0.49"], ["0.5", "0.51"]),
        ("1", "almost", ["0.99"], ["1", "1.01"]),
    ],
)
def test_how_near_a_part_in_words_is(
    value: str, hedge: str, holds: list[str], fails: list[str]
) -> None:
    near = Closeness(reader(RELEASE).facts)._near
    found = [t for t in (*holds, *fails) if near(Fraction(value), hedge, Fraction(t))]
    assert found == holds


@pytest.mark.parametrize(
    ("sort", "sign", "unit", "text", "measure", "place", "agrees"),
    [
        ("change", 1, "percent", "11", "sexual", PETERBOROUGH, True),
        ("change", -1, "percent", "11", "sexual", PETERBOROUGH, False),
        ("change", None, "percent", "11", "sexual", PETERBOROUGH, True),
        ("change", 1, "points", "11", "sexual", PETERBOROUGH, False),
        ("change", -1, "percent", "15", "robbery", PETERBOROUGH, True),
        ("change", 1, "percent", "15", "robbery", PETERBOROUGH, False),
        ("value", None, "count", "250", "robbery", PETERBOROUGH, True),
        ("value", -1, "count", "250", "robbery", PETERBOROUGH, False),
        ("value", 1, "count", "250", "robbery", PETERBOROUGH, True),
        ("difference", -1, "count", "45", "robbery", PETERBOROUGH, True),
        ("difference", 1, "count", "45", "robbery", PETERBOROUGH, False),
        ("difference", None, "count", "45", "robbery", PETERBOROUGH, True),
    ],
)
def test_a_number_agrees_with_a_fact_by_sort_and_sign(
    sort: str, sign: int | None, unit: str, text: str, measure: str, place: str, agrees: bool
) -> None:
    judge = reader(RELEASE).judge
    periods = judge.facts.periods
    when = (periods.now,) if sort == "value" else tuple(periods.against.values())[:1]
    stated = Stated(
        sort, 0, 1, measures=(measure,), places=(place,), when=when,
        number=number(text), sign=sign, unit=unit,
    )  # fmt: skip
    facts = judge.facts_of(stated)
    assert facts
    assert [judge.agrees(stated, fact) for fact in facts] == [agrees] * len(facts)
    assert not judge.agrees(stated._replace(number=None), facts[0])


@pytest.mark.parametrize(
    ("value", "sign", "text", "agrees"),
    [
        ("8/5", 1, "60", True), ("8/5", 1, "61", False), ("8/5", -1, "60", False),
        ("2/5", -1, "60", True), ("2/5", 1, "60", False), ("8/5", None, "60", True),
    ],
)  # fmt: skip
def test_how_far_one_rate_is_from_another_in_per_cent(
    value: str, sign: int | None, text: str, agrees: bool
) -> None:
    fact = Fact(PETERBOROUGH, "robbery", "ratio", "2024-12", Fraction(value), ())
    stated = Stated("ratio", 0, 1, number=number(text), sign=sign, unit="percent")
    assert reader(RELEASE).judge.agrees(stated, fact) is agrees


@pytest.mark.parametrize(
    ("text", "left", "hidden"),
    [
        ("1. Robbery fell by 5%.", "Robbery fell by 5%.", []),
        ("1) 250 robberies", "250 robberies", []),
        ("(12) Robbery fell.", "Robbery fell.", []),
        ("1.2.3 Robbery fell.", "Robbery fell.", []),
        ("250 robberies", "250 robberies", []),
        ("12 robberies", "12 robberies", []),
        ("12 Robberies", "Robberies", []),
        ("123 Robberies", "123 Robberies", []),
        ("11:30 Robbery fell.", "Robbery fell.", []),
        ("11.30am Robbery fell.", "Robbery fell.", []),
        ("9:05pm: Robbery fell.", "Robbery fell.", []),
        ("11.30am – Robbery fell.", "Robbery fell.", []),
        ("  11.30 “So” it fell.", "it fell.", []),
        ("Robbery fell “by 5% or 1,204.5,” he said.", "Robbery fell  he said.", ["5", "1,204.5"]),
        ('Robbery "7', "Robbery", ["7"]),
        ("Robbery fell.", "Robbery fell.", []),
    ],
)
def test_a_text_without_what_it_quotes(text: str, left: str, hidden: list[str]) -> None:
    bare, outside = without_quotations(text, [])
    assert len(bare) == len(text)
    assert " ".join(bare.split()) == " ".join(left.split())
    assert [text[s.start : s.end] for s in outside] == hidden
    assert {(s.sort, s.why) for s in outside} <= {("outside", "others say it")}


def test_what_the_newsroom_itself_puts_in_is_not_read() -> None:
    insert = "Call (101) or 999."
    bare, outside = without_quotations(f"Robbery fell. {insert} Up 5%.", [insert, "Not here 7."])
    assert bare.split() == ["Robbery", "fell.", "Up", "5%."]
    assert len(outside) == 2


def blocks(*texts: str, headline: str = "") -> list[Block]:
    told = [Block("headline", headline)] if headline else []
    return [*told, *(Block("paragraph", text) for text in texts)]


@pytest.mark.parametrize(
    ("told", "first"),
    [
        (blocks("Robbery fell in Fenland.", headline="Robbery down in Peterborough"), "headline"),
        (blocks("Robbery fell in Peterborough.", "It fell.", "It rose in Fenland."), "earliest"),
        (blocks("It fell.", "It fell.", "Fenland.", "Peterborough.", "Peterborough."), "oftenest"),
        (blocks("Cambridgeshire police recorded 250 robberies in Peterborough."), "not who counts"),
        (blocks("It fell in England and Wales. It fell in England and Wales, and Peterborough."),
         "not the nation"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_the_place_that_a_text_is_about(told: list[Block], first: str) -> None:
    one = reader(RELEASE)
    found = places_in(told, one.lexicon, one.facts)
    assert found[0] == (PETERBOROUGH,), first


def test_the_places_of_a_text_stand_likeliest_first() -> None:
    one = reader(RELEASE)
    told = blocks("Fenland: robbery fell.", "Fenland.", "Fenland.", headline="Peterborough")
    assert places_in(told, one.lexicon, one.facts) == ((PETERBOROUGH,), (FENLAND,))
    told.append(Block("paragraph", "Fenland."))
    assert places_in(told, one.lexicon, one.facts) == ((FENLAND,), (PETERBOROUGH,))


@pytest.mark.parametrize(
    ("texts", "foreign"),
    [
        (["Robbery fell in the year to December 2024."], ""),
        (["Robbery fell in the year to March 2019."], "2019-03"),
        (["Robbery fell in the year to March 2019.", "It was 5 in December 2023."], ""),
        (["In March 2019 it fell, in June 2019 it rose.", "In June 2019 it rose."], "2019-06"),
        (["Robbery fell in January 2019."], "2019-01"),
        (["Robbery fell in March."], ""),
        (["Robbery fell in 2019."], ""),
        (["Robbery fell."], ""),
    ],
)
def test_a_text_on_another_release_is_told_by_its_months(texts: list[str], foreign: str) -> None:
    one = reader(RELEASE)
    assert foreign_period(blocks(*texts), one.lexicon, one.facts) == foreign


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Robbery fell in Peterborough.", True),
        ("Die Zahl der Straftaten ist in diesem Jahr stark gesunken.", False),
        (f"{'robbery ' * 7}{'gesunken ' * 13}", True),
        (f"{'robbery ' * 7}{'gesunken ' * 14}", False),
        ("250 ... 295", True),
        ("", True),
    ],
)
def test_a_text_in_another_language_is_told_by_its_words(text: str, known: bool) -> None:
    assert readable(blocks(text), reader(RELEASE).lexicon) is known


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("It rose in Westford.", True), ("Elmsby rose.", True), ("westford", False),
        ("Green elms rose.", False), ("The elms rose.", False), ("It rose.", False),
    ],
)  # fmt: skip
def test_a_text_may_name_a_place_whose_first_word_it_has(text: str, named: bool) -> None:
    assert _naming(["Westford", "Elmsby Green", "The Wirral", "the Isle of Wight"])(text) is named


def test_a_name_without_a_capital_may_stand_anywhere() -> None:
    assert _naming(["Westford", "eastford"])("It rose.")


@pytest.mark.parametrize(
    ("release", "measure"), [(RELEASE, "residential_burglary"), ("waits/2024-12", "in_time")]
)
def test_numbers_looked_up_for_all_places_at_once_are_those_of_each(
    release: str, measure: str
) -> None:
    made = prepared(release)
    one, other = (Facts(made.findings.analysis.reading, made.beat, made.release) for _ in range(2))
    apart = {code: list(one.standing(code, measure)) for code in one.places}
    other.ranked(measure, other.places)
    assert {code: list(other.standing(code, measure)) for code in other.places} == apart
    assert len(other._of) < 2  # one is made of its counts
    assert sum(map(bool, apart.values())) > 10


def test_a_place_that_others_tell_is_not_among_those_that_are_told() -> None:
    facts = Facts(prepared(RELEASE).findings.analysis.reading, prepared(RELEASE).beat,
                  prepared(RELEASE).release)  # fmt: skip
    areas, forces = facts.levels["area"], facts.levels["force"]
    assert facts.told["area"] is areas
    assert facts.told_of("area", areas[:3]) == areas[:3]
    gone = next(code for code in forces if code not in facts.told["force"])
    assert facts.told_of("force", [gone, facts.told["force"][0]]) == facts.told["force"][:1]
    assert facts.told_of("nowhere", areas[:3]) == []


@pytest.mark.parametrize("word", ["higher", "lower"])
def test_of_two_places_of_one_name_either_may_be_meant(word: str) -> None:
    """49.6 is more than the council area of Wiltshire has, and less than its police has."""
    text = f"In North East Derbyshire the rate was {word} than in Wiltshire."
    (one,) = reader(RELEASE).statements([Block("paragraph", text)], "E22000044")
    assert (one.words, one.verdict) == (word, Verdict.HOLDS)


def test_of_a_part_of_a_release_a_level_is_held_against_all_places_of_it() -> None:
    """Whether or not another level tells one of them."""
    made = prepared(RELEASE)
    everyone = {("force", "vehicle"): np.array([1.0, 2.0, 9.0, 9.0])}
    facts = Facts(made.findings.analysis.reading, made.beat, made.release, everyone)
    assert len(facts.told["force"]) < len(facts.levels["force"])
    for among in (facts.told["force"], facts.levels["force"]):
        assert facts.known("vehicle", among) == 4
        assert facts.better("vehicle", among, Fraction(9), high=False) == 2
    assert facts.known("vehicle", facts.levels["force"][:3]) == 3
