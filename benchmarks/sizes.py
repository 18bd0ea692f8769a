"""The same article at several sizes: Stringer, the floors and the peers, all by turns."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

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
ROUNDS: Final = {UNIT: 5, 10_000: 3, 100_000: 3}
SAMPLE: Final = {UNIT: 1, 10_000: 10, 100_000: 5}
"""So many parts of a thousand places each, or of all 330, does Stringer write."""
STAGES: Final = {
    "render": "Stringer: render, the templates of a ready brief filled",
    "claims": "Stringer: with claims, the article laid out and each figure traced",
    "everything": "Stringer: everything, from a place's position to its JSON",
    "ready": "Stringer: before a story: reading, analysis, ranks",
}
_MANY: Final = [sys.executable, "-m", "benchmarks.many"]


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
            yield _size(places, min(ROUNDS[places], rounds))


def _size(places: int, rounds: int) -> Section:
    taken = {name: _Taken() for name in (*STAGES, *SIZES[places])}
    unit: list[float] = []
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        small = data = peer.write_data(folder, UNIT)
        if UNIT < places <= QUICK:  # for the peers on Node, which are left out above
            data = peer.write_data(folder, places)
        tell(f"{places:,} places: making a release")
        measure([*_MANY, "make", str(folder / "project"), "--places", str(places)])
        for number in range(1, rounds + 1):
            r, usage = peer.run("rosaenlg", small, UNIT)
            unit.append(r["per_story_ms"])
            if places == UNIT:
                taken["rosaenlg"].add(unit[-1], usage, r["words"])
            stories = _stringer(taken, folder / "project", places)
            for name in SIZES[places]:
                if (name, places) != ("rosaenlg", UNIT):
                    found, usage = peer.run(name, data, places)
                    taken[name].add(found["per_story_ms"], usage, found["words"])
            said = ", ".join(f"{name} {t.each[-1] / unit[-1]:.2f}" for name, t in taken.items())
            tell(f"{places:,} places, round {number} of {rounds}: R {unit[-1]:.2f} ms; {said}")
    heads = ("CPU time a story", "ms", "in R", "peak MB", "words")
    rows = tuple(_row(name, t, unit) for name, t in taken.items())
    text = _text(places, rounds, stories)
    return Section(f"The same article, {places:,} places", text, heads, rows, ())


def _stringer(taken: dict[str, _Taken], project: Path, places: int) -> int:
    """Run Stringer once, and give the number of its stories."""
    run = [*_MANY, "measure", str(project), "--sample", str(SAMPLE[places])]
    printed, usage = reported(pin(run))
    found = json.loads(printed)
    for stage in STAGES:
        taken[stage].add(found[stage], usage, found["words"])
    return int(found["stories"])


def _row(name: str, taken: _Taken, unit: Sequence[float]) -> tuple[str, ...]:
    label = STAGES.get(name) or peer.LABELS[name]
    memory = f"{Spread.of(taken.memory).median:.0f}"
    in_r = ratios(taken.each, unit).show(2)
    return label, Spread.of(taken.each).show(3), in_r, memory, f"{taken.words:.0f}"


def _text(places: int, rounds: int, stories: int) -> str:
    if places == UNIT:
        return (
            f"Rounds: {rounds}. Every row but Stringer's is a process of its own, held to one "
            "core, and timed once it is warm: a thousand places, or all where there are fewer, "
            "were rendered before. R is RosaeNLG over 330 places, the first of each round at every "
            "size. Stringer writes its own article for made-up areas (the bundled ones, perturbed "
            "by a seed), after as many others to warm up, none twice but for render and claims. "
            "The others write the bare article of made-up places; before anything was timed, every "
            "word of theirs was held against the f-strings'. Peak memory is that of the whole "
            "process: on Node with all records and texts, in Python with a thousand at a time."
        )
    left = "CoreNLG and SimpleNLG" if "rosaenlg" in SIZES[places] else "The peers"
    sampled = f"a sample by seed of {stories:,}, ranked among all, " if stories < places / 2 else ""
    return (
        f"Rounds: {rounds}; the rest as above. Of Stringer's stories, {sampled}a thousand are "
        f"written at a time. {left} are left out."
    )
