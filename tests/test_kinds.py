"""Kinds of numbers: how each changes, rounds, prints and is held against others."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.grids import Grid
from generator.analysis.measures import half_up as half_up_column
from generator.analysis.measures import measures_of
from generator.analysis.movement import Values, movement
from generator.analysis.standing import against_target
from generator.config import Beat, Project
from generator.config.schema import BeatFile, Measure, Period
from generator.model import KINDS, Number
from generator.words.numbers import half_up
from generator.words.periods import period_names
from generator.words.units import prints, typed
from tests.conftest import ROOT

MEASURES: dict[str, dict[str, Any]] = {
    "seen": {},
    "came": {},
    "share": {"kind": "percentage", "share": {"part": "seen", "of": "came"}},
    "price": {"kind": "money"},
    "wage": {"kind": "price"},
    "wait": {"kind": "level", "good": "down", "target": 60},
    "frost": {"kind": "level", "decimals": 1},
    "births": {"kind": "rate"},
    "passed": {"kind": "percentage", "good": "up", "target": 95},
}


@pytest.fixture(scope="module")
def beat() -> Beat:
    """A beat with a measure of every kind; the rest is the bundled one's."""
    project = Project(ROOT)
    bundled = project.beat(project.release("crime/2024-12"))
    words = {"label": "x", "noun": "offence"}
    file = bundled.file.model_copy(
        update={
            "measures": {n: Measure.model_validate({**words, **m}) for n, m in MEASURES.items()},
            "total": "came",
        }
    )
    assert isinstance(file, BeatFile)
    return replace(bundled, file=file)


def numbers(beat: Beat, **given: float) -> Grid:
    """One row of values, NaN where nothing is given."""
    return np.array([[given.get(name, np.nan) for name in beat.file.measures]])


def seen(beat: Beat, **given: float) -> Values:
    """The numbers of one place in one period, as published to the digits given."""
    rows = np.full((1, len(MEASURES)), -1)
    value = numbers(beat, **given)
    return Values(value, value, rows, rows, rows)


def moved(beat: Beat, now: dict[str, float], before: dict[str, float]) -> dict[str, Any]:
    """The quantities of the movement, by measure."""
    measures = measures_of(beat)
    rows = np.full((1, len(MEASURES)), -1)
    both = [seen(beat, **values) for values in (now, before)]
    nothing = np.full(rows.shape, np.nan)
    found = movement(both[0], both[1], (nothing, rows), measures, small=50)
    names = list(MEASURES)
    return {name: {q: grid[0][at] for q, grid in found.items()} for at, name in enumerate(names)}


@pytest.mark.parametrize(
    ("measure", "quantity", "number", "printed"),
    [
        ("seen", "value", 7, "seven"),
        ("seen", "value", 20838, "20,838"),
        ("seen", "change", Fraction(-1146, 100), "11%"),
        ("seen", "gap", 9.4, "9 percentage points"),
        ("share", "value", 72.44, "72.4%"),
        ("share", "value", 95.0, "95%"),
        ("share", "change", -1.3, "1.3 percentage points"),
        ("share", "change", 1.0, "1 percentage point"),
        ("share", "change", 2.0, "2 percentage points"),
        ("share", "difference", 0.96, "1 percentage point"),
        ("share", "rate", 72.44, "72.4%"),
        ("price", "value", 1234567, "£1,234,567"),
        ("price", "value", -512.5, "−£513"),
        ("price", "difference", -512.5, "£513"),
        ("price", "change", 3.5, "4%"),
        ("wage", "value", 512.5, "£513"),
        ("wait", "value", 41, "41"),
        ("wait", "value", 9, "nine"),
        ("wait", "change", -3, "three"),
        ("frost", "value", -3.25, "−3.3"),
        ("frost", "change", -3.25, "3.3"),
        ("births", "value", 0.64, "0.6"),
        ("births", "change", 12.5, "13%"),
        ("wait", "rank", 3, "three"),
    ],
)
def test_each_quantity_prints_itself_in_the_unit_of_its_kind(
    beat: Beat, measure: str, quantity: str, number: Number, printed: str
) -> None:
    assert prints(beat, measure)[quantity](number) == printed


@pytest.mark.parametrize(
    ("number", "unit", "printed"),
    [
        (5_350_405, "about", "about 5.4 million"),
        (7, "count", "7"),
        (-2.43, "percent", "2%"),
        (-2.43, "percentage", "−2.4%"),
        (-2.43, "rate", "−2.4"),
        (72.44, "percentage", "72.4%"),
        (1.25, "points", "1.3 percentage points"),
        (4.25, "rate", "4.3"),
        (1234.5, "money", "£1,235"),
        (1234.5, "price", "£1,235"),
        (41, "level", "41"),
    ],
)
def test_a_typed_figure_prints_as_what_it_is(
    project: Project, number: float, unit: str, printed: str
) -> None:
    assert typed(number, unit, project.house) == printed


COUNTS = st.integers(min_value=0, max_value=200_000)


