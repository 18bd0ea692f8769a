"""A place against the others: the nation, its level, its target, and what its group left out."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from generator.analysis.grids import Flags, Grid
from generator.analysis.measures import Measures, half_up
from generator.analysis.movement import Values
from generator.config import Beat
from generator.model import Doubt, Place

_CERTAIN = 12
"""To so many decimals nothing is left of what floats add: 2.4 / 3.0 is 0.8, not 0.7999…."""


def against_nation(
    q: Mapping[str, Grid], places: tuple[Place, ...], measures: Measures, beat: Beat, covered: Flags
) -> dict[str, Grid]:
    """The place against the nation, where the two count the same.

    ``ratio`` is of the unrounded numbers; ``excess`` of the printed ones, so that a reader's own
    subtraction agrees. Nothing runs counter to a nation whose own change prints as none.
    """
    nation = _nation_rows(q, places, beat, covered)
    printed = half_up(q["value"], measures.decimals)
    by_ratio = ~measures.by_difference
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = q["rate"] / nation["rate"]
        ratio = np.where(by_ratio & np.isfinite(ratio) & (nation["rate"] > 0), ratio, np.nan)
        apart = np.where(ratio > 0, np.maximum(ratio, 1 / ratio), np.nan)
    excess = half_up(printed - half_up(nation["value"], measures.decimals), measures.decimals)
    gap = q["change"] - nation["change"]
    places_of_change = np.where(measures.by_difference, measures.decimals, 0)
    tide = np.sign(half_up(nation["change"], places_of_change))
    return {
        "ratio": ratio.round(_CERTAIN),
        "apart": apart.round(_CERTAIN),
        "rate_gap": np.where(by_ratio, q["rate"] - nation["rate"], np.nan).round(_CERTAIN),
        "excess": np.where(measures.by_difference, excess, np.nan),
        "gap": gap,
        "counter": np.where(tide == 0, np.nan, -tide * q["change"]),
        "departure": np.where(np.isnan(gap), q["size"], np.abs(gap)),
    }


def nation_at(places: tuple[Place, ...], beat: Beat) -> int:
    """The position of the nation; -1 where the release does not have it."""
    code = beat.file.nation.code
    return next((i for i, p in enumerate(places) if p.code == code), -1)


def _nation_rows(
    q: Mapping[str, Grid], places: tuple[Place, ...], beat: Beat, covered: Flags
) -> dict[str, Grid]:
    """The nation's row of some quantities, NaN where its coverage is not that of the places."""
    at = nation_at(places, beat)
    usable = covered & (at >= 0)
    return {n: np.where(usable, q[n][at], np.nan) for n in ("value", "rate", "change")}


def covered(
    value: Grid,
    places: tuple[Place, ...],
    measures: Measures,
    beat: Beat,
    doubts: tuple[Doubt, ...],
) -> Flags:
    """The measures in which the nation counts what the places count.

    Figures that the nation counts and no place does (rows that lie ``outside``) may be no more than
    the share that the beat allows, and in no doubt.
    """
    at = nation_at(places, beat)
    outside = [i for i, p in enumerate(places) if p.role == "outside"]
    limit = beat.file.nation.outside
    if at < 0 or not outside or limit is None:
        return np.ones(len(measures.names), dtype=bool)
    with np.errstate(divide="ignore", invalid="ignore"):
        elsewhere = np.nansum(value[outside], axis=0) / value[at]
    same: Flags = ~measures.adds | np.logical_not(elsewhere >= limit.share)
    for doubt in doubts:
        if doubt.place in {places[i].code for i in outside}:
            same &= np.array([doubt.measure not in ("", m) for m in measures.names])
    return same


def against_target(now: Values, measures: Measures) -> dict[str, Grid]:
    """How far a value lies on the good side of its target.

    The distance is that of the printed value; where the two print alike, it is the exact one, by
    the counts where they are known, so that a target that was just missed is never met.
    """
    printed = half_up(half_up(now.value, measures.decimals) - measures.target, 6)
    beyond = np.where(printed == 0, now.exact - measures.target, printed)
    return {
        "target": np.where(np.isnan(now.value), np.nan, measures.target),
        "beyond_target": measures.better * beyond,
    }


RANKS = ("rank", "ranked", "tied", "lower")


def ranks(rate: Grid, places: tuple[Place, ...], beat: Beat) -> dict[str, Grid]:
    """Places by rate within their level, and within their group, the highest first.

    Equal rates share the better rank: 3, 2, 2, 1 give 1, 2, 2, 4. Places without a rate have none.
    """
    gone = beat.told_elsewhere(places)
    rows = np.array([i for i, p in enumerate(places) if p.level and p.code not in gone])
    out = {f"{of}{n}": np.full(rate.shape, np.nan) for of in ("", "group_") for n in RANKS}
    if not len(rows):
        return out
    table = pd.DataFrame(rate[rows])
    levels = [places[i].level for i in rows]
    groups = [f"{p.level} {p.group}" if p.group else None for p in (places[i] for i in rows)]
    for of, keys in (("", levels), ("group_", groups)):
        if not any(keys):
            continue
        within = table.groupby(np.array(keys, dtype=object))
        best = within.rank(ascending=False, method="min")
        ranked = within.transform("count").where(table.notna())
        tied = within.rank(ascending=False, method="max") - best + 1
        for name, found in zip(RANKS, (best, ranked, tied, ranked - best - tied + 1), strict=True):
            out[f"{of}{name}"][rows] = found.to_numpy()
    return out


def shift(q: Mapping[str, Grid], places: tuple[Place, ...], measures: Measures) -> Grid:
    """The change of a group's unassigned rows, in per cent of the group's figure then.

    Zero where a group has no such row, and for kinds that do not add up.
    """
    groups = groups_of(places)
    rows = unassigned(places, groups)
    moved = {group: np.nansum(q["difference"][loose], axis=0) for group, loose in rows.items()}
    out = np.zeros(q["value"].shape)
    for index, place in enumerate(places):
        if place.level and groups[index] in moved:
            with np.errstate(divide="ignore", invalid="ignore"):
                out[index] = 100 * moved[groups[index]] / q["previous"][groups[index]]
    return np.where(np.isfinite(out) & measures.adds, out, 0.0)


def groups_of(places: tuple[Place, ...]) -> list[int]:
    """The position of the group of each place, -1 where the release has none of that name.

    Releases have been seen to give an unassigned row another group's code, so the code decides only
    between groups of one name.
    """
    named: dict[str, list[int]] = {}
    for index, place in enumerate(places):
        if place.role == "group":
            named.setdefault(place.name.casefold(), []).append(index)
    found = []
    for place in places:
        alike = named.get(place.group_name.casefold(), [-1])
        found.append(next((i for i in alike if places[i].code == place.group), alike[0]))
    return found


def unassigned(places: tuple[Place, ...], groups: list[int]) -> dict[int, list[int]]:
    """The positions of the rows that a group left unassigned, by that of the group."""
    rows: dict[int, list[int]] = {}
    for index, place in enumerate(places):
        if place.role == "unassigned" and groups[index] >= 0:
            rows.setdefault(groups[index], []).append(index)
    return rows


def absent(value: Grid, published: Flags, places: tuple[Place, ...]) -> tuple[str, ...]:
    """The groups that have a row in the release, and no total in it (both of shape (places,))."""
    gone = np.isnan(value) & published
    return tuple(p.code for i, p in enumerate(places) if p.role == "group" and gone[i])
