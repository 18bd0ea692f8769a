"""Stories whose words would change if one count were a little other than it is.

A count is supposed to be one more or less, or one per cent, in all places at once; what a story
says of its own place hangs on no other place's count but by its rank, which is looked at by itself.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from generator import pipeline, workbook
from generator.checks.differences import paired
from generator.checks.sentences import Said, sentences
from generator.checks.stories import story_of
from generator.errors import StringerError
from generator.model import KINDS, Analysis, Cell
from generator.pipeline import Prepared
from generator.words.periods import periods_of
from generator.workbook import Figures

Grid = NDArray[np.float64]

STEPS: Mapping[str, Callable[[float], float]] = {
    "one more": lambda n: n + 1,
    "one less": lambda n: n - 1,
    "1% more": lambda n: n + max(1, math.floor(n / 100 + 0.5)),
    "1% less": lambda n: n - max(1, math.floor(n / 100 + 0.5)),
}
"""What is supposed of a count."""


@dataclass(frozen=True, slots=True)
class Fragile:
    """A story that would read otherwise: which count, what it is and would be, and the sentences.

    ``changes`` are sentences as they are and as they would be; one of the two may be empty.
    """

    key: str
    name: str
    step: str
    measure: str
    value: int
    supposed: int
    cell: Cell | str
    changes: tuple[tuple[str, str], ...]


def fragile(
    prepared: Prepared, positions: list[int], step: Callable[[], object] = lambda: None
) -> Iterator[Fragile]:
    """The stories of some places that a count decides; ``step`` is called for each of ``turns``."""
    analysed = prepared.findings.analysis
    figures = workbook.figures_of(analysed.reading, analysed.measures, ())
    own = {i: said for i in positions if (said := _said(prepared, i)) is not None}
    for measure in counted(prepared):
        for name, move in STEPS.items():
            moved = {i: to for i in own if (to := _moved(prepared, figures, i, measure, move))}
            yield from _changed(prepared, figures, measure, name, moved, own)
            step()


def counted(prepared: Prepared) -> list[int]:
    """The positions of the measures that are counted."""
    specs = prepared.beat.file.measures
    names = prepared.findings.analysis.measures
    return [at for at, name in enumerate(names) if KINDS[specs[name].kind].whole]


def turns(prepared: Prepared) -> int:
    """How often :func:`fragile` calls its step."""
    return len(counted(prepared)) * len(STEPS)


def _moved(
    prepared: Prepared, figures: Figures, place: int, measure: int, move: Callable[[float], float]
) -> tuple[float, float] | None:
    """A count as it is and as it is supposed to be; None where there is none, or it stays."""
    current = periods_of(prepared.beat, prepared.release.file.period).current
    value = float(figures.values["count", current][place, measure])
    if math.isnan(value) or move(value) < 0 or move(value) == value:
        return None
    return value, move(value)


def _changed(
    prepared: Prepared,
    figures: Figures,
    measure: int,
    step: str,
    moved: Mapping[int, tuple[float, float]],
    own: Mapping[int, _Own],
) -> Iterator[Fragile]:
    """The stories that read otherwise where one count of each of their places is moved."""
    analysed = prepared.findings.analysis
    name = analysed.measures[measure]
    every = _supposed(prepared, figures, measure, {i: to for i, (_, to) in moved.items()})
    for place, (value, to) in moved.items():
        if not _may_change(prepared, every, place, own[place].told):
            continue
        there = _said(every, place)
        changes = tuple(_differences(own[place].said, there.said if there else None))
        if changes:
            figure = prepared.findings.of(place)[name].figures.get("value")
            label = prepared.beat.file.measures[name].label
            words = pipeline.name_of(prepared, analysed.places[place])
            yield Fragile(
                analysed.places[place].key, words.name, step, label, int(value), int(to),
                figure.cell if figure else "", changes,
            )  # fmt: skip


def _supposed(
    prepared: Prepared, figures: Figures, measure: int, to: Mapping[int, float]
) -> Prepared:
    """The release with other counts of some places; each is ranked among the others as they are."""
    changed = figures.copied()
    for place, count in to.items():
        _put(prepared, changed, place, measure, count)
    reading = workbook.reading_of(changed, prepared.findings.analysis.reading)

    def ranks(analysed: Analysis) -> dict[str, Grid]:
        return _ranks(prepared.findings.analysis, analysed.quantities["rate"], measure, to)

    return pipeline.supposing(prepared, reading, ranks=ranks)


def _put(prepared: Prepared, figures: Figures, place: int, measure: int, count: float) -> None:
    """Set a count; its published change and rates follow it, and percentages made of it."""
    periods = periods_of(prepared.beat, prepared.release.file.period)
    now, earlier = periods.current, periods.main.key
    before = float(figures.values["count", now][place, measure])
    figures.values["count", now][place, measure] = count
    previous = figures.values.get(("count", earlier))
    base = math.nan if previous is None else float(previous[place, measure])
    for name in prepared.beat.sources.changes:
        grid = figures.values.get((name, now))
        if grid is not None and not math.isnan(grid[place, measure]):
            if base > 0:
                grid[place, measure] = 100 * (count - base) / base
            elif before > 0:
                grid[place, measure] = (100 + grid[place, measure]) * count / before - 100
    for name in prepared.beat.sources.rates:
        grid = figures.values.get((name, now))
        if grid is not None and before > 0:
            grid[place, measure] *= count / before
    _put_shares(prepared, figures, place, now)


def _put_shares(prepared: Prepared, figures: Figures, place: int, now: str) -> None:
    """Published percentages, as far as they are printed, by the counts that they are made of."""
    names = prepared.findings.analysis.measures
    percentages = figures.values.get(("percentage", now))
    if percentages is None:
        return
    decimals = prepared.release.file.source.decimals.get("percentage")
    for at, name in enumerate(names):
        share = prepared.beat.file.measures[name].share
        if share is None or math.isnan(percentages[place, at]):
            continue
        counts = figures.values["count", now]
        part, whole = (counts[place, names.index(n)] for n in (share.part, share.of))
        exact = 100 * part / whole
        percentages[place, at] = exact if decimals is None else round(exact, decimals)


def _ranks(analysed: Analysis, would: Grid, measure: int, moved: Iterable[int]) -> dict[str, Grid]:
    """The ranks of all places, with those of places whose rate is supposed, each by itself."""
    names = [f"{of}{name}" for of in ("", "group_") for name in ("rank", "ranked", "tied", "lower")]
    out = {name: analysed.quantities[name].copy() for name in names}
    rates = analysed.quantities["rate"][:, measure]
    levels = np.array([p.level for p in analysed.places])
    groups = np.array([p.group for p in analysed.places])
    for place in moved:
        level = levels == levels[place]
        level[place] = False
        for of, beside in (("", level), ("group_", level & (groups == groups[place]))):
            if not math.isnan(out[f"{of}rank"][place, measure]):
                others, rate = rates[beside], would[place, measure]
                out[f"{of}rank"][place, measure] = (others > rate).sum() + 1
                out[f"{of}tied"][place, measure] = (others == rate).sum() + 1
                out[f"{of}lower"][place, measure] = (others < rate).sum()
    return out


def _may_change(prepared: Prepared, every: Prepared, place: int, told: list[int]) -> bool:
    """Whether what to tell is chosen otherwise, or a band of what is told is another one."""
    if prepared.scores.best[place] != every.scores.best[place]:
        return True
    bands, would = prepared.findings.analysis.bands, every.findings.analysis.bands
    return any((bands[name][place, told] != would[name][place, told]).any() for name in bands)


@dataclass(frozen=True, slots=True)
class _Own:
    """The sentences of a story, and the positions of the measures that it tells of."""

    said: list[Said]
    told: list[int]


def _said(prepared: Prepared, place: int) -> _Own | None:
    """What a story says; None where it is held."""
    story = story_of(prepared, place)
    if isinstance(story, StringerError):
        return None
    names = prepared.findings.analysis.measures
    told = [names.index(f.measure) for f in story.brief.told]
    return _Own(list(sentences(story.article, prepared.wording)), told)


def _differences(own: list[Said], would: list[Said] | None) -> Iterator[tuple[str, str]]:
    """The sentences whose words change, each beside what would take its place."""
    if would is None:
        yield own[0].text, ""
        return
    here, there = Counter(s.mask for s in own), Counter(s.mask for s in would)
    texts, others = {s.text for s in own}, {s.text for s in would}
    gone = [s for s in own if here[s.mask] > there[s.mask] and s.text not in others]
    come = [s for s in would if there[s.mask] > here[s.mask] and s.text not in texts]
    for was, is_ in paired(gone, come):
        yield was.text if was else "", is_.text if is_ else ""
