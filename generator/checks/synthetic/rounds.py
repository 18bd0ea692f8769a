"""Rounds of supposed releases: in each, every place of the real one has one thing done to it.

So names, groups and ranks stay those of real places. What is done where hangs on a fixed number:
the same release, configuration and templates give the same rounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from generator import pipeline, workbook
from generator.checks.synthetic.bench import Bench
from generator.checks.synthetic.context import Context, contexts_of
from generator.checks.synthetic.edges import edges_of
from generator.checks.synthetic.moves import Move, moves_of
from generator.checks.synthetic.reaching import Chance
from generator.model import KINDS, Place
from generator.pipeline import Prepared
from generator.words.periods import periods_of
from generator.workbook.supposed import ABSENT

_SEED = 20_240_424
_SHIFTS = (-0.05, -0.02, -0.019, 0, 0.019, 0.02, 0.021, 0.06)
"""What a group left without a place, more or less than before, as a part of its own."""


class Done(NamedTuple):
    """What was done to a place: the ``move`` by its name, and ``told`` in words."""

    move: str
    told: str


@dataclass(frozen=True, slots=True)
class Round:
    """A supposed release: what is typed in it, and what was done to each place, by position."""

    prepared: Prepared
    context: str
    done: Mapping[int, Done]


def rounds(prepared: Prepared, number: int) -> Iterator[Round]:
    """So many rounds, each with another part of all that can be done to its places."""
    beat, analysed = prepared.beat, prepared.findings.analysis
    markers = beat.sources.markers_of(prepared.release.file.source.layout).values()
    reasons = [m.reason for m in markers if not m.hidden]
    figures = workbook.figures_of(analysed.reading, analysed.measures, reasons)
    periods = periods_of(beat, prepared.release.file.period)
    moves = moves_of(edges_of(beat, prepared.rules))
    contexts = contexts_of(prepared)
    chance = np.random.default_rng(_SEED)
    for turn in range(number):
        bench = Bench(figures, analysed, beat, periods)
        context = contexts[turn % len(contexts)]
        done = _done(bench, prepared, moves, turn, chance)
        _suppose_others(bench, context, turn, chance)
        places = tuple(map(_unnamed, analysed.places)) if turn % 7 == 6 else analysed.places
        reading = workbook.reading_of(bench.figures, replace(analysed.reading, places=places))
        yield Round(pipeline.supposing(context.prepared, reading), context.name, done)


def _done(
    bench: Bench, prepared: Prepared, moves: list[Move], turn: int, chance: Chance
) -> dict[int, Done]:
    """One thing done to each place, the rest of it still or as it is; told in words."""
    beat = prepared.beat
    sets = {angle.measures for angle in beat.angles.angles.values()}
    leads = {m for name in sets for m in beat.set_of(name, prepared.release.file.topics)}
    stars = [bench.measures.index(name) for name in sorted(leads)]
    total = bench.measures.index(beat.file.total)
    done = {}
    # Every move has its turn: a release of few places is gone round more often.
    order = np.random.default_rng(_SEED).permutation(len(moves))
    first = turn * len(prepared.tellable)
    gone = 0
    for at, place in enumerate(prepared.tellable):
        move = moves[order[(first + at) % len(moves)]]
        # A group without figures is named in every story: a release has one of them, not ten.
        gone += (group := move.takes and bench.places[place].role == "group")
        if group and gone > 1:
            move = moves[0]
        star = total if chance.random() < 0.4 else stars[int(chance.integers(len(stars)))]
        still = chance.random() < 0.5
        if still:
            bench.still(place, star)
        before = bench.own(place)
        told = move.act(bench, place, star, chance) or move.told or move.what
        bench.agree(place, star, before)
        bench.settle(place, star, before)
        rest = ", nothing else moved" if still else ""
        done[place] = Done(move.what + rest, f"{bench.measures[star]}: {told}{rest}")
    return done


def _suppose_others(bench: Bench, context: Context, turn: int, chance: Chance) -> None:
    """What places are held against: now and then it is gone, level or has gaps; groups, too."""
    if not context.typed and bench.nation is not None:
        _suppose_nation(bench, bench.nation, chance, gone=turn % 4 == 3)
    rest = [(row, place) for row, place in enumerate(bench.places) if place.role == "unassigned"]
    groups = {p.name.casefold(): i for i, p in enumerate(bench.places) if p.role == "group"}
    for row, place in rest if turn % 3 else ():
        part = float(chance.choice(_SHIFTS)) if turn % 3 == 1 else 0.0
        _leave(bench, row, groups.get(place.group_name.casefold()), part)
    if turn % 10 == 9:
        _take_earlier(bench)


def _suppose_nation(bench: Bench, nation: int, chance: Chance, *, gone: bool) -> None:
    """For each measure another lot: gone, level, without what was before, one figure short."""
    now, earlier = bench.periods.current, bench.periods.main.key
    had = bench.own(nation)
    for measure in range(len(bench.measures)):
        given = list(bench.given(measure))
        lot = 0 if gone else int(chance.integers(1, 5))
        if lot in (1, 2):
            before = bench.get(nation, measure, earlier)
            if not math.isnan(before):
                bench.put(nation, measure, now, before * (1 if lot == 1 else 1.05))
            continue
        lost = {0: given, 3: [s for s in given if s[1] != now or s[0] == "change"]}
        one = [given[int(chance.integers(len(given)))]] if given else []
        for series in lost.get(lot, one):
            bench.forget(nation, measure, series)
    bench.settle(nation, -1, had)


def _leave(bench: Bench, row: int, group: int | None, part: float) -> None:
    """A group leaves so much more, or less, without a place than before."""
    now, earlier = bench.periods.current, bench.periods.main.key
    for measure in range(len(bench.measures)):
        before = bench.get(row, measure, earlier)
        whole = bench.get(group, measure, earlier) if group is not None else 0.0
        if math.isnan(before + whole) or not KINDS[bench.specs[measure].kind].adds:
            continue
        moved = part * whole
        bench.put(row, measure, earlier, before + max(0.0, -moved))
        bench.put(row, measure, now, before + max(0.0, moved))


def _take_earlier(bench: Bench) -> None:
    """A release that has nothing of any period before."""
    changes = bench.beat.sources.changes
    for (statistic, period), values in bench.figures.values.items():
        if period != bench.periods.current or statistic in changes:
            values[:] = np.nan
            bench.figures.missing[statistic, period][:] = ABSENT


def _unnamed(place: Place) -> Place:
    """A place of which the release says less: not what it is made of, nor a part of."""
    return replace(place, members=(), authority="")
