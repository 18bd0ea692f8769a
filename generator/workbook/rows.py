"""The rows under a header: which place each is about, and where the same place stands elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from typing import Any

from generator.config import Beat
from generator.config.schema import Members, RowKind, WorkbookLayout
from generator.errors import Fault
from generator.model import Cell, Doubt, Place, Tag
from generator.sheets.sheet import Sheet
from generator.workbook.tables import Found
from generator.workbook.text import CellText


@dataclass(frozen=True, slots=True)
class Row:
    """A row about a place: its position from 0, the place's code, its kind, and its cells."""

    at: int
    place: str
    kind: str
    cells: list[Any]


Spot = tuple[Sheet, int, int]
"""A cell, for the case that somebody asks: its sheet, row and column from 0."""


def _cell(spot: Spot) -> Cell:
    sheet, row, column = spot
    return sheet.at(row, column)


@dataclass(slots=True)
class Places:
    """The places of a workbook, as table after table names them."""

    beat: Beat
    layout: WorkbookLayout
    known: dict[str, Place] = field(default_factory=dict)
    tags: list[Tag] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    _stands: dict[tuple[str, str], dict[str, Spot]] = field(default_factory=dict)
    _named: dict[str, Spot] = field(default_factory=dict)

    def rows(self, found: Found) -> list[Row]:
        """The rows of a table; their places, and what is wrong with them, are noted."""
        kinds = self.layout.rows[found.table.rows]
        first: dict[str, int] = {}
        out = []
        for index, line in self._lines(found):
            raw = {k: line[c] if c < len(line) else "" for k, c in found.identify.items()}
            ids = {k: found.text.clean(v) for k, v in raw.items() if "code" not in k}
            ids |= {k: str(v).strip() for k, v in raw.items() if "code" in k}
            if not any(ids.values()):
                self._nobody(found, index, line)
                continue
            kind = next((k for k in kinds if _fits(k, ids)), None)
            if kind is None:
                shown = ", ".join(f'{k} "{v}"' for k, v in ids.items() if v)
                what = f"the row is of no kind that sources.yml knows ({shown})."
                self.faults.append(Fault(found.sheet.row_name(index), what))
                continue
            own = ("group_name", "group_code") if kind.place == "group" else ("name", "code")
            name, code = (ids[k] for k in own)
            if not name:
                self._nobody(found, index, line)
                continue
            key = code or f"{kind.kind} {name.casefold()}"
            if key in first:
                other = found.sheet.at(first[key], found.identify[own[1]])
                what = f"{code or name} stands here and in {other}."
                where = found.sheet.at(index, found.identify[own[1]])
                self.faults.append(Fault(where, what, "Keep one."))
                continue
            first[key] = index
            out.append(Row(index, key, kind.kind, line))
            place = Place(
                code=key,
                name=name,
                kind=kind.kind,
                level=self.beat.level_of(kind.kind),
                group="" if kind.place == "group" else ids.get("group_code", ""),
                group_name="" if kind.place == "group" else ids.get("group_name", ""),
                authority=ids.get("authority_name", ""),
            )
            self._note(place, (found.sheet, index, found.identify[own[0]]))
            for name_at, text in raw.items():
                for number in found.text.tags(text) if "code" not in name_at else ():
                    where = found.sheet.at(index, found.identify[name_at])
                    self.tags.append(Tag(number, "place", key, where))
        family = self._stands.setdefault((found.table.name, found.table.rows), {})
        family |= {row.place: (found.sheet, row.at, 0) for row in out}
        return out

    def missing(self) -> list[Doubt]:
        """Places that one table has, and another that gives their kind has not."""
        tables = {t.name: t for t in self.layout.tables}
        found: dict[tuple[str, str], Doubt] = {}
        for stands in self._stands.values():
            for code, where in stands.items():
                place = self.known[code]
                for (name, rows), there in self._stands.items():
                    lacks = code in there or code in self.layout.lacks.get(rows, ())
                    if not lacks and place.kind in tables[name].gives:
                        what = f"{place.name} stands here, but not in “{name}”."
                        doubt = Doubt(code, _cell(where), what)
                        found.setdefault((code, name), doubt)
        return list(found.values())

    def _lines(self, found: Found) -> list[tuple[int, list[Any]]]:
        """The rows under the header, down to the footnotes where the layout has them."""
        lines = list(enumerate(found.sheet.rows))[found.header + 1 :]
        if self.layout.footnotes:
            end = footnotes_from(found.sheet, self.layout.footnotes.after)
            lines = [line for line in lines if line[0] < end]
        return lines

    def _nobody(self, found: Found, index: int, line: Sequence[Any]) -> None:
        """A row that names no place may hold no figure either."""
        for column in found.columns:
            if column.at < len(line) and isinstance(line[column.at], float):
                what = "the row has figures, but names no place."
                self.faults.append(Fault(found.sheet.row_name(index), what, "Name it."))
                return

    def _note(self, place: Place, spot: Spot) -> None:
        """A new place; or, of one that is known, whether it is called the same."""
        known = self.known.setdefault(place.code, place)
        if known is place:
            self._named[place.code] = spot
            return
        what = ""
        if place.name != known.name and _words(place.name) != _words(known.name):
            what = f"{place.code} is called “{place.name}” here, and “{known.name}” in "
        elif known.group_name and place.group_name and known.group_name != place.group_name:
            what = f"{known.name} lies in “{place.group_name}” here, and “{known.group_name}” in "
        if what:
            text = f"{what}{_cell(self._named[place.code])}."
            self.doubts.append(Doubt(place.code, _cell(spot), text))


