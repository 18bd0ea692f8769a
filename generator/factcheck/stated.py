"""What a text states, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from generator.factcheck.items import Number


class Verdict(StrEnum):
    """What the release says to a statement."""

    HOLDS = "holds"
    CONTRADICTED = "contradicted"
    MISPLACED = "misplaced"
    UNREAD = "not read"
    OUTSIDE = "outside"


class Stated(NamedTuple):
    """One thing that a sentence states, with every way in which it may be meant.

    - ``sort``: ``value``, ``change``, ``difference``, ``rate``, ``share``, ``ratio``, ``apart``
      (from the nation, in its own unit), ``target``, ``direction``, ``comparison``, ``rank``,
      ``ranked`` (how many are ranked), ``contrast``, ``outside``, ``unread``;
    - ``measures``, ``places``: what it may be about; ``every``: about each of the measures;
    - ``when``: the periods of a number, or those that a movement may be held against;
    - ``than``: the places that it may be held against;
    - ``sign``: 1 for more, -1 for less, 0 for as much, None where nothing is said; ``mild``: nearly
      as much, or of a rank, that others share it;
    - ``hang``: what it hangs on, -1 where its subject is carried on from before; ``near``: the
      places that are named elsewhere in the sentence, where its own segment names none;
    - ``start``, ``end``: its words in the text of its block.
    """

    sort: str
    start: int
    end: int
    measures: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    than: tuple[str, ...] = ()
    every: bool = False
    number: Number | None = None
    hedge: str = ""
    sign: int | None = None
    mild: bool = False
    unit: str = ""
    size: str = ""
    size_word: str = ""
    words: str = ""
    whole: tuple[str, ...] = ()
    per: tuple[str, Fraction] | None = None
    among: tuple[str, ...] = ()
    why: str = ""
    others: tuple[Stated, ...] = ()
    hang: object = None
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with its verdict.

    ``words`` are those of the text, from ``start`` to ``end`` of block ``block``; ``states`` says
    in words what they state, ``release`` what the release says, ``cells`` where; ``instead`` is
    what to write.
    """

    verdict: Verdict
    block: int
    start: int
    end: int
    words: str
    states: str
    release: str = ""
    cells: tuple[str, ...] = ()
    instead: str = ""

    @property
    def false(self) -> bool:
        """Whether the text must not go out so."""
        return self.verdict in (Verdict.CONTRADICTED, Verdict.MISPLACED)

    @property
    def span(self) -> tuple[int, int]:
        """Its block, and where it begins there."""
        return self.block, self.start

    def __str__(self) -> str:
        told = f"“{self.words}” is {self.verdict} ({self.states})."
        said = f" The release: {self.release}" if self.release else ""
        cells = f" ({', '.join(self.cells)})" if self.cells else ""
        return f"{told}{said}{cells}"
