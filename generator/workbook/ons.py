"""Reading a workbook laid out for people: tables found by their titles, rows by their look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from typing import Any

from generator.config import Beat, Release
from generator.config.schema import Members, RowKind, Table, WorkbookLayout
from generator.errors import Fault, StringerError, nearest
from generator.model import Place, Reading, TableSeen
from generator.words.periods import PeriodNames, period_names
from generator.workbook.frame import FigureTable
from generator.workbook.notes import read_notes
from generator.workbook.sheets import Sheet, clean, folded, open_sheets, tags

_HEADER_SEARCH = 40


@dataclass(frozen=True, slots=True)
class _Found:
    """A table of the layout in the workbook: its sheet, header row and columns by header."""

    table: Table
    sheet: Sheet
    header: int
    columns: Mapping[str, int]


def read_workbook(release: Release, beat: Beat, layout: WorkbookLayout) -> Reading:
    """All tables that the layout names.

    Raises:
        StringerError: see :func:`generator.workbook.read`.
    """
    sheets = open_sheets(release.source)
    periods = period_names(beat.house, release.file.period)
    figures = FigureTable(beat.sources.markers)
    faults: list[Fault] = []
    places: dict[str, Place] = {}
    seen: list[TableSeen] = []
    for table in layout.tables:
        try:
            found = _find(table, sheets, layout, periods, release)
            columns = _measure_columns(found, beat)
        except StringerError as error:
            faults += error.faults
            continue
        rows = _rows(found, layout, beat, places, faults)
        period = periods.previous if table.period == "previous" else periods.current
        kept = [(i, place, line) for i, place, kind, line in rows if kind in table.gives]
        gives = [table.gives[kind] for _, _, kind, _ in rows if kind in table.gives]
        figures.add_block(found.sheet.name, kept, columns, period, gives)
        counted = Counter(kind for _, _, kind, _ in rows)
        title = found.sheet.title
        name = found.sheet.name.strip()
        seen.append(TableSeen(table.name, name, title, found.header + 1, dict(counted)))
    faults += figures.faults
    name = release.source.name
    members = _members(sheets, layout.members, name, faults) if layout.members else {}
    if faults:
        raise StringerError(faults)
    named = tuple(
        replace(p, members=members.get((folded(p.group_name), folded(p.name)), ()))
        if p.kind == "combined"
        else p
        for p in places.values()
    )
    return Reading(figures.frame(), named, read_notes(sheets, layout.notes), tuple(seen))


def _find(
    table: Table,
    sheets: Sequence[Sheet],
    layout: WorkbookLayout,
    periods: PeriodNames,
    release: Release,
) -> _Found:
    """The one sheet whose title has the table's words and period, and its header row."""
    current, previous = folded(periods.title), folded(periods.previous_title)
    wanted = {"current": (current,), "previous": (previous,), "both": (current, previous)}
    words = [*map(folded, table.title), *wanted[table.period]]
    unwanted = {"current": previous, "previous": current, "both": ""}[table.period]
    titles = [(sheet, folded(sheet.title)) for sheet in sheets]
    fits = [
        sheet
        for sheet, title in titles
        if all(w in title for w in words) and not (unwanted and unwanted in title)
    ]
    if len(fits) != 1:
        shown = " and ".join(f'"{w}"' for w in words)
        ranked = sorted(titles, key=lambda t: -SequenceMatcher(None, " ".join(words), t[1]).ratio())
        close = "; ".join(f'{s.name.strip()} is "{s.title}"' for s, title in ranked[:2] if title)
        many = f"{len(fits)} tables have" if fits else "no table has"
        what = f"{many} the words {shown} in the title (wanted: {table.name})."
        raise StringerError([Fault(release.source.name, what, f"Nearest: {close}.")])
    sheet = fits[0]
    identify = [folded(h) for h in layout.identify[table.rows].values()]
    best, hits = 0, -1
    for index, row in enumerate(sheet.rows[:_HEADER_SEARCH]):
        texts = {folded(c) for c in row if isinstance(c, str)}
        if (count := sum(h in texts for h in identify)) > hits:
            best, hits = index, count
    columns: dict[str, int] = {}
    for index, content in enumerate(sheet.rows[best]):
        if isinstance(content, str) and content.strip():
            columns.setdefault(folded(content), index)
    found = _Found(table, sheet, best, columns)
    if missing := [h for h in layout.identify[table.rows].values() if folded(h) not in columns]:
        raise StringerError(_no_column(found, h, identify) for h in missing)
    return found


