"""Where the text of a part stands in its file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from generator.model import Block


class Spot(NamedTuple):
    """Where a piece of a part begins: in the part's text, and its line and column in the file."""

    offset: int
    line: int
    column: int


Part = tuple[tuple[Spot, ...], Block]
"""A part of a text, with where its pieces begin; the first one at its own beginning."""


def place_of(spots: Sequence[Spot], offset: int) -> tuple[int, int]:
    """The line and the column of a sign of a part."""
    spot = spots[max(0, bisect_right(spots, offset, key=lambda s: s.offset) - 1)]
    return spot.line, spot.column + offset - spot.offset
