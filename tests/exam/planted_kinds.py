"""The kinds of faults: what plants each, and what every planting must hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from tests.exam.planted_story import Stated, Told
from tests.exam.planted_truth import shows


class Edit(NamedTuple):
    """Words put in the place of those from ``start`` to ``end``."""

    start: int
    end: int
    now: str


class Fault(NamedTuple):
    """What to change in a story, and why that makes it false.

    ``false`` is the part of the old text that is false from then on, where it is more than what
    was changed.
    """

    edits: tuple[Edit, ...]
    why: str
    false: tuple[int, int] | None = None


Planter = Callable[[Told, Random], Iterator[Fault]]
KINDS: dict[str, Planter] = {}


def kind(name: str) -> Callable[[Planter], Planter]:
    """Name a planter by the kind of fault that it plants."""

    def named(planter: Planter) -> Planter:
        KINDS[name] = planter
        return planter

    return named


def changed(start: int, end: int, now: str, why: str) -> Fault:
    """A fault of one edit."""
    return Fault((Edit(start, end, now),), why)


def refigured(told: Told, stated: Stated, now: str) -> Iterator[Fault]:
    """A figure printed otherwise, if that is false."""
    if now and now != stated.words and not shows(now, stated.number):
        capital = stated.words[0].isupper()
        words = now[0].upper() + now[1:] if capital else now
        yield changed(stated.start, stated.end, words, told.true(stated))
