"""A release made ready: what every story of it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from generator import angles
from generator.analysis import Derivations, Findings, FindingStore
from generator.angles import Scores
from generator.config import Beat, Project, Release
from generator.coverage import Wordings
from generator.factcheck import Learned, Reader
from generator.model import Analysis, Cell, Place
from generator.pipeline.rests import Rests
from generator.realise import Writer
from generator.rules import Bands
from generator.wording import Wording
from generator.words.forms import Form
from generator.words.names import NationWords, name_nation, name_place


@dataclass(frozen=True)
class Prepared:
    """A release that has been read and analysed: ready to write any of its stories.

    What follows from the analysis is worked out when it is first asked for. ``tellable`` holds the
    positions of the places that get a story, ``turns`` the turn of each among its neighbours,
    ``alike`` why a place cannot be told from another by its name, by code. ``base`` is the release
    that this one was supposed of, with other figures. Where this is a part of a release,
    ``everyone`` are the sorted rates of all its places, by level and measure, and ``among`` their
    cells; ``absent`` are the names of the groups that the nation's figures leave out, in whichever
    part they are; ``learned`` is what the second reader of another part has learned.
    """

    project: Project
    release: Release
    beat: Beat
    forms: dict[str, Form]
    rules: dict[str, Bands]
    writer: Writer
    wording: Wording
    analysed: Analysis
    tellable: tuple[int, ...]
    turns: dict[int, int]
    alike: dict[str, str]
    base: Prepared | None = None
    everyone: Mapping[tuple[str, str], NDArray[np.float64]] | None = None
    among: tuple[Cell, ...] = ()
    absent: tuple[str, ...] | None = None
    learned: Learned | None = None

    @cached_property
    def findings(self) -> FindingStore:
        """The findings on every place."""
        return FindingStore(self.analysed, self.rules, self.beat)

    @cached_property
    def derivations(self) -> Derivations:
        """How each number was reached."""
        return Derivations(self.findings, self.beat, self.release, self.among)

    @cached_property
    def scores(self) -> Scores:
        """The points of every angle in every place, and the best."""
        return angles.score(self.analysed, self.beat, self.release)

    @cached_property
    def nation(self) -> NationWords:
        """The words for what all places are held against."""
        absent = names_absent(self.analysed, self.beat, self.forms)
        return name_nation(self.beat, absent if self.absent is None else self.absent)

    @cached_property
    def reader(self) -> Reader:
        """The second reader, which holds our own texts against the house's bands."""
        if self.base is not None:
            return self.base.reader.on(self.analysed.reading)
        return second_reader(self, own=True)

    @cached_property
    def tellable_keys(self) -> str:
        """A digest of which places get a story, in their order."""
        keys = "\n".join(self.places[position].key for position in self.tellable)
        return sha256(keys.encode()).hexdigest()[:16]

    @cached_property
    def rests(self) -> Rests:
        """What each story rests on, as a fingerprint."""
        return Rests(self.project, self.release, self.beat, self.analysed, self.nation)

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
        return self.analysed.places


def names_absent(analysed: Analysis, beat: Beat, forms: Mapping[str, Form]) -> tuple[str, ...]:
    """The names in copy of the groups that have a row in the release and no total in it."""
    gone = (p for p in analysed.places if p.code in analysed.absent)
    return tuple(name_place(p, beat, forms).name for p in gone)


def second_reader(prepared: Prepared, *, own: bool = False) -> Reader:
    """The second reader of a release; ``own``: it holds texts against the house's bands too.

    Of what the writer has, it is given the plurals of nouns alone.
    """
    plurals = {noun: form.plural for noun, form in prepared.forms.items()}
    return Reader(
        prepared.analysed.reading,
        prepared.beat,
        prepared.release,
        plurals,
        own=own,
        everyone=prepared.everyone,
        learned=prepared.learned,
    )
