"""A table in a text: each number with what its row and its column are called."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from generator.factcheck.items import Item
from generator.factcheck.sentence import sentence_of

_CELL = re.compile(r"[^|\t]+")
_COLON = Item({":": True}, -1, -1, ":")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table in a text: where it begins, and its items."""

    start: int
    items: list[Item]


def is_header(cells: Sequence[Cell]) -> bool:
    """Whether the first row of a table says what its columns are."""
    parts = [p for cell in cells for p in sentence_of(cell.items).parts]
    return not any(p.figure for p in parts)


def _aside(items: Sequence[Item]) -> list[Item]:
    """Items that stand elsewhere in the text."""
    return [item._replace(start=-1, end=-1) for item in items]


def _moved(cell: Cell) -> list[Item]:
    """The items of a cell, where they stand in the row."""
    start = cell.start
    return [item._replace(start=item.start + start, end=item.end + start) for item in cell.items]


def cells_in(row: str, items_of: Callable[[str], list[Item]]) -> list[Cell]:
    """The cells of a row."""
    return [Cell(m.start(), items_of(m.group())) for m in _CELL.finditer(row)]


def told_in(cells: Sequence[Cell], headers: Sequence[Cell]) -> Iterator[list[Item]]:
    """What each number of a row states, as the items of a sentence."""
    for column, cell in enumerate(cells[1:], 1):
        if not any("num" in item.tags for item in cell.items):
            continue
        header = headers[column].items if column < len(headers) else []
        items = [*_aside(cells[0].items), _COLON, *_aside(header), *_moved(cell)]
        if any("percent" in i.tags for i in header) and "percent" not in items[-1].tags:
            items.append(Item({"percent": True}, items[-1].end, items[-1].end, "%"))
        yield items
