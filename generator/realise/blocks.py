"""From the text of a template to the blocks of an article, each with its claims."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache, partial
from itertools import accumulate, chain, pairwise
from typing import NamedTuple

from generator.model import Block, Claim, Ground
from generator.realise.literals import FIGURE
from generator.realise.printed import Printed, Register, Sentence
from generator.realise.traces import END_OF_INCLUDE, bare
from generator.words.marks import MARK, MARKS
from generator.words.typography import ARTICLE, STOP, VOWEL, polish

_KINDS = {"# ": "headline", "- ": "bullet", "> ": "context"}
_NOTES = "---"
_ALONE = (_NOTES, "#", "-", ">")
_BLANK = re.compile(r"\n\s*\n")
_SPLIT = re.compile(f"({MARK})")
_SENTENCES = {Sentence}
_GAP = MARKS[0]
"""Stands for any claim in what is left of a text without them."""

_STOP = re.compile(f"{STOP}$")
_ARTICLE = re.compile(f"{ARTICLE}$")
_QUOTED = re.compile("“[^”\n]*”")


class Laid(NamedTuple):
    """The blocks of a text, the grounds of their claims, and all that stands outside claims.

    ``spare`` is how many headlines were not taken.
    """

    blocks: tuple[Block, ...]
    grounds: tuple[Ground, ...]
    outside: str
    spare: int


def laid_out(text: str, register: Register, headline: int) -> Laid:
    """The text of a template, block by block; what stands in the register are its claims.

    ``# `` begins the headline, ``- `` a bullet, ``> `` a paragraph of context, on something else
    than the place; blank lines part the blocks; what stands under a line of ``---`` is a note. A
    block may run over several lines. Of several headlines, the first that has no more than so many
    characters stays, or the last.

    Raises:
        TypeError: something was printed that the text does not have.
    """
    behind = dict(zip(MARKS, register, strict=False))
    parts = _parts(text.replace("\n" + END_OF_INCLUDE, "").replace(END_OF_INCLUDE, ""))
    met = {mark for part in parts for mark in part.marks}
    if len(met) < len(behind):
        lost = next(p._text for mark, p in behind.items() if mark not in met)
        raise TypeError(f'"{lost}" is printed and then lost: print it where it belongs')
    given, parts = len(parts), _headed(parts, behind, headline)
    marks = [mark for part in parts for mark in part.marks]
    printed = [behind[mark] for mark in marks]
    kept = dict.fromkeys(marks)
    number = dict(zip(kept, range(len(kept)), strict=True))
    grounds = [behind[mark]._ground for mark in kept]
    texts = [p._text for p in printed]
    numbers = [number[mark] for mark in marks]
    blocks = []
    first = 0
    for kind, plan, own in parts:
        last = first + len(own)
        words, claims = _filled(plan, texts[first:last], numbers[first:last])
        if not _SENTENCES.isdisjoint(map(type, printed[first:last])):
            claims = tuple(_with_inner(claims, printed[first:last], grounds))
        blocks.append(Block(kind, words, claims))
        first = last
    outside = "\n".join([_GAP.join(part.plan.texts) for part in parts])
    return Laid(tuple(blocks), tuple(grounds), outside, given - len(parts))


class _Part(NamedTuple):
    """A block to be: its kind, its plan, and the marks of its claims."""

    kind: str
    plan: _Plan
    marks: tuple[str, ...]


def _parts(text: str) -> list[_Part]:
    """What the lines of a text make."""
    usual = "paragraph"
    parts: list[_Part] = []
    for chunk in _BLANK.split(text):
        usual, made = _chunk(usual, chunk)
        parts += made
    return parts


@lru_cache(maxsize=8192)
def _chunk(usual: str, text: str) -> tuple[str, tuple[_Part, ...]]:
    """What lines without a blank one between them make, and the usual kind of block behind them.

    Marks count from the beginning of a story, so that many stories have a chunk in common.
    """
    kind = usual
    parts: list[_Part] = []
    lines: list[str] = []
    for line in (*map(str.strip, text.split("\n")), ""):
        begins = _KINDS.get(line[:2])
        if line and not begins and line not in _ALONE:
            lines.append(line)
            continue
        first, *pieces = _SPLIT.split(" ".join(lines))
        if plan := _plan((first, *pieces[1::2])):
            parts.append(_Part(kind, plan, tuple(pieces[::2])))
        if line == _NOTES:
            usual = "note"
        kind = begins or usual
        lines = [line[2:]] if begins else []
    return usual, tuple(parts)


def _headed(parts: list[_Part], behind: Mapping[str, Printed], most: int) -> list[_Part]:
    """The parts with one headline: of several, the first that is short enough, or the last."""
    heads = [part for part in parts if part.kind == "headline"]
    if len(heads) < 2:
        return parts

    def length(part: _Part) -> int:
        said = [behind[mark]._text for mark in part.marks]
        pieces = [*chain.from_iterable(zip(part.plan.texts, said, strict=False))]
        return len(bare("".join((*pieces, part.plan.texts[-1]))))

    chosen = next((part for part in heads if length(part) <= most), heads[-1])
    return [chosen, *(part for part in parts if part.kind != "headline")]


def _filled(plan: _Plan, said: list[str], numbers: list[int]) -> tuple[str, tuple[Claim, ...]]:
    """The text of a block with its claims filled in, and their spans."""
    pieces = [""] * (2 * len(said) + 1)
    pieces[::2] = plan.texts
    pieces[1::2] = said
    if plan.joints:
        _set(pieces, plan.joints)
    ends = accumulate(map(len, pieces))
    return "".join(pieces), tuple(map(_claim, zip(ends, ends, numbers, strict=False)))


def _with_inner(
    claims: Iterable[Claim], printed: Iterable[Printed], grounds: list[Ground]
) -> Iterator[Claim]:
    """Each claim, and behind it those that lie in it."""
    for claim, of in zip(claims, printed, strict=True):
        yield claim
        for start, end, figure in of._inner:
            yield Claim(claim.start + start, claim.start + end, len(grounds))
            grounds.append(figure._ground)


_claim: Callable[[tuple[int, int, int]], Claim] = partial(tuple.__new__, Claim)


class _Joint(NamedTuple):
    """What typography does to a claim: it begins a sentence (``capital``), an ``a`` stands before
    it (``article``), or a sentence goes on behind it, unless it ends with a stop (``stops``).
    """

    at: int
    capital: bool
    article: bool
    stops: bool


class _Plan(NamedTuple):
    """How a block reads: the texts around its claims, and the claims that typography changes."""

    texts: tuple[str, ...]
    joints: tuple[_Joint, ...]


@lru_cache(maxsize=8192)
def _plan(literals: tuple[str, ...]) -> _Plan | None:
    """The plan of a block by its own words; None where it is empty.

    A release has many thousand blocks, but only some hundred plans.
    """
    texts = polish(_GAP.join(literals)).split(_GAP)
    if texts == [""]:
        return None
    joints = []
    for at, (before, behind) in enumerate(pairwise(texts)):
        capital = (at == 0 and not before) or bool(_STOP.search(before.removesuffix(" ")))
        article = bool(_ARTICLE.search(before))
        stops = behind[:1] == " " and (behind[1:2].islower() or behind == " ")
        if capital or article or stops:
            joints.append(_Joint(at, capital, article, stops))
    return _Plan(tuple(texts), tuple(joints))


def _set(pieces: list[str], joints: Iterable[_Joint]) -> None:
    """Capitals where sentences begin, and ``an`` before figures that are spoken with a vowel."""
    begins = -1
    for at, capital, article, stops in joints:
        said = pieces[2 * at + 1]
        if (capital or begins == at) and said[0].islower():
            pieces[2 * at + 1] = said[0].upper() + said[1:]
        if article and VOWEL.match(said):
            pieces[2 * at] = f"{pieces[2 * at][:-1]}n "
        if stops and _STOP.search(said):
            begins = at + 1
            behind = pieces[2 * at + 2]
            pieces[2 * at + 2] = behind[:1] + behind[1:2].upper() + behind[2:]


def untraced(outside: str) -> list[str]:
    """Pieces of what stands outside claims that have a figure, and stand in no quotation."""
    if not FIGURE.search(outside):
        return []
    pieces = re.split(f"[{_GAP}\n]", _QUOTED.sub(_GAP, outside))
    return [piece.strip() for piece in pieces if FIGURE.search(piece)]
