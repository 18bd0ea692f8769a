"""A text whose figures and own names are hidden, so that texts on other places look the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

_FIGURE = re.compile(
    r"([0-9](?<![0-9.,£$€+-].)(?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]*)(?:\.[0-9]+)?)"
    r"(?![\d,.]*\d)(?![a-z])"
)
"""A figure by itself. It begins with its digit, and looks at what stands before it afterwards: so
it is found many times faster.
"""
_NAME, _NUMBER, _BETWEEN = "\ue000", "\ue100", "\ue1ff"
"""The first of the two signs that hide a piece; and what stands between texts."""
OWN, GROUP = f"{_NAME}\ue001", f"{_NAME}\ue002"
"""What hides the names of the story's place, and of what it lies in."""
_PERCENTAGE, _HUNDREDS, _THOUSANDS = (f"{_NUMBER}{sign}" for sign in "\ue101\ue102\ue103")
_HIDDEN = re.compile(f"[{_NAME}{_NUMBER}].")
_TAKEN = re.compile("[\ue000-\ue1ff]")
"""The signs that hide something: in a text they would be taken for what they hide."""
_SIGNS = 2
_FEW = 10
"""A figure of as many decimals or more is not hidden."""
_TOGETHER = 4000
"""Texts of so many signs are masked together."""


class Masked:
    """A text whose figures and own names are hidden, each behind two signs.

    ``source`` is the text, ``text`` its mask; ``numbers`` are the hidden figures and ``names`` the
    hidden names, in order.
    """

    __slots__ = ("_hidden", "names", "numbers", "source", "text")

    def __init__(self, source: str, text: str, numbers: list[str], names: list[str]) -> None:
        self.source = source
        self.text = text
        self.numbers = numbers
        self.names = names
        self._hidden: list[tuple[int, str]] | None = None

    @property
    def hidden(self) -> list[tuple[int, str]]:
        """Where each hidden piece stands in the mask, and what it was."""
        if self._hidden is None:
            numbers, names = iter(self.numbers), iter(self.names)
            self._hidden = [
                (found.start(), next(names if found[0][0] == _NAME else numbers))
                for found in _HIDDEN.finditer(self.text)
            ]
        return self._hidden

    @property
    def order(self) -> dict[int, int]:
        """Which figure begins at each position of the mask."""
        figures = [at for at, _ in self.hidden if self.text[at] == _NUMBER]
        return {start: n for n, start in enumerate(figures)}

    def into(self, position: int) -> int:
        """Where a position of the text lies in the mask."""
        shift = 0
        for at, piece in self.hidden:
            start = at + shift
            if start >= position:
                break
            if position < start + len(piece):
                return at + min(position - start, _SIGNS)
            shift += len(piece) - _SIGNS
        return position - shift

    def out(self, position: int) -> int:
        """Where a position of the mask lies in the text."""
        shift = 0
        for at, piece in self.hidden:
            if at >= position:
                break
            if position < at + _SIGNS:
                return at + shift + min(position - at, len(piece))
            shift += len(piece) - _SIGNS
        return position + shift


class Piece(NamedTuple):
    """A text that was masked together with others, or what is left of it: its signs, where they
    and the text begin in the mask, and behind how many figures.
    """

    mask: Masked
    text: str
    first: int
    origin: int
    before: int

    @property
    def alone(self) -> Masked:
        """The piece by itself."""
        mask, text, first, _, before = self
        names = mask.text.count(_NAME, 0, first)
        return Masked(
            mask.source[mask.out(first) : mask.out(first + len(text))],
            text,
            mask.numbers[before : before + figures_in(text)],
            mask.names[names : names + text.count(_NAME)],
        )

    @property
    def start(self) -> int:
        """Where the piece begins in its text, as it was."""
        return self.mask.out(self.first) - self.mask.out(self.origin)

    def behind(self, length: int) -> Piece:
        """What is left behind so many signs."""
        mask, text, first, origin, before = self
        passed = figures_in(text[:length])
        return Piece(mask, text[length:], first + length, origin, before + passed)


def figures_in(text: str) -> int:
    """How many figures are hidden in a mask."""
    return text.count(_NUMBER)


class Form(NamedTuple):
    """A name, what hides it, and where the name stands in it that it is looked for by."""

    name: str
    role: str
    root: int


class Names:
    """The names that are hidden in texts on one place, with what hides each.

    A name that others hold ("Westshire" in "Westshire Council") is looked for first, and these
    only where it stands.
    """

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        known = sorted(dict.fromkeys(names), key=_longest)
        self._families: dict[str, list[Form]] = {}
        for name, role in known:
            root = next(other for other, _ in reversed(known) if other in name)
            self._families.setdefault(root, []).append(Form(name, role, name.index(root)))

    def within(self, text: str) -> list[tuple[int, int, str]]:
        """Where names stand in a text by themselves, and not as parts of others; what hides each.

        Of several that could stand at one place, the longest.
        """
        found: list[tuple[int, int, str]] = []
        for root, forms in self._families.items():
            others = found.copy()
            at = text.find(root)
            while at >= 0:
                end = at + len(root)
                for name, role, before in forms:
                    start, stop = at - before, at - before + len(name)
                    if start >= 0 and text.startswith(name, start) and _alone(text, start, stop):
                        if not any(s < stop and start < e for s, e, _ in others):
                            found.append((start, stop, role))
                            end = stop
                        break
                at = text.find(root, end)
        return sorted(found)


def _longest(name: tuple[str, str]) -> int:
    return -len(name[0])


def masked(texts: Sequence[str], names: Names) -> Iterator[Piece]:
    """Each of some texts without its figures and names."""
    begin = 0
    while begin < len(texts):
        end, length = begin + 1, len(texts[begin])
        while end < len(texts) and length + len(texts[end]) <= _TOGETHER:
            length += len(texts[end])
            end += 1
        some = [t if t.isascii() else _TAKEN.sub("\ufffd", t) for t in texts[begin:end]]
        mask = _without(_BETWEEN.join(some), names)
        first = before = 0
        for text in mask.text.split(_BETWEEN):
            yield Piece(mask, text, first, first, before)
            first += len(text) + 1
            before += text.count(_NUMBER)
        begin = end


def _without(text: str, names: Names) -> Masked:
    """A text without its figures, and without the names that stand in it."""
    named = names.within(text)
    last = 0
    pieces: list[str] = []
    for start, end, role in named:
        pieces += (text[last:start], role)
        last = end
    pieces = _FIGURE.split("".join((*pieces, text[last:])))
    numbers = []
    for at in range(1, len(pieces), 2):
        figure = pieces[at]
        percentage = pieces[at + 1][:1] == "%" and "." not in figure
        if sign := _PERCENTAGE if percentage else _shape(figure):
            numbers.append(figure)
            pieces[at] = sign
    return Masked(text, "".join(pieces), numbers, [text[start:end] for start, end, _ in named])


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
def _shape(figure: str) -> str:
    """What the grammar may know of a figure: its decimals, whether it may be a year or a day; two
    signs, or none where it stays as it is.
    """
    whole, _, decimals = figure.partition(".")
    if decimals:
        return f"{_NUMBER}{chr(0xE110 + len(decimals))}" if len(decimals) < _FEW else ""
    if whole == "1,000" or whole[0] == "0" or (len(whole) == 4 and whole[:2] in ("19", "20")):
        return ""
    value = int(whole.replace(",", ""))
    if value < 32:
        return ""
    return _HUNDREDS if value < 1000 else _THOUSANDS
