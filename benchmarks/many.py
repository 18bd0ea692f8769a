"""Stringer at any number of places: the CPU time of a story by part, as one JSON line.

`make` writes a project with a release in parts (see `perturbed.py`), one more than is measured, and
keeps the first pass over it, for ranks and turns, beside it. `measure` writes one part to warm up,
and then the others, or a sample of them, one after the other, as a run does.

Usage: `python -m benchmarks.many make|measure FOLDER [--places 10000] [--sample 10] [--seed 1]`.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterable
from pathlib import Path
from random import Random
from time import process_time
from typing import Any, Final
from unittest.mock import patch

from benchmarks.perturbed import PART, PERTURBED, write_project
from generator import pipeline
from generator.config import Project
from generator.model import Block, Brief, Draft
from generator.pipeline import Prepared
from generator.realise.blocks import Laid
from generator.scale import Parts
from generator.scale.parts import Survey, combine, ready
from generator.words.names import PlaceWords
from generator.writers.sidecar import sidecar

SURVEY: Final = "survey.pickle"
STAGES: Final = ("render", "claims", "everything", "ready")
_UNLAID: Final = Laid((Block("headline", "", ()), Block("paragraph", "", ())), (), "", 0)


def make(folder: Path, places: int) -> None:
    """Write the project, and keep what the first pass over its parts finds."""
    size = min(places, PART)
    parts = _parts(write_project(folder, places + size, most=size))
    names = parts.names()
    survey = combine(names, [parts.survey(name) for name in names])
    (folder / SURVEY).write_bytes(pickle.dumps(survey))


def measure(folder: Path, sample: int, seed: int) -> dict[str, Any]:
    """Give the CPU time of a story, stage by stage, over `sample` parts of the release.

    `ready` is what precedes the stories of a part: reading, analysis, ranks, and the second
    reader's own tables; `everything` is from a place's position to its JSON, no story having been
    written before; `claims` is the article with its claims from a ready brief; `render` is the same
    without claims: the templates are filled, and that is all.
    """
    parts = _parts(folder)
    survey: Survey = pickle.loads((folder / SURVEY).read_bytes())
    number = len(survey.names)
    first, *others = Random(seed).sample(range(number), min(sample + 1, number))
    prepared = _ready(parts, survey, first)
    pipeline.settle()
    _stories(prepared)
    taken = []
    for part in sorted(others):
        start = process_time()
        prepared = _ready(parts, survey, part, prepared)
        taken.append({"ready": process_time() - start, **_stories(prepared)})
    total = {name: sum(found[name] for found in taken) for name in taken[0]}
    stories = total["stories"]
    each = {name: total[name] / stories * 1000 for name in STAGES}
    return {"stories": int(stories), "words": total["words"] / stories, **each}


def _parts(folder: Path) -> Parts:
    project = Project(folder)
    return Parts(project, project.release(PERTURBED))


def _ready(parts: Parts, survey: Survey, part: int, base: Prepared | None = None) -> Prepared:
    prepared = ready(parts, survey, part, base)
    _ = prepared.rests, prepared.reader
    return prepared


def _stories(prepared: Prepared) -> dict[str, float]:
    """How many stories a part has, their words, and the seconds that they took."""
    batch = pipeline.batch_of(prepared, (), ())
    start = process_time()
    drafts = [d for d in pipeline.write(prepared, prepared.tellable) if isinstance(d, Draft)]
    for draft in drafts:
        sidecar(draft, batch)
    everything = process_time() - start
    briefs = [(d.brief, pipeline.name_of(prepared, d.place)) for d in drafts]
    claims = _seconds(prepared, briefs)
    with patch("generator.realise.writer.laid_out", lambda *_: _UNLAID):
        render = _seconds(prepared, briefs)
    texts = (block.text for draft in drafts for block in draft.article.blocks)
    return {
        "stories": len(drafts),
        "words": sum(len(text.split()) for text in texts),
        "everything": everything,
        "claims": claims,
        "render": render,
    }


def _seconds(prepared: Prepared, briefs: Iterable[tuple[Brief, PlaceWords]]) -> float:
    start = process_time()
    for brief, words in briefs:
        prepared.writer.write(brief, words, prepared.nation)
    return process_time() - start


def main() -> None:
    """Write a project, or measure once and print the line."""
    parser = argparse.ArgumentParser(description="Measure Stringer at any number of places.")
    parser.add_argument("what", choices=("make", "measure"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--places", type=int, default=10_000)
    parser.add_argument("--sample", type=int, default=10, help="so many parts are written")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    if given.what == "make":
        make(given.folder, given.places)
    else:
        print(json.dumps(measure(given.folder, given.sample, given.seed)))


if __name__ == "__main__":
    main()
