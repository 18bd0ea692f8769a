"""All files of a batch: each story in each format, then the report and the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from generator.model import Batch, Draft, Held, Likeness
from generator.writers.chart import chart
from generator.writers.markdown import markdown
from generator.writers.page import story_page
from generator.writers.sidecar import release_json, sidecar
from generator.writers.text import text

FORMATS: Mapping[str, Callable[[Draft, Batch], bytes]] = {
    "md": lambda draft, _: markdown(draft.article).encode(),
    "html": lambda draft, batch: story_page(draft, batch).encode(),
    "json": sidecar,
    "svg": lambda draft, _: (
        chart(draft.picture, draft.place.key).encode() if draft.picture else b""
    ),
    "txt": lambda draft, batch: text(draft, batch).encode(),
}
"""The formats of a story, by the ending of its file."""

SCHEMA = "stringer/report/3"
_EASE = ("words", "sentences", "figures")


def story_files(draft: Draft, batch: Batch, formats: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The files of one story: the name and content of each."""
    for ending in _endings(draft, formats):
        yield f"{draft.stem}.{ending}", FORMATS[ending](draft, batch)


def _endings(draft: Draft, formats: Sequence[str]) -> list[str]:
    """The formats that a story has: without a picture, it has no chart."""
    return [ending for ending in formats if ending != "svg" or draft.picture]


def entry_of(made: Draft | Held, formats: Sequence[str]) -> dict[str, Any]:
    """What the report says of a story, or of a place that is held."""
    if isinstance(made, Held):
        place, reasons = made.place, list(made.reasons)
        return {"key": place.key, "name": made.name, "level": place.level, "reasons": reasons}
    return {
        "key": made.place.key,
        "name": made.name,
        "level": made.place.level,
        "group": made.group,
        "headline": made.article.headline,
        "angle": made.brief.angle,
        "lead": made.brief.lead.measure,
        "ease": made.ease._asdict(),
        "slug": made.filing.slug,
        "titles": list(made.filing.titles),
        "problems": list(made.problems),
        "files": [f"{made.stem}.{ending}" for ending in _endings(made, formats)],
        "page": f"{made.stem}.html" if "html" in formats else "",
        "fingerprint": made.fingerprint,
    }


@dataclass(slots=True)
class Tally:
    """What is counted over stories; tallies of parts of a batch add up to that of the whole."""

    stories: int = 0
    flagged: int = 0
    longest: int = 0
    ease: Counter[str] = field(default_factory=Counter)
    angles: Counter[str] = field(default_factory=Counter)
    leads: Counter[str] = field(default_factory=Counter)
    held: list[dict[str, Any]] = field(default_factory=list)

    def count(self, entry: dict[str, Any]) -> None:
        """Count one entry of the report."""
        if "reasons" in entry:
            self.held.append(entry)
            return
        self.stories += 1
        self.flagged += bool(entry["problems"])
        self.longest = max(self.longest, entry["ease"]["longest"])
        self.ease.update({name: entry["ease"][name] for name in _EASE})
        self.angles[entry["angle"]] += 1
        self.leads[entry["lead"]] += 1

    def add(self, other: Mapping[str, Any]) -> None:
        """Add a tally that was written as JSON."""
        self.stories += other["stories"]
        self.flagged += other["flagged"]
        self.longest = max(self.longest, other["longest"])
        self.ease.update(other["ease"])
        self.angles.update(other["angles"])
        self.leads.update(other["leads"])
        self.held += other["held"]


def report_of(
    batch: Batch, tally: Tally, likeness: Likeness, written: Sequence[dict[str, Any]] | None
) -> dict[str, Any]:
    """What was written, what was held and why; ``written`` is None where stories lie in shards."""
    return {
        "schema": SCHEMA,
        "release": release_json(batch),
        "stories": tally.stories,
        "flagged": tally.flagged,
        **({} if written is None else {"written": list(written)}),
        "held": tally.held,
        "remarks": list(batch.remarks),
        "angles": dict(sorted(tally.angles.items())),
        "leads": dict(sorted(tally.leads.items())),
        "likeness": _likeness(likeness),
        "ease": _ease(tally),
    }


def report_bytes(report: Mapping[str, Any]) -> bytes:
    """A report, or a manifest, as a file that people can read."""
    return orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _likeness(found: Likeness) -> dict[str, Any]:
    closest = [{"keys": [a, b], "likeness": value} for a, b, value in found.closest]
    whole = {"compared": found.compared, "mean": found.mean, "greatest": found.greatest}
    return {**whole, "closest": closest}


def _ease(tally: Tally) -> dict[str, Any]:
    """How easily the stories read on the whole."""
    words, sentences, figures = (tally.ease[name] for name in _EASE)
    return {
        "words_per_figure": round(words / figures, 1) if figures else None,
        "words_per_sentence": round(words / sentences, 1) if sentences else None,
        "longest_sentence": tally.longest,
    }
