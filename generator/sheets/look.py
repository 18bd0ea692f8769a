"""A look at a workbook before it is parsed: how far its cells reach, what is hidden or broken.

The parser gives cells alone: a hidden row looks like any other, an error like an empty cell, and
one cell far out makes it ask for memory for all cells before it.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from generator.sheets import limits
from generator.sheets.limits import RefusedError

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb'<row [^>]*?\br="([0-9]+)"')
_WIDE = re.compile(rb'<c r="([A-Z]{2,})')
_UNUSUAL = (b"hidden=", b't="e"', b"<f>", b"<f ", b"<f/", b"='")
_DAMAGED = (
    zipfile.BadZipFile,
    expat.ExpatError,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    OverflowError,
    ValueError,
)


class Odd:
    """What is hidden or broken in one sheet; rows and columns count from 0."""

    __slots__ = ("broken", "hidden_columns", "hidden_rows")

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.broken: dict[tuple[int, int], str] = {}


def look_at_xlsx(path: Path) -> dict[str, Odd]:
    """What is odd in each sheet of an xlsx file.

    Raises:
        RefusedError: a sheet reaches further than the limits, or the file is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _xlsx_sheet(name, archive.read(p)) for name, p in _xlsx_parts(archive)}
    except _DAMAGED as error:
        raise RefusedError(f"is cut short or damaged ({error}).", "Fetch it again.") from None


