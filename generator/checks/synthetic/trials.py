"""The places of all rounds that are worth writing, and what came of each.

Rounds are many and cheap: a place is written only where its angle, a band or a gap is new. Where
some wording has not been shown then, further rounds are written whole, to look for it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator import pipeline
from generator.checks.stories import shown_by, story_of
from generator.checks.synthetic.rounds import Round, rounds
from generator.coverage import Key, Wordings
from generator.errors import StringerError
from generator.model import Place
from generator.pipeline import Prepared, Written

_TRIED = 8_000
"""Places that are looked at; a release of few places is gone round more often."""
_MOST = 160
"""Rounds at most."""
_HUNTED = 6_000
"""Places that are written to find a wording that none has shown yet."""
_LONGEST = 5
"""Places of each level whose names are the longest: headlines must hold these, too."""

Shown = tuple[str | int | bool | tuple[str, ...], ...]
"""Something that a place has, and that a story may be the first to show."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A synthetic place: what was done to it, and its story, or why there is none."""

    prepared: Prepared
    position: int
    done: str
    story: Written | StringerError


def rounds_for(prepared: Prepared) -> tuple[int, int]:
    """How many rounds are chosen from, and how many more may be written whole."""
    places = len(prepared.tellable)
    return min(_MOST, math.ceil(_TRIED / places)), min(_MOST, math.ceil(_HUNTED / places))


def trials(
    prepared: Prepared,
    wordings: Wordings,
    wanted: frozenset[Key],
    step: Callable[[], object] = lambda: None,
) -> Iterator[Trial]:
    """The synthetic places of a release: each shows something that none before it did.

    ``wanted`` are the wordings that no real place shows; ``step`` is called after each round.
    """
    chosen, hunted = rounds_for(prepared)
    longest = longest_names(prepared)
    seen: set[Shown] = set()
    left = set(wanted)
    for turn, round_ in enumerate(rounds(prepared, chosen + hunted)):
        if turn >= chosen and not left:
            break
        for position in round_.prepared.tellable:
            if turn >= chosen or _is_new(round_, position, seen, longest):
                trial = _tried(round_, position)
                shown = _shown(trial, wordings) & left
                left -= shown
                if turn < chosen or shown:
                    yield trial
        step()


def _tried(round_: Round, position: int) -> Trial:
    story = story_of(round_.prepared, position)
    return Trial(round_.prepared, position, round_.done[position].told, story)


def _shown(trial: Trial, wordings: Wordings) -> frozenset[Key]:
    if isinstance(trial.story, StringerError):
        return frozenset()
    return shown_by(trial.prepared, wordings, trial.story)


def longest_names(prepared: Prepared) -> frozenset[int]:
    """The places of each level that have the longest names in headlines."""
    by_level: dict[str, list[tuple[int, int]]] = {}
    for position in prepared.tellable:
        place = prepared.places[position]
        long = len(pipeline.name_of(prepared, place).short)
        by_level.setdefault(place.level, []).append((long, position))
    longest = (sorted(some, reverse=True)[:_LONGEST] for some in by_level.values())
    return frozenset(position for some in longest for _, position in some)


def _is_new(round_: Round, place: int, seen: set[Shown], longest: frozenset[int]) -> bool:
    """Whether a place has something that none before it had; from now on it is known."""
    choice = round_.prepared.scores.best[place]
    if choice is None:
        return False
    has = set(_has(round_, place))
    if place in longest:
        has.add(("longest name", choice.angle, choice.lead))
    new = not has <= seen
    seen |= has
    return new


def _is_joined(prepared: Prepared, place: Place) -> bool:
    """Whether a place is made of several that its name does not tell."""
    words = pipeline.name_of(prepared, place) if place.members else None
    return words is not None and words.members not in words.name


def _has(round_: Round, place: int) -> Iterator[Shown]:
    """What words can follow from: angle, lead, bands, gaps, the kind of place, what was done."""
    prepared = round_.prepared
    analysed, choice = prepared.findings.analysis, prepared.scores.best[place]
    assert choice is not None
    own, angle = analysed.places[place], choice.angle
    lead = analysed.measures.index(choice.lead)
    total = analysed.measures.index(prepared.beat.file.total)
    nation = next((i for i, p in enumerate(analysed.places) if p.role == "nation"), None)
    yield "done", round_.done[place].move
    yield round_.context, angle, own.level
    yield angle, choice.lead
    yield own.kind, own.level, angle, _is_joined(prepared, own)
    yield own.kind, bool(own.members), bool(own.authority)
    yield angle, not choice.listed, bool(choice.rising), bool(choice.falling)
    if lead == total:
        yield "up", angle, choice.rising[:1]
        yield "down", angle, choice.falling[:1]
    for name, grid in analysed.bands.items():
        yield angle, name, int(grid[place, lead])
        yield "total", lead == total, name, int(grid[place, total])
        if nation is not None:
            yield "nation", lead == total, name, int(grid[nation, lead])
    for at in (lead, total):
        names = ("value", "previous", "change", "rate")
        yield at == total, *(not math.isnan(analysed.quantities[n][place, at]) for n in names)
