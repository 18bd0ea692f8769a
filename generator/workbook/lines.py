"""What is typed in ``release.yml``, held against the release: national lines, and notes."""

from __future__ import annotations

from decimal import Decimal

from generator.config import Release
from generator.errors import Fault, StringerError, nearest
from generator.model import Reading, letters
from generator.words.numbers import half_up


def check_lines(release: Release, reading: Reading) -> None:
    """Every typed figure must be the figure of its cell, to the decimals that were typed.

    Raises:
        StringerError: each figure that does not, or whose cell holds no figure, with its line.
    """
    faults: list[Fault] = []
    figures = reading.figures
    for index, line in enumerate(release.file.nation):
        for name, typed in line.figures.items():
            if not typed.cell:
                continue
            where = release.document.where(("nation", index, "figures", name))
            sheet, _, address = typed.cell.partition("!")
            row = "".join(c for c in address if c.isdigit())
            here = figures[(figures["sheet"] == sheet) & (figures["row"] == int(row or 0))]
            match = [
                value
                for column, value in zip(here["column"], here["value"], strict=True)
                if f"{letters(int(column))}{row}" == address
            ]
            if not match:
                faults.append(Fault(where, f"{typed.cell} holds no figure that was read."))
            elif half_up(match[0], _decimals(typed.value)) != Decimal(repr(typed.value)):
                what = f'"{name}" is typed as {typed.value}, but {typed.cell} says {match[0]:g}.'
                faults.append(Fault(where, what, "Type what the cell says."))
    if faults:
        raise StringerError(faults)


def check_notes(release: Release, reading: Reading) -> None:
    """Every note that is typed must be in the release, and reach places of it.

    Raises:
        StringerError: each note or place that is not, with its line.
    """
    known = [f"{n.sheet} {n.number}" for n in reading.notes]
    codes = {p.code for p in reading.places}
    faults: list[Fault] = []
    for index, typed in enumerate(release.file.notes):
        if known and typed.note not in known:
            where = release.document.where(("notes", index, "note"))
            advice = nearest(typed.note, known)
            faults.append(Fault(where, f'the release has no note "{typed.note}".', advice))
        for position, code in enumerate(typed.places):
            if code not in codes:
                where = release.document.where(("notes", index, "places", position))
                faults.append(Fault(where, f"{code} is no place of the release."))
    if faults:
        raise StringerError(faults)


def _decimals(typed: float) -> int:
    """How many decimals were typed: 7.97 → 2, 205465 → 0."""
    exponent = Decimal(repr(typed)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
