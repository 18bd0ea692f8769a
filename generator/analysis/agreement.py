"""Does a release agree with itself? Every sum, every change and every rate of it is tried."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from generator.analysis.blame import Broken, blame
from generator.analysis.grids import Flags, Grid, Grids, Positions
from generator.analysis.impossible import impossible
from generator.analysis.measures import Measures
from generator.config import Beat, Release
from generator.config.schema import Sum, WorkbookLayout
from generator.model import IN_DOUBT, Reading
from generator.words.periods import PeriodNames

_AGREE = 1e-6
"""How far a published figure may be from the reckoned one, as a part of it."""

_FEW = 4
"""Changes that all have no more decimals than these were rounded for print."""

_WHOLE = 1e-5
"""How far a count that follows from an unrounded change may be from a whole number."""


class Agreement:
    """Holds the figures of a release against one another.

    ``checked`` counts the checks that were made, and those that failed, by sheet and what was
    checked; ``doubts`` has a :class:`Doubt` for each figure to blame.
    """

    def __init__(
        self,
        reading: Reading,
        grids: Grids,
        periods: PeriodNames,
        *,
        measures: Measures,
        beat: Beat,
        release: Release,
    ) -> None:
        self._reading, self._grids, self._beat = reading, grids, beat
        self._places, self._measures, self._names = reading.places, measures, measures.names
        self._periods = periods
        sheets = reading.figures["sheet"].cat
        self._sheets, self._sheet_of = list(sheets.categories), sheets.codes.to_numpy()
        markers = beat.sources.markers_of(release.file.source.layout).values()
        hidden = [IN_DOUBT, *(m.reason for m in markers if m.hidden)]
        self._unread = reading.figures["missing"].isin(hidden).to_numpy()
        self.checked: dict[tuple[str, str], tuple[int, int]] = {}
        self._decimals = release.file.source.decimals
        self._agree = self._tolerance("change")
        layout = beat.sources.layouts[release.file.source.layout]
        sums = layout.sums if isinstance(layout, WorkbookLayout) else []
        broken: list[Broken] = []
        for period in periods.keys:
            values, rows = grids.own(period)
            unknown = np.where(rows >= 0, self._unread[rows], False)
            broken += self._sums(values, rows, unknown, sums)
            broken += self._shares(values, rows)
        if (implied := self._implied()) is not None:
            rows = grids.rows("change", periods.current)
            broken += self._whole(implied, rows)
            unknown = np.isnan(implied) & ~np.isnan(grids.values("count", periods.current))
            broken += self._sums(np.round(implied), rows, unknown, sums)
        broken += [*self._changes(), *self._rates()]
        alone = impossible(reading, grids, periods, measures=measures, beat=beat)
        found = (*alone, *blame(broken, reading))
        self.doubts = tuple(dict.fromkeys(found))

    def _tolerance(self, statistic: str) -> float:
        """How far a published number may be from the reckoned one: half its last decimal."""
        decimals = self._decimals.get(statistic)
        return _AGREE if decimals is None else 0.5 * 10.0**-decimals

    def _slack(self, parts: int) -> Grid:
        """How far a sum of so many parts may be off: not at all for counts, else by rounding."""
        each = np.array([self._tolerance(kind) for kind in self._measures.kinds])
        return np.where(self._measures.whole, 0.0, (parts + 1) * each)

    def _changes(self) -> Iterator[Broken]:
        """Published changes against the two values, each as far as its rounding allows."""
        now, before = self._periods.current, self._periods.main.key
        (values, value_rows), (previous, previous_rows) = map(self._grids.own, (now, before))
        by_difference = self._measures.by_difference
        rounded = np.array([2 * self._tolerance(kind) for kind in self._measures.kinds])
        for name in self._beat.sources.changes:
            change, rows = self._grids.both(name, now)
            with np.errstate(divide="ignore", invalid="ignore"):
                relative = 100 * (values - previous) / previous
                reckoned = np.where(by_difference, values - previous, relative)
                scale = np.where(by_difference, 1, np.maximum(1, np.abs(reckoned)))
                allowed = self._agree * scale + np.where(by_difference, rounded, 0)
                off = np.abs(change - reckoned) > allowed
            self._count("changes", ~np.isnan(change - reckoned), rows, off)
            for at in zip(*np.nonzero(off), strict=True):
                unit = "" if by_difference[at[1]] else "%"
                reckoned_from = "values" if by_difference[at[1]] else "counts"
                text = (
                    f"published {name} {change[at]:.4g}{unit}, "
                    f"but the {reckoned_from} give {reckoned[at]:.4g}{unit}"
                )
                figures = (int(value_rows[at]), int(previous_rows[at]), int(rows[at]))
                yield Broken(figures, figures[-1], figures[-1], text)

    def _shares(self, values: Grid, rows: Positions) -> Iterator[Broken]:
        """Published percentages against the counts that they are made of."""
        made = self._measures.made
        agree = self._tolerance("percentage") + _AGREE
        for at, part, of in zip(
            made, self._measures.part[made], self._measures.of[made], strict=True
        ):
            with np.errstate(divide="ignore", invalid="ignore"):
                reckoned = 100 * values[:, part] / values[:, of]
            off = np.abs(values[:, at] - reckoned) > agree
            known = ~np.isnan(values[:, at] - reckoned)
            self._count("percentages", known, rows[:, at], off)
            for place in np.flatnonzero(off & known):
                text = (
                    f"published percentage {values[place, at]:.7g}%, "
                    f"but the counts give {reckoned[place]:.7g}%"
                )
                text += _rounded(values[place, at], reckoned[place], reckoned[place])
                if abs(100 * values[place, at] - reckoned[place]) <= 100 * agree:
                    text += " (if it is a fraction of one, set fractions in sources.yml)"
                own = int(rows[place, at])
                yield Broken((int(rows[place, part]), int(rows[place, of]), own), own, own, text)

    def _implied(self) -> Grid | None:
        """The counts before that unrounded changes imply.

        None where the release has counts of that period, or rounds its changes.
        """
        now, before = self._periods.current, self._periods.main.key
        change = self._grids.values("change", now)
        rounded = np.isnan(change) | (change == np.round(change, _FEW))
        if self._agree > _AGREE or (self._grids.rows("count", before) >= 0).any() or rounded.all():
            return None
        with np.errstate(divide="ignore", invalid="ignore"):
            implied = self._grids.values("count", now) / (1 + change / 100)
        return np.where(np.isfinite(implied), implied, np.nan)

    def _whole(self, implied: Grid, rows: Positions) -> Iterator[Broken]:
        """A count that a change implies is a whole number."""
        own = self._grids.rows("count", self._periods.current)
        change = self._grids.values("change", self._periods.current)
        with np.errstate(invalid="ignore"):
            off = np.abs(implied - np.round(implied)) > _WHOLE
        self._count("changes, by the counts that they imply,", ~np.isnan(implied), rows, off)
        for at in zip(*np.nonzero(off), strict=True):
            text = f"published change {change[at]:.4g}% implies {implied[at]:,.2f} the year before"
            figures = (int(own[at]), int(rows[at]))
            yield Broken(figures, figures[-1], figures[-1], text)

    def _rates(self) -> Iterator[Broken]:
        """Published rates against the counts, as far as their rounding and their base's allow."""
        now = self._periods.current
        counts = self._grids.values("count", now)
        total = self._names.index(self._beat.file.total)
        for name, spec in self._beat.sources.rates.items():
            if not spec.of:
                continue
            rate, base = self._grids.values(name, now), self._grids.values(spec.of, now)[:, [total]]
            half = spec.rounded / 2
            slack = self._tolerance(name) if name in self._decimals else 0.0
            with np.errstate(divide="ignore", invalid="ignore"):
                low, high = spec.per * counts / (base + half), spec.per * counts / (base - half)
                least, most = low * (1 - _AGREE) - slack, high * (1 + _AGREE) + slack
                off = (rate < least) | (rate > most)
                reckoned = spec.per * counts / base
            known = ~np.isnan(rate - reckoned) & (base > half)
            rows = self._grids.rows(name, now)
            self._count("rates", known, rows, off)
            bases = np.broadcast_to(self._grids.rows(spec.of, now)[:, [total]], rows.shape)
            for at in zip(*np.nonzero(off & known), strict=True):
                text = f"published {name} {rate[at]:.4g}, but the counts give {reckoned[at]:.4g}"
                text += _rounded(rate[at], low[at], high[at])
                figures = (int(self._grids.rows("count", now)[at]), int(bases[at]), int(rows[at]))
                yield Broken(figures, figures[-1], figures[-1], text)

    def _sums(
        self, values: Grid, rows: Positions, unknown: Flags, rules: Sequence[Sum]
    ) -> Iterator[Broken]:
        """Sums of measures and of rows; ``unknown`` are figures that nobody can add up."""
        yield from self._parts(values, rows)
        for rule in rules:
            yield from self._rows(values, rows, unknown, rule)

    def _parts(self, values: Grid, rows: Positions) -> Iterator[Broken]:
        """Measures that are the sum of their parts."""
        measures = self._beat.file.measures
        for name, measure in measures.items():
            if not measure.whole:
                continue
            whole = self._names.index(name)
            parts = [i for i, m in enumerate(self._names) if measures[m].parent == name]
            added = values[:, parts].sum(axis=1)
            apart = np.abs(added - values[:, whole])
            off = apart > self._slack(len(parts))[whole]
            self._count("sums of measures", ~np.isnan(apart), rows[:, whole], off)
            for place in np.flatnonzero(off):
                text = (
                    f"the parts of {name} add up to {added[place]:,.12g}, "
                    f"not {values[place, whole]:,.12g}"
                )
                own = int(rows[place, whole])
                yield Broken((own, *map(int, rows[place, parts])), -1, own, text)

    def _rows(self, values: Grid, rows: Positions, unknown: Flags, rule: Sum) -> Iterator[Broken]:
        """Rows that add up to another."""
        grouped = rule.within == "group"
        of_group: dict[str, list[int]] = {}
        for at, place in enumerate(self._places):
            if place.kind in rule.parts:
                group = place.group_name.casefold() if grouped else ""
                of_group.setdefault(group, []).append(at)
        for at, place in enumerate(self._places):
            if place.kind != rule.whole:
                continue
            members = of_group.get(place.name.casefold() if grouped else "")
            if not members:
                continue
            there = (rows[members] >= 0).all(axis=0) & ~unknown[members].any(axis=0)
            known = there & ~np.isnan(values[at]) & self._measures.adds
            added = np.nansum(values[members], axis=0)
            off = np.abs(added - values[at]) > self._slack(len(members))
            self._count("sums of rows", known, rows[at], off)
            for measure in np.flatnonzero(known & off):
                text = (
                    f"the {len(members)} rows that make up {place.name} add up to "
                    f"{added[measure]:,.12g}, not {values[at, measure]:,.12g}"
                )
                own = int(rows[at, measure])
                figures = (own, *(int(r) for r in rows[members, measure]))
                withheld = np.flatnonzero(np.isnan(values[members, measure]))
                one = int(rows[members[withheld[0]], measure]) if len(withheld) == 1 else -1
                yield Broken(figures, one, own, text)

    def _count(self, what: str, known: Flags, rows: Positions, off: Flags) -> None:
        """Count the checks that could be made, by the sheet of the figure that they are about."""
        width, codes = len(self._sheets), self._sheet_of
        made, failed = (np.bincount(codes[rows[k]], minlength=width) for k in (known, known & off))
        for sheet, number, wrong in zip(self._sheets, made, failed, strict=True):
            if number:
                before = self.checked.get((sheet, what), (0, 0))
                self.checked[sheet, what] = (before[0] + int(number), before[1] + int(wrong))


def _rounded(published: float, low: float, high: float) -> str:
    """What to try where a number is one of a range, rounded for print to fewer decimals."""
    for decimals in range(_FEW):
        half = (0.5 + _AGREE) * 10.0**-decimals
        if round(published, decimals) == published and low - half <= published <= high + half:
            return " (if it was rounded for print, set source.decimals in release.yml)"
    return ""
