"""A text whose figures and own names are hidden, so that texts on other places look the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_FIGURE = re.compile(
    r"[0-9](?<![0-9.,£$€+-].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)(\.[0-9]+)?(?![\d,.]*\d)(?![a-z])"
)
"""A figure by itself. It begins with its digit, and looks at what stands before it afterwards: so
it is found many times faster.
"""
_NAME = "\ue000"
OWN, GROUP = "\ue000\ue001", "\ue000\ue002"
"""What hides the names of the story's place, and of what it lies in."""


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose figures and own names are hidden.

    ``source`` is the text, ``text`` its mask; ``spans`` says where in the text each hidden piece
    stood, ``at`` where it stands in the mask; ``numbers`` are the hidden figures, in order.
    """

    source: str
    text: str
    spans: list[tuple[int, int]]
    at: list[tuple[int, int]]
    numbers: list[str]

    @property
    def order(self) -> dict[int, int]:
        """Which figure begins at each position of the mask."""
        figures = [start for start, _ in self.at if self.text[start] != _NAME]
        return {start: n for n, start in enumerate(figures)}

    def figures_before(self, position: int) -> int:
        """How many figures stand before a position of the mask."""
        return sum(start < position and self.text[start] != _NAME for start, _ in self.at)

    def into(self, position: int) -> int:
        """Where a position of the text lies in the mask."""
        return _shifted(position, self.spans, self.at)

    def out(self, position: int) -> int:
        """Where a position of the mask lies in the text."""
        return _shifted(position, self.at, self.spans)


def _shifted(
    position: int, here: Sequence[tuple[int, int]], there: Sequence[tuple[int, int]]
) -> int:
    shift = 0
    for (start, end), (other, other_end) in zip(here, there, strict=True):
        if start >= position:
            break
        if position < end:
            return other + min(position - start, other_end - other)
        shift = other_end - end
    return position + shift


class Names:
    """The names that are hidden in texts on one place, with what hides each.

    A name that others hold ("Westshire" in "Westshire Council") is looked for first, and these
    only where it stands.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        known = sorted(dict.fromkeys(names), key=_longest)
        self._families: dict[str, list[tuple[str, str]]] = {}
        for name, role in known:
            within = (other for other, _ in reversed(known) if other in name)
            self._families.setdefault(next(within), []).append((name, role))

    def within(self, text: str) -> list[tuple[str, str]]:
        """The names that may stand in a text, the longest first."""
        found = [family for root, family in self._families.items() if root in text]
        if len(found) == 1:
            return found[0]
        return sorted((name for family in found for name in family), key=_longest)


def _longest(name: tuple[str, str]) -> int:
    return -len(name[0])


def masked(text: str, names: Names) -> Masked:
    """A text without its figures and names."""
    named = _named(text, names.within(text))
    return _without(text, named) if named else _nameless(text)


@lru_cache(maxsize=1024)
def _nameless(text: str) -> Masked:
    """A text without a name to hide: of the nation, say. The stories of a batch share many."""
    return _without(text, [])


def _without(text: str, named: list[tuple[int, int, str]]) -> Masked:
    """A text without its figures, and without the names that were found in it."""
    found = named
    numbers = []
    for match in _FIGURE.finditer(text):
        start, end = match.span()
        figure = match[0]
        sign = _shape(figure, "%" if text.startswith("%", end) else "")
        if sign and not (named and any(s < end and start < e for s, e, _ in named)):
            if found is named:
                found = named.copy()
            found.append((start, end, sign))
            numbers.append(figure)
    if not found:
        return Masked(text, text, [], [], [])
    found.sort()
    pieces: list[str] = []
    spans: list[tuple[int, int]] = []
    at: list[tuple[int, int]] = []
    last = length = 0
    for start, end, sign in found:
        pieces += (text[last:start], sign)
        length += start - last
        spans.append((start, end))
        at.append((length, length + 2))
        length += 2
        last = end
    pieces.append(text[last:])
    return Masked(text, "".join(pieces), spans, at, numbers)


def _named(text: str, names: Sequence[tuple[str, str]]) -> list[tuple[int, int, str]]:
    """Where names stand by themselves, and not as parts of others."""
    found: list[tuple[int, int, str]] = []
    for name, role in names:
        at = text.find(name)
        while at >= 0:
            end = at + len(name)
            if _alone(text, at, end) and not any(s < end and at < e for s, e, _ in found):
                found.append((at, end, role))
            at = text.find(name, end)
    return found


def _alone(text: str, start: int, end: int) -> bool:
    """Whether a name is no part of a longer one: ``North Westshire``, ``Westford City``."""
    if start:
        if text[start - 1].isalnum():
            return False
        if text[start - 1] == " ":
            word = text.rfind(" ", 0, start - 1) + 1
            if text[word].isupper():
                return False
    if end == len(text):
        return True
    return not (text[end].isalnum() or (text[end] == " " and text[end + 1 : end + 2].isupper()))


@lru_cache(maxsize=8192)
def _shape(figure: str, percent: str) -> str:
    """What the grammar may know of a figure: its decimals, whether it may be a year or a day; two
    signs, or none where it stays as it is.
    """
    whole, _, decimals = figure.partition(".")
    if decimals:
        return f"\ue100{chr(0xE101 + len(decimals))}"
    if percent:
        return "\ue101\ue101"
    if whole == "1,000" or whole[0] == "0" or (len(whole) == 4 and whole[:2] in ("19", "20")):
        return ""
    value = int(whole.replace(",", ""))
    if value < 32:
        return ""
    return "\ue102\ue102" if value < 1000 else "\ue103\ue103"
