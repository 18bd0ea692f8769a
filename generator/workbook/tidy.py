"""Reading a tidy CSV, a row a figure: the door for any data set."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

from generator.config import Beat, Release
from generator.config.schema import TidyLayout
from generator.errors import Fault, StringerError, fault, nearest
from generator.model import Place, Reading, TableSeen, cell
from generator.workbook.frame import FigureTable
from generator.workbook.sheets import clean

STATISTICS = ("count", "change", "rate", "population")
_OTHER_KINDS = ("nation", "outside", "unassigned")
_NUMBER = re.compile(r"[-+]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?")
_PERIOD = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_CODE = re.compile(r"[A-Za-z0-9._-]+")


def read_tidy(release: Release, beat: Beat, layout: TidyLayout) -> Reading:
    """The figures of a CSV whose columns the layout names.

    Its periods are written as ``release.yml`` writes them (``2021-09``); a value is a number, with
    or without thousands commas, or a marker of ``sources.yml``.

    Raises:
        StringerError: see :func:`generator.workbook.read`.
    """
    path = release.source
    names = {k: v for k, v in layout.columns.model_dump().items() if v}
    rows = _rows(path)
    header = [clean(h) for h in rows[0]]
    if faults := [
        Fault(f"{path.name}!1:1", f'no column is headed "{v}".', nearest(v, header))
        for v in names.values()
        if v not in header
    ]:
        raise StringerError(faults)
    at = {key: header.index(name) for key, name in names.items()}
    figures = FigureTable(beat.sources.markers)
    places: dict[str, Place] = {}
    first: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows[1:], 2):
        if not any(c.strip() for c in row):
            continue
        line = {k: clean(row[c]) if c < len(row) else "" for k, c in at.items()}
        if found := _faults(line, path.name, number, at, beat):
            figures.faults += found
            continue
        key = (line["code"], line["measure"], line["statistic"], line["period"])
        if key in first:
            what = f"the same figure ({', '.join(key)}) stands in row {first[key]}."
            figures.faults.append(Fault(f"{path.name}!{number}:{number}", what, "Keep one."))
            continue
        first[key] = number
        code = line["code"]
        if code not in places:
            places[code] = Place(
                code=code,
                name=line["name"],
                kind=line["kind"],
                level=beat.level_of(line["kind"]),
                group=line.get("group_code", ""),
                group_name=line.get("group_name", ""),
            )
        elif places[code].name != line["name"]:
            what = f'{code} is called "{line["name"]}" here and "{places[code].name}" before.'
            figures.faults.append(Fault(cell(path.name, number, at["name"] + 1), what, "Keep one."))
        figure = {**line, "place": code, "value": _number(line["value"])}
        figures.add(figure, path.name, number, at["value"] + 1)
    if figures.faults:
        raise StringerError(figures.faults)
    seen = TableSeen("tidy", path.name, path.name, 1, {"figure": len(first)})
    return Reading(figures.frame(), tuple(places.values()), (), (seen,))


def _rows(path: Path) -> list[list[str]]:
    if not path.is_file():
        raise fault(str(path), "there is no such file.", "Put the release's figures there.")
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, strict=True))
    except UnicodeDecodeError as error:
        advice = "Save it as UTF-8."
        raise fault(str(path), f"is not UTF-8 text (byte {error.start}).", advice) from None
    except (csv.Error, OSError) as error:
        raise fault(str(path), f"cannot be read as CSV ({error}).") from None
    if len(rows) < 2:
        raise fault(str(path), "is empty: it needs a row of headings and rows of figures.")
    return rows


def _faults(
    line: dict[str, str], name: str, number: int, at: dict[str, int], beat: Beat
) -> list[Fault]:
    """What one row says that nothing else knows."""
    kinds = [row for level in beat.file.levels.values() for row in level.rows]
    known = {
        "measure": list(beat.file.measures),
        "statistic": list(STATISTICS),
        "kind": [*kinds, *_OTHER_KINDS],
    }
    faults = []
    for key, names in known.items():
        if line[key] not in names:
            advice = nearest(line[key], names) or f"Known: {', '.join(names)}."
            where = cell(name, number, at[key] + 1)
            faults.append(Fault(where, f'"{line[key]}" is not a {key}.', advice))
    for key, pattern, sample in (("period", _PERIOD, "2021-09"), ("code", _CODE, "E22000017")):
        if line[key] and not pattern.fullmatch(line[key]):
            where = cell(name, number, at[key] + 1)
            faults.append(Fault(where, f'"{line[key]}" is not a {key}.', f"Write it as {sample}."))
    faults += [
        Fault(cell(name, number, at[key] + 1), f"the {key} is blank.")
        for key in ("code", "name", "period")
        if not line[key]
    ]
    return faults


def _number(text: str) -> Any:
    """A number where the text is one; else the text, for the markers."""
    return float(text.replace(",", "")) if _NUMBER.fullmatch(text) else text
