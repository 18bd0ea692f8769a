"""The numbered notes of a workbook."""

from __future__ import annotations

from collections.abc import Sequence

from generator.config.schema import NotesSheet
from generator.model import Note
from generator.workbook.sheets import Sheet, clean, folded


def read_notes(sheets: Sequence[Sheet], wanted: Sequence[NotesSheet]) -> tuple[Note, ...]:
    """The notes of each wanted sheet, in order; a sheet that is not there has none."""
    notes: list[Note] = []
    for spec in wanted:
        for sheet in sheets:
            if folded(sheet.name) != folded(spec.sheet):
                continue
            for index, row in enumerate(sheet.rows):
                first = row[0] if row else ""
                if (
                    spec.until
                    and isinstance(first, str)
                    and folded(first).startswith(folded(spec.until))
                ):
                    break
                if isinstance(first, int | float) and len(row) > 1:
                    text = clean(row[1])
                    notes.append(Note(clean(sheet.name), f"{first:g}", text, sheet.at(index, 1)))
    return tuple(notes)
