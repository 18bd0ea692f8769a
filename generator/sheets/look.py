"""A look at a workbook before it is parsed: how far its cells reach, what is hidden or broken.

The parser gives cells alone: a hidden row looks like any other, an error like an empty cell, and
one cell far out makes it ask for memory for all cells before it. ``xlsx``, ``ods`` and ``xls`` look
at a file of each kind.
"""

from __future__ import annotations

import zipfile
import zlib
from xml.etree import ElementTree
from xml.parsers import expat

from generator.sheets import limits
from generator.sheets.limits import RefusedError

SAVE = "Save it as .xlsx, .xls, .ods or .csv."
DAMAGED = (
    zipfile.BadZipFile,
    expat.ExpatError,
    ElementTree.ParseError,
    EOFError,
    KeyError,
    OverflowError,
    RuntimeError,  # a compression that zipfile does not know
    ValueError,
    zlib.error,
)
"""What looking at a damaged archive, or at damaged XML in it, can raise."""


class Odd:
    """What is hidden or broken in one sheet; rows and columns count from 0."""

    __slots__ = ("broken", "hidden_columns", "hidden_rows")

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.broken: dict[tuple[int, int], str] = {}


class Extent:
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


def damaged(error: Exception) -> RefusedError:
    """A file that is not whole, and what the parser said of it."""
    return RefusedError(f"is cut short or damaged ({error}).", "Fetch it again.")


def unreadable(error: Exception) -> RefusedError:
    """A file that no parser can make sense of, and what it said, in one line."""
    reason = str(error).splitlines()[0] if str(error) else type(error).__name__
    if "password" in reason.casefold() or "encrypted" in reason.casefold():
        return RefusedError("is encrypted.", "Save it without a password.")
    return RefusedError(f"is not a workbook that can be read ({reason}).", SAVE)
