"""A beat nobody thought of: a price, a level, a rate, a percentage; YAML and templates alone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.spoiling import lines, run

RENTS = Path(__file__).parent / "rents"
HEADER = "code,name,kind,measure,statistic,period,value"
NOW, BEFORE, QUARTER = "2025-03", "2024-03", "2024-12"

# For each place and measure: now, a year before, a quarter before.
FIGURES = {
    ("T1", "Aldwick Marsh", "town"): {
        "rent": ("1,250", "1,180", "1,255"),
        "days": ("24", "19", "24"),
        "lets": ("3.25", "3.0", "3.3"),
        "empty": ("4.4", "5.6", "4.4"),
        "homes": ("40", "60", "50"),
    },
    ("T2", "Broadfen", "town"): {
        "rent": ("740", "740", "c"),
        "days": ("9", "12", "10"),
        "lets": ("2.0", "2.0", "c"),
        "empty": ("5.0", "4.0", "4.9"),
        "homes": ("1,200", "1,000", "1,100"),
    },
    ("N1", "THE COUNTRY", "nation"): {
        "rent": ("900", "880", "895"),
        "days": ("21", "20", "21"),
        "lets": ("2.6", "2.5", "2.6"),
        "empty": ("4.9", "4.9", "4.9"),
        "homes": ("90000", "88000", "89000"),
    },
}
KINDS = {"rent": "price", "days": "level", "lets": "rate", "empty": "percentage", "homes": "count"}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of this beat alone, beside the house style that all share."""
    for folder in ("config/rents", "templates/rents", "releases/rents/2025-03"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("house", "wording", "reading"):
        shutil.copy(ROOT / f"config/{name}.yml", tmp_path / f"config/{name}.yml")
    for name in ("beat", "sources", "rules", "angles", "places"):
        shutil.copy(RENTS / f"{name}.yml", tmp_path / "config/rents")
    shutil.copy(RENTS / "rent.j2", tmp_path / "templates/rents")
    shutil.copy(RENTS / "release.yml", tmp_path / "releases/rents/2025-03")
    write_figures(tmp_path)
    return tmp_path


def write_figures(project: Path, **changed: str) -> None:
    """The tidy table; ``changed`` names measures of T1 with another value now."""
    rows = [HEADER]
    for (code, name, kind), measures in FIGURES.items():
        for measure, values in measures.items():
            for period, value in zip((NOW, BEFORE, QUARTER), values, strict=True):
                if code == "T1" and period == NOW:
                    value = changed.get(measure, value)
                rows.append(f'{code},{name},{kind},{measure},{KINDS[measure]},{period},"{value}"')
    path = project / "releases/rents/2025-03/figures.csv"
    path.write_text("\n".join(rows) + "\n")


def story(project: Path, name: str) -> str:
    result = run(project, "draft", "--place", name, "--format", "md", "--out", str(project / "out"))
    assert result.exit_code == 0, result.stderr
    (path,) = (project / "out").glob(f"town-{name.lower()}-*.md")
    return path.read_text()


def test_every_kind_changes_prints_and_compares_in_its_own_way(project: Path) -> None:
    assert (
        story(project, "T1")
        == """\
> Specimen, not for publication.

# Rents rose in Aldwick Marsh

The rent in Aldwick Marsh was £1,250 in the three months to March 2025; it rose by 6%, or £70, \
from £1,180. \
It was level with the three months before. That is higher than the £900 in the country.

The target of 21 days was missed by three.

- Days to let: 24, rose by five (worse), three more than the country
- New lets: 3.3, rose by 8% (no way is good)
- Empty homes: 4.4%, fell by 1.2 percentage points (better), 0.5 percentage points less than the \
country
- Homes: 40
---

*Source: the tests. This story was written from the published figures with the help of automation.*
"""
    )


def test_levels_and_withheld_numbers_take_their_branches(project: Path) -> None:
    said = story(project, "T2")
    assert "The rent in Broadfen was £740" in said
    assert "as it was a year earlier." in said
    assert "Against the three months before" not in said
    assert "The target of 21 days was met by 12." in said
    assert "Days to let: nine, fell by three (better), 12 less than the country" in said
    assert "Empty homes: 5%, rose by 1 percentage point (worse)" in said
    assert "Homes: 1,200, rose by 20%" in said


def test_an_amount_is_not_held_against_the_whole_nation_but_a_price_is(project: Path) -> None:
    assert "higher than the £900 in the country" in story(project, "T1")
    for name in ("config/rents/beat.yml", "releases/rents/2025-03/figures.csv"):
        path = project / name
        path.write_text(path.read_text().replace("price", "money"))
    assert "the £900 in the country" not in story(project, "T1")


def test_a_word_of_an_unknown_number_holds_its_story_alone(project: Path) -> None:
    template = project / "templates/rents/rent.j2"
    template.write_text(
        template.read_text() + "\nIt {{ lead.quarter_before.change.verb }} of late.\n"
    )
    result = run(project, "draft", "--out", str(project / "out"))
    assert result.exit_code == 1
    (held,) = lines(result)
    assert "a template prints rent.quarter_before.change, which is not known here" in held
    assert "held: Broadfen" in held


def test_a_rate_of_nothing_is_not_compared_and_stops_nobody(project: Path) -> None:
    template = project / "templates/rents/rent.j2"
    template.write_text(
        template.read_text() + "\n{% for item in bullets %}\n{% if item.apart.known %}\n"
        "{{ item.label }} {{ item.apart }} times.\n\n{% endif %}\n{% endfor %}\n"
    )
    write_figures(project, lets="0")
    said = story(project, "T1")
    assert "New lets: 0.0" in said
    assert "times" not in said
    assert "New lets 1.3 times." in story(project, "T2")


def test_a_small_sensitive_number_of_any_period_is_for_an_editor(project: Path) -> None:
    beat = project / "config/rents/beat.yml"
    homes = "homes: {sensitive: true,"
    beat.write_text(
        beat.read_text().replace("homes: {", homes).replace("small: 50", "small: 50\nsensitive: 60")
    )
    write_figures(project, homes="100")  # 60 a year before, 50 a quarter before
    story(project, "T1")
    report = json.loads((project / "out/report.json").read_bytes())
    assert "it prints fewer than 60 homes: approve it or not" in report["written"][0]["problems"]


def test_parts_of_money_add_up_to_the_penny(project: Path) -> None:
    beat = project / "config/rents/beat.yml"
    beat.write_text(
        beat.read_text()
        .replace("rent: {kind: price,", "rent: {kind: money, decimals: 2, whole: true,")
        .replace(
            "sets:",
            "  base: {kind: money, parent: rent, label: base, noun: pound}\n"
            "  extra: {kind: money, parent: rent, label: extra, noun: pound}\nsets:",
        )
    )
    path = project / "releases/rents/2025-03/figures.csv"
    parts = [
        f"T1,Aldwick Marsh,town,{m},money,{NOW},{v}" for m, v in (("base", 1249.7), ("extra", 0.3))
    ]
    path.write_text(path.read_text().replace(",price,", ",money,") + "\n".join(parts) + "\n")
    assert "£1,250.00" in story(project, "T1")
    path.write_text(path.read_text().replace(",0.3", ",0.4"))
    result = run(project, "draft", "--out", str(project / "out"))
    assert any("add up to 1,250.1, not 1,250" in line for line in lines(result))


def test_a_number_that_its_kind_cannot_be_holds_the_story(project: Path) -> None:
    write_figures(project, empty="-4.4")
    result = run(project, "draft", "--out", str(project / "held"))
    assert result.exit_code == 1
    (held,) = lines(result)
    assert "figures.csv!G11: empty: the percentage is below zero (-4.4)." in held
    write_figures(project, days="-24")
    assert "Days to let: −24, fell by 43" in story(project, "T1")


def with_rates(project: Path, spec: str, rate: float, *, base: str = "") -> Path:
    """Give the homes of T1, 40, a rate, and its base where there is one; gives ``release.yml``."""
    sources = project / "config/rents/sources.yml"
    sources.write_text(sources.read_text() + f"rates:\n  density: {{{spec}}}\n")
    figures = project / "releases/rents/2025-03/figures.csv"
    rows = [f"T1,Aldwick Marsh,town,homes,density,{NOW},{rate}"]
    rows += [f"T1,Aldwick Marsh,town,rent,people,{NOW},{base}"] if base else []
    figures.write_text(figures.read_text() + "\n".join(rows) + "\n")
    return project / "releases/rents/2025-03/release.yml"


@pytest.mark.parametrize(
    ("rate", "decimals", "told"),
    [
        (3.2, "", " (if it was rounded for print, set source.decimals in release.yml)."),
        (3.2, ", density: 1", None),
        (3.3, ", density: 1", "."),
    ],
)
def test_a_rate_agrees_as_far_as_it_was_rounded_for_print(
    project: Path, rate: float, decimals: str, told: str | None
) -> None:
    release = with_rates(project, "of: people, per: 100, rounded: 10", rate, base="1260")
    release.write_text(release.read_text().replace(", rate: 1", f", rate: 1{decimals}"))
    held = lines(run(project, "draft", "--place", "T1", "--out", str(project / "out")))
    said = f"homes: published density {rate}, but the counts give 3.175"
    assert [line[line.find("homes:") :] for line in held] == (
        [] if told is None else [f"{said}{told}"]
    )


def test_a_rate_without_a_published_base_is_taken_as_it_stands(project: Path) -> None:
    with_rates(project, "per: 100", 3.2)
    assert "Homes: 40" in story(project, "T1")
    assert "no rates" not in run(project, "read").stdout


@pytest.mark.parametrize("file", ["figures.csv", "parts/*.csv"])
def test_a_place_that_was_renamed_is_told_under_the_name_of_today(project: Path, file: str) -> None:
    figures = project / "releases/rents/2025-03/figures.csv"
    rows = figures.read_text().splitlines()
    rows = [r.replace("Aldwick Marsh", "Aldwick") if BEFORE in r else r for r in rows]
    path = figures.parent / file.replace("*", "1")
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join((rows[0], *sorted(rows[1:]))) + "\n")
    release = figures.with_name("release.yml")
    release.write_text(release.read_text().replace("figures.csv", file))
    words = ("draft", "--out", str(project / "out"), "--format", "md")
    refused = run(project, *words)
    assert refused.exit_code == 2
    assert "T1" in refused.stderr
    places = project / "config/rents/places.yml"
    places.write_text(places.read_text() + "formerly: {T1: [Aldwick]}\n")
    assert run(project, *words).exit_code == 0
    (path,) = (project / "out").rglob("town-t1-*.md")
    assert path.read_text().count("Aldwick") == path.read_text().count("Aldwick Marsh") > 0


@pytest.mark.parametrize(("towns", "told"), [(3, 3), (5, 1)])
def test_many_places_that_are_held_for_one_reason_are_told_in_one_line(
    project: Path, towns: int, told: int
) -> None:
    rows = [f"X{n},Town {n},town,days,level,{NOW},-{n}" for n in range(towns)]
    rows += [f"X{n},Town {n},town,empty,percentage,{NOW},-{n + 1}.5" for n in range(towns)]
    path = project / "releases/rents/2025-03/figures.csv"
    path.write_text("\n".join((path.read_text().rstrip(), *rows)) + "\n")
    result = run(project, "draft", "--out", str(project / "out"), "--format", "md")
    said = [line for line in lines(result) if "empty: the percentage is below zero (-1.5)." in line]
    held = [line for line in lines(result) if "held: " in line]
    assert (len(said), len(held)) == (1, told)
    if told == 1:
        assert held[0].startswith(
            "held: Town 0 (town), Town 1 (town), Town 2 (town) and 2 more (report.json has all): "
        )
    report = json.loads((project / "out/report.json").read_bytes())
    assert len(report["held"]) == towns
