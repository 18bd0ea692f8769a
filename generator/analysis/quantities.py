"""What follows from the figures, for all places at once: change, rate, rank, share, noise, bands.

Arithmetic runs on whole columns. It is exact where it matters: counts are integers, a change of
counts is one division of integers (rounded correctly, so no band edge is crossed), and a finding
carries the fraction itself. Formulas and what they mean are in ``docs/architecture.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from generator.analysis.agreement import Agreement
from generator.analysis.blame import held
from generator.analysis.grids import Flags, Grid, Grids, Positions
from generator.config import Beat, Release
from generator.model import Analysis, Doubt, Place, Reading
from generator.rules import Bands
from generator.words.periods import period_names


def analyse(
    reading: Reading,
    beat: Beat,
    release: Release,
    *,
    rules: Mapping[str, Bands],
    doubts: tuple[Doubt, ...] = (),
) -> Analysis:
    """Every quantity and band of every place and measure.

    A percentage is known where neither year is under ``small``, the release does not withhold it
    and the beat allows one. Published changes and rates are what is said; they, and all sums, are
    held against the counts (:mod:`generator.analysis.agreement`), and a place whose figures are in
    doubt is ``held``. ``doubts`` are those that typed notes bring.
    """
    periods = period_names(beat.house, release.file.period)
    places, measures = reading.places, tuple(beat.file.measures)
    grids = Grids(reading, places, measures)
    agreement = Agreement(reading, grids, periods, measures=measures, beat=beat, release=release)
    doubts = (*reading.doubts, *doubts, *agreement.doubts)
    published = {
        "count": ("count", periods.current),
        "previous": ("count", periods.previous),
        "change": ("change", periods.current),
        "rate": ("rate", periods.current),
    }
    grid = {name: grids.values(*which) for name, which in published.items()}
    origin = {name: grids.rows(*which) for name, which in published.items()}
    q: dict[str, Grid] = {"count": grid["count"], "previous": grid["previous"]}
    with np.errstate(divide="ignore", invalid="ignore"):
        q["difference"] = q["count"] - q["previous"]
        before = _before(grid)
        q["base"] = np.minimum(q["count"], before)
        q["noise"] = np.abs(q["count"] - before) / np.sqrt(np.maximum(q["count"] + before, 1))
        recomputed = 100 * q["difference"] / q["previous"]
        q["change"] = _change(grid["change"], origin["change"], recomputed, q["base"], beat)
        q["size"] = np.abs(q["change"])
        q["rate"] = grid["rate"]
        covered = _covered(q["count"], places, measures, beat, doubts)
        nation = _nation_rows(q, places, beat, covered)
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
    reasons, elsewhere = held(doubts, places)
    return Analysis(
        reading,
        places,
        measures,
        q,
        bands,
        origin,
        held=reasons,
        remarks=(*reading.remarks, *elsewhere),
        checked=agreement.checked,
        wider=frozenset(m for m, same in zip(measures, covered, strict=True) if not same),
        absent=_absent(q["count"][:, total], origin["count"][:, total], places),
    )


def _before(grid: Mapping[str, Grid]) -> Grid:
    """The counts of the year before; where only the change was published, what follows from it.

    Such a count decides what is told, and is never told itself.
    """
    follows = grid["count"] / (1 + grid["change"] / 100)
    return np.where(np.isnan(grid["previous"]) & np.isfinite(follows), follows, grid["previous"])


def _absent(total: Grid, rows: Positions, places: tuple[Place, ...]) -> tuple[str, ...]:
    """The groups that have a row in the release, and no count in it."""
    gone = np.isnan(total) & (rows >= 0)
    return tuple(p.code for i, p in enumerate(places) if p.kind == "group" and gone[i])


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


def _nation_at(places: tuple[Place, ...], beat: Beat) -> int:
    """The position of the nation; -1 where the release does not have it."""
    code = beat.file.nation.code
    return next((i for i, p in enumerate(places) if p.code == code), -1)


def _covered(
    counts: Grid,
    places: tuple[Place, ...],
    measures: tuple[str, ...],
    beat: Beat,
    doubts: tuple[Doubt, ...],
) -> Flags:
    """The measures in which the nation counts what the places count.

    Figures that the nation counts and no place does (rows of the kind ``outside``) may be no more
    than the share that the beat allows, and in no doubt.
    """
    at = _nation_at(places, beat)
    outside = [i for i, p in enumerate(places) if p.kind == "outside"]
    if at < 0 or not outside:
        return np.ones(len(measures), dtype=bool)
    elsewhere = np.nansum(counts[outside], axis=0) / counts[at]
    covered: Flags = np.logical_not(elsewhere >= beat.file.nation.outside)
    for doubt in doubts:
        if doubt.place in {places[i].code for i in outside}:
            covered &= np.array([doubt.measure not in ("", m) for m in measures])
    return covered


def _nation_rows(
    q: Mapping[str, Grid], places: tuple[Place, ...], beat: Beat, covered: Flags
) -> dict[str, Grid]:
    """The nation's row of each quantity, NaN where its coverage is not that of the places."""
    at = _nation_at(places, beat)
    return {name: np.where(covered & (at >= 0), q[name][at], np.nan) for name in ("rate", "change")}


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
    gone = beat.told_elsewhere(places)
    for level in beat.file.levels:
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
