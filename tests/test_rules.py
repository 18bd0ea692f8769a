"""Rules: proven complete at load, and exact at every edge."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Document
from generator.config.schema import Rule
from generator.pipeline import Prepared
from generator.rules import Bands, _bands, _faults, load_rules


def rule(*bands: dict[str, Any]) -> Rule:
    return Rule.model_validate({"quantity": "change", "bands": list(bands)})


def faults(*bands: dict[str, Any]) -> list[str]:
    return [f.what for f in _faults(Document("rules.yml", {}, {}), "r", rule(*bands))]


def test_a_rule_without_gap_or_overlap_has_no_fault() -> None:
    assert faults({"band": "a", "below": 0}, {"band": "b", "from": 0}) == []
    assert faults({"band": "a", "upto": 0}, {"band": "b", "above": 0}) == []


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        (
            [{"band": "a", "below": 1}, {"band": "b", "from": 2}],
            'band "b" and "a" leave a gap from 1 to 2.',
        ),
        (
            [{"band": "a", "below": 2}, {"band": "b", "from": 1}],
            'band "b" overlaps "a" from 1 to 2.',
        ),
        (
            [{"band": "a", "below": 1}, {"band": "b", "above": 1}],
            'band "b" and "a": neither covers 1 itself.',
        ),
        (
            [{"band": "a", "upto": 1}, {"band": "b", "from": 1}],
            'band "b" and "a": both cover 1 itself.',
        ),
        (
            [{"band": "a", "from": 0, "below": 1}, {"band": "b", "from": 1}],
            'nothing of "r" covers what is below 0.',
        ),
        (
            [{"band": "a", "below": 1}, {"band": "b", "from": 1, "upto": 3}],
            'nothing of "r" covers what is above 3.',
        ),
        ([{"band": "a", "below": 1}, {"band": "a", "from": 1}], 'two bands of "r" have one name.'),
        (
            [{"band": "a", "below": 1, "words": {"verb": "fell"}}, {"band": "b", "from": 1}],
            'band "b" of "r" has no "verb".',
        ),
    ],
)
def test_every_fault_of_a_rule_is_told(bands: list[dict[str, Any]], expected: str) -> None:
    assert expected in faults(*bands)


@given(
    edges=st.lists(st.integers(-50, 50), min_size=1, max_size=5, unique=True),
    owners=st.lists(st.booleans(), min_size=5, max_size=5),
    numerator=st.integers(-20_000, 20_000),
    denominator=st.integers(1, 200),
)
def test_each_number_lies_in_exactly_one_band(
    edges: list[int], owners: list[bool], numerator: int, denominator: int
) -> None:
    edges.sort()
    bands: list[dict[str, Any]] = [{"band": f"b{i}"} for i in range(len(edges) + 1)]
    for (lower, upper), edge, owner in zip(pairwise(bands), edges, owners, strict=False):
        lower["upto" if owner else "below"] = edge
        upper["above" if owner else "from"] = edge
    made = rule(*bands)
    assert faults(*bands) == []
    value = Fraction(numerator, denominator)
    inside = [
        b.band
        for b in made.bands
        if (b.low is None or (value > b.low if b.above is not None else value >= b.low))
        and (b.high is None or (value < b.high if b.below is not None else value <= b.high))
    ]
    assert inside == [_bands("r", made).band(value)]


@given(current=st.integers(0, 6_000_000), previous=st.integers(1, 6_000_000))
def test_a_band_of_a_column_is_the_band_of_the_exact_number(current: int, previous: int) -> None:
    """A float from one division of integers cannot cross an edge that is itself a float."""
    rule_of_edges = Bands(
        name="r",
        quantity="size",
        as_printed=False,
        alike=None,
        names=("a", "b", "c", "d"),
        words={},
        edges=((0.5, False), (2.0, False), (20.0, True)),
    )
    column = rule_of_edges.index(np.array([100 * (current - previous) / previous]))
    exact = rule_of_edges.index(Fraction(100 * (current - previous), previous))
    assert column[0] == exact


def test_level_is_what_prints_as_nought_and_direction_is_never_against_the_sign(
    prepared: Prepared,
) -> None:
    change = load_rules(prepared.beat)["change"]
    analysis = prepared.findings.analysis
    values, bands = analysis.quantities["change"], analysis.bands["change"]
    level = change.names.index("level")
    known = ~np.isnan(values)
    assert known.sum() > 5_000
    assert ((np.abs(values) < 0.5) == (bands == level))[known].all()
    assert (bands[values >= 0.5] == change.names.index("rise")).all()
    assert (bands[values <= -0.5] == change.names.index("fall")).all()


def test_the_comparison_bands_are_those_of_the_house(prepared: Prepared) -> None:
    comparison = load_rules(prepared.beat)["comparison"]
    expected = {
        0.39: "much lower",
        0.4: "lower",
        0.7: "slightly lower",
        0.97: "in line",
        1.03: "in line",
        1.0301: "slightly higher",
        3.7 / 2.9: "slightly higher",
        1.3: "slightly higher",
        1.6: "higher",
        1.61: "much higher",
    }
    assert {value: comparison.band(value) for value in expected} == expected
