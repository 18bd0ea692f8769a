"""What is done to a place: one number moved to an edge, a pattern of gaps, a rank, small counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import product
from typing import NamedTuple

import numpy as np

from generator.checks.synthetic.bench import EVEN, Bench
from generator.checks.synthetic.edges import Edge
from generator.checks.synthetic.reaching import TO_EDGES, Chance, ToEdge, an_earlier
from generator.model import KINDS, digits
from generator.workbook.supposed import ABSENT

Act = Callable[[Bench, int, int, Chance], str | None]
"""Something done to a place and a measure of it; it may tell what, where its name does not."""

_SMALL = (0, 1, 2, 7, 9, 10, 49, 50, 51, 99, 100)
_MANY = 20_000_000
_GAPS = 5
"""Series of a measure that may be missing together."""


class Move(NamedTuple):
    """One thing done to a place, by its name; it is about the measure that is to lead.

    ``takes`` says that it takes figures away; ``told`` is what it is called where not by its name.
    """

    what: str
    act: Act
    takes: bool = False
    told: str = ""


def moves_of(edges: Sequence[Edge]) -> list[Move]:
    """All moves: to each edge and just beside it, small counts, gaps, ranks, and none at all."""
    return [
        Move("as published", lambda *_: None),
        *_to_edges(edges),
        *_small_counts(),
        *_gaps(),
        *(Move(f"rate the {name}", partial(_rank, act=act)) for name, act in _RANKS.items()),
        *_often("moved beyond chance, too little to print", _unseen, 2),
        *_often("every number moved by lot", _scattered, 20),
        *_often("two against one another", _two_ways, 30),
        *_often("no other figures known", _alone, 4, takes=True),
    ]


def _often(told: str, act: Act, times: int, *, takes: bool = False) -> Iterator[Move]:
    return (Move(f"{told} {n}", act, takes, told) for n in range(times))


def _to_edges(edges: Sequence[Edge]) -> Iterator[Move]:
    for quantity, at in edges:
        act = TO_EDGES.get(quantity)
        for beside in (-1, 0, 1) if act else ():
            side = {-1: "just below", 0: "at", 1: "just above"}[beside]
            assert act is not None
            told = f"{quantity} {side} {digits(at)}"
            yield Move(told, partial(_edge, act=act, at=at, beside=beside))


def _edge(
    bench: Bench, place: int, measure: int, chance: Chance, *, act: ToEdge, at: float, beside: int
) -> None:
    act(bench, place, measure, at, beside, chance)


def _small_counts() -> Iterator[Move]:
    def put(bench: Bench, place: int, measure: int, _: Chance, *, now: int, before: int) -> None:
        bench.put(place, measure, bench.periods.main.key, before)
        bench.put(place, measure, bench.periods.current, now)

    for now, before in product(_SMALL, repeat=2):
        yield Move(f"{now} after {before}", partial(put, now=now, before=before))


def _gaps() -> Iterator[Move]:
    """Every pattern of missing figures among the series of a measure, for any reason."""

    def take(
        bench: Bench, place: int, measure: int, chance: Chance, *, gone: int, level: bool
    ) -> str:
        # A movement that prints as none may be told by its counts where its percentage is withheld.
        if level or bench.hardly_moved(place, measure):
            bench.move(place, measure, 0, bench.periods.main.key)
        reasons = [bench.figures.reasons.index(r) for r in bench.figures.reasons if r] + [ABSENT]
        reason = int(chance.choice(reasons))
        lost = [s for at, s in enumerate([*bench.given(measure)][:_GAPS]) if gone >> at & 1]
        for series in lost:
            bench.forget(place, measure, series, reason)
        names = [f"{statistic} of {period}" for statistic, period in lost]
        told = [f"without {' and '.join(names)}"] if names else []
        return ", ".join(["unchanged", *told] if level else told) or "as published"

    for gone, level, turn in product(range(1, 2**_GAPS), (False, True), range(2)):
        what = f"{'level, ' if level else ''}without {gone:05b} ({turn + 1})"
        yield Move(what, partial(take, gone=gone, level=level), takes=True)


def _rank(bench: Bench, place: int, measure: int, _: Chance, *, act: Rank) -> None:
    """A rate beside those of other places; of its own group where that is asked for."""
    current = bench.periods.current
    kind = bench.specs[measure].kind
    series = ("rate", current) if KINDS[kind].compares == "rate" else (kind, current)
    grid = bench.figures.values.get(series)
    if grid is None:
        return
    group, highest, tied = act
    rates = grid[bench.alike(place, group=group), measure]
    rates = rates[~np.isnan(rates)]
    if len(rates):
        end = float(rates.max() if highest else rates.min())
        bench.put_rate(place, measure, end if tied else end * (1.2 if highest else 0.8))


Rank = tuple[bool, bool, bool]
_RANKS: dict[str, Rank] = {
    "highest": (False, True, False),
    "lowest": (False, False, False),
    "joint highest": (False, True, True),
    "joint lowest": (False, False, True),
    "highest of the group": (True, True, False),
    "lowest of the group": (True, False, False),
    "joint highest of the group": (True, True, True),
    "joint lowest of the group": (True, False, True),
}


def _unseen(bench: Bench, place: int, measure: int, chance: Chance) -> None:
    """A share of so many that its movement is beyond chance, and still none as it is printed."""
    share, now = bench.specs[measure].share, bench.periods.current
    earlier = an_earlier(bench, chance)
    if share is not None:
        for period in (now, earlier):
            bench.put(place, bench.measures.index(share.of), period, _MANY)
        bench.put(place, measure, earlier, 50)
        bench.put(place, measure, now, 50.04)


def _scattered(bench: Bench, place: int, measure: int, chance: Chance) -> None:
    """Everything moved at once, each by its own lot."""
    wide = float(chance.choice((0.02, 0.08, 0.3)))
    for at in range(len(bench.measures)):
        now = bench.get(place, at, bench.periods.current)
        if not math.isnan(now):
            bench.put(place, at, bench.periods.current, now * math.exp(chance.normal(0, wide)))


def _two_ways(bench: Bench, place: int, measure: int, chance: Chance) -> str:
    """One number up and another down by as much, and everything else still."""
    rule = bench.beat.angles.movers
    names = bench.beat.set_of(rule.measures) if rule else bench.measures
    up, down = (bench.measures.index(str(n)) for n in chance.choice(names, 2, replace=False))
    bench.still(place, measure)
    earlier, now = bench.periods.main.key, bench.periods.current
    part = float(chance.choice((0.12, 0.5)))
    for at, way in ((up, 1), (down, -1)):
        bench.put(place, at, earlier, EVEN)
        bench.put(place, at, now, EVEN * (1 + way * part))
    return f"{bench.measures[up]} up and {bench.measures[down]} down by as much"


def _alone(bench: Bench, place: int, measure: int, chance: Chance) -> None:
    """Only one measure has figures, and what is counted over all; now and then few of them."""
    total = bench.measures.index(bench.beat.file.total)
    if chance.random() < 0.5:
        bench.put(place, measure, bench.periods.current, float(chance.integers(1, 90)))
    for other in range(len(bench.measures)):
        if other not in (measure, total):
            for series in bench.given(other):
                bench.forget(place, other, series)
