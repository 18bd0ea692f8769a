"""Reading a tidy CSV, a row a figure: the door for any data set."""

from __future__ import annotations

from collections.abc import Sequence

from generator.config import Beat, Release
from generator.config.schema import TidyLayout
from generator.errors import Fault, StringerError, fault, nearest
from generator.model import Place, Reading, TableSeen, cell
from generator.sheets.sheet import Sheet
from generator.workbook.frame import FigureTable
from generator.workbook.text import CODE, PERIOD, PLAIN


def read_tidy(release: Release, beat: Beat, layout: TidyLayout, sheets: Sequence[Sheet]) -> Reading:
    """The figures of a CSV whose columns the layout names.

    Its periods are written as ``release.yml`` writes them (``2021-09``); a value is a number, with
    or without thousands commas, or a marker of ``sources.yml``.

    Raises:
        StringerError: see :func:`generator.workbook.read`.
    """
    path = release.source
    names = {k: v for k, v in layout.columns.model_dump().items() if v}
    rows = sheets[0].rows
    if sheets[0].typed or len(rows) < 2:
        raise fault(str(path), "is no table with a row of headings and rows of figures.")
    header = [PLAIN.clean(h) for h in rows[0]]
    faults = [
        Fault(f"{path.name}!1:1", f'no column is headed "{v}".', nearest(v, header))
        for v in names.values()
        if v not in header
    ]
    if faults:
        raise StringerError(faults)
    at = {key: header.index(name) for key, name in names.items()}
    figures = FigureTable(beat.sources.markers)
    lines: list[tuple[int, dict[str, str]]] = []
    places: dict[str, Place] = {}
    first: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(c.strip() for c in row):
            continue
        line = {k: PLAIN.clean(row[c]) if c < len(row) else "" for k, c in at.items()}
        if found := _faults(line, path.name, number, at, beat):
            faults += found
            continue
        key = (line["code"], line["measure"], line["statistic"], line["period"])
        if key in first:
            what = f"the same figure ({', '.join(key)}) stands in row {first[key]}."
            faults.append(Fault(f"{path.name}!{number}:{number}", what, "Keep one."))
            continue
        first[key] = number
        code = line["code"]
        known = places.get(code)
        if known is None or beat.places.was_called(code, known.name):
            places[code] = _place(line, path.name, number, at, beat)
        elif known.name != line["name"] and not beat.places.was_called(code, line["name"]):
            what = f'{code} is called "{line["name"]}" here and "{known.name}" before.'
            faults.append(Fault(cell(path.name, number, at["name"] + 1), what, "Keep one."))
        lines.append((number, {**line, "place": code}))
    figures.add_lines(lines, path.name, at["value"] + 1)
    if faults:
        raise StringerError((*faults, *(d.fault for d in figures.doubts)))
    columns = {h: cell(path.name, 1, i + 1) for i, h in enumerate(header)}
    unread = tuple(h for h in header if h not in names.values())
    seen = TableSeen("tidy", path.name, path.name, 1, {"figure": len(first)}, columns, unread)
    frame = figures.frame()
    everyone = tuple(places.values())
    return Reading(frame, everyone, tables=(seen,), doubts=tuple(figures.doubts))


def _place(line: dict[str, str], name: str, number: int, at: dict[str, int], beat: Beat) -> Place:
    """The place that a row is about."""
    named = [key for key in ("name", "group_name") if key in at]
    return Place(
        code=line["code"],
        name=line["name"],
        kind=line["kind"],
        level=beat.level_of(line["kind"]),
        group=line.get("group_code", ""),
        group_name=line.get("group_name", ""),
        role=beat.role_of(line["kind"]),
        cells={key: (cell(name, number, at[key] + 1),) for key in named},
    )


def _faults(
    line: dict[str, str], name: str, number: int, at: dict[str, int], beat: Beat
) -> list[Fault]:
    """What one row says that nothing else knows."""
    known = {
        "measure": list(beat.file.measures),
        "statistic": beat.statistics,
        "kind": beat.kinds_of_rows,
    }
    faults = []
    for key, names in known.items():
        if line[key] not in names:
            advice = nearest(line[key], names) or f"Known: {', '.join(names)}."
            where = cell(name, number, at[key] + 1)
            faults.append(Fault(where, f'"{line[key]}" is not a {key}.', advice))
    for key, pattern, sample in (("period", PERIOD, "2021-09"), ("code", CODE, "E22000017")):
        if line[key] and not pattern.fullmatch(line[key]):
            where = cell(name, number, at[key] + 1)
            faults.append(Fault(where, f'"{line[key]}" is not a {key}.', f"Write it as {sample}."))
    faults += [
        Fault(cell(name, number, at[key] + 1), f"the {key} is blank.")
        for key in ("code", "name", "period")
        if not line[key]
    ]
    return faults
