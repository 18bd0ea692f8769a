"""Writes ``sample-stories.md``: stories as they are now written, for editors to read.

``python -m docs.samples`` takes thirty stories on recorded crime and ten on waits, by a fixed seed:
every angle in turn, and of its stories one whose group and size were taken least so far.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator import pipeline
from generator.config import find_project
from generator.model import Draft
from generator.writers.markdown import markdown

DOCS = Path(__file__).parent
SAMPLES = DOCS / "sample-stories.md"
_TAKEN = (("crime/2024-12", 30), ("waits/2025-01", 10))
_SEED = 20250424
_SIZES = ("small", "middling", "large")


def samples() -> str:
    """The whole file."""
    out = [
        "# Sample stories",
        "",
        "Made by `make docs`; a test holds them to the code. They were taken by lot from all",
        "angles, groups and sizes of place, not picked.",
    ]
    for release, number in _TAKEN:
        project = find_project(DOCS.parent)
        prepared = pipeline.prepare(project, release)
        batch = pipeline.draft(prepared, prepared.tellable)
        out += ["", f"## {prepared.beat.file.title}, {batch.named}"]
        for draft, size in chosen(batch.drafts, number):
            of = f", {draft.group}" if draft.group else ""
            out += ["", f"*{draft.brief.angle}, {draft.place.level}{of}, {size}*", ""]
            out.append(_nested(markdown(draft.article)))
    return "\n".join(out) + "\n"


def chosen(drafts: Sequence[Draft], number: int) -> Iterator[tuple[Draft, str]]:
    """So many stories, each with the size of its place: a third of all is small, a third large."""
    order = sorted(drafts, key=lambda d: float(d.brief.total.values.get("value", 0)))
    sizes = {d.place.key: _SIZES[3 * at // len(order)] for at, d in enumerate(order)}
    left = list(drafts)
    random.Random(_SEED).shuffle(left)
    taken: Counter[tuple[str, str]] = Counter()
    found: list[Draft] = []
    while left and len(found) < number:
        draft = min(left, key=lambda d: [taken[k] for k in _traits(d, sizes)])
        taken.update(_traits(draft, sizes))
        found.append(draft)
        left.remove(draft)
    return ((d, sizes[d.place.key]) for d in found)


def _traits(draft: Draft, sizes: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What is to be spread, the most important first."""
    brief, group = draft.brief, draft.group or draft.place.level
    size, lead = sizes[draft.place.key], brief.lead.measure
    return ("angle", brief.angle), ("group", group), ("size", size), ("lead", lead)


def _nested(text: str) -> str:
    """A story one level further down, its own rule as a line of notes."""
    return text.replace("# ", "### ", 1).replace("---\n\n", "").rstrip()


if __name__ == "__main__":
    SAMPLES.write_text(samples(), encoding="utf-8")
