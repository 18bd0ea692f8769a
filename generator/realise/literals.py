"""What a template may not say by itself: figures, and words that say something of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from jinja2 import nodes

from generator.config import Beat
from generator.errors import Fault
from generator.realise.say import CHOICE
from generator.rules import Bands
from generator.words.marks import RESERVED

FIGURE = re.compile("[\\d²³¹¼-¾⁰-₉⅐-↉①-⓿]")
"""A digit of any script, a fraction, a raised or circled number."""

_DIGITS = re.compile(rf"{FIGURE.pattern}+(?:[,.]{FIGURE.pattern}+)*")
_QUOTES = re.compile(r"[“”]|\n[^\S\n]*\n")
_RESERVED = re.compile(RESERVED)


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
        """Each figure, and each such word, that the parts of a template's tree print themselves.

        What stands in quotation marks is left alone; a quotation ends with its block at the latest.
        """
        named = {id(c) for part in parts for c in _names(part)}
        opened = ""
        for part in parts:
            if isinstance(part, nodes.TemplateData):
                text, opened, unclosed = _unquoted(part, where, opened)
                yield from (Fault(at, *_UNCLOSED) for at in unclosed)
            elif isinstance(part, nodes.Const) and id(part) not in named:
                number = isinstance(part.value, int | float) and not isinstance(part.value, bool)
                text = str(part.value) if number or isinstance(part.value, str) else ""
            else:
                continue
            yield from self._text(text, where, part.lineno)
        if opened:
            yield Fault(opened, *_UNCLOSED)

    def terms(self, beat: Beat) -> Iterator[Fault]:
        """Each such word among the terms of a beat, which may hold figures and nothing else."""
        for name, text in beat.file.terms.items():
            where = beat.documents["beat"].where(("terms", name))
            for found in self._stated(text):
                yield Fault(where, _STATES.format(found[0]), _RULE)

    def _text(self, text: str, where: str, line: int) -> Iterator[Fault]:
        def at(found: re.Match[str]) -> str:
            return f"{where}:{line + text.count(chr(10), 0, found.start())}"

        for found in _RESERVED.finditer(text):
            what = f"U+{ord(found[0]):04X} is a character of no script, as pasted bullets are."
            yield Fault(at(found), what, "Take it out, or type what it stands for.")
        for found in _DIGITS.finditer(text):
            advice = "Print a field, or one of the terms of beat.yml."
            yield Fault(at(found), f'"{found[0]}" is a figure that traces to nothing.', advice)
        for found in self._stated(text):
            yield Fault(at(found), _STATES.format(" ".join(found[0].split())), _RULE)

    def _stated(self, text: str) -> Iterator[re.Match[str]]:
        """Words that say something of a figure; allowed phrases are blanked, letter by letter."""
        plain = text.lower()
        allowed = self._allowed.sub(lambda found: re.sub(r"\S", "·", found[0]), plain)
        return self._words.finditer(allowed)


_STATES = '"{}" says something of a figure, and traces to nothing.'
_RULE = "Print a word of a rule: see rules.yml."
_UNCLOSED = ("a quotation begins here and does not end in its block.", "Close it with ”.")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of some words, over line ends too; for nothing, where there are none."""
    said = "|".join(r"\s+".join(map(re.escape, word.casefold().split())) for word in words)
    return re.compile(rf"\b(?:{said})\b" if said else "(?!)")


def _unquoted(part: nodes.TemplateData, where: str, opened: str) -> tuple[str, str, list[str]]:
    """The text of a part with quotations blanked; where one is still open at its end, "" where
    none is; and where those began that a blank line cuts off.
    """
    text, unclosed, out, at = part.data, [], [], 0
    for found in _QUOTES.finditer(text):
        out.append(_lines(text[at : found.start()]) if opened else text[at : found.start()])
        if found[0] == "“":
            opened = opened or f"{where}:{part.lineno + text.count(chr(10), 0, found.start())}"
        elif found[0] == "”":
            opened = ""
        else:
            unclosed += [opened] if opened else []
            opened = ""
            out.append(_lines(found[0]))
        at = found.end()
    out.append(_lines(text[at:]) if opened else text[at:])
    return "".join(out), opened, unclosed


def _lines(text: str) -> str:
    """Its line ends alone."""
    return "\n" * text.count("\n")


def _names(part: nodes.Node) -> Iterator[nodes.Node]:
    """The constants in a part of the tree that are names, or places in a list, and no text."""
    if isinstance(part, nodes.Compare):
        for operand in part.ops:
            yield from operand.find_all(nodes.Const)
    elif isinstance(part, nodes.Getitem):
        own = isinstance(part.arg, nodes.Const)
        yield from (part.arg,) if own else part.arg.find_all(nodes.Const)
    elif isinstance(part, nodes.Test | nodes.Include) or _is_choice(part):
        yield from part.find_all(nodes.Const)


def _is_choice(part: nodes.Node) -> bool:
    return isinstance(part, nodes.Filter) and part.name == CHOICE
