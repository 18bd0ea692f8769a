"""Changed copy held against the wording rules and the release, at once."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from generator import pipeline
from generator.config import Project
from generator.desk.texts import Json, Paragraph, paragraphs
from generator.errors import StringerError
from generator.factcheck import Reader
from generator.model import Block
from generator.pipeline import Prepared


class Found(NamedTuple):
    """Something wrong with the copy: the paragraph, the words, and what is the matter."""

    at: int
    level: str
    rule: str
    words: str
    message: str


@dataclass(frozen=True, slots=True)
class _Ready:
    """An edition of a release: by what its copy is checked."""

    edition: int
    prepared: Prepared
    reader: Reader


class Checker:
    """Checks copy of any release of a project.

    Each is read when it is first needed, and again when another edition was brought in, which
    another process may have done.
    """

    def __init__(self, project: Project) -> None:
        self._root = project.root  # a project remembers what it has read
        self._ready: dict[str, _Ready] = {}
        self._lock = Lock()

    def load(self, release: str, edition: int) -> None:
        """Read a release, if it can be, so that the first check need not wait for it."""
        with suppress(StringerError):
            self._get(release, edition)

    def take(self, prepared: Prepared, edition: int) -> None:
        """Check copy of a release by what was just read of it."""
        ready = _Ready(edition, prepared, pipeline.second_reader(prepared))
        with self._lock:
            self._ready[prepared.release.id] = ready

    def check(
        self, release: str, edition: int, code: str, text: Sequence[Json], draft: Json
    ) -> list[Found]:
        """What is wrong with a copy; that it could not be checked is an error of its own."""
        return self.check_paragraphs(release, edition, code, paragraphs(text, draft))

    def check_paragraphs(
        self, release: str, edition: int, code: str, copy: Sequence[Paragraph]
    ) -> list[Found]:
        """The same for paragraphs; unread figures are told of those that people changed alone."""
        try:
            ready = self._get(release, edition)
        except StringerError as error:
            why = str(error.faults[0])
            return [Found(0, "error", "unchecked", "", f"The copy could not be checked: {why}")]
        said = [p for p in copy if p.text]
        blocks = [Block(p.kind, p.text) for p in said]
        wording = ready.prepared.wording
        found = []
        with self._lock:  # readers remember what they have read, and are not made for threads
            for breach in wording.breaches(wording.story(tuple(blocks))):
                at = said[breach.block].at
                found.append(Found(at, breach.level, breach.rule, breach.excerpt, breach.message))
            changed = any(p.edited for p in copy)  # a draft was read when it was written
            statements = ready.reader.statements(blocks, code) if changed else ()
        for s in statements:
            paragraph = said[s.block]
            if s.false or (str(s.verdict) == "not read" and paragraph.edited):
                level = "error" if s.false else "warning"
                message = " ".join(filter(None, (_sentence(s.states), _sentence(s.release))))
                message += f" Write: {s.instead}." if s.instead else ""
                found.append(Found(paragraph.at, level, str(s.verdict), s.words, message))
        return found

    def _get(self, release: str, edition: int) -> _Ready:
        with self._lock:
            ready = self._ready.get(release)
            if ready is None or ready.edition != edition:
                prepared = pipeline.prepare(Project(self._root), release)
                ready = _Ready(edition, prepared, pipeline.second_reader(prepared))
                self._ready[release] = ready
            return ready


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
