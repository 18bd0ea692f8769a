"""Numbers in print: exact, rounded half up, and in house style."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.measures import half_up as half_up_column
from generator.config.schema import House, Large
from generator.words.numbers import grouped, half_up, in_words, ordinal, percent, rounded

COUNT = st.integers(min_value=0, max_value=6_000_000)


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [
        (Fraction(5, 2), 0, "3"),
        (Fraction(-5, 2), 0, "-3"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("0.45"), 1, "0.5"),
        (0.35, 1, "0.4"),
        (Fraction(-1, 3), 0, "0"),
        (Decimal("-0.04"), 1, "0.0"),
        (-0.0, 0, "0"),
        (7, 1, "7.0"),
    ],
)
def test_halves_round_away_from_zero_and_zero_has_no_sign(
    value: Fraction | Decimal | float, places: int, expected: str
) -> None:
    assert str(half_up(value, places)) == expected


@given(current=COUNT, previous=st.integers(min_value=1, max_value=6_000_000))
def test_a_change_of_counts_is_rounded_exactly(current: int, previous: int) -> None:
    exact = Fraction(100 * (current - previous), previous)
    by_decimal = (Decimal(100 * (current - previous)) / Decimal(previous)).quantize(
        Decimal(1), rounding=ROUND_HALF_UP
    )
    assert half_up(exact, 0) == by_decimal


@given(current=COUNT, previous=st.integers(min_value=1, max_value=6_000_000))
def test_a_whole_column_is_rounded_as_a_single_number_is(current: int, previous: int) -> None:
    column = half_up_column(np.array([100 * (current - previous) / previous]), 0)
    assert column[0] == float(half_up(Fraction(100 * (current - previous), previous), 0))


@given(whole=st.integers(min_value=-10_000, max_value=10_000), places=st.integers(0, 3))
def test_a_half_is_never_lost(whole: int, places: int) -> None:
    half = Decimal(whole).scaleb(-places) + Decimal(5).scaleb(-places - 1)
    away = whole + 1 if half > 0 else whole
    assert half_up(half, places) == Decimal(away).scaleb(-places)


def test_counts_have_commas_and_large_ones_are_rounded_openly() -> None:
    large = Large.model_validate({"from": 1_000_000, "form": "about {number} million"})
    assert grouped(20838) == "20,838"
    assert grouped(Decimal("0.64"), 1) == "0.6"
    assert rounded(5_350_405, large) == "about 5.4 million"
    assert rounded(63_100, large) == "63,100"
    assert rounded(-1_234_500_000, large) == "about 1,234.5 million"


def test_percentages_follow_the_house(project: object) -> None:
    house = project.house  # type: ignore[attr-defined]
    assert isinstance(house, House)
    assert percent(Fraction(4350, 413), house) == "11%"
    in_words_style = house.model_copy(update={"percent": "{number} per cent"})
    assert percent(Decimal("-6.78"), in_words_style) == "7 per cent"


def test_small_numbers_and_ranks_stand_in_words() -> None:
    assert in_words(41, "en-GB") == "forty-one"
    assert [ordinal(n, 10, "en-GB") for n in (1, 9, 10, 22)] == [
        "first",
        "ninth",
        "10th",
        "22nd",
    ]