@given(now=COUNTS, before=COUNTS, came=st.integers(200_000, 300_000))
def test_the_printed_points_are_the_difference_of_the_printed_percentages(
    beat: Beat, now: int, before: int, came: int
) -> None:
    found = moved(beat, {"share": 100 * now / came}, {"share": 100 * before / came})["share"]
    shown = prints(beat, "share")
    there, here = (
        Decimal(shown["value"](Fraction(100 * n, came)).rstrip("%")) for n in (before, now)
    )
    points = shown["change"](float(found["change"]))
    assert Decimal(points.split()[0]) == abs(here - there)
    assert np.sign(found["change"]) == np.sign(float(here - there))


@given(value=st.decimals(-10_000, 10_000, places=4), decimals=st.integers(0, 3))
def test_a_column_is_rounded_as_a_single_number_is(value: Decimal, decimals: int) -> None:
    column = half_up_column(np.array([float(value)]), decimals)
    assert column[0] == float(half_up(float(value), decimals))


def test_counts_rates_and_money_change_in_per_cent_and_the_others_by_their_difference(
    beat: Beat,
) -> None:
    found = moved(
        beat,
        {"seen": 110, "price": 220.0, "births": 4.4, "share": 71.2, "wait": 41, "frost": -2.0},
        {"seen": 100, "price": 200.0, "births": 4.0, "share": 72.4, "wait": 38, "frost": 1.0},
    )
    assert {m: round(float(found[m]["change"]), 6) for m in ("seen", "price", "births")} == {
        "seen": 10,
        "price": 10,
        "births": 10,
    }
    assert {m: float(found[m]["change"]) for m in ("share", "wait", "frost")} == {
        "share": -1.2,
        "wait": 3,
        "frost": -3,
    }
    assert found["wait"]["progress"] == -3  # longer is worse
    assert np.isnan(found["seen"]["progress"])  # nobody said which way is good


def test_only_small_counts_have_no_percentage(beat: Beat) -> None:
    found = moved(beat, {"seen": 49, "price": 49.0}, {"seen": 60, "price": 60.0})
    assert np.isnan(found["seen"]["change"])
    assert found["price"]["change"] < 0


@pytest.mark.parametrize(("now", "before"), [(20.0, -10.0), (-50.0, 100.0), (20.0, 0.0)])
def test_money_below_zero_or_from_nothing_has_no_percentage(
    beat: Beat, now: float, before: float
) -> None:
    found = moved(beat, {"price": now}, {"price": before})["price"]
    assert np.isnan(found["change"])
    assert found["difference"] == now - before


def test_chance_moves_a_percentage_by_the_counts_behind_it(beat: Beat) -> None:
    now = {"seen": 700, "came": 1000, "share": 70.0}
    found = moved(beat, now, {"seen": 660, "came": 1000, "share": 66.0})
    # (0.70 - 0.66) / sqrt(0.68 * 0.32 * 2 / 1000)
    assert found["share"]["noise"] == pytest.approx(1.9174, abs=1e-4)
    assert np.isnan(found["passed"]["noise"])  # no counts are known behind it
    same = moved(beat, {**now, "seen": 1000}, {**now, "seen": 1000})
    assert np.isnan(same["share"]["noise"])  # where all are, chance has nothing to move


@pytest.mark.parametrize(
    ("measure", "value", "beyond"),
    [
        ("passed", 96.2, 1.2),
        ("passed", 72.44, -22.6),
        ("passed", 94.96, -0.04),  # prints as the target, and misses it
        ("passed", 95.0, 0),
        ("wait", 41, 19),
        ("wait", 63, -3),
    ],
)
def test_a_target_is_missed_or_met_by_what_is_printed_and_where_that_is_alike_by_what_is_exact(
    beat: Beat, measure: str, value: float, beyond: float
) -> None:
    found = against_target(seen(beat, **{measure: value}), measures_of(beat))
    at = list(MEASURES).index(measure)
    assert found["beyond_target"][0][at] == pytest.approx(beyond, abs=1e-9)
    assert found["target"][0][at] == MEASURES[measure]["target"]


@pytest.mark.parametrize(
    ("keys", "what"),
    [
        ({"share": {"part": "a", "of": "b"}}, 'has a "share", but is a count'),
        ({"kind": "rate", "whole": True}, 'is "whole", but a rate is no sum of parts'),
        ({"kind": "level", "target": 60}, 'has a "target", but not which way is "good"'),
        ({"decimals": 1}, 'has "decimals", but a count is a whole number'),
    ],
)
def test_a_measure_says_only_what_its_kind_allows(keys: dict[str, Any], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        Measure.model_validate({"label": "x", "noun": "y", **keys})


def test_every_kind_is_tried_here() -> None:
    assert {m.get("kind", "count") for m in MEASURES.values()} == set(KINDS)


def test_earlier_periods_are_so_many_months_back(project: Project) -> None:
    month = Period(kind="month", ends="2025-01")
    names = period_names(project.house, month, ["year_before", "month_before"])
    assert names.keys == ["2025-01", "2024-01", "2024-12"]
    assert names.main.before == "January 2024"
    assert names.others["month_before"].named == "December 2024"
    quarter = Period(kind="quarter", ends="2025-03")
    names = period_names(project.house, quarter, ["quarter_before"])
    assert (names.title, names.main.key) == ("quarter ending March 2025", "2024-12")
    assert names.main.named == "the three months to December 2024"
