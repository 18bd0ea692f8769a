"""How each known layout of a release is read: the keys of ``sources.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.config.schema.strict import Line, Strict

Identifier = Literal["code", "name", "group_code", "group_name", "authority_code", "authority_name"]
"""What a row says of its place; sources.yml names the column of each."""


class Marker(Strict):
    """What stands in a cell instead of a number, and the reason it gives."""

    reason: Line
    about: str = ""


class RowKind(Strict):
    """A kind of row, and what its cells look like: ``blank``, ``filled`` or a ``*`` pattern."""

    kind: Line
    when: dict[Identifier, Line]
    place: Literal["own", "group"] = "own"


class Extra(Strict):
    """A column that is not one of the beat's measures."""

    statistic: Line
    measure: Line
    header: Annotated[list[Line], Field(min_length=1)]


class Table(Strict):
    """A table: the words of its title, the period it names, its rows and what they give."""

    name: Line
    title: Annotated[list[Line], Field(min_length=1)]
    period: Literal["current", "previous", "both"]
    rows: Line
    gives: dict[str, Line]
    extra: list[Extra] = []


class NotesSheet(Strict):
    """A sheet of numbered notes; ``until`` is the line where those that concern us end."""

    sheet: Line
    until: str = ""


class Members(Strict):
    """The table that says what a combined place is made of; blank cells continue the row above."""

    title: Annotated[list[Line], Field(min_length=1)]
    group: Line
    place: Line
    member: Line


class WorkbookLayout(Strict):
    """How the tables of one workbook layout are found and read."""

    kind: Literal["workbook"]
    notes: list[NotesSheet] = []
    members: Members | None = None
    identify: dict[str, dict[Identifier, Line]]
    rows: dict[str, list[RowKind]]
    tables: Annotated[list[Table], Field(min_length=1)]


class TidyColumns(Strict):
    """The headings of a tidy CSV: a row a figure."""

    code: Line
    name: Line
    kind: Line
    measure: Line
    statistic: Line
    period: Line
    value: Line
    group_code: str = ""
    group_name: str = ""


class TidyLayout(Strict):
    """A tidy CSV: the door for any data set."""

    kind: Literal["csv"]
    columns: TidyColumns


Layout = Annotated[WorkbookLayout | TidyLayout, Field(discriminator="kind")]


class Sources(Strict):
    """How each known layout of a release is read."""

    markers: dict[str, Marker]
    columns: dict[str, list[Line]]
    layouts: dict[str, Layout]
