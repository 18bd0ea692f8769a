"""Opening a file: what is hidden or broken is seen in every format, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
import xlwt

from generator.errors import StringerError
from generator.sheets.opening import Opening
from generator.sheets.sheet import Sheet, column_spans, row_spans
from tests.hostile import MAIN, ods, sheet_of, xlsx


def opened(path: Path) -> list[Sheet]:
    with Opening(path) as opening:
        return opening.sheets()


def test_an_xlsx_with_hidden_and_broken_cells(tmp_path: Path) -> None:
    xml = (
        '<worksheet xmlns="{main}"><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c></row>'
        '<row r="3" hidden="1"><c r="A3"><f>A1+1</f></c><c r="B3"><f>A1</f><v>1</v></c>'
        '<c r="C3" t="str"><f>""</f><v></v></c></row></sheetData></worksheet>'
    )
    (sheet,) = opened(xlsx(tmp_path, [xml.format(main=MAIN).encode()]))
    assert sheet.rows == [[1.0, "#REF!", ""], ["", "", ""], ["=A1+1", 1.0, ""]]
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {1, 2}
    assert sheet.broken == {(0, 1): "#REF!", (2, 0): "=A1+1"}


@pytest.mark.parametrize(
    "xml",
    [
        '<x:worksheet xmlns:x="{main}"><x:sheetData><x:row r="2" hidden="1"><x:c r="B2" t="e">'
        "<x:v>#N/A</x:v></x:c></x:row></x:sheetData></x:worksheet>",
        "<worksheet xmlns='{main}'><sheetData><row r='2' hidden='1'><c t='e' r='B2'>"
        "<v>#N/A</v></c></row></sheetData></worksheet>",
        '<worksheet xmlns="{main}"><sheetData><row/><row hidden="true"><c/><c t="e">'
        "<v>#N/A</v></c></row></sheetData></worksheet>",
    ],
    ids=["prefixed", "single quotes", "without addresses"],
)
def test_an_xlsx_that_is_written_otherwise(tmp_path: Path, xml: str) -> None:
    (sheet,) = opened(xlsx(tmp_path, [xml.format(main=MAIN).encode()]))
    assert sheet.hidden_rows == {1}
    assert sheet.broken == {(1, 1): "#N/A"}
    assert sheet.rows[1][1] == "#N/A"


@pytest.mark.parametrize(
    "cell",
    ['<c s="1" r="XFD70000"><v>1</v></c>', "<c r='XFD70000'><v>1</v></c>"],
)
def test_a_far_cell_is_seen_however_it_is_written(tmp_path: Path, cell: str) -> None:
    path = xlsx(tmp_path, sheet_of(f'<row r="70000">{cell}</row>'.encode()))
    with pytest.raises(StringerError, match="Table C2!XFD70000: a cell so far out"):
        opened(path)


def test_a_far_cell_that_is_only_formatted_does_no_harm(tmp_path: Path) -> None:
    near = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    far = b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    (sheet,) = opened(xlsx(tmp_path, sheet_of(near, far)))
    assert sheet.rows == [[1.0]]


def test_an_ods_with_hidden_and_broken_cells(tmp_path: Path) -> None:
    path = ods(
        tmp_path,
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell '
        'office:value-type="float" office:value="1"/></table:table-row>'
        '<table:table-row table:visibility="collapse"><table:table-cell '
        'office:value-type="string" calcext:value-type="error"><text:p>#REF!</text:p>'
        '</table:table-cell><table:table-cell table:formula="of:=[.A1]+1"/></table:table-row>',
    )
    (sheet,) = opened(path)
    assert [row[0] for row in sheet.rows] == [1.0, 1.0, "#ERROR!"]
    assert sheet.hidden_rows == {2}
    assert sheet.hidden_columns == {2}
    assert sheet.broken == {(2, 0): "#ERROR!", (2, 1): "=[.A1]+1"}


def test_an_xls_with_hidden_and_broken_cells(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("Table C2")
    page.write(0, 0, 1)
    page.row(2).set_cell_error(1, "#DIV/0!")
    page.row(2).hidden = True
    page.col(3).hidden = True
    page.write(0, 3, "x")
    hidden = book.add_sheet("Table C5")
    hidden.write(0, 0, 2)
    hidden.visibility = 1
    book.save(str(tmp_path / "old.xls"))
    one, other = opened(tmp_path / "old.xls")
    assert (one.hidden, other.hidden) == (False, True)
    assert one.rows[0] == [1.0, "", "", "x"]
    assert one.rows[2][1] == "#DIV/0!"
    assert one.hidden_rows == {2}
    assert one.hidden_columns == {3}
    assert one.broken == {(2, 1): "#DIV/0!"}


def test_spans_are_told_in_words() -> None:
    assert row_spans([4]) == "row 5 is"
    assert row_spans([3, 1, 2, 7]) == "rows 2 to 4 and 8 are"
    assert column_spans([0, 2, 3, 26]) == "columns A, C to D and AA are"


def test_a_reading_that_nobody_waits_for_ends(tmp_path: Path) -> None:
    path = tmp_path / "slow.csv"
    path.write_text("a,b\n" * 400_000)
    with Opening(path) as opening:
        process = opening._process
        assert process is not None
    assert process.poll() is not None


def test_strange_names_are_no_options_and_no_commands(tmp_path: Path) -> None:
    path = tmp_path / "-c; exit 1 $(x).csv"
    path.write_text("a,b\n1,2\n")
    (sheet,) = opened(path)
    assert sheet.rows == [["a", "b"], ["1", "2"]]


def test_an_archive_with_a_part_outside_it_is_only_read(tmp_path: Path) -> None:
    path = xlsx(tmp_path, sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row>'))
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.writestr("../outside.xml", "x")
    (sheet,) = opened(path)
    assert sheet.rows == [[1.0]]
    assert not (tmp_path.parent / "outside.xml").exists()


def test_parts_that_do_not_unpack_are_damage(tmp_path: Path) -> None:
    path = xlsx(tmp_path, sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row>' * 50))
    content = bytearray(path.read_bytes())
    name = b"xl/worksheets/sheet1.xml"
    start = content.index(name) + len(name)
    content[start : start + 8] = b"\xff" * 8
    path.write_bytes(content)
    with pytest.raises(StringerError, match="is cut short or damaged"):
        opened(path)
