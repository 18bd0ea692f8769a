"""Opening a workbook, and the text and address of its cells."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, WorksheetNotFound

from generator.errors import fault
from generator.model import Cell, cell

_TAG = re.compile(r"\[\s*note\s*([\d,\s]+)\]", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_TITLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells from A1, and the text of its title."""

    name: str
    rows: list[list[Any]]

    @property
    def title(self) -> str:
        """The first text in column A of the first rows; "" where there is none."""
        for row in self.rows[:_TITLE_ROWS]:
            if row and isinstance(row[0], str) and row[0].strip():
                return clean(row[0])
        return ""

    def at(self, row: int, column: int) -> Cell:
        """The address of a cell; row and column count from 0, as the rows do."""
        return cell(self.name, row + 1, column + 1)


def open_sheets(path: Path) -> list[Sheet]:
    """All sheets of a workbook (xlsx, xls, ods).

    Raises:
        StringerError: there is no such file, it is no workbook, or it holds no cell at all.
    """
    if not path.is_file():
        raise fault(str(path), "there is no such file.", "Put the release's workbook there.")
    try:
        book = CalamineWorkbook.from_path(path)
        sheets = [
            Sheet(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for name in book.sheet_names
        ]
    except (CalamineError, WorksheetNotFound, OSError, ValueError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        advice = "Save it as .xlsx, .xls or .ods."
        raise fault(str(path), f"is not a workbook that can be read ({reason}).", advice) from None
    if not any(sheet.rows for sheet in sheets):
        raise fault(str(path), "is an empty workbook: no sheet holds anything.")
    return sheets


def clean(text: Any) -> str:
    """A cell's text without note tags, line breaks and doubled or outer spaces."""
    return _SPACE.sub(" ", _TAG.sub(" ", str(text))).strip()


def folded(text: Any) -> str:
    """``clean`` text in one letter case, for comparing."""
    return clean(text).casefold()


def tags(text: Any) -> tuple[str, ...]:
    """The numbers of the notes that a cell refers to: ``[note 7,8]`` → ``("7", "8")``."""
    found = _TAG.findall(str(text)) if isinstance(text, str) and "[" in text else []
    return tuple(n for group in found for n in re.findall(r"\d+", group))
