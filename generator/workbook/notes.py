"""The numbered notes of a workbook, on sheets of their own or under each table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.config.schema import Footnotes, NotesSheet, WorkbookLayout
from generator.errors import Fault, nearest
from generator.model import Note, Tag
from generator.sheets.sheet import Sheet
from generator.workbook.rows import footnotes_from
from generator.workbook.text import PLAIN

_FOOTNOTE = re.compile(r"(\d{1,2})[.\s]\s*(\S.*)", re.DOTALL)


def notes_sheets(sheets: Sequence[Sheet], layout: WorkbookLayout) -> list[Sheet]:
    """The sheets of notes that the layout names."""
    names = {PLAIN.folded(spec.sheet) for spec in layout.notes}
    return [sheet for sheet in sheets if PLAIN.folded(sheet.name) in names]


def read_notes(
    sheets: Sequence[Sheet],
    tables: Sequence[Sheet],
    layout: WorkbookLayout,
    faults: list[Fault],
    *,
    file: str,
    whole: bool,
) -> tuple[Note, ...]:
    """All notes, in the order of the workbook; a number that stands twice is a fault.

    So is a sheet of notes that is not there, where the file should be the ``whole`` workbook.
    """
    notes: list[Note] = []
    for spec in layout.notes:
        found = [s for s in sheets if PLAIN.folded(s.name) == PLAIN.folded(spec.sheet)]
        for sheet in found:
            notes += _on_sheet(sheet, spec, faults)
        if not found and whole:
            advice = nearest(spec.sheet, [s.name.strip() for s in sheets])
            faults.append(Fault(file, f"there is no sheet “{spec.sheet}” with notes.", advice))
    if layout.footnotes:
        for sheet in tables:
            notes += _under_table(sheet, layout.footnotes)
    first: dict[str, Note] = {}
    for note in notes:
        known = first.setdefault(note.name, note)
        if known is not note:
            what = f"{note.name} stands here and in {known.cell}."
            faults.append(Fault(note.cell, what, "Give each note its own number."))
    return tuple(first.values())


def _on_sheet(sheet: Sheet, spec: NotesSheet, faults: list[Fault]) -> list[Note]:
    notes = []
    name = PLAIN.clean(sheet.name)
    for index, row in enumerate(sheet.rows):
        first = row[0] if row else ""
        if spec.until and PLAIN.folded(first).startswith(PLAIN.folded(spec.until)):
            break
        for column in (0, 1):
            if content := sheet.broken.get((index, column)):
                what = f"holds {content}, where a note belongs."
                faults.append(Fault(sheet.at(index, column), what, "Mend the cell."))
        number = _number(first)
        if number and len(row) > 1:
            notes.append(Note(name, number, PLAIN.clean(row[1]), sheet.at(index, 1)))
    return notes


def _number(content: Any) -> str:
    """``4.0`` and ``"4"`` → ``"4"``; "" where there is no number."""
    if isinstance(content, float):
        return f"{content:g}"
    return content.strip() if isinstance(content, str) and content.strip().isdigit() else ""


def _under_table(sheet: Sheet, spec: Footnotes) -> list[Note]:
    notes = []
    start = footnotes_from(sheet, spec.after)
    for index, row in enumerate(sheet.rows[start:], start):
        match = _FOOTNOTE.fullmatch(str(row[0]).strip()) if row else None
        if match:
            text = PLAIN.clean(match[2])
            notes.append(Note(sheet.name.strip(), match[1], text, sheet.at(index, 0)))
    return notes


def named(
    tags: Mapping[str, Sequence[Tag]],
    layout: WorkbookLayout,
    rows: Mapping[str, str],
    notes: Sequence[Note],
    faults: list[Fault],
) -> tuple[Tag, ...]:
    """The tags of each sheet with the names of the notes that they refer to.

    ``rows`` says for each sheet which set of rows its table has. A tag without a note is a fault,
    unless the file (one table, say) has none of the notes.
    """
    known = {n.name for n in notes}
    there = {n.sheet for n in notes}
    of_rows = {r: PLAIN.clean(n.sheet) for n in layout.notes for r in n.rows}
    out = []
    for sheet, found in tags.items():
        source = sheet if layout.footnotes else of_rows.get(rows[sheet], "")
        for tag in found:
            name = f"{source} {tag.note}".strip()
            if name in known or source not in there:
                out.append(replace(tag, note=name))
                continue
            what = f"refers to note {tag.note}, which “{source}” does not have."
            faults.append(Fault(tag.cell, what, nearest(name, known)))
    return tuple(dict.fromkeys(out))
