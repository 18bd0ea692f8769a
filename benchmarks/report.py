"""Medians, ratios and budgets, and the page that shows them."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Final

LIBRARIES: Final = ("numpy", "pandas", "python-calamine", "jinja2", "pydantic", "orjson", "click")
PAGE: Final = Path(__file__).resolve().parent / "RESULTS.md"
_CPU: Final = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing: their median, and the least and the greatest of them."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> Spread:
        found = list(values)
        return cls(median(found), min(found), max(found))

    def show(self, places: int) -> str:
        """`1.08 (0.82–1.54)`."""
        return f"{self.median:.{places}f} ({self.least:.{places}f}–{self.most:.{places}f})"


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """One by the other, round by round: what slowed a whole round leaves its ratio alone."""
    return Spread.of(a / b for a, b in zip(above, below, strict=True))


@dataclass(frozen=True, slots=True)
class Budget:
    """A figure that has a limit: `figure` as measured, `limit` as agreed, in words too."""

    name: str
    figure: Spread
    limit: float
    said: str
    places: int = 2

    @property
    def verdict(self) -> str:
        return "within" if self.figure.median <= self.limit else "over"

    def row(self) -> tuple[str, str, str, str]:
        return (self.name, self.said, self.figure.show(self.places), f"**{self.verdict}**")


@dataclass(frozen=True, slots=True)
class Section:
    """One part of the page: what was measured, the table of it, and its budgets."""

    title: str
    text: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    budgets: tuple[Budget, ...]

    def lines(self) -> list[str]:
        lines = [f"## {self.title}\n", f"{self.text}\n", *_table(self.heads, self.rows), ""]
        if self.budgets:
            heads = ("Budget", "Limit", "Measured", "")
            lines += [*_table(heads, [b.row() for b in self.budgets]), ""]
        return lines


_PART: Final = re.compile(r"<!-- (\w+) -->\n(.*?)(?=<!-- \w+ -->|\Z)", re.S)
_HEAD: Final = """\
# Speed, beside its baselines

Written by `make bench`, part by part. Every figure is a median, with the least and the greatest \
in brackets. In a round, Stringer and its baselines run one after the other; a ratio is taken \
within each round before its median is. On shared cores, read the ratios. Budgets stand for a \
quiet machine, and for the median.

"""
_FOOT: Final = """\
## To run it again

`make bench`, with Node.js 18.3 or later and npm on the path: the peers are installed into \
`benchmarks/node_modules` and `benchmarks/.venv` at their pinned versions. `python -m benchmarks \
sizes cold` measures these parts alone and leaves the others on the page as they are; `--rounds \
15` takes more rounds, `--quick` one, and prints what it finds. One row alone: `python -m \
benchmarks.stories` (Stringer, warm), `python -m benchmarks.many` (at any size), `python -m \
benchmarks.peer rosaenlg` (or any other peer or floor).
"""


def parts_of(page: str) -> dict[str, str]:
    """What a page holds of each part."""
    return {found[1]: found[2] for found in _PART.finditer(page)}


def told(sections: Iterable[Section], rounds: int, peers: Mapping[str, str]) -> str:
    """What was measured of one part, when, and on what."""
    lines = [line for section in sections for line in section.lines()]
    taken = f"{date.today():%-d %B %Y}, commit {_commit()}, {rounds} rounds or as many as are said"
    on = "; ".join(f"{name} {said}" for name, said in machine(peers))
    return "\n".join((*lines, f"<sub>Measured: {taken}. {on}.</sub>\n\n"))


def page(parts: Mapping[str, str], order: Iterable[str]) -> str:
    """The whole page: its parts, in their order."""
    held = (f"<!-- {name} -->\n{parts[name]}" for name in order if name in parts)
    return f"{_HEAD}{''.join(held)}<!-- end -->\n{_FOOT}"


def _commit() -> str:
    """The commit that was measured, with a plus where files but the page have changed since."""
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", f":(exclude){PAGE}")
    return f"{_git('rev-parse', '--short', 'HEAD') or 'no commit'}{'+' if changed else ''}"


def _git(*words: str) -> str:
    found = subprocess.run(["git", *words], capture_output=True, text=True, check=False)
    return found.stdout.strip()


def machine(peers: Mapping[str, str]) -> list[tuple[str, str]]:
    """What it ran on: processor, cores, versions."""
    cores = os.cpu_count() or 1
    return [
        ("Processor", f"{_processor()}, {cores} core{'s' if cores > 1 else ''}"),
        ("System", f"{platform.system()} {platform.machine()}"),
        ("Python", f"{platform.python_implementation()} {platform.python_version()}"),
        *((name, said) for name, said in peers.items()),
        *((name, version(name)) for name in LIBRARIES),
    ]


def _processor() -> str:
    if _CPU.is_file():
        for text in _CPU.read_text(encoding="utf-8").splitlines():
            key, _, value = text.partition(":")
            if key.strip() == "model name":
                return value.strip()
    return platform.processor() or "unknown"


def _table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    rule = ("---", *("---:" for _ in heads[1:]))
    return [f"| {' | '.join(cells)} |" for cells in (heads, rule, *rows)]
