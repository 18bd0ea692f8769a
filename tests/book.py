"""An xlsx file opened for spoiling: cells, rows and sheets changed, the rest left as it is."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl.utils import column_index_from_string

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_N = f"{{{_MAIN}}}"
ElementTree.register_namespace("", _MAIN)

Content = float | str | bool | None


class Book:
    """A workbook as its XML: ``book["Table C2!N26"] = 900`` changes one cell."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with ZipFile(path) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        self._book = ElementTree.fromstring(self._parts["xl/workbook.xml"])
        relations = ElementTree.fromstring(self._parts["xl/_rels/workbook.xml.rels"])
        targets = {r.get("Id"): r.get("Target", "") for r in relations}
        self._names = {
            s.get("name", "").strip(): "xl/" + targets[s.get(_RELATION)].removeprefix("/xl/")
            for s in self._book.iter(f"{_N}sheet")
        }
        self._open: dict[str, Element] = {}

    def sheet(self, name: str) -> Element:
        """The XML of one sheet."""
        part = self._names[name]
        if part not in self._open:
            self._open[part] = ElementTree.fromstring(self._parts[part])
        return self._open[part]

    def part(self, name: str) -> str:
        """The part of the archive that holds a sheet."""
        return self._names[name]

    def row(self, sheet: str, number: int) -> Element:
        """One row; made where there is none."""
        data = self.sheet(sheet).find(f"{_N}sheetData")
        assert data is not None
        for at, row in enumerate(data):
            if int(row.get("r", 0)) == number:
                return row
            if int(row.get("r", 0)) > number:
                new = Element(f"{_N}row", {"r": str(number)})
                data.insert(at, new)
                return new
        return SubElement(data, f"{_N}row", {"r": str(number)})

    def cell(self, address: str) -> Element:
        """One cell; made where there is none."""
        sheet, _, place = address.partition("!")
        letters, number = re.fullmatch(r"([A-Z]+)(\d+)", place).groups()  # type: ignore[union-attr]
        row = self.row(sheet, int(number))
        column = column_index_from_string(letters)
        for at, found in enumerate(row):
            there = column_index_from_string(found.get("r", "A").rstrip("0123456789"))
            if there == column:
                return found
            if there > column:
                new = Element(f"{_N}c", {"r": place})
                row.insert(at, new)
                return new
        return SubElement(row, f"{_N}c", {"r": place})

    def __getitem__(self, address: str) -> Content:
        found = self.cell(address)
        text = found.find(f".//{_N}t")
        if text is not None:
            return text.text or ""
        value = found.find(f"{_N}v")
        return None if value is None else float(value.text or 0)

    def __setitem__(self, address: str, content: Content) -> None:
        found = self.cell(address)
        for child in list(found):
            found.remove(child)
        found.attrib.pop("t", None)
        if isinstance(content, str):
            found.set("t", "inlineStr")
            SubElement(SubElement(found, f"{_N}is"), f"{_N}t").text = content
        elif content is not None:
            if isinstance(content, bool):
                found.set("t", "b")
            SubElement(found, f"{_N}v").text = repr(float(content)).removesuffix(".0")

    def add(self, address: str, number: float) -> None:
        """Add to the number in a cell."""
        value = self[address]
        assert isinstance(value, float), (address, value)
        self[address] = value + number

    def swap(self, one: str, other: str) -> None:
        """Change two cells for one another."""
        self[one], self[other] = self[other], self[one]

    def error(self, address: str, name: str) -> None:
        """An error such as #REF! in a cell."""
        self[address] = None
        found = self.cell(address)
        found.set("t", "e")
        SubElement(found, f"{_N}v").text = name

    def formula(self, address: str, text: str, value: float | None = None) -> None:
        """A formula in a cell, with or without the value that it had when the file was saved."""
        self[address] = value
        self.cell(address).insert(0, Element(f"{_N}f"))
        self.cell(address)[0].text = text

    def delete_row(self, sheet: str, number: int) -> None:
        """Take a row away; those below it move up."""
        data = self.sheet(sheet).find(f"{_N}sheetData")
        assert data is not None
        data.remove(self.row(sheet, number))
        self._shift(sheet, number, -1)

    def insert_rows(self, sheet: str, before: int, many: int) -> None:
        """Make room for some empty rows; those below move down."""
        self._shift(sheet, before, many)

    def _shift(self, sheet: str, start: int, by: int) -> None:
        data = self.sheet(sheet).find(f"{_N}sheetData")
        assert data is not None
        for row in data:
            number = int(row.get("r", 0))
            if number >= start:
                row.set("r", str(number + by))
                for found in row:
                    letters = found.get("r", "").rstrip("0123456789")
                    found.set("r", f"{letters}{number + by}")

    def last_row(self, sheet: str) -> int:
        """The number of the last row."""
        return max(int(row.get("r", 0)) for row in self.sheet(sheet).iter(f"{_N}row"))

    def find_row(self, sheet: str, column: str, text: str) -> int:
        """The first row whose cell in a column holds a text."""
        for number in range(1, self.last_row(sheet) + 1):
            if self[f"{sheet}!{column}{number}"] == text:
                return number
        raise AssertionError(f"{sheet} has no {text!r} in column {column}")

    def letters(self, sheet: str, row: int) -> list[str]:
        """The columns in which a row has cells."""
        return [c.get("r", "").rstrip("0123456789") for c in self.row(sheet, row)]

    def remove_sheet(self, name: str) -> None:
        """Take a sheet out of the workbook."""
        for parent in self._book.iter(f"{_N}sheets"):
            for found in list(parent):
                if found.get("name", "").strip() == name:
                    parent.remove(found)

    def name_sheet(self, name: str, new: str) -> None:
        """Call a sheet by another name."""
        for found in self._book.iter(f"{_N}sheet"):
            if found.get("name", "").strip() == name:
                found.set("name", new)

    def hide_sheet(self, name: str) -> None:
        """Hide a sheet."""
        for found in self._book.iter(f"{_N}sheet"):
            if found.get("name", "").strip() == name:
                found.set("state", "hidden")

    def hide_row(self, sheet: str, number: int) -> None:
        """Hide a row."""
        self.row(sheet, number).set("hidden", "1")

    def hide_column(self, sheet: str, letter: str) -> None:
        """Hide a column."""
        number = str(column_index_from_string(letter))
        root = self.sheet(sheet)
        columns = Element(f"{_N}cols")
        SubElement(columns, f"{_N}col", {"min": number, "max": number, "width": "9", "hidden": "1"})
        root.insert(list(root).index(root.find(f"{_N}sheetData")), columns)  # type: ignore[arg-type]

    def save(self, path: Path | None = None) -> None:
        """Write the workbook, over itself if no other path is given."""
        parts = dict(self._parts)
        parts["xl/workbook.xml"] = ElementTree.tostring(self._book)
        for part, root in self._open.items():
            parts[part] = ElementTree.tostring(root)
        with ZipFile(path or self._path, "w", ZIP_DEFLATED, compresslevel=1) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
