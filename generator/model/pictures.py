"""What a chart shows, ready to be drawn."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.figures import Cell


@dataclass(frozen=True, slots=True)
class Bar:
    """One number: as it is drawn, as it is printed, and the cells that it rests on; where there is
    none, the text says why.
    """

    value: float | None
    text: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A category or a place, with a bar for each series; ``own`` marks the story's own place."""

    label: str
    bars: tuple[Bar, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of bars: its title, a description for those who cannot see it, what the bars of each
    colour are, the rows from top to bottom, and where the numbers come from.
    """

    title: str
    about: str
    series: tuple[str, ...]
    rows: tuple[Row, ...]
    source: str
