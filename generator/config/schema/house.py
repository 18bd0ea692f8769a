"""House style, for every beat: the keys of ``house.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.config.schema.strict import Line, Strict, form

PeriodText = Annotated[Line, form("month", "year")]


class PeriodForm(Strict):
    """How a kind of period is written; ``{month}`` and ``{year}`` stand for its end."""

    named: PeriodText
    title: PeriodText
    span: Line
    before: Line
    earlier: Line


class Large(Strict):
    """How a count is written once it is rounded: from which size on, in millions."""

    from_: Annotated[int, Field(alias="from", ge=1_000_000)]
    form: Annotated[Line, form("number")]


class House(Strict):
    """House style, for every beat."""

    language: Line
    percent: Annotated[Line, form("number")]
    last: Line
    words_below: Annotated[int, Field(ge=0, le=100)]
    rate_places: Annotated[int, Field(ge=0, le=3)]
    large: Large
    headline_length: Annotated[int, Field(ge=20)]
    months: Annotated[list[Line], Field(min_length=12, max_length=12)]
    periods: dict[str, PeriodForm]
    automation: Line
