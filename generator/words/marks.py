"""Marks that stand for what a template prints until its claims are made.

Each is one character of the Unicode's private use area, which no text has: filters, joins and
blocks carry it along, and what it stands for cannot be changed on the way.
"""

from __future__ import annotations

from typing import Final

_FIRST: Final = 0xE100
MARKS: Final = tuple(map(chr, range(_FIRST, 0xF900)))
"""The marks of the first, second, third … thing that is printed."""

MARK: Final = f"[{MARKS[0]}-{MARKS[-1]}]"
"""A pattern for any mark."""


RESERVED: Final = "[\ue000-\uf8ff]"
"""A pattern for every character of that area: none may stand in templates."""


def number_of(mark: str) -> int:
    """Which of the things that were printed a mark stands for."""
    return ord(mark) - _FIRST
