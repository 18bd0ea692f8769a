"""Files that want to crash, fill or fool the reader, each written by a function into a folder."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise, repeat
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook

from tests.book import Book

HOSTILE: dict[str, Callable[[Path], Path]] = {}

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRINGS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def hostile(function: Callable[[Path], Path]) -> Callable[[Path], Path]:
    """Keeps a hostile file, under its name."""
    HOSTILE[function.__name__] = function
    return function


def xlsx(folder: Path, sheet: Iterable[bytes], strings: bytes = b"") -> Path:
    """A workbook of one sheet, whose XML is given piece by piece."""
    path = folder / "bad.xlsx"
    book = Workbook()
    book.active.title = "Table C2"  # type: ignore[union-attr]
    plain = folder / "plain.xlsx"
    book.save(plain)
    with ZipFile(plain) as source, ZipFile(path, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name == "xl/worksheets/sheet1.xml":
                with target.open(name, "w") as part:
                    for piece in sheet:
                        part.write(piece)
            elif strings and name == "xl/_rels/workbook.xml.rels":
                relation = f'<Relationship Id="strings" Type="{_STRINGS}" '.encode()
                end = relation + b'Target="sharedStrings.xml"/></Relationships>'
                target.writestr(name, source.read(name).replace(b"</Relationships>", end))
            else:
                target.writestr(name, source.read(name))
        if strings:
            target.writestr("xl/sharedStrings.xml", strings)
    plain.unlink()
    return path


def sheet_of(*data: bytes | Iterable[bytes], before: bytes = b"") -> Iterator[bytes]:
    yield b'<?xml version="1.0" encoding="UTF-8"?>' + before
    yield f'<worksheet xmlns="{MAIN}"><sheetData>'.encode()
    for piece in data:
        yield from [piece] if isinstance(piece, bytes) else piece
    yield b"</sheetData></worksheet>"


@hostile
def a_cell_in_the_last_corner(folder: Path) -> Path:
    first = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    last = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return xlsx(folder, sheet_of(first + last))


@hostile
def a_sheet_that_unpacks_to_300_megabytes(folder: Path) -> Path:
    row = b'<row r="1"><c r="A1"><v>1</v></c></row>'
    return xlsx(folder, sheet_of(row, repeat(b" " * 2**20, 300)))


@hostile
def a_sheet_that_lies_about_its_size(folder: Path) -> Path:
    path = xlsx(folder, sheet_of(repeat(b" " * 2**20, 100)))
    content = path.read_bytes()
    real = (100 * 2**20 + len(b"".join(sheet_of()))).to_bytes(4, "little")
    assert content.count(real) >= 1
    path.write_bytes(content.replace(real, (5000).to_bytes(4, "little")))
    return path


@hostile
def a_million_empty_rows(folder: Path) -> Path:
    rows = (f'<row r="{n}"/>'.encode() for n in range(2, 1_048_577))
    return xlsx(folder, sheet_of(b'<row r="1"><c r="A1"><v>1</v></c></row>', rows))


@hostile
def a_million_rows_of_one_cell(folder: Path) -> Path:
    rows = (f'<row r="{n}"><c r="D{n}"><v>1</v></c></row>'.encode() for n in range(1, 1_048_577))
    return xlsx(folder, sheet_of(rows))


@hostile
def one_long_text_in_many_cells(folder: Path) -> Path:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 5001))
    text = b"<t>" + b"x" * (10 * 2**20) + b"</t>"
    strings = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si>'.encode() + text + b"</si></sst>"
    return xlsx(folder, sheet_of(cells.encode()), strings)


@hostile
def entities_that_multiply(folder: Path) -> Path:
    names = "abcdefghij"
    lines = ['<!ENTITY a "' + "lol" * 100 + '">']
    for one, other in pairwise(names):
        lines.append(f'<!ENTITY {other} "' + f"&{one};" * 20 + '">')
    doctype = f"<!DOCTYPE worksheet [{''.join(lines)}]>".encode()
    cell = b'<row r="1"><c r=\'A1\' t="inlineStr"><is><t>&j;</t></is></c></row>'
    return xlsx(folder, sheet_of(cell, before=doctype))


@hostile
def a_sheet_nested_without_end(folder: Path) -> Path:
    depth = 500_000
    return xlsx(folder, sheet_of(b"<f>" * depth + b"</f>" * depth))


@hostile
def a_sheet_that_breaks_off(folder: Path) -> Path:
    return xlsx(folder, islice(sheet_of(b'<row r="1"><c r="A1"><f>1</f><v>1'), 3))


@hostile
def an_archive_of_many_parts(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    with ZipFile(path, "w", ZIP_STORED) as archive:
        for number in range(60_000):
            archive.writestr(f"xl/{number}.xml", b"")
    return path


@hostile
def an_archive_that_is_no_workbook(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "Dear editor")
    return path


@hostile
def a_workbook_without_its_sheets(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets/></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    return path


@hostile
def a_binary_workbook(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    with ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    return path


@hostile
def half_a_download(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    content = (folder / "workbook.xlsx").read_bytes()
    path.write_bytes(content[: len(content) // 2])
    return path


@hostile
def a_download_with_flipped_bits(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    content = bytearray((folder / "workbook.xlsx").read_bytes())
    chance = random.Random(1)
    for _ in range(300):
        content[chance.randrange(len(content) // 4, len(content) // 2)] ^= 0x55
    path.write_bytes(content)
    return path


@hostile
def a_workbook_with_a_password(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.write_bytes(_OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 4000)
    return path


@hostile
def an_archive_with_a_password(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    entry = ZipInfo("xl/workbook.xml")
    with ZipFile(path, "w") as archive:
        archive.writestr(entry, b"secret")
    content = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    path.write_bytes(content)
    return path


@hostile
def a_csv_called_a_workbook(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.write_text("code,value\nE22000017,913\n")
    return path


@hostile
def a_workbook_called_a_csv(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_bytes((folder / "workbook.xlsx").read_bytes())
    return path


@hostile
def a_web_page_called_a_workbook(folder: Path) -> Path:
    path = folder / "bad.xls"
    path.write_text("<html><table><tr><td>913</td></tr></table></html>")
    return path


@hostile
def a_picture_called_a_workbook(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + zlib.compress(b"\0" * 5000))
    return path


@hostile
def an_old_workbook_of_noise(folder: Path) -> Path:
    path = folder / "bad.xls"
    path.write_bytes(_OLE + random.Random(2).randbytes(50_000))
    return path


@hostile
def an_ods_of_repeated_cells(folder: Path) -> Path:
    return ods(
        folder,
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" '
        'office:value="1"/></table:table-row>',
    )


@hostile
def an_ods_that_counts_backwards(folder: Path) -> Path:
    return ods(
        folder,
        '<table:table-row table:number-rows-repeated="-5"><table:table-cell '
        'table:number-columns-repeated="many" office:value-type="float" office:value="1"/>'
        "</table:table-row>",
    )


def ods(folder: Path, rows: str) -> Path:
    path = folder / "bad.ods"
    names = "".join(
        f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"'
        for n in ("office", "table", "text", "calcext")
    )
    content = (
        f'<office:document-content{names} office:version="1.2"><office:body>'
        f'<office:spreadsheet><table:table table:name="Table C2">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


@hostile
def a_csv_in_utf_16(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_text("code,value\nE22000017,913\n", encoding="utf-16")
    return path


@hostile
def a_csv_in_windows_1252(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_bytes("code,name\nW06000001,Ynys Môn\n".encode("cp1252"))
    return path


@hostile
def a_csv_with_an_open_quotation(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_text('code,"value\n' + "E22000017,913\n" * 100_000)
    return path


@hostile
def a_csv_with_zero_bytes(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_bytes(b"code,value\n" * 100 + b"E22\x00,913\n")
    return path


@hostile
def a_csv_parted_by_semicolons(folder: Path) -> Path:
    path = folder / "bad.csv"
    path.write_text("code;value\nE22000017;913\n")
    return path


@hostile
def a_tag_that_never_closes(folder: Path) -> Path:
    text = "[note" + " " * 30_000 + "x"
    cell = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c></row>'
    )
    return xlsx(folder, sheet_of(cell.encode()))


@hostile
def twenty_thousand_areas_too_many(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    book = Book(folder / "workbook.xlsx")
    last = book.last_row("Table C2")
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>E23000023</t></is></c>'
        f'<c r="B{n}" t="inlineStr"><is><t>Cambridgeshire</t></is></c>'
        f'<c r="C{n}" t="inlineStr"><is><t>X{n}</t></is></c>'
        f'<c r="D{n}" t="inlineStr"><is><t>Somewhere</t></is></c></row>'
        for n in range(last + 1, last + 20_001)
    )
    book.save(path)
    with ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = book.part("Table C2")
    parts[name] = parts[name].replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


@hostile
def a_file_without_a_byte(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.write_bytes(b"")
    return path


@hostile
def a_folder_called_a_workbook(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.mkdir()
    return path


@hostile
def a_link_to_itself(folder: Path) -> Path:
    path = folder / "bad.xlsx"
    path.symlink_to(path)
    return path
