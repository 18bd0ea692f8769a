"""Values that print themselves in house style, and the words of the bands in which they lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from generator.config import Beat
from generator.errors import Fault, WithheldError
from generator.model import QUANTITIES, Finding, Ground, Number, states
from generator.realise.printed import Name, Printed, Register, as_name
from generator.rules import Bands
from generator.words.units import Print, prints


class Shape(NamedTuple):
    """How a field of a finding prints: its number, and the words of the rule of its name.

    ``number`` and ``word`` are what they state.
    """

    prints: Print | None
    number: str
    rule: Bands | None
    word: str


_new: Callable[[type[Ground], tuple[Any, ...]], Ground] = tuple.__new__
"""Makes a tuple of a named kind without looking at its parts: twice as fast, for 40 a story."""


class Value(Printed):
    """One quantity of a finding, and the band and words of the rule of its name.

    Printed, it gives its number in house style. ``known`` says whether there is one; to print one
    that is not known, or a word of its band, holds the story. ``of`` is the further comparison that
    it belongs to, with a dot, or "".
    """

    __slots__ = ("_finding", "_full", "_name", "_of", "_shape")

    def __init__(
        self, register: Register, finding: Finding, name: str, of: str, shape: Shape
    ) -> None:
        self._register = register
        self._finding = finding
        self._name = name
        self._of = of
        self._full = of + name
        self._shape = shape
        self._text = ""
        self._story = None

    @property
    def band(self) -> Name:
        """The band of its rule; "" where it has none."""
        return as_name(self._band)

    @property
    def known(self) -> bool:
        """Whether it may be printed."""
        if self._shape.prints is None:
            return bool(self._band)
        return self._full in self._finding.values

    @property
    def missing(self) -> Name:
        """Why it is not known."""
        return as_name(self._finding.missing.get(self._full, ""))

    @property
    def _band(self) -> str:
        return self._finding.bands.get(self._full, "") if self._shape.rule else ""

    @property
    def _number(self) -> Number:
        """Its number.

        Raises:
            WithheldError: it is not known.
        """
        number = self._finding.values.get(self._full)
        if number is None or self._shape.prints is None:
            raise self._unknown()
        return number

    @property
    def _ground(self) -> Ground:
        finding = self._finding
        place, measure, kind = finding.place, finding.measure, self._shape.number
        return _new(Ground, (kind, place, measure, finding, self._full, "", "", "", "", (), None))

    def _words(self) -> str:
        if not self._text:
            number = self._number
            assert self._shape.prints is not None
            self._text = self._shape.prints(number)
        return self._text

    def __str__(self) -> str:
        self._words()
        return super().__str__()

    def __bool__(self) -> bool:
        raise TypeError(f"{self._finding.measure}.{self._full} is a value: ask for its .known")

    def __getattr__(self, name: str) -> Printed:
        rule = self._shape.rule
        if rule is None or name.startswith("_"):
            raise AttributeError(name)
        band = self._band
        if not band:
            raise self._unknown()
        return Word(self._register, rule.words[band][name], self, name)

    def _unknown(self) -> WithheldError:
        field = f"{self._finding.measure}.{self._full}"
        reason = self._finding.missing.get(self._full) or "it follows from no figure"
        what = f"a template prints {field}, which is not known here ({reason})."
        return WithheldError([Fault(field, what, f"Ask for {field}.known first.")])


class Word(Printed):
    """A word of the band in which a value lies."""

    __slots__ = ("_value", "_word")

    def __init__(self, register: Register, text: str, value: Value, word: str) -> None:
        self._register = register
        self._text = text
        self._value = value
        self._word = word
        self._story = None

    @property
    def _ground(self) -> Ground:
        value = self._value
        finding, shape = value._finding, value._shape
        place, measure = finding.place, finding.measure
        assert shape.rule is not None
        quantity = value._of + shape.rule.quantity
        band, word = finding.bands[value._full], self._word
        said = (
            shape.word,
            place,
            measure,
            finding,
            quantity,
            value._name,
            band,
            word,
            "",
            (),
            None,
        )
        return _new(Ground, said)


def shapes_of(beat: Beat, measure: str, rules: Mapping[str, Bands]) -> dict[str, Shape]:
    """The quantities and rules of a measure, by name."""
    kind = beat.file.measures[measure].kind
    printed = prints(beat, measure)
    out = {}
    for name in (*QUANTITIES, *(rule for rule in rules if rule not in QUANTITIES)):
        rule = rules.get(name)
        number = states(name, kind) if name in QUANTITIES else ""
        word = states(rule.quantity, kind, word=True) if rule else ""
        out[name] = Shape(printed.get(name), number, rule, word)
    return out
