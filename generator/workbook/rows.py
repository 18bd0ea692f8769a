"""The rows of a table: what kind each is of, by the look of its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from generator.config.schema import RowKind
from generator.sheets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Row:
    """A row about a place: its position from 0, the place's code, its kind, and its cells."""

    at: int
    place: str
    kind: str
    cells: list[Any]


def fits(kind: RowKind, ids: Mapping[Any, str]) -> bool:
    """Whether the cells of a row look as rows of a kind do."""
    for key, pattern in kind.when.items():
        value = ids.get(key, "")
        if pattern in ("blank", "filled"):
            if bool(value) != (pattern == "filled"):
                return False
        elif not fnmatchcase(value.casefold(), pattern.casefold()):
            return False
    return True


def footnotes_from(sheet: Sheet, after: str) -> int:
    """The row of a sheet in which the footnotes begin; its end where there are none."""
    for index, row in enumerate(sheet.rows):
        if row and isinstance(row[0], str) and row[0].strip().startswith(after):
            return index
    return len(sheet.rows)
