"""What the beat says of its measures, as one array each, in the order of the columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.analysis.grids import Flags, Grid, Positions
from generator.config import Beat
from generator.config.schema import Measure
from generator.model import KINDS


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a beat: shape (measures,) each.

    ``kinds`` names the kind of number of each, which is also the statistic that its own value is
    published as; ``whole``, ``adds``, ``negative``, ``by_difference`` and ``by_rate`` say what
    holds of it; ``decimals`` how many are printed. ``better`` is 1 where up is good, -1 where down
    is, ``target`` what should be reached (both NaN where nothing is said). ``part`` and ``of`` are
    the positions of the counts that a percentage is made of, -1 where nothing is said.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    whole: Flags
    adds: Flags
    negative: Flags
    by_difference: Flags
    by_rate: Flags
    never: Flags
    decimals: NDArray[np.int64]
    better: Grid
    target: Grid
    part: Positions
    of: Positions

    @property
    def made(self) -> Positions:
        """The positions of the percentages whose counts are known."""
        return np.flatnonzero(self.part >= 0)


def measures_of(beat: Beat) -> Measures:
    """The measures of a beat, in its own order."""
    specs = beat.file.measures
    names = tuple(specs)
    kinds = [KINDS[m.kind] for m in specs.values()]
    at = {name: i for i, name in enumerate(names)}

    def each(values: Any, dtype: Any) -> Any:
        return np.array(list(values), dtype=dtype)

    def good(spec: Measure) -> float:
        return {"up": 1.0, "down": -1.0, None: np.nan}[spec.good]

    shares = [m.share for m in specs.values()]
    targets = [m.target for m in specs.values()]
    return Measures(
        names=names,
        kinds=tuple(m.kind for m in specs.values()),
        whole=each((k.whole for k in kinds), bool),
        adds=each((k.adds for k in kinds), bool),
        negative=each((k.negative for k in kinds), bool),
        by_difference=each((k.change == "difference" for k in kinds), bool),
        by_rate=each((k.compares == "rate" for k in kinds), bool),
        never=each((m.percent == "never" for m in specs.values()), bool),
        decimals=each((beat.decimals_of(name, "value") for name in names), np.int64),
        better=each(map(good, specs.values()), np.float64),
        target=each((np.nan if t is None else t for t in targets), np.float64),
        part=each((at[s.part] if s else -1 for s in shares), np.int64),
        of=each((at[s.of] if s else -1 for s in shares), np.int64),
    )


def half_up(values: Grid, decimals: NDArray[np.int64] | int) -> Grid:
    """Rounded as it is printed: halves away from zero, to so many decimals a column.

    A product that lies within 10⁻⁹ of a half is that half, as 1.005 · 100 gives 100.49999….
    """
    scale = 10.0**decimals
    units = np.floor(np.round(np.abs(values) * scale, 9) + 0.5)
    return np.copysign(units, values) / scale + 0.0
