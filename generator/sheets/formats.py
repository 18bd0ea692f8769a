"""The formats that can be read, told by what a file holds: xlsx, ods, xls, and one table as CSV."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from generator.sheets import limits, ods, xls, xlsx
from generator.sheets.limits import RefusedError
from generator.sheets.look import DAMAGED, SAVE, Odd, damaged, unreadable

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENDINGS = {"xlsx": (".xlsx", ".xlsm"), "ods": (".ods",), "xls": (".xls",), "csv": (".csv",)}
_ZIP = b"PK\x03\x04"


def read_file(path: Path) -> list[dict[str, Any]]:
    """The sheets of a file: name, rows (lists of cells from A1), what is hidden or broken.

    Raises:
        RefusedError: it is of no such format, is larger than the limits, or cannot be parsed.
    """
    if path.stat().st_size == 0:
        raise RefusedError("is an empty file.")
    if path.stat().st_size > limits.BYTES:
        raise RefusedError(f"has more than {limits.BYTES // 2**20} MB.")
    kind = _kind(path)
    if path.suffix.lower() not in _ENDINGS[kind]:
        what = f"is named {path.suffix or 'without an ending'}, but it is {_an(kind)} file."
        raise RefusedError(what, f"Name it {path.stem}.{kind}.")
    sheets = [_csv(path)] if kind == "csv" else _workbook(path, _LOOKS[kind])
    if not any(sheet["rows"] for sheet in sheets):
        raise RefusedError("is an empty workbook: no sheet holds anything.")
    return sheets


def _an(kind: str) -> str:
    return f"a .{kind}" if kind == "csv" else f"an .{kind}"


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(512)
    if start.startswith(_OLE):
        if _ENCRYPTED in path.read_bytes():
            raise RefusedError("is encrypted.", "Save it without a password.")
        return "xls"
    if start.startswith(_ZIP):
        return _kind_of_archive(path)
    if start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise RefusedError("is a web page or another XML file, and no workbook.", SAVE)
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError("is not a workbook that can be read.", SAVE)
    return "csv"


def _kind_of_archive(path: Path) -> str:
    """The kind of a zip archive, with its bounds checked before anything of it is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            names = {p.filename for p in parts}
            if len(parts) > limits.ENTRIES:
                raise RefusedError(
                    f"has {len(parts):,} parts; {limits.ENTRIES:,} at most are read."
                )
            if any(p.flag_bits & 1 for p in parts):
                raise RefusedError("is encrypted.", "Save it without a password.")
            size = sum(p.file_size for p in parts)
            if size > limits.BYTES:
                what = f"unpacks to {size // 2**20:,} MB; {limits.BYTES // 2**20} MB at most"
                raise RefusedError(f"{what} are read.", "Keep the tables that are needed.")
            if "xl/workbook.xml" in names:
                return "xlsx"
            if "content.xml" in names and "mimetype" in names:
                if b"spreadsheet" in archive.read("mimetype"):
                    return "ods"
            elif "xl/workbook.bin" in names:
                raise RefusedError("is an .xlsb workbook, which is not read.", SAVE)
    except DAMAGED as error:
        raise damaged(error) from None
    raise RefusedError("is an archive, but no workbook.", SAVE)


def _workbook(path: Path, look: Callable[[Path], Mapping[str, Odd]]) -> list[dict[str, Any]]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum, WorksheetNotFound

    odd = look(path)
    sheets = []
    try:
        book = CalamineWorkbook.from_path(path)
        for about in book.sheets_metadata:
            try:
                sheet = book.get_sheet_by_name(about.name)
            except WorksheetNotFound:  # a sheet of charts
                continue
            rows = sheet.to_python(skip_empty_area=False)
            seen = odd.get(about.name, Odd())
            for (row, column), text in seen.broken.items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            sheets.append(
                {
                    "name": about.name,
                    "rows": rows,
                    "hidden": about.visible != SheetVisibleEnum.Visible,
                    "hidden_rows": sorted(seen.hidden_rows),
                    "hidden_columns": sorted(seen.hidden_columns),
                    "broken": [(*at, text) for at, text in sorted(seen.broken.items())],
                }
            )
    except (CalamineError, OSError, ValueError) as error:
        raise unreadable(error) from None
    return sheets


def _csv(path: Path) -> dict[str, Any]:
    import csv
    import io

    content = path.read_bytes()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError("is text in UTF-16.", "Save it as CSV UTF-8.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        what = f"is not UTF-8 text (byte {error.start}, line {row})."
        raise RefusedError(what, "Save it as CSV UTF-8.") from None
    if "\0" in text:
        raise RefusedError("is not a workbook that can be read.", SAVE)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise RefusedError(
            f"cannot be read as CSV ({error}); is a quotation mark left open?"
        ) from None
    if rows and len(rows[0]) == 1 and ";" in rows[0][0]:
        raise RefusedError("has columns parted by semicolons.", "Save it with commas.")
    if sum(map(len, rows)) > limits.CELLS:
        raise RefusedError(f"has more than {limits.CELLS:,} cells.")
    return {"name": path.name, "rows": rows, "typed": False}


_LOOKS = {"xlsx": xlsx.look, "ods": ods.look, "xls": xls.look}
