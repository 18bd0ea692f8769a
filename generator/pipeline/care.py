"""What an editor must look at before a story goes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.config import Beat
from generator.model import KINDS, Brief, Draft, Finding
from generator.pipeline.prepared import Prepared
from generator.wording.spelling import misspelt


def problems(brief: Brief, beat: Beat) -> Iterator[str]:
    """What the house does not want to see in print, and an editor must look at."""
    for finding in brief.told:
        measure = beat.file.measures[finding.measure]
        if measure.sensitive and KINDS[measure.kind].whole and _few(finding, beat.file.sensitive):
            yield f"it prints fewer than {beat.file.sensitive} {measure.label}: approve it or not"


def _few(finding: Finding, limit: int) -> bool:
    """Whether a count of any period is so small that people could be known by it."""
    counts = (v for n, v in finding.values.items() if n == "value" or n.endswith("previous"))
    return any(0 < count < limit for count in counts)


def with_spelling(drafts: Sequence[Draft], prepared: Prepared) -> list[Draft]:
    """The stories, with each misspelt word among their problems; all are looked up at once."""
    spelling = prepared.wording.spelling
    if spelling is None or not drafts:
        return list(drafts)
    names = [name for p in prepared.places for name in (p.name, p.group_name, *p.members)]
    names += [name for d in drafts for name in (d.name, d.group)]
    texts = {d.place.key: "\n".join(b.text for b in d.article.blocks) for d in drafts}
    found: dict[str, list[str]] = {}
    for word in misspelt(texts, spelling, [*names, *prepared.project.names()]):
        found.setdefault(word.name, []).append(f"spelling: {word}")
    return [
        replace(d, problems=(*d.problems, *dict.fromkeys(found[d.place.key])))
        if d.place.key in found
        else d
        for d in drafts
    ]
