"""What an editor must look at before a story goes out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Beat
from generator.model import KINDS, Article, Brief, Finding


def problems(brief: Brief, article: Article, beat: Beat) -> Iterator[str]:
    """What the house does not want to see in print, and an editor must look at."""
    length, most = len(article.headline), beat.house.headline_length
    if length > most:
        yield f"the headline has {length} characters, {most} at most"
    for finding in brief.told:
        measure = beat.file.measures[finding.measure]
        if measure.sensitive and KINDS[measure.kind].whole and _few(finding, beat.file.sensitive):
            yield f"it prints fewer than {beat.file.sensitive} {measure.label}: approve it or not"


def _few(finding: Finding, limit: int) -> bool:
    """Whether a count of any period is so small that people could be known by it."""
    counts = (v for n, v in finding.values.items() if n == "value" or n.endswith("previous"))
    return any(0 < count < limit for count in counts)
