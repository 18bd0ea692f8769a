"""What a template sees: values that print themselves in house style, and findings made of them."""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

from generator.config import Beat
from generator.errors import Fault, WithheldError
from generator.model import Finding, Number
from generator.rules import Bands
from generator.words.forms import Form
from generator.words.units import prints


class Value:
    """One quantity of a finding, and the band and words of the rule of its name.

    Printed, it gives its number in house style. ``known`` says whether there is one; to print one
    that is not known, or a word of its band, holds the story.
    """

    __slots__ = ("_finding", "_name", "_number", "_text", "band", "known", "missing", "words")

    def __init__(self, finding: Finding, name: str, missing: str) -> None:
        self._finding = finding
        self._name = name
        self._text = ""
        self.missing = missing
        self.known = False
        self._number: Number | None = None
        self.band = ""
        self.words: Mapping[str, str] = {}

    def __str__(self) -> str:
        if not self._text:
            raise self._unknown()
        return self._text

    def __getattr__(self, name: str) -> str:
        if name in self.words:
            return self.words[name]
        if name.startswith("_") or self.band:
            raise AttributeError(name)
        raise self._unknown()

    def _unknown(self) -> WithheldError:
        reason = self.missing or "it follows from no figure"
        field = f"{self._finding.measure}.{self._name}"
        what = f"a template prints {field}, which is not known here ({reason})."
        return WithheldError([Fault(field, what, f"Ask for {field}.known first.")])


class MeasureWords:
    """The words of one measure, ready for copy; one object serves all places."""

    __slots__ = (
        "gloss",
        "label",
        "measure",
        "noun",
        "number",
        "one",
        "plural",
        "prints",
        "scope",
        "short",
    )

    def __init__(self, name: str, beat: Beat, forms: Mapping[str, Form]) -> None:
        spec = beat.file.measures[name]
        self.measure = name
        self.label = spec.label
        self.short = spec.short or spec.label
        self.gloss = spec.gloss
        self.scope = spec.scope
        self.noun = spec.noun
        self.plural = forms[spec.noun].plural
        self.one = forms[spec.noun].article
        self.number = spec.number
        self.prints = prints(beat, name)


class FindingView:
    """A finding as a template sees it: its words, its quantities, and its rules.

    Quantities and rules are made when a template first asks for them.
    """

    def __init__(
        self,
        finding: Finding,
        words: MeasureWords,
        rules: Mapping[str, Bands],
        comparisons: Container[str],
    ) -> None:
        self._finding = finding
        self._rules = rules
        self._prints = words.prints
        self._comparisons = comparisons
        self.measure = words.measure
        self.label = words.label
        self.short = words.short
        self.gloss = words.gloss
        self.scope = words.scope
        self.nouns = words.plural
        self.one = words.one
        self.plural = words.number == "plural"
        self.noun = words.noun if finding.values.get("value") == 1 else words.plural

    def __getattr__(self, name: str) -> Value | Comparison:
        further = name in self._comparisons
        made = Comparison(self, name) if further else self.value_of(name, "")
        setattr(self, name, made)
        return made

    def value_of(self, name: str, of: str) -> Value:
        """A quantity or the band of a rule; ``of`` is the further comparison that it belongs to."""
        finding = self._finding
        rule, printed = self._rules.get(name), self._prints.get(name)
        if rule is None and printed is None:
            raise AttributeError(name)
        full = f"{of}.{name}" if of else name
        value = Value(finding, full, finding.missing.get(full, ""))
        if printed is not None and (number := finding.values.get(full)) is not None:
            value._number = number
            value._text = printed(number)
            value.known = True
        if rule is not None and (band := finding.bands.get(full)) is not None:
            value.band = band
            value.words = rule.words[band]
            value.known = value.known or printed is None
        return value


class Comparison:
    """A finding against a further period: the quantities and rules of the movement since then."""

    def __init__(self, finding: FindingView, name: str) -> None:
        self._finding = finding
        self._name = name

    def __getattr__(self, name: str) -> Value:
        value = self._finding.value_of(name, self._name)
        setattr(self, name, value)
        return value


class Facts:
    """A plain bundle of named texts and values for templates."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.__dict__.update(facts)
