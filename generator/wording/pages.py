"""The text of a web page: what stands in its article, if it has one, tables included."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from generator.model import Block
from generator.wording.spots import Part, Spot

_KINDS = {"h1": "headline", "li": "bullet", "tr": "row"}
_PARAGRAPHS = frozenset(
    ("p", "h2", "h3", "h4", "h5", "h6", "div", "section", "header", "footer", "main", "article",
     "aside", "blockquote", "figure", "figcaption", "caption", "details", "summary", "address",
     "dl", "dt", "dd", "ul", "ol", "table", "thead", "tbody", "tfoot", "body", "form")
)  # fmt: skip
_CELLS = ("td", "th")
_SKIPPED = ("style", "script", "svg", "title", "nav")
_WORD = re.compile(r"\S+")


def page(text: str) -> list[Part]:
    """The parts of a page, in order."""
    reader = _Article(text)
    reader.feed(text)
    reader.close()
    reader.end()
    return reader.parts


class _Article(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[Part] = []
        self._inside = "<article" not in text
        self._kind = "paragraph"
        self._note = False
        self._skipped = 0
        self._held = _Held()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _SKIPPED:
            self._skipped += 1
        if self._skipped:
            return
        if self._parts(tag):
            self.end()
            self._note = self._note or tag == "footer"
            self._inside = self._inside or tag == "article"
            self._begin(_KINDS.get(tag, "paragraph"))
        elif tag in _CELLS and self._kind == "row":
            self._held.add("|", *self.getpos())
            self._held.space()

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipped = max(0, self._skipped - 1)
        if tag in _CELLS:
            self._held.space()
        elif self._parts(tag):
            self.end()
        if tag == "footer":
            self._note = False
        if tag == "article":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._held.add(data, *self.getpos())

    def _parts(self, tag: str) -> bool:
        """Whether a tag begins or ends a part: no paragraph within a cell, or first in a bullet."""
        if tag in _KINDS:
            return True
        first = self._kind == "bullet" and not self._held.text
        return tag in _PARAGRAPHS and self._kind != "row" and not first

    def _begin(self, kind: str) -> None:
        self._kind = "note" if self._note and kind == "paragraph" else kind
        self._held = _Held()

    def end(self) -> None:
        """Keep what was read since the last tag that parts a page, where it is in the article."""
        if self._inside and (text := self._held.text):
            closing = " |" if self._kind == "row" else ""
            self.parts.append((tuple(self._held.spots), Block(self._kind, f"{text}{closing}")))
        self._begin("paragraph")


class _Held:
    """The words of a part so far, one space between them, and where they stand in the page."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self._pieces: list[str] = []
        self._length = 0
        self._apart = False

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    def space(self) -> None:
        self._apart = True

    def add(self, data: str, line: int, column: int) -> None:
        """More text, which begins in a line of the page, so many signs behind its beginning."""
        for number, piece in enumerate(data.split("\n"), line):
            if number > line:
                column, self._apart = 0, True
            for word in _WORD.finditer(piece):
                gap = " " if self._pieces and (self._apart or word.start()) else ""
                at = self._length + len(gap)
                self.spots.append(Spot(at, number, column + word.start() + 1))
                self._pieces += (gap, word.group())
                self._length = at + len(word.group())
                self._apart = False
            self._apart = self._apart or piece[-1:].isspace()
