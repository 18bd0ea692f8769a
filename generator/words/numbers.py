"""Numbers in print: rounding half up, thousands commas, words for small counts, ordinals."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

from generator.config.schema import House, Large
from generator.model import Number

_ONE = Decimal(1)


def half_up(value: Number, places: int) -> Decimal:
    """Rounded with halves away from zero: 2.5 → 3, -2.5 → -3, 0.45 to one place → 0.5.

    Exact for integers, fractions and decimals; a float counts as the decimal that it prints as.
    Zero never has a sign.
    """
    units = _units(value, places)
    return Decimal(-units if units and value < 0 else units).scaleb(-places)


def _units(value: Number, places: int) -> int:
    """The size of a number in units of its last printed place: 2.55 to one place → 26."""
    if isinstance(value, float):
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        return int(abs(value).scaleb(places).quantize(_ONE, rounding=ROUND_HALF_UP))
    tenfold: int = 10**places
    return (2 * abs(value.numerator) * tenfold + value.denominator) // (2 * value.denominator)


def grouped(value: Number, places: int = 0) -> str:
    """The size of a number with thousands commas, rounded half up: 20838 → ``20,838``."""
    units = _units(value, places)
    if not places:
        return f"{units:,}"
    whole, rest = divmod(units, 10**places)
    return f"{whole:,}.{rest:0{places}}"


_WORDS: dict[tuple[int, str], str] = {}


def in_words(value: int, language: str) -> str:
    """A whole number in words: 41 → ``forty-one``; the language as house.yml names it."""
    key = (value, language)
    if key not in _WORDS:
        from num2words import num2words  # takes a thirtieth of a second: see remember()

        _WORDS[key] = str(num2words(value, lang=language.replace("-", "_")))
    return _WORDS[key]


def remember(words: Sequence[str], language: str) -> None:
    """The words for 0, 1, 2 … as they were made once, so that a run need not make them again."""
    _WORDS.update({(value, language): word for value, word in enumerate(words)})


@lru_cache(maxsize=1024)
def ordinal(value: int, house_words: int, language: str) -> str:
    """``first`` to ``ninth`` in words, then figures: ``10th``."""
    from num2words import num2words

    to = "ordinal" if value < house_words else "ordinal_num"
    return str(num2words(value, lang=language.replace("-", "_"), to=to))


def rounded(value: Number, large: Large) -> str:
    """A count rounded for reading: 5350405 → ``about 5.4 million``; whole where it is not large."""
    size = abs(Fraction(value))
    if size < large.from_:
        return grouped(value)
    return large.form.format(number=grouped(size / 1_000_000, 1))


def percent(value: Number, house: House, *, places: int = 0) -> str:
    """A change without its sign, in the house's percent style: -11.46 → ``11%``."""
    return house.percent.format(number=grouped(value, places))
