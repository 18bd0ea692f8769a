"""Quantities: what follows from the figures, and what cannot be known."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace

import numpy as np
import pytest

from generator.analysis.measures import measures_of
from generator.analysis.standing import covered
from generator.angles import score
from generator.config.schema.rules import Range
from generator.pipeline import Prepared


def grid(prepared: Prepared, quantity: str, place: str, measure: str, level: str = "") -> float:
    analysis = prepared.findings.analysis
    row, column = analysis.index(place, level), analysis.measures.index(measure)
    return float(analysis.quantities[quantity][row, column])


def test_difference_noise_and_share_follow_from_the_counts(prepared: Prepared) -> None:
    assert grid(prepared, "difference", "E22000017", "sexual") == 913 - 826
    assert math.isclose(grid(prepared, "noise", "E22000017", "sexual"), 87 / math.sqrt(913 + 826))
    assert math.isclose(grid(prepared, "share", "E22000017", "sexual"), 100 * 913 / 22574)
    assert grid(prepared, "share", "E22000017", "total") == 100


def test_a_rate_is_compared_with_the_published_rate_of_the_nation(prepared: Prepared) -> None:
    local = grid(prepared, "rate", "E22000017", "sexual")
    nation = grid(prepared, "rate", "K04000001", "sexual")
    assert math.isclose(grid(prepared, "ratio", "E22000017", "sexual"), local / nation)
    low = grid(prepared, "ratio", "E22000172", "robbery")
    assert low < 1
    assert math.isclose(grid(prepared, "apart", "E22000172", "robbery"), 1 / low)


def test_no_comparison_where_the_nation_counts_three_per_cent_more(prepared: Prepared) -> None:
    analysis = prepared.findings.analysis
    count = analysis.quantities["value"]
    outside = next(i for i, p in enumerate(analysis.places) if p.kind == "outside")
    nation = analysis.index("K04000001")
    share = count[outside] / count[nation]
    places = list(prepared.tellable)
    for at, measure in enumerate(analysis.measures):
        compared = ~np.isnan(analysis.quantities["ratio"][places, at])
        assert compared.any() == (share[at] < 0.03), measure
    never = {m for m, s in zip(analysis.measures, share, strict=True) if s >= 0.03}
    assert never == {"theft_from_person", "bicycle", "public_order"}


def test_no_percentage_where_either_year_is_under_fifty(prepared: Prepared) -> None:
    analysis = prepared.findings.analysis
    change, base = analysis.quantities["change"], analysis.quantities["base"]
    assert (base[~np.isnan(change)] >= 50).all()
    for measure in ("homicide", "driving"):
        assert np.isnan(change[:, analysis.measures.index(measure)]).all()


def test_ranks_go_by_rate_within_a_level_with_the_size_of_the_set(prepared: Prepared) -> None:
    analysis = prepared.findings.analysis
    total = analysis.measures.index("total")
    areas = [i for i in prepared.tellable if analysis.places[i].level == "area"]
    rank = analysis.quantities["rank"][areas, total]
    rate = analysis.quantities["rate"][areas, total]
    assert np.isnan(rank).sum() == 1  # the City of London has no rate
    assert analysis.places[areas[int(np.nanargmin(rank))]].name == "Westminster"
    assert rate[rank == 1][0] == np.nanmax(rate)
    assert (analysis.quantities["ranked"][areas, total][~np.isnan(rank)] == 313).all()
    homicide = analysis.measures.index("homicide")
    tied = analysis.quantities["tied"][areas, homicide]
    ranks = analysis.quantities["rank"][areas, homicide]
    last = np.nanmax(ranks)
    assert np.nanmax(tied) == (ranks == last).sum() > 10  # those without any share the last rank


def test_the_shift_of_unassigned_figures_is_matched_by_the_name_of_the_group(
    prepared: Prepared,
) -> None:
    """The unassigned rows of Gwent and Surrey bear other forces' codes."""
    met = grid(prepared, "shift", "E22000200", "total")
    assert math.isclose(met, 100 * (32892 - 3604) / 925752)
    powys = grid(prepared, "shift", "W14000007", "total")
    assert math.isclose(powys, 100 * (2925 - 6613) / 38929)
    assert abs(grid(prepared, "shift", "W14000015", "total")) < 1  # Cardiff, South Wales
    assert grid(prepared, "shift", "W15000004", "total") == 0  # a force has it all


