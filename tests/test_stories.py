"""The batch of December 2024: who is told, what each story states, and what none may hold."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from generator import pipeline
from generator.model import Batch
from generator.pipeline import Prepared
from tests.conftest import story, text

TOP = ("violence", "sexual", "robbery", "theft", "damage", "drugs", "weapons", "public_order")


def test_every_area_and_every_force_is_told_once(batch: Batch) -> None:
    assert Counter(d.place.level for d in batch.drafts) == {"area": 314, "force": 42}
    assert len({d.stem for d in batch.drafts}) == 356
    assert batch.held == ()


def test_peterborough_states_its_total_and_its_rate(batch: Batch) -> None:
    words = text(story(batch, "Peterborough"))
    assert "22,574 offences" in words
    assert re.search(r"(fell by|down|a fall of|decreased by) 7%", words)
    assert "103.7 offences" in words


def test_peterborough_rests_on_the_right_cells(batch: Batch) -> None:
    brief = story(batch, "Peterborough").brief
    (sexual,) = [f for f in (brief.lead, *brief.bullets) if f.measure == "sexual"]
    cells = {name: figure.cell for name, figure in sexual.figures.items()}
    assert cells == {
        "value": "Table C2!N26",
        "previous": "Table C5!N26",
        "change": "Table C3!N26",
        "rate": "Table C4!P26",
    }
    assert sexual.values["value"] == 913
    assert 10.5 <= sexual.values["change"] < 11.5
    assert round(float(sexual.values["rate"]), 1) == 4.2
    assert brief.total.figures["value"].cell == "Table C2!G26"


def test_the_city_of_london_has_no_rate_and_is_no_force(batch: Batch) -> None:
    city = story(batch, "the City of London")
    assert "rate" not in city.brief.total.values
    assert "1,000 people" not in text(city)
    assert "because so few people live there" in text(city)
    assert not [d for d in batch.drafts if d.place.code == "E23000034"]


def test_the_isles_of_scilly_have_a_percentage_for_the_total_alone(prepared: Prepared) -> None:
    analysis = prepared.findings.analysis
    findings = prepared.findings.of(analysis.index("E22000050"))
    assert [m for m, f in findings.items() if "change" in f.values] == ["total"]


def test_the_isles_of_scilly_give_small_counts_in_words(batch: Batch) -> None:
    words = text(story(batch, "the Isles of Scilly"))
    assert "on the Isles of Scilly" in words
    assert re.search(r": (two|three|four|five|six|seven|eight|nine), ", words)


def test_a_combined_partnership_is_named_as_what_it_is(batch: Batch) -> None:
    words = text(story(batch, "East and Mid Devon"))
    assert "which covers two districts: East Devon and Mid Devon." in words
    assert "three districts: South Hams, Teignbridge and West Devon." in text(
        story(batch, "South Devon and Dartmoor")
    )
    assert "two county boroughs: Merthyr Tydfil and Rhondda Cynon Taf." in text(
        story(batch, "Cwm Taf")
    )


def test_a_slip_in_the_name_of_a_partnership_is_not_repeated(batch: Batch) -> None:
    assert "the South Worcestershire community safety" in text(story(batch, "South Worcestershire"))


def test_the_whole_that_a_lead_is_a_part_of_is_told_first(batch: Batch) -> None:
    parts = [d for d in batch.drafts if d.brief.lead.measure not in ("total", *TOP)]
    assert len(parts) > 100
    for draft in parts:
        (whole,) = draft.brief.wholes
        first = next(b.text for b in draft.article.blocks if b.kind == "bullet")
        assert whole.measure in ("theft", "violence")
        assert " as a whole: " in first
    assert not [d for d in batch.drafts if d not in parts and d.brief.wholes]


def test_no_headline_says_how_far_where_offences_were_counted_elsewhere(batch: Batch) -> None:
    """Derbyshire left thousands of thefts without an area, which its areas had the year before."""
    peak = story(batch, "the High Peak")
    assert peak.article.headline == "Recorded crime down in High Peak"
    assert "Theft offences: 1,134 (no fair comparison)" in text(peak)
    assert "sharp" not in text(story(batch, "the Derbyshire Dales"))
    assert peak.picture
    assert "Theft offences" not in [row.label for row in peak.picture.rows]


def test_what_has_no_fair_comparison_has_no_pair_of_bars_and_a_reason(batch: Batch) -> None:
    untold = 0
    for draft in batch.drafts:
        shown = [row.label for row in draft.picture.rows] if draft.picture else []
        for block in draft.article.blocks:
            if "no fair comparison" in block.text:
                assert not [label for label in shown if block.text.startswith(label)], draft.name
                assert "a local area" in text(draft), draft.name
                untold += 1
    assert untold > 80
    worthing = text(story(batch, "Worthing"))
    assert "316 (no fair comparison). Sussex Police left more than the year before" in worthing


def test_names_are_as_people_say_them(batch: Batch) -> None:
    bristol = story(batch, "Bristol")
    assert bristol.stem == "area-e22000002-bristol"
    assert "Bristol, City of" not in text(bristol)
    assert "in King’s Lynn and West Norfolk" in text(story(batch, "King’s Lynn and West Norfolk"))


@pytest.mark.parametrize("name", ["Unassigned", "Manchester Airport", "British Transport Police"])
def test_no_story_for_rows_that_are_no_place(batch: Batch, name: str) -> None:
    assert not [d.stem for d in batch.drafts if name.casefold() in d.name.casefold()]


def test_the_note_on_burglary_reaches_nine_areas_and_their_force(batch: Batch) -> None:
    told = [d for d in batch.drafts if "known to be too low" in text(d)]
    assert {d.place.group or d.place.code for d in told} == {"E23000021"}
    assert Counter(d.place.level for d in told) == {"area": 9, "force": 1}


FORBIDDEN = {
    "None": r"\bNone\b",
    "nan": r"\bnan\b",
    "braces": r"\{\{|\}\}|\{%|%\}",
    "marker": r"\[[uxz]\d?\]",
    "minus nought": r"(?<![\d,.])-0\b",
    "a before a vowel figure": r"\ba (8|11|18)(?![\d])",
    "one with a plural": r"(?<![\d,.])\b(1|one) (offences|robberies|burglaries|thefts|homicides)\b",
    "doubled space": r"  ",
    "doubled word": r"\b(\w+) \1\b",
    "space before a stop": r" [,.;:]",
    "straight quote": r"['\"]",
    "doubled stop": r"[.,;:]{2}",
    "small figure": r"(?<![\d,.])[1-9] (offences?|districts?)\b",
    "sentence from a figure": r"(?:^|[.!?] )\d",
    "small letter after a stop": r"\. [a-z]",
}


@pytest.mark.parametrize("kind", FORBIDDEN)
def test_no_story_holds(batch: Batch, kind: str) -> None:
    pattern = re.compile(FORBIDDEN[kind])
    found = {
        (d.stem, block.text)
        for d in batch.drafts
        for block in d.article.blocks
        if pattern.search(block.text)
        and not (kind == "sentence from a figure" and block.kind in ("headline", "bullet"))
    }
    assert not found


def test_each_pattern_of_what_no_story_may_hold_can_be_found() -> None:
    bad = {
        "None": "rose by None",
        "nan": "a rate of nan",
        "braces": "rose {{ x }}",
        "marker": "rose by [u1]",
        "minus nought": "a change of -0",
        "a before a vowel figure": "a 8% rise",
        "one with a plural": "1 offences",
        "doubled space": "a  rise",
        "doubled word": "the the police",
        "space before a stop": "rose , then",
        "straight quote": "King's Lynn",
        "doubled stop": "rose..",
        "small figure": "up to 7 offences",
        "sentence from a figure": "It rose. 47 were",
        "small letter after a stop": "It rose. then",
    }
    assert bad.keys() == FORBIDDEN.keys()
    assert [k for k, sample in bad.items() if not re.search(FORBIDDEN[k], sample)] == []


def test_an_editor_is_asked_about_very_small_sensitive_counts(batch: Batch) -> None:
    asked = {d.name: [p for p in d.problems if "approve" in p] for d in batch.drafts}
    assert {name: found for name, found in asked.items() if found} == {
        "the Isles of Scilly": ["it prints fewer than 5 sexual offences: approve it or not"]
    }


def test_a_headline_says_recorded(batch: Batch) -> None:
    assert all("record" in d.article.headline.casefold() for d in batch.drafts)


def test_a_story_leads_on_nothing_small_or_inside_noise(batch: Batch) -> None:
    for draft in batch.drafts:
        if draft.brief.angle != "total":
            assert draft.brief.lead.values["base"] >= 50, draft.stem
        if draft.brief.angle in ("topic", "mover"):
            assert draft.brief.lead.values["noise"] >= 1.96, draft.stem


def test_no_headline_can_outgrow_the_house_length(prepared: Prepared) -> None:
    file, house = prepared.beat.file, prepared.beat.house
    shorts = [file.measures[m].short or file.measures[m].label for m in file.sets["leads"]]
    places = [pipeline.name_of(prepared, prepared.places[i]).headline for i in prepared.tellable]
    longest = [f"Recorded {s} {p} down 35%" for s in shorts for p in places]
    longest += [f"High recorded {s} rate {p}" for s in shorts for p in places]
    assert [h for h in longest if len(h) > house.headline_length] == []


def test_a_national_figure_that_counts_more_than_the_places_says_so(batch: Batch) -> None:
    """Public order: British Transport Police recorded 3% or more of the nation's offences."""
    told = [d for d in batch.drafts if d.brief.lead.measure == "public_order"]
    assert told
    for draft in told:
        assert "That includes offences recorded by British Transport Police." in text(draft)
        assert "ratio" not in draft.brief.lead.values
    (other,) = [d for d in batch.drafts if d.name == "Peterborough"]
    assert "British Transport Police" not in text(other)
