"""What a beat measures, of whom, and in which words: the keys of ``beat.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.config.schema.strict import Line, Strict, form


class Level(Strict):
    """A level of places that stories are written for: the kinds of rows that are its places."""

    rows: Annotated[list[Line], Field(min_length=1)]
    noun: Line


class Nation(Strict):
    """The place that all others are compared with."""

    code: Line
    name: Line
    where: Line
    again: Line
    without: Annotated[str, form("nation", "places")] = "{nation} without {places}"
    outside: Annotated[float, Field(gt=0, le=1)] = 1.0


class Measure(Strict):
    """A category that is counted, and how it is called in copy.

    ``parent`` is the measure it is a part of; a ``whole`` one is the sum of its parts.
    """

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


class BeatFile(Strict):
    """What a beat measures, of whom, and in which words."""

    title: Line
    total: Line
    small: Annotated[int, Field(ge=0)]
    sensitive: Annotated[int, Field(ge=0)] = 0
    levels: Annotated[dict[str, Level], Field(min_length=1)]
    nation: Nation
    measures: Annotated[dict[str, Measure], Field(min_length=1)]
    sets: dict[str, list[Line]]
