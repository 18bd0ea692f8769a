"""House style, for every beat: the keys of ``house.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.config.schema.strict import Line, Name, Strict, form

PeriodText = Annotated[Line, form("month", "year")]


class EarlierForm(Strict):
    """An earlier period of the same kind, so many months back; ``{month}`` and ``{year}`` are its
    own.
    """

    months: Annotated[int, Field(ge=1)]
    before: PeriodText
    earlier: PeriodText


class PeriodForm(Strict):
    """How a kind of period is written; ``{month}`` and ``{year}`` stand for its end.

    ``against`` names the earlier periods that it may be held against.
    """

    named: PeriodText
    title: PeriodText
    span: PeriodText
    against: Annotated[dict[Name, EarlierForm], Field(min_length=1)]


class Large(Strict):
    """How a count is written once it is rounded: from which size on, in millions."""

    from_: Annotated[int, Field(alias="from", ge=1_000_000)]
    form: Annotated[Line, form("number")]


class Points(Strict):
    """How percentage points are written: one, and any other number of them."""

    one: Annotated[Line, form("number")]
    many: Annotated[Line, form("number")]


class Decimals(Strict):
    """How many decimals are printed of a kind of number, where its measure does not say."""

    rate: Annotated[int, Field(ge=0, le=3)]
    percentage: Annotated[int, Field(ge=0, le=3)]
    money: Annotated[int, Field(ge=0, le=3)]
    level: Annotated[int, Field(ge=0, le=3)]


class House(Strict):
    """House style, for every beat."""

    language: Line
    percent: Annotated[Line, form("number")]
    last: Line
    words_below: Annotated[int, Field(ge=0, le=100)]
    points: Points
    money: Annotated[Line, form("number")]
    decimals: Decimals
    large: Large
    headline_length: Annotated[int, Field(ge=20)]
    months: Annotated[list[Line], Field(min_length=12, max_length=12)]
    periods: dict[str, PeriodForm]
    automation: Line
