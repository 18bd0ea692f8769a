"""How each known layout of a release is read: the keys of ``sources.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.config.schema.strict import Line, Strict

Identifier = Literal["code", "name", "group_code", "group_name", "authority_code", "authority_name"]
"""What a row says of its place; sources.yml names the column of each."""


class Marker(Strict):
    """What stands in a cell instead of a number, the reason it gives, and what that means.

    With ``rows`` it may stand in rows of these kinds only; elsewhere it is a fault. A ``hidden``
    number exists and counts in the totals, but is not shown.
    """

    reason: Line
    about: str = ""
    rows: list[Line] = []
    hidden: bool = False


class RowKind(Strict):
    """A kind of row, and what its cells look like: ``blank``, ``filled`` or a ``*`` pattern."""

    kind: Line
    when: dict[Identifier, Line]
    place: Literal["own", "group"] = "own"


class Extra(Strict):
    """A column that is not one of the beat's measures, and what it gives for each kind of row."""

    measure: Line
    header: Annotated[list[Line], Field(min_length=1)]
    gives: dict[str, Line]


class Table(Strict):
    """A table: the words of its title, the period it names, its rows and what they give.

    The period is the ``current`` one, an earlier one by its name in ``house.yml``, or ``both``: the
    current one and the earlier one that stories rest on.
    """

    name: Line
    title: Annotated[list[Line], Field(min_length=1)]
    period: Line
    rows: Line
    gives: dict[str, Line]
    extra: list[Extra] = []


class NotesSheet(Strict):
    """A sheet of numbered notes, and the sets of rows whose tables refer to it.

    ``until`` is the line where those that concern us end.
    """

    sheet: Line
    rows: Annotated[list[Line], Field(min_length=1)]
    until: str = ""


class Footnotes(Strict):
    """Numbered notes under each table, in column A, from the line that begins with ``after`` on.

    References to them are numbers set right behind a word: ``Greater Manchester7,8``.
    """

    after: Line


class Members(Strict):
    """The table that says what places of some kinds are made of; a blank cell continues the row
    above.
    """

    rows: Annotated[list[Line], Field(min_length=1)]
    title: Annotated[list[Line], Field(min_length=1)]
    group: Line
    place: Line
    member: Line


class Sum(Strict):
    """Rows that add up to another: ``parts`` are kinds of rows, ``whole`` is one.

    With ``within: group``, the parts of each group add up to the row of that group.
    """

    whole: Line
    parts: Annotated[list[Line], Field(min_length=1)]
    within: Literal["group", "all"] = "all"


class WorkbookLayout(Strict):
    """How the tables of one workbook layout are found and read.

    ``header_above``: where a column has no heading in the header row, that many rows above it are
    asked for one. ``markers`` are those of this layout alone. ``lacks`` names the places that the
    tables of a set of rows do without, though tables of other rows have them; ``expected`` how many
    rows of a kind there must be, where that is known.
    """

    kind: Literal["workbook"]
    markers: dict[str, Marker] = {}
    header_above: Annotated[int, Field(ge=0, le=5)] = 0
    notes: list[NotesSheet] = []
    footnotes: Footnotes | None = None
    members: Members | None = None
    lacks: dict[str, list[Line]] = {}
    expected: dict[str, dict[str, int]] = {}
    sums: list[Sum] = []
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


class Rate(Strict):
    """How a published rate comes about: the count ``per`` so many of a base.

    ``rounded`` says to what the base was rounded when it was published.
    """

    of: Line
    per: Annotated[int, Field(gt=0)] = 1000
    rounded: Annotated[int, Field(gt=0)] = 1


class Sources(Strict):
    """How each known layout of a release is read.

    ``changes`` are the statistics that are published changes of counts, in per cent.
    """

    markers: dict[str, Marker]
    columns: dict[str, list[Line]]
    changes: list[Line] = ["change"]
    rates: dict[str, Rate] = {}
    layouts: dict[str, Layout]

    def markers_of(self, layout: str) -> dict[str, Marker]:
        """The markers of one layout: its own first, then those of all."""
        found = self.layouts[layout]
        own = found.markers if isinstance(found, WorkbookLayout) else {}
        return {**own, **{mark: m for mark, m in self.markers.items() if mark not in own}}
