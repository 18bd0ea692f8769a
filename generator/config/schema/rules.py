"""From a number to a named band: the keys of ``rules.yml``."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import ConfigDict, Field, model_validator

from generator.config.schema.strict import Line, Strict
from generator.model import digits


class Range(Strict):
    """A range of numbers; an end that is not given is open."""

    model_config = ConfigDict(
        json_schema_extra={
            "allOf": [
                {"not": {"required": ["from", "above"]}},
                {"not": {"required": ["upto", "below"]}},
            ]
        }
    )

    from_: Annotated[float | None, Field(alias="from")] = None
    """This number or more."""
    above: float | None = None
    """More than this."""
    upto: float | None = None
    """This or less."""
    below: float | None = None
    """Less than this."""

    @model_validator(mode="after")
    def _one_of_each(self) -> Range:
        if self.from_ is not None and self.above is not None:
            raise ValueError('has both "from" and "above": keep one')
        if self.upto is not None and self.below is not None:
            raise ValueError('has both "upto" and "below": keep one')
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"ends at {digits(self.high)}, before it begins at {digits(self.low)}")
        return self

    def has(self, value: Any) -> Any:
        """Whether a number, or each number of an array, lies in the range; NaN lies in none."""
        inside = value == value
        if self.from_ is not None:
            inside = inside & (value >= self.from_)
        if self.above is not None:
            inside = inside & (value > self.above)
        if self.upto is not None:
            inside = inside & (value <= self.upto)
        if self.below is not None:
            inside = inside & (value < self.below)
        return inside

    @property
    def low(self) -> float | None:
        return self.above if self.from_ is None else self.from_

    @property
    def high(self) -> float | None:
        return self.below if self.upto is None else self.upto


class BandRange(Range):
    """A band of a rule: its range, and its words."""

    band: Line
    """Its name, that templates compare with."""
    words: dict[str, str] = {}
    """Its words, by the names that templates print them by; each band has the same names."""


class Rule(Strict):
    """Cuts the whole range of one quantity into named bands."""

    quantity: Line
    """The quantity that is cut."""
    as_printed: bool = False
    """Whether the number is rounded first, as it is printed."""
    alike: str = ""
    """The band that also holds where the rate and the nation's print as the same number."""
    bands: Annotated[list[BandRange], Field(min_length=1)]
    """The bands; they leave no gap and do not overlap."""
