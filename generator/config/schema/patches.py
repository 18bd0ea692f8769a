"""Which title takes which places: the keys of ``patches.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.config.schema.strict import Line, Strict


class Patch(Strict):
    """What one title covers."""

    places: Annotated[list[Line], Field(min_length=1)]
    """The places, by code; a group stands for itself and its places."""
    levels: list[Line] = []
    """The levels whose stories it takes; else all."""
