"""What a release says: figures with their cells, places, notes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, NewType

from generator.errors import Fault

if TYPE_CHECKING:
    import pandas as pd

Number = int | Fraction | Decimal | float
"""A number. What is printed is exact: a count, a fraction of counts, or a published float, which
counts as the decimal that its shortest form writes.
"""


def digits(number: float) -> str:
    """All digits of a number, as a person types it: 20.0 → ``20``, 1e-05 → ``0.00001``."""
    return f"{Decimal(repr(number)).normalize():f}"


Cell = NewType("Cell", str)
"""Where a figure stands: ``Table C2!N26`` in a workbook, ``figures.csv!E14`` in a CSV."""


def cell(sheet: str, row: int, column: int) -> Cell:
    """``Table C2!N26``: the address of a cell; row and column count from 1."""
    return Cell(f"{sheet.strip()}!{letters(column)}{row}")


@lru_cache(maxsize=4096)
def letters(column: int) -> str:
    """Column 1 is ``A``, 27 is ``AA``."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Figure(NamedTuple):
    """One published number: what it is, its value or the reason why there is none, and its cell."""

    place: str
    measure: str
    statistic: str
    period: str
    value: Number | None
    missing: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Place:
    """A place that the release has figures for.

    ``kind`` is the row's class in ``sources.yml`` (area, combined, group, nation, unassigned …),
    ``level`` the level of the beat that writes stories for it, or "" where none does; ``group`` and
    ``group_name`` are the place it lies in; ``authority`` is the local authority of its row;
    ``members`` names what a combined place is made of. ``role`` is what its kind of row is to the
    others, by ``beat.yml``: a ``group``, the ``nation``, what a group left ``unassigned``, what the
    nation has ``outside`` all groups, or "". ``cells`` are those that name it first, by what they
    say of it: ``name``, ``group_name``, ``authority_name``, ``members``.
    """

    code: str
    name: str
    kind: str
    level: str
    group: str
    group_name: str = ""
    authority: str = ""
    members: tuple[str, ...] = ()
    role: str = ""
    cells: Mapping[str, tuple[Cell, ...]] = field(default_factory=dict, compare=False)

    @property
    def key(self) -> str:
        """``area-e22000017``: unique across levels, where a name is not."""
        return f"{self.level}-{self.code.lower()}"


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the release: the sheet it stands in, its number, its text and its cell."""

    sheet: str
    number: str
    text: str
    cell: Cell

    @property
    def name(self) -> str:
        """``Notes - CSP 4``, as ``release.yml`` calls it."""
        return f"{self.sheet} {self.number}"


@dataclass(frozen=True, slots=True)
class Tag:
    """A reference to a note, in the name of a place, or else in a title or a column's header.

    ``what`` is the code of the place, the measure of the column, or "" for a title.
    """

    note: str
    on: Literal["place", "column", "title"]
    what: str
    cell: Cell


IN_DOUBT = "in doubt"
"""Why a figure has no value where its cell could not be read: a :class:`Doubt` says more."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure or a row that cannot be right: the place it is of, its cell, and what is wrong.

    ``measure`` and ``statistic`` say which figure, "" for the row as a whole.
    """

    place: str
    cell: Cell
    what: str
    measure: str = ""
    statistic: str = ""

    def __str__(self) -> str:
        return str(self.fault)

    @property
    def fault(self) -> Fault:
        """The same as a fault, for a run that cannot go on anyway."""
        return Fault(self.cell, self.what)


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table that the reader found: its name in ``sources.yml``, sheet, title, header and rows.

    ``columns`` are all headings of the header row with their cells, ``unread`` those that nothing
    reads.
    """

    name: str
    sheet: str
    title: str
    header_row: int
    rows: Mapping[str, int]
    columns: Mapping[str, Cell]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one release says.

    ``figures`` is tidy: a row a figure, with the columns ``place``, ``measure``, ``statistic``,
    ``period`` (categories), ``value`` (float64, NaN where there is none), ``missing`` (why there is
    none), ``sheet`` (category), ``row`` and ``column`` (from 1). Integers to 2**53 are exact.
    ``doubts`` are figures and rows that cannot be right; ``remarks`` is what a person should know
    of the file, as hidden rows.
    """

    figures: pd.DataFrame
    places: tuple[Place, ...]
    notes: tuple[Note, ...] = ()
    tags: tuple[Tag, ...] = ()
    tables: tuple[TableSeen, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    remarks: tuple[str, ...] = ()
