"""Where in the templates a piece of finished text comes from: for faults that only a reader sees.

A story is written once more from templates whose literal text carries marks, one a line. It costs
time, so it is done for a faulty story alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}([0-9]+){_CLOSE}")
_BEGINS = re.compile(r"[#>-] |---")


def marked(text: str, file: str, line: int, traces: list[tuple[str, int]]) -> str:
    """Literal text of a template with a mark on each line that has words."""
    out = []
    for number, piece in enumerate(text.split("\n"), line):
        words = piece.lstrip()
        if words and words != "---":
            begins = _BEGINS.match(words)
            kept = begins[0] if begins else ""
            space = piece[: len(piece) - len(words)]
            piece = f"{space}{kept}{_OPEN}{len(traces)}{_CLOSE}{words[len(kept) :]}"
            traces.append((file, number))
        out.append(piece)
    return "\n".join(out)


def located(
    texts: Iterable[str], wanted: Sequence[str], traces: Sequence[tuple[str, int]]
) -> Iterator[tuple[str, int] | None]:
    """The file and line behind each wanted piece of text: of the words, or of the last before."""
    marks: list[tuple[int, int]] = []
    plain = ""
    for text in texts:
        at = 0
        for mark in _MARK.finditer(text):
            plain += text[at : mark.start()]
            marks.append((len(_squeezed(plain)), int(mark[1])))
            at = mark.end()
        plain += text[at:] + "\n"
    squeezed = _squeezed(plain)
    for piece in wanted:
        at = squeezed.find(_squeezed(piece.removesuffix("…")))
        before = [trace for position, trace in marks if position <= at]
        yield traces[before[-1]] if at >= 0 and before else None


def _squeezed(text: str) -> str:
    """Letters and digits alone, as spaces and stops move when a text is finished."""
    return "".join(c for c in text.casefold() if c.isalnum() or c in "%£")
