"""The text of cells: without white space that means nothing, and without references to notes."""

from __future__ import annotations

import re
from typing import Any

PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_SPACE = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"
"""Signs that cannot be seen, and that some scripts are joined by."""
_BRACKETED = re.compile(r"\[\s*note\s*(\d[\d,\s]*)\]", re.IGNORECASE)
# Behind a word, a bracket or a year: "Manchester7,8", "(adjusted3)", "2018)4", "20191,2".
_GLUED = re.compile(
    r"(?:(?<=[A-Za-z)])|(?<=\b(?:19|20)\d\d))(\d{1,2}(?:,\d{1,2})*)(?=[\s)]|$)", re.ASCII
)


class CellText:
    """Reads the text of cells in one layout, where notes are ``[note 4]`` or ``glued`` numbers."""

    def __init__(self, *, glued: bool = False) -> None:
        self._tag = _GLUED if glued else _BRACKETED
        self._gap = "" if glued else " "
        self._cleaned: dict[str, str] = {}

    def clean(self, text: Any) -> str:
        """Without note tags, line breaks, doubled or outer spaces, and signs that nobody sees."""
        text = str(text)
        if (cleaned := self._cleaned.get(text)) is None:
            seen = text
            if not text.isprintable():  # a NUL, or a mark that turns the direction of writing
                seen = "".join(c for c in text if c.isprintable() or c.isspace() or c in _JOINERS)
            cleaned = _SPACE.sub(" ", self._tag.sub(self._gap, seen)).strip()
            self._cleaned[text] = cleaned
        return cleaned

    def folded(self, text: Any) -> str:
        """``clean`` text in one letter case, for comparing."""
        return self.clean(text).casefold()

    def tags(self, text: Any) -> tuple[str, ...]:
        """The numbers of the notes that a cell refers to: ``[note 7,8]`` → ``("7", "8")``."""
        found = self._tag.findall(text) if isinstance(text, str) else []
        if not found:
            return ()
        return tuple(dict.fromkeys(n for group in found for n in re.findall(r"\d+", group)))


PLAIN = CellText()
CODE = re.compile(r"[A-Za-z0-9._-]+")
"""A code of a place, as it may stand in the name of a file."""