def _xlsx_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the part of every sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    parts = set(archive.namelist())
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = targets.get(sheet.get(_RELATION), "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            if part in parts:
                yield sheet.get("name", ""), part


def _xlsx_sheet(name: str, xml: bytes) -> Odd:
    """One sheet; the long look is taken only where a short one finds something."""
    if b"<worksheet" in xml and not any(u in xml for u in _UNUSUAL):
        columns = max((_column(c.decode()) for c in set(_WIDE.findall(xml))), default=26)
        rows = _ROW.findall(xml)
        numbered = len(rows) == xml.count(b"<row")
        if numbered and max(map(int, rows), default=0) * columns <= limits.CELLS:
            return Odd()
    return _XlsxSheet(name).look(xml)


def _column(name: str) -> int:
    """``A`` is 1, ``AA`` 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


class _Extent:
    """How far the cells with content reach, held against the limit."""

    def __init__(self, sheet: str) -> None:
        self.sheet, self.rows, self.columns = sheet, 0, 0

    def add(self, row: int, column: int) -> None:
        """A cell with content; rows and columns count from 1."""
        self.rows, self.columns = max(self.rows, row), max(self.columns, column)
        if self.rows * self.columns > limits.CELLS:
            what = f"a cell so far out makes this a sheet of {self.rows * self.columns:,} cells; "
            raise RefusedError(
                f"{what}{limits.CELLS:,} at most are read.",
                "Delete the rows and columns beyond the table.",
                (self.sheet, row, column),
            )


class _XlsxSheet:
    """The long look at one sheet's XML: every row, column and cell."""

    def __init__(self, name: str) -> None:
        self.odd = Odd()
        self._extent = _Extent(name)
        self._row = self._column = 0
        self._kind = self._formula = self._value = ""
        self._has_formula = self._has_content = False
        self._inside = ""

    def look(self, xml: bytes) -> Odd:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(xml, True)
        return self.odd

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        tag = tag.rpartition(" ")[2]
        if tag == "c":
            match = _ADDRESS.fullmatch(given.get("r", ""))
            self._column = _column(match[1]) if match else self._column + 1
            self._row = int(match[2]) if match else self._row
            self._kind = given.get("t", "n")
            self._formula = self._value = ""
            self._has_formula = self._has_content = False
        elif tag == "row":
            self._row, self._column = int(given.get("r") or self._row + 1), 0
            if given.get("hidden") in ("1", "true"):
                self.odd.hidden_rows.add(self._row - 1)
        elif tag == "col" and given.get("hidden") in ("1", "true"):
            first, last = int(given["min"]), int(given["max"])
            self.odd.hidden_columns.update(range(first - 1, min(last, first + limits.ENTRIES)))
        elif tag == "f":
            self._has_formula = True
        elif tag == "is":
            self._has_content = True
        self._inside = tag

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(" ")[2]
        self._inside = ""
        if tag != "c":
            return
        at = (self._row - 1, self._column - 1)
        if self._has_content or self._value:
            self._extent.add(self._row, self._column)
        if self._kind == "e":
            self.odd.broken[at] = self._value or "#ERROR!"
        elif self._has_formula and not self._value and self._kind != "str":
            self.odd.broken[at] = f"={self._formula}"
            self._extent.add(self._row, self._column)

    def _text(self, text: str) -> None:
        if self._inside == "v":
            self._value += text
        elif self._inside == "f":
            self._formula += text


def look_at_ods(path: Path) -> dict[str, Odd]:
    """What is odd in each table of an ods file.

    Raises:
        RefusedError: a table reaches further than the limits, or the file is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _Ods().look(archive.read("content.xml"))
    except _DAMAGED as error:
        raise RefusedError(f"is cut short or damaged ({error}).", "Fetch it again.") from None


class _Ods:
    """The look at the content of an ods file; rows, columns and cells may stand for many."""

    def __init__(self) -> None:
        self.found: dict[str, Odd] = {}
        self._odd = Odd()
        self._extent = _Extent("")
        self._row = self._column = self._columns = 0
        self._times = self._rows = 1
        self._cell: Mapping[str, str] = {}
        self._text = False

    def look(self, xml: bytes) -> dict[str, Odd]:
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.Parse(xml, True)
        return self.found

    def _start(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table:table":
            name = given.get("table:name", "")
            self._odd = self.found[name] = Odd()
            self._extent = _Extent(name)
            self._row = self._columns = 0
        elif tag == "table:table-column":
            times = int(given.get("table:number-columns-repeated", 1))
            if given.get("table:visibility") in ("collapse", "filter"):
                upto = self._columns + min(times, limits.ENTRIES)
                self._odd.hidden_columns.update(range(self._columns, upto))
            self._columns += times
        elif tag == "table:table-row":
            self._rows = int(given.get("table:number-rows-repeated", 1))
            self._column = 0
            if given.get("table:visibility") in ("collapse", "filter"):
                upto = self._row + min(self._rows, limits.ENTRIES)
                self._odd.hidden_rows.update(range(self._row, upto))
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            self._times = int(given.get("table:number-columns-repeated", 1))
            self._cell, self._text = given, False
        elif tag == "text:p":
            self._text = True

    def _end(self, tag: str) -> None:
        if tag == "table:table-row":
            self._row += self._rows
        elif tag in ("table:table-cell", "table:covered-table-cell"):
            given = self._cell
            has_value = "office:value-type" in given or self._text
            formula = given.get("table:formula", "")
            if has_value or formula:
                self._extent.add(self._row + self._rows, self._column + self._times)
            if given.get("calcext:value-type") == "error":
                self._odd.broken[self._row, self._column] = "#ERROR!"
            elif formula and not has_value:
                text = f"={formula.partition('=')[2] or formula}"
                self._odd.broken[self._row, self._column] = text
            self._column += self._times


def look_at_xls(path: Path) -> dict[str, Odd]:
    """What is odd in each sheet of an xls file, by xlrd.

    Raises:
        RefusedError: the file is encrypted, damaged, or no workbook.
    """
    import xlrd

    from generator.sheets.formats import unreadable

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=_Nowhere())
        return {sheet.name: _xls_sheet(sheet, xlrd) for sheet in book.sheets()}
    except Exception as error:  # xlrd meets a damaged file with errors of every kind
        raise unreadable(error) from None


def _xls_sheet(sheet: Any, xlrd: Any) -> Odd:
    odd = Odd()
    odd.hidden_rows |= {row for row, about in sheet.rowinfo_map.items() if about.hidden}
    odd.hidden_columns |= {at for at, about in sheet.colinfo_map.items() if about.hidden}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                text = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#ERROR!")
                odd.broken[row, column] = text
    return odd


class _Nowhere:
    def write(self, text: str) -> None:
        """What xlrd has to say is not kept."""
