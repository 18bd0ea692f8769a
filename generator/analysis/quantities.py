"""What follows from the figures, for all places at once: change, rate, rank, share, noise, bands.

Arithmetic runs on whole columns. It is exact where it matters: counts are integers, a change of
counts is one division of integers (rounded correctly, so no band edge is crossed), and a finding
carries the fraction itself. Formulas and what they mean are in ``docs/architecture.md``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from generator.config import Beat, Release
from generator.model import Analysis, Place, Reading
from generator.rules import Bands
from generator.words.periods import PeriodNames, period_names

Grid = NDArray[np.float64]
Positions = NDArray[np.int64]

_AGREE = 1e-6


def analyse(
    reading: Reading, beat: Beat, release: Release, *, rules: Mapping[str, Bands]
) -> Analysis:
    """Every quantity and band of every place and measure.

    A percentage is known where neither year is under ``small``, the release does not withhold it
    and the beat allows one. Published changes and rates are what is said; where the counts and the
    population are there, they are held against them, and a place whose figures disagree by more
    than the rounding of what was published is ``disputed``.
    """
    periods = period_names(beat.house, release.file.period)
    places, measures = reading.places, tuple(beat.file.measures)
    grid, origin = _grids(reading, places, measures, periods)
    q: dict[str, Grid] = {"count": grid["count"], "previous": grid["previous"]}
    with np.errstate(divide="ignore", invalid="ignore"):
        q["difference"] = q["count"] - q["previous"]
        q["base"] = np.minimum(q["count"], q["previous"])
        q["noise"] = np.abs(q["difference"]) / np.sqrt(np.maximum(q["count"] + q["previous"], 1))
        recomputed = 100 * q["difference"] / q["previous"]
        q["change"] = _change(grid["change"], origin["change"], recomputed, q["base"], beat)
        q["size"] = np.abs(q["change"])
        q["rate"] = grid["rate"]
        nation = _nation_rows(q, places, measures, beat)
        q["ratio"] = q["rate"] / nation["rate"]
        q["apart"] = np.maximum(q["ratio"], 1 / q["ratio"])
        q["gap"] = q["change"] - nation["change"]
        q["departure"] = np.where(np.isnan(q["gap"]), q["size"], np.abs(q["gap"]))
        total = measures.index(beat.file.total)
        q["share"] = 100 * q["count"] / q["count"][:, [total]]
        q["shift"] = _shift(q, places)
        q["margin"] = q["size"] - np.abs(q["shift"])
    q.update(_ranks(q["rate"], places, beat))
    bands = {name: _band(rule, q, nation["rate"], beat) for name, rule in rules.items()}
    decimals = release.file.source.decimals.get("change")
    agree = _AGREE if decimals is None else 0.5 * 10.0**-decimals
    disputed = _disputed(grid, recomputed, places, measures, agree=agree, beat=beat)
    return Analysis(reading, places, measures, q, bands, origin, disputed)


def _grids(
    reading: Reading, places: tuple[Place, ...], measures: tuple[str, ...], periods: PeriodNames
) -> tuple[dict[str, Grid], dict[str, Positions]]:
    """The figures as (places, measures) arrays, with the row that each came from."""
    figures = reading.figures
    codes = {p.code: i for i, p in enumerate(places)}
    names = {m: i for i, m in enumerate(measures)}
    place = _recode(figures["place"], codes)
    measure = _recode(figures["measure"], names)
    wanted = {
        "count": ("count", periods.current),
        "previous": ("count", periods.previous),
        "change": ("change", periods.current),
        "rate": ("rate", periods.current),
        "population": ("population", periods.current),
    }
    shape = (len(places), len(measures))
    values = figures["value"].to_numpy()
    statistic, period = figures["statistic"], figures["period"]
    grid, origin = {}, {}
    for name, (which, when) in wanted.items():
        rows = np.flatnonzero(((statistic == which) & (period == when)).to_numpy() & (measure >= 0))
        grid[name] = np.full(shape, np.nan)
        origin[name] = np.full(shape, -1, dtype=np.int64)
        grid[name][place[rows], measure[rows]] = values[rows]
        origin[name][place[rows], measure[rows]] = rows
    return grid, origin


def _recode(column: pd.Series[Any], positions: Mapping[str, int]) -> Positions:
    categories = np.array([positions.get(c, -1) for c in column.cat.categories], dtype=np.int64)
    return categories[column.cat.codes.to_numpy()]


def _change(published: Grid, origin: Positions, recomputed: Grid, base: Grid, beat: Beat) -> Grid:
    """The percentage change: exact from both counts where they are there, else as published.

    Unknown where the release withholds it, where either year is small, and for measures whose
    percentage is never given.
    """
    known = ~np.isnan(published) | (origin < 0)
    known &= ~(base < beat.file.small)
    never = [m.percent == "never" for m in beat.file.measures.values()]
    known &= ~np.array(never)
    return np.where(known, np.where(np.isfinite(recomputed), recomputed, published), np.nan)


def _nation_rows(
    q: Mapping[str, Grid], places: tuple[Place, ...], measures: tuple[str, ...], beat: Beat
) -> dict[str, Grid]:
    """The nation's row of each quantity, NaN where its coverage is not that of the places.

    Figures that the nation counts and no place does (rows of the kind ``outside``) may be no more
    than the share that the beat allows.
    """
    none = np.full(len(measures), np.nan)
    at = next((i for i, p in enumerate(places) if p.code == beat.file.nation.code), None)
    if at is None:
        return {"rate": none, "change": none}
    outside = [i for i, p in enumerate(places) if p.kind == "outside"]
    elsewhere = np.nansum(q["count"][outside], axis=0) / q["count"][at]
    covered = ~(elsewhere >= beat.file.nation.outside)
    return {name: np.where(covered, q[name][at], np.nan) for name in ("rate", "change")}


def _shift(q: Mapping[str, Grid], places: tuple[Place, ...]) -> Grid:
    """The change of a group's unassigned rows, in per cent of the group's figure the year before.

    Rows are matched by the group's name, since releases have been seen to give an unassigned row
    another group's code. Zero where a group has no such row.
    """
    groups = {p.name.casefold(): i for i, p in enumerate(places) if p.kind == "group"}
    moved = {
        p.group_name.casefold(): np.nan_to_num(q["difference"][i])
        for i, p in enumerate(places)
        if p.kind == "unassigned"
    }
    shift = np.zeros(q["count"].shape)
    for index, place in enumerate(places):
        group = place.group_name.casefold()
        if place.level and group in moved and group in groups:
            shift[index] = 100 * moved[group] / q["previous"][groups[group]]
    return np.where(np.isfinite(shift), shift, 0.0)


def _ranks(rate: Grid, places: tuple[Place, ...], beat: Beat) -> dict[str, Grid]:
    """Places by rate within their level, the highest first.

    Equal rates share the better rank: 3, 2, 2, 1 give 1, 2, 2, 4. Places without a rate have none.
    """
    out = {name: np.full(rate.shape, np.nan) for name in ("rank", "ranked", "tied")}
    for level in beat.file.levels:
        gone = beat.places.exclude.get(level, {})
        rows = [i for i, p in enumerate(places) if p.level == level and p.code not in gone]
        if not rows:
            continue
        table = pd.DataFrame(rate[rows])
        best = table.rank(ascending=False, method="min")
        out["rank"][rows] = best.to_numpy()
        out["tied"][rows] = (table.rank(ascending=False, method="max") - best + 1).to_numpy()
        out["ranked"][rows] = np.where(table.isna(), np.nan, table.notna().sum().to_numpy())
    return out


def _band(rule: Bands, q: Mapping[str, Grid], nation_rate: Grid, beat: Beat) -> Positions:
    values = q[rule.quantity]
    if rule.as_printed:
        values = _half_up(values, 0)
    position = np.asarray(rule.index(values), dtype=np.int64) + np.zeros(values.shape, np.int64)
    if rule.alike is not None:
        places = beat.house.rate_places
        alike = _half_up(q["rate"], places) == _half_up(nation_rate, places)
        position = np.where(alike, rule.alike, position)
    return np.where(np.isnan(values), -1, position)


def _half_up(values: Grid, places: int) -> Grid:
    """Rounded as it is printed: halves away from zero."""
    scale = 10.0**places
    return np.sign(values) * np.floor(np.abs(values) * scale + 0.5) / scale


def _disputed(
    grid: Mapping[str, Grid],
    recomputed: Grid,
    places: tuple[Place, ...],
    measures: tuple[str, ...],
    *,
    agree: float,
    beat: Beat,
) -> dict[str, tuple[str, ...]]:
    """Places whose published change or rate is not what their counts give.

    A rate agrees if it lies between the count over the population 50 more and 50 less, since
    populations are published rounded to 100.
    """
    found: dict[str, list[str]] = {}

    def dispute(off: NDArray[np.bool_], what: str, said: Grid, unit: str, counts: Grid) -> None:
        for place, measure in np.argwhere(off):
            here, there = said[place, measure], counts[place, measure]
            text = f"{measures[measure]}: published {what} {here:.4g}{unit}, but the counts give"
            found.setdefault(places[place].code, []).append(f"{text} {there:.4g}{unit}")

    change = grid["change"]
    off = np.abs(change - recomputed) > agree * np.maximum(1, np.abs(recomputed))
    dispute(off, "change", change, "%", recomputed)
    people = grid["population"][:, [measures.index(beat.file.total)]]
    rate, count = grid["rate"], grid["count"]
    low, high = 1000 * count / (people + 50), 1000 * count / (people - 50)
    off = (rate < low * (1 - _AGREE)) | (rate > high * (1 + _AGREE))
    dispute(off & (people > 50), "rate", rate, "", 1000 * count / people)
    return {code: tuple(texts) for code, texts in found.items()}
