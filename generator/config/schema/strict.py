"""What all configuration models share: unknown keys and wrong kinds of values are faults."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Line = Annotated[str, Field(min_length=1)]
"""A text that may not be empty."""


class Strict(BaseModel):
    """A mapping whose keys are all known and whose values are of the right kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)
