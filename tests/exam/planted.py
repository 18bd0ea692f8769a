"""Planted papers: true stories of ours with one fault each, put into the plain text.

Every fault is found a place by patterns, and proved false by the figures of the release. The kinds
stand in the modules beside this one; ``python -m tests.exam.planted`` shows some of each.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, zip_longest
from pathlib import Path
from random import Random

from generator.config import Project
from generator.model import Draft
from generator.pipeline import prepare, write
from tests.exam import (
    planted_clauses,
    planted_figures,
    planted_hedges,
    planted_swaps,
    planted_words,
)
from tests.exam.planted_kinds import KINDS, Fault
from tests.exam.planted_story import Told
from tests.exam.planted_truth import Truth

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ("crime/2024-12", "crime/2019-09", "crime/2021-09", "waits/2024-12", "waits/2025-01")
MODULES = (planted_figures, planted_words, planted_hedges, planted_swaps, planted_clauses)


@dataclass(frozen=True)
class Planted:
    """A story with one fault: its kind, where it stands in the text, and the proof.

    From ``start`` to ``end`` stand the planted words, or the sentence that is false without those
    that were lost; ``was`` and ``now`` are the words that were changed.
    """

    kind: str
    release: str
    place: str
    level: str
    text: str
    start: int
    end: int
    was: str
    now: str
    why: str


@cache
def stories(release: str) -> tuple[Told, ...]:
    """All stories of a release."""
    prepared = prepare(Project(ROOT), release)
    truth = Truth(prepared)
    drafts = write(prepared, prepared.tellable)
    return tuple(Told(release, d, truth) for d in drafts if isinstance(d, Draft))


def planted(told: Told, kind: str, fault: Fault) -> Planted:
    """A story with a fault in it."""
    text, parts, at = told.text, [], 0
    for edit in sorted(fault.edits):
        parts += [text[at : edit.start], edit.now]
        at = edit.end
    made = "".join([*parts, text[at:]])
    first, last = min(fault.edits), max(fault.edits)
    start, end = fault.false or (first.start, last.end)
    grown = len(made) - len(text)
    if fault.false and start >= last.end:
        start += grown
    return Planted(
        kind,
        told.release,
        told.code,
        told.place.level,
        made,
        start,
        end + grown,
        text[first.start : last.end],
        made[first.start : last.end + grown],
        fault.why,
    )


def papers(seed: int, number: int) -> Iterator[Planted]:
    """So many papers, the kinds in turn; the same ones for the same seed."""
    turns = [_of_kind(seed, kind) for kind in KINDS]
    made = 0
    while turns and made < number:
        for turn in list(turns):
            paper = next(turn, None)
            if paper is None:
                turns.remove(turn)
            elif made < number:
                made += 1
                yield paper


def _of_kind(seed: int, kind: str) -> Iterator[Planted]:
    """All papers of one kind: one of each story, then another one of each."""
    spare: dict[int, list[Fault]] = {}
    seen: set[str] = set()
    told = _shuffled(seed, kind)
    for i, story in enumerate(told):
        rng = Random(f"{seed} {kind} {story.release} {story.place.key}")
        spare[i] = list(KINDS[kind](story, rng))
        rng.shuffle(spare[i])
        yield from _next(story, kind, spare[i], seen)
    while any(spare.values()):
        for i, faults in spare.items():
            yield from _next(told[i], kind, faults, seen)


def _next(told: Told, kind: str, faults: list[Fault], seen: set[str]) -> Iterator[Planted]:
    """The paper of the next fault, unless the same was made before."""
    if faults:
        paper = planted(told, kind, faults.pop())
        if paper.text not in seen:
            seen.add(paper.text)
            yield paper


def _shuffled(seed: int, kind: str) -> list[Told]:
    """The stories in a turn of their own for each kind, one in three of waits while there are."""
    rng = Random(f"{seed} {kind}")
    crime = [t for r in RELEASES if r.startswith("crime") for t in stories(r)]
    waits = [t for r in RELEASES if r.startswith("waits") for t in stories(r)]
    rng.shuffle(crime)
    rng.shuffle(waits)
    rows = zip_longest(crime[::2], crime[1::2], waits)
    return [told for told in chain.from_iterable(rows) if told is not None]


def main(number: int = 5000) -> None:
    """Print how many papers there are of each kind, and two of each."""
    made = list(papers(1, number))
    for kind in KINDS:
        some = [p for p in made if p.kind == kind]
        beats = Counter(p.release.split("/")[0] for p in some)
        print(f"\n{kind}: {len(some)} ({', '.join(f'{n} {b}' for b, n in beats.items())})")
        for paper in some[:2]:
            around = paper.text[max(0, paper.start - 70) : paper.end + 50].replace("\n", " ")
            print(f"  {paper.release} {paper.place}: “{paper.was}” → “{paper.now}”")
            print(f"    …{around}…\n    {paper.why}")
    print(f"\n{len(made)} papers of {len({p.kind for p in made})} kinds")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
