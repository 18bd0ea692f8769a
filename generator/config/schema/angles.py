"""What makes a story: the keys of ``angles.yml``."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.config.schema.rules import Range
from generator.config.schema.strict import Line, Name, Strict


class Weight(Strict):
    """Points for a quantity: its value times a weight."""

    times: float
    """The points for one unit."""
    upto: float | None = None
    """The value up to which it counts."""


class Angle(Strict):
    """A reason for a story: what must hold, and how strong it is."""

    about: Line
    """What makes it a story, for editors."""
    measures: Line
    """The set of measures that it is tried on: one of ``beat.yml``, or the release's ``topics``."""
    article: Line
    """The template of its article."""
    when: dict[str, Range] = {}
    """The range in which each of these quantities must lie, and be known."""
    start: float
    """The points to begin with."""
    score: dict[str, Weight] = {}
    """The points for quantities."""
    movers: bool = False
    """Whether the story tells the ``movers``: its list then leaves them out."""
    bullets: Annotated[int, Field(ge=0)] | None = None
    """How many stand in the list at most, where it is not the usual number."""
    chart: Line | None = None
    """Its picture: one of ``charts``."""


class Contrast(Strict):
    """When the total may be set against the lead."""

    moved: dict[str, Range] = {}
    """What must hold of a total that moved."""
    level: dict[str, Range] = {}
    """What must hold of a total that stayed level."""
    words: dict[Literal["level", "opposite", "same"], dict[Name, Line]] = {}
    """The words that set the total against the lead, as ``contrast.WORD``."""


class Chart(Strict):
    """A picture that a story may have."""

    shows: Literal["movement", "rate"]
    """The lead and the list, in both periods; or what the lead is compared by (a rate, a share) in
    the place, its group and the nation."""
    text: Line
    """The template of its words: a line of ``# `` is the title, a paragraph the description for
    those who cannot see it, lines of ``- `` name the bars of each colour."""
    unless: list[dict[str, Range]] = []
    """A measure of which all quantities of one of these lie in their ranges is left out of a
    picture of movements."""


class Movers(Strict):
    """Measures beside the lead that moved: what a mixed picture is made of."""

    measures: Line
    """The set of measures that are looked at."""
    when: dict[str, Range] = {}
    """What must hold of one that counts as moved."""
    most: Annotated[int, Field(ge=1)] = 2
    """How many are named at most, on either side."""


class Bullets(Strict):
    """The list under a story."""

    measures: Line
    """The set of measures that may stand in it."""
    order: Literal["greatest", "listed"] = "greatest"
    """The greatest value first, or as the set lists them."""
    most: Annotated[int, Field(ge=0)]
    """How many stand in it at most."""


class Angles(Strict):
    """What makes a story."""

    beside: list[Line] = []
    """Measures that templates may name in every story, as ``beside.NAME``."""
    angles: Annotated[dict[str, Angle], Field(min_length=1)]
    """The angles, by name; of equal ones the first wins."""
    contrast: Contrast
    """When the total may be set against the lead."""
    charts: dict[str, Chart] = {}
    """Pictures, by name."""
    movers: Movers | None = None
    """Which measures moved: counted as ``rising`` and ``falling``, and named in templates."""
    bullets: Bullets
    """The list under a story."""
