"""What is asked of a run, and the shards in which it is done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FILES = ("md", "html", "json", "txt")
"""The formats of a story that is a file of its own, if none is named."""
JSONL = "jsonl"
"""The format of shards: the JSON of a story a line."""
MANY = 10_000
"""More places than these are written into shards, if no format is named."""
_OF_FILES, _OF_LINES = 100, 1_000


@dataclass(frozen=True, slots=True)
class Order:
    """How the stories of a release are to be written.

    ``formats`` are those asked for, none for the usual ones; ``jobs`` the processes at work;
    ``anew`` makes every story anew; ``cluster`` is ``local``, or the address of a scheduler.
    """

    out: Path
    formats: tuple[str, ...] = ()
    jobs: int = 1
    anew: bool = False
    cluster: str = ""


@dataclass(frozen=True, slots=True)
class Shard:
    """Some neighbouring stories of a release, which are made in one go and kept together.

    ``begin`` and ``end`` count the places of its ``part`` that get a story; ``first`` is the number
    of the stories in all shards before it.
    """

    number: int
    part: int
    begin: int
    end: int
    first: int

    @property
    def name(self) -> str:
        return f"stories-{self.number:05}"


def shards_of(parts: Sequence[int], *, lines: bool) -> list[Shard]:
    """The shards of a release whose parts have so many stories.

    They hang on nothing but these numbers, so that a run finds those of the run before: a thousand
    stories where they are lines of a file, a hundred where each is a file of its own.
    """
    return list(_shards(parts, _OF_LINES if lines else _OF_FILES))


def _shards(parts: Sequence[int], size: int) -> Iterator[Shard]:
    number = first = 0
    for part, stories in enumerate(parts):
        for begin in range(0, stories, size):
            end = min(begin + size, stories)
            yield Shard(number, part, begin, end, first)
            number, first = number + 1, first + end - begin
