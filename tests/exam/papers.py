"""The papers in other words: read from YAML, put to the second reader, and marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from generator.config import find_project
from generator.errors import fault
from generator.factcheck import Reader, Statement, Verdict
from generator.model import Block
from generator.pipeline import Prepared, prepare, second_reader
from generator.wording.texts import read_text

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
HALVES = ("open", "closed")
"""The halves of the papers in other words, each a folder."""
FALSE = (Verdict.CONTRADICTED, Verdict.MISPLACED)


@dataclass(frozen=True)
class Paper:
    """A text on a place of a release, and the words in it that are false."""

    id: str
    release: str
    place: str
    text: str
    wrong: tuple[tuple[str, str], ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        return read_text(f"{self.id}.md", self.text.encode()).blocks


@dataclass
class Marks:
    """What became of the statements of some papers."""

    faults: int = 0
    caught: int = 0
    true: int = 0
    contradicted: int = 0
    misplaced: int = 0
    unread: int = 0
    statements: int = 0
    missed: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    dumb: list[str] = field(default_factory=list)


def papers(half: str, what: str) -> list[Paper]:
    """The papers of a half: ``open``, ``stories``."""
    folder = HERE / half
    if not folder.is_dir():
        where = str(folder.relative_to(ROOT))
        raise fault(where, f"the {half} half is not here", "sit `planted open` alone")
    listed: list[dict[str, Any]] = []
    for path in sorted(folder.glob(f"*{what}*.yml")):
        listed += yaml.safe_load(path.read_bytes())
    return [
        Paper(
            p["id"], p["release"], p["place"], p["text"],
            tuple((w["words"], w["kind"]) for w in p["wrong"] or ()),
        )
        for p in listed
    ]  # fmt: skip


@lru_cache(maxsize=8)
def prepared(release: str) -> Prepared:
    """A release made ready, once."""
    return prepare(find_project(ROOT), release)


@lru_cache(maxsize=8)
def reader(release: str, *, own: bool = False) -> Reader:
    """The second reader of a release."""
    return second_reader(prepared(release), own=own)


def mark(paper: Paper, marks: Marks) -> None:
    """Put a paper to the reader, and add what it says to the marks."""
    blocks = paper.blocks
    found = reader(paper.release).statements(blocks, paper.place)
    wrong = list(_where(paper, blocks))
    hit = [False] * len(wrong)
    for statement in found:
        marks.statements += 1
        text = blocks[statement.block].text
        told = f"{paper.id}: {_shown(statement, text)}"
        if statement.verdict is Verdict.UNREAD:
            marks.unread += 1
            marks.dumb.append(told)
        touched = [
            i
            for i, (block, start, end) in enumerate(wrong)
            if block == statement.block
            and _one_sentence(text, statement.start, statement.end, start, end)
        ]
        if statement.verdict in FALSE:
            for i in touched:
                hit[i] = True
        if touched:
            continue
        marks.true += 1
        if statement.verdict in FALSE:
            marks.alarms.append(told)
            marks.contradicted += statement.verdict is Verdict.CONTRADICTED
            marks.misplaced += statement.verdict is Verdict.MISPLACED
    marks.faults += len(wrong)
    marks.caught += sum(hit)
    for (words, kind), caught, (block, _, _) in zip(paper.wrong, hit, wrong, strict=True):
        if not caught:
            marks.missed.append(f"{paper.id}: [{kind}] {words} | {blocks[block].text}")


def _where(paper: Paper, blocks: Sequence[Block]) -> Iterator[tuple[int, int, int]]:
    for words, _ in paper.wrong:
        for i, block in enumerate(blocks):
            if words in block.text:
                at = block.text.index(words)
                yield i, at, at + len(words)
                break
        else:
            raise ValueError(f"{paper.id}: {words!r} stands in no block")


def _one_sentence(text: str, start: int, end: int, first: int, last: int) -> bool:
    """Whether a statement and a fault stand in one sentence: all else in it is true."""
    if text[:last].endswith(":") or text[last:].partition("\n")[0].endswith(":"):
        # A heading is false in the list under it.
        under = re.match(r"[^\n]*(?:\n\n- [^\n]*)*", text[last:])
        return last < start < last + (under.end() if under else 0)
    between = text[min(end, last) : max(start, first)].replace("St. ", "St ")
    return not any(mark in between for mark in (". ", "! ", "? ", "\n"))


def _shown(statement: Statement, text: str) -> str:
    before = text[max(0, statement.start - 120) : statement.start]
    after = text[statement.end : statement.end + 80]
    shown = f"{before}[[{statement.words}]]{after}".replace("\n", " ")
    return f"{statement.verdict}: {shown} || {statement.states} | {statement.release}"


def planted(seed: int, number: int) -> dict[str, tuple[int, int, list[str]]]:
    """For each kind of planted fault: how many, how many caught, and those missed."""
    from tests.exam.planted import papers as plant

    told: dict[str, tuple[int, int, list[str]]] = {}
    for paper in plant(seed, number):
        blocks, starts = _placed(paper.text)
        found = reader(paper.release, own=True).statements(blocks, paper.place)
        caught = any(
            s.verdict in FALSE
            and _one_sentence(
                paper.text,
                starts[s.block] + s.start,
                starts[s.block] + s.end,
                paper.start,
                paper.end,
            )
            for s in found
        )
        count, hit, missed = told.get(paper.kind, (0, 0, []))
        if not caught:
            about = paper.text[max(0, paper.start - 100) : paper.end + 60].replace("\n", " ")
            missed.append(f"{paper.place} {paper.was!r} -> {paper.now!r} ({paper.why}): {about}")
        told[paper.kind] = (count + 1, hit + caught, missed)
    return told


def _placed(text: str) -> tuple[tuple[Block, ...], list[int]]:
    """The blocks of a plain text, and where in it each begins."""
    blocks = read_text("planted.md", text.encode()).blocks
    starts, at = [], 0
    for block in blocks:
        at = text.index(block.text, at)
        starts.append(at)
    return blocks, starts
