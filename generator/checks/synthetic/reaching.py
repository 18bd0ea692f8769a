"""How each quantity of a place is brought to an edge, or just beside it."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from generator.checks.synthetic.bench import EVEN, Bench
from generator.model import KINDS

Chance = np.random.Generator
ToEdge = Callable[[Bench, int, int, float, int, Chance], None]
"""Given a place, a measure, an edge and the side of it: -1 just below, 0 at it, 1 just above."""


def _change(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    bench.move(place, measure, at + beside * _step(bench, measure), an_earlier(bench, chance))


def _size(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    size = max(0.0, at + beside * _step(bench, measure))
    way = chance.choice((-1, 1))
    bench.move(place, measure, float(way) * size, an_earlier(bench, chance))


def _difference(
    bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance
) -> None:
    """Few of something, as words follow from a difference where there is no percentage."""
    few = float(chance.integers(3, 40))
    bench.put(place, measure, bench.periods.main.key, few)
    bench.put(place, measure, bench.periods.current, few + at + beside)


def _noise(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    """Counts whose movement is so many times what chance would bring about."""
    if not KINDS[bench.specs[measure].kind].whole:
        error = 100 * math.sqrt(0.5 / EVEN)
        way = float(chance.choice((-1, 1)))
        period = an_earlier(bench, chance)
        bench.move(place, measure, way * at * error * (1 + 0.2 * beside), period)
        return
    before = float(chance.choice((60, 400, 2000, 30000)))
    way = float(chance.choice((-1, 1)))
    moved = at * (at + way * math.sqrt(at**2 + 8 * before)) / 2
    now = before + (math.floor(moved) if way < 0 else math.ceil(moved)) + beside
    bench.put(place, measure, bench.periods.main.key, before)
    bench.put(place, measure, bench.periods.current, now)


def _base(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    few, more = max(0.0, at + beside), at * float(chance.choice((1, 1.2, 2, 3))) + 1
    pair = (few, more) if chance.random() < 0.5 else (more, few)
    bench.put(place, measure, bench.periods.main.key, pair[0])
    bench.put(place, measure, bench.periods.current, pair[1])


def _value(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    """The number itself; of a share, now and then what it leaves of its whole."""
    to = at + beside * _fine(bench, measure)
    rest = bench.specs[measure].share is not None and chance.random() < 0.5
    bench.put(place, measure, bench.periods.current, 100 - to if rest else to)


def _previous(
    bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance
) -> None:
    bench.put(place, measure, an_earlier(bench, chance), at + beside * _fine(bench, measure))


def _ratio(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    if bench.nation is not None and not math.isnan(rate := bench.rate(bench.nation, measure)):
        bench.put_rate(place, measure, rate * (at + beside * 0.001))


def _apart(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    ratio = at if chance.random() < 0.5 else 1 / at
    _ratio(bench, place, measure, ratio, beside, chance)


def _excess(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    if bench.nation is not None and not math.isnan(rate := bench.rate(bench.nation, measure)):
        bench.put_rate(place, measure, rate + at + beside * _fine(bench, measure))


def _beyond(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    spec = bench.specs[measure]
    if spec.target is not None:
        way = -1 if spec.good == "down" else 1
        to = spec.target + way * (at + beside * _fine(bench, measure))
        bench.put(place, measure, bench.periods.current, to)


def _gap(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    """A movement so far from the nation's."""
    earlier = bench.periods.main.key
    if bench.nation is None:
        return
    now, before = (bench.get(bench.nation, measure, p) for p in (bench.periods.current, earlier))
    relative = KINDS[bench.specs[measure].kind].change == "percent"
    there = 100 * (now - before) / before if relative and before else now - before
    way = float(chance.choice((-1, 1)))
    if not math.isnan(there):
        bench.move(place, measure, there + way * (at + beside * 0.05), earlier)


def _share(bench: Bench, place: int, measure: int, at: float, beside: int, chance: Chance) -> None:
    total = bench.measures.index(bench.beat.file.total)
    whole = bench.get(place, total, bench.periods.current)
    if not math.isnan(whole):
        bench.put(place, measure, bench.periods.current, (at + beside * 0.1) * whole / 100)


def an_earlier(bench: Bench, chance: Chance) -> str:
    """Most often the earlier period that stories rest on, else one of the others."""
    keys = [e.key for e in bench.periods.against.values()]
    return keys[0] if chance.random() < 0.6 else keys[int(chance.integers(len(keys)))]


def _fine(bench: Bench, measure: int) -> float:
    """The step from a number to one just beside it."""
    return 1.0 if KINDS[bench.specs[measure].kind].whole else 0.1


def _step(bench: Bench, measure: int) -> float:
    """The step from a change to one just beside it."""
    return 0.05 if KINDS[bench.specs[measure].kind].change == "percent" else 0.1


TO_EDGES: dict[str, ToEdge] = {
    "change": _change,
    "progress": _change,
    "counter": _size,
    "size": _size,
    "difference": _difference,
    "noise": _noise,
    "base": _base,
    "value": _value,
    "rate": _value,
    "previous": _previous,
    "ratio": _ratio,
    "apart": _apart,
    "excess": _excess,
    "rate_gap": _excess,
    "beyond_target": _beyond,
    "gap": _gap,
    "departure": _gap,
    "share": _share,
}
