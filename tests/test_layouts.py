"""Other layouts and other files than the newest workbook, by YAML alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from generator import pipeline
from generator.config import Project
from generator.model import Batch, Draft
from generator.sheets.opening import Opening
from generator.sheets.sheet import Sheet
from tests.conftest import ROOT, story, text
from tests.outcome import project_with
from tests.spoiling import RELEASE, copy_project, lines, run, spoil, spoil_workbook

LOCAL = ("Table C1", "Table C2", "Table C3", "Table C4", "Table C5", "Notes - CSP")
REGIONAL = ("Table P1", "Table P2", "Table P3", "Table P4", "Notes- PFA")


@pytest.fixture(scope="module")
def sheets() -> list[Sheet]:
    with Opening(ROOT / RELEASE / "workbook.xlsx") as opening:
        return opening.sheets()


def release_of(folder: Path, file: str, *tables: str) -> Path:
    """A project whose release is this file, which has only these tables."""
    project = project_with(folder)
    spoil(
        project,
        str(RELEASE / "release.yml"),
        (
            "source: {file: workbook.xlsx, layout: ons-2024}",
            f"source: {{file: {file}, layout: ons-2024, tables: [{', '.join(tables)}]}}",
        ),
    )
    return project


def without_nation(project: Path) -> None:
    """Take away the sentences whose cells stand in tables that are not there."""
    path = project / RELEASE / "release.yml"
    before, _, rest = path.read_text().partition("\nnation:\n")
    path.write_text(before + "\n# Every note" + rest.partition("# Every note")[2])


def write_csv(path: Path, sheet: Sheet) -> None:
    """As a spreadsheet saves a table: every number as text, with commas and a trailing space."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = ([f"{c:,.0f} " if isinstance(c, float) else c for c in row] for row in sheet.rows)
        csv.writer(file).writerows(rows)


def named(sheets: Iterable[Sheet], names: Sequence[str]) -> list[Sheet]:
    return [s for s in sheets if s.name.strip() in names]


def test_one_table_saved_as_csv(tmp_path: Path, sheets: list[Sheet]) -> None:
    project = release_of(tmp_path, "c2.csv", "local counts")
    (table,) = named(sheets, ["Table C2"])
    write_csv(project / RELEASE / "c2.csv", table)
    without_nation(project)
    result = run(project, "draft", "crime/2024-12", "--format", "md")
    assert lines(result) == []
    assert result.exit_code == 0, result.output
    out = project / "output/crime/2024-12"
    assert len(list(out.glob("*.md"))) == 356
    (path,) = out.glob("*-peterborough.md")
    told = path.read_text()
    assert "22,574 offences" in told.splitlines()[0]
    assert "- Sexual offences: 913\n" in told
    assert "%" not in told
    assert "per 1,000" not in told
    (path,) = out.glob("*-east-and-mid-devon.md")
    assert "which joins several local authorities." in path.read_text()  # C1 is not there


def write_xls(path: Path, sheets: Iterable[Sheet]) -> None:
    book = xlwt.Workbook()
    for sheet in sheets:
        page = book.add_sheet(sheet.name)
        for row, cells in enumerate(sheet.rows):
            for column, content in enumerate(cells):
                if content != "":
                    page.write(row, column, content)
    book.save(str(path))


def write_ods(path: Path, sheets: Iterable[Sheet]) -> None:
    book = OpenDocumentSpreadsheet()
    for sheet in sheets:
        page = Table(name=sheet.name)
        for cells in sheet.rows:
            row = TableRow()
            for content in cells:
                row.addElement(_ods_cell(content))
            page.addElement(row)
        book.spreadsheet.addElement(page)
    book.save(str(path))


def _ods_cell(content: Any) -> Any:
    if isinstance(content, float):
        return TableCell(valuetype="float", value=repr(content))
    found = TableCell(valuetype="string") if content else TableCell()
    if content:
        found.addElement(P(text=content))
    return found


def test_an_old_binary_workbook(tmp_path: Path, sheets: list[Sheet], batch: Batch) -> None:
    mine = project_with(tmp_path)
    spoil(mine, str(RELEASE / "release.yml"), ("file: workbook.xlsx", "file: workbook.xls"))
    write_xls(mine / RELEASE / "workbook.xls", sheets)
    assert articles(mine) == {d.place.key: d.article.blocks for d in batch.drafts}


def articles(project: Path) -> dict[str, object]:
    """The text of every story of a project's release, by its key."""
    made = pipeline.prepare(Project(project), "crime/2024-12")
    drafts = pipeline.write(made, made.tellable)
    return {d.place.key: d.article.blocks for d in drafts if isinstance(d, Draft)}


def test_an_open_document(tmp_path: Path, sheets: list[Sheet], batch: Batch) -> None:
    """The tables of forces alone, as ods: the same figures from the same cells as from the xlsx."""
    regional = ("regional counts", '"regional counts, previous year"', "regional changes")
    project = release_of(tmp_path, "forces.ods", *regional, "regional rates")
    write_ods(project / RELEASE / "forces.ods", named(sheets, REGIONAL))
    path = project / RELEASE / "release.yml"
    typed = path.read_text().split("  - note: Notes - CSP 8")[0]
    typed = typed.replace("[Notes - CSP 4, Notes- PFA 4]", "Notes- PFA 4")
    path.write_text(
        typed + "  - note: Notes- PFA 1" + path.read_text().split("note: Notes- PFA 1")[1]
    )
    made = pipeline.prepare(Project(project), "crime/2024-12")
    assert len(made.tellable) == 43  # the City of London as a force, too: its area is not there
    found = pipeline.draft(made, made.tellable)
    told = {d.place.key: d.brief for d in found.drafts}
    for draft in batch.drafts:
        if draft.place.level == "force":
            brief = told[draft.place.key]
            assert (brief.angle, brief.lead.measure) == (
                draft.brief.angle,
                draft.brief.lead.measure,
            )
            assert dict(brief.lead.values) == dict(draft.brief.lead.values)
            assert brief.lead.figures["rate"] == draft.brief.lead.figures["rate"]


