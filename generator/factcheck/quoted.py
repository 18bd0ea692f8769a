"""A text without what it only quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.factcheck.stated import Stated

_QUOTED = re.compile(r"“[^”]*(?:”|$)|\"[^\"]*(?:\"|$)")
_FIGURE = re.compile(r"\d[\d,.]*\d|\d")
_NUMBERS = frozenset("0123456789( \t\n")
_NUMBERED = re.compile(
    r"^\s*(?:\d{1,2}[:.]\d\d(?:am|pm)?:?\s+(?:[–—-]\s+)?(?=[A-Z(“\"])"
    r"|\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+(?=[A-Z(“\"])|\d{1,2}[.)]\s+(?=\d))"
)
"""The number of a paragraph, or its time of day."""


def without_quotations(text: str, inserts: Iterable[str]) -> tuple[str, list[Stated]]:
    """The text without quotations and the newsroom's own paragraphs, and the figures there."""
    outside: list[Stated] = []

    def hide(found: re.Match[str]) -> str:
        for number in _FIGURE.finditer(text, *found.span()):
            outside.append(Stated("outside", *number.span(), why="others say it"))
        return " " * len(found.group())

    for insert in inserts:
        if insert in text:
            text = re.sub(re.escape(insert), hide, text)
    if text[:1] in _NUMBERS:
        text = _NUMBERED.sub(lambda m: " " * len(m.group()), text)
    return (_QUOTED.sub(hide, text) if "“" in text or '"' in text else text), outside
