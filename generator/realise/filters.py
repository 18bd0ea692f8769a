"""The filters that templates may use: they print a value another way, and keep what it claims."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from generator.config.schema import House
from generator.model import Number
from generator.realise.printed import Printed, Sentence
from generator.realise.say import CHOICE
from generator.realise.values import Value
from generator.words.marks import MARK
from generator.words.numbers import grouped, in_words, ordinal

FILTERS = {
    *("words", "exact", "ordinal", "or_no", "or_none", CHOICE),
    *("upper", "lower", "capitalize", "join", "format"),
}
"""All that there are: none that would lose a claim, or what stands behind it."""

_MARKED = re.compile(MARK)


def house_filters(house: House) -> dict[str, Callable[[Any], Any]]:
    """Those that print a value in another way, in house style."""
    below, language = house.words_below, house.language
    return {
        "words": _in_other_words(lambda number: in_words(int(number), language)),
        "exact": _in_other_words(grouped),
        "ordinal": _in_other_words(lambda number: ordinal(int(number), below, language)),
        "upper": _restyled(str.upper),
        "lower": _restyled(str.lower),
        "capitalize": _restyled(_capital),
        "or_no": _where_none(house.zero.noun),
        "or_none": _where_none(house.zero.alone),
    }


def _in_other_words(say: Callable[[Number], str]) -> Callable[[Any], Printed]:
    """A filter that prints the number of a value in another way."""
    return lambda value: _value(value)._said(say(value._number))


def _restyled(style: Callable[[str], str]) -> Callable[[Any], Any]:
    """A filter that writes a text with other letters; a block has no letters of its values."""

    def restyle(value: Any) -> Any:
        if isinstance(value, Sentence):
            raise TypeError("a sentence of release.yml is printed as it is typed")
        if isinstance(value, Printed):
            return value._said(style(value._words()))
        text = str(value)
        if _MARKED.search(text):
            raise TypeError("this filter changes one value, not a block: put it behind the value")
        return style(text)

    return restyle


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _where_none(word: str) -> Callable[[Any], Printed]:
    """A filter that prints a value, and a word where its number is zero."""
    return lambda value: value._said(word) if _value(value)._number == 0 else value


def _value(value: Any) -> Value:
    if not isinstance(value, Value):
        what = "this filter prints a value in another way: put it behind a field of a finding"
        raise TypeError(what)
    return value
