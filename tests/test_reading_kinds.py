"""The second reader on a beat with money, a price, a level, and a percentage made of counts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Project
from generator.factcheck import Reader, Statement, Verdict
from generator.model import Block, Draft
from generator.pipeline import Prepared, second_reader
from tests.conftest import ROOT

LIBRARIES = Path(__file__).parent / "libraries"
NOW, BEFORE = "2025-03", "2024-03"
KINDS = {"borrower_share": "percentage", "spending": "money", "cost": "price", "hours": "level"}
POPULATION = 150_000

# For each place: visits, libraries, borrowers, spending, cost, hours and rate: now, a year before.
FIGURES = {
    ("T1", "Aldwick", "town"): (
        (453_000, 373_000), (1, 2), (12_900, 11_600), (1_843_000, 1_944_000), (4.07, 5.21),
        (45.2, 46.7), (3.0, 2.5),
    ),
    ("T2", "Brackenford", "town"): (
        (660_000, 330_000), (6, 6), (22_350, 21_000), (2_900_000, 2_800_000), (4.39, 8.48),
        (31.0, 31.0), (4.4, 2.2),
    ),
    ("T3", "Castleby", "town"): (
        (360_000, 360_000), (17, 15), (22_350, 22_000), (1_500_000, 1_500_000), (4.17, 4.17),
        (0, 42.2), (2.4, 2.4),
    ),
    ("T4", "Dunmere", "town"): (
        (150_000, 160_000), (4, 4), (9_000, 9_100), (900_000, 880_000), (6.0, 5.5),
        (28.4, 27.9), (None, None),
    ),
    ("N1", "THE COUNTRY", "nation"): (
        (1_800_000, 1_750_000), (31, 29), (66_900, 64_000), (7_500_000, 7_400_000), (4.17, 4.23),
        (35.5, 36.0), (3.0, 2.9),
    ),
}  # fmt: skip
MEASURES = ("visits", "branches", "borrowers", "spending", "cost", "hours")


def rows() -> Iterator[str]:
    """The tidy table; a rate is held against the population."""
    yield "code,name,kind,measure,statistic,period,value"
    for place, figures in FIGURES.items():
        people = POPULATION * (4 if place[2] == "nation" else 1)
        for at, period in enumerate((NOW, BEFORE)):
            for measure, values in zip(MEASURES, figures, strict=False):
                yield ",".join(
                    (*place, measure, KINDS.get(measure, "count"), period, str(values[at]))
                )
            share = round(100 * figures[2][at] / people, 1)
            yield ",".join((*place, "borrower_share", "percentage", period, str(share)))
            yield ",".join((*place, "population", "count", period, str(people)))
            if figures[6][at] is not None:
                yield ",".join((*place, "visits", "rate", period, str(figures[6][at])))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Prepared:
    """A release of this beat alone, beside the house style that all share."""
    home = tmp_path_factory.mktemp("libraries")
    config, templates = home / "config/libraries", home / "templates/libraries"
    release = home / "releases/libraries/2025-03"
    for folder in (config, templates, release):
        folder.mkdir(parents=True)
    for name in ("house", "wording", "reading"):
        shutil.copy(ROOT / f"config/{name}.yml", home / "config")
    for name in ("beat", "called", "sources", "rules", "angles", "places"):
        shutil.copy(LIBRARIES / f"{name}.yml", config)
    shutil.copy(LIBRARIES / "visits.j2", templates)
    shutil.copy(LIBRARIES / "release.yml", release)
    (release / "figures.csv").write_text("\n".join(rows()) + "\n")
    return pipeline.prepare(Project(home), "libraries/2025-03")


@pytest.fixture(scope="module")
def reader(prepared: Prepared) -> Reader:
    return second_reader(prepared)


def told(reader: Reader, place: str, text: str) -> list[Statement]:
    """What a text of paragraphs and bullets states; those parted by two bars are read in turn."""
    parts = [part.strip() for part in text.split("||")]
    kinds = ("bullet" if part.startswith("- ") else "paragraph" for part in parts)
    blocks = [Block(k, p.removeprefix("- ")) for k, p in zip(kinds, parts, strict=True)]
    return reader.statements(blocks, place)


ALDWICK, BRACKENFORD, CASTLEBY, DUNMERE = "T1", "T2", "T3", "T4"


@pytest.mark.parametrize(
    ("place", "text", "read"),
    [
        # "one" is a number where a movement ends
        (ALDWICK, "Libraries fell from two to one in the year to March 2025.", "two one"),
        (ALDWICK, "The number of libraries in Aldwick fell to one from two.", "one two"),
        (ALDWICK, "The number of libraries in Aldwick fell by one.", "one"),
        # a level moves by its own unit
        (
            ALDWICK,
            "Average opening hours in Aldwick were 45.2, down 1.5 from 46.7 the year before.",
            "45.2 1.5 46.7",
        ),
        (ALDWICK, "- Average opening hours: 45.2, down 1.5", "45.2 1.5"),
        (CASTLEBY, "Average opening hours in Castleby: none, down from 42.2.", "none 42.2"),
        (
            ALDWICK,
            "Libraries in Aldwick were open for 45.2 hours a week on average, 1.5 hours fewer than "
            "the year before.",
            "45.2 1.5",
        ),
        # multiples of an earlier number
        (BRACKENFORD, "Its libraries had twice as many visits as the year before.", "twice"),
        (BRACKENFORD, "Visits in Brackenford were double those of the year before.", "double"),
        # a percentage, in numbers
        (
            BRACKENFORD,
            "The cost of a visit was £4.39. || In all 14.9% of residents borrowed something, or "
            "22,350 people.",
            "4.39 14.9% 22,350",
        ),
        # an amount says what is told
        (ALDWICK, "Each visit in Aldwick cost £1.14 less than the year before.", "1.14 less than"),
        (
            ALDWICK,
            "Aldwick spent £1,843,000 on libraries, 5% less than the year before.",
            "1,843,000 5% less than",
        ),
        # a rate is published for so many, and told for others
        (ALDWICK, "The rate of visits was 3.0 per person.", "3.0"),
        (ALDWICK, "The rate of visits was 3,000 per 1,000 inhabitants.", "3,000"),
        # as many are ranked as have a rate
        (BRACKENFORD, "Libraries in Brackenford were the most visited of three towns.", "three"),
    ],
)
def test_what_is_true_holds(reader: Reader, place: str, text: str, read: str) -> None:
    found = told(reader, place, text)
    assert {s.verdict for s in found} == {Verdict.HOLDS}, found
    words = " ".join(s.words for s in found)
    assert all(word in words for word in read.split())


@pytest.mark.parametrize(
    ("place", "text", "wrong"),
    [
        (ALDWICK, "Libraries fell from three to one in the year to March 2025.", ["three"]),
        (BRACKENFORD, "Libraries in Brackenford rose from five to one.", ["rose", "five", "one"]),
        (ALDWICK, "- Average opening hours: 45.2, down 2.5", ["2.5"]),
        (ALDWICK, "- Average opening hours: 45.2, up 1.5", ["up", "1.5"]),
        (CASTLEBY, "Average opening hours in Castleby: none, down from 41.2.", ["41.2"]),
        (
            ALDWICK,
            "Libraries in Aldwick were open for 99.9 hours a week, 20 hours fewer than the year "
            "before.",
            ["99.9", "20"],
        ),
        (ALDWICK, "Aldwick's libraries had twice as many visits as the year before.", ["twice"]),
        (
            BRACKENFORD,
            "In all 14.9% of residents borrowed something, or 23,250 people.",
            ["23,250"],
        ),
        (
            ALDWICK,
            "Each visit in Aldwick cost £1.14 more than the year before.",
            ["1.14", "more than"],
        ),
        (ALDWICK, "Aldwick spent £1,843,000 on libraries, 9% less than in 2024.", ["9%"]),
        (BRACKENFORD, "Libraries there were the most visited of five towns.", ["five"]),
        (ALDWICK, "The rate of visits was 3.1 per person.", ["3.1"]),
        (ALDWICK, "The rate of visits was 3.0 per 1,000 inhabitants.", ["3.0"]),
    ],
)
def test_what_is_false_is_found(reader: Reader, place: str, text: str, wrong: list[str]) -> None:
    assert [s.words for s in told(reader, place, text) if s.false] == wrong


def test_money_is_no_part_of_a_number_of_people(reader: Reader) -> None:
    text = "The cost of a visit was £4.39. || In all 15.9% of people had a library card."
    assert not [s for s in told(reader, BRACKENFORD, text) if s.false]


@pytest.mark.parametrize(
    "text",
    [
        "Visits to Aldwick rose after a strike of 12 days.",
        "The library closed for two hours on Monday, and visits are 453,000.",
        "The £2m library brought more visits: they rose by 21%.",
    ],
)
def test_other_durations_and_amounts_alarm_nobody(reader: Reader, text: str) -> None:
    found = told(reader, ALDWICK, text)
    assert Verdict.HOLDS in {s.verdict for s in found}
    assert not [s for s in found if s.false]


def test_writer_and_reader_agree_at_the_edge_of_a_band(prepared: Prepared) -> None:
    """2.4 / 3.0 is 0.8, where a band begins; of floats it is 0.7999…."""
    at = [p.code for p in prepared.findings.analysis.places].index(CASTLEBY)
    assert prepared.findings.analysis.quantities["ratio"][at, 0] == 0.8
    (draft,) = pipeline.write(prepared, [at])
    assert isinstance(draft, Draft), draft
    text = " ".join(block.text for block in draft.article.blocks)
    assert "visits per person was below the 3.0 nationally" in text


@pytest.mark.parametrize(
    ("place", "words", "own", "holds"),
    [
        (BRACKENFORD, "highest", False, True),
        (BRACKENFORD, "highest", True, False),
        (BRACKENFORD, "joint highest", True, True),
        (CASTLEBY, "joint highest", False, True),
        (DUNMERE, "lowest", True, True),
        (DUNMERE, "joint lowest", False, False),
    ],
)
def test_who_shares_a_rate_is_joint(
    prepared: Prepared, place: str, words: str, own: bool, holds: bool
) -> None:
    """Brackenford and Castleby have one share; that of Dunmere is its own."""
    text = f"Its share of residents who borrowed was the {words} of all towns."
    (found,) = (s for s in told(second_reader(prepared, own=own), place, text))
    assert (found.verdict is Verdict.HOLDS) is holds, found
