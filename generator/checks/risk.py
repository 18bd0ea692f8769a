"""What makes a story one to read: caveats, small numbers, large changes, words near a threshold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model import KINDS, Finding, Ground, digits
from generator.pipeline import Prepared, Read
from generator.rules import Bands
from generator.words.numbers import ordinal
from generator.words.units import prints

_NEAR = 0.02
"""How near to an edge, as a part of it, a number makes its word a close call."""
_FEW_LEADS = 10
"""So many of the largest changes are extreme."""


@dataclass(frozen=True, slots=True)
class Risk:
    """The risks of a story, the gravest first: points, and why."""

    points: int
    why: tuple[str, ...]


def risks_of(prepared: Prepared, reads: Mapping[str, Read]) -> dict[str, Risk]:
    """The risks of each story of a release, by key."""
    extreme = _extreme(reads)
    found = {}
    for key, read in reads.items():
        told = sorted(_risks(prepared, read, extreme.get(key, 0)), reverse=True)
        found[key] = Risk(sum(points for points, _ in told), tuple(why for _, why in told))
    return found


def _risks(prepared: Prepared, read: Read, rank: int) -> Iterator[tuple[int, str]]:
    brief = read.story.brief
    problems = len(read.breaches) + len(read.statements)
    if problems:
        first = next(iter((*read.breaches, *read.statements)))
        remarks = "a remark" if problems == 1 else f"{problems} remarks, as"
        yield 30 + problems, f"{remarks}: {first}"
    if notes := len(brief.notes) + len(brief.footnotes):
        yield 10 * notes, f"{notes} {'note touches' if notes == 1 else 'notes touch'} it"
    if small := list(_small(prepared, read)):
        yield 5 + len(small), f"small numbers: {', '.join(small[:5])}"
    if rank:
        yield 25 - rank, _moved(prepared, brief.lead, rank)
    near = sorted(_near(prepared, read.story.article.grounds))
    if near:
        distance, what = near[0]
        yield round(20 * (1 - distance / _NEAR)), f"close call: {what}"


def _moved(prepared: Prepared, lead: Finding, rank: int) -> str:
    """The change of a lead, and its rank by size."""
    change, house = lead.values["change"], prepared.beat.house
    label, way = prepared.beat.file.measures[lead.measure].label, "+" if change >= 0 else "−"
    by = f"{way}{prints(prepared.beat, lead.measure)['change'](change)}"
    nth = "" if rank == 1 else f"{ordinal(rank, house.words_below, house.language)} "
    return f"{label} ({by}): the {nth}largest change that a story leads on"


def _extreme(reads: Mapping[str, Read]) -> dict[str, int]:
    """The stories with the largest changes of their leads, each with its rank."""
    sizes = {
        key: abs(float(read.story.brief.lead.values["change"]))
        for key, read in reads.items()
        if "change" in read.story.brief.lead.values
    }
    order = sorted(sizes, key=lambda key: (-sizes[key], key))
    return {key: rank for rank, key in enumerate(order[:_FEW_LEADS], 1)}


def _small(prepared: Prepared, read: Read) -> Iterator[str]:
    """The counts under the beat's ``small`` that a story prints."""
    measures, limit = prepared.beat.file.measures, prepared.beat.file.small
    for finding in read.story.brief.told:
        spec = measures[finding.measure]
        counts = [finding.values.get(name) for name in ("value", "previous")]
        if KINDS[spec.kind].whole and any(c is not None and c < limit for c in counts):
            shown = " after ".join("none" if c is None else f"{int(c)}" for c in counts)
            yield f"{spec.label} ({shown})"


def _near(prepared: Prepared, grounds: Sequence[Ground]) -> Iterator[tuple[float, str]]:
    """The words of bands whose number lies near an edge: how near, and what."""
    measures = prepared.beat.file.measures
    for ground in grounds:
        rule = prepared.rules.get(ground.rule)
        if rule is None or ground.finding is None:
            continue
        value = ground.finding.values.get(ground.quantity)
        if KINDS[measures[ground.measure].kind].whole and _alone(rule, value):
            continue
        for edge, distance in _edges(rule, value):
            word = rule.words[ground.band].get(ground.word, "")
            label = measures[ground.measure].label
            what = f"“{word}” of {label} rests on {float(value or 0):.4g}"
            yield distance, f"{what}, the edge is {digits(edge)}"


def _alone(rule: Bands, value: object) -> bool:
    """Whether a number is all that its band holds: a count that did not change is no close call."""
    return [edge for edge, _ in rule.edges].count(value) == 2  # type: ignore[arg-type]


def _edges(rule: Bands, value: object) -> Iterator[tuple[float, float]]:
    if isinstance(value, bool) or value is None or rule.quantity in _WHOLE:
        return
    number = float(value)  # type: ignore[arg-type]
    for edge, _ in rule.edges:
        distance = abs(number - edge) / (abs(edge) or 1)
        if distance < _NEAR:
            yield edge, distance


_WHOLE = ("rank", "lower", "tied", "group_rank", "group_lower", "group_tied", "value", "previous")
"""Quantities whose edges are no close calls: a rank is one or it is not."""
