"""One edition of the statistics: the keys of ``release.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.config.schema.strict import Line, Strict
from generator.model import Place


class Period(Strict):
    """The period of a release: its kind in ``house.yml`` and the month in which it ends."""

    kind: Line
    ends: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class SourceFile(Strict):
    """The file that holds the figures, its layout in ``sources.yml``, and how they are rounded.

    ``tables`` names those tables of the layout that the file has, where it does not have all.
    ``decimals`` gives the decimals of a published statistic; unrounded where it says nothing.
    """

    file: Line
    layout: Line
    tables: list[Line] = []
    decimals: dict[Line, Annotated[int, Field(ge=0)]] = {}


class TypedFigure(Strict):
    """A national figure as it is printed: with the cell or the source that it stands in.

    ``as`` is a kind of number, ``about`` (a count rounded to millions), ``percent`` (a change), or
    ``points`` (percentage points).
    """

    value: float | int
    as_: Annotated[
        Literal["count", "rate", "percentage", "money", "level", "about", "percent", "points"],
        Field(alias="as"),
    ]
    cell: str = ""
    source: str = ""

    @model_validator(mode="after")
    def _has_a_source(self) -> TypedFigure:
        if not (self.cell or self.source):
            raise ValueError('needs the "cell" or the "source" that it was taken from')
        return self


class NationalLine(Strict):
    """A sentence on the nation, printed where a measure of ``for`` leads the story."""

    for_: Annotated[list[Line], Field(alias="for", min_length=1)]
    text: Line
    figures: dict[str, TypedFigure] = {}
    source: str = ""


class ReleaseNote(Strict):
    """A note of the release, and what it does: one of ``text``, ``hold`` and ``no_effect``.

    ``says`` are some words of the note, so that one that was reworded or renumbered is not taken
    for it.
    ``text`` is the sentence for the copy of some places, or of all of some levels. Without
    ``measures`` it reaches every story of theirs, with ``known`` only those whose total has that
    quantity; ``at: foot`` puts it under the story. ``hold`` is why their stories are held;
    ``no_effect`` says why no story needs the note.
    """

    note: Line | Annotated[list[Line], Field(min_length=1)]
    says: str = ""
    places: list[Line] = []
    levels: list[Line] = []
    measures: list[Line] = []
    known: Line | None = None
    at: Literal["story", "foot"] = "story"
    text: str = ""
    hold: str = ""
    no_effect: str = ""

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


class ReleaseFile(Strict):
    """One edition of the statistics.

    ``specimen`` marks figures that were made up, to try or to show something: the text stands over
    every story, in every format, whatever the templates say.
    """

    title: Line
    publisher: Line
    licence: Line
    url: str = ""
    specimen: str = ""
    period: Period
    source: SourceFile
    topics: list[Line] = []
    nation: list[NationalLine] = []
    notes: list[ReleaseNote] = []
