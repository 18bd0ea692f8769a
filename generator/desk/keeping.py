"""All of a desk in one file: its tables line by line, with checksums, for any database."""

from __future__ import annotations

import zipfile
import zlib
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, func, insert, select, text

from generator.desk.database import Database
from generator.desk.schema import attempt, metadata, session
from generator.errors import fault

_LEFT_OUT = {session.name, attempt.name}
"""What does not outlive a move: who is logged in."""
_MANIFEST = "manifest.json"
_NO_BACKUP = (
    OSError, EOFError, LookupError, RuntimeError, TypeError, ValueError,
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip
"""What comes of reading a file that is none, or in which a bit has changed."""
_CHUNK = 500
_LINE = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS  # SQLAlchemy's names are no plain str


def backup(database: Database, path: Path) -> int:
    """Write all tables to a file, which appears whole or not at all; how many rows there are.

    Raises:
        StringerError: the file cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        with database.reading() as connection, zipfile.ZipFile(
            part, "w", zipfile.ZIP_DEFLATED
        ) as archive:  # fmt: skip
            if not database.is_file:
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
            else:
                connection.exec_driver_sql("BEGIN")  # one state of all tables
            files, rows = {}, 0
            for table in metadata.sorted_tables:
                if table.name in _LEFT_OUT:
                    continue
                content = b"".join(
                    orjson.dumps(dict(row._mapping), option=_LINE)
                    for row in connection.execute(select(table).order_by(*table.primary_key))
                )
                files[f"{table.name}"] = sha256(content).hexdigest()
                rows += content.count(b"\n")
                archive.writestr(f"{table.name}.jsonl", content)
            manifest = {"revision": _revision(connection), "files": files}
            archive.writestr(_MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
            connection.rollback()
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise fault(str(path), f"cannot be written ({error.strerror}).") from None
    return rows


def restore(database: Database, path: Path) -> int:
    """Fill an empty database from a backup; how many rows it has.

    Raises:
        StringerError: the file is no whole backup of this version, or the database is not empty.
    """
    tables = [t for t in metadata.sorted_tables if t.name not in _LEFT_OUT]
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = orjson.loads(archive.read(_MANIFEST))
            revision, sums = manifest["revision"], dict(manifest["files"])
            contents = {t.name: archive.read(f"{t.name}.jsonl") for t in tables}
    except _NO_BACKUP as error:
        why = getattr(error, "strerror", None) or "no whole one"
        raise fault(str(path), f"is no backup of a desk ({why}).") from None
    broken = [n for n, c in contents.items() if sha256(c).hexdigest() != sums.get(n)]
    if broken:
        raise fault(str(path), f"is damaged: {', '.join(broken)}.", "Take another backup.")
    with database.writing() as connection:
        if revision != _revision(connection):
            what = f"is of another version of the desk ({revision})."
            raise fault(str(path), what, "Restore it with the stringer that made it.")
        if any(connection.execute(select(func.count()).select_from(t)).scalar() for t in tables):
            advice = "Name a new one: --database sqlite:///restored.sqlite."
            raise fault("--database", "is not empty, and nothing is written over.", advice)
        rows = 0
        for table in tables:
            lines: list[Any] = [orjson.loads(line) for line in contents[table.name].splitlines()]
            rows += len(lines)
            for start in range(0, len(lines), _CHUNK):
                connection.execute(insert(table), lines[start : start + _CHUNK])
            if not database.is_file and "id" in table.c and lines and isinstance(
                lines[0]["id"], int
            ):  # fmt: skip
                last = max(line["id"] for line in lines)
                sequence = func.pg_get_serial_sequence(table.name, "id")
                connection.execute(select(func.setval(sequence, last)))
    return rows


def _revision(connection: Connection) -> str:
    return str(MigrationContext.configure(connection).get_current_revision())
