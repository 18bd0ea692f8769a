"""Forms of nouns, and numbers in words: the keys of ``forms.yml``, which Stringer writes."""

from __future__ import annotations

from generator.config.schema.strict import Line, Strict


class NounForms(Strict):
    """The forms of one noun."""

    article: Line
    """The noun with its article."""
    plural: Line
    """Its plural."""


class Forms(Strict):
    """Forms of the beat's nouns, and small numbers in words."""

    nouns: dict[str, NounForms] = {}
    """The forms of each noun."""
    numbers: list[Line] = []
    """The words for zero, one, two and so on."""
