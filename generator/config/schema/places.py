"""Names in copy: the keys of ``places.yml``."""

from __future__ import annotations

from typing import Annotated

from generator.config.schema.strict import Line, Strict, form

PlaceText = Annotated[str, form("name", "short")]


class PlaceForm(Strict):
    """How the places of a level stand in a sentence and in a headline."""

    where: Annotated[Line, form("name", "short")]
    """With its preposition, in running text: ``in {name}``."""
    headline: Annotated[Line, form("name", "short")]
    """With its preposition, in headlines: ``in {short}``."""


class PlaceName(Strict):
    """The names of one place in copy, where they differ from the release's."""

    name: str = ""
    """In running text."""
    short: str = ""
    """In headlines; else the name."""
    official: str = ""
    """What it is called officially, where the release has a slip."""
    where: PlaceText = ""
    """With its preposition, instead of the form of its level."""
    headline: PlaceText = ""
    """With its preposition in headlines, instead of the form of its level."""
    members: str = ""
    """What one of its members is called, instead of ``members`` for all."""


class Places(Strict):
    """Names in copy, and places that are told elsewhere."""

    forms: dict[str, PlaceForm]
    """How the places of each level stand in a sentence."""
    members: Line
    """What one member of a combined place is called."""
    exclude: dict[str, dict[str, Line]] = {}
    """Places of a level, by code, that are told at another level, and why."""
    names: dict[str, PlaceName] = {}
    """Names of places, by code."""
    formerly: dict[str, list[Line]] = {}
    """What places and groups were called before, by code: tables of earlier periods may say so, and
    copy takes the name of today."""

    def was_called(self, code: str, name: str) -> bool:
        """Whether a place bore this name, and bears another today."""
        return name.casefold() in (former.casefold() for former in self.formerly.get(code, ()))
