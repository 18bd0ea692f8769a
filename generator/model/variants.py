"""The wordings that templates and configuration can produce, each on its own."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Arm:
    """One way on from a branch point: the outcome that takes it, in words, and its lines.

    ``outcome`` is true or false for a test, whether there was anything for a loop, the number of
    the alternative for ``say``; ``last`` is the last line of what it prints.
    """

    outcome: int
    text: str
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A point where a template decides: its file, line and kind (if, loop, say), and its arms.

    An outcome without an arm leads to another point, as a test that does not hold to the ``elif``
    behind it, or cannot come about, as no round of a loop within a test for that.
    """

    file: str
    line: int
    kind: str
    text: str
    arms: tuple[Arm, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """A wording: an arm of a branch point, a band, an angle, or a measure that leads.

    ``kind`` is ``if``, ``loop``, ``say``, ``band``, ``angle`` or ``lead``; ``name`` says which in
    words; ``file``, ``line`` and ``last`` where it is written. ``keys`` are what a story's trail
    knows it by: any of them shows it.
    """

    kind: str
    name: str
    file: str
    line: int
    last: int
    keys: tuple[tuple[str | int, ...], ...]

    @property
    def key(self) -> tuple[str | int, ...]:
        """The first of its keys, which stands for it."""
        return self.keys[0]

    @property
    def where(self) -> str:
        """``templates/BEAT/lead.j2:12``."""
        return f"{self.file}:{self.line}"
