"""A short attack on a desk: the long one is ``python -m tests.desk.load``."""

from __future__ import annotations

from pathlib import Path

from generator.desk.database import Database
from tests.desk.conftest import RELEASE
from tests.desk.load import PASSWORD, Server, attack, wrong


def test_nothing_is_lost_half_done_or_done_twice(
    url: str, database: Database, desk_project: Path
) -> None:
    from generator.desk import people

    with database.writing() as connection:
        for number in range(6):
            people.add(connection, f"Editor {number}", PASSWORD, "editor")
    server = Server(desk_project, url)
    server.start()
    try:
        tally = attack(server, RELEASE, editors=6, seconds=10, kills=2, least=11)
    finally:
        server.kill()
    assert wrong(database, tally) == []
    assert len(tally.confirmed) > 10
