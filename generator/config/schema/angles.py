"""What makes a story: the keys of ``angles.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.config.schema.rules import Range
from generator.config.schema.strict import Line, Strict


class Weight(Strict):
    """Points for a quantity: its value, counted up to a limit, times a weight."""

    times: float
    upto: float | None = None


class Angle(Strict):
    """A reason for a story: what must hold, and how strong it is."""

    about: Line
    measures: Line
    article: Line
    when: dict[str, Range] = {}
    start: float
    score: dict[str, Weight] = {}


class Contrast(Strict):
    """When the total may be set against the lead: what must hold of one that moved, and of one
    that stayed level.
    """

    moved: dict[str, Range] = {}
    level: dict[str, Range] = {}


class Bullets(Strict):
    """Which measures stand in the list, in which order (the ``greatest`` value first, or as they
    are ``listed`` in their set), and how many at most.
    """

    measures: Line
    order: Literal["greatest", "listed"] = "greatest"
    most: Annotated[int, Field(ge=0)]


class Angles(Strict):
    """What makes a story; ``beside`` are measures that templates may name in every one of them."""

    beside: list[Line] = []
    angles: Annotated[dict[str, Angle], Field(min_length=1)]
    contrast: Contrast
    bullets: Bullets
