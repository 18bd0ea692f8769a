"""What the second reader says of every statement of many texts, kept line by line.

The texts are the open papers, and the golden stories: as they are, with the last digit of every
figure changed, every direction turned, every year another, and with hedges and other units.
`readings.txt` holds the lines, so that a change to the reader shows what else it moves: ``python -m
tests.exam.readings`` writes it anew, to be looked at before it is committed.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from generator.factcheck import Verdict
from generator.factcheck.stated import Stated
from generator.wording.texts import read_text
from tests.exam.papers import HERE, ROOT, papers, reader

READINGS = HERE / "readings.txt"
GOLDEN = ROOT / "tests/golden"
PAIRS = ("rose fell", "up down", "higher lower", "rise fall", "highest lowest", "more fewer",
         "increase decrease", "increased decreased", "above below", "most least")  # fmt: skip
OTHER = {a: b for pair in PAIRS for a, b in (pair.split(), pair.split()[::-1])}

_UNSAID = (
    "every", "hedge", "sign", "mild", "unit", "size", "than", "whole", "per", "among", "hang",
    "near",
)  # fmt: skip


def _other_digits(text: str) -> str:
    return re.sub(r"\d(?![\d,.]*\d)", lambda found: str((int(found[0]) + 1) % 10), text)


def _turned(text: str) -> str:
    return re.sub(r"[a-z]+", lambda found: OTHER.get(found[0], found[0]), text)


def _other_years(text: str) -> str:
    return re.sub(r"\b(20\d)(\d)\b", lambda found: f"{found[1]}{int(found[2]) - 1}", text)


def _about(text: str) -> str:
    """Every second figure nearly as it was: hedges, and other units, where they may be wrong."""
    words = itertools.cycle(("about ", "", "more than ", "", "almost ", ""))
    hedged = re.sub(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?", lambda m: f"{next(words)}{m[0]}", text)
    return hedged.replace("%", " percentage points", 2)


CHANGES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "other digits": _other_digits,
    "turned": _turned,
    "other years": _other_years,
    "about": _about,
}


def readings() -> Iterator[str]:
    """The name of each text, and a line for each statement: its words, the verdict, and why."""
    for what in ("stories", "sentences"):
        for paper in papers("open", what):
            yield from _lines(paper.id, paper.text, paper.release, paper.place, own=False)
    for path in sorted(GOLDEN.glob("*/*/*.md")):
        release, place = str(path.parent.relative_to(GOLDEN)), _code(path)
        for change, changed in CHANGES.items():
            text = changed(path.read_text())
            yield from _lines(f"{path.stem}, {change}", text, release, place, own=True)


def _code(path: Path) -> str:
    return path.stem.split("-")[1].upper()


def _lines(name: str, text: str, release: str, place: str, *, own: bool) -> Iterator[str]:
    yield name
    blocks = read_text(f"{name}.md", text.encode()).blocks
    one = reader(release, own=own)
    for read, stated, ruling in one._rulings(blocks, place):
        s = one._statement(read, stated, ruling, blocks)
        told = f"  {s.words} | {s.verdict}: {s.states}"
        if s.verdict is not Verdict.HOLDS:
            told = f"{told} | {s.release} | {s.instead}"
        yield f"{told} | {' '.join(s.cells[:2])}{_unsaid(stated)}"


def _unsaid(stated: Stated) -> str:
    """What a statement has in it that its words do not show: what it hangs on, what it is among."""
    found = (f"{name} {_plainly(getattr(stated, name))}" for name in _UNSAID)
    return "".join(f" | {one}" for one in found if not one.endswith(" "))


def _plainly(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_plainly, value))
    return "" if value is None or value is False else str(value)


if __name__ == "__main__":
    READINGS.write_text("\n".join((*readings(), "")))