def test_all_published_changes_agree_with_the_counts(prepared: Prepared) -> None:
    analysed = prepared.findings.analysis
    assert analysed.held == {}
    assert analysed.remarks == ()
    assert analysed.checked["Table C3", "changes"] == (7088, 0)
    assert analysed.checked["Table C4", "rates"] == (8520, 0)


def test_a_range_holds_its_own_edges_as_it_says() -> None:
    values = np.array([1.0, 2.0, 3.0, np.nan])
    wanted = Range.model_validate({"from": 1, "below": 3})
    assert wanted.has(values).tolist() == [True, True, False, False]
    wanted = Range.model_validate({"above": 1, "upto": 3})
    assert wanted.has(values).tolist() == [False, True, True, False]


def test_no_measure_leads_too_much_of_the_batch(prepared: Prepared) -> None:
    best = [prepared.scores.best[i] for i in prepared.tellable]
    assert None not in best
    leads = [b[1] for b in best if b and b[1] != prepared.beat.file.total]
    assert max(leads.count(m) for m in set(leads)) <= 0.35 * len(best)
    angles = [b[0] for b in best if b]
    assert max(angles.count(a) for a in set(angles)) <= 0.45 * len(best)


def test_a_nation_that_counts_nothing_is_told_in_silence(prepared: Prepared) -> None:
    places, measures = prepared.places, measures_of(prepared.beat)
    nothing = np.zeros((len(places), len(measures.names)))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert covered(nothing, places, measures, prepared.beat, ()).all()


def test_what_moved_is_told_though_nobody_knows_how_much_is_chance(prepared: Prepared) -> None:
    analysed, rule = prepared.analysed, prepared.beat.angles.movers
    assert rule is not None
    rule = rule.model_copy(update={"measures": "three", "when": {}})
    names = list(analysed.measures[:3])
    file = prepared.beat.file.model_copy(
        update={"sets": {**prepared.beat.file.sets, "three": names}}
    )
    movers = prepared.beat.angles.model_copy(update={"movers": rule})
    grids = {name: grid.copy() for name, grid in analysed.quantities.items()}
    grids["difference"][0, :3], grids["noise"][0, :3] = (-5, 3, -2), np.nan
    found = score(
        replace(analysed, quantities=grids),
        replace(prepared.beat, file=file, angles=movers),
        prepared.release,
    ).best[0]
    assert found is not None
    assert (found.rising, found.falling) == ((names[1],), (names[0], names[2]))


@pytest.mark.parametrize(
    ("measure", "value", "previous", "base", "why"),
    [
        ("homicide", 500, 400, 400, "never told in per cent"),
        ("robbery", 500, 40, 40, "too few in either period"),
        ("robbery", -500, 400, np.nan, "below zero in either period"),
        ("robbery", 500, 0, np.nan, "none in the earlier period"),
        ("robbery", 500, np.nan, np.nan, "not in the release"),
    ],
)
def test_why_there_is_no_change_is_told_as_it_is(
    prepared: Prepared, measure: str, value: float, previous: float, base: float, why: str
) -> None:
    analysed = prepared.analysed
    given = {"value": value, "previous": previous, "base": base, "change": np.nan}
    grids = {name: grid.copy() for name, grid in analysed.quantities.items()}
    for name, number in given.items():
        grids[name][:, analysed.measures.index(measure)] = number
    rows = {**analysed.origin, "change": np.full(grids["change"].shape, -1)}
    made = replace(prepared, analysed=replace(analysed, quantities=grids, origin=rows))
    assert made.findings.of(made.tellable[0])[measure].missing["change"] == why
