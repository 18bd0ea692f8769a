"""A release in parts: a first pass over all of them for ranks and turns, then one after the other.

A part is a file with all places of some groups; a part whose places have no stories (the nation,
and what lies outside all groups) is read with each of the others. So memory does not grow with the
number of places but by what the first pass keeps: a number for each rate.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from generator import analysis, pipeline, workbook
from generator.analysis.standing import RANKS
from generator.config import Beat, Project, Release
from generator.errors import fault
from generator.model import Analysis, Cell, Place, Reading, letters
from generator.pipeline import Clock, Prepared
from generator.pipeline.places import OTHERS, names_in_copy, shared, tellable, turns_of
from generator.pipeline.prepared import names_absent
from generator.rules import Bands, load_rules
from generator.words.forms import Form, load_forms
from generator.workbook import Store

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What the first pass found in one part: its rows, and of the places with a story their levels,
    codes, names in copy as numbers, and rates, one a measure; which of them lie in no group. And
    the names of the groups in it that the nation's figures leave out.
    """

    rows: int
    column: int
    levels: tuple[str, ...]
    codes: tuple[str, ...]
    alone: frozenset[str]
    names: NDArray[np.uint64]
    rates: Numbers
    absent: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """What the first pass found in all parts.

    ``names`` are the files, those without stories apart in ``common``; ``stories`` how many each
    has. ``rates`` are sorted, by level and measure; ``turns`` the sorted codes of places in no
    group, by level; ``alike`` the name that a place shares, codes of others that do, and their
    number, by code; ``everyone`` the cells of all rates, ``absent`` the names of the groups that
    the nation's figures leave out.
    """

    names: tuple[str, ...]
    common: tuple[str, ...]
    stories: tuple[int, ...]
    rates: Mapping[tuple[str, int], Numbers]
    turns: Mapping[str, Sequence[str]]
    alike: Mapping[str, tuple[int, tuple[str, ...], int]]
    everyone: tuple[Cell, ...]
    absent: tuple[str, ...]


@dataclass(frozen=True)
class Parts:
    """The parts of one release, and what reading them needs."""

    project: Project
    release: Release

    @cached_property
    def beat(self) -> Beat:
        return self.project.beat(self.release)

    @cached_property
    def rules(self) -> dict[str, Bands]:
        return load_rules(self.beat)

    @cached_property
    def forms(self) -> dict[str, Form]:
        return load_forms(self.beat)

    @cached_property
    def store(self) -> Store:
        return Store.of(self.release)

    def names(self) -> list[str]:
        """The names of all parts, in their order."""
        return self.store.names()

    def survey(self, name: str) -> Surveyed:
        """The first pass over one part."""
        reading = workbook.read_parts(self.release, self.beat, self.store.contents([name]))
        found = analysis.analyse(reading, self.beat, self.release, rules=self.rules, agreeing=False)
        told = list(tellable(found.places, self.beat))
        places = [found.places[i] for i in told]
        named = [names_in_copy(p, self.beat, self.forms) for p in places]
        return Surveyed(
            len(reading.figures),
            int(reading.figures["column"].iloc[0]),
            tuple(p.level for p in places),
            tuple(p.code for p in places),
            frozenset(p.code for p in places if not p.group),
            np.array([_numbers(n) for n in named], dtype=np.uint64),
            found.quantities["rate"][told],
            names_absent(found, self.beat, self.forms),
        )

    def reading(self, survey: Survey, part: int) -> Reading:
        """The figures of a part, and of what is read with each."""
        names = (*survey.common, survey.names[part])
        return workbook.read_parts(self.release, self.beat, self.store.contents(names))


def combine(names: Sequence[str], found: Sequence[Surveyed]) -> Survey:
    """What the first pass over all parts gives, in the order of the parts."""
    some = [(n, s) for n, s in zip(names, found, strict=True) if s.codes]
    levels = np.array([level for _, s in some for level in s.levels], dtype=object)
    if not len(levels):
        raise fault("source", "has no place that the levels of beat.yml are written for.")
    rates = np.vstack([s.rates for _, s in some])
    sorted_rates = {}
    for level in dict.fromkeys(levels):
        for at in range(rates.shape[1]):
            column = rates[levels == level, at]
            sorted_rates[level, at] = np.sort(column[~np.isnan(column)])
    turns: dict[str, list[str]] = {}
    for _, part in some:
        for level, code in zip(part.levels, part.codes, strict=True):
            if code in part.alone:
                turns.setdefault(level, []).append(code)
    return Survey(
        tuple(n for n, _ in some),
        tuple(n for n, s in zip(names, found, strict=True) if not s.codes),
        tuple(len(s.codes) for _, s in some),
        sorted_rates,
        {level: sorted(codes) for level, codes in turns.items()},
        _alike(levels, [code for _, s in some for code in s.codes], [s.names for _, s in some]),
        tuple(Cell(f"{n}!{letters(s.column)}2:{letters(s.column)}{s.rows + 1}") for n, s in some),
        tuple(dict.fromkeys(name for s in found for name in s.absent)),
    )


