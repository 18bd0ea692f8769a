"""Figures, directions and comparisons as a sentence states them; read without any release."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.config.schema import Vocabulary

_MOST = 12
"""More figures than these in a sentence tell of more than one movement."""
_SHARED = 256
_BEFORE = 24
"""So many letters before a figure say what it is."""
_YEAR = range(1900, 2100)
_DIGIT = re.compile("[0-9]")
_YEARS = re.compile(r"20\d\d")


class Figure(NamedTuple):
    """A figure of a text: its value, its decimals, whether it is a percentage, and where."""

    value: float
    decimals: int
    percent: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ends:
    """Two numbers that a movement runs between."""

    before: float
    now: float
    percent: bool


class Scanner:
    """Finds figures, directions and comparisons by a vocabulary; texts are given in lower case."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        v = vocabulary
        self.vocabulary = v
        self.up, self.down, self.level = (Words(w) for w in (v.up, v.down, v.level))
        self.opposite, self.alike, self.compared = (
            Words(w) for w in (v.opposite, v.alike, v.compared)
        )
        self.plain = tuple(v.plain.before), tuple(v.plain.after)
        percent, large = "|".join(v.percent), "|".join(map(re.escape, v.large))
        number = r"([0-9](?:[0-9]{0,2}(?:,[0-9]{3})+|[0-9]*))(\.[0-9]+)?"  # digit first: found fast
        self.figure = re.compile(rf"{number}( ?(?:{percent}))?( ?(?:{large}))?(?!\w)")
        self.starts, self.ends_at, self.by = (_before(w) for w in (v.starts, v.ends, v.by))
        self.numbers = {word: value for value, word in enumerate(v.numbers)}
        self.number = Words(v.numbers)
        self.below, self.above = _before(v.below), _before(v.above)
        self.sizes = [(Words([s.words]), s) for s in v.sizes]
        self.rough = Words([*v.below, *v.above])
        self.any_size = Words([s.words for s in v.sizes])
        parts = {**v.fractions, **v.factors}
        self.parts = [(Words([words]), value, words in v.factors) for words, value in parts.items()]
        self.joints = re.compile("|".join(v.joints), re.I)
        self.exact = re.compile("|".join(v.exact), re.I)
        light = "|".join(v.light)
        self.weighty = re.compile(rf"\b(?!(?:{light})\b)[a-z][a-z’-]+")
        self.period, self.versus = re.compile(v.period), re.compile(v.versus)
        self.start_words = Words(v.starts)
        # The stories of a batch share the sentences on the nation, which hold most figures.
        self.figures = lru_cache(maxsize=_SHARED)(self._figures)

    def _figures(self, text: str) -> list[Figure]:
        """The figures that a reader has to take in: neither years nor plain digits."""
        before, after = self.plain
        found: list[Figure] = []
        if not _DIGIT.search(text):
            return found
        for match in self.figure.finditer(text):
            start, end = match.span()
            if start and (text[start - 1] in ".,_" or text[start - 1].isalnum()):
                continue
            if text.endswith(before, 0, start) or text.startswith(after, end):
                continue
            whole, part, percent, large = match.groups()
            value = float(whole.replace(",", "") + (part or ""))
            if end - start == len(whole) == 4 and value in _YEAR:
                continue
            value *= self.vocabulary.large.get((large or "").strip(), 1)
            found.append(Figure(value, len(part or ".") - 1, bool(percent), start, end))
        return found

    def counted(self, text: str, figures: list[Figure]) -> list[Figure]:
        """The figures of a text, and its small numbers in words."""
        spans = self.number.spans(text)
        words = (Figure(self.numbers[text[a:b]], 0, False, a, b) for a, b in spans)
        return sorted([*figures, *words], key=_begins)

    def direction(self, text: str) -> int | None:
        """+1, -1 or 0 where all words of direction agree; None where there is none, or they do not.

        A contrast of sizes (``a smaller rise``) has no direction of its own.
        """
        if self.compared.first(text):
            return None
        found = {
            sign
            for sign, words in ((1, self.up), (-1, self.down), (0, self.level))
            if words.first(text)
        }
        return found.pop() if len(found) == 1 else None

    def years(self, text: str) -> Iterator[tuple[int, int]]:
        """The years that stand in a text, each with its position."""
        return ((int(match[0]), match.start()) for match in _YEARS.finditer(text))

    def ends(self, text: str, counts: list[Figure]) -> Ends | None:
        """The two numbers of the only movement of a sentence: ``from 640 to 505``, ``505, down from
        640``; None where there is no such pair, or more than one ``from``.
        """
        if not 2 <= len(counts) <= _MOST:
            return None
        starts = [f for f in counts if self.stands(self.starts, text, f)]
        if len(starts) != 1:
            return None
        before = starts[0]
        to = [
            f for f in counts if f.percent == before.percent and self.stands(self.ends_at, text, f)
        ]
        if len(to) == 1:
            return Ends(before.value, to[0].value, before.percent)
        earlier = [
            f
            for f in counts
            if f.end <= before.start
            and f.percent == before.percent
            and not self.stands(self.by, text, f)
        ]
        moved = earlier and text[earlier[-1].end : before.start]
        if not to and moved and (self.up.first(moved) or self.down.first(moved)):
            return Ends(before.value, earlier[-1].value, before.percent)
        return None

    @staticmethod
    def stands(words: re.Pattern[str], text: str, figure: Figure) -> bool:
        """Whether some words stand just before a figure."""
        return bool(words.search(text[max(0, figure.start - _BEFORE) : figure.start]))

    def approximators(self, text: str, start: int) -> int:
        """-1 where what begins at ``start`` is said to be not quite so much, +1 more, else 0."""
        before = text[max(0, start - _BEFORE) : start]
        return -1 if self.below.search(before) else 1 if self.above.search(before) else 0


