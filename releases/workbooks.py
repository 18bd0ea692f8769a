"""What the scripts share that write a release's own workbook from the one that was published.

Each edition's `make_workbook.py` says what is carried over and gives its own words for the rest.
No clock is read: same input and libraries, same bytes.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import canonicalize
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.utils.exceptions import InvalidFileException


def items(text: str) -> list[str]:
    """The items of a list whose lines start with a hyphen, each joined to one line."""
    return [" ".join(item.split()) for item in re.split(r"^- ", text, flags=re.MULTILINE)[1:]]


def opened(path: Path, sheets: list[str], cell: tuple[str, str], period: str) -> Workbook:
    """The published workbook; ValueError if it is not there, not this edition or not whole.

    ``cell`` (sheet and address) holds a title with the words of the ``period``.
    """
    try:
        published = load_workbook(path)
    except FileNotFoundError:
        raise ValueError("file not found") from None
    except (OSError, KeyError, BadZipFile, InvalidFileException):
        raise ValueError("not an .xlsx workbook that can be read") from None
    if missing := [name for name in sheets if name not in published.sheetnames]:
        raise ValueError(f"no sheet {', '.join(map(repr, missing))}")
    sheet, address = cell
    if period not in str(published[sheet][address].value):
        raise ValueError(f"sheet {sheet!r}, cell {address}: not the edition for the {period}")
    return published


def filled(sheet: Any, value: object, number_format: str = "General") -> Cell | None:
    """A cell for the sheet, or None for an empty one; a number keeps every digit and its type."""
    if value is None or value == "":
        return None
    cell = WriteOnlyCell(sheet, str(value))
    if isinstance(value, int | float):
        # The digits go in as text: openpyxl prints a float to 16 of them, and some need 17.
        cell.data_type, cell.number_format = "n", number_format
    return cell


def without_clock(saved: bytes) -> bytes:
    """The same workbook with fixed dates, which mean nothing, in its archive and properties."""
    packed = BytesIO()
    with ZipFile(BytesIO(saved)) as source, ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = ZipInfo(name)
            entry.compress_type, entry.create_system = ZIP_DEFLATED, 3
            # One spelling of the XML, whether or not openpyxl finds lxml to write it with.
            content = canonicalize(source.read(name).decode())
            content = re.sub(r">[^<]+(?=</dcterms:)", ">2025-01-01T00:00:00Z", content)
            target.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def main(script: str, about: str | None, built: Callable[[Path], bytes]) -> None:
    """Read the published workbook named on the command line, write ours beside the script."""
    plain = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=about, formatter_class=plain)
    parser.add_argument("published", type=Path, help="the workbook as published (.xlsx)")
    path: Path = parser.parse_args().published
    try:
        content = without_clock(built(path))
    except ValueError as error:
        sys.exit(f"{path}: {error}")
    Path(script).with_name("workbook.xlsx").write_bytes(content)
