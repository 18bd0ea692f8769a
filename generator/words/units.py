"""A number in print, in its unit and in house style."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from generator.config import Beat
from generator.config.schema import House
from generator.model import QUANTITIES, Number, Unit, unit_of
from generator.words.numbers import grouped, half_up, in_words, percent, rounded

Print = Callable[[Number], str]


def prints(beat: Beat, measure: str) -> dict[str, Print]:
    """How each quantity of a measure prints itself.

    No sign is printed, as words say the direction; but of a value that lies below zero.
    """
    kind = beat.file.measures[measure].kind
    return {
        name: partial(
            _PRINTS[unit_of(name, kind)],
            house=beat.house,
            places=beat.decimals_of(measure, name),
            signed=scale == "own",
        )
        for name, scale in QUANTITIES.items()
    }


def typed(value: Number, unit: str, house: House) -> str:
    """A number of ``release.yml`` as its sentence prints it: counts in figures, whatever size."""
    if unit == "about":
        return rounded(value, house.large)
    if unit == "count":
        return grouped(value)
    named: Unit = unit  # type: ignore[assignment]
    places = getattr(house.decimals, "percentage" if unit == "points" else unit, 0)
    return _PRINTS[named](value, house=house, places=places, signed=True)


def _count(value: Number, *, house: House, places: int, signed: bool) -> str:  # noqa: ARG001
    number = abs(int(value))
    return in_words(number, house.language) if number < house.words_below else f"{number:,}"


def _bare(value: Number, *, house: House, places: int, signed: bool) -> str:  # noqa: ARG001
    return grouped(value, places)


def _level(value: Number, *, house: House, places: int, signed: bool) -> str:
    """A small whole one in words, as a count; one below zero in figures."""
    size = abs(half_up(value, places))
    minus = _minus(value, places, signed=signed)
    if not places and not minus and size < house.words_below:
        return in_words(int(size), house.language)
    return minus + grouped(value, places)


def _money(value: Number, *, house: House, places: int, signed: bool) -> str:
    written = house.money.format(number=grouped(value, places))
    return _minus(value, places, signed=signed) + written


def _percent(value: Number, *, house: House, places: int, signed: bool) -> str:  # noqa: ARG001
    return percent(value, house, places=places)


def _percentage(value: Number, *, house: House, places: int, signed: bool) -> str:  # noqa: ARG001
    return house.percent.format(number=_short(value, places))


def _points(value: Number, *, house: House, places: int, signed: bool) -> str:  # noqa: ARG001
    number = _short(value, places)
    return (house.points.one if number == "1" else house.points.many).format(number=number)


def _short(value: Number, places: int) -> str:
    """Without decimals that are all zero: ``95%``, not ``95.0%``."""
    return grouped(value, 0 if half_up(value, places) % 1 == 0 else places)


def _minus(value: Number, places: int, *, signed: bool) -> str:
    return "−" if signed and half_up(value, places) < 0 else ""


_PRINTS: dict[Unit, Callable[..., str]] = {
    "count": _count,
    "rate": _bare,
    "number": _bare,
    "percent": _percent,
    "percentage": _percentage,
    "points": _points,
    "money": _money,
    "level": _level,
}
