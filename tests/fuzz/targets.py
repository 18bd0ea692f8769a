"""What is fuzzed: each takes any bytes, and may refuse them, but never fail in another way."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl

from generator import pipeline
from generator.config import Beat, Project, Release
from generator.config.document import read_document
from generator.config.schema import TidyLayout
from generator.errors import StringerError
from generator.factcheck import Reader
from generator.model import Reading
from generator.pipeline import Clock, Prepared
from generator.pipeline.places import names_alike, tellable, turns_of
from generator.sheets.formats import read_file
from generator.sheets.limits import RefusedError
from generator.sheets.opening import Opening
from generator.sheets.sheet import Sheet
from generator.wording import Wording, load_wording
from generator.wording.texts import read_text
from generator.workbook.layout import read_workbook
from generator.workbook.tidy import read_tidy
from tests.conftest import ROOT

RELEASE = "crime/2021-09"
PLACE = "E22000017"
WORKBOOK = "waits/2025-01"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
_WHERE = (
    "figures.csv",
    "figures.xlsx",
    "figures.ods",
    "figures.xls",
    "figures.xlsx!xl/workbook.xml",
    "figures.xlsx!xl/worksheets/sheet1.xml",
    "figures.xlsx!xl/sharedStrings.xml",
    "figures.ods!content.xml",
)
"""Files, and parts of files that are sound otherwise, which may hold anything."""


@cache
def prepared(release: str = RELEASE) -> Prepared:
    """A small release, made ready once."""
    return pipeline.prepare(Project(ROOT), release)


@cache
def reader() -> Reader:
    return pipeline.second_reader(prepared())


@cache
def wording() -> Wording:
    return load_wording(Project(ROOT), "crime")


def workbooks(data: bytes) -> None:
    """The reader of files: the first byte says where the others stand, as a file or in one."""
    name, _, part = _WHERE[data[0] % len(_WHERE) if data else 0].partition("!")
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        if part:
            with zipfile.ZipFile(path, "w") as archive:
                for other, content in {**_sound(path.suffix), part: data[1:]}.items():
                    archive.writestr(other, content)
        else:
            path.write_bytes(data[1:])
        _read(path)


@cache
def _sound(ending: str) -> dict[str, bytes]:
    """The parts of a file that can be read."""
    if ending == ".ods":
        return {"mimetype": _ODS.encode(), "META-INF/manifest.xml": _MANIFEST.encode()}
    book, content = openpyxl.Workbook(), BytesIO()
    book.create_sheet("Table", 0).append(["place", "count", 3.5, True])
    book.save(content)
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _read(path: Path) -> list[dict[str, Any]]:
    try:
        return read_file(path)
    except RefusedError:
        return []


def figures(data: bytes) -> None:
    """A table of figures, all the way to its stories."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "figures.csv"
        path.write_bytes(data)
        sheets = [Sheet(s["name"], s["rows"], typed=False) for s in _read(path)]
    _told(prepared(), sheets)


def tables(data: bytes) -> None:
    """Tables that people laid out, all the way to some stories, with other things in some cells.

    A line is a sheet, a row and a column by number, and what stands there; a row that is but
    ``cut`` is taken out.
    """
    sheets = [replace(sheet, rows=list(sheet.rows)) for sheet in _sheets()]
    for line in data.decode(errors="replace").splitlines():
        at, _, said = line.partition("=")
        numbers = [int(n) for n in at.split(",") if n.isascii() and n.isdecimal() and len(n) < 6]
        rows = sheets[numbers[0] % len(sheets)].rows if numbers else []
        if not rows or len(numbers) < 3:
            continue
        row = rows[numbers[1] % len(rows)]
        if said == "cut":
            rows.remove(row)
        elif row:
            changed = [*row]
            changed[numbers[2] % len(row)] = _typed(said)
            rows[numbers[1] % len(rows)] = changed
    _told(prepared(WORKBOOK), sheets)


def _typed(said: str) -> str | float | bool:
    if said in ("true", "false"):
        return said == "true"
    try:
        number = float(said)
    except ValueError:
        return said
    return number if isfinite(number) else said


@cache
def _sheets() -> list[Sheet]:
    with Opening(Project(ROOT).release(WORKBOOK).source) as file:
        return file.sheets()


def _told(base: Prepared, sheets: list[Sheet]) -> None:
    """Stories of what is read, if it is not refused; templates and rules are loaded but once."""
    if not sheets:
        return
    beat, release, rules = base.beat, base.release, base.rules
    try:
        reading = _reading(release, beat, sheets)
        found = pipeline.examine(release, beat, rules, Clock(), reading=reading)
        told = tellable(found.places, beat)
        ready = replace(
            base,
            analysed=found,
            tellable=told,
            turns=turns_of(found.places, told),
            alike=names_alike(found.places, told, beat, base.forms),
            learned=base.reader.learned,
        )
        for position in {*told[:2], *told[-1:]}:
            list(pipeline.write(ready, [position]))
    except StringerError:
        return


def _reading(release: Release, beat: Beat, sheets: list[Sheet]) -> Reading:
    layout = beat.sources.layouts[release.file.source.layout]
    if isinstance(layout, TidyLayout):
        return read_tidy(release, beat, layout, sheets)
    return read_workbook(release, beat, layout, sheets)


def yaml(data: bytes) -> None:
    """The loader of YAML."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "release.yml"
        path.write_bytes(data)
        try:
            read_document(path)
        except StringerError:
            return


def second_reader(data: bytes) -> None:
    """The second reader, on any text."""
    for ending in ("md", "txt"):
        try:
            text = read_text(f"story.{ending}", data)
        except StringerError:
            continue
        reader().problems(text.blocks, PLACE)


def linter(data: bytes) -> None:
    """The rules of wording, on any text in any format."""
    rules = wording()
    for ending in ("md", "txt", "html", "json", "j2"):
        try:
            text = read_text(f"story.{ending}", data, "crime")
        except StringerError:
            continue
        list(rules.breaches(rules.story(text.blocks)))


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (workbooks, figures, tables, yaml, second_reader, linter)
}
