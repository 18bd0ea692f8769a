"""What a beat measures, of whom, and in which words: the keys of ``beat.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from generator.config.schema.strict import Line, Strict, form
from generator.model import KINDS


class Level(Strict):
    """A level of places that stories are written for: the kinds of rows that are its places."""

    rows: Annotated[list[Line], Field(min_length=1)]
    noun: Line


class Groups(Strict):
    """What places lie in: the kinds of rows that are groups, and those that hold what a group did
    not assign to any of its places.
    """

    rows: Annotated[list[Line], Field(min_length=1)]
    unassigned: list[Line] = []


class Outside(Strict):
    """What the nation counts and no group does: the kinds of rows, and the share of the nation from
    which on places are not compared with it.
    """

    rows: Annotated[list[Line], Field(min_length=1)]
    share: Annotated[float, Field(gt=0, le=1)]


class Nation(Strict):
    """The place that all others are compared with, and the kinds of rows that are about it."""

    rows: Annotated[list[Line], Field(min_length=1)]
    code: Line
    name: Line
    where: Line
    again: Line
    without: Annotated[str, form("nation", "places")] = "{nation} without {places}"
    outside: Outside | None = None


class Share(Strict):
    """What a percentage is made of: the ``part``, and what it is a part ``of``, both counts."""

    part: Line
    of: Line


class Measure(Strict):
    """Something that is measured, and how it is called in copy.

    ``kind`` is the kind of number that it is, and ``decimals`` how many are printed of it.
    ``parent`` is the measure it is a part of; a ``whole`` one is the sum of its parts. A percentage
    with a ``share`` is held against its counts, or worked out from them where it is not published.
    ``good`` says which way is better, and ``target`` what should be reached.
    """

    kind: Literal["count", "rate", "percentage", "money", "level"] = "count"
    decimals: Annotated[int, Field(ge=0, le=3)] | None = None
    share: Share | None = None
    good: Literal["up", "down"] | None = None
    target: float | None = None
    label: Line
    noun: Line
    plural: str = ""
    article: str = ""
    short: str = ""
    gloss: str = ""
    scope: str = ""
    number: Literal["singular", "plural"] = "singular"
    parent: str = ""
    whole: bool = False
    percent: Literal["allowed", "never"] = "allowed"
    sensitive: bool = False

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


class BeatFile(Strict):
    """What a beat measures, of whom, and in which words.

    ``against`` names the earlier periods, in ``house.yml``, that a release is held against; stories
    rest on the first.
    """

    title: Line
    total: Line
    small: Annotated[int, Field(ge=0)]
    sensitive: Annotated[int, Field(ge=0)] = 0
    against: Annotated[list[Line], Field(min_length=1)]
    levels: Annotated[dict[str, Level], Field(min_length=1)]
    groups: Groups | None = None
    nation: Nation
    measures: Annotated[dict[str, Measure], Field(min_length=1)]
    sets: dict[str, list[Line]]
