"""What the data allow: a story for every kind of gap, through the real templates."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator import pipeline
from generator.config import Project
from generator.model import Draft
from tests.conftest import text
from tests.spoiling import copy_project

HEADER = "code,place,kind,group_code,group,measure,statistic,period,value\n"
RELEASE = """\
title: "Figures for tests, year ending March 2020"
publisher: Test Office
licence: none
period: {kind: year, ends: 2020-03}
source: {file: figures.csv, layout: tidy}
"""

Values = Mapping[str, tuple[object, object, object, object]]
"""Measure → count, count of the year before, published change, rate; None where there is none."""

FULL: Values = {
    "total": (1010, 1000, None, 60),
    "violence": (500, 400, None, 25),
    "robbery": (47, 56, "[u]", 2.4),
    "weapons": (1, 0, "[u]", 0.1),
    "drugs": (0, 6, "[u]", 0),
    "damage": (60, 60, None, 3),
    "sexual": (30, 30, "[u]", 1.5),
}


def write(
    tmp_path: Path, values: Values, *, kind: str = "area", nation: Values | None = None
) -> Draft:
    """The story of one made-up place, from a tidy table."""
    root = copy_project(tmp_path / "project")
    folder = root / "releases/crime/2020-03"
    folder.mkdir()
    rows = []
    for code, name, row_kind, given in (
        ("X1", "Testham", kind, values),
        ("K04000001", "England and Wales", "nation", nation or {}),
    ):
        for measure, numbers in given.items():
            columns = (("count", "2020-03"), ("count", "2019-03"), ("change", "2020-03"))
            for (statistic, period), value in zip(
                (*columns, ("rate", "2020-03")), numbers, strict=True
            ):
                if value is not None:
                    place = f"{code},{name},{row_kind},G1,Testshire Police"
                    rows.append(f"{place},{measure},{statistic},{period},{value}\n")
    (folder / "figures.csv").write_text(HEADER + "".join(rows))
    (folder / "release.yml").write_text(RELEASE)
    prepared = pipeline.prepare(Project(root), "crime/2020-03")
    (made,) = pipeline.write(prepared, prepared.tellable)
    assert isinstance(made, Draft), made
    return made


def test_both_years_and_a_rate(tmp_path: Path) -> None:
    words = text(write(tmp_path, FULL))
    assert "rose by a quarter in the year to March 2020" in words
    assert "Testshire Police recorded 500 offences of violence against the person" in words
    assert "25%" in words
    assert "The rate was 25.0 per 1,000 people." in words
    assert re.search(r"(rose|up|rise of|increased)( by)? 1%", words)
    assert "1,010 offences" in words
    assert "The overall rate was 60.0 offences per 1,000 people." in words


@pytest.mark.parametrize(
    "bullet",
    [
        "Robbery: 47, down from 56",
        "Possession of weapons, such as carrying a knife or a firearm: one, up from none",
        "Drug offences: none, down from six",
        "Criminal damage and arson: 60, level with the year before",
        "Sexual offences: 30, unchanged",
    ],
)
def test_small_numbers_have_both_counts_and_no_percentage(tmp_path: Path, bullet: str) -> None:
    assert bullet in write(tmp_path, FULL).article.of("bullet")


def test_no_previous_year(tmp_path: Path) -> None:
    counts: Values = {m: (v[0], None, None, v[3]) for m, v in FULL.items()}
    draft = write(tmp_path, counts)
    words = text(draft)
    assert draft.brief.angle == "counted"
    assert "1,010 offences" in draft.article.headline
    assert (
        "Police recorded 1,010 offences, excluding fraud, in Testham in the year to March 2020."
        in words
    )
    assert "Robbery: 47" in draft.article.of("bullet")
    assert "year before" not in words
    assert "year earlier" not in words
    assert "%" not in words


def test_a_published_change_alone(tmp_path: Path) -> None:
    values: Values = {"total": (1200, None, 20.0, 60), "robbery": (470, None, -16.1, None)}
    draft = write(tmp_path, values)
    words = text(draft)
    assert "up 20% on the year before." in words
    assert draft.article.of("bullet") == ["Robbery: 470, down 16%"]


def test_a_published_change_that_rounds_to_nought_is_level(tmp_path: Path) -> None:
    words = text(write(tmp_path, {"total": (1200, None, -0.4, None)}))
    assert "stayed level in the year to March 2020." in words
    assert "level with the year before" in words
    assert "0%" not in words


def test_no_percentage_where_either_year_is_small(tmp_path: Path) -> None:
    draft = write(tmp_path, {"total": (47, 56, None, 3)})
    words = text(draft)
    assert draft.article.headline == "Police record 47 offences in Testham"
    assert "down from 56 the year before." in words
    assert "%" not in words


def test_a_rise_of_small_numbers_is_told_by_both_counts(tmp_path: Path) -> None:
    values: Values = {"total": (900, 500, None, None), "robbery": (120, 120, None, None)}
    draft = write(tmp_path, values)
    assert draft.brief.angle == "total"
    draft = write(tmp_path / "small", {"total": (20, 56, None, None)})
    assert draft.brief.angle == "small"
    assert "down from 56 the year before." in text(draft)


def test_nothing_recorded(tmp_path: Path) -> None:
    draft = write(tmp_path, {"total": (0, 7, None, 0)})
    words = text(draft)
    assert "Police recorded no offences, excluding fraud, in Testham" in words
    assert "down from seven the year before." in words


def test_one_recorded(tmp_path: Path) -> None:
    words = text(write(tmp_path, {"total": (1, 0, None, 0.1)}))
    assert "Police recorded one offence, excluding fraud, in Testham" in words
    assert "up from none the year before." in words


def test_the_group_level_is_told_as_a_force(tmp_path: Path) -> None:
    words = text(write(tmp_path, FULL, kind="group"))
    assert "across the Testham area" in words
    assert (
        "the force recorded 500 offences of violence against the person in the 12 months" in words
    )
    assert "Testham also recorded:" in words


def test_a_comparison_that_prints_alike_is_in_line(tmp_path: Path) -> None:
    values: Values = {"total": (1200, 1000, None, 0.54)}
    nation: Values = {"total": (50000, 50000, None, 0.46)}
    words = text(write(tmp_path, values, nation=nation))
    assert re.search(r"0\.5\b.* in line with the (rate of )?0\.5", words)


def test_a_contrast_needs_a_total_beyond_noise(tmp_path: Path) -> None:
    totals = {"opposite": (10000, 11000), "none": (10000, 10100), "level": (10000, 10010)}
    totals["same"] = (12000, 11000)
    clauses = {
        "opposite": r"(although|but) recorded crime .* fell|despite a fall in recorded crime",
        "none": r"2020\.$",
        "level": r"(while|although) recorded crime .* stayed level",
        "same": r"as recorded crime overall also rose|recorded crime as a whole rose too",
    }
    for contrast, (now, before) in totals.items():
        values: Values = {"total": (now, before, None, 1), "robbery": (500, 300, None, 1)}
        draft = write(tmp_path / contrast, values)
        assert draft.brief.contrast == contrast
        assert re.search(clauses[contrast], draft.article.blocks[1].text)
