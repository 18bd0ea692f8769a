"""A look at the XML of an xlsx file."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.etree import ElementTree
from xml.parsers import expat

from generator.sheets import limits
from generator.sheets.look import DAMAGED, Extent, Odd, damaged

_ADDRESS = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ROW = re.compile(rb'<row [^>]*?\br="([0-9]+)"')
_WIDE = re.compile(rb'<c r="([A-Z]{2,})')
_UNUSUAL = (b"hidden", b'"e"', b"<f>", b"<f ", b"<f/", b"='", b"= ", b'ht="0', b'width="0')


def look(path: Path) -> dict[str, Odd]:
    """What is odd in each sheet of an xlsx file.

    Raises:
        RefusedError: a sheet reaches further than the limits, or the file is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return {name: _sheet(name, archive.read(p)) for name, p in _parts(archive)}
    except DAMAGED as error:
        raise damaged(error) from None


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name and the part of every sheet."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {r.get("Id"): r.get("Target", "") for r in relations}
    parts = set(archive.namelist())
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            relation = next((v for k, v in sheet.items() if k.endswith("}id")), "")
            target = targets.get(relation, "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            if part in parts:
                yield sheet.get("name", ""), part


def _sheet(name: str, xml: bytes) -> Odd:
    """One sheet; the long look is taken only where a short one finds something."""
    if b"<worksheet" in xml and not any(u in xml for u in _UNUSUAL):
        columns = max((_column(c.decode()) for c in set(_WIDE.findall(xml))), default=26)
        rows = _ROW.findall(xml)
        usual = len(rows) == xml.count(b"<row") and xml.count(b"<c ") == xml.count(b'<c r="')
        if usual and max(map(int, rows), default=0) * columns <= limits.CELLS:
            return Odd()
    return _Sheet(name).look(xml)


def _column(name: str) -> int:
    """``A`` is 1, ``AA`` 27."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def _hidden(given: Mapping[str, str], size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width."""
    return given.get("hidden") in ("1", "true") or given.get(size) in ("0", "0.0")


class _Sheet:
    """The long look at one sheet's XML: every row, column and cell."""

    def __init__(self, name: str) -> None:
        self.odd = Odd()
        self._extent = Extent(name)
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
            if _hidden(given, "ht"):
                self.odd.hidden_rows.add(self._row - 1)
        elif tag == "col" and _hidden(given, "width"):
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
