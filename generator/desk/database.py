"""The desk's database: SQLite in a file or PostgreSQL by URL, brought to this program's version."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError

from generator.errors import StringerError, fault

_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY = 20_000
"""Milliseconds that a writer waits for another to be done with an SQLite file."""


class Database:
    """Transactions on one database."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by."""
        with self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: what is done in it is done whole, or not at all.

        Raises:
            StringerError: the database cannot be written, as the disk is full.
        """
        with self.engine.connect() as connection:
            try:
                if self.is_file:
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                yield connection
                connection.commit()
            except OperationalError as error:
                connection.rollback()
                what = f"cannot be written ({_reason(error)})."
                raise fault("the database", what, "Nothing was changed.") from None
            except BaseException:
                connection.rollback()
                raise

    @property
    def is_file(self) -> bool:
        return self.engine.dialect.name == "sqlite"


def open_database(url: str) -> Database:
    """The database at an address, with all its tables.

    Raises:
        StringerError: it cannot be reached, or is of a newer version of the program.
    """
    engine = _engine(url)
    try:
        _bring_up(engine, url)
    except DatabaseError as error:
        engine.dispose()
        raise _unreachable(url, error) from None
    return Database(engine)


def sqlite_url(path: Path) -> str:
    """The address of an SQLite file, whose folder is made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}"


def _engine(url: str) -> Engine:
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() not in ("sqlite", "postgresql"):
            raise fault(_shown(url), "is no SQLite and no PostgreSQL.", _EXAMPLES)
        engine = create_engine(parsed, pool_size=10, max_overflow=10, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ValueError):
        raise fault(_shown(url), "is no address of a database.", _EXAMPLES) from None
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _tune)
    return engine


_EXAMPLES = "Say sqlite:///desk.sqlite or postgresql://name:password@host/database."


def _tune(connection: Any, _: object) -> None:
    """Readers do not wait for a writer; what was committed outlives the process and the power."""
    connection.isolation_level = None  # the driver would begin transactions of its own
    for pragma in (f"busy_timeout={_BUSY}", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()
    connection.execute("PRAGMA foreign_keys=ON").close()


def _bring_up(engine: Engine, url: str) -> None:
    """Make or change tables until they are those of this program."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    scripts = ScriptDirectory.from_config(config)
    known = {script.revision for script in scripts.walk_revisions()}
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
        tables = inspect(connection).get_table_names()
    if at is None and tables:
        raise fault(_shown(url), "is a database of something else.", "Name another: --database.")
    if at is not None and at not in known:
        advice = "Install the newest stringer, or name another database: --database."
        raise fault(_shown(url), f"is of a newer version of the desk ({at}).", advice)
    if at == scripts.get_current_head():
        return
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _unreachable(url: str, error: DatabaseError) -> StringerError:
    advice = "Does its server run, is there room on the disk, and may this user write there?"
    return fault(_shown(url), f"cannot be used ({_reason(error)}).", advice)


def _reason(error: DatabaseError) -> str:
    return str(error.orig).strip().splitlines()[0]


def _shown(url: str) -> str:
    """An address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "--database"
