"""One sheet: its cells, and what a person who opens it would not see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.model import Cell, cell, letters

_TITLE_ROWS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its cells from A1 (float, str or bool), and which of them are hidden.

    An error cell holds the error's name (``#REF!``), a formula whose file has no value for it the
    formula (``=A1+A2``); ``broken`` has both, by row and column.
    ``typed`` is False where every cell is text, as in a CSV. Rows and columns
    count from 0.
    """

    name: str
    rows: list[list[Any]]
    typed: bool = True
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    broken: Mapping[tuple[int, int], str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The first text in column A of the first rows, as it stands; "" where there is none."""
        at = self.title_row
        return "" if at < 0 else str(self.rows[at][0])

    @property
    def title_row(self) -> int:
        """The row of the title; -1 where there is none."""
        for index, row in enumerate(self.rows[:_TITLE_ROWS]):
            if row and isinstance(row[0], str) and row[0].strip():
                return index
        return -1

    def at(self, row: int, column: int) -> Cell:
        """The address of a cell; row and column count from 0, as the rows do."""
        return cell(self.name, row + 1, column + 1)

    def row_name(self, row: int) -> str:
        """``Table C2!8:8``: a whole row."""
        return f"{self.name.strip()}!{row + 1}:{row + 1}"


def row_spans(numbers: Sequence[int]) -> str:
    """``rows 12 to 15 and 20 are`` from 0-based positions; the words agree with their number."""
    return _spans("row", numbers, lambda n: str(n + 1))


def column_spans(numbers: Sequence[int]) -> str:
    """``columns C to E are`` from 0-based positions."""
    return _spans("column", numbers, lambda n: letters(n + 1))


def _spans(noun: str, numbers: Sequence[int], name: Any) -> str:
    spans: list[list[int]] = []
    for number in sorted(numbers):
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    shown = [name(a) if a == b else f"{name(a)} to {name(b)}" for a, b in spans]
    last = f" and {shown[-1]}" if len(shown) > 1 else ""
    listed = ", ".join(shown[:-1]) if len(shown) > 1 else shown[0]
    one = len(numbers) == 1
    return f"{noun}{'' if one else 's'} {listed}{last} {'is' if one else 'are'}"
