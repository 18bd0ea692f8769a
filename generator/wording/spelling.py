"""How the words of many texts are spelt, looked up once for all of them by ``typos``."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.config.schema import Spelling
from generator.errors import fault


@dataclass(frozen=True, slots=True)
class Misspelt:
    """A word that no dictionary has: in which text, where in it, and what was meant perhaps."""

    name: str
    start: int
    word: str
    instead: tuple[str, ...]

    def __str__(self) -> str:
        return f"“{self.word}” is not spelt so. Perhaps: {' or '.join(self.instead)}."


def misspelt(
    texts: Mapping[str, str], spelling: Spelling, names: Iterable[str] = ()
) -> Iterator[Misspelt]:
    """The misspelt words of all texts, in their order; words of ``names`` are right.

    Raises:
        StringerError: ``typos``, which comes with Stringer, is not there.
    """
    program = shutil.which("typos", path=str(Path(sys.executable).parent)) or shutil.which("typos")
    if program is None:
        raise fault("typos", "is not installed.", "Run: pip install typos")
    allowed = {word.casefold() for name in (*spelling.allow, *names) for word in _parts(name)}
    owners: list[tuple[str, int]] = []
    lines: list[str] = []
    for name, text in texts.items():
        at = 0
        for line in text.split("\n"):
            owners.append((name, at))
            lines.append(line)
            at += len(line) + 1
    asked = [program, "--isolated", "--locale", spelling.locale, "--format", "json", "-"]
    done = subprocess.run(asked, input="\n".join(lines).encode(), capture_output=True, check=False)
    for found in map(json.loads, done.stdout.splitlines()):
        if found.get("type") != "typo" or found["typo"].casefold() in allowed:
            continue
        row = found["line_num"] - 1
        name, begin = owners[row]
        before = lines[row].encode()[: found["byte_offset"]].decode(errors="ignore")
        yield Misspelt(name, begin + len(before), found["typo"], tuple(found["corrections"]))


def _parts(name: str) -> list[str]:
    """The words of a name: ``King’s Lynn`` has three, as the dictionary parts it."""
    return "".join(c if c.isalpha() else " " for c in name).split()
