"""Finding a table in a workbook: by the words of its title, and its columns by their headers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from generator.config import OWN, Beat
from generator.config.schema import Table, WorkbookLayout
from generator.errors import Fault, StringerError, nearest
from generator.model import Tag, cell
from generator.sheets.sheet import Sheet
from generator.words.periods import PeriodNames
from generator.workbook.text import CellText

_HEADER_SEARCH = 40


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is read: its position from 0, its measure, and what each kind of row gives."""

    at: int
    measure: str
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A table of the layout in the workbook: its sheet, header row and headings by column."""

    table: Table
    sheet: Sheet
    text: CellText
    header: int
    headings: Mapping[int, str]
    columns: tuple[Column, ...]
    identify: Mapping[str, int]

    @property
    def unread(self) -> tuple[str, ...]:
        """Headings of columns that nothing reads."""
        known = {*self.identify.values(), *(c.at for c in self.columns)}
        return tuple(self.text.clean(h) for at, h in self.headings.items() if at not in known)

    def tags(self) -> list[Tag]:
        """The notes on its title, the lines under it and the columns that are read, by number."""
        sheet = self.sheet
        out = [
            Tag(number, "title", "", sheet.at(row, 0))
            for row, cells in enumerate(sheet.rows[: self.header])
            for number in self.text.tags(cells[0] if cells else "")
        ]
        for column in self.columns:
            for number in self.text.tags(self.headings[column.at]):
                where = sheet.at(self.header, column.at)
                out.append(Tag(number, "column", column.measure, where))
        return out


def find_table(
    table: Table,
    sheets: Sequence[Sheet],
    layout: WorkbookLayout,
    periods: PeriodNames,
    beat: Beat,
    *,
    file: str,
    text: CellText,
) -> Found:
    """The one sheet whose title has the table's words and period, its header and its columns.

    Raises:
        StringerError: there is no such sheet or more than one, or a column is missing or stands
            there twice; all faults of the table at once.
    """
    sheet = _sheet(table, sheets, periods, file, text)
    identify = {name: text.folded(h) for name, h in layout.identify[table.rows].items()}
    header = _header(sheet, set(identify.values()), text)
    headings = _headings(sheet, header, layout.header_above)
    by_text: dict[str, list[int]] = {}
    for at, heading in headings.items():
        by_text.setdefault(text.folded(heading), []).append(at)
    wanted: dict[str, tuple[list[str], str, Mapping[str, str]]] = {
        f"identify {n}": ([h], "", {}) for n, h in layout.identify[table.rows].items()
    }
    for measure, names in beat.sources.columns.items():
        wanted[f"measure {measure}"] = (names, measure, table.gives)
    for index, extra in enumerate(table.extra):
        wanted[f"extra {index}"] = (extra.header, extra.measure, extra.gives)
    known = {text.folded(h) for names, _, _ in wanted.values() for h in names}
    spare = [text.clean(headings[i[0]]) for t, i in by_text.items() if t not in known]
    places: dict[str, int] = {}
    faults = []
    for key, (names, _, _) in wanted.items():
        found = [at for h in dict.fromkeys(map(text.folded, names)) for at in by_text.get(h, [])]
        if len(found) == 1:
            places[key] = found[0]
            continue
        if found:
            both = " and ".join(sheet.at(header, at) for at in found)
            what = f'two columns are headed "{text.clean(headings[found[0]])}": {both}.'
            faults.append(Fault(sheet.row_name(header), what, "Keep one of them."))
        else:
            faults.append(_no_column(sheet, header, names[0], spare))
    if faults:
        raise StringerError(faults)
    columns = [
        Column(places[k], m, _of_kind(g, beat.file.measures[m].kind))
        for k, (_, m, g) in wanted.items()
        if m
    ]
    own: dict[str, int] = {name: places[f"identify {name}"] for name in identify}
    return Found(table, sheet, text, header, headings, tuple(columns), own)


def _sheet(
    table: Table, sheets: Sequence[Sheet], periods: PeriodNames, file: str, text: CellText
) -> Sheet:
    named = _titles(table, periods)
    wanted = [text.folded(t) for t in named]
    every = [text.folded(t) for t in (periods.title, *(e.title for e in periods.against.values()))]
    unwanted = [t for t in every if t not in wanted]
    words = [text.folded(w) for w in table.title]
    titles = [(sheet, text.folded(sheet.title)) for sheet in sheets]
    about = [(s, t) for s, t in titles if all(w in t for w in words)]
    fits = [
        sheet
        for sheet, title in about
        if all(p in title for p in wanted) and not any(p in title for p in unwanted)
    ]
    if len(fits) == 1:
        return fits[0]
    period = " and ".join(named)
    if len(fits) > 1:
        names = " and ".join(s.name.strip() for s in fits)
        what = f"{names} both look like the table “{table.name}” for {period}."
        raise StringerError([Fault(file, what, "Take one away.")])
    other = [(s, t) for s, t in about if not any(p in t for p in every)]
    if other:
        where = cell(other[0][0].name, other[0][0].title_row + 1, 1)
        shown = text.clean(other[0][0].title)
        what = f"the title names another period: “{shown}”. Wanted: {table.name}, {period}."
        advice = "Check period in release.yml, or the title."
        raise StringerError([Fault(where, what, advice)])
    shown = " and ".join(f"“{w}”" for w in (*table.title, *named))
    close = sorted(titles, key=lambda t: -SequenceMatcher(None, " ".join(words), t[1]).ratio())
    near = "; ".join(f"{s.name.strip()} is “{text.clean(s.title)}”" for s, t in close[:2] if t)
    what = f"no table has {shown} in its title (wanted: {table.name})."
    raise StringerError([Fault(file, what, f"Nearest: {near}." if near else "")])


def _of_kind(gives: Mapping[str, str], kind: str) -> Mapping[str, str]:
    """What a column gives: a measure's own number goes by the name of its kind."""
    return {row: kind if given == OWN else given for row, given in gives.items()}


def _titles(table: Table, periods: PeriodNames) -> list[str]:
    """The periods that the title of a table names."""
    if table.period == "both":
        return [periods.title, periods.main.title]
    earlier = periods.against.get(table.period)
    return [earlier.title if earlier else periods.title]


def _header(sheet: Sheet, identify: Collection[str], text: CellText) -> int:
    """The row in which most of the identifying headers stand."""
    best, hits = 0, -1
    for index, row in enumerate(sheet.rows[:_HEADER_SEARCH]):
        texts = {text.folded(c) for c in row if isinstance(c, str)}
        if (count := len(texts & set(identify))) > hits:
            best, hits = index, count
    return best


def _headings(sheet: Sheet, header: int, above: int) -> dict[int, str]:
    """The heading of every column, from the header row or the rows above it."""
    found: dict[int, str] = {}
    for row in range(header, max(header - above, 0) - 1, -1):
        for at, content in enumerate(sheet.rows[row]):
            if isinstance(content, str) and content.strip():
                found.setdefault(at, content)
    return dict(sorted(found.items()))


def _no_column(sheet: Sheet, header: int, heading: str, spare: Sequence[str]) -> Fault:
    """A column that is missing, with the nearest of those that are there and nobody knows."""
    advice = nearest(heading, spare) or f"Row {header + 1} is taken as the header."
    return Fault(sheet.row_name(header), f'no column is headed "{heading}".', advice)
