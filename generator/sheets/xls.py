"""A look at an old binary workbook, through xlrd."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from generator.sheets.look import Odd, unreadable


def look(path: Path) -> dict[str, Odd]:
    """What is odd in each sheet of an xls file, by xlrd.

    Raises:
        RefusedError: the file is encrypted, damaged, or no workbook.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(str(path), formatting_info=True, logfile=_Nowhere())
        return {sheet.name: _sheet(sheet, xlrd) for sheet in book.sheets()}
    except Exception as error:  # xlrd meets a damaged file with errors of every kind
        raise unreadable(error) from None


def _sheet(sheet: Any, xlrd: Any) -> Odd:
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
