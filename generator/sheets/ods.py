"""A look at the content of an ods file."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from generator.sheets import limits
from generator.sheets.look import DAMAGED, Extent, Odd, damaged


def look(path: Path) -> dict[str, Odd]:
    """What is odd in each table of an ods file.

    Raises:
        RefusedError: a table reaches further than the limits, or the file is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _Ods().look(archive.read("content.xml"))
    except DAMAGED as error:
        raise damaged(error) from None


class _Ods:
    """The look at the content of an ods file; rows, columns and cells may stand for many."""

    def __init__(self) -> None:
        self.found: dict[str, Odd] = {}
        self._odd = Odd()
        self._extent = Extent("")
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
            self._extent = Extent(name)
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
