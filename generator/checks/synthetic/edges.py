"""The numbers at which something changes: edges of bands, limits of angles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from generator.config import Beat
from generator.config.schema import Range
from generator.model import KINDS
from generator.rules import Bands


class Edge(NamedTuple):
    """A number at which a quantity passes from one band, or from one angle, to another."""

    quantity: str
    at: float


def edges_of(beat: Beat, rules: Mapping[str, Bands]) -> tuple[Edge, ...]:
    """Every edge of every rule, and every limit of angles, contrast and movers, each once."""
    found = [Edge(rule.quantity, at) for rule in rules.values() for at, _ in rule.edges]
    angles = beat.angles
    conditions = [angle.when for angle in angles.angles.values()]
    conditions += [angles.contrast.moved, angles.contrast.level]
    conditions += [angles.movers.when] if angles.movers else []
    found += _limits(conditions)
    if any(m.kind == "percentage" for m in beat.file.measures.values()):
        found += [Edge("value", 0), Edge("value", 100)]
    if any(KINDS[m.kind].whole for m in beat.file.measures.values()):
        found += [Edge("base", beat.file.small), Edge("value", beat.file.sensitive)]
    return tuple(dict.fromkeys(found))


def _limits(conditions: Iterable[Mapping[str, Range]]) -> Iterator[Edge]:
    for when in conditions:
        for name, wanted in when.items():
            for at in (wanted.low, wanted.high):
                if at is not None:
                    yield Edge(name.rpartition(".")[2], at)
