"""What is written: brief, article, draft, and the batch of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from generator.model.claims import Claim, Derivation, Ground
from generator.model.figures import Place
from generator.model.findings import Finding
from generator.model.pictures import Picture


@dataclass(frozen=True, slots=True)
class Brief:
    """What one story says and in what order: the only thing that a template sees."""

    place: Place
    angle: str
    article: str
    lead: Finding
    total: Finding
    nation_lead: Finding | None
    nation_total: Finding | None
    nation_wider: bool
    group_lead: Finding | None
    rising: tuple[Finding, ...]
    falling: tuple[Finding, ...]
    contrast: str
    wholes: tuple[Finding, ...]
    bullets: tuple[Finding, ...]
    beside: tuple[Finding, ...]
    lines: tuple[int, ...]
    total_lines: tuple[int, ...]
    notes: tuple[int, ...]
    footnotes: tuple[int, ...]
    inserts: tuple[int, ...]
    turn: int

    @property
    def told(self) -> tuple[Finding, ...]:
        """The findings on the place itself, each once: lead, total, those beside it, bullets."""
        moved = (*self.rising, *self.falling)
        every = (self.lead, self.total, *self.beside, *moved, *self.wholes, *self.bullets)
        found = {f.measure: f for f in every}
        return tuple(found.values())

    @property
    def compared(self) -> tuple[Finding, ...]:
        """What the place is held against, each once: the nation's findings, and the group's."""
        every = (self.nation_lead, self.nation_total, self.group_lead)
        return tuple({(f.place, f.measure): f for f in every if f is not None}.values())


CONTRASTS = ("level", "opposite", "same", "none")
"""How the total can have moved beside the lead; ``none``: there is nothing to say of it."""


class Block(NamedTuple):
    """A part of an article: ``headline``, ``paragraph``, ``bullet`` or ``note``; ``context``, a
    paragraph on something else than the place; ``notice``, which stands over all of it.

    ``claims`` are the spans of its text that state something, as they begin; one may lie in
    another, which then comes first.
    """

    kind: str
    text: str
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Article:
    """The finished text, block by block.

    ``grounds`` are what stands behind its claims, each once; ``branches`` is what its templates
    did, in order: (position of a branch point, outcome). ``spare`` is how many headlines they gave
    beside the one that was taken.
    """

    blocks: tuple[Block, ...]
    grounds: tuple[Ground, ...] = ()
    branches: tuple[tuple[int, int], ...] = ()
    spare: int = 0

    @property
    def headline(self) -> str:
        return next(b.text for b in self.blocks if b.kind == "headline")

    def of(self, kind: str) -> list[str]:
        """The texts of all blocks of one kind, in order."""
        return [b.text for b in self.blocks if b.kind == kind]

    @property
    def local(self) -> str:
        """What it says of its own place: headline, context, lists and notes left out."""
        return "\n".join(self.of("paragraph"))


class Ease(NamedTuple):
    """How easily a story reads: the words, sentences and figures of its paragraphs, and the words
    of its longest sentence.
    """

    words: int
    sentences: int
    figures: int
    longest: int


@dataclass(frozen=True, slots=True)
class Filing:
    """Where a newsroom puts a story: its slug, the titles that take it, keywords, subject codes."""

    slug: str
    titles: tuple[str, ...]
    keywords: tuple[str, ...]
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Draft:
    """One story: its brief, its article and picture, what an editor must look at, how each number
    was reached (by place, measure and quantity), how easily it reads, how it is filed, the stem
    of its files, the templates that it was filled from, and the fingerprint of all it rests on.
    """

    place: Place
    name: str
    group: str
    brief: Brief
    article: Article
    picture: Picture | None
    problems: tuple[str, ...]
    derivations: Mapping[tuple[str, str, str], Derivation]
    ease: Ease
    filing: Filing
    stem: str
    templates: tuple[str, ...]
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Held:
    """A place whose story cannot be written safely, and why."""

    place: Place
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Inserted:
    """A reply or paragraph of ``release.yml``: its text, who said or wrote it, when, and where."""

    kind: str
    text: str
    by: str
    date: str
    source: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much the stories of a batch share: the mean and the greatest over all pairs, and the
    pairs that share most, as keys. ``compared`` is how many stories were held against one another.
    """

    compared: int
    mean: float
    greatest: float
    closest: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """What one run made, where it came from, and what its measures are called.

    ``bands`` says where each band of each rule lies, in words;
    ``against`` holds every earlier period that the release is held against, by name;
    ``remarks`` is what an editor should know of the release as a whole; ``specimen`` the notice
    over figures that were made up.
    """

    release: str
    period: str
    previous_period: str
    against: Mapping[str, str]
    language: str
    beat: str
    named: str
    title: str
    publisher: str
    licence: str
    url: str
    bands: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]
    nation: str
    inserts: tuple[Inserted, ...]
    drafts: tuple[Draft, ...]
    held: tuple[Held, ...]
    remarks: tuple[str, ...]
    specimen: str
