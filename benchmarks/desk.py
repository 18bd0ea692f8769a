"""The desk's pages: the server's time for each, on a release of 356 drafts and with 20,000."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any, Final

from flask.testing import FlaskClient
from sqlalchemy import insert, select

from benchmarks.process import tell
from benchmarks.report import Budget, Section, Spread
from generator.config import find_project
from generator.desk import people
from generator.desk.checking import Checker
from generator.desk.database import Database, open_database, sqlite_url
from generator.desk.intake import bring_in
from generator.desk.schema import story
from generator.desk.web import Desk, make_app

RELEASE: Final = "crime/2024-12"
MANY: Final = 20_000
_PASSWORD = "a password for a bench"
_BASE = f"/release/{RELEASE}"


def desk(rounds: int) -> Section:
    """Pages, an edit's check, and a long queue, asked for in the process that answers."""
    project = find_project()
    with TemporaryDirectory() as folder:
        database = open_database(sqlite_url(Path(folder) / "desk.sqlite"))
        with database.writing() as connection:
            people.add(connection, "Editor", _PASSWORD, "admin")
        checker = Checker(project)
        bring_in(database, project, RELEASE, checker=checker)
        client = make_app(Desk(project, database, checker)).test_client()
        _log_in(client)
        words = _paragraph(database)
        token = _token(client.get("/").text)
        form = {"csrf": token, "at": words[0], "words": words[1].replace("%", "9%", 1)}
        pages = {
            "Releases": lambda: client.get("/"),
            "Queue": lambda: client.get(_BASE),
            "A story": lambda: client.get("/story/40"),
            "A story, one paragraph being changed": lambda: client.get("/story/40?change=2"),
            "Wordings": lambda: client.get(f"{_BASE}/wordings"),
            "History": lambda: client.get(f"{_BASE}/history"),
        }
        taken = {name: _times(page, rounds) for name, page in pages.items()}
        taken["Check of a changed paragraph"] = _times(
            lambda: client.post("/story/1/check", data=form), rounds
        )
        _fill(database)
        taken[f"Queue of {MANY:,}"] = _times(lambda: client.get(f"{_BASE}?show=all"), rounds)
        searched = f"{_BASE}?show=all&words=up&sort=name"
        taken[f"Queue of {MANY:,}, searched"] = _times(lambda: client.get(searched), rounds)
        database.engine.dispose()
    for name, times in taken.items():
        tell(f"desk: {name}: {Spread.of(times).show(1)} ms")
    rows = tuple((name, Spread.of(times).show(1)) for name, times in taken.items())
    limits = {"Check of a changed paragraph": 50, f"Queue of {MANY:,}": 200}
    limits[f"Queue of {MANY:,}, searched"] = 200
    budgets = tuple(
        Budget(name, Spread.of(times), limit := limits.get(name, 100), f"{limit} ms", places=0)
        for name, times in taken.items()
    )
    text = "The server's time for a page on SQLite, in the process that answers, by the clock."
    return Section("The desk", text, ("Page", "ms"), rows, budgets)


def _times(ask: Callable[[], Any], rounds: int) -> list[float]:
    """Milliseconds of each round; the first is not counted."""
    times = []
    for _ in range(rounds + 1):
        start = perf_counter()
        answer = ask()
        times.append((perf_counter() - start) * 1000)
        if answer.status_code != 200:
            raise RuntimeError(f"the desk answered {answer.status_code}: {answer.text[:200]}")
    return times[1:]


def _token(page: str) -> str:
    return str(re.findall(r'name="csrf" value="([^"]+)"', page)[0])


def _log_in(client: FlaskClient) -> None:
    form = {"name": "Editor", "password": _PASSWORD}
    client.post("/log-in", data={**form, "csrf": _token(client.get("/log-in").text)})


def _paragraph(database: Database) -> tuple[int, str]:
    """A paragraph of the first story that has a percentage."""
    with database.reading() as connection:
        draft = connection.execute(select(story.c.draft).where(story.c.id == 1)).scalar_one()
    return next((n, b["text"]) for n, b in enumerate(draft["blocks"]) if "%" in b["text"])


def _fill(database: Database) -> None:
    """Copies of the first story, until there are as many as asked for."""
    with database.writing() as connection:
        row = dict(connection.execute(select(story).where(story.c.id == 1)).one()._mapping)
        del row["id"]
        for start in range(0, MANY, 500):
            rows = [
                {**row, "key": f"copy {n}", "place_order": 1000 + n, "reading": None}
                for n in range(start, start + 500)
            ]
            connection.execute(insert(story), rows)


if __name__ == "__main__":
    desk(9)
