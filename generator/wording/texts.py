"""Any text as parts with their places: stories, templates, pages, and what somebody pasted."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from generator.errors import fault
from generator.model import Block
from generator.wording.pages import page
from generator.wording.spots import Part, Spot, place_of
from generator.wording.wording import PIECE
from generator.words.typography import curl

ENDINGS = (".md", ".txt", ".html", ".json", ".j2")
"""The files that can be read."""
_ALLOW = re.compile(r"(?:<!--|\{#-?)\s*wording:\s*allow\s+([a-z-]+)\s*:?\s*(.*?)\s*(?:-->|-?#\})")
_SILENT = re.compile(r"\{#.*?#\}|\{%.*?%\}", re.S)
_TAG = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.S)
_MARKS = {"# ": "headline", "- ": "bullet", "* ": "bullet", "• ": "bullet", "> ": "context"}
_EMPHASIS = re.compile(r"(?<!\\)[*_](?=\S)(.+?)(?<=\S)(?<!\\)[*_](?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>])")
_HEAD = re.compile(r"\s*Slug: .*(?:\n(?:Titles|Keywords|Topics|Place|Release): .*)*")
"""How a story of ours is filed: the first lines of its plain text, which are no copy."""
_ROW = re.compile(r"^\s*\|.*\|\s*$|\S\s*\t\s*\S|\S \| \S.* \| ")
_ITEM = re.compile(r"\d{1,2}[.)] ")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:?")
_LONGEST_HEAD = 120


@dataclass(frozen=True, slots=True)
class Exempt:
    """A rule that a text asks to be left out in one line, and its reason."""

    line: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Text:
    """A text: its parts, where the pieces of each begin, and whether it is a ``whole`` story.

    ``beat`` is the beat that it tells of, ``names`` those of its place, where it says so, and so
    are the ids of its ``release`` and its ``place``.
    """

    name: str
    blocks: tuple[Block, ...]
    spots: tuple[tuple[Spot, ...], ...]
    whole: bool
    exceptions: tuple[Exempt, ...] = ()
    beat: str = ""
    names: tuple[str, ...] = ()
    release: str = ""
    place: str = ""

    @property
    def lines(self) -> tuple[int, ...]:
        """The line on which each part begins."""
        return tuple(spots[0].line for spots in self.spots)

    def at(self, part: int, offset: int) -> tuple[int, int]:
        """The line and the column of a sign of a part; markup within a line is not counted."""
        return place_of(self.spots[part], offset)


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
        parts, whole = page(text), True
    else:
        parts = list(_lines(_copy(text)))
        whole = any(block.kind == "headline" for _, block in parts)
    if not parts and ending != ".j2":
        raise fault(name, "has no text.", "Give a text of at least one sentence.")
    blocks = tuple(block for _, block in parts)
    return Text(name, blocks, tuple(spots for spots, _ in parts), whole, exceptions, beat)


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


def _copy(text: str) -> str:
    """A text without comments, exceptions and how it is filed, each line where it was."""
    text = _COMMENT.sub(_blank, _ALLOW.sub("", text))
    head = _HEAD.match(text)
    return _blank(head) + text[head.end() :] if head else text


def _blank(found: re.Match[str]) -> str:
    return "\n" * found[0].count("\n")


def _lines(text: str) -> Iterator[Part]:
    """Markdown and plain text: blank lines part paragraphs; a short first line is the headline."""
    kind = ""
    held: list[tuple[str, int, int]] = []
    usual, first = "paragraph", True
    for number, raw in enumerate((*text.split("\n"), ""), 1):
        line, indent = raw.strip(), len(raw) - len(raw.lstrip())
        mark = line[:2]
        row = bool(_ROW.search(raw))
        ends = not line or line == "---" or mark in _MARKS or row
        if held and (ends or (_ITEM.match(line) and _ITEM.match(held[0][0]))):
            spots, joined = _joined(held)
            if kind == "paragraph" and first and _is_head(joined, text):
                kind = "headline"
            first = False
            yield spots, Block(kind, joined)
            held = []
        if line == "---":
            usual = "note"
        elif row:
            first = False
            if line.strip("|-: \t"):
                yield (Spot(0, number, indent + 1),), Block("row", line)
        elif line in ("-", "•"):
            yield (Spot(0, number, indent + 1),), Block("bullet", line)
        elif line:
            kind = kind if held else _MARKS.get(mark, usual)
            words = line[2:].lstrip() if mark in _MARKS else line
            held.append((words, number, indent + len(line) - len(words) + 1))


def _joined(held: Sequence[tuple[str, int, int]]) -> tuple[tuple[Spot, ...], str]:
    """Lines of a file as one text, and where each begins in it."""
    spots, text = [], ""
    for words, line, column in held:
        plain = _plain(words)
        text = f"{text} {plain}" if text else plain
        spots.append(Spot(len(text) - len(plain), line, column))
    whole = _plain(" ".join(words for words, _, _ in held))
    return tuple(spots), whole


def _is_head(line: str, text: str) -> bool:
    """Whether a first line is the headline of what follows."""
    alone = line.strip() == text.strip()
    return not alone and len(line) <= _LONGEST_HEAD and line.rstrip()[-1] not in ".!?:”"


def _plain(line: str) -> str:
    line = _ESCAPED.sub(r"\1", _EMPHASIS.sub(r"\1", _FOOTNOTE.sub("", line)))
    return unescape(line) if "&" in line else line


def _template(text: str) -> Iterator[Part]:
    """The words between the tags of a template, each piece on its own: none is a whole sentence.

    Their quotation marks are curled, as in a story.
    """
    printed = curl(_SILENT.sub(lambda tag: " " * len(tag[0]), text))
    at = 0
    for tag in (*_TAG.finditer(text), None):
        piece = printed[at : tag.start() if tag else len(text)]
        for offset, line in enumerate(piece.split("\n")):
            words = line.strip()
            if any(c.isalpha() for c in words):
                number = text.count("\n", 0, at) + offset + 1
                begun = 0 if offset else at - text.rfind("\n", 0, at) - 1
                column = begun + len(line) - len(line.lstrip()) + 1
                yield (Spot(0, number, column),), Block(PIECE, words)
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
    spots = ((Spot(0, 1, 1),),) * len(blocks)
    return Text(
        name, blocks, spots, whole=True, beat=beat, names=names, release=release, place=place
    )