def _words(name: str) -> list[str]:
    """A name whose words may be turned round: ``London, City of`` is ``City of London``."""
    return sorted(name.casefold().replace(",", " ").split())


def _fits(kind: RowKind, ids: Mapping[Any, str]) -> bool:
    for key, pattern in kind.when.items():
        value = ids.get(key, "")
        if pattern in ("blank", "filled"):
            if bool(value) != (pattern == "filled"):
                return False
        elif not fnmatchcase(value.casefold(), pattern.casefold()):
            return False
    return True


def footnotes_from(sheet: Sheet, after: str) -> int:
    """The row of a sheet in which the footnotes begin; its end where there are none."""
    for index, row in enumerate(sheet.rows):
        if row and isinstance(row[0], str) and row[0].strip().startswith(after):
            return index
    return len(sheet.rows)


def with_members(
    places: Mapping[str, Place],
    sheets: Sequence[Sheet],
    spec: Members,
    *,
    file: str,
    text: CellText,
    noted: Places,
) -> tuple[Place, ...]:
    """The places, combined ones with the names of their members.

    A place that the table of members does not have is in doubt; without a table there is a fault.
    """
    combined = [p for p in places.values() if p.kind == "combined"]
    words = [text.folded(w) for w in spec.title]
    sheet = next((s for s in sheets if all(w in text.folded(s.title) for w in words)), None)
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
    found = _members(rows, header, headers, text)
    out = dict(places)
    for place in combined:
        names = found.get((text.folded(place.group_name), text.folded(place.name)), ())
        out[place.code] = replace(place, members=names)
        if len(names) < 2:
            some = f"only {names[0]}" if names else "no member"
            what = f"the table of members has {some} for {place.name} ({place.group_name})."
            noted.doubts.append(Doubt(place.code, sheet.at(header, 0), what))
    return tuple(out.values())


def _members(
    rows: Sequence[Sequence[Any]], header: int, headers: Sequence[str], text: CellText
) -> dict[tuple[str, str], tuple[str, ...]]:
    """(group, place) → the names of the members; a blank cell continues the row above."""
    texts = [text.folded(c) for c in rows[header]]
    at = [texts.index(h) for h in headers]
    found: dict[tuple[str, str], list[str]] = {}
    group = place = ""
    for row in rows[header + 1 :]:
        group = text.folded(row[at[0]]) or group
        place = text.folded(row[at[1]]) or place
        if member := text.clean(row[at[2]]):
            found.setdefault((group, place), []).append(member)
    return {key: tuple(names) for key, names in found.items()}
