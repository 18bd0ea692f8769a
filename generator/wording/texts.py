"""Any text as parts with their places: stories, templates, pages, and what somebody pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from generator.errors import fault
from generator.model import Block
from generator.wording.wording import PIECE

ENDINGS = (".md", ".txt", ".html", ".json", ".j2")
"""The files that can be read."""
_ALLOW = re.compile(r"(?:<!--|\{#-?)\s*wording:\s*allow\s+([a-z-]+)\s*:?\s*(.*?)\s*(?:-->|-?#\})")
_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_MARKS = {"# ": "headline", "- ": "bullet", "* ": "bullet", "• ": "bullet", "> ": "context"}
_EMPHASIS = re.compile(r"(?<!\\)[*_](?=\S)(.+?)(?<=\S)(?<!\\)[*_](?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>])")
_HEAD = re.compile(r"(?:Slug|Titles|Keywords|Topics|Place|Release): ")
_ROW = re.compile(r"^\s*\|.*\|\s*$|\S\s*\t\s*\S|\S \| \S.* \| ")
_LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Exempt:
    """A rule that a text asks to be left out in one line, and its reason."""

    line: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text: its parts, the line on which each begins, and whether it is a ``whole`` story.

    ``beat`` is the beat that it tells of, ``names`` those of its place, where it says so, and so
    are the ids of its ``release`` and its ``place``.
    """

    name: str
    blocks: tuple[Block, ...]
    lines: tuple[int, ...]
    whole: bool
    exceptions: tuple[Exempt, ...] = ()
    beat: str = ""
    names: tuple[str, ...] = ()
    release: str = ""
    place: str = ""


def read_text(name: str, content: bytes, beat: str = "") -> Text:
    """The parts of a text, by the ending of its name; any other ending is plain text.

    Raises:
        StringerError: the text is empty, in an encoding that is not known, or no story.
    """
    text = _decoded(name, content)
    if not text.strip():
        raise fault(name, "is empty.", "Give a text of at least one sentence.")
    ending = name[name.rfind(".") :] if "." in name else ""
    exceptions = tuple(_exceptions(text))
    if ending == ".json":
        return _sidecar(name, text)
    if ending == ".j2":
        parts = list(_template(text))
        whole = False
    elif ending == ".html":
        parts, whole = _page(text), True
    else:
        parts = list(_lines(_without_exceptions(text)))
        whole = any(block.kind == "headline" for _, block in parts)
    if not parts and ending != ".j2":
        raise fault(name, "has no text.", "Give a text of at least one sentence.")
    blocks = tuple(block for _, block in parts)
    return Text(name, blocks, tuple(line for line, _ in parts), whole, exceptions, beat)


def _decoded(name: str, content: bytes) -> str:
    """UTF-8, with or without its mark, or UTF-16 with it."""
    encoding = "utf-8-sig"
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    try:
        return content.decode(encoding).replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        what = f"is not UTF-8 text (byte {error.start + 1})."
        raise fault(f"{name}:{line}", what, "Save it as UTF-8.") from None


def _exceptions(text: str) -> Iterator[Exempt]:
    for number, line in enumerate(text.split("\n"), 1):
        for rule, reason in _ALLOW.findall(line):
            alone = not _ALLOW.sub("", line).strip()
            yield Exempt(number + 1 if alone else number, rule, reason)


def _without_exceptions(text: str) -> str:
    return _ALLOW.sub("", text)


def _lines(text: str) -> Iterator[tuple[int, Block]]:
    """Markdown and plain text: blank lines part paragraphs; a short first line is the headline."""
    kind, begin = "", 0
    held: list[str] = []
    usual, first = "paragraph", True
    for number, raw in enumerate((*text.split("\n"), ""), 1):
        line = raw.strip()
        mark = line[:2]
        row = bool(_ROW.search(raw))
        ends = not line or line == "---" or mark in _MARKS or _HEAD.match(line) or row
        if held and ends:
            joined = " ".join(held)
            if kind == "paragraph" and first and _is_head(joined, text):
                kind = "headline"
            first = False
            yield begin, Block(kind, _plain(joined))
            held = []
        if line == "---":
            usual = "note"
        elif row:
            first = False
            if line.strip("|-: \t"):
                yield number, Block("row", line)
        elif line in ("-", "•"):
            yield number, Block("bullet", line)
        elif line and not _HEAD.match(line):
            if not held:
                kind, begin = _MARKS.get(mark, usual), number
            held.append(line[2:].strip() if mark in _MARKS else line)


def _is_head(line: str, text: str) -> bool:
    """Whether a first line is the headline of what follows."""
    alone = line.strip() == text.strip()
    return not alone and len(line) <= _LONGEST_HEAD and line.rstrip()[-1] not in ".!?:”"


def _plain(line: str) -> str:
    return _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\1", line))


def _template(text: str) -> Iterator[tuple[int, Block]]:
    """The words between the tags of a template, each piece on its own: none is a whole sentence."""
    at = 0
    for tag in (*_TAG.finditer(text), None):
        piece = text[at : tag.start() if tag else len(text)]
        for offset, line in enumerate(piece.split("\n")):
            words = line.strip()
            if any(c.isalpha() for c in words):
                number = text.count("\n", 0, at) + offset + 1
                yield number, Block(PIECE, words)
        at = tag.end() if tag else len(text)


def _sidecar(name: str, text: str) -> Text:
    """The JSON of a story that Stringer wrote."""
    try:
        data: dict[str, Any] = json.loads(text)
        blocks = tuple(Block(str(b["kind"]), str(b["text"])) for b in data["blocks"])
        release, place = str(data["release"]["id"]), str(data["place"]["code"])
        beat = release.partition("/")[0]
        names = str(data["place"]["name"]), str(data["place"]["group"])
    except (ValueError, KeyError, TypeError):
        what = "is not the JSON of a story."
        raise fault(name, what, "Give a file that `stringer draft` wrote.") from None
    lines = (1,) * len(blocks)
    return Text(
        name, blocks, lines, whole=True, beat=beat, names=names, release=release, place=place
    )


class _Article(HTMLParser):
    """The text of a page: what stands in its article, if it has one."""

    _KINDS = {"h1": "headline", "p": "paragraph", "li": "bullet"}  # noqa: RUF012

    def __init__(self, text: str) -> None:
        super().__init__()
        self.parts: list[tuple[int, Block]] = []
        self._inside = "<article" not in text
        self._kind = ""
        self._note = False
        self._skipped = 0
        self._held: list[str] = []
        self._line = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in ("style", "script", "svg", "title", "table", "nav"):
            self._skipped += 1
        self._note = self._note or tag == "footer"
        self._inside = self._inside or tag == "article"
        if tag in self._KINDS and self._inside and not self._skipped:
            kind = self._KINDS[tag]
            self._kind = "note" if self._note and kind == "paragraph" else kind
            self._line = self.getpos()[0]
            self._held = []

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script", "svg", "title", "table", "nav"):
            self._skipped = max(0, self._skipped - 1)
        if tag == "footer":
            self._note = False
        if tag == "article":
            self._inside = False
        if tag in self._KINDS and self._kind:
            self.parts.append(
                (self._line, Block(self._kind, " ".join("".join(self._held).split())))
            )
            self._kind = ""

    def handle_data(self, data: str) -> None:
        if self._kind and not self._skipped:
            self._held.append(data)


def _page(text: str) -> list[tuple[int, Block]]:
    reader = _Article(text)
    reader.feed(text)
    return reader.parts
