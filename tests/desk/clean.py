"""How many stories an editor opens to approve a batch: ``python -m tests.desk.clean [RELEASE]``.

The editor opens the reading list and approves each of its stories that carries no flag, with its
wordings; approves what is left on the page of wordings; and approves the rest together. Pages are
asked for as a browser asks for them, and counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlalchemy import func, select

from generator.config import Project
from generator.desk import people
from generator.desk.checking import Checker
from generator.desk.database import Database, open_database, sqlite_url
from generator.desk.intake import bring_in
from generator.desk.schema import story
from generator.desk.web import Desk, make_app
from tests.conftest import ROOT

PASSWORD = "correct horse battery"


@dataclass
class Walk:
    """Somebody who logs in and opens pages; ``opened`` counts them by kind."""

    client: FlaskClient
    opened: Counter[str]
    csrf: str = ""

    def look(self, path: str) -> str:
        kinds = (("/story/", "stories"), ("/wordings", "pages of wordings"))
        kind = next((name for part, name in kinds if part in path), "queue")
        self.opened[kind] += 1
        page = self.client.get(path).text
        self.csrf = re.findall(r'name="csrf" value="([^"]+)"', page)[0]
        return page

    def send(self, path: str, **fields: object) -> str:
        answer = self.client.post(path, data={"csrf": self.csrf, **fields})
        assert answer.status_code in (200, 303), answer.text
        return answer.text


def approve_batch(database: Database, project: Project, release: str, name: str) -> Counter[str]:
    """What was opened, and afterwards how many stories are approved, flagged, or neither."""
    checker = Checker(project)
    walk = Walk(make_app(Desk(project, database, checker)).test_client(), Counter())
    walk.look("/log-in")
    walk.send("/log-in", name=name, password=PASSWORD)
    walk.opened.clear()
    base = f"/release/{release}"
    queue = walk.look(f"{base}?show=listed")
    for key in dict.fromkeys(re.findall(r'class="open" href="/story/(\d+)"', queue)):
        page = walk.look(f"/story/{key}")
        version = re.findall(r'name="version" value="(\d+)"', page)[0]
        if 'class="flag"' not in page and 'class="problem' not in page:
            walk.send(f"/story/{key}/decide", version=version, action="approve", wordings=1)
    waiting = re.findall(r'name="wording" value="(\d+)"', walk.look(f"{base}/wordings"))
    walk.opened["wordings approved there"] = len(waiting)
    walk.send(f"{base}/wordings", wording=waiting, what="approve")
    chosen = re.findall(r'name="story" value="([\d:]+)"', walk.send(f"{base}/together", all=1))
    walk.opened["approved together"] = len(chosen)
    walk.send(f"{base}/together", story=chosen, sure=1)
    with database.reading() as connection:
        own = select(story.c.status, story.c.flagged, func.count()).where(
            story.c.release_id == release
        )
        for status, flagged, number in connection.execute(own.group_by("status", "flagged")):
            walk.opened[f"{status}{', flagged' if flagged else ''}"] = number
    return walk.opened


def main() -> None:
    release = sys.argv[1] if len(sys.argv) > 1 else "crime/2024-12"
    with TemporaryDirectory() as folder:
        database = open_database(sqlite_url(Path(folder) / "desk.sqlite"))
        with database.writing() as connection:
            people.add(connection, "Editor", PASSWORD, "editor")
        bring_in(database, Project(ROOT), release)
        for what, number in approve_batch(database, Project(ROOT), release, "Editor").items():
            print(f"{what}: {number}")
        database.engine.dispose()


if __name__ == "__main__":
    main()
