"""House style, for every beat: the keys of ``house.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.config.schema.strict import Line, Name, Strict, form

PeriodText = Annotated[Line, form("month", "year")]


class EarlierForm(Strict):
    """An earlier period of the same kind; ``{month}`` and ``{year}`` stand for its own end."""

    months: Annotated[int, Field(ge=1)]
    """How many months it lies back."""
    before: PeriodText
    """What it is called: ``the year before``."""
    earlier: PeriodText
    """The same as a time: ``a year earlier``."""


class PeriodForm(Strict):
    """How a kind of period is written; ``{month}`` and ``{year}`` stand for its end."""

    named: PeriodText
    """In copy: ``the year to {month} {year}``."""
    title: PeriodText
    """As releases write it in the titles of their tables: ``year ending {month} {year}``."""
    span: PeriodText
    """Its length: ``12 months``."""
    against: Annotated[
        dict[Name, EarlierForm],
        Field(min_length=1, json_schema_extra={"additionalProperties": False}),
    ]
    """The earlier periods that it may be held against, by names that templates can use."""


class Large(Strict):
    """How a count of the nation is written once it is rounded."""

    from_: Annotated[int, Field(alias="from", ge=1_000_000)]
    """The size from which on it is rounded."""
    form: Annotated[Line, form("number", needs="number")]
    """The form, ``{number}`` standing for millions: ``about {number} million``."""


class Points(Strict):
    """How percentage points are written."""

    one: Annotated[Line, form("number", needs="number")]
    """Exactly one: ``{number} percentage point``."""
    many: Annotated[Line, form("number", needs="number")]
    """Any other number: ``{number} percentage points``."""


class Zero(Strict):
    """How a count of nothing is written, where a template asks for it."""

    noun: Line
    """Before what is counted, with ``|or_no``: ``no``."""
    alone: Line
    """By itself, with ``|or_none``: ``none``."""


class Decimals(Strict):
    """How many decimals are printed of a kind of number, where its measure does not say."""

    rate: Annotated[int, Field(ge=0, le=3)]
    """Of a rate: 1 prints ``0.6``."""
    percentage: Annotated[int, Field(ge=0, le=3)]
    """Of a percentage, and of percentage points: 1 prints ``72.4%``; ``95%`` where it is whole."""
    money: Annotated[int, Field(ge=0, le=3)]
    """Of an amount of money, and of a price."""
    level: Annotated[int, Field(ge=0, le=3)]
    """Of a level: minutes, degrees, points of an index."""


class House(Strict):
    """House style, for every beat."""

    language: Line
    """The language of copy, as in ``en-GB``: for pages, and for numbers in words."""
    percent: Annotated[Line, form("number", needs="number")]
    """How a percentage is written: ``{number}%`` or ``{number} per cent``."""
    last: Line
    """The word before the last item of a list: ``and``."""
    words_below: Annotated[int, Field(ge=0, le=100)]
    """Counts under this stand in words."""
    zero: Zero = Zero(noun="no", alone="none")
    """How a count of nothing is written."""
    points: Points
    """How percentage points are written."""
    money: Annotated[Line, form("number", needs="number")]
    """How money is written: ``£{number}``."""
    decimals: Decimals
    """How many decimals are printed of a kind of number."""
    large: Large
    """How large counts of the nation are rounded."""
    headline_length: Annotated[int, Field(ge=20)]
    """The characters that a headline may have: of those that a template gives, the first that fits
    is taken."""
    months: Annotated[list[Line], Field(min_length=12, max_length=12)]
    """The twelve months by name."""
    date: Annotated[Line, form("day", "month", "year")]
    """How a day is written: ``{day} {month} {year}``."""
    periods: dict[str, PeriodForm]
    """The kinds of period, by the name that ``release.yml`` uses."""
    automation: Line
    """The line that says how the story was made."""