def _begins(figure: Figure) -> int:
    return figure.start


def stands_in(text: str, words: Sequence[str]) -> bool:
    """Whether any of some words stands in a text; a loop, as it runs a hundred times a story."""
    for word in words:  # noqa: SIM110
        if word in text:
            return True
    return False


class Words:
    """Whole words that fit one of some patterns, in lower case.

    A pattern that begins with its letters is found many times faster than one that looks first at
    what stands before them; so that is looked at afterwards.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        patterns = list(patterns)
        self._pattern = re.compile(rf"(?:{'|'.join(patterns) or '(?!)'})(?!\w)")
        heads = [_literal(pattern) for pattern in patterns]
        self._heads = heads if all(len(head) > 1 for head in heads) else None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        if self._heads is not None and not stands_in(text, self._heads):
            return
        for match in self._pattern.finditer(text):
            start, end = match.span()
            if not start or not text[start].isalnum() or not _joins(text[start - 1]):
                yield start, end

    def first(self, text: str) -> tuple[int, int] | None:
        return next(self.spans(text), None)

    def without(self, text: str) -> str:
        """A text with these words blanked out."""
        for start, end in list(self.spans(text)):
            text = text[:start] + " " * (end - start) + text[end:]
        return text


def _literal(pattern: str) -> str:
    """The letters that every match of a pattern begins with."""
    head = re.match(r"[\w ,’-]*", pattern)
    literal = head[0] if head else ""
    return literal[:-1] if pattern[len(literal) : len(literal) + 1] in ("?", "*", "{") else literal


def _joins(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _before(words: Iterable[str]) -> re.Pattern[str]:
    """These words at the end of what stands before a number."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})\s+$")


def rounds_to(exact: float, stated: Figure) -> bool:
    """Whether an exact number may be printed so, whichever way a half goes."""
    return abs(exact - stated.value) <= 0.5 * 10.0**-stated.decimals + 1e-9
