"""What a template sees: findings with their words and values, places, and what sets them apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from generator.config import Beat
from generator.model import Brief, Finding, Ground
from generator.realise.printed import Asked, Printed, Register, as_name
from generator.realise.values import Value, shapes_of
from generator.rules import Bands
from generator.words.forms import Form
from generator.words.names import PlaceWords

_OPTIONAL = ("gloss", "scope")
"""What a measure may lack."""


class MeasureWords:
    """The words of one measure, ready for copy; one object serves all places."""

    def __init__(
        self,
        name: str,
        beat: Beat,
        forms: Mapping[str, Form],
        rules: Mapping[str, Bands],
        register: Register,
    ) -> None:
        spec = beat.file.measures[name]
        self.label = spec.label
        noun, form = spec.noun, forms[spec.noun]
        texts = {
            "label": spec.label,
            "short": spec.short or spec.label,
            "gloss": spec.gloss,
            "scope": spec.scope,
            "noun": noun,
            "nouns": form.plural,
            "one": form.article,
        }

        def said(key: str, text: str) -> Printed:
            where = beat.documents["beat"].where(("measures", name, key))
            words = " ".join(text.split())
            ground = Ground("measure", measure=name, source=where)
            if key in _OPTIONAL:
                return Asked(register, words, ground, key)
            return Printed(register, words, ground)

        self.fields: dict[str, Any] = {key: said(key, text) for key, text in texts.items()}
        self.fields |= {"measure": as_name(name), "plural": spec.number == "plural"}
        self.shapes = shapes_of(beat, name, rules)


class FindingView:
    """A finding as a template sees it: its words, its quantities, and its rules.

    Quantities and rules are made when a template first asks for them; ``further`` names the
    comparisons with other periods.
    """

    def __init__(
        self, finding: Finding, words: MeasureWords, further: frozenset[str], register: Register
    ) -> None:
        own = self.__dict__
        own.update(words.fields)
        if finding.values.get("value") != 1:
            own["noun"] = own["nouns"]
        self._finding = finding
        self._shapes = words.shapes
        self._further = further
        self._register = register

    def __getattr__(self, name: str) -> Value | Comparison:
        shape = self._shapes.get(name)
        made: Value | Comparison
        if shape is not None:
            made = Value(self._register, self._finding, name, "", shape)
        elif name in self._further:
            made = Comparison(self, name)
        else:
            raise AttributeError(name)
        self.__dict__[name] = made
        return made


class Comparison:
    """A finding against a further period: the quantities and rules of the movement since then."""

    def __init__(self, view: FindingView, name: str) -> None:
        self._view = view
        self._of = f"{name}."

    def __getattr__(self, name: str) -> Value:
        view = self._view
        shape = view._shapes.get(name)
        if shape is None:
            raise AttributeError(name)
        value = Value(view._register, view._finding, name, self._of, shape)
        setattr(self, name, value)
        return value


class Contrast:
    """How the total moved beside the lead, and the words that set the one against the other."""

    def __init__(
        self, brief: Brief, words: Mapping[str, Mapping[str, str]], register: Register
    ) -> None:
        self.band = as_name(brief.contrast)
        self._band = brief.contrast
        self._total = brief.total
        self._register = register
        self._words = {name: "" for of in words.values() for name in of}
        self._words |= words.get(brief.contrast, {})

    def __getattr__(self, name: str) -> Printed:
        if name not in self._words:
            raise AttributeError(name)
        total = self._total
        quantity = "change" if "change" in total.values else "difference"
        ground = Ground(
            "comparison",
            total.place,
            total.measure,
            total,
            quantity,
            rule="contrast",
            band=self._band,
            word=name,
        )
        return Asked(self._register, self._words[name], ground, f"contrast.{name}")


class PlaceView:
    """The names of a place, each made when a template first asks for it."""

    def __init__(
        self, words: PlaceWords, ground: Callable[[str], Ground], register: Register
    ) -> None:
        self.level = as_name(words.level)
        self.kind = as_name(words.kind)
        self.members_known = words.members_known
        self._words = words
        self._ground = ground
        self._register = register

    def __getattr__(self, name: str) -> Printed:
        text = " ".join(getattr(self._words, name).split())
        made = Asked(self._register, text, self._ground(name), f"place.{name}")
        setattr(self, name, made)
        return made


class Facts:
    """A plain bundle of named texts and values for templates."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self.__dict__.update(facts)
