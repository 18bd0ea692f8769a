"""From a number to a named band: the keys of ``rules.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from generator.config.schema.strict import Line, Strict


class Range(Strict):
    """A range of numbers; an end that is not given is open."""

    from_: Annotated[float | None, Field(alias="from")] = None
    above: float | None = None
    upto: float | None = None
    below: float | None = None

    @model_validator(mode="after")
    def _one_of_each(self) -> Range:
        if self.from_ is not None and self.above is not None:
            raise ValueError('has both "from" and "above": keep one')
        if self.upto is not None and self.below is not None:
            raise ValueError('has both "upto" and "below": keep one')
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"ends at {self.high:g}, before it begins at {self.low:g}")
        return self

    @property
    def low(self) -> float | None:
        return self.above if self.from_ is None else self.from_

    @property
    def high(self) -> float | None:
        return self.below if self.upto is None else self.upto


class BandRange(Range):
    """A band of a rule: its range, and its words."""

    band: Line
    words: dict[str, str] = {}


class Rule(Strict):
    """Cuts the whole range of one quantity into named bands."""

    quantity: Line
    as_printed: bool = False
    alike: str = ""
    bands: Annotated[list[BandRange], Field(min_length=1)]
