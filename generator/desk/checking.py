"""Changed copy held against the wording rules and the release, at once."""

from __future__ import annotations

from collections.abc import Sequence
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
    prepared: Prepared
    reader: Reader


class Checker:
    """Checks copy of any release of a project; each release is read when it is first needed."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._ready: dict[str, _Ready | StringerError] = {}
        self._lock = Lock()

    def load(self, release: str) -> None:
        """Read a release, so that the first check need not wait for it."""
        self._get(release)

    def take(self, prepared: Prepared) -> None:
        """Check copy of a release by what was just read of it."""
        ready = _Ready(prepared, pipeline.second_reader(prepared))
        with self._lock:
            self._ready[prepared.release.id] = ready

    def check(self, release: str, code: str, text: Sequence[Json], draft: Json) -> list[Found]:
        """What is wrong with a copy; that it could not be checked is an error of its own."""
        return self.check_paragraphs(release, code, paragraphs(text, draft))

    def check_paragraphs(
        self, release: str, code: str, copy: Sequence[Paragraph]
    ) -> list[Found]:  # fmt: skip
        """The same for paragraphs; unread figures are told of those that people changed alone."""
        ready = self._get(release)
        if isinstance(ready, StringerError):
            why = str(ready.faults[0])
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

    def _get(self, release: str) -> _Ready | StringerError:
        with self._lock:
            if release not in self._ready:
                try:
                    prepared = pipeline.prepare(self.project, release)
                    self._ready[release] = _Ready(prepared, pipeline.second_reader(prepared))
                except StringerError as error:
                    self._ready[release] = error
            return self._ready[release]


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
