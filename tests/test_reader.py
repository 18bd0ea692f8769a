"""The reader: what it finds, and that every cell holds what it says."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string
from pandas.testing import assert_frame_equal

from generator import pipeline, workbook
from generator.config import Project, Release
from generator.pipeline import Prepared


def test_tables_are_found_by_their_titles(prepared: Prepared) -> None:
    seen = {t.name: (t.sheet, t.header_row) for t in prepared.findings.analysis.reading.tables}
    assert seen == {
        "local counts": ("Table C2", 8),
        "local counts, previous year": ("Table C5", 8),
        "local changes": ("Table C3", 8),
        "local rates": ("Table C4", 8),
        "regional counts": ("Table P1", 7),
        "regional counts, previous year": ("Table P4", 7),
        "regional changes": ("Table P2", 8),
        "regional rates": ("Table P3", 8),
    }


def test_rows_are_classified(prepared: Prepared) -> None:
    tables = {t.name: t.rows for t in prepared.findings.analysis.reading.tables}
    local = {"area": 303, "combined": 11, "group": 42, "unassigned": 42, "unplaced": 1}
    regional = {"nation": 1, "country": 2, "region": 9, "group": 43}
    assert tables["local counts"] == local
    assert tables["local rates"] == local
    assert tables["regional counts"] == {**regional, "outside": 1}
    assert tables["regional rates"] == regional


def test_notes_are_kept_with_their_cells(prepared: Prepared) -> None:
    notes = {(n.sheet, n.number): n for n in prepared.findings.analysis.reading.notes}
    assert len(notes) == 19
    assert notes["Notes - CSP", "4"].cell == "Notes - CSP!B7"
    assert "Leicestershire" in notes["Notes - CSP", "4"].text
    tags = {(t.note, t.cell) for t in prepared.findings.analysis.reading.tags}
    assert ("Notes - CSP 4", "Table C2!B192") in tags
    assert ("Notes - CSP 9", "Table C4!B35") in tags
    assert ("Notes- PFA 8", "Table P3!Q8") in tags
    assert ("Notes- PFA 2", "Table P1!C7") in tags
    assert ("Notes - CSP 7", "Table C4!A1") in tags


def test_every_figure_is_what_its_cell_holds(prepared: Prepared) -> None:
    """All of them, read again by another library."""
    book = load_workbook(prepared.release.source, read_only=True, data_only=True)
    cells = {
        (sheet.title.strip(), row, column): value
        for sheet in book
        for row, values in enumerate(sheet.iter_rows(values_only=True), 1)
        for column, value in enumerate(values, 1)
    }
    figures = prepared.findings.analysis.reading.figures
    compared = 0
    for sheet, row, column, value in zip(
        figures["sheet"], figures["row"], figures["column"], figures["value"], strict=True
    ):
        there: Any = cells.get((sheet, row, column))
        if value == value:
            assert there == value, (sheet, row, column)
            compared += 1
        else:
            assert there is None or isinstance(there, str), (sheet, row, column)
    assert compared > 36_000


def test_every_figure_of_a_story_is_in_the_cell_it_names(project: Project) -> None:
    made = pipeline.prepare(project, "crime/2021-09")
    (draft,) = pipeline.draft(made, made.tellable).drafts
    with made.release.source.open(newline="") as file:
        rows = list(csv.reader(file))
    told = (draft.brief.lead, draft.brief.total, *draft.brief.bullets)
    found = [figure for finding in told for figure in finding.figures.values()]
    assert len(found) == 17
    for figure in found:
        sheet, address = figure.cell.split("!")
        letter, number = address[0], int(address[1:])
        text = rows[number - 1][column_index_from_string(letter) - 1]
        assert sheet == "figures.csv"
        assert float(text.replace(",", "")) == float(figure.value or 0)


def test_markers_have_a_meaning(prepared: Prepared) -> None:
    figures = prepared.findings.analysis.reading.figures
    marked = figures[figures["missing"] != ""]
    assert set(marked["missing"]) == {"withheld", "no rate", "left empty"}
    city = figures[(figures["place"] == "E22000180") & (figures["statistic"] == "rate")]
    assert set(city["missing"]) == {"no rate"}


@pytest.mark.published
def test_the_published_workbook_gives_the_same_figures(prepared: Prepared) -> None:
    published = Path(os.environ["STRINGER_PUBLISHED"]).resolve()
    release = prepared.release
    source = release.file.source.model_copy(update={"file": str(published)})
    file = release.file.model_copy(update={"source": source})
    other = workbook.read(
        Release(release.id, release.folder, file, release.document), prepared.beat
    )
    ours = prepared.findings.analysis.reading
    assert_frame_equal(other.figures, ours.figures, check_exact=True)
    assert other.places == ours.places
    assert other.tables == ours.tables