def _alike(
    levels: NDArray[np.object_], codes: Sequence[str], names: Sequence[NDArray[np.uint64]]
) -> dict[str, tuple[int, tuple[str, ...], int]]:
    """Places of one level that copy calls by one name, by code: the name, some of those that have
    it too, and how many do.
    """
    found: dict[str, tuple[int, tuple[str, ...], int]] = {}
    every = np.vstack(names)
    for level in dict.fromkeys(levels):
        rows = np.flatnonzero(levels == level)
        flat = every[rows].ravel()
        numbers, times = np.unique(flat, return_counts=True)
        several = np.flatnonzero(np.isin(flat, numbers[(times > 1) & (numbers > 0)]))
        pairs = [(int(flat[at]), codes[rows[at // 2]]) for at in several]
        called: dict[int, list[str]] = {}
        for number, code in pairs:
            called.setdefault(number, []).append(code)
        for number, code in pairs:
            sharing = called[number]
            others = tuple(c for c in sharing[: OTHERS + 1] if c != code)
            found.setdefault(code, (number, others[:OTHERS], len(sharing) - 1))
    return found


def _numbers(names: Sequence[str]) -> list[int]:
    """A number for each of two names, the same in every process; 0 for the second if it is none."""
    found = [int.from_bytes(blake2b(n.encode(), digest_size=8).digest(), "big") for n in names]
    return [*found, 0][:2]


def _reasons(
    places: Iterable[Place], survey: Survey, beat: Beat, forms: Mapping[str, Form]
) -> dict[str, str]:
    """Why places are held that share a name with others, by code."""
    reasons = {}
    for place in places:
        if place.code in survey.alike:
            number, others, many = survey.alike[place.code]
            names = names_in_copy(place, beat, forms)
            name = names[_numbers(names).index(number)]
            reasons[place.code] = shared(place.code, name, others, many, beat)
    return reasons


def ready(parts: Parts, survey: Survey, part: int, base: Prepared | None) -> Prepared:
    """One part made ready, ranked among all; ``base`` is another part that was, to load once."""
    reading = parts.reading(survey, part)
    learned = None
    if base is None:
        base = pipeline.prepare(parts.project, parts.release.id, reading=reading)
        found = base.analysed
    else:
        learned = base.reader.learned
        found = pipeline.examine(parts.release, base.beat, base.rules, Clock(), reading=reading)
    told = tellable(found.places, base.beat)
    return replace(
        base,
        analysed=analysis.ranked_as(_ranks(found, survey, told), found, base.rules),
        tellable=told,
        turns=_turns(found.places, told, survey),
        alike=_reasons(found.places, survey, base.beat, base.forms),
        base=None,
        everyone={(lv, found.measures[at]): r for (lv, at), r in survey.rates.items()},
        among=survey.everyone,
        absent=survey.absent,
        learned=learned,
    )


def _turns(places: Sequence[Place], told: Sequence[int], survey: Survey) -> dict[int, int]:
    """Each place's turn; that of a place in no group is among all parts."""
    turns = turns_of(places, told)
    at = {level: {c: i for i, c in enumerate(codes)} for level, codes in survey.turns.items()}
    return {
        i: turn if places[i].group else at[places[i].level][places[i].code]
        for i, turn in turns.items()
    }


def _ranks(found: Analysis, survey: Survey, told: Sequence[int]) -> dict[str, Numbers]:
    """The ranks of the places of a part among all places of their level."""
    rate = found.quantities["rate"]
    out = {name: np.full(rate.shape, np.nan) for name in RANKS}
    levels = np.array([found.places[i].level for i in told], dtype=object)
    for (level, at), everyone in survey.rates.items():
        rows = np.array(told)[levels == level]
        own = rate[rows, at]
        below = np.searchsorted(everyone, own, side="left").astype(float)
        upto = np.searchsorted(everyone, own, side="right").astype(float)
        known = ~np.isnan(own)
        every = np.full(len(own), float(len(everyone)))
        for name, values in zip(RANKS, (every - upto + 1, every, upto - below, below), strict=True):
            out[name][rows, at] = np.where(known, values, np.nan)
    return out
