"""What follows from the figures, for all places at once: movement, standing, share and bands.

Arithmetic runs on whole columns. It is exact where it matters: counts are integers, a change of
counts is one division of integers (rounded correctly, so no band edge is crossed), and a finding
carries the fraction itself. Formulas and what they mean are in ``docs/architecture.md``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from generator.analysis import standing
from generator.analysis.agreement import Agreement
from generator.analysis.blame import held
from generator.analysis.grids import Flags, Grid, Grids, Positions
from generator.analysis.measures import Measures, half_up, measures_of
from generator.analysis.movement import Values, further, movement, values_of
from generator.config import Beat, Release
from generator.model import MOVEMENT, Analysis, Doubt, Place, Reading
from generator.rules import Bands
from generator.words.periods import periods_of


def analyse(
    reading: Reading,
    beat: Beat,
    release: Release,
    *,
    rules: Mapping[str, Bands],
    doubts: tuple[Doubt, ...] = (),
    agreeing: bool = True,
) -> Analysis:
    """Every quantity and band of every place and measure.

    Published changes, rates and sums are held against the counts that they follow from
    (:mod:`generator.analysis.agreement`), and a place whose figures are in doubt is ``held``.
    ``doubts`` are those that typed notes bring. Without ``agreeing``, no figure is held against
    another, and nothing is held.
    """
    periods = periods_of(beat, release.file.period)
    places, measures = reading.places, measures_of(beat)
    grids = Grids(reading, dict(zip(measures.names, measures.kinds, strict=True)))
    checked: dict[tuple[str, str], tuple[int, int]] = {}
    if agreeing:
        agreement = Agreement(
            reading, grids, periods, measures=measures, beat=beat, release=release
        )
        doubts, checked = (*reading.doubts, *doubts, *agreement.doubts), agreement.checked
    now = values_of(grids, periods.current, measures)
    earlier = {name: values_of(grids, e.key, measures) for name, e in periods.against.items()}
    published = {name: grids.both(name, periods.current) for name in ("change", "rate")}
    same = standing.covered(now.value, places, measures, beat, doubts)
    q = _movements(now, earlier, published["change"], measures, small=beat.file.small)
    q["rate"] = np.where(measures.by_rate, published["rate"][0], now.value)
    q |= _standings(q, now, places, measures, beat, same)
    reasons, elsewhere = held(doubts, places)
    total = measures.names.index(beat.file.total)
    return Analysis(
        reading,
        places,
        measures.names,
        q,
        _bands(rules, q, same, places, beat, measures),
        _origin(now, earlier, **{name: rows for name, (_, rows) in published.items()}),
        held=reasons,
        remarks=(*reading.remarks, *elsewhere),
        checked=checked,
        wider=frozenset(m for m, alike in zip(measures.names, same, strict=True) if not alike),
        absent=standing.absent(now.value[:, total], now.rows[:, total] >= 0, places),
    )


def ranked_as(
    ranks: Mapping[str, Grid], analysed: Analysis, rules: Mapping[str, Bands]
) -> Analysis:
    """An analysis with other ranks, and the bands that they lie in."""
    banded = {
        name: np.where(np.isnan(ranks[rule.quantity]), -1, rule.index(ranks[rule.quantity]))
        for name, rule in rules.items()
        if rule.quantity in ranks
    }
    return replace(
        analysed,
        quantities={**analysed.quantities, **ranks},
        bands={**analysed.bands, **banded},
    )


def _movements(
    now: Values,
    earlier: Mapping[str, Values],
    change: tuple[Grid, Positions],
    measures: Measures,
    *,
    small: int,
) -> dict[str, Grid]:
    """The value, and its movement since each earlier period; ``change`` is the published one."""
    (_, before), *others = earlier.items()
    q = {"value": now.value, **movement(now, before, change, measures, small=small)}
    none = np.full(now.value.shape, np.nan), np.full(now.value.shape, -1)
    for name, values in others:
        q |= further(name, movement(now, values, none, measures, small=small))
    return q


def _standings(
    q: Mapping[str, Grid],
    now: Values,
    places: tuple[Place, ...],
    measures: Measures,
    beat: Beat,
    same: Flags,
) -> dict[str, Grid]:
    """Against the nation, where it counts the ``same``; the target, the others, and the total."""
    total = measures.names.index(beat.file.total)
    alike = np.array([kind == measures.kinds[total] for kind in measures.kinds])
    with np.errstate(divide="ignore", invalid="ignore"):
        share = 100 * now.value / now.value[:, [total]]
    shift = standing.shift(q, places, measures)
    return {
        **standing.against_nation(q, places, measures, beat, same),
        **standing.against_target(now, measures),
        **standing.ranks(q["rate"], places, beat),
        "share": np.where(measures.adds & alike, share, np.nan),
        "shift": shift,
        "margin": q["size"] - np.abs(shift),
    }


def _bands(
    rules: Mapping[str, Bands],
    q: Mapping[str, Grid],
    same: Flags,
    places: tuple[Place, ...],
    beat: Beat,
    measures: Measures,
) -> dict[str, Positions]:
    """The band of every rule, and of those on movement for each further comparison."""
    at = standing.nation_at(places, beat)
    nation = np.where(same & (at >= 0), q["rate"][at], np.nan)
    return {
        name: _band(rule, of, q, nation, beat, measures)
        for name, rule, of in _ruled(rules, beat.file.against[1:])
    }


def _ruled(rules: Mapping[str, Bands], comparisons: list[str]) -> Iterator[tuple[str, Bands, str]]:
    """Every rule, with the quantity that it cuts; those on movement for each comparison."""
    for name, rule in rules.items():
        yield name, rule, rule.quantity
        for comparison in comparisons if rule.quantity in MOVEMENT else ():
            yield f"{comparison}.{name}", rule, f"{comparison}.{rule.quantity}"


def _origin(
    now: Values, earlier: Mapping[str, Values], change: Positions, rate: Positions
) -> dict[str, Positions]:
    """The rows of the figures behind each finding, by what they are to it.

    ``value`` is the measure's own number, ``previous`` that of the period before; a percentage that
    was worked out has the ``part`` and the whole that it is a part ``of`` instead.
    """
    (_, before), *others = earlier.items()
    named = [("", now), ("previous", before), *others]
    out = {name or "value": values.rows for name, values in named}
    out |= {"change": change, "rate": rate}
    for name, values in named:
        for what, rows in (("part", values.part), ("of", values.of)):
            if (rows >= 0).any():
                out[f"{name}.{what}".lstrip(".")] = rows
    return out


def _band(
    rule: Bands,
    quantity: str,
    q: Mapping[str, Grid],
    nation: Grid,
    beat: Beat,
    measures: Measures,
) -> Positions:
    """The position of the band of each number; ``nation`` is the nation's rate."""
    values = q[quantity]
    if rule.as_printed:
        places = [beat.decimals_of(m, rule.quantity) for m in measures.names]
        values = half_up(values, np.array(places))
    position = np.asarray(rule.index(values), dtype=np.int64) + np.zeros(values.shape, np.int64)
    if rule.alike is not None:
        rates = np.array([beat.decimals_of(m, "rate") for m in measures.names])
        alike = half_up(q["rate"], rates) == half_up(nation, rates)
        position = np.where(alike, rule.alike, position)
    return np.where(np.isnan(values), -1, position)
