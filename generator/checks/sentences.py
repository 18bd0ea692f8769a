"""The sentences of a story with their figures and names masked: what is left was written by hand.

A release of some hundred stories has thousands of sentences, and a few hundred when they are
masked. Words of bands stay, as they are what an editor reads for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model import Article, Block, Ground
from generator.wording import Wording

_NAMES = ("place", "group", "measure", "insert", "quotation")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of a story: its block and where it begins there, and its text.

    ``mask`` has figures and names masked, ``frame`` the words of bands as well.
    """

    block: int
    kind: str
    start: int
    text: str
    mask: str
    frame: str


def sentences(article: Article, wording: Wording) -> Iterator[Said]:
    """The sentences of a story; a headline and a bullet are one each."""
    story = wording.story(article.blocks)
    for sentence in story.sentences:
        at = sentence.part + story.notices
        block = article.blocks[at]
        start = sentence.start - story.starts[sentence.part]
        end = start + len(sentence.text)
        mask = masked(block, article.grounds, start, end)
        frame = masked(block, article.grounds, start, end, words=True)
        yield Said(at, block.kind, start, block.text[start:end], mask, frame)


def masked(
    block: Block, grounds: tuple[Ground, ...], start: int, end: int, *, words: bool = False
) -> str:
    """A piece of a block with what changes from place to place masked: ``up {change}``.

    ``grounds`` are those of its article; ``words`` masks the words of bands, too.
    """
    out, at = "", start
    for claim in block.claims:
        ground = grounds[claim.ground]
        varies = _varies(ground) or (words and bool(ground.rule))
        if claim.start < at or claim.end > end or not varies:
            continue
        out += block.text[at : claim.start] + f"{{{ground.kind}}}"
        at = claim.end
    return out + block.text[at:end]


def _varies(ground: Ground) -> bool:
    """Whether a claim is a figure or a name, not a word of a band or a fixed text."""
    number = ground.finding is not None and not ground.rule
    return number or ground.kind in _NAMES
