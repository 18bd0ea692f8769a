"""What a text claims: spans that state something, what is behind each, and how that was reached."""

from __future__ import annotations

from typing import NamedTuple

from generator.model.figures import Cell, Figure, Number
from generator.model.findings import Finding


class Ground(NamedTuple):
    """What stands behind something that a template printed.

    - ``kind``: what it states: a number by its unit (``count``, ``rate``, ``change`` …), a word
      (``direction``, ``comparison``), a name (``place``, ``group``, ``nation``, ``measure``,
      ``period``), a ``rank``, a ``quotation``, or another text of the configuration;
    - ``place``, ``measure``: what it is about;
    - ``finding``, ``quantity``: the number that it says, or that its word follows from;
    - ``rule``, ``band``, ``word``: which word of which band of which rule it is;
    - ``source``: where it is typed, as file and line, if it is no number of a finding;
    - ``cells``, ``value``: where the release says it, and the number as it was typed.
    """

    kind: str
    place: str = ""
    measure: str = ""
    finding: Finding | None = None
    quantity: str = ""
    rule: str = ""
    band: str = ""
    word: str = ""
    source: str = ""
    cells: tuple[Cell, ...] = ()
    value: Number | None = None


class Claim(NamedTuple):
    """A span of a block's text that states something: its characters from ``start`` to ``end``.

    ``ground`` is the position of what stands behind it, among those of its article.
    """

    start: int
    end: int
    ground: int


class Derivation(NamedTuple):
    """How a quantity of a finding was reached.

    - ``value``: unrounded;
    - ``operation``: the sum that gives it, in numbers: ``100 × (913 − 826) / 826``; "" where the
      release gives it as it is;
    - ``figures``: the published numbers that it rests on, in the order of the sum;
    - ``published``: the cell in which the release gives the same result;
    - ``among``: the cells of all that a rank is taken among, runs of one column as ``B!K4:K9``;
    - ``source``: where a number that no release gives is typed, as file and line;
    - ``caveats``: notes of the release that touch it.
    """

    value: Number
    operation: str = ""
    figures: tuple[Figure, ...] = ()
    published: Cell | None = None
    among: tuple[Cell, ...] = ()
    source: str = ""
    caveats: tuple[str, ...] = ()