def _no_column(found: _Found, header: str, known: Collection[str]) -> Fault:
    """A column that is missing, with the nearest of those that are there and nobody knows."""
    row = found.header + 1
    texts = found.sheet.rows[found.header]
    spare = [clean(texts[at]) for text, at in found.columns.items() if text not in known]
    advice = nearest(header, spare) or f"Row {row} is taken as the header."
    where = f"{found.sheet.name.strip()}!{row}:{row}"
    return Fault(where, f'no column is headed "{header}".', advice)


def _measure_columns(found: _Found, beat: Beat) -> list[tuple[int, str, str]]:
    """(column, measure, statistic) of every measure of the beat and every extra of the table."""
    wanted = [(m, "", headers) for m, headers in beat.sources.columns.items()]
    wanted += [(e.measure, e.statistic, e.header) for e in found.table.extra]
    known = {folded(h) for _, _, headers in wanted for h in headers}
    columns, faults = [], []
    for measure, statistic, headers in wanted:
        at = next((found.columns[folded(h)] for h in headers if folded(h) in found.columns), None)
        if at is None:
            faults.append(_no_column(found, headers[0], known))
        else:
            columns.append((at, measure, statistic))
    if faults:
        raise StringerError(faults)
    return columns


def _rows(
    found: _Found,
    layout: WorkbookLayout,
    beat: Beat,
    places: dict[str, Place],
    faults: list[Fault],
) -> list[tuple[int, str, str, list[Any]]]:
    """(row index, place, kind, cells) of every row under the header; new places are noted."""
    at = {k: found.columns[folded(h)] for k, h in layout.identify[found.table.rows].items()}
    kinds = layout.rows[found.table.rows]
    first: dict[str, int] = {}
    out = []
    for index, line in enumerate(found.sheet.rows[found.header + 1 :], found.header + 1):
        raw = {k: line[c] if c < len(line) else "" for k, c in at.items()}
        ids = {k: clean(v) for k, v in raw.items()}
        if not any(ids.values()):
            continue
        kind = next((k for k in kinds if _fits(k, ids)), None)
        if kind is None:
            shown = ", ".join(f'{k} "{v}"' for k, v in ids.items() if v)
            where = found.sheet.at(index, 0)
            faults.append(Fault(where, f"the row is of no kind that sources.yml knows ({shown})."))
            continue
        group = kind.place == "group"
        name = ids["group_name"] if group else ids["name"]
        code = ids["group_code"] if group else ids["code"]
        key = code or f"{kind.kind} {folded(name)}"
        if key in first:
            where = found.sheet.at(index, at["group_code" if group else "code"])
            other = found.sheet.at(first[key], at["group_code" if group else "code"])
            faults.append(Fault(where, f"{code or name} stands here and in {other}.", "Keep one."))
            continue
        first[key] = index
        out.append((index, key, kind.kind, line))
        marked = tags(raw["group_name" if group else "name"])
        if key not in places:
            places[key] = Place(
                code=key,
                name=name,
                kind=kind.kind,
                level=beat.level_of(kind.kind),
                group="" if group else ids.get("group_code", ""),
                group_name="" if group else ids.get("group_name", ""),
                authority=ids.get("authority_name", ""),
                tags=marked,
            )
        elif new := tuple(t for t in marked if t not in places[key].tags):
            places[key] = replace(places[key], tags=(*places[key].tags, *new))
    return out


def _fits(kind: RowKind, ids: Mapping[Any, str]) -> bool:
    for key, pattern in kind.when.items():
        value = ids.get(key, "")
        if pattern in ("blank", "filled"):
            if bool(value) != (pattern == "filled"):
                return False
        elif not fnmatchcase(value.casefold(), pattern.casefold()):
            return False
    return True


def _members(
    sheets: Sequence[Sheet], spec: Members, name: str, faults: list[Fault]
) -> dict[tuple[str, str], tuple[str, ...]]:
    """(group, place) → the names of the members; a blank cell continues the row above."""
    words = [folded(w) for w in spec.title]
    rows = next((s.rows for s in sheets if all(w in folded(s.title) for w in words)), [])
    headers = [folded(h) for h in (spec.group, spec.place, spec.member)]
    header = next((i for i, r in enumerate(rows) if set(headers) <= set(map(folded, r))), None)
    if header is None:
        shown = " and ".join(f'"{w}"' for w in words)
        what = f"no table with {shown} in its title lists the members of combined places."
        faults.append(Fault(name, what))
        return {}
    texts = [folded(c) for c in rows[header]]
    at = [texts.index(h) for h in headers]
    found: dict[tuple[str, str], list[str]] = {}
    group = place = ""
    for row in rows[header + 1 :]:
        group = folded(row[at[0]]) or group
        place = folded(row[at[1]]) or place
        if member := clean(row[at[2]]):
            found.setdefault((group, place), []).append(member)
    return {key: tuple(names) for key, names in found.items()}
