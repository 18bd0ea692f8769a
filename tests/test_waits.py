"""The beat on waiting times: another kind of number, another period, and no Python of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from generator import pipeline, scale
from generator.config import Project
from generator.model import Batch, Draft
from generator.pipeline import Prepared
from generator.writers.markdown import markdown
from tests.conftest import ROOT, story, text
from tests.spoiling import copy_project, lines, run, spoil
from tests.test_writers import schema

RELEASE = "waits/2025-01"
EDITIONS = ("2024-12", "2025-01")
MARK = "Specimen data: invented trusts, invented figures"


@pytest.fixture(scope="module")
def ready(project: Project) -> Prepared:
    return pipeline.prepare(project, RELEASE)


@pytest.fixture(scope="module")
def waits(ready: Prepared) -> Batch:
    """All stories of January 2025."""
    return pipeline.draft(ready, ready.tellable)


def rows(edition: str, table: int) -> dict[str, dict[str, Any]]:
    """A table of a workbook as a person reads it: the code of a row, then heading and cell."""
    sheet = load_workbook(ROOT / f"releases/waits/{edition}/workbook.xlsx")[f"Table {table}"]
    _, _, headings, *rest = sheet.iter_rows(values_only=True)
    named = [dict(zip(map(str, headings), row, strict=True)) for row in rest]
    return {str(row["Trust code"] or row["Region code"]): row for row in named}


SHARE, SEEN, LONGER = (
    "Percentage within four hours",
    "Seen within four hours",
    "Waited more than four hours",
)


def only(batch: Batch, code: str) -> Draft:
    """The story of one trust."""
    (found,) = [d for d in batch.drafts if d.place.code == code]
    return found


def test_forty_trusts_give_39_stories_and_one_held_for_its_suppressed_figures(
    waits: Batch,
) -> None:
    assert len(waits.drafts) == 39
    (held,) = waits.held
    assert held.name == "Tidewick Cottage Hospital Trust"
    assert "suppressed: few patients are behind the number" in held.reasons[0]
    assert {d.brief.angle for d in waits.drafts} == {"met", "moved", "apart", "missed"}
    assert sum(len(d.problems) for d in waits.drafts) < len(waits.drafts) / 10
    assert len({d.article.headline for d in waits.drafts}) == 39


def test_each_story_says_what_its_cells_say(waits: Batch) -> None:
    now, before, month = (rows("2025-01", table) for table in (1, 2, 3))

    def shown(number: Decimal) -> str:
        return f"{number.normalize():f}"

    for draft in waits.drafts:
        code, said = draft.place.code, text(draft)
        here = Decimal(str(now[code][SHARE]))
        assert f"{shown(here)}% of those who came, or {now[code][SEEN]:,} patients, were" in said
        nation = Decimal(str(now["XN01"][SHARE]))
        if draft.brief.angle != "apart":
            assert f"The trust was {shown(abs(here - nation))} percentage point" in said
        target = shown(abs(here - 95))
        assert f"{target} percentage points {'above' if here > 95 else 'short of'} it" in said
        for earlier, named in ((before, "January 2024"), (month, "December")):
            was = earlier[code][SHARE]
            points = re.findall(r"(up|down|rose|fell)(?: by)? ([\d.]+) percentage points?", said)
            if was == "c":
                assert f"No share was published for {named}" in said
            elif "little changed" in said and named == "December":
                assert abs(here - Decimal(str(was))) < 2
            elif moved := here - Decimal(str(was)):
                verbs = ("up", "rose") if moved > 0 else ("down", "fell")
                assert any((verb, shown(abs(moved))) in points for verb in verbs), (code, named)
        waited = now[code][LONGER]
        assert re.search(rf"\b{waited:,}\b.* waited longer", said)


def test_a_fraction_in_words_is_near_the_share_and_on_its_right_side(waits: Batch) -> None:
    words = {"half": 0.5, "one in three": 1 / 3, "one in four": 0.25, "one in five": 0.2}
    words |= {"two in five": 0.4, "one in 10": 0.1}
    now = rows("2025-01", 1)
    seen = set()
    for draft in waits.drafts:
        row = now[draft.place.code]
        said = re.search(r"(About|Almost|More than) (.*?) patients, or [\d,]+, waited", text(draft))
        if said:
            near, fraction = said[1], words[said[2]]
            share = row[LONGER] / row["Attendances"]
            assert abs(share / fraction - 1) < 0.053
            assert near != "Almost" or share < fraction
            assert near != "More than" or share > fraction
            seen.add(near)
    assert seen == {"About", "Almost", "More than"}


def test_the_merger_is_told_and_nothing_is_worked_out_around_a_hidden_number(
    waits: Batch,
) -> None:
    assert "formed in October 2024 by a merger of two" in text(only(waits, "XT16"))
    assert "merger" not in text(only(waits, "XT15"))
    eyes = only(waits, "XT13")
    assert eyes.brief.lead.missing["previous"] == "suppressed"
    assert "month_before.change" in eyes.brief.lead.values
    beside = {f.measure: f for f in eyes.brief.beside}
    assert beside["longer"].missing["previous"] == "suppressed"
    assert beside["longer"].figures["part"].cell == "Table 1!G19"
    assert beside["longer"].figures["of"].measure == "attendances"


def test_the_mark_stands_over_every_file(waits: Batch, project: Project, tmp_path: Path) -> None:
    scale.draft(pipeline.prepare(project, RELEASE), scale.Order(tmp_path, ("md", "html", "json")))
    files = sorted(p for p in tmp_path.iterdir() if p.is_file() and p.name != "manifest.json")
    assert len(files) == 39 * 3 + 2
    for path in files:
        assert "Specimen, not for publication" in path.read_text(), path.name
        if path.suffix == ".json" and path.name != "report.json":
            schema("story-5.json").validate(json.loads(path.read_bytes()))
    schema("report-3.json").validate(json.loads((tmp_path / "report.json").read_bytes()))
    first = (tmp_path / f"{waits.drafts[0].stem}.md").read_text().splitlines()[0]
    assert first.startswith("> Specimen, not for publication")


def test_the_mark_stands_in_every_file_of_the_beat() -> None:
    for edition in EDITIONS:
        book = load_workbook(ROOT / f"releases/waits/{edition}/workbook.xlsx")
        for sheet in book:
            top = [str(sheet.cell(row, 1).value) for row in (1, 2)]
            assert MARK in top, f"{edition} {sheet.title}"
    folders = [ROOT / kind / "waits" for kind in ("config", "releases")]
    for path in [p for folder in folders for p in folder.rglob("*") if p.is_file()]:
        if path.suffix in (".yml", ".py", ".md") and path.name != "forms.yml":
            assert re.search("specimen|invented", path.read_text(), re.IGNORECASE), path


def test_the_workbooks_are_those_that_their_script_writes(tmp_path: Path) -> None:
    script = (ROOT / "releases/waits/make_workbooks.py").read_text()
    (tmp_path / "waits").mkdir()
    (tmp_path / "waits/make_workbooks.py").write_text(script)
    (tmp_path / "workbooks.py").write_text((ROOT / "releases/workbooks.py").read_text())
    subprocess.run([sys.executable, tmp_path / "waits/make_workbooks.py"], check=True)

    def cells(path: Path) -> dict[str, list[tuple[object, ...]]]:
        return {s.title: list(s.iter_rows(values_only=True)) for s in load_workbook(path)}

    for edition in EDITIONS:
        name = f"waits/{edition}/workbook.xlsx"
        assert cells(tmp_path / name) == cells(ROOT / "releases" / name)


def test_both_editions_say_the_same_of_the_month_they_share() -> None:
    assert rows("2025-01", 3) == rows("2024-12", 1)


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


def change_cells(project: Path, **cells: Any) -> None:
    """Change cells of Table 1 of January 2025."""
    path = project / f"releases/{RELEASE}/workbook.xlsx"
    book: Workbook = load_workbook(path)
    for address, value in cells.items():
        book["Table 1"][address] = value
    book.save(path)


def test_a_percentage_that_its_counts_contradict_holds_the_story(spoiled: Path) -> None:
    change_cells(spoiled, H6=68.6)
    result = run(spoiled, "draft", RELEASE, "--out", str(spoiled / "out"))
    assert result.exit_code == 1
    assert any(
        "Aldermarsh" in line and "Table 1!H6" in line and "published percentage 68.6%" in line
        for line in lines(result)
    )


def test_a_count_that_breaks_its_sums_and_its_percentage_is_the_one_to_blame(
    spoiled: Path,
) -> None:
    change_cells(spoiled, F6=8600)
    result = run(spoiled, "draft", RELEASE, "--out", str(spoiled / "out"))
    blamed = [line for line in lines(result) if "Aldermarsh" in line]
    assert len(blamed) == 1
    assert "Table 1!F6: seen: 8,600 does not fit" in blamed[0]


def test_a_percentage_above_100_and_a_marker_where_none_may_stand_are_doubts(
    spoiled: Path,
) -> None:
    change_cells(spoiled, H6=168.5, E4="c")
    said = lines(run(spoiled, "draft", RELEASE))
    assert any("Table 1!E4: “c” may not stand in rows of the kind nation" in x for x in said)
    change_cells(spoiled, E4=rows("2025-01", 1)["XN01"]["Attendances"])
    said = lines(run(spoiled, "draft", RELEASE))
    assert any("Table 1!H6: in_time: the percentage is above 100 (168.5)" in line for line in said)


@pytest.mark.parametrize(
    ("share", "headline", "distance"),
    [
        (0.9504, "standard met|meets", "the trust was just there."),
        (0.9496, "standard missed|misses", "before rounding, the trust was just short of it."),
    ],
)
def test_where_share_and_standard_print_alike_the_counts_decide(
    spoiled: Path, share: float, headline: str, distance: str
) -> None:
    table = rows("2025-01", 1)
    at = {code: row for row, code in enumerate(table, 4)}
    came = table["XT01"]["Attendances"]
    seen = round(came * share)
    moved = seen - table["XT01"][SEEN]
    cells: dict[str, Any] = {}
    for code in ("XT01", "XR01", "XN01"):
        row, total = table[code], table[code]["Attendances"]
        cells |= {f"F{at[code]}": row[SEEN] + moved, f"G{at[code]}": row[LONGER] - moved}
        cells[f"H{at[code]}"] = round(100 * (row[SEEN] + moved) / total, 1)
    assert cells["H6"] == 95.0
    change_cells(spoiled, **cells)
    said = written(spoiled, "XT01")
    # It rose by 28 points in a year, which would lead if it had not met the standard.
    assert re.search(headline if share > 0.95 else "waits improve|Larger share", said)
    assert distance in said


def written(project: Path, code: str) -> str:
    """The story of one trust, drafted anew."""
    out = project / "out"
    result = run(project, "draft", RELEASE, "--place", code, "--format", "md", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    (path,) = out.glob(f"trust-{code.lower()}-*.md")
    return path.read_text()


def test_a_share_of_nobody_holds_the_story(spoiled: Path) -> None:
    change_cells(spoiled, E6=0, F6=0, G6=0, H6=0)
    said = lines(run(spoiled, "draft", RELEASE, "--out", str(spoiled / "out")))
    assert any("Table 1!H6: in_time: a percentage of nothing (0)." in line for line in said)


def test_fractions_of_one_are_read_where_the_layout_says_so_and_told_where_it_does_not(
    spoiled: Path,
) -> None:
    path = spoiled / f"releases/{RELEASE}/workbook.xlsx"
    book = load_workbook(path)
    for sheet in (book[f"Table {n}"] for n in (1, 2, 3)):
        for row in range(4, 49):
            if sheet.cell(row, 8).value != "c":
                sheet.cell(row, 8).value = round(float(str(sheet.cell(row, 8).value)) / 100, 3)
    book.save(path)
    said = lines(run(spoiled, "draft", RELEASE, "--out", str(spoiled / "out")))
    assert any("if it is a fraction of one, set fractions in sources.yml" in line for line in said)
    spoil(
        spoiled, "config/waits/sources.yml", ("    notes:\n", "    fractions: true\n    notes:\n")
    )
    bare = markdown(story(drafted(spoiled), "Barrowmere Hospitals Trust", "trust").article)
    ours = markdown(story(drafted(ROOT), "Barrowmere Hospitals Trust", "trust").article)
    assert bare == ours


def drafted(project: Path) -> Batch:
    ready = pipeline.prepare(Project(project), RELEASE)
    return pipeline.draft(ready, ready.tellable)


def test_an_edition_of_one_month_says_nothing_of_the_others(spoiled: Path) -> None:
    spoil(
        spoiled,
        f"releases/{RELEASE}/release.yml",
        ("file: workbook.xlsx,", "file: workbook.xlsx, tables: [this month],"),
    )
    said = written(spoiled, "XT01")
    assert "January 2024" not in said
    assert "December" not in said
    assert "The trust also recorded:" in said


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            f"releases/{RELEASE}/release.yml",
            "    places: [XT16]\n",
            "    places: [XT16]\n    at: foot\n",
            "no template of waits prints this note. Loop over footnotes where it belongs.",
        ),
        (
            "templates/waits/body.j2",
            "{% for note in notes %}\n{{ note }}\n\n{% endfor %}",
            "{% if notes %}\nSee the notes.\n{% endif %}",
            "no template of waits prints this note. Loop over notes where it belongs.",
        ),
        ("config/waits/beat.yml", "target: 95", "target: 94.96", "has more decimals than the 1"),
        (
            "config/waits/beat.yml",
            "against: [year_before, month_before]",
            "against: [year_before, year_before]",
            '"year_before" stands twice under "against".',
        ),
        (
            "config/waits/sources.yml",
            "  beds: [Waited more than 12 hours for a bed]\n",
            "",
            "the measure beds is read from no column. Give its headings.",
        ),
        ("config/house.yml", 'percent: "{number}%"', 'percent: "%"', "needs {number} somewhere"),
        ("config/waits/rules.yml", "noise:  ", "label:  ", '"label" is a field of templates'),
        (
            "templates/waits/count.j2",
            "Over the",
            "{% if lead.month_before %}x{% endif %}Over the",
            "lead.month_before is a comparison: it cannot be asked.",
        ),
        (
            "templates/waits/count.j2",
            "Over the",
            "\n\nOver {{ lead.month_before }} the",
            "count.j2:4: lead.month_before is a comparison, which prints nothing of use.",
        ),
        (
            "config/waits/beat.yml",
            "share: {part: seen, of: attendances}\n    good: up",
            "share: {part: longer, of: attendances}\n    good: up",
            '"longer" is not a count.',
        ),
    ],
)
def test_what_cannot_be_meant_is_told_before_anything_is_written(
    spoiled: Path, file: str, old: str, new: str, told: str
) -> None:
    if "footnotes" in told:
        source = spoiled / "templates/waits/source.j2"
        source.write_text(source.read_text().partition("{% for")[0])
    spoil(spoiled, file, (old, new))
    result = run(spoiled, "draft", RELEASE, "--out", str(spoiled / "out"))
    assert result.exit_code == 2
    assert any(told in line for line in lines(result)), result.stderr
    assert not (spoiled / "out").exists()


def test_two_places_that_copy_would_call_the_same_are_held(spoiled: Path) -> None:
    spoil(
        spoiled,
        "config/waits/places.yml",
        ("short: Kelverton Children's}", "short: Kelverton hospital}"),
        ("short: Kelverton General}", "short: Kelverton Hospital}"),
    )
    result = run(spoiled, "draft", RELEASE, "--out", str(spoiled / "out"))
    assert result.exit_code == 1
    held = [line for line in lines(result) if "Kelverton" in line]
    assert len(held) == 2
    assert "XT24 is called “kelverton hospital” in copy or headlines, and so is XT25." in held[0]


def test_explain_and_compare_work_as_for_any_beat() -> None:
    shown = run(ROOT, "explain", RELEASE, "Kelverton General Hospital Trust").stdout
    assert re.search(r"month_before\.of +16091  Table 3!E32", shown)
    compared = run(ROOT, "releases", "--compare", "waits/2024-12", RELEASE).stdout
    assert "have the same tables, rows, columns, places and notes" in compared


def test_a_story_reads_the_further_comparison_in_its_own_words(waits: Batch) -> None:
    draft = story(waits, "Barrowmere Hospitals Trust", "trust")
    assert "Compared with December, the share was down 1.2 percentage points." in text(draft)