def test_separate_workbooks_of_areas(tmp_path: Path, sheets: list[Sheet], batch: Batch) -> None:
    """Other numbers of tables, another order, a header in another row; titles say what they are."""
    local = ("local counts", '"local counts, previous year"', "local changes", "local rates")
    project = release_of(tmp_path, "areas.xlsx", *local)
    by_name = {s.name.strip(): s for s in sheets}
    book = Workbook(write_only=True)
    order = {"Table C2": "Table C5", "Table C3": "Table C2", "Table C4": "Table C3"}
    order |= {"Table C5": "Table C4", "Notes - CSP": "Notes - CSP"}
    for name, source in order.items():
        page = book.create_sheet(name)
        rows = by_name[source].rows
        for row in rows if source.startswith("Notes") else [rows[0], *rows[2:]]:
            page.append([None if c == "" else c for c in row])
    book.save(project / RELEASE / "areas.xlsx")
    without_nation(project)
    path = project / RELEASE / "release.yml"
    typed = path.read_text().replace("[Notes - CSP 4, Notes- PFA 4]", "Notes - CSP 4")
    path.write_text(typed.split("  - note: Notes- PFA 1")[0])
    made = pipeline.prepare(Project(project), "crime/2024-12")
    assert {t.header_row for t in made.findings.analysis.reading.tables} == {7}
    assert {t.name: t.sheet for t in made.findings.analysis.reading.tables} == {
        "local counts": "Table C3",
        "local counts, previous year": "Table C2",
        "local changes": "Table C4",
        "local rates": "Table C5",
    }
    found = pipeline.draft(made, made.tellable)
    assert len(found.drafts) == 356
    told = text(story(found, "Peterborough"))
    assert "22,574 offences" in text(story(batch, "Peterborough"))
    assert "22,574 offences" in told
    assert "across England and Wales" not in told


@pytest.fixture(scope="module")
def old() -> Batch:
    made = pipeline.prepare(Project(ROOT), "crime/2019-09")
    return pipeline.draft(made, made.tellable)


def test_the_workbook_of_2019_gives_forces_with_the_published_change(old: Batch) -> None:
    assert len(old.drafts) == 42
    kent = text(story(old, "Kent Police", "force"))
    assert "the force recorded 15,967 public order offences" in kent
    assert "That was down 26% on the year before." in kent
    total = next(s for s in kent.split(". ") if "191,439" in s)
    assert "from" not in total


def test_a_force_without_figures_is_held_and_the_label_says_who_is_missing(old: Batch) -> None:
    (held,) = old.held
    assert held.name == "Greater Manchester Police"
    assert held.reasons == (
        "Greater Manchester: it has no figure to lead on "
        "(not available: the force could supply no data).",
    )
    assert old.nation == "England and Wales (excluding Greater Manchester Police)"
    for draft in old.drafts:
        told = text(draft)
        for label in ("across England and Wales", "Across the two countries"):
            for rest in told.split(label)[1:]:
                assert rest.startswith(
                    (" (excluding Greater Manchester", ", Greater Manchester")
                ), told
    cambridgeshire = text(story(old, "Cambridgeshire Constabulary", "force"))
    assert "may change in the next editions" in cambridgeshire


def test_counts_that_follow_from_a_change_are_never_printed(old: Batch) -> None:
    for draft in old.drafts:
        for finding in draft.brief.told:
            assert "previous" not in finding.values
            assert "difference" not in finding.values


@pytest.mark.parametrize("sheet", ["Table C2", "Table C5"])
def test_a_place_and_its_group_that_were_renamed(tmp_path: Path, sheet: str) -> None:
    """The first table may be the one that has the old names, or a later one."""
    project = copy_project(tmp_path)

    def rename(book: Workbook) -> None:
        table = book[sheet]
        for row in table.iter_rows(min_row=9, max_col=4):
            for cell in row:
                old = {"Peterborough": "Petersfield", "Cambridgeshire": "Cambs"}
                if cell.value in old:
                    cell.value = old[str(cell.value)]

    spoil_workbook(project, rename)
    words = ("draft", "crime/2024-12", "--format", "md", "--out", str(tmp_path / "out"), "--place")
    held = lines(run(project, *words, "E22000017"))
    assert any("If it was renamed, list the old name under formerly" in line for line in held)
    path = project / "config/crime/places.yml"
    path.write_text(path.read_text() + "formerly: {E22000017: [Petersfield], E23000023: [cambs]}\n")
    result = run(project, *words, "Peterborough")
    assert result.exit_code == 0, result.stderr
    (made,) = (tmp_path / "out").glob("area-*.md")
    assert "Petersfield" not in made.read_text()
    assert "Cambs" not in made.read_text()
