"""What is typed in ``release.yml``, held against the release: national lines, and notes."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from generator.config import Beat, Release
from generator.config.schema import ReleaseNote
from generator.errors import Fault, StringerError, nearest
from generator.model import Cell, Doubt, Place, Reading, Tag, letters
from generator.words.numbers import half_up
from generator.workbook.text import PLAIN


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
                what = f'"{name}" is typed as {typed.value}, but {typed.cell} says {match[0]:.12g}.'
                faults.append(Fault(where, what, "Type what the cell says."))
    if faults:
        raise StringerError(faults)


def check_notes(release: Release, reading: Reading, beat: Beat) -> tuple[Doubt, ...]:
    """What the notes of the release hold: every note on something that is used must be typed.

    Returns the doubts: of places that a typed note holds, and of places on whose name a note stands
    that ``release.yml`` does not speak of.

    Raises:
        StringerError: a typed note or place that is not in the release, with its line; a note on a
            table or a column that is not typed, with its cell.
    """
    faults: list[Fault] = []
    known = {n.name: n for n in reading.notes}
    codes = {p.code: p for p in reading.places}
    for index, typed in enumerate(release.file.notes):
        where = release.document.where(("notes", index, "note"))
        for name in typed.names if known else ():
            if name not in known:
                what = f'the release has no note "{name}".'
                faults.append(Fault(where, what, nearest(name, known)))
            elif not typed.says:
                what = f'"{name}" needs some words of the note under "says".'
                faults.append(Fault(where, what, f"It says: “{known[name].text}”"))
            elif PLAIN.folded(typed.says) not in PLAIN.folded(known[name].text):
                what = f"{name} does not say “{typed.says}”, but “{known[name].text}”"
                advice = f"Look whether notes were renumbered or reworded ({known[name].cell})."
                faults.append(Fault(where, what, advice))
        for position, code in enumerate(typed.places):
            if code not in codes:
                where = release.document.where(("notes", index, "places", position))
                faults.append(Fault(where, f"{code} is no place of the release."))
            elif marked := _marked_elsewhere(typed, codes[code], reading):
                where = release.document.where(("notes", index, "places", position))
                what = f"{codes[code].name} does not bear {typed.names[0]}: {marked[0]} does."
                faults.append(Fault(where, what, f"Take {code} out."))
    told = {name for note in release.file.notes for name in note.names}
    untold: dict[str, list[Tag]] = {}
    doubts = [*_held(release, reading)]
    for tag in reading.tags:
        if tag.on == "place":
            place = codes[tag.what]
            used = place.level or place.code == beat.file.nation.code
            if used and not any(_speaks_of(note, tag.note, place) for note in release.file.notes):
                what = f"bears {tag.note}, and release.yml says nothing of it for {place.name}."
                doubts.append(Doubt(place.code, tag.cell, what))
        elif tag.note not in told:
            untold.setdefault(tag.note, []).append(tag)
    for name, tags in untold.items():
        cells = "1 more cell" if len(tags) == 2 else f"{len(tags) - 1} more cells"
        more = f" and in {cells}" if len(tags) > 1 else ""
        what = f"{name} stands here{more}, and release.yml says nothing of it."
        faults.append(Fault(tags[0].cell, what, "Type it under notes: text, hold or no_effect."))
    if faults:
        raise StringerError(faults)
    once = {(d.place, d.what): d for d in reversed(doubts)}
    return tuple(reversed(once.values()))


def _speaks_of(note: ReleaseNote, name: str, place: Place) -> bool:
    """Whether a typed note says something of this note for this place."""
    if name not in note.names:
        return False
    return bool(note.no_effect or note.reaches(place))


def _marked_elsewhere(note: ReleaseNote, place: Place, reading: Reading) -> list[Cell]:
    """Where a note stands, if that is in names of places alone, and none of them is this place, its
    group or lies in it, and the note does not name it.
    """
    tags = [tag for tag in reading.tags if tag.note in note.names]
    bearing = {tag.what for tag in tags if tag.on == "place"}
    around = {p.code for p in reading.places if place.code in (p.code, p.group)} | {place.group}
    texts = [PLAIN.folded(n.text) for n in reading.notes if n.name in note.names]
    named = any(PLAIN.folded(place.name) in text for text in texts)
    if named or bearing & around or any(tag.on != "place" for tag in tags):
        return []
    return [tag.cell for tag in tags]


def _held(release: Release, reading: Reading) -> Iterator[Doubt]:
    cells = {n.name: n.cell for n in reading.notes}
    for note in release.file.notes:
        for place in reading.places if note.hold else ():
            if place.level and note.reaches(place):
                name = note.names[0]
                yield Doubt(place.code, cells.get(name, Cell(name)), f"held by {name}: {note.hold}")


def _decimals(typed: float) -> int:
    """How many decimals were typed: 7.97 → 2, 205465 → 0."""
    exponent = Decimal(repr(typed)).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
