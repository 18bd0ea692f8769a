"""How each known layout of a release is read: the keys of ``sources.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.config.schema.strict import Line, Strict

Identifier = Literal["code", "name", "group_code", "group_name", "authority_code", "authority_name"]
"""What a row says of its place; sources.yml names the column of each."""


class Marker(Strict):
    """What stands in a cell instead of a number."""

    reason: Line
    """Why there is none, in a word or two; stories and reports use it."""
    about: str = ""
    """What that means."""
    rows: list[Line] = []
    """The kinds of rows that it may stand in; elsewhere it is a fault."""
    hidden: bool = False
    """Whether the number exists and counts in the totals, but is not shown."""


class RowKind(Strict):
    """A kind of row, by the look of its cells."""

    kind: Line
    """Its name."""
    when: dict[Identifier, Line]
    """What each cell looks like: ``blank``, ``filled``, or a pattern such as ``E12*``."""
    place: Literal["own", "group"] = "own"
    """Whether the row is about the place that it names, or about its group."""


class Extra(Strict):
    """A column that is not one of the beat's measures."""

    measure: Line
    """The measure that it belongs to."""
    header: Annotated[list[Line], Field(min_length=1)]
    """Its headings, any of which may stand there."""
    gives: dict[str, Line]
    """What it gives, by the kind of row."""


class Table(Strict):
    """A table of a workbook."""

    name: Line
    """What it is called in messages and in ``release.yml``."""
    title: Annotated[list[Line], Field(min_length=1)]
    """Words that its title has."""
    period: Line
    """The period that its title names: ``current``, an earlier one by its name in ``house.yml``, or
    ``both`` the current one and the earlier one that stories rest on."""
    rows: Line
    """Its set of rows, one of ``identify``."""
    gives: dict[str, Line]
    """What its columns give, by the kind of row: ``value`` (the measure's own number), ``change``,
    or a statistic of ``rates``."""
    extra: list[Extra] = []
    """Columns that are not measures of the beat."""


class NotesSheet(Strict):
    """A sheet of numbered notes."""

    sheet: Line
    """The name of the sheet."""
    rows: Annotated[list[Line], Field(min_length=1)]
    """The sets of rows whose tables refer to it."""
    until: str = ""
    """The line where the notes that concern us end."""


class Footnotes(Strict):
    """Numbered notes under each table, in column A; a number right behind a word refers to one:
    ``Greater Manchester7,8``.
    """

    after: Line
    """How the line begins that they follow."""


class Members(Strict):
    """The table that says what places of some kinds are made of; a blank cell continues the row
    above.
    """

    rows: Annotated[list[Line], Field(min_length=1)]
    """The kinds of rows that are made of members."""
    title: Annotated[list[Line], Field(min_length=1)]
    """Words that the title of the table has."""
    group: Line
    """The heading of the column of groups."""
    place: Line
    """The heading of the column of places."""
    member: Line
    """The heading of the column of members."""


class Sum(Strict):
    """Rows that add up to another."""

    whole: Line
    """The kind of row that is the sum."""
    parts: Annotated[list[Line], Field(min_length=1)]
    """The kinds of rows that are its parts."""
    within: Literal["group", "all"] = "all"
    """Whether the parts of each group add up to the row of that group, or all parts to one row."""


class WorkbookLayout(Strict):
    """How the tables of one workbook layout are found and read."""

    kind: Literal["workbook"]
    """A workbook laid out for people: .xlsx, .ods, .xls, or one table of it as .csv."""
    markers: dict[str, Marker] = {}
    """Markers of this layout alone."""
    header_above: Annotated[int, Field(ge=0, le=5)] = 0
    """How many rows higher a heading may stand, where a column has none in the header row."""
    notes: list[NotesSheet] = []
    """The sheets of notes."""
    footnotes: Footnotes | None = None
    """Notes under the tables."""
    members: Members | None = None
    """The table that says what combined places are made of."""
    fractions: bool = False
    """Whether percentages stand as fractions of one (0.685), which a sheet shows as 68.5%."""
    lacks: dict[str, list[Line]] = {}
    """The places, by code, that the tables of a set of rows do without."""
    expected: dict[str, dict[str, int]] = {}
    """How many rows of a kind there must be in the tables of a set of rows."""
    sums: list[Sum] = []
    """Which rows add up to which; every such sum is checked."""
    identify: dict[str, dict[Identifier, Line]]
    """The headings of the columns that say which place a row is about, for each set of rows."""
    rows: dict[str, list[RowKind]]
    """The kinds of rows of each set; the first that fits."""
    tables: Annotated[list[Table], Field(min_length=1)]
    """The tables."""


class TidyColumns(Strict):
    """The headings of a tidy CSV."""

    code: Line
    """Of the code of the place."""
    name: Line
    """Of its name."""
    kind: Line
    """Of the kind of row."""
    measure: Line
    """Of the measure."""
    statistic: Line
    """Of the statistic: the kind of the measure, ``change``, or one of ``rates``."""
    period: Line
    """Of the period, written as ``2024-12``."""
    value: Line
    """Of the number."""
    group_code: str = ""
    """Of the code of the group that the place lies in."""
    group_name: str = ""
    """Of the name of that group."""


class TidyLayout(Strict):
    """A tidy CSV, a row a figure: the door for any data set."""

    kind: Literal["csv"]
    """A tidy CSV."""
    columns: TidyColumns
    """Its headings."""


Layout = Annotated[WorkbookLayout | TidyLayout, Field(discriminator="kind")]


class Rate(Strict):
    """How a published rate comes about."""

    of: str = ""
    """The statistic that is its base; without one, the rate is taken as it was published."""
    per: Annotated[int, Field(gt=0)] = 1000
    """For how many of the base it counts."""
    rounded: Annotated[int, Field(gt=0)] = 1
    """To what the base was rounded when it was published."""


class Sources(Strict):
    """How each known layout of a release is read."""

    markers: dict[str, Marker]
    """What a marker instead of a number means; white space and letter case do not count."""
    columns: dict[str, list[Line]]
    """The headings by which the column of each measure is known."""
    changes: list[Line] = ["change"]
    """The statistics that are published changes; every one is checked."""
    rates: dict[str, Rate] = {}
    """How published rates come about; every one with a base is checked."""
    layouts: dict[str, Layout]
    """The layouts, by the name that ``release.yml`` uses."""

    def markers_of(self, layout: str) -> dict[str, Marker]:
        """The markers of one layout: its own first, then those of all."""
        found = self.layouts[layout]
        own = found.markers if isinstance(found, WorkbookLayout) else {}
        return {**own, **{mark: m for mark, m in self.markers.items() if mark not in own}}
