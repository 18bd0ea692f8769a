"""A desk on each database, with the specimen release on waits brought in."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import Row, create_engine, select, text

from generator.config import Project
from generator.desk import decisions, people, texts
from generator.desk.checking import Checker
from generator.desk.database import Database, open_database, sqlite_url
from generator.desk.intake import bring_in
from generator.desk.people import Person
from generator.desk.schema import event, story
from tests.conftest import ROOT
from tests.desk.replay import replayed
from tests.spoiling import copy_project

RELEASE = "waits/2025-01"
PASSWORD = "correct horse battery"
TEAM = {"Rae": "reporter", "Edith": "editor", "Olu": "editor", "Ada": "admin"}
_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL server: that which CI has started, or one of our own."""
    if given := os.environ.get("STRINGER_POSTGRES"):
        yield given
        return
    script = str(ROOT / ".ci" / "postgres")
    with TemporaryDirectory() as folder:
        started = subprocess.run([script, "start", folder], capture_output=True, text=True)
        assert started.returncode == 0, started.stderr
        yield started.stdout.strip()
        subprocess.run([script, "stop", folder], check=True)


@pytest.fixture(scope="session")
def desk_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_project(tmp_path_factory.mktemp("desk") / "project")


@pytest.fixture(scope="session")
def filled(desk_project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the team and the release."""
    path = tmp_path_factory.mktemp("filled") / "desk.sqlite"
    _fill(open_database(sqlite_url(path)), desk_project)
    return path


@pytest.fixture(scope="session")
def filled_postgres(postgres: str, desk_project: Path) -> str:
    """The name of a database with the same."""
    name = f"filled_{os.getpid()}"
    _create(postgres, name)
    database = open_database(f"{postgres}/{name}")
    _fill(database, desk_project)
    database.engine.dispose()
    return name


def _fill(database: Database, project: Path) -> None:
    with database.writing() as connection:
        for name, role in TEAM.items():
            people.add(connection, name, PASSWORD, role)
    bring_in(database, Project(project), RELEASE)
    database.engine.dispose()


def _create(postgres: str, name: str, template: str = "template1") -> None:
    address = postgres.replace("postgresql://", "postgresql+psycopg://")
    engine = create_engine(f"{address}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()


def copied(request: pytest.FixtureRequest, to: Path) -> str:
    """The address of a database of one's own, of the kind that is asked for, filled."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("filled"), to / "desk.sqlite")
        return sqlite_url(to / "desk.sqlite")
    postgres = request.getfixturevalue("postgres")
    name = f"desk_{os.getpid()}_{next(_numbers)}"
    _create(postgres, name, request.getfixturevalue("filled_postgres"))
    return f"{postgres}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database of one's own with the release brought in."""
    return copied(request, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "empty.sqlite")
    postgres = request.getfixturevalue("postgres")
    name = f"empty_{os.getpid()}_{next(_numbers)}"
    _create(postgres, name)
    return f"{postgres}/{name}"


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    opened = open_database(url)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def checker(desk_project: Path) -> Checker:
    return Checker(Project(desk_project))


@dataclass
class Room:
    """Somebody at the desk, and one story on it."""

    database: Database
    checker: Checker
    team: dict[str, Person]

    def rows(self) -> list[Row[Any]]:
        with self.database.reading() as connection:
            return list(connection.execute(select(story).order_by(story.c.place_order)))

    def row(self, key: int) -> Row[Any]:
        with self.database.reading() as connection:
            return connection.execute(select(story).where(story.c.id == key)).one()

    def events(self) -> list[Row[Any]]:
        with self.database.reading() as connection:
            return list(connection.execute(select(event).order_by(event.c.id)))

    def do(self, name: str, key: int, action: str, **more: Any) -> Row[Any]:
        version = more.pop("version", self.row(key).version)
        with self.database.writing() as connection:
            decisions.decide(connection, self.team[name], key, version, action, **more)
        return self.row(key)

    def edit(self, name: str, key: int, at: int, words: str, **more: Any) -> Row[Any]:
        version = more.pop("version", self.row(key).version)
        with self.database.writing() as connection:
            decisions.edit(
                connection, self.checker, self.team[name], key, version, at, words, **more
            )
        return self.row(key)

    def undo(self, name: str, key: int) -> Row[Any]:
        with self.database.writing() as connection:
            decisions.undo(connection, self.team[name], key, self.row(key).version)
        return self.row(key)


@pytest.fixture
def room(database: Database, checker: Checker) -> Room:
    with database.reading() as connection:
        rows = people.everybody(connection)
    return Room(database, checker, {r.name: Person(r.id, r.name, r.role) for r in rows})


KEPT = (
    "status", "text", "problems", "blocked", "edited", "edited_by", "clashes", "headline",
    "first_by", "decided_by", "decided", "reason", "override",
)  # fmt: skip


def holds(room: Room) -> None:
    """History played again gives the state."""
    state = replayed(room.events())
    rows = room.rows()
    assert len(state) == len(rows)
    for row in rows:
        assert state[row.id]["version"] == row.version
        assert {k: state[row.id][k] for k in KEPT} == {k: getattr(row, k) for k in KEPT}


def paragraph(room: Room, key: int, has: str) -> texts.Paragraph:
    row = room.row(key)
    return next(p for p in texts.paragraphs(row.text, row.draft) if has in p.text)
