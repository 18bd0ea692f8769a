"""One edition of the statistics: the keys of ``release.yml``."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, JsonValue, model_validator

from generator.config.schema.strict import Line, Strict
from generator.model import Place


def _needs(*keys: str) -> list[JsonValue]:
    """JSON Schema: each of these keys alone is required."""
    return [{"required": [key]} for key in keys]


class Period(Strict):
    """The period of a release."""

    kind: Line
    """Its kind in ``house.yml``: ``year``, ``quarter``, ``month``."""
    ends: Annotated[str, Field(pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$")]
    """The month in which it ends: ``2024-12``."""


class SourceFile(Strict):
    """The file that holds the figures, and how it is read."""

    file: Line
    """The name of the file, beside ``release.yml``."""
    layout: Line
    """Its layout in ``sources.yml``."""
    tables: list[Line] = []
    """The tables of the layout that the file has, where it does not have all."""
    decimals: dict[Line, Annotated[int, Field(ge=0)]] = {}
    """The decimals to which a statistic was published (``change: 0``); else it is unrounded."""


class TypedFigure(Strict):
    """A national figure, as it is printed."""

    model_config = ConfigDict(json_schema_extra={"anyOf": _needs("cell", "source")})

    value: float | int
    """The number, with as many decimals as are sure."""
    as_: Annotated[
        Literal[
            "count", "rate", "percentage", "money", "price", "level", "about", "percent", "points"
        ],
        Field(alias="as"),
    ]
    """What it prints as: a kind of number, ``about`` (a count rounded to millions), ``percent`` (a
    change) or ``points`` (percentage points)."""
    cell: str = ""
    """The cell that it was typed from; a draft stops if the cell says otherwise."""
    source: str = ""
    """Where it was published, if not in this release."""

    @model_validator(mode="after")
    def _has_a_source(self) -> TypedFigure:
        if not (self.cell or self.source):
            raise ValueError('needs the "cell" or the "source" that it was taken from')
        return self


class NationalLine(Strict):
    """A sentence on the nation."""

    for_: Annotated[list[Line], Field(alias="for", min_length=1)]
    """The measures whose stories print it."""
    text: Line
    """The sentence; ``{{ name }}`` stands for a figure."""
    figures: dict[str, TypedFigure] = {}
    """The figures in it, by name."""
    source: str = ""
    """Where it was published, if it holds no figure."""


class ReleaseNote(Strict):
    """A note of the release, and what it does: one of ``text``, ``hold`` and ``no_effect``."""

    model_config = ConfigDict(json_schema_extra={"oneOf": _needs("text", "hold", "no_effect")})

    note: Line | Annotated[list[Line], Field(min_length=1)]
    """Its sheet and number (``Notes 3``), or those of several that say the same."""
    says: str = ""
    """Some words of the note, so that one that was reworded or renumbered is not taken for it."""
    places: list[Line] = []
    """The places that it reaches, by code; a group stands for its places."""
    levels: list[Line] = []
    """The levels whose places it reaches."""
    measures: list[Line] = []
    """The measures that it is about; without any, it reaches every story of those places."""
    known: Line | None = None
    """It reaches only stories whose total has this quantity."""
    at: Literal["story", "foot"] = "story"
    """Whether its text stands in the story or under it."""
    text: str = ""
    """The sentence for the copy."""
    hold: str = ""
    """Why the stories of those places are held."""
    no_effect: str = ""
    """Why no story needs it."""

    @property
    def names(self) -> list[str]:
        """The notes, as their sheet and number: ``Notes - CSP 4``."""
        return [self.note] if isinstance(self.note, str) else self.note

    def reaches(self, place: Place) -> bool:
        """Whether it is about a place; a group stands for its places."""
        return place.level in self.levels or bool({place.code, place.group} & set(self.places))

    @model_validator(mode="after")
    def _does_one_thing(self) -> ReleaseNote:
        if sum(map(bool, (self.text, self.hold, self.no_effect))) != 1:
            raise ValueError('needs one of "text", "hold" and "no_effect"')
        if not (self.places or self.levels or self.no_effect):
            raise ValueError('needs the "places" or the "levels" that it reaches')
        return self


class Insert(Strict):
    """What somebody said, or a paragraph of the newsroom's own, for some places."""

    model_config = ConfigDict(json_schema_extra={"oneOf": _needs("reply", "paragraph")})

    places: Annotated[list[Line], Field(min_length=1)]
    """The places whose stories carry it, by code; a group stands for itself and its places."""
    levels: list[Line] = []
    """The levels whose stories carry it; else all."""
    measures: list[Line] = []
    """Only stories that lead on one of these measures carry it."""
    reply: str = ""
    """The words as they were said or written, without quotation marks."""
    paragraph: str = ""
    """The paragraph as it is printed."""
    by: Line
    """Who said or wrote it, as copy names them."""
    date: Line
    """When: ``2025-04-24``."""
    source: str = ""
    """Where it was said: ``e-mail to the newsdesk``, an address."""

    @property
    def text(self) -> str:
        """What is printed."""
        return self.reply or self.paragraph

    def reaches(self, place: Place) -> bool:
        """Whether stories of a place carry it."""
        here = bool({place.code, place.group} & set(self.places))
        return here and (not self.levels or place.level in self.levels)

    @model_validator(mode="after")
    def _is_one_thing(self) -> Insert:
        if bool(self.reply) == bool(self.paragraph):
            raise ValueError('needs one of "reply" and "paragraph"')
        try:
            date.fromisoformat(self.date)
        except ValueError:
            raise ValueError(f"{self.date} is no date: write it as 2025-04-24") from None
        if self.reply.strip()[:1] in tuple('"“‘'):
            raise ValueError("has quotation marks of its own: the template sets them")
        return self


class ReleaseFile(Strict):
    """One edition of the statistics."""

    title: Line
    """Its title, as stories name it."""
    publisher: Line
    """Who published it."""
    licence: Line
    """Under which licence."""
    url: str = ""
    """Where it is published."""
    specimen: str = ""
    """Marks figures that were made up, to try or to show something: this text stands over every
    story, in every format, whatever the templates say."""
    period: Period
    """The period that it is about."""
    source: SourceFile
    """The file that holds the figures."""
    topics: list[Line] = []
    """The measures that the nation talks about: the set ``topics`` of ``angles.yml``."""
    nation: list[NationalLine] = []
    """Sentences on the nation."""
    notes: list[ReleaseNote] = []
    """Every note of the release that stands on something used."""
    inserts: list[Insert] = []
    """Replies and paragraphs for some places, each with its author and date."""
