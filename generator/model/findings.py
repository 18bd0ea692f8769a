"""What follows from the figures: quantities and bands for all places, findings for one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.model.figures import Figure, Number, Place, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything that follows from the figures, for all places at once.

    ``quantities`` and ``bands`` hold one array each, shape (places, measures): float64 with NaN
    where a quantity cannot be known, and the position of the band (-1 where there is none).
    ``origin`` holds, for each published statistic, the row of ``reading.figures`` (-1: none).
    ``held`` says for a place why no story of it can be written; ``remarks`` is what a person should
    know of the release; ``checked`` counts the checks made and failed, by sheet and what was tried.
    ``wider`` are the measures in which the nation counts much that no place does;
    ``absent`` are the groups that the release has no figures for, and the nation's leave out.
    """

    reading: Reading
    places: tuple[Place, ...]
    measures: tuple[str, ...]
    quantities: Mapping[str, NDArray[np.float64]]
    bands: Mapping[str, NDArray[np.int64]]
    origin: Mapping[str, NDArray[np.int64]]
    held: Mapping[str, tuple[str, ...]]
    remarks: tuple[str, ...] = ()
    checked: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    wider: frozenset[str] = frozenset()
    absent: tuple[str, ...] = ()

    def index(self, code: str, level: str = "") -> int:
        """The position of a place; of one level, where its code alone is not enough."""
        return next(
            i for i, p in enumerate(self.places) if p.code == code and level in ("", p.level)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """What follows from the figures of one place and measure.

    ``values`` holds the exact quantities (value, previous, difference, change, rate, ratio, rank …;
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
