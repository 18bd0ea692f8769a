"""A copy of a release's figures in which single numbers are moved, and what follows from them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np

from generator.config import Beat
from generator.model import KINDS, Analysis
from generator.words.periods import PeriodNames
from generator.workbook import Figures
from generator.workbook.supposed import ABSENT, Series

EVEN = 2000
"""A number before a movement: each twentieth of a per cent of it is whole."""


class Bench:
    """The figures of a release, to be moved place by place; a place is its position."""

    def __init__(self, figures: Figures, analysed: Analysis, beat: Beat, periods: PeriodNames):
        self.figures = figures.copied()
        self.beat = beat
        self.periods = periods
        self.measures = figures.measures
        self.specs = [beat.file.measures[name] for name in self.measures]
        self._rates = {name: rate.of for name, rate in beat.sources.rates.items()}
        self._of = {name: at for at, name in enumerate(self.measures)}
        self._wholes = [tuple(self._above(at)) for at in self._of.values()]
        self._parts = [
            tuple(part for part, wholes in enumerate(self._wholes) if whole in wholes)
            for whole in self._of.values()
        ]
        code = beat.file.nation.code
        self.places = analysed.places
        self.nation = next((i for i, p in enumerate(analysed.places) if p.code == code), None)

    def series(self, measure: int, period: str) -> Series:
        """Where the own numbers of a measure stand."""
        return self.specs[measure].kind, period

    def get(self, place: int, measure: int, period: str) -> float:
        """A measure's own number; NaN where there is none."""
        grid = self.figures.values.get(self.series(measure, period))
        return float("nan") if grid is None else float(grid[place, measure])

    def put(self, place: int, measure: int, period: str, to: float) -> None:
        """Set a measure's own number, its counts if it is made of some, and what follows.

        Its published changes are those of the new number; a rate beside it moves with it.
        """
        spec = self.specs[measure]
        before = self.get(place, measure, period)
        if KINDS[spec.kind].whole:
            to = float(max(0, round(to)))
        elif not KINDS[spec.kind].negative:
            to = max(0.0, round(to, 4))
        if spec.share is not None:
            to = min(to, 100.0)
            self._put_part(place, measure, period, to)
        self._set(place, measure, self.series(measure, period), to)
        if period == self.periods.current:
            self._move_rates(place, measure, before, to)
        self._follow(place, measure)

    def forget(self, place: int, measure: int, series: Series, reason: int = ABSENT) -> None:
        """Take a number away, for a reason of the release, or as if it had no such figure.

        A rate goes with all others that there are of the measure.
        """
        statistic, period = series
        for name in self._rates if statistic in self._rates else (statistic,):
            if (name, period) in self.figures.values:
                self.figures.values[name, period][place, measure] = np.nan
                self.figures.missing[name, period][place, measure] = reason

    def put_rate(self, place: int, measure: int, to: float) -> None:
        """Set what a measure is held against the nation by: a published rate, or its number."""
        if KINDS[self.specs[measure].kind].compares == "rate":
            self._set(place, measure, ("rate", self.periods.current), max(0.0, round(to, 6)))
        else:
            self.put(place, measure, self.periods.current, to)

    def rate(self, place: int, measure: int) -> float:
        """What a measure is held against the nation by."""
        if KINDS[self.specs[measure].kind].compares == "rate":
            grid = self.figures.values.get(("rate", self.periods.current))
            return float("nan") if grid is None else float(grid[place, measure])
        return self.get(place, measure, self.periods.current)

    def move(self, place: int, measure: int, change: float, period: str) -> None:
        """Let a measure have moved by so much since an earlier period: per cent, or its own unit.

        A count starts from a round number, so that edges are met exactly.
        """
        kind = KINDS[self.specs[measure].kind]
        before = self.get(place, measure, period)
        if kind.change == "difference":
            if not math.isnan(before):
                self.put(place, measure, self.periods.current, before + change)
            return
        if kind.whole or math.isnan(before) or not before:
            before = EVEN
            self.put(place, measure, period, before)
        self.put(place, measure, self.periods.current, before * (1 + change / 100))

    def own(self, place: int) -> dict[tuple[int, str], float]:
        """All own numbers of a place, by measure and period."""
        measures, periods = range(len(self.measures)), self.periods.keys
        return {(m, p): self.get(place, m, p) for m in measures for p in periods}

    def agree(self, place: int, moved: int, before: Mapping[tuple[int, str], float]) -> None:
        """Let the parts and the wholes of a count that was moved move with it.

        ``before`` are the numbers that the place had; parts share out what their whole now has, a
        whole has what its part has more. What was taken away stays away.
        """
        if not KINDS[self.specs[moved].kind].adds:
            return
        for period in self.periods.keys:
            old, new = before[moved, period], self.get(place, moved, period)
            if math.isnan(old + new) or old == new:
                continue
            for measure in self._parts[moved] if old > 0 else ():
                if not math.isnan(self.get(place, measure, period)):
                    own = before[measure, period]
                    self.put(place, measure, period, math.floor(own * new / old))
            for measure in self._wholes[moved]:
                if not math.isnan(self.get(place, measure, period)):
                    self.put(place, measure, period, before[measure, period] + new - old)

    def settle(self, place: int, moved: int, before: Mapping[tuple[int, str], float]) -> None:
        """Let percentages and the counts that they are made of agree again, in every period.

        Where the percentage was ``moved``, its part follows; else the percentage does. A part that
        has come to be more than its whole is, of the whole, what it was ``before``.
        """
        for at, spec in enumerate(self.specs):
            if spec.share is None:
                continue
            part, whole = self._of[spec.share.part], self._of[spec.share.of]
            for period in self.periods.keys:
                some, of = self.get(place, part, period), self.get(place, whole, period)
                if some > of:
                    had = before[whole, period]
                    portion = before[part, period] / had if had else 0.0
                    if part == moved and portion > 0:
                        of = float(math.ceil(some / portion))
                        self._set(place, whole, self.series(whole, period), of)
                    else:
                        some = float(math.floor(of * min(1.0, portion)))
                        self._set(place, part, self.series(part, period), some)
                self._settle_one(place, at, period, moved=at == moved)

    def _settle_one(self, place: int, measure: int, period: str, *, moved: bool) -> None:
        stated, exact = self.get(place, measure, period), self._exact(place, measure, period)
        rounding = 0.5 * 10.0 ** -self.beat.decimals_of(self.measures[measure], "value") + 1e-9
        if moved and abs(exact - stated) > rounding:
            self._put_part(place, measure, period, stated)
            exact = self._exact(place, measure, period)
        if math.isinf(exact - stated):
            self.forget(place, measure, self.series(measure, period))
        elif abs(exact - stated) > rounding:
            self._set(place, measure, self.series(measure, period), round(exact, 4))
            self._follow(place, measure)

    def _exact(self, place: int, measure: int, period: str) -> float:
        """A percentage by its counts; NaN where one is not known, infinite of nothing."""
        share = self.specs[measure].share
        assert share is not None
        part, of = (self.get(place, self._of[name], period) for name in (share.part, share.of))
        return 100 * part / of if of else math.inf

    def _above(self, measure: int) -> Iterator[int]:
        """What a measure is a part of, and what that is."""
        while parent := self.specs[measure].parent:
            measure = self._of[parent]
            yield measure

    def still(self, place: int, but: int) -> None:
        """Let nothing but one measure have moved, nor differ from the nation."""
        now, earlier = self.periods.current, self.periods.main.key
        others = np.arange(len(self.measures)) != but
        values = self.figures.values
        for kind in {spec.kind for spec in self.specs}:
            if (kind, now) in values and (kind, earlier) in values:
                current, before = values[kind, now][place], values[kind, earlier][place]
                known = others & ~np.isnan(current) & ~np.isnan(before)
                before[known] = current[known]
                for name in self.beat.sources.changes:
                    if (name, now) in values:
                        grid = values[name, now][place]
                        grid[known & ~np.isnan(grid)] = 0.0
        if self.nation is not None and ("rate", now) in values:
            rates = values["rate", now]
            known = others & ~np.isnan(rates[place]) & ~np.isnan(rates[self.nation])
            rates[place, known] = np.round(rates[self.nation, known], 6)

    def alike(self, place: int, *, group: bool) -> list[int]:
        """The places of its level; of its group alone, where that is asked for."""
        own = self.places[place]
        return [
            i
            for i, p in enumerate(self.places)
            if p.level == own.level and (not group or p.group == own.group)
        ]

    def hardly_moved(self, place: int, measure: int) -> bool:
        """Whether a number is what it was before, to half a per cent."""
        now = self.get(place, measure, self.periods.current)
        before = self.get(place, measure, self.periods.main.key)
        return abs(now - before) < 0.005 * before

    def given(self, measure: int) -> Iterator[Series]:
        """The series that the release has of a measure and that stories rest on."""
        now, kind = self.periods.current, self.specs[measure].kind
        for series in (*((kind, p) for p in self.periods.keys), ("change", now), ("rate", now)):
            grid = self.figures.values.get(series)
            if grid is not None and not np.isnan(grid[:, measure]).all():
                yield series

    def _set(self, place: int, measure: int, series: Series, to: float) -> None:
        if series in self.figures.values:
            self.figures.values[series][place, measure] = to
            self.figures.missing[series][place, measure] = self.figures.reasons.index("")

    def _put_part(self, place: int, measure: int, period: str, percentage: float) -> None:
        """The counts that a percentage is made of: its part moves, the whole stays, and the other
        parts of the whole have the rest.
        """
        share = self.specs[measure].share
        assert share is not None
        part, whole = self._of[share.part], self._of[share.of]
        of = self.get(place, whole, period)
        if math.isnan(of):
            return
        to = float(round(percentage * of / 100))
        self._set(place, part, self.series(part, period), to)
        others = [m for m, s in enumerate(self.specs) if s.parent == share.of and m != part]
        had = {m: self.get(place, m, period) for m in others}
        known = sum(n for n in had.values() if not math.isnan(n))
        for measure, number in had.items():
            if known > 0 and not math.isnan(number):
                rest = float(round((of - to) * number / known))
                self._set(place, measure, self.series(measure, period), rest)

    def _move_rates(self, place: int, measure: int, before: float, to: float) -> None:
        for name in self._rates:
            grid = self.figures.values.get((name, self.periods.current))
            if grid is not None and before > 0 and not math.isnan(grid[place, measure]):
                grid[place, measure] = round(grid[place, measure] * to / before, 6)

    def _follow(self, place: int, measure: int) -> None:
        """Published changes, where there are some and the numbers allow them."""
        now = self.get(place, measure, self.periods.current)
        before = self.get(place, measure, self.periods.main.key)
        for name in self.beat.sources.changes:
            grid = self.figures.values.get((name, self.periods.current))
            if grid is None or math.isnan(grid[place, measure]) or math.isnan(now - before):
                continue
            if KINDS[self.specs[measure].kind].change == "difference":
                grid[place, measure] = now - before
            elif before > 0:
                grid[place, measure] = 100 * (now - before) / before
            else:
                self.forget(place, measure, (name, self.periods.current))
