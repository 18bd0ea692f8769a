"""What a beat measures, of whom, and in which words: the keys of ``beat.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, model_validator

from generator.config.schema.strict import Line, Name, Strict, form
from generator.model import KINDS


class Level(Strict):
    """A level of places that stories are written for."""

    rows: Annotated[list[Line], Field(min_length=1)]
    """The kinds of rows, in ``sources.yml``, that are its places."""
    noun: Line
    """What one of them is called."""


class Groups(Strict):
    """What places lie in."""

    rows: Annotated[list[Line], Field(min_length=1)]
    """The kinds of rows that are groups."""
    unassigned: list[Line] = []
    """The kinds of rows that hold what a group did not assign to any of its places."""


class Outside(Strict):
    """What the nation counts and no group does."""

    rows: Annotated[list[Line], Field(min_length=1)]
    """The kinds of rows that hold it."""
    share: Annotated[float, Field(gt=0, le=1)]
    """The share of the nation's figure from which on no place is compared with it."""


class Nation(Strict):
    """The place that all others are compared with."""

    rows: Annotated[list[Line], Field(min_length=1)]
    """The kinds of rows that are about it."""
    code: Line
    """Its code in the release."""
    name: Line
    """Its name in running text."""
    where: Line
    """Its name with a preposition: ``across the country``."""
    again: Line
    """The same in other words, for a second mention."""
    without: Annotated[str, form("nation", "places")] = "{nation} without {places}"
    """Its name where its figures leave out the groups that the release has none for."""
    outside: Outside | None = None
    """What it counts and no group does."""


class Share(Strict):
    """What a percentage is made of; both are counts."""

    part: Line
    """The measure that counts the part."""
    of: Line
    """The measure that counts what it is a part of."""


class Measure(Strict):
    """Something that is measured, and how it is called in copy."""

    model_config = ConfigDict(json_schema_extra={"dependentRequired": {"target": ["good"]}})

    kind: Literal["count", "rate", "percentage", "money", "price", "level"] = "count"
    """The kind of number: it decides how the number changes, rounds, prints and compares."""
    label: Line
    """What it is called in running text."""
    short: str = ""
    """The same for headlines; else the label."""
    noun: Line
    """What is counted, in the singular."""
    plural: str = ""
    """The plural of the noun, where it is not the usual one."""
    article: str = ""
    """The noun with its article, where it is not the usual one."""
    gloss: str = ""
    """What it means, where the label is jargon."""
    scope: str = ""
    """What it leaves out: ``without those abroad``."""
    number: Literal["singular", "plural"] = "singular"
    """Whether the label takes ``was`` or ``were``."""
    parent: str = ""
    """The measure that it is a part of."""
    whole: bool = False
    """Whether it is the sum of its parts; every such sum is checked."""
    share: Share | None = None
    """What a percentage is made of: it is held against its counts, or worked out from them where it
    is not published."""
    decimals: Annotated[int, Field(ge=0, le=3)] | None = None
    """How many decimals are printed, where it is not what ``house.yml`` says."""
    good: Literal["up", "down"] | None = None
    """Which way is better."""
    target: float | None = None
    """What should be reached."""
    percent: Literal["allowed", "never"] = "allowed"
    """Whether its change may be told in per cent."""
    sensitive: bool = False
    """Whether an editor must approve a story that prints very few of it."""

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Measure:
        kind = KINDS[self.kind]
        if self.share and self.kind != "percentage":
            raise ValueError(f'has a "share", but is a {self.kind}: only a percentage has one')
        if self.whole and not kind.adds:
            raise ValueError(f'is "whole", but a {self.kind} is no sum of parts')
        if self.target is not None and self.good is None:
            raise ValueError('has a "target", but not which way is "good": up or down')
        if self.decimals and kind.whole:
            raise ValueError(f'has "decimals", but a {self.kind} is a whole number')
        return self


class Filing(Strict):
    """How a newsroom files the stories of a beat."""

    slug: Annotated[Line, form("place", "lead", "period", needs="place")]
    """The short name of a story in the newsroom's system: ``{place}``, ``{lead}`` (the measure) and
    ``{period}`` (the month it ends in) stand for its own."""
    keywords: list[Line] = []
    """Words for every story, beside its place, its group and what it leads on."""
    topics: dict[str, Line] = {}
    """Subject codes, as those of IPTC Media Topics, with their names."""


class Stating(Strict):
    """Words that say something of a figure: in templates, a rule must print them."""

    direction: list[Line] = []
    """Words for which way a number went: ``rose``, ``fewer``."""
    comparison: list[Line] = []
    """Words that set one thing beside another: ``higher``, ``despite``."""
    allow: list[Line] = []
    """Phrases with such a word that say nothing of a figure: ``set up``."""


class BeatFile(Strict):
    """What a beat measures, of whom, and in which words."""

    title: Line
    """What the beat is called, on the index of its stories."""
    total: Line
    """The measure that stands for everything."""
    against: Annotated[list[Line], Field(min_length=1)]
    """The earlier periods, in ``house.yml``, that a release is held against; stories rest on the
    first."""
    small: Annotated[int, Field(ge=0)]
    """No change is told in per cent where either count is below this."""
    sensitive: Annotated[int, Field(ge=0)] = 0
    """An editor must approve a story that prints fewer than this of a sensitive measure."""
    levels: Annotated[dict[str, Level], Field(min_length=1)]
    """The levels of places that stories are written for."""
    groups: Groups | None = None
    """What places lie in."""
    nation: Nation
    """The place that all others are compared with."""
    measures: Annotated[dict[str, Measure], Field(min_length=1)]
    """What is measured."""
    filing: Filing = Filing(slug="{place}-{lead}-{period}")
    """How a newsroom files its stories."""
    terms: dict[Name, Line] = {}
    """Fixed words with a figure in them, for templates: ``terms.NAME``."""
    states: Stating = Stating()
    """Words that templates may not say by themselves, beside all those of ``rules.yml``."""
    sets: dict[str, list[Line]]
    """Lists of measures that ``angles.yml`` refers to."""
