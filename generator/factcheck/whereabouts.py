"""What a text is about: the place it tells of, and whether it is on this release at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.factcheck.cued import WIDE
from generator.factcheck.facts import Facts
from generator.factcheck.items import Item, Lexicon
from generator.factcheck.sentence import sentence_of
from generator.model import Block

_SHARE = 0.35


def places_in(
    blocks: Sequence[Block], lexicon: Lexicon, facts: Facts
) -> tuple[tuple[str, ...], ...]:
    """The places that a text may be about, likeliest first; each with the codes of its name.

    Of the places that stories are written for, those of the headline come first, then those that
    are named earliest; a group that is only who counted comes after the places in it.
    """
    points: Counter[tuple[str, ...]] = Counter()
    for at, block in enumerate(blocks):
        weight = 5 if block.kind == "headline" else 3 if at <= 1 else 1
        items = lexicon.items(block.text)
        for i, item in enumerate(items):
            codes = tuple(c for c in item.tags.get("place", ()) if _told(c, facts))
            if codes:
                points[codes] += weight if not _acts(items, i, codes, facts) else 0
    return tuple(codes for codes, _ in points.most_common())


def _told(code: str, facts: Facts) -> bool:
    return bool(facts.places[code].level) and code != facts.nation


def _acts(items: Sequence[Item], i: int, codes: tuple[str, ...], facts: Facts) -> bool:
    """Whether a place that holds others is named as who counted."""
    wide = all(facts.role(code) in WIDE for code in codes)
    return wide and any("recorded" in item.tags for item in items[i + 1 : i + 3])


def foreign_period(blocks: Sequence[Block], lexicon: Lexicon, facts: Facts) -> str:
    """The month that a text names, where it names none of the release's; else ""."""
    known = {facts.periods.now, *facts.periods.against.values()}
    months: Counter[str] = Counter()
    for block in blocks:
        for part in sentence_of(lexicon.items(block.text)).parts:
            period = part.tags.get("period")
            if isinstance(period, tuple) and period[0] and period[1] > 0:
                months[f"{period[0]}-{period[1]:02d}"] += 1
    if not months or months.keys() & known:
        return ""
    return months.most_common(1)[0][0]


def readable(blocks: Sequence[Block], lexicon: Lexicon) -> bool:
    """Whether enough of a text's words are known for it to be in the reader's language."""
    words = [i for b in blocks for i in lexicon.items(b.text) if i.text[:1].isalpha()]
    known = sum("word" not in item.tags for item in words)
    return not words or known / len(words) >= _SHARE
