"""What an editor must look at before a story goes out."""

from __future__ import annotations

from collections.abc import Iterator

from generator.config import Beat
from generator.model import KINDS, Article, Brief


def problems(brief: Brief, article: Article, beat: Beat) -> Iterator[str]:
    """What the house does not want to see in print, and an editor must look at."""
    length, most = len(article.headline), beat.house.headline_length
    if length > most:
        yield f"the headline has {length} characters, {most} at most"
    for finding in brief.told:
        measure = beat.file.measures[finding.measure]
        counts = [v for n, v in finding.values.items() if n == "value" or n.endswith("previous")]
        if (
            measure.sensitive
            and KINDS[measure.kind].whole
            and any(0 < c < beat.file.sensitive for c in counts)
        ):
            yield f"it prints fewer than {beat.file.sensitive} {measure.label}: approve it or not"
