"""`stringer read` and `stringer releases --compare`: what a release holds, and what moved."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas as pd
import pytest

from generator.pipeline import Prepared
from tests.book import Book
from tests.conftest import ROOT
from tests.outcome import project_with
from tests.spoiling import RELEASE, copy_project, lines, run, spoil


def test_read_tells_tables_figures_notes_and_checks() -> None:
    result = run(ROOT, "read", "crime/2024-12")
    assert result.exit_code == 0
    told = result.stdout
    assert "  Table C2: local counts; header in row 8; rows: 42 group, 303 area, 42 unass" in told
    assert "  1,205 cells withheld ([u]: either year is below 50)\n" in told
    assert "  Notes - CSP 4, on Leicestershire: text\n" in told
    assert "  Notes- PFA 10, on London: not typed\n" in told
    assert "  Table C3: 7,088 changes agree\n" in told
    assert "  Table C4: 8,520 rates agree\n" in told
    assert "In doubt" not in told


def test_read_counts_what_does_not_agree(tmp_path: Path) -> None:
    project = project_with(tmp_path, lambda book: book.add("Table C3!N26", 1))
    result = run(project, "read")
    assert result.exit_code == 1
    assert "  Table C3: 7,087 changes agree, 1 does not\n" in result.stdout


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_read_writes_every_figure_with_its_cell(
    tmp_path: Path, ending: str, prepared: Prepared
) -> None:
    path = tmp_path / f"figures.{ending}"
    result = run(ROOT, "read", "crime/2024-12", "--figures", str(path))
    assert f"figures written to {path}" in result.stdout
    found = pd.read_csv(path) if ending == "csv" else pd.read_parquet(path)
    ours = prepared.findings.analysis.reading.figures
    assert len(found) == len(ours)
    assert found["value"].sum() == ours["value"].sum()
    peterborough = found[(found["place"] == "E22000017") & (found["measure"] == "sexual")]
    assert dict(zip(peterborough["statistic"], peterborough["cell"], strict=True)) == {
        "count": "N26",
        "change": "N26",
        "rate": "P26",
    }
    assert set(peterborough["sheet"]) == {"Table C2", "Table C3", "Table C4", "Table C5"}


def test_read_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    monkeypatch.setitem(sys.modules, "fastparquet", None)
    path = tmp_path / "figures.parquet"
    result = run(ROOT, "read", "crime/2024-12", "--figures", str(path))
    assert result.exit_code == 2
    assert lines(result) == [
        f"{path}: a Parquet file needs pyarrow, which is not there. "
        'Try: pip install "stringer[parquet]", or name a .csv.'
    ]


def test_read_refuses_another_ending(tmp_path: Path) -> None:
    result = run(ROOT, "read", "crime/2021-09", "--figures", str(tmp_path / "figures.txt"))
    assert result.exit_code == 2
    assert lines(result)[0].endswith("ends in neither .csv nor .parquet. Name it so.")


def next_edition(book: Book) -> None:
    """What moves from one edition to the next."""
    book["Notes - CSP!B6"] = "Negative counts can come from transfers between forces."
    book["Notes - CSP!A13"] = 10.0
    book["Notes - CSP!B13"] = "Figures on shoplifting are provisional."
    book["Notes - CSP!A11"], book["Notes - CSP!A12"] = 9.0, 8.0
    for sheet in ("Table C2", "Table C3", "Table C4", "Table C5"):
        book[f"{sheet}!D26"] = "Peterborough and Soke"
        book[f"{sheet}!AG8"] = "Fraud offences"
        book.delete_row(sheet, 62)
    book.insert_rows("Table C3", 8, 1)


def test_two_editions_are_compared(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    newer = project / "releases/crime/2025-01"
    newer.mkdir()
    for name in ("release.yml", "workbook.xlsx"):
        (newer / name).write_bytes((project / RELEASE / name).read_bytes())
    book = Book(newer / "workbook.xlsx")
    next_edition(book)
    book.save()
    result = run(project, "releases", "--compare", "crime/2024-12", "crime/2025-01")
    assert result.exit_code == 0
    told = result.stdout.splitlines()
    for line in (
        "  local changes: was in Table C3 (header in row 8), is in Table C3 (header in row 9)",
        "  Table C2: 302 rows of the kind area, there were 303",
        "  Table C2: new: Fraud offences",
        "  renamed: E22000017 was Peterborough, is Peterborough and Soke",
        "  renumbered: Notes - CSP 8 is Notes - CSP 9",
        "  new: Notes - CSP 10 (Notes - CSP!B13): “Figures on shoplifting are provisional.”",
    ):
        assert line in told
    assert any(
        line.startswith("  reworded, or another: Notes - CSP 3 (Notes - CSP!B6): “Some")
        for line in told
    )
    (gone,) = [line for line in told if line.startswith("  gone: ") and line.endswith(", area)")]
    assert gone == "  gone: Cornwall (E22000356, area)"
    assert "  new: Table C2: “Figures on shoplifting are provisional.”" not in told


def test_an_edition_is_the_same_as_itself() -> None:
    result = run(ROOT, "releases", "--compare", "crime/2024-12", "crime/2024-12")
    assert result.stdout.endswith("the same tables, rows, columns, places and notes.\n")


def test_a_note_can_hold_the_stories_that_it_reaches(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    path = project / RELEASE / "release.yml"
    before, _, after = path.read_text().partition("    measures: [total, theft, burglary")
    rest = after.partition("  - note: Notes - CSP 8")[2]
    path.write_text(f"{before}    hold: Burglary is undercounted.\n  - note: Notes - CSP 8{rest}")
    result = run(project, "draft", "--format", "md")
    assert result.exit_code == 1
    reason = "Notes - CSP!B7: held by Notes - CSP 4: Burglary is undercounted."
    (held,) = lines(result)
    assert held == (
        "held: Leicestershire Police (force), Blaby (area), Charnwood (area) and 7 more "
        f"(report.json has all): {reason}"
    )
    report = json.loads((project / "output/crime/2024-12/report.json").read_bytes())
    assert [one["reasons"] for one in report["held"]] == [[reason]] * 10  # nine areas, the force


def test_a_note_does_one_thing(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    note = "  - note: Notes - CSP 1\n"
    spoil(project, str(RELEASE / "release.yml"), (note, f"{note}    hold: Wait.\n"))
    result = run(project, "read")
    assert result.exit_code == 2
    assert 'needs one of "text", "hold" and "no_effect"' in result.stderr


def test_remarks_stand_in_the_report_and_on_the_index(tmp_path: Path) -> None:
    project = project_with(tmp_path, lambda book: book.hide_row("Table C2", 26))
    result = run(project, "draft", "--place", "Peterborough")
    remark = "Table C2: row 26 is hidden, and read like any other."
    assert lines(result) == [f"note: {remark}"]
    out = project / "output/crime/2024-12"
    assert json.loads((out / "report.json").read_text())["remarks"] == [remark]
    assert f"<li>{remark}</li>" in (out / "index.html").read_text()


def test_a_note_typed_for_a_place_that_does_not_bear_it(tmp_path: Path) -> None:
    project = project_with(tmp_path)
    typed = "    places: [E23000021]"
    spoil(project, str(RELEASE / "release.yml"), (typed, "    places: [E23000021, E22000017]"))
    result = run(project, "read", "crime/2024-12")
    assert result.exit_code == 2
    (line,) = lines(result)
    assert line.startswith("releases/crime/2024-12/release.yml:54: Peterborough does not bear ")
    assert line.endswith(" does. Take E22000017 out.")
