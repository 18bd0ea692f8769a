"""What a template may not say by itself: figures, and words that say something of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jinja2 import nodes

from generator.config import Beat
from generator.errors import Fault
from generator.realise.say import CHOICE
from generator.rules import Bands
from generator.words.typography import curl

_QUOTED = re.compile("“[^”]*(?:”|$)")
_DIGITS = re.compile(r"[0-9][0-9,.]*")


class Literals:
    """The words of a beat that only a rule may print."""

    def __init__(self, words: Iterable[str], allowed: Iterable[str]) -> None:
        longest = sorted({w.casefold() for w in words if w}, key=lambda w: (-len(w), w))
        self._words = _any_of(longest)
        self._allowed = _any_of(allowed)

    @classmethod
    def of(cls, beat: Beat, rules: Mapping[str, Bands]) -> Literals:
        """Those of its rules, and of the lists in ``beat.yml``."""
        states = beat.file.states
        said = [
            text for rule in rules.values() for of in rule.words.values() for text in of.values()
        ]
        return cls([*said, *states.direction, *states.comparison], states.allow)

    def faults(self, parts: Sequence[nodes.Node], where: str) -> Iterator[Fault]:
        """Each figure, and each such word, that the parts of a template's tree print themselves."""
        named = {id(c) for part in parts for c in _names(part)}
        quoted = False
        for part in parts:
            if isinstance(part, nodes.TemplateData):
                text, quoted = _unquoted(curl(part.data), inside=quoted)
            elif isinstance(part, nodes.Const) and isinstance(part.value, str):
                text = "" if id(part) in named else part.value
            else:
                continue
            for number, line in enumerate(text.split("\n"), part.lineno):
                yield from self._line(line, f"{where}:{number}")

    def terms(self, beat: Beat) -> Iterator[Fault]:
        """Each such word among the terms of a beat, which may hold figures and nothing else."""
        for name, text in beat.file.terms.items():
            where = beat.documents["beat"].where(("terms", name))
            yield from self._stated(text, where)

    def _line(self, line: str, where: str) -> Iterator[Fault]:
        if found := _DIGITS.search(line):
            advice = "Print a field, or one of the terms of beat.yml."
            yield Fault(where, f'"{found[0]}" is a figure that traces to nothing.', advice)
        yield from self._stated(line, where)

    def _stated(self, line: str, where: str) -> Iterator[Fault]:
        for found in self._words.finditer(self._allowed.sub(" ", line.casefold())):
            what = f'"{found[0]}" says something of a figure, and traces to nothing.'
            yield Fault(where, what, "Print a word of a rule: see rules.yml.")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some words; for nothing, where there are none."""
    said = "|".join(re.escape(word.casefold()) for word in words)
    return re.compile(rf"\b(?:{said})\b" if said else "(?!)")


def _unquoted(text: str, *, inside: bool) -> tuple[str, bool]:
    """The text with what stands in quotation marks blanked, and whether a quotation goes on."""
    whole = f"“{text}" if inside else text
    still = whole.count("“") > whole.count("”")

    def blank(found: re.Match[str]) -> str:
        return "\n" * found[0].count("\n")

    return _QUOTED.sub(blank, whole), still


def _names(part: nodes.Node) -> Iterator[nodes.Node]:
    """The constants in a part of the tree that are names and no text."""
    if isinstance(part, nodes.Compare):
        for operand in part.ops:
            yield from operand.find_all(nodes.Const)
    elif isinstance(part, nodes.Test | nodes.Getitem | nodes.Include) or (
        isinstance(part, nodes.Filter) and part.name == CHOICE
    ):
        yield from part.find_all(nodes.Const)
