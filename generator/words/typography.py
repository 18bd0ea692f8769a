"""The last look at a text: spaces, quotation marks, capitals, and ``an`` where it is spoken."""

from __future__ import annotations

import re

# A stop with white space before it, as templates leave it where a clause was not printed.
_LOOSE = (" ,", " .", " ;", " :", " !", " ?")
STOP = r"(?:[!?]|(?<!\.[a-z])\.)[”’]?"
"""Where a sentence ends: behind the last stop of ``a.m.`` it may go on."""
ARTICLE = r"[Aa] (?<![^ \n(\[–—“‘\"']..)"
"""The article ``a``, as a word of its own, and the space behind it."""

_START = re.compile(f"{STOP} [a-z]")
VOWEL = re.compile("[£$€]?(?:8[0-9]{0,2}|1[18])(?![0-9])|[Ee]ight|[Ee]leven")
"""A number that is spoken with a vowel: 8, 80 to 89, 800 to 899, with their thousands, percentages
and ordinals; 11 and 18 alike; in figures, in words, or of money."""

_AN = re.compile(f"{ARTICLE}(?={VOWEL.pattern})")
_OPEN = re.compile(r'(^|[\s(\[–])"')
_OPEN_SINGLE = re.compile(r"(^|[\s(\[–])'")


def polish(text: str) -> str:
    """Text as it is printed, each line a block of its own; what is right already stays as it is."""
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join([x[0].upper() + x[1:] if x[:1].islower() else x for x in lines])
    for loose in _LOOSE:
        if loose in text:
            text = text.replace(loose, loose[1])
    text = _START.sub(lambda found: found[0].upper(), text)
    return _AN.sub(lambda found: f"{found[0][0]}n ", text)


def curl(text: str) -> str:
    """Straight quotation marks and apostrophes made curly: ``King's`` → ``King’s``."""
    if '"' in text:
        text = _OPEN.sub(r"\1“", text).replace('"', "”")
    if "'" in text:
        text = _OPEN_SINGLE.sub(r"\1‘", text).replace("'", "’")
    return text
