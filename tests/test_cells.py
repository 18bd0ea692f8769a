"""A number that is off by one is noticed, or changes no story: 125 cells, each on its own.

All 500 by ``python -m tests.cells``.
"""

from __future__ import annotations

import pytest

from tests.cells import CHANGES, HARMLESS, REPORTED, WRONG, SingleCells, table

PARTS = 4
TAKEN = 1
"""So many parts of all changes are tried each time: each takes half a minute."""


@pytest.fixture(scope="module")
def cells() -> SingleCells:
    return SingleCells()


@pytest.mark.parametrize("part", range(TAKEN))
def test_a_number_changed_by_one_is_noticed_or_harmless(cells: SingleCells, part: int) -> None:
    found = list(cells.change(seed=part, many=CHANGES // PARTS))
    print(table(found))
    assert not [c for c in found if c.came_of_it == WRONG]
    harmless = {c.cell.split("!")[0] for c in found if c.came_of_it == HARMLESS}
    assert harmless <= {"Table C4", "Table P3"}  # populations, which are rounded to hundreds
    assert sum(c.came_of_it == REPORTED for c in found) >= 0.9 * len(found)


def test_the_same_where_only_changes_are_published() -> None:
    """The layout of 2019: no counts of the year before, but those that the changes imply."""
    found = list(SingleCells("crime/2019-09").change(seed=1, many=60))
    assert not [c for c in found if c.came_of_it == WRONG]
    harmless = {c.cell.split("!")[0] for c in found if c.came_of_it == HARMLESS}
    assert harmless <= {"Table P3"}
    assert sum(c.came_of_it == REPORTED for c in found) >= 0.9 * len(found)
