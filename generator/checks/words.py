"""Two texts word by word: what went, what came, and which of their values are others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

Hunk = tuple[str, str]
"""Words that were taken out, and those that took their place."""

_TOKEN = re.compile(r"\{\w+\}|[\w£%]+(?:[’'.,-][\w%]+)*|[^\w\s]")
_FIELD = re.compile(r"(\{\w+\})")


def hunks(old: str, new: str) -> list[tuple[Hunk, int]]:
    """The words that differ, run by run, and where each begins in the new text.

    A stop or a comma is a word of its own. Words that nothing replaced are where they were in the
    old text.
    """
    return [
        ((old[i:j], new[m:n]), m if m < n else i)
        for what, (i, j), (m, n) in _runs(old, new)
        if what != "equal"
    ]


def marked_up(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Two texts as one, run by run: (``same``, ``out`` or ``in``, words).

    Spaces stand in the runs that are the same.
    """
    was_end = end = 0
    for what, (i, j), (m, n) in _runs(old, new):
        before = old[was_end:i] if what == "delete" else new[end:m] or old[was_end:i]
        if what == "equal":
            yield "same", before + new[m:n]
        else:
            if before:
                yield "same", before
            if i < j:
                yield "out", old[i:j]
            if i < j and m < n and old[i].isalnum():
                yield "same", " "
            if m < n:
                yield "in", new[m:n]
        was_end, end = j, n


def values_moved(mask: str, old: str, new: str) -> tuple[str, ...]:
    """The kinds of values that are others in two texts of one mask, as it names them, each once."""
    pattern, fields = _pattern(mask)
    was, is_ = pattern.fullmatch(old), pattern.fullmatch(new)
    if not was or not is_:
        return tuple(dict.fromkeys(fields))
    found = zip(fields, was.groups(), is_.groups(), strict=True)
    return tuple(dict.fromkeys(field for field, a, b in found if a != b))


def unmasked_at(mask: str, text: str, position: int) -> int:
    """Where a position of a mask is in the text that it masks; that of a field is where it begins.

    0 where the one is no mask of the other.
    """
    pattern, _ = _pattern(mask)
    found = pattern.fullmatch(text)
    if not found:
        return 0
    starts = [0, *(found.end(number) for number in range(1, pattern.groups + 1))]
    for number, part in enumerate(_FIELD.split(mask)):
        if position < len(part):
            whole = number % 2
            return found.start(number // 2 + 1) if whole else starts[number // 2] + position
        position -= len(part)
    return len(text)


@lru_cache(maxsize=4096)
def _pattern(mask: str) -> tuple[re.Pattern[str], list[str]]:
    parts = _FIELD.split(mask)
    pattern = "(.+?)".join(map(re.escape, parts[::2]))
    return re.compile(pattern, re.DOTALL), parts[1::2]


def _runs(old: str, new: str) -> Iterator[tuple[str, tuple[int, int], tuple[int, int]]]:
    """What ``SequenceMatcher`` says of the words, with the characters that each run lies between.

    A run of no words lies where the one before it ended.
    """
    was, is_ = list(_TOKEN.finditer(old)), list(_TOKEN.finditer(new))
    words = [[word[0] for word in side] for side in (was, is_)]
    matcher = SequenceMatcher(None, words[0], words[1], autojunk=False)
    for what, i, j, m, n in matcher.get_opcodes():
        yield what, _between(was, i, j), _between(is_, m, n)


def _between(words: list[re.Match[str]], first: int, last: int) -> tuple[int, int]:
    if first == last:
        at = words[first - 1].end() if first else 0
        return at, at
    return words[first].start(), words[last - 1].end()
