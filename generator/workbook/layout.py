"""Reading a workbook laid out for people, as a layout of ``sources.yml`` describes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.config import Beat, Release
from generator.config.schema import Table, WorkbookLayout
from generator.errors import Fault, StringerError
from generator.model import Reading, TableSeen, Tag
from generator.sheets.sheet import Sheet, column_spans, row_spans
from generator.words.periods import period_names
from generator.workbook.frame import FigureTable
from generator.workbook.notes import named, read_notes
from generator.workbook.rows import Places, Row, with_members
from generator.workbook.tables import Found, find_table
from generator.workbook.text import CellText


def read_workbook(
    release: Release, beat: Beat, layout: WorkbookLayout, sheets: Sequence[Sheet]
) -> Reading:
    """All tables that the layout names, or those of them that the release has.

    Raises:
        StringerError: see :func:`generator.workbook.read`.
    """
    periods = period_names(beat.house, release.file.period)
    text = CellText(glued=layout.footnotes is not None)
    file = release.source.name
    places = Places(beat, layout)
    figures = FigureTable({**beat.sources.markers, **layout.markers})
    seen: list[TableSeen] = []
    tags: dict[str, list[Tag]] = {}
    read: list[tuple[Found, list[Row]]] = []
    for table in _tables(layout, release):
        try:
            found = find_table(table, sheets, layout, periods, beat, file=file, text=text)
        except StringerError as error:
            places.faults += error.faults
            continue
        rows = places.rows(found)
        period = periods.previous if table.period == "previous" else periods.current
        figures.add_block(found.sheet, rows, found.columns, period)
        seen.append(_seen(found, rows))
        tags[found.sheet.name.strip()] = [*found.tags(), *places.tags]
        places.tags.clear()
        read.append((found, rows))
    faults = places.faults
    notes = read_notes(sheets, [found.sheet for found, _ in read], layout, faults)
    of_sheet = {found.sheet.name.strip(): found.table.rows for found, _ in read}
    known = named(tags, layout, of_sheet, notes, faults)
    everyone = tuple(places.known.values())
    if layout.members and not release.file.source.tables:
        everyone = with_members(
            places.known, sheets, layout.members, file=file, text=text, noted=places
        )
    frame = figures.frame()
    doubts = (*figures.doubts, *places.doubts, *places.missing())
    nation = beat.file.nation
    gives = {kind for found, _ in read for kind in found.table.gives}
    if "nation" in gives and nation.code not in places.known:
        faults.append(Fault(file, f"no row is that of {nation.name} ({nation.code})."))
    if faults:
        raise StringerError((*faults, *(d.fault for d in doubts)))
    remarks = tuple(_remarks(read, sheets))
    return Reading(frame, everyone, notes, known, tuple(seen), doubts, remarks)


def _tables(layout: WorkbookLayout, release: Release) -> list[Table]:
    wanted = release.file.source.tables
    return [t for t in layout.tables if not wanted or t.name in wanted]


def _seen(found: Found, rows: Sequence[Row]) -> TableSeen:
    sheet, clean = found.sheet, found.text.clean
    columns = {clean(h): sheet.at(found.header, at) for at, h in found.headings.items()}
    return TableSeen(
        name=found.table.name,
        sheet=sheet.name.strip(),
        title=clean(sheet.title),
        header_row=found.header + 1,
        rows=dict(Counter(row.kind for row in rows)),
        columns=columns,
        unread=found.unread,
    )


def _remarks(read: Sequence[tuple[Found, list[Row]]], sheets: Sequence[Sheet]) -> Iterator[str]:
    """What a person who opens the file would not see, or would see and the parser does not."""
    for found, rows in read:
        sheet, name = found.sheet, found.sheet.name.strip()
        if sheet.hidden:
            yield f"{name}: the sheet is hidden, and read like any other."
        if hidden := sorted(sheet.hidden_rows & {row.at for row in rows}):
            yield f"{name}: {row_spans(hidden)} hidden, and read like any other."
        if hidden := sorted(sheet.hidden_columns & {c.at for c in found.columns}):
            yield f"{name}: {column_spans(hidden)} hidden, and read like any other."
    cells = {
        found.sheet.name: ({r.at for r in rows}, {c.at for c in found.columns})
        for found, rows in read
    }
    for sheet in sheets:
        rows_read, columns_read = cells.get(sheet.name, (set(), set()))
        for row, column in sheet.broken:
            if row not in rows_read or column not in columns_read:
                shown = sheet.rows[row][column] if row < len(sheet.rows) else ""
                kind = "a formula without a value" if shown.startswith("=") else f"“{shown}”"
                yield f"{sheet.at(row, column)}: holds {kind}; nothing reads that cell."
