"""Reading a workbook laid out for people, as a layout of ``sources.yml`` describes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from generator.config import Beat, Release
from generator.config.schema import Table, WorkbookLayout
from generator.errors import Fault, StringerError
from generator.model import Reading, TableSeen, Tag
from generator.sheets.sheet import Sheet
from generator.words.periods import periods_of
from generator.workbook.frame import FigureTable
from generator.workbook.members import members_sheet, with_members
from generator.workbook.notes import named, notes_sheets, read_notes
from generator.workbook.places import Places
from generator.workbook.remarks import remarks_on
from generator.workbook.rows import Row
from generator.workbook.tables import Found, find_table
from generator.workbook.text import CellText


def read_workbook(
    release: Release, beat: Beat, layout: WorkbookLayout, sheets: Sequence[Sheet]
) -> Reading:
    """All tables that the layout names, or those of them that the release has.

    Raises:
        StringerError: see :func:`generator.workbook.read`.
    """
    periods = periods_of(beat, release.file.period)
    text = CellText(glued=layout.footnotes is not None)
    file = release.source.name
    places = Places(beat, layout)
    markers = beat.sources.markers_of(release.file.source.layout)
    figures = FigureTable(markers, fractions=layout.fractions)
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
        earlier = periods.against.get(table.period)
        period = earlier.key if earlier else periods.current
        figures.add_block(found.sheet, rows, found.columns, period)
        seen.append(_seen(found, rows))
        tags[found.sheet.name.strip()] = [*found.tags(), *places.tags]
        places.tags.clear()
        read.append((found, rows))
    faults = places.faults
    notes = read_notes(
        sheets,
        [found.sheet for found, _ in read],
        layout,
        faults,
        file=file,
        whole=not release.file.source.tables,
    )
    of_sheet = {found.sheet.name.strip(): found.table.rows for found, _ in read}
    known = named(tags, layout, of_sheet, notes, faults)
    places.settle()
    everyone = tuple(places.known.values())
    members = layout.members
    listed = members_sheet(sheets, members, text) if members else None
    if members and (listed or not release.file.source.tables):
        everyone = with_members(places.known, listed, members, file=file, text=text, noted=places)
    frame = figures.frame()
    doubts = (*figures.doubts, *places.doubts, *places.missing(), *places.groups())
    nation = beat.file.nation
    gives = {kind for found, _ in read for kind in found.table.gives}
    if gives & set(nation.rows) and nation.code not in places.known:
        faults.append(Fault(file, f"no row is that of {nation.name} ({nation.code})."))
    if faults:
        raise StringerError((*faults, *(d.fault for d in doubts)))
    others = [*notes_sheets(sheets, layout), *([listed] if listed else [])]
    remarks = tuple(remarks_on(read, sheets, others))
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
