"""Stringer itself, warm: the CPU time of a story by part, as one JSON line.

All stories are written once to warm up; each part is then measured on a pass of its own over all of
them. As on the command line, what is loaded is frozen: the garbage collector passes over it.

Usage: `python -m benchmarks.stories [--release crime/2024-12]`.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from importlib.metadata import version
from time import process_time
from typing import Final, TypedDict

from generator import angles, pipeline
from generator.config import find_project
from generator.model import Batch, Brief, Draft
from generator.pipeline import Prepared
from generator.words.names import PlaceWords
from generator.writers.chart import chart
from generator.writers.sidecar import sidecar

RELEASE: Final = "crime/2024-12"


class Parts(TypedDict):
    """What one run reports: stories, mean words, and milliseconds a story by part."""

    places: int
    words: float
    version: str
    render: float
    brief: float
    derivations: float
    sidecar: float
    wording: float
    reader: float
    picture: float
    everything: float


def measure(prepared: Prepared) -> Parts:
    """Write all stories twice and give the CPU time of the second pass, part by part.

    `render` is the article from a ready brief, with its claims; `derivations` how each number that
    it rests on was reached; `brief` the findings of a place, its angle and its
    brief; `wording` what holds a ready article against the rules; `reader` what holds it against
    the release again; `sidecar` the JSON of a ready
    draft; `picture` the chart, its numbers and its drawing. `everything` is what one story costs
    from its position to its JSON: all but the drawing, with what lies between.
    """
    positions = list(prepared.tellable)
    batch = pipeline.draft(prepared, positions)
    for draft in batch.drafts:
        sidecar(draft, batch)
    number = len(positions)
    briefs = [(d.brief, pipeline.name_of(prepared, d.place)) for d in batch.drafts]
    keys = {d.place.key for d in batch.drafts}
    written = [i for i in positions if prepared.places[i].key in keys]
    return {
        "places": number,
        "words": sum(map(_words, batch.drafts)) / len(batch.drafts),
        "version": version("stringer"),
        "render": each(
            lambda: [
                prepared.writer.write(brief, words, prepared.nation) for brief, words in briefs
            ],
            len(briefs),
        ),
        "brief": each(lambda: _briefs(prepared, written), len(written)),
        "derivations": each(
            lambda: [pipeline.derived(prepared, d.article) for d in batch.drafts],
            len(batch.drafts),
        ),
        "wording": each(
            lambda: [
                prepared.wording.breaches(prepared.wording.story(d.article.blocks))
                for d in batch.drafts
            ],
            len(batch.drafts),
        ),
        "reader": each(
            lambda: [
                prepared.reader.problems(d.article.blocks, d.place.code) for d in batch.drafts
            ],
            len(batch.drafts),
        ),
        "picture": each(
            lambda: [_chart(prepared, brief, words) for brief, words in briefs], len(briefs)
        ),
        "sidecar": each(lambda: [sidecar(d, batch) for d in batch.drafts], len(batch.drafts)),
        "everything": each(lambda: _everything(prepared, positions, batch), number),
    }


def each(work: Callable[[], object], number: int) -> float:
    """Milliseconds of CPU time for each of a number of stories."""
    start = process_time()
    work()
    return (process_time() - start) * 1000 / number


def _briefs(prepared: Prepared, positions: list[int]) -> list[object]:
    """The brief of each place, from its figures on, as `pipeline.write` asks for it."""
    store = prepared.findings
    return [
        angles.brief(
            place := prepared.places[position],
            prepared.scores.best[position],
            store.of(position),
            prepared.nation_findings,
            group=prepared.group_findings.get(place.group) if place.level else None,
            beat=prepared.beat,
            release=prepared.release,
            turn=prepared.turns[position],
            wider=store.analysis.wider,
        )
        for position in positions
    ]


def _everything(prepared: Prepared, positions: list[int], batch: Batch) -> list[object]:
    """All drafts and then all sidecars, in the order in which the command makes them."""
    made = list(pipeline.write(prepared, positions))
    sidecars: list[object] = [sidecar(d, batch) for d in made if isinstance(d, Draft)]
    return [made, sidecars]


def _chart(prepared: Prepared, brief: Brief, words: PlaceWords) -> str:
    picture = prepared.writer.picture(brief, words, prepared.nation)
    return chart(picture, brief.place.key) if picture else ""


def _words(draft: Draft) -> int:
    return sum(len(block.text.split()) for block in draft.article.blocks)


def main() -> None:
    """Measure once and print the line."""
    parser = argparse.ArgumentParser(description="Measure Stringer, warm, by part.")
    parser.add_argument("--release", default=RELEASE)
    prepared = pipeline.prepare(find_project(), parser.parse_args().release)
    pipeline.settle()
    print(json.dumps(measure(prepared)))


if __name__ == "__main__":
    main()
