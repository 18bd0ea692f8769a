"""What combined places are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.config.schema import Members
from generator.errors import Fault
from generator.model import Cell, Doubt, Place
from generator.sheets.sheet import Sheet
from generator.workbook.places import Places
from generator.workbook.text import CellText


def with_members(
    places: Mapping[str, Place],
    sheet: Sheet | None,
    spec: Members,
    *,
    file: str,
    text: CellText,
    noted: Places,
) -> tuple[Place, ...]:
    """The places, combined ones with the names of their members.

    ``sheet`` holds the table of members. A place that it does not have is in doubt; without it
    there is a fault.
    """
    combined = [p for p in places.values() if p.kind in spec.rows]
    headers = [text.folded(h) for h in (spec.group, spec.place, spec.member)]
    rows = sheet.rows if sheet else []
    header = next(
        (i for i, r in enumerate(rows) if set(headers) <= {text.folded(c) for c in r}), None
    )
    if sheet is None or header is None:
        shown = " and ".join(f"“{w}”" for w in spec.title)
        what = f"no table with {shown} in its title lists the members of combined places."
        noted.faults.append(Fault(file, what))
        return tuple(places.values())
    found = _members(sheet, header, headers, text, noted)
    out = dict(places)
    for place in combined:
        listed = found.get((text.folded(place.group_name), text.folded(place.name)), [])
        names = tuple(name for name, _ in listed)
        cells = {**place.cells, "members": tuple(where for _, where in listed)}
        out[place.code] = replace(place, members=names, cells=cells)
        if len(names) < 2:
            some = f"only {names[0]}" if names else "no member"
            what = f"the table of members has {some} for {place.name} ({place.group_name})."
            noted.doubts.append(Doubt(place.code, sheet.at(header, 0), what))
        elif len(set(map(text.folded, names))) < len(names):
            what = f"the table of members has one twice for {place.name}: {', '.join(names)}."
            noted.doubts.append(Doubt(place.code, sheet.at(header, 0), what))
    return tuple(out.values())


def members_sheet(sheets: Sequence[Sheet], spec: Members, text: CellText) -> Sheet | None:
    """The sheet with the table of members, if there is one."""
    words = [text.folded(w) for w in spec.title]
    return next((s for s in sheets if all(w in text.folded(s.title) for w in words)), None)


def _members(
    sheet: Sheet, header: int, headers: Sequence[str], text: CellText, noted: Places
) -> dict[tuple[str, str], list[tuple[str, Cell]]]:
    """(group, place) → its members, each with its cell; a blank cell continues the row above."""
    rows = sheet.rows
    texts = [text.folded(c) for c in rows[header]]
    at = [texts.index(h) for h in headers]
    found: dict[tuple[str, str], list[tuple[str, Cell]]] = {}
    group = place = ""
    for (index, column), content in sheet.broken.items():
        if column in at:
            what = f"holds {content}, where a name belongs."
            noted.faults.append(Fault(sheet.at(index, column), what, "Mend the cell."))
    for index, row in enumerate(rows[header + 1 :], header + 1):
        group = text.folded(row[at[0]]) or group
        place = text.folded(row[at[1]]) or place
        if member := text.clean(row[at[2]]):
            found.setdefault((group, place), []).append((member, sheet.at(index, at[2])))
    return found
