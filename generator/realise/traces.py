"""Where in the templates a piece of finished text comes from: for faults that only a reader sees.

A story is written once more from templates that carry marks: one before each line of literal text
and one before each value. It costs time, so it is done for a faulty story alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

END_OF_INCLUDE = "\x02"
"""Stands behind every include, to tell where it ended."""

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_BEGINS = re.compile(r"[#>-] |---")

Line = tuple[str, int]
"""A template and a line of it."""

Span = tuple[int, int]
"""A block of an article, and a position in its text."""


def mark(file: str, line: int, traces: list[Line]) -> str:
    """A mark for a line of a template."""
    traces.append((file, line))
    return f"{_OPEN}{len(traces) - 1}{_CLOSE}"


def marked(text: str, file: str, line: int, traces: list[Line]) -> str:
    """Literal text of a template with a mark on each line that has words."""
    out = []
    for number, piece in enumerate(text.split("\n"), line):
        words = piece.lstrip()
        if words.strip(END_OF_INCLUDE) and words != "---":
            begins = _BEGINS.match(words)
            kept = begins[0] if begins else ""
            space = piece[: len(piece) - len(words)]
            piece = f"{space}{kept}{mark(file, number, traces)}{words[len(kept) :]}"
        out.append(piece)
    return "\n".join(out)


def bare(text: str) -> str:
    """A text without its marks, and without the spaces that they held apart."""
    return " ".join(_MARK.sub("", text).split()) if _OPEN in text else text


def located(
    texts: Sequence[str], marked_texts: Iterable[str], spans: Iterable[Span], traces: Sequence[Line]
) -> Iterator[Line | None]:
    """The line behind each span of some texts: that of the last mark up to where it begins.

    Positions are counted in letters and digits over all texts, as spaces, stops and empty blocks
    come and go when a text is finished.
    """
    at, lines = _marks(marked_texts, traces)
    starts = list(accumulate(map(_letters, texts), initial=0))
    for block, start in spans:
        words = texts[block][start:]
        first = len(words) - len(words.lstrip("“‘"))
        behind = bisect_right(at, starts[block] + _letters(texts[block][: start + first]))
        yield lines[behind - 1] if behind else None


def spread(
    texts: Sequence[str], marked_texts: Iterable[str], traces: Sequence[Line]
) -> Iterator[tuple[Line, Span]]:
    """Where in some texts the words of each line of the templates begin."""
    at, lines = _marks(marked_texts, traces)
    marks = iter(zip(at, lines, strict=True))
    read, (wanted, line) = 0, next(marks, (-1, ("", 0)))
    for block, text in enumerate(texts):
        for start, letter in enumerate(text):
            if not _counts(letter):
                continue
            while wanted == read:
                yield line, (block, start)
                wanted, line = next(marks, (-1, ("", 0)))
            read += 1


def lines_in(marked_texts: Iterable[str], traces: Sequence[Line]) -> frozenset[Line]:
    """The lines of the templates that some texts with marks come from."""
    return frozenset(traces[int(n)] for text in marked_texts for n in _MARK.findall(text))


def _marks(marked_texts: Iterable[str], traces: Sequence[Line]) -> tuple[list[int], list[Line]]:
    """Each mark: how many letters stand before it, and the line that it is for."""
    at: list[int] = []
    lines: list[Line] = []
    read = 0
    for text in marked_texts:
        begin = 0
        for found in _MARK.finditer(text):
            read += _letters(text[begin : found.start()])
            at.append(read)
            lines.append(traces[int(found[1])])
            begin = found.end()
        read += _letters(text[begin:])
    return at, lines


def _counts(letter: str) -> bool:
    return letter.isalnum() or letter in "%£"


def _letters(text: str) -> int:
    return sum(map(_counts, text))
