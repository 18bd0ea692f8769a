"""The frozen values in which the stages meet: figure, finding, brief, article, draft.

Stage modules never import one another; each takes values of this module and gives the next ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

Number = int | Fraction | Decimal | float
"""A number. What is printed is exact: a count, a fraction of counts, or a published float, which
counts as the decimal that its shortest form writes.
"""

QUANTITIES: Mapping[str, str] = {
    "count": "count",
    "previous": "count",
    "difference": "count",
    "change": "percent",
    "size": "percent",
    "base": "count",
    "noise": "number",
    "rate": "rate",
    "ratio": "number",
    "apart": "number",
    "gap": "percent",
    "departure": "percent",
    "rank": "count",
    "ranked": "count",
    "tied": "count",
    "share": "percent",
    "shift": "percent",
    "margin": "percent",
}
"""What is worked out for each place and measure, and the kind of number that it is.

- ``size``: the change without its sign; ``base``: the smaller of the two years;
- ``noise``: the movement in units of counting noise, |a - b| / sqrt(a + b);
- ``ratio``: the rate divided by the nation's; ``apart``: the same, turned so as not to be below 1;
- ``gap``: the change less the nation's, in percentage points; ``departure``: the same without its
  sign, or the size of the change where the nation's is not known;
- ``rank``: the place by rate within its level (1 is the highest), out of ``ranked``, with ``tied``
  places of that very rate, itself included;
- ``share``: the part of the total;
- ``shift``: how many more (or, below zero, fewer) figures the place's group left unassigned to any
  place than the year before, in per cent of the group's figure then: so much of a local change may
  come from assigning; ``margin``: the size of the change less that.
"""

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
    ``members`` names what a combined place is made of, ``tags`` the notes on its name.
    """

    code: str
    name: str
    kind: str
    level: str
    group: str
    group_name: str = ""
    authority: str = ""
    members: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table that the reader found: its name in ``sources.yml``, sheet, title, header and rows."""

    name: str
    sheet: str
    title: str
    header_row: int
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one release says.

    ``figures`` is tidy: a row a figure, with the columns ``place``, ``measure``, ``statistic``,
    ``period`` (categories), ``value`` (float64, NaN where there is none), ``missing`` (why there is
    none), ``sheet`` (category), ``row`` and ``column`` (from 1). Integers to 2**53 are exact.
    """

    figures: pd.DataFrame
    places: tuple[Place, ...]
    notes: tuple[Note, ...] = ()
    tables: tuple[TableSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that follows from the figures, for all places at once.

    ``quantities`` and ``bands`` hold one array each, shape (places, measures): float64 with NaN
    where a quantity cannot be known, and the position of the band (-1 where there is none).
    ``origin`` holds, for each published statistic, the row of ``reading.figures`` (-1: none).
    ``disputed`` says for a place what its figures say against one another.
    """

    reading: Reading
    places: tuple[Place, ...]
    measures: tuple[str, ...]
    quantities: Mapping[str, NDArray[np.float64]]
    bands: Mapping[str, NDArray[np.int64]]
    origin: Mapping[str, NDArray[np.int64]]
    disputed: Mapping[str, tuple[str, ...]]

    def index(self, code: str, level: str = "") -> int:
        """The position of a place; of one level, where its code alone is not enough."""
        return next(
            i for i, p in enumerate(self.places) if p.code == code and level in ("", p.level)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What follows from the figures of one place and measure.

    ``values`` holds the exact quantities (count, previous, difference, change, rate, ratio, rank …;
    absent where they cannot be known, with the reason in ``missing``), ``bands`` the band of each
    rule, ``figures`` the published numbers behind them.
    """

    place: str
    measure: str
    figures: Mapping[str, Figure]
    values: Mapping[str, Number]
    missing: Mapping[str, str]
    bands: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Score:
    """One angle's score for a measure of a place, and how it came about (term → points)."""

    angle: str
    measure: str
    points: float
    terms: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Brief:
    """What one story says and in what order: the only thing that a template sees."""

    place: Place
    angle: str
    article: str
    lead: Finding
    total: Finding
    nation_lead: Finding | None
    nation_total: Finding | None
    contrast: str
    bullets: tuple[Finding, ...]
    lines: tuple[int, ...]
    total_lines: tuple[int, ...]
    notes: tuple[int, ...]
    footnotes: tuple[int, ...]
    turn: int

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings on the place itself, each once: lead, total, bullets."""
        found = {f.measure: f for f in (self.lead, self.total, *self.bullets)}
        return tuple(found.values())

    @property
    def compared(self) -> tuple[Finding, ...]:
        """The findings on the nation, each once: for the lead's measure, and for the total."""
        both = (self.nation_lead, self.nation_total)
        return tuple({f.measure: f for f in both if f is not None}.values())


class Block(NamedTuple):
    """A headline, paragraph, bullet or note of an article."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    """The finished text, block by block.

    ``branches`` is what its templates did, in order: (position of a branch point, outcome).
    """

    blocks: tuple[Block, ...]
    branches: tuple[tuple[int, int], ...] = ()

    @property
    def headline(self) -> str:
        return next(b.text for b in self.blocks if b.kind == "headline")

    def of(self, kind: str) -> list[str]:
        """The texts of all blocks of one kind, in order."""
        return [b.text for b in self.blocks if b.kind == kind]


@dataclass(frozen=True, slots=True)
class Draft:
    """One story: its brief, its article, what an editor must look at, and the stem of its files."""

    place: Place
    name: str
    group: str
    brief: Brief
    article: Article
    problems: tuple[str, ...]
    stem: str


@dataclass(frozen=True, slots=True)
class Held:
    """A place whose story cannot be written safely, and why."""

    place: Place
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class NationalLine:
    """A sentence of ``release.yml`` on the nation, filled, with the figures typed for it."""

    text: str
    figures: tuple[Mapping[str, str | float], ...]
    source: str


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one run made, where it came from, and what its measures are called."""

    release: str
    period: str
    previous_period: str
    language: str
    beat: str
    named: str
    title: str
    publisher: str
    licence: str
    url: str
    fingerprint: str
    labels: Mapping[str, str]
    nation: str
    lines: tuple[NationalLine, ...]
    drafts: tuple[Draft, ...]
    held: tuple[Held, ...]
    angles: Mapping[str, int]
