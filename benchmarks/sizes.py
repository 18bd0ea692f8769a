"""The same article at several sizes: Stringer, the floors and the peers, all by turns."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks import peer
from benchmarks.process import Usage, measure, pin, reported, tell
from benchmarks.report import Section, Spread, ratios

UNIT: Final = 330
"""R is what RosaeNLG takes for a story over so many places."""
SIZES: Final = {
    UNIT: ("rosaenlg", "nunjucks", "corenlg", "simplenlg", "jinja", "fstring"),
    10_000: ("rosaenlg", "nunjucks", "jinja", "fstring"),
    100_000: ("jinja", "fstring"),
}
QUICK: Final = 10_000
"""The largest size of a quick run."""
FEW: Final = 3
"""Rounds at sizes above the first."""
SAMPLE: Final = 10
"""So many parts of a thousand places each are written of a release, or all where it has fewer."""
PARTS: Final = {
    "render": "Stringer: render, the templates of a ready brief filled",
    "claims": "Stringer: with claims, the article laid out and each figure traced",
    "everything": "Stringer: everything, from a place's position to its JSON",
    "ready": "Stringer: before a story: reading, analysis, ranks",
}


@dataclass(slots=True)
class _Taken:
    """What the rounds gave of one row: milliseconds a story, peak memory in MB, mean words."""

    each: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    words: float = 0.0

    def add(self, each: float, usage: Usage, words: float) -> None:
        self.each.append(each)
        self.memory.append(usage.memory)
        self.words = words


def sizes(rounds: int) -> Iterator[Section]:
    """A section for each size, after all have been seen to write the same article."""
    names = SIZES[UNIT]
    peer.same_article([name for name in names if name != "fstring"], UNIT)
    for places in SIZES:
        if places <= QUICK or rounds > 1:
            yield _size(places, rounds if places == UNIT else min(FEW, rounds))


def _size(places: int, rounds: int) -> Section:
    taken: dict[str, _Taken] = {}
    unit: list[float] = []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        small, data = (peer.write_data(folder, min(n, QUICK)) for n in (UNIT, places))
        tell(f"{places:,} places: making a release")
        project = folder / "project"
        measure([*_MANY, "make", str(project), "--places", str(places)])
        for number in range(1, rounds + 1):
            r, _ = peer.run("rosaenlg", small, UNIT)
            unit.append(r["per_story_ms"])
            printed, usage = reported(
                pin([*_MANY, "measure", str(project), "--sample", str(SAMPLE)])
            )
            ours = json.loads(printed)
            for part in (part for part in PARTS if part in ours):
                taken.setdefault(part, _Taken()).add(ours[part], usage, ours["words"])
            for name in SIZES[places]:
                found, usage = peer.run(name, data, places)
                each, words = found["per_story_ms"], found["words"]
                taken.setdefault(name, _Taken()).add(each, usage, words)
            said = ", ".join(f"{name} {t.each[-1] / unit[-1]:.2f}" for name, t in taken.items())
            tell(f"{places:,} places, round {number} of {rounds}: R {unit[-1]:.2f} ms; {said}")
    heads = ("CPU time a story", "ms", "in R", "peak MB", "words")
    rows = tuple(_row(name, t, unit) for name, t in taken.items())
    text = _text(places, rounds, ours)
    return Section(f"The same article, {places:,} places", text, heads, rows, ())


_MANY: Final = [sys.executable, "-m", "benchmarks.many"]


def _row(name: str, taken: _Taken, unit: Sequence[float]) -> tuple[str, ...]:
    label = PARTS.get(name) or peer.LABELS[name]
    memory = f"{Spread.of(taken.memory).median:.0f}"
    in_r = ratios(taken.each, unit).show(2)
    return label, Spread.of(taken.each).show(3), in_r, memory, f"{taken.words:.0f}"


def _text(places: int, rounds: int, ours: dict[str, Any]) -> str:
    if places == UNIT:
        return (
            f"{rounds} rounds; in each, every row is a process of its own, held to one core. A "
            "story is timed once the process is warm: a thousand places, or all where there are "
            "fewer, were rendered before. Stringer writes a release of made-up areas (the bundled "
            "ones, perturbed by a seed), its own article; render and claims are passes over "
            "stories that were written before. The others write the bare article of made-up "
            "places, and before anything was timed, every word of theirs was held against the "
            "f-strings'. R is RosaeNLG over 330 places, run first in each round, at every size. "
            "Peak memory is that of the whole process: on Node with all records and texts, in "
            "Python with a thousand at a time."
        )
    sampled = f"{ours['stories']:,} stories of {places:,}"
    which = (
        f"Stringer's rows are a seeded sample of the release's parts, {sampled}, ranked among all. "
        if ours["stories"] < places * 0.9
        else ""
    )
    return (
        f"{rounds} rounds, as above. {which}Stringer reads its release part by part; but for the "
        "first part, no story was written before. CoreNLG and SimpleNLG are left out"
        + ("." if "rosaenlg" in SIZES[places] else ", and so are the peers on Node.")
    )
