"""A text as items: numbers, punctuation, and the phrases that the lexicon knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from generator.config.schema import Lexicon as Words

Tags = Mapping[str, Any]

_TOKEN = re.compile(
    r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
    r"|[^\W\d_]+(?:'(?!s\b)[^\W\d_]+)*"
    r"|\n|[^\s\w]"
)
_DIGITS = frozenset("0123456789")
_SIMPLE = re.compile(r"[A-Za-z ]+")
_SAME = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "‑": "-", "−": "-", "\t": "|", "_": " "})
_YEARS = re.compile(r"(?:19|20)\d\d")
_SPAN = re.compile(r"((?:19|20)\d\d)[-–/](\d\d(?:\d\d)?)(?![\d,.]*\d)")
_WORD: Tags = {"word": True}
_CAPITAL: Tags = {"word": True, "capital": True}


class Number(NamedTuple):
    """A number as it is written: its value, how many decimals it has, and the unit of its last
    place; ``words`` where it stands in words.
    """

    value: Fraction
    decimals: int
    step: Fraction
    words: bool = False


class Item(NamedTuple):
    """A phrase, a number or a mark of punctuation, what it can mean, and where it stands."""

    tags: Tags
    start: int
    end: int
    text: str


class Lexicon:
    """Phrases and what each can mean, to be found in a text, the longest first.

    ``words`` has those of which numbers are made, and what stands behind ranks.
    """

    def __init__(self, words: Words) -> None:
        numbers, multiples = words.numbers, words.multiples
        self._ordinal = frozenset(words.ordinal_endings)
        self._halves = [tokens(h) for h in words.halves]
        self._points = frozenset(words.decimal_points)
        self._joins = frozenset(words.joins)
        self._abbreviations = frozenset(words.abbreviations)
        self._root: dict[str, Any] = {}
        self._numbers = {k: v for k, v in numbers.items() if " " not in k}
        self._multiples = dict(multiples)
        self._words = {*self._numbers, *(m for m in multiples if len(m) > 2)}

    def add(self, phrase: str, tag: str, value: Any) -> None:
        """Another meaning of a phrase; of the same tag, the first that was given stays."""
        node = self._root
        for token in tokens(phrase):
            node = node.setdefault(token, {})
        node.setdefault("", {}).setdefault(tag, value)

    def items(self, text: str) -> list[Item]:
        """The items of a text, in order."""
        plain = _plain(text)
        found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(plain)]
        found = _joined(found, plain)
        items: list[Item] = []
        at = 0
        while at < len(found):
            item, at = self._next(found, at, text, plain)
            items.append(item)
        return items

    def sentences(self, text: str) -> Iterator[list[Item]]:
        """The items of each sentence of a text."""
        items = self.items(text)
        first = 0
        for at, item in enumerate(items):
            sign = item.text
            if sign in ("!", "?", "\n") or (sign == "." and self._stops(items, at, text)):
                if at > first:
                    yield items[first : at + (sign == "?")]
                first = at + 1
        if first < len(items):
            yield items[first:]

    def _stops(self, items: list[Item], at: int, text: str) -> bool:
        """Whether a full stop ends a sentence: a capital, a figure or a mark follows."""
        if at + 1 == len(items):
            return True
        if at and items[at - 1].text in self._abbreviations:
            return False
        between = text[items[at].end : items[at + 1].start]
        return bool(between) and not text[items[at + 1].start].islower()

    def _next(
        self, found: list[tuple[str, int, int]], at: int, text: str, plain: str
    ) -> tuple[Item, int]:
        token, start, end = found[at]
        if token[0] in _DIGITS and (span := _SPAN.match(plain, start)):
            while at < len(found) and found[at][1] < span.end():
                at += 1
            return Item({"span": (span[1], span[2])}, start, span.end(), span.group()), at
        phrase: tuple[Tags, int] | None = self._phrase(found, at)
        if token[0] in _DIGITS and (phrase is None or phrase[1] == at + 1):
            return self._figure(found, at)
        alone = phrase is None or phrase[1] == at + 1
        if token in self._words and alone and (number := self._in_words(found, at)):
            return number
        if phrase:
            tags, until = phrase
            stop = found[until - 1][2]
            if "place" in tags and not (text[start].isupper() or "small" in tags):
                tags = {k: v for k, v in tags.items() if k != "place"} or _WORD
                if tags is _WORD:
                    return Item(tags, start, end, token), at + 1
            return Item(tags, start, stop, plain[start:stop]), until
        if token[0].isalpha():
            return Item(_CAPITAL if text[start].isupper() else _WORD, start, end, token), at + 1
        return Item({token: True}, start, end, token), at + 1

    def _phrase(self, found: list[tuple[str, int, int]], at: int) -> tuple[Tags, int] | None:
        """The longest phrase that begins here, and the position behind it."""
        node: dict[str, Any] = self._root
        best: tuple[Tags, int] | None = None
        for i in range(at, len(found)):
            if found[i][0] not in node:
                break
            node = node[found[i][0]]
            if "" in node:
                best = node[""], i + 1
        return best

    def _figure(self, found: list[tuple[str, int, int]], at: int) -> tuple[Item, int]:
        """A number in figures, with the word that multiplies it; an ordinal; or a year."""
        token, start, end = found[at]
        if token[0] == "0" and token.isdigit() and len(token) > 1:
            return Item(_WORD, start, end, token), at + 1
        digits = token.replace(",", "")
        following = found[at + 1] if at + 1 < len(found) else ("", -1, -1)
        if following[0] in self._ordinal and following[1] == end and len(digits) < 7:
            return Item({"ordinal": int(float(digits))}, start, following[2], token), at + 2
        exact = Decimal(digits)
        decimals = max(0, -int(exact.as_tuple().exponent))
        number = Number(Fraction(exact), decimals, Fraction(1, 10**decimals))
        if multiple := self._multiples.get(following[0]):
            number = _times(number, multiple)
            return Item({"num": number}, start, following[2], token), at + 2
        tags: dict[str, Any] = {"num": number}
        if _YEARS.fullmatch(token):
            tags["year"] = int(token)
        return Item(tags, start, end, token), at + 1

    def _in_words(self, found: list[tuple[str, int, int]], at: int) -> tuple[Item, int] | None:
        """A number in words: ``forty-one``, ``two hundred and six``, ``two and a half``."""
        if year := self._year_in_words(found, at):
            return year
        total = current = Fraction(0)
        step = Fraction(1)
        until, last, i = at, -1, at
        while i < len(found):
            token = found[i][0]
            if token in self._numbers:
                value = self._numbers[token]
                if last >= 0 and not (last >= 100 or (20 <= last < 100 and 0 < value < 10)):
                    break
                current, last = current + value, value
            elif token in self._multiples and len(token) > 2:
                multiple = last = self._multiples[token]
                current = current if i > at else Fraction(1)
                if multiple == 100:
                    current *= 100
                else:
                    total, current = total + current * multiple, Fraction(0)
                    step *= multiple if step < 1 else 1
            elif token in self._points and until == i and (digits := self._digits(found, i + 1)):
                step = Fraction(1, 10 ** len(digits))
                current += sum(d * Fraction(1, 10**n) for n, d in enumerate(digits, 1))
                i, last = i + len(digits), 0
            elif half := self._half(found, i):
                current, step = current + Fraction(1, 2), Fraction(1, 2)
                i, last = half - 1, 0
            elif (token in self._joins and last >= 100) or (token == "," and last >= 1000):
                if i + 1 == len(found) or found[i + 1][0] not in self._numbers:
                    break
                i += 1
                continue
            else:
                break
            i += 1
            until = i
        if until == at:
            return None
        number = Number(total + current, 0, step, words=True)
        start, end = found[at][1], found[until - 1][2]
        return Item({"num": number}, start, end, " ".join(t for t, _, _ in found[at:until])), until

    def _year_in_words(self, found: list[tuple[str, int, int]], at: int) -> tuple[Item, int] | None:
        """``twenty nineteen``, ``twenty twenty-four``."""
        values = [self._numbers.get(token, 0) for token, _, _ in found[at : at + 3]]
        if len(values) < 2 or values[0] != 20 or not 10 <= values[1] < 100:
            return None
        ones = values[2] if len(values) > 2 and values[1] >= 20 and 0 < values[2] < 10 else 0
        until = at + (3 if ones else 2)
        year = 2000 + values[1] + ones
        tags = {"num": Number(Fraction(year), 0, Fraction(1), words=True), "year": year}
        text = " ".join(token for token, _, _ in found[at:until])
        return Item(tags, found[at][1], found[until - 1][2], text), until

    def _digits(self, found: list[tuple[str, int, int]], at: int) -> list[int]:
        """The digits that are named one by one from here on."""
        digits = []
        for token, _, _ in found[at:]:
            if self._numbers.get(token, 10) > 9:
                break
            digits.append(self._numbers[token])
        return digits

    def _half(self, found: list[tuple[str, int, int]], at: int) -> int:
        """The position behind ``and a half``, where it stands; else 0."""
        for words in self._halves:
            if [token for token, _, _ in found[at : at + len(words)]] == words:
                return at + len(words)
        return 0


def _times(number: Number, multiple: int) -> Number:
    return Number(number.value * multiple, number.decimals, number.step * multiple)


def tokens(text: str) -> list[str]:
    """The tokens of a phrase, as those of a text."""
    if _SIMPLE.fullmatch(text):
        return text.lower().split()
    plain = _plain(text)
    found = [(m.group(), m.start(), m.end()) for m in _TOKEN.finditer(plain)]
    return [token for token, _, _ in _joined(found, plain)]


def _plain(text: str) -> str:
    """Small letters and simple signs, character for character."""
    same = text.translate(_SAME).replace(" - ", " – ")
    lower = same.lower()
    if len(lower) == len(same):
        return lower
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in same)


def _joined(found: list[tuple[str, int, int]], plain: str) -> list[tuple[str, int, int]]:
    """The tokens without hyphens inside words and without the apostrophes of possessives."""
    return [t for t in found if not (t[0] in "-–'" and _inside(t, plain))]


def _inside(token: tuple[str, int, int], plain: str) -> bool:
    sign, start, end = token
    before = plain[start - 1 : start]
    if sign == "'":
        return before.isalnum()
    return before.isalnum() and plain[end : end + 1].isalpha()
