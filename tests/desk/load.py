"""Twenty editors at random, the server killed now and then, and what became of what they did.

``python -m tests.desk.load --minutes 5 --kills 20 --database URL`` on a desk with a release brought
in (an SQLite file of its own where no URL is given). What the server confirmed must be there
afterwards, whole; history played again must give the state; and no story may be approved twice.
"""

from __future__ import annotations

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import select

from generator.config import Project
from generator.desk import people
from generator.desk.database import Database, open_database, sqlite_url
from generator.desk.intake import bring_in
from generator.desk.schema import event, story
from tests.desk.replay import replayed

ROOT = Path(__file__).resolve().parents[2]
_PATIENCE = 120.0
PASSWORD = "correct horse battery"
GONE = (urllib.error.URLError, http.client.HTTPException, ConnectionError, TimeoutError)
KEPT = ("status", "text", "problems", "blocked", "edited", "clashes", "headline", "reason")


class _Stay(urllib.request.HTTPRedirectHandler):
    """Leaves redirects to the caller."""

    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Server:
    """The desk in a process of its own, which can be killed and started again."""

    project: Path
    url: str
    port: int = 0
    address: str = ""
    process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        command = ["-c", "from generator.cli import main; main()", "--project", str(self.project)]
        options = ["desk", "--port", str(self.port), "--database", self.url]
        self.process = subprocess.Popen(
            [sys.executable, *command, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().split()[0]
        self.port = int(re.findall(r":(\d+)", self.address)[0])

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()


@dataclass
class Tally:
    """What all editors together saw."""

    confirmed: list[tuple[int, int, str]] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)


class Editor(threading.Thread):
    """Somebody who opens stories at random, changes them, and decides on them."""

    until = 0.0
    least = 0

    def __init__(self, server: Server, name: str, release: str, tally: Tally) -> None:
        super().__init__(name=name)
        self.server, self.release, self.tally = server, release, tally
        self.chance = random.Random(name)
        handlers = (urllib.request.HTTPCookieProcessor(CookieJar()), _Stay())
        self.opener = urllib.request.build_opener(*handlers)

    def run(self) -> None:
        while time.time() < self.until or (
            len(self.tally.confirmed) < self.least and time.time() < self.until + _PATIENCE
        ):
            try:
                self._once()
            except GONE:
                time.sleep(0.2)  # the server is down for a moment
            except Exception as error:
                with self.tally.lock:
                    self.tally.errors.append(f"{self.name}: {error!r}")

    def log_in(self) -> None:
        _, page = self._ask("/log-in")
        fields = {"name": self.name, "password": PASSWORD, "csrf": _token(page)}
        status, _ = self._ask("/log-in", fields)
        assert status == 303, status

    def _once(self) -> None:
        page_number = self.chance.randrange(1, 9)
        _, queue = self._ask(f"/release/{self.release}?show=all&page={page_number}", kind="queue")
        key = int(self.chance.choice(re.findall(r"/story/(\d+)", queue)))
        _, page = self._ask(f"/story/{key}", kind="story")
        version = int(re.findall(r'name="version" value="(\d+)"', page)[0]) if (
            'name="version"' in page) else 0  # fmt: skip
        if not version:
            return
        actions = re.findall(r'name="action" value="(\w+)"', page)
        wanted = self.chance.choice([*actions, "change", "change", "undo", "note"])
        fields: dict[str, Any] = {"csrf": _token(page), "version": version}
        match wanted:
            case "change":
                changes = re.findall(r"/story/\d+\?change=(\d+)", page)
                if not changes:
                    return
                at = self.chance.choice(changes)
                _, page = self._ask(f"/story/{key}?change={at}", kind="story")
                text = re.findall(r"<textarea name=\"words\"[^>]*>(.*?)</textarea>", page, re.S)
                if not text:
                    return
                words = f"{unescape(text[0])} {self.name} {self.chance.randrange(10**9)}."
                self._act(
                    f"/story/{key}/change", {**fields, "at": at, "words": words}, key, version
                )
            case "undo":
                self._act(f"/story/{key}/undo", fields, key, version)
            case "note":
                self._ask(f"/story/{key}/note", {**fields, "text": "Look at this."}, kind="note")
            case action:
                more = {"action": action, "reason": "at random", "override": "at random"}
                self._act(f"/story/{key}/decide", {**fields, **more}, key, version)

    def _act(self, path: str, fields: dict[str, Any], key: int, version: int) -> None:
        """An action; what the server confirms is noted, what it refuses is no error."""
        status, page = self._ask(path, fields, kind="action")
        with self.tally.lock:
            self.tally.statuses[f"{status}"] += 1
            if status == 303:
                self.tally.confirmed.append((key, version + 1, self.name))
            elif status not in (400, 409):
                self.tally.errors.append(f"{path}: {status}: {page[:200]}")

    def _ask(
        self, path: str, fields: dict[str, Any] | None = None, kind: str = ""
    ) -> tuple[int, str]:
        data = urllib.parse.urlencode(fields).encode() if fields is not None else None
        begun = time.perf_counter()
        address = f"http://127.0.0.1:{self.server.port}{path}"
        try:
            with self.opener.open(address, data, timeout=60) as answer:
                status, page = answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            status, page = error.code, error.read().decode()
        if kind:
            with self.tally.lock:
                self.tally.times.setdefault(kind, []).append(time.perf_counter() - begun)
        if status >= 500:
            with self.tally.lock:
                self.tally.errors.append(f"{path}: {status}")
        return status, page


def _token(page: str) -> str:
    return str(re.findall(r'name="csrf" value="([^"]+)"', page)[0])


def prepare(database: Database, project: Path, release: str, editors: int) -> None:
    """The release and the editors."""
    bring_in(database, Project(project), release)
    with database.writing() as connection:
        for number in range(editors):
            people.add(connection, f"Editor {number}", PASSWORD, "editor")


def wrong(database: Database, tally: Tally) -> list[str]:
    """What is lost, half done, done twice, or not what history says."""
    found = list(tally.errors)
    with database.reading() as connection:
        events = list(connection.execute(select(event).order_by(event.c.id)))
        rows = list(connection.execute(select(story)))
    done = {(e.story_id, e.version): e.who for e in events if e.version is not None}
    versions = [(e.story_id, e.version) for e in events if e.version is not None]
    found += [f"done twice: {v}" for v, n in Counter(versions).items() if n > 1]
    for key, version, name in tally.confirmed:
        if done.get((key, version)) != name:
            found.append(f"lost: {name} on story {key}, version {version}")
    try:
        state = replayed(events)
    except ValueError as error:
        return [*found, str(error)]
    for row in rows:
        told = state[row.id]
        if told["version"] != row.version or any(told[k] != getattr(row, k) for k in KEPT):
            found.append(f"story {row.id} is not what its history gives")
    approved: set[int] = set()
    for e in events:
        if e.story_id is None or "status" not in e.after:
            continue
        if e.after["status"] == "approved":
            if e.story_id in approved:
                found.append(f"approved twice: story {e.story_id}, entry {e.id}")
            approved.add(e.story_id)
        else:
            approved.discard(e.story_id)
    return found


def attack(
    server: Server, release: str, editors: int, seconds: float, kills: int, *, least: int = 0
) -> Tally:
    """Let so many editors loose for a while, and kill the server now and then.

    On a slow machine they stay longer, until at least so many actions were confirmed.
    """
    tally = Tally()
    threads = [Editor(server, f"Editor {number}", release, tally) for number in range(editors)]
    for thread in threads:
        thread.log_in()
    until = time.time() + seconds
    for thread in threads:
        thread.until, thread.least = until, least
        thread.start()
    chance = random.Random(1)
    for number in range(kills):
        at = until - seconds + seconds * (number + 0.3 + 0.6 * chance.random()) / kills
        time.sleep(max(0, at - time.time()))
        server.kill()
        server.start()
    for thread in threads:
        thread.join()
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--editors", type=int, default=20)
    parser.add_argument("--release", default="crime/2024-12")
    parser.add_argument("--database", default="", help="of an empty database")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or sqlite_url(Path(folder) / "desk.sqlite")
        database = open_database(url)
        prepare(database, ROOT, asked.release, asked.editors)
        server = Server(ROOT, url)
        server.start()
        tally = attack(server, asked.release, asked.editors, asked.minutes * 60, asked.kills)
        server.kill()
        found = wrong(database, tally)
    times = {k: {"asked": len(v), "median ms": round(1000 * median(v), 1)} for k, v in
             tally.times.items()}  # fmt: skip
    told = {"actions": tally.statuses, "confirmed": len(tally.confirmed), "times": times,
            "kills": asked.kills, "wrong": found[:20], "wrong in all": len(found)}  # fmt: skip
    print(json.dumps(told, indent=2))
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
