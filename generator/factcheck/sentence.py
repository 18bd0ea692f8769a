"""A sentence: its parts in segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.factcheck.items import Item
from generator.factcheck.parts import Part, parts_of

CUTS = frozenset(",;:()–—|")
"""Marks of punctuation that part a sentence into segments."""


@dataclass(slots=True)
class Sentence:
    """Parts, and the positions at which each segment begins."""

    parts: list[Part]
    heads: list[int] = field(default_factory=list)

    def segment(self, number: int) -> range:
        """The positions of the parts of a segment."""
        end = self.heads[number + 1] if number + 1 < len(self.heads) else len(self.parts)
        return range(self.heads[number], end)


def sentence_of(items: Sequence[Item]) -> Sentence:
    """The parts of a sentence, without brackets that only say what is left out."""
    parts = _without_left_out(_without_mark(list(parts_of(items))))
    sentence = Sentence(parts)
    _cut(sentence)
    return sentence


def _cut(sentence: Sentence) -> None:
    """Number the segments: cut at punctuation, at contrasts and comparisons, and at an "and"
    between two numbers or movements.
    """
    segment = 0
    stated = False
    heads = [0]
    parts = sentence.parts
    for at, part in enumerate(parts):
        tags = part.tags
        cut = False
        if (
            part.text in CUTS
            or "than" in tags
            or "contrast" in tags
            or ("when" in tags and stated and _states_later(parts, at))
            or ("joins" in tags and stated and _states_later(parts, at))
        ):
            cut = True
        if cut and at > heads[-1]:
            segment += 1
            heads.append(at)
            stated = False
        part.segment = segment
        stated = stated or part.figure is not None or "direction" in tags or "side" in tags
    sentence.heads = heads


def _without_mark(parts: list[Part]) -> list[Part]:
    """Parts without the colon behind a figure that stands first: ``87: the rise in oaks``."""
    first = next((i for i, p in enumerate(parts[:3]) if p.figure), len(parts))
    marked = first + 2 < len(parts) and parts[first + 1].text == ":"
    if marked and not any("word" in p.tags or p.text in CUTS for p in parts[:first]):
        return parts[: first + 1] + parts[first + 2 :]
    return parts


def _without_left_out(parts: list[Part]) -> list[Part]:
    """Parts without a bracket such as ``(excluding A, B and C)``, unless it holds a figure."""
    for at, part in enumerate(parts):
        if part.text == "(" and any("excepting" in p.tags for p in parts[at + 1 : at + 3]):
            end = next((i for i in range(at, len(parts)) if parts[i].text == ")"), len(parts))
            if not any(p.figure for p in parts[at:end]):
                return parts[:at] + _without_left_out(parts[end + 1 :])
    return parts


def _states_later(parts: Sequence[Part], at: int) -> bool:
    """Whether a number or a movement follows before the next mark of punctuation."""
    for part in parts[at + 1 : at + 16]:
        if part.text in CUTS:
            return False
        if part.figure is not None or "direction" in part.tags or "side" in part.tags:
            return True
    return False
