"""From the text of a template to the blocks of an article."""

from __future__ import annotations

from generator.model import Block
from generator.realise.environment import END_OF_INCLUDE
from generator.words.typography import polish

_MARKS = {"# ": "headline", "- ": "bullet", "> ": "context"}
_NOTES = "---"
_EMPTY = ("#", ">")


def blocks_of(text: str) -> tuple[Block, ...]:
    """The text of a template, block by block.

    ``# `` begins the headline, ``- `` a bullet, ``> `` a paragraph of context, on something else
    than the place; blank lines part the blocks; what stands under a line of ``---`` is a note. A
    block may run over several lines.
    """
    text = text.replace("\n" + END_OF_INCLUDE, "").replace(END_OF_INCLUDE, "")
    kinds: list[str] = []
    texts: list[str] = []
    usual = kind = "paragraph"
    lines: list[str] = []
    for line in (*map(str.strip, text.splitlines()), ""):
        line = "" if line in _EMPTY else line
        mark = line[:2]
        if line and line != _NOTES and mark not in _MARKS:
            lines.append(line)
            continue
        if lines:
            kinds.append(kind)
            texts.append(" ".join(lines))
            lines.clear()
        if line == _NOTES:
            usual = "note"
        kind = _MARKS.get(mark, usual)
        if mark in _MARKS:
            lines.append(line[2:])
    polished = polish("\n".join(texts)).split("\n")
    return tuple(Block(k, t) for k, t in zip(kinds, polished, strict=True) if t)
