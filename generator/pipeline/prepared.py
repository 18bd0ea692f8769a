"""A release made ready: what every story of it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from generator.analysis import Derivations, Findings, FindingStore
from generator.angles import Scores
from generator.config import Beat, Project, Release
from generator.coverage import Wordings
from generator.factcheck import Learned, Reader
from generator.model import Place
from generator.pipeline.rests import Rests
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
    ``base`` is the release that this one was supposed of, with other figures. Where this is a part
    of a release, ``everyone`` are the sorted rates of all its places, by level and measure, and
    ``learned`` is what the second reader of another part has learned.
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
    nation: NationWords
    tellable: tuple[int, ...]
    turns: dict[int, int]
    alike: dict[str, str]
    base: Prepared | None = None
    everyone: Mapping[tuple[str, str], NDArray[np.float64]] | None = None
    learned: Learned | None = None

    @cached_property
    def reader(self) -> Reader:
        """The second reader, which holds our own texts against the house's bands."""
        if self.base is not None:
            return self.base.reader.on(self.findings.analysis.reading)
        return second_reader(self, own=True)

    @cached_property
    def tellable_keys(self) -> str:
        """A digest of which places get a story, in their order."""
        keys = "\n".join(self.places[position].key for position in self.tellable)
        return sha256(keys.encode()).hexdigest()[:16]

    @cached_property
    def rests(self) -> Rests:
        """What each story rests on, as a fingerprint."""
        analysis = self.findings.analysis
        return Rests(self.project, self.release, self.beat, analysis, self.nation)

    @cached_property
    def wordings(self) -> Wordings:
        """Every wording that the stories of the release can show."""
        writer = self.writer
        return Wordings.of(self.beat, [self.release], writer.branches, writer.words)

    @cached_property
    def nation_findings(self) -> Findings | None:
        """The findings on what all places are held against; None where the release has none."""
        code = self.beat.file.nation.code
        at = (i for i, p in enumerate(self.places) if p.code == code)
        return next(map(self.findings.of, at), None)

    @cached_property
    def group_findings(self) -> dict[str, Findings]:
        """The findings on every group that several places lie in, by its code."""
        within = Counter(p.group for p in self.places if p.level)
        groups = ((i, p) for i, p in enumerate(self.places) if p.role == "group")
        return {p.code: self.findings.of(i) for i, p in groups if within[p.code] > 1}

    @property
    def places(self) -> tuple[Place, ...]:
        return self.findings.analysis.places


def second_reader(prepared: Prepared, *, own: bool = False) -> Reader:
    """The second reader of a release; ``own``: it holds texts against the house's bands too.

    Of what the writer has, it is given the plurals of nouns alone.
    """
    reading = prepared.findings.analysis.reading
    plurals = {noun: form.plural for noun, form in prepared.forms.items()}
    return Reader(
        reading,
        prepared.beat,
        prepared.release,
        plurals,
        own=own,
        everyone=prepared.everyone,
        learned=prepared.learned,
    )
