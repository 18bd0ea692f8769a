"""Which place each row is about, and whether the tables agree on the places."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.config import Beat
from generator.config.schema import RowKind, WorkbookLayout
from generator.errors import Fault
from generator.model import Cell, Doubt, Place, Tag
from generator.sheets.sheet import Sheet
from generator.workbook.numbers import written_number
from generator.workbook.rows import Row, fits, footnotes_from
from generator.workbook.tables import Found
from generator.workbook.text import CODE

_OWN, _GROUPS = ("name", "code"), ("group_name", "group_code")
_MARKED = re.compile(r"[\[\]*†‡§¹²³⁰⁴-⁹#=]|\(note|\d$", re.IGNORECASE)
_SAME = {
    "group_name": ("group", "group_name"),
    "group": ("group’s code", "group_code"),
    "authority": ("authority", "authority_name"),
    "kind": ("kind", "authority_code"),
}
"""What of a place must be the same in all tables: how it is called, and which column says it."""


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
    _named: dict[str, tuple[Found, int, int]] = field(default_factory=dict)

    def rows(self, found: Found) -> list[Row]:
        """The rows of a table; their places, and what is wrong with them, are noted."""
        first: dict[str, int] = {}
        out = []
        for index, line in self._lines(found):
            raw = {k: line[c] if c < len(line) else "" for k, c in found.identify.items()}
            ids = {k: found.text.clean(v) for k, v in raw.items() if "code" not in k}
            ids |= {k: str(v).strip() for k, v in raw.items() if "code" in k}
            kind = self._kind(found, index, line, ids)
            if kind is None:
                continue
            by_name, by_code = _OWN if kind.place == "own" else _GROUPS
            place = self._place(kind, ids, ids[by_name], ids[by_code])
            if place.code in first:
                column = found.identify[by_code]
                other = found.sheet.at(first[place.code], column)
                what = f"{ids[by_code] or place.name} stands here and in {other}."
                self.faults.append(Fault(found.sheet.at(index, column), what, "Keep one."))
                continue
            first[place.code] = index
            out.append(Row(index, place.code, kind.kind, line))
            self._note(place, found, index, found.identify[by_name])
            self._look(found, index, place.code, found.identify[by_name])
            for name_at, text in raw.items():
                for number in found.text.tags(text) if "code" not in name_at else ():
                    where = found.sheet.at(index, found.identify[name_at])
                    self.tags.append(Tag(number, "place", place.code, where))
        self._count(found, out)
        stands = self._stands.setdefault((found.table.name, found.table.rows), {})
        stands |= {row.place: (found.sheet, row.at, 0) for row in out}
        return out

    def _kind(
        self, found: Found, index: int, line: Sequence[Any], ids: Mapping[str, str]
    ) -> RowKind | None:
        """The kind of a row; None for one that is about no place, or cannot be."""
        if not any(ids.values()):
            self._nobody(found, index, line)
            return None
        kind = next((k for k in self.layout.rows[found.table.rows] if fits(k, ids)), None)
        if kind is None:
            shown = ", ".join(f'{k} "{v}"' for k, v in ids.items() if v)
            what = f"the row is of no kind that sources.yml knows ({shown})."
            self.faults.append(Fault(found.sheet.row_name(index), what))
            return None
        by_name, by_code = _OWN if kind.place == "own" else _GROUPS
        if not ids[by_name]:
            self._nobody(found, index, line)
            return None
        if ids[by_code] and not CODE.fullmatch(ids[by_code]):
            where = found.sheet.at(index, found.identify[by_code])
            self.faults.append(Fault(where, f"“{ids[by_code]}” is not a code.", "Mend the cell."))
            return None
        return kind

    def _place(self, kind: RowKind, ids: Mapping[str, str], name: str, code: str) -> Place:
        """The place that a row is about; one without a code is known by its kind and name."""
        inside = kind.place == "own"
        return Place(
            code=code or f"{kind.kind} {name.casefold()}",
            name=name,
            kind=kind.kind,
            level=self.beat.level_of(kind.kind),
            group=ids.get("group_code", "") if inside else "",
            group_name=ids.get("group_name", "") if inside else "",
            authority=ids.get("authority_name", ""),
            role=self.beat.role_of(kind.kind),
        )

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

    def _look(self, found: Found, index: int, key: str, name: int) -> None:
        """Whether the cells that say which place it is can be read, and its name is a name."""
        for column in found.identify.values():
            if text := found.sheet.broken.get((index, column)):
                what = f"holds {text}, where a name or code belongs."
                self.doubts.append(Doubt(key, found.sheet.at(index, column), what))
        shown = found.text.clean(found.sheet.rows[index][name])
        if (index, name) not in found.sheet.broken and _MARKED.search(shown):
            what = f"“{shown}” has a mark that is no part of a name."
            self.doubts.append(Doubt(key, found.sheet.at(index, name), what))

    def _count(self, found: Found, rows: Sequence[Row]) -> None:
        """Whether there are as many rows of a kind as there must be."""
        for kind, wanted in self.layout.expected.get(found.table.rows, {}).items():
            number = sum(row.kind == kind for row in rows)
            if kind in found.table.gives and number != wanted:
                what = f"{number} rows are of the kind {kind}, where there must be {wanted}."
                self.faults.append(
                    Fault(found.sheet.name.strip(), what, "See expected in sources.yml.")
                )

    def _nobody(self, found: Found, index: int, line: Sequence[Any]) -> None:
        """A row that names no place may hold no figure either."""
        for column in found.columns:
            content = line[column.at] if column.at < len(line) else ""
            written = None if found.sheet.typed else written_number(content)
            if isinstance(content, float) or written is not None:
                what = "the row has figures, but names no place."
                self.faults.append(Fault(found.sheet.row_name(index), what, "Name it."))
                return

    def _note(self, place: Place, found: Found, row: int, name: int) -> None:
        """A new place; or, of one that is known, whether it is called the same."""
        known = self.known.get(place.code)
        if known is None:
            self._meet(place, found, row, name)
            return
        what, advice, column, first = "", "", name, self._first(place.code)
        if not self._alike(place.code, place.name, known.name):
            what = f"{place.code} is called “{place.name}” here, and “{known.name}” in "
            advice = " If it was renamed, list the old name under formerly in places.yml."
        else:
            for field_name, (what_of, identifier) in _SAME.items():
                here, there = getattr(place, field_name), getattr(known, field_name)
                if field_name == "group_name" and self._formerly(place.group, here, there):
                    continue
                if here != there and not (field_name != "kind" and place.role == "group"):
                    now, before = (f"“{t}”" if t else "blank" for t in (here, there))
                    what = f"the {what_of} of {known.name} is {now} here, and {before} in "
                    column = found.identify.get(identifier, name)
                    first = self._first(place.code, identifier)
                    break
        if what:
            text = f"{what}{first}.{advice}"
            self.doubts.append(Doubt(place.code, found.sheet.at(row, column), text))
        elif self._formerly(known.code, known.name) and not self._formerly(known.code, place.name):
            self._meet(place, found, row, name)

    def _meet(self, place: Place, found: Found, row: int, name: int) -> None:
        """Know a place by this row."""
        at = {what: found.identify.get(what) for what in ("group_name", "authority_name")}
        cells = {w: (found.sheet.at(row, c),) for w, c in at.items() if c is not None}
        cells["name"] = (found.sheet.at(row, name),)
        self.known[place.code] = replace(place, cells=cells)
        self._named[place.code] = (found, row, name)

    def _formerly(self, code: str, *names: str) -> bool:
        """Whether one of some names is one that a place had before."""
        places = self.beat.places
        return code in places.formerly and any(places.was_called(code, name) for name in names)

    def _alike(self, code: str, here: str, there: str) -> bool:
        """Whether two names are of one place."""
        return _words(here) == _words(there) or self._formerly(code, here, there)

    def settle(self) -> None:
        """Call the group of each place as it is called today."""
        for code, place in self.known.items():
            group = self.known.get(place.group)
            if group and self._formerly(group.code, place.group_name):
                self.known[code] = replace(place, group_name=group.name)

    def _first(self, code: str, identifier: str = "") -> Cell:
        """The cell that first named a place, or that said something else of it there."""
        found, row, name = self._named[code]
        return found.sheet.at(row, found.identify.get(identifier, name))

    def groups(self) -> list[Doubt]:
        """Places whose group, by its code, is called otherwise than they say, or is not there."""
        groups = {c: p for c, p in self.known.items() if p.role == "group"}
        lacks = {code for codes in self.layout.lacks.values() for code in codes}
        out = []
        for place in self.known.values():
            if place.level and place.group and groups and place.group not in lacks - set(groups):
                group = groups.get(place.group)
                if group is None or not self._alike(group.code, group.name, place.group_name):
                    called = f"“{group.name}”" if group else "no group of this release"
                    what = (
                        f"{place.name} lies in “{place.group_name}”, but {place.group} is {called}."
                    )
                    out.append(Doubt(place.code, self._first(place.code), what))
        return out


def _words(name: str) -> list[str]:
    """A name whose words may be turned round: ``London, City of`` is ``City of London``."""
    return sorted(name.casefold().replace(",", " ").split())
