"""A release made ready: what every story of it rests on, and the clock of the stages."""

from __future__ import annotations

import gc
from collections.abc import Mapping
from dataclasses import dataclass
from time import perf_counter

from generator.analysis import Derivations, FindingStore
from generator.angles import Scores
from generator.config import Beat, Project, Release
from generator.factcheck import Reader
from generator.model import Place, Reading
from generator.realise import Writer
from generator.rules import Bands
from generator.wording import Wording
from generator.words.forms import Form
from generator.words.names import NationWords


@dataclass(frozen=True)
class Prepared:
    """A release that has been read, analysed and scored: ready to write any of its stories.

    ``tellable`` holds the positions of the places that get one, ``turns`` the turn of each among
    its neighbours, ``alike`` why a place cannot be told from another by its name, by code.
    """

    project: Project
    release: Release
    beat: Beat
    forms: dict[str, Form]
    rules: dict[str, Bands]
    findings: FindingStore
    derivations: Derivations
    scores: Scores
    writer: Writer
    wording: Wording
    reader: Reader
    nation: NationWords
    tellable: tuple[int, ...]
    turns: dict[int, int]
    alike: dict[str, str]

    @property
    def places(self) -> tuple[Place, ...]:
        return self.findings.analysis.places


def second_reader(prepared: Prepared, *, own: bool = False) -> Reader:
    """The second reader of a release; ``own``: it holds texts against the house's bands too."""
    reading = prepared.findings.analysis.reading
    return reader_of(reading, prepared.beat, prepared.release, prepared.forms, own=own)


def reader_of(
    reading: Reading, beat: Beat, release: Release, forms: Mapping[str, Form], *, own: bool
) -> Reader:
    """The second reader; of what the writer has, it is given the plurals of nouns alone."""
    plurals = {noun: form.plural for noun, form in forms.items()}
    return Reader(reading, beat, release, plurals, own=own)


class Clock:
    """Seconds spent by stage; each call names the stage that has just ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def __call__(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


def settle() -> None:
    """Tell the garbage collector that what is loaded stays, and that stories make little litter.

    For a program that writes stories and ends; without it, a third of the time of rendering goes
    into looking through the same loaded objects again and again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
