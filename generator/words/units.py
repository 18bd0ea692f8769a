"""A number in print, in its unit and in house style."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.config import Beat
from generator.config.schema import House
from generator.model import KINDS, QUANTITIES, Number, Unit, unit_of
from generator.words.numbers import grouped, half_up, in_words, percent, rounded

Print = Callable[[Number], str]


def prints(beat: Beat, measure: str) -> dict[str, Print]:
    """How each quantity of a measure prints itself.

    No sign is printed, as words say the direction; but of a value that lies below zero.
    """
    kind = beat.file.measures[measure].kind
    out: dict[str, Print] = {}
    for name, scale in QUANTITIES.items():
        signed = scale == "own" and KINDS[kind].negative
        printed = partial(_signed, unit=kind) if signed else _PRINTS[unit_of(name, kind)]
        out[name] = partial(printed, house=beat.house, places=beat.decimals_of(measure, name))
    return out


def charted(beat: Beat, measure: str) -> dict[str, Print]:
    """The same beside the bars of a chart, where small counts stand in figures."""
    own = prints(beat, measure)
    counted = beat.file.measures[measure].kind == "count"
    bare = partial(_bare, house=beat.house, places=0)
    return {n: bare if counted and QUANTITIES[n] == "own" else p for n, p in own.items()}


def typed(value: Number, unit: str, house: House) -> str:
    """A number of ``release.yml`` as its sentence prints it: counts in figures, whatever size.

    ``percent`` and ``points`` are changes, whose direction the sentence says.
    """
    if unit == "about":
        return rounded(value, house.large)
    named: Unit = unit  # type: ignore[assignment]
    alike = {"points": "percentage", "price": "money"}
    places = getattr(house.decimals, alike.get(unit, unit), 0)
    if unit in ("percent", "points"):
        return _PRINTS[named](value, house=house, places=places)
    printed = _bare if unit == "count" else _PRINTS[named]
    return _minus(value, places) + printed(value, house=house, places=places)


def _signed(value: Number, *, house: House, places: int, unit: Unit) -> str:
    """A value with its sign where it is below zero; then in figures, however small."""
    minus = _minus(value, places)
    printed = _bare if minus and unit == "level" else _PRINTS[unit]
    return minus + printed(value, house=house, places=places)


def _minus(value: Number, places: int) -> str:
    return "−" if half_up(value, places) < 0 else ""


def _count(value: Number, *, house: House, places: int) -> str:  # noqa: ARG001
    number = abs(int(value))
    return in_words(number, house.language) if number < house.words_below else f"{number:,}"


def _bare(value: Number, *, house: House, places: int) -> str:  # noqa: ARG001
    return grouped(value, places)


def _level(value: Number, *, house: House, places: int) -> str:
    """A small whole one in words, as a count."""
    size = abs(half_up(value, places))
    if not places and size < house.words_below:
        return in_words(int(size), house.language)
    return grouped(value, places)


def _money(value: Number, *, house: House, places: int) -> str:
    return house.money.format(number=grouped(value, places))


def _percent(value: Number, *, house: House, places: int) -> str:
    return percent(value, house, places=places)


def _percentage(value: Number, *, house: House, places: int) -> str:
    return house.percent.format(number=_short(value, places))


def _points(value: Number, *, house: House, places: int) -> str:
    number = _short(value, places)
    return (house.points.one if number == "1" else house.points.many).format(number=number)


def _short(value: Number, places: int) -> str:
    """Without decimals that are all zero: ``95%``, not ``95.0%``."""
    return grouped(value, 0 if half_up(value, places) % 1 == 0 else places)


_PRINTS: dict[Unit, Callable[..., str]] = {
    "count": _count,
    "rate": _bare,
    "number": _bare,
    "percent": _percent,
    "percentage": _percentage,
    "points": _points,
    "money": _money,
    "price": _money,
    "level": _level,
}
