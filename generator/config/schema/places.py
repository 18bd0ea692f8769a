"""Names in copy: the keys of ``places.yml``."""

from __future__ import annotations

from typing import Annotated

from generator.config.schema.strict import Line, Strict, form

PlaceText = Annotated[str, form("name", "short")]


class PlaceForm(Strict):
    """How the places of a level stand in a sentence and in a headline."""

    where: Annotated[Line, form("name", "short")]
    headline: Annotated[Line, form("name", "short")]


class PlaceName(Strict):
    """The names of one place in copy, where they differ from the release's."""

    name: str = ""
    short: str = ""
    where: PlaceText = ""
    headline: PlaceText = ""
    members: str = ""


class Places(Strict):
    """Names in copy, and places that are told elsewhere."""

    forms: dict[str, PlaceForm]
    members: Line
    exclude: dict[str, dict[str, Line]] = {}
    names: dict[str, PlaceName] = {}
