"""What all configuration models share: unknown keys and wrong kinds of values are faults.

Each key is documented by the string under it: the published JSON Schemas and the manual's tables
of keys are made from these (:mod:`generator.config.published`).
"""

from __future__ import annotations

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Line = Annotated[str, Field(min_length=1)]
"""A text that may not be empty."""


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name that templates may use behind a dot."""


def form(*places: str, needs: str = "") -> object:
    """A text in which these names, in curly brackets, and no others may stand; one it ``needs``."""

    def check(text: str) -> str:
        try:
            found = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError as error:
            raise ValueError(f"has a curly bracket too many or too few ({error})") from None
        for name in found:
            if name not in places:
                known = ", ".join(f"{{{p}}}" for p in places)
                raise ValueError(f"has {{{name}}}, but only {known} may stand here")
        if needs and needs not in found:
            raise ValueError(f"needs {{{needs}}} somewhere")
        return text

    return AfterValidator(check)


class Strict(BaseModel):
    """A mapping whose keys are all known and whose values are of the right kind."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        defer_build=True,
    )
