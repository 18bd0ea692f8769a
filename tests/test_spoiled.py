"""Every spoiled edition and every hostile file gets the answer that the documentation gives."""

from __future__ import annotations

import resource
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest

from generator.sheets import limits
from tests.hostile import HOSTILE
from tests.outcome import PAGE, Outcome, of_hostile, of_spoiled, rows, title
from tests.spoiled import SPOILED

GIGABYTE = 2**20
"""In kilobytes, as the system counts."""


@pytest.fixture(scope="module")
def documented() -> Mapping[str, str]:
    return rows(PAGE.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def apart() -> Iterator[ProcessPoolExecutor]:
    """A process that does nothing else: its peak, and its children's, are of these files."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        yield pool


def used() -> tuple[float, int]:
    """Seconds of the processor and the peak of memory so far, our own and the reader's."""
    both = [resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in both), max(u.ru_maxrss for u in both)


def measured(name: str) -> tuple[Outcome, float, int]:
    """What a hostile file gives, the seconds that it took, and the peak of memory so far."""
    before, _ = used()
    found = of_hostile(name)
    after, peak = used()
    return found, after - before, peak


def test_the_page_has_a_row_for_each_way_and_no_other(documented: Mapping[str, str]) -> None:
    ways = {title(name) for name in (*SPOILED, *HOSTILE)}
    assert set(documented) - {"what", "---"} == ways
    assert len(SPOILED) >= 60
    assert len(HOSTILE) >= 20


@pytest.mark.parametrize("name", SPOILED)
def test_a_spoiled_edition(name: str, documented: Mapping[str, str]) -> None:
    assert of_spoiled(name).row == documented[title(name)]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file(
    name: str, documented: Mapping[str, str], apart: ProcessPoolExecutor
) -> None:
    """Its own line, without hanging and within a gigabyte, the reader's and our own."""
    found, seconds, peak = apart.submit(measured, name).result(timeout=60)
    assert found.status != 0
    assert found.row == documented[title(name)]
    assert seconds < 30  # writing the file included
    assert peak < GIGABYTE


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parent's clock: the child is given next to no time."""
    monkeypatch.setattr(limits, "PATIENCE", 0.01)
    found = of_spoiled("a_count_of_an_area_is_off")
    assert found.status == 2
    assert "to read. Keep the tables that are needed" in found.said[0]
