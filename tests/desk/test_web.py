"""The pages without a browser: who may do what, and what the desk does with bad input."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, event, update

from generator.config import Project
from generator.desk import people
from generator.desk.checking import Checker
from generator.desk.database import Database, open_database, sqlite_url
from generator.desk.schema import attempt, person, release, session, story
from generator.desk.web import Desk, make_app
from generator.desk.web.guard import OPEN_TO_ALL, ROLE
from generator.errors import StringerError
from tests.desk.clean import approve_batch
from tests.desk.conftest import PASSWORD, RELEASE, TEAM, Room
from tests.spoiling import copy_project, lines, run

BASE = f"/release/{RELEASE}"
Enter = Callable[..., FlaskClient]


@pytest.fixture
def app(database: Database, desk_project: Path, checker: Checker) -> Any:
    hosts = frozenset({"localhost", "desk.example.org"})
    return make_app(Desk(Project(desk_project), database, checker, hosts))


@pytest.fixture
def enter(app: Any) -> Enter:
    """Logs somebody in."""
    return partial(log_in, app)


def log_in(app: Any, name: str = "Edith", password: str = PASSWORD) -> FlaskClient:
    client: FlaskClient = app.test_client()
    page = client.get("/log-in").text
    answer = client.post("/log-in", data={"name": name, "password": password, "csrf": token(page)})
    assert answer.status_code == 303, answer.text
    return client


def token(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    return found[1] if found else ""


def send(client: FlaskClient, path: str, **fields: Any) -> Any:
    """A form of the page with all of a story's tokens."""
    return client.post(path, data={"csrf": token(client.get("/").text), **fields})


PARTS: dict[str, Any] = {"beat": "waits", "date": "2025-01", "key": 1}


def test_every_route_by_every_role_and_method(app: Any, enter: Enter) -> None:
    """Nobody gets in by an address alone: what is not open asks for a log-in, a role, a token."""
    clients: dict[str, FlaskClient] = {name: enter(name) for name in TEAM}
    stranger = app.test_client()
    walked = 0
    for rule in app.url_map.iter_rules():
        if rule.endpoint == "static":
            continue
        view = app.view_functions[rule.endpoint]
        is_open, role = getattr(view, OPEN_TO_ALL, False), getattr(view, ROLE, "reporter")
        with app.test_request_context():
            path = app.url_for(rule.endpoint, **{k: PARTS[k] for k in rule.arguments})
        path = path.removeprefix("http://localhost")
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
            if method not in rule.methods:
                other = [r for r in app.url_map.iter_rules() if r.rule == rule.rule]
                if not any(method in r.methods for r in other):
                    assert stranger.open(path, method=method).status_code == 405
                continue
            answer = stranger.open(path, method=method)
            if is_open:
                # A form without its token is refused even where nobody need be logged in.
                assert answer.status_code in ((403,) if method == "POST" else (200, 303, 403))
            else:
                assert answer.status_code == (302 if method == "GET" else 401), path
            for name, client in clients.items():
                if rule.endpoint == "log_out":
                    continue
                walked += 1
                given = client.open(path, method=method)
                may = people.ROLES.index(TEAM[name]) >= people.ROLES.index(role)
                if method == "POST":
                    assert given.status_code == 403, path  # no token
                elif not may:
                    assert given.status_code == 403, (path, name)
                else:
                    assert given.status_code in (200, 303, 404), (path, name)
                if method == "POST" and not may:
                    sent = send(client, path)
                    assert sent.status_code == 403, (path, name)
                    assert "Your role is" in sent.text
    assert walked > 80


def test_roles_are_held_where_the_deed_is_done(room: Room, enter: Enter) -> None:
    key, version = room.rows()[0].id, room.rows()[0].version
    rae = enter("Rae")
    answer = send(rae, f"/story/{key}/decide", version=version, action="approve")
    assert answer.status_code == 403
    assert room.row(key).status == "unread"
    sent = send(rae, f"{BASE}/wordings", wording=1)
    assert sent.status_code == 403
    assert send(enter("Edith"), "/people", name="X").status_code == 403


def test_a_form_from_elsewhere_or_with_another_token_is_refused(enter: Enter) -> None:
    edith, olu = enter("Edith"), enter("Olu")
    theirs = token(olu.get("/").text)
    assert edith.post("/story/1/note", data={"text": "x", "csrf": theirs}).status_code == 403
    mine = token(edith.get("/").text)
    head = {"Sec-Fetch-Site": "cross-site"}
    sent = edith.post("/story/1/note", data={"text": "x", "csrf": mine}, headers=head)
    assert sent.status_code == 403


@pytest.mark.parametrize(
    ("host", "status"), [("desk.example.org", 302), ("evil.example.org", 403), ("localhost:1", 302)]
)
def test_the_desk_answers_for_its_own_names_alone(app: Any, host: str, status: int) -> None:
    answer = app.test_client().get("/", headers={"Host": host})
    assert answer.status_code == status
    assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    database: Database, desk_project: Path, checker: Checker
) -> None:
    desk = Desk(Project(desk_project), database, checker, behind_tls=True)
    client = make_app(desk).test_client()
    page = client.get("/log-in", base_url="https://localhost")
    data = {"name": "Ada", "password": PASSWORD, "csrf": token(page.text)}
    answer = client.post("/log-in", data=data, base_url="https://localhost")
    for cookie in (*page.headers.getlist("Set-Cookie"), *answer.headers.getlist("Set-Cookie")):
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Secure" in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_too_many_log_ins_must_wait_and_a_name_that_is_none_takes_as_long(
    app: Any, enter: Enter, database: Database
) -> None:
    client = app.test_client()
    form = {"csrf": token(client.get("/log-in").text), "name": "edith ", "password": "wrong"}
    for _ in range(5):
        answer = client.post("/log-in", data=form)
        assert answer.status_code == 401
        assert "do not go together" in answer.text
    right = client.post("/log-in", data={**form, "password": PASSWORD})
    assert right.status_code == 429
    assert "Wait 15 minutes" in right.text
    enter("Olu")  # others are not kept out
    with database.writing() as connection:
        connection.execute(update(attempt).values(at=attempt.c.at - 16 * 60))
    enter("Edith")


def test_a_name_is_the_same_in_capitals_of_any_alphabet(app: Any, database: Database) -> None:
    with database.writing() as connection:
        people.add(connection, "Zoë Ümlaut", PASSWORD, "editor")
        with pytest.raises(StringerError, match="is taken"):
            people.add(connection, "ZOË ümlaut", PASSWORD, "editor")
    client = app.test_client()
    form = {"csrf": token(client.get("/log-in").text), "password": "wrong"}
    for name in ("Zoë Ümlaut", "ZOË ÜMLAUT", "zoë ümlaut", "Zoë ümlaut", "zoË ümlaut"):
        assert client.post("/log-in", data={**form, "name": name}).status_code == 401
    right = {**form, "name": "zoë ÜMLAUT", "password": PASSWORD}
    assert client.post("/log-in", data=right).status_code == 429
    with database.writing() as connection:
        connection.execute(delete(attempt))
    assert client.post("/log-in", data=right).status_code == 303


def test_nobody_is_sent_elsewhere_after_logging_in(app: Any) -> None:
    for where in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:x"):
        client = app.test_client()
        form = {"csrf": token(client.get("/log-in").text), "name": "Ada", "password": PASSWORD}
        answer = client.post("/log-in", data={**form, "next": where})
        assert answer.headers["Location"] == "/"


def test_words_outlive_a_session_that_ends_while_they_are_written(
    enter: Enter, room: Room, database: Database
) -> None:
    client = enter("Rae")
    page = client.get("/story/1?change=2").text
    with database.writing() as connection:
        connection.execute(delete(session))
    words = 'Words <b>"kept"</b> over a log-in'
    version = room.row(1).version
    form = {"csrf": token(page), "at": 2, "words": words, "version": version}
    answer = client.post("/story/1/change", data=form)
    assert answer.status_code == 401
    assert "what you wrote is kept" in answer.text
    kept = dict(re.findall(r'name="(kept_\w+)" value="([^"]*)"', answer.text))
    assert "&lt;b&gt;" in kept["kept_words"]
    data = {"csrf": token(answer.text), "name": "Rae", "password": PASSWORD, "next": "/story/1",
            "kept_words": words, "kept_at": "2", "kept_key": "1"}  # fmt: skip
    resumed = client.post("/log-in", data=data)
    assert resumed.status_code == 200
    assert "&lt;b&gt;" in resumed.text
    back = client.post("/resume", data={**data, "csrf": token(resumed.text)})
    assert back.status_code == 200
    assert "Nothing is saved yet" in back.text
    assert "Words &lt;b&gt;" in back.text
    assert room.row(1).version == version


def test_the_later_save_is_told_and_loses_nothing(room: Room, enter: Enter) -> None:
    rae, olu = enter("Rae"), enter("Olu")
    row = room.rows()[0]
    assert send(rae, f"/story/{row.id}/change", at=2, version=1, words="Mine.").status_code == 303
    send(olu, f"/story/{row.id}/take-over")
    late = send(olu, f"/story/{row.id}/change", at=2, version=1, words="Theirs.")
    assert late.status_code == 409
    assert "not as you opened it any more (Rae: changed a paragraph)" in late.text
    assert ">Theirs.</textarea>" in late.text
    assert "Mine." in late.text
    version = re.search(r'name="version" value="(\d+)"', late.text)
    assert version
    saved = send(olu, f"/story/{row.id}/change", at=2, version=version[1], words="Theirs.", over=1)
    assert saved.status_code == 303
    assert "Mine." in str(room.events()[-1].said)  # it is in the history


def test_a_person_who_is_removed_is_out_at_once(enter: Enter, room: Room) -> None:
    rae, ada = enter("Rae"), enter("Ada")
    assert rae.get("/").status_code == 200
    key = room.team["Rae"].id
    assert send(ada, f"/people/{key}", role="reporter").status_code == 303
    assert rae.get("/").status_code == 302
    with room.database.reading() as connection:
        assert [p.name for p in people.everybody(connection) if not p.active] == ["Rae"]
    answer = send(ada, f"/people/{room.team['Ada'].id}", role="editor", active="on")
    assert "somebody must stay administrator" in ada.get(answer.headers["Location"]).text.lower()


def test_long_texts_are_refused_with_their_words(enter: Enter, room: Room) -> None:
    client = enter("Rae")
    long = "word " * 200_000
    answer = send(client, "/story/1/change", at=2, version=1, words=long)
    assert answer.status_code == 400
    assert "20,000 are the most" in answer.text
    assert long.strip()[:1000] in answer.text
    too_long = "x" * (5 * 2**20)
    assert send(client, "/story/1/change", at=2, version=1, words=too_long).status_code == 413
    assert room.row(1).version == 1


def test_on_a_full_disk_reading_goes_on_and_words_are_kept(
    desk_project: Path, checker: Checker, filled: Path, tmp_path: Path
) -> None:
    shutil.copy(filled, tmp_path / "full.sqlite")
    database = open_database(sqlite_url(tmp_path / "full.sqlite"))
    client = make_app(Desk(Project(desk_project), database, checker)).test_client()
    form: dict[str, Any] = {
        "csrf": token(client.get("/log-in").text),
        "name": "Rae",
        "password": PASSWORD,
    }
    client.post("/log-in", data=form)
    page = client.get("/").text
    database.engine.dispose()

    def fill(connection: Any, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(database.engine, "connect", fill)
    words = "word " * 3000
    form = {"csrf": token(page), "at": 2, "version": 1, "words": words}
    answer = client.post("/story/1/change", data=form)
    assert answer.status_code == 503
    assert "disk is full" in answer.text
    assert "Nothing was changed." in answer.text
    assert words.strip() in answer.text
    told = client.post("/story/1/note", data={"csrf": token(page), "text": words})
    assert (told.status_code, "disk is full" in told.text) == (503, True)
    for path in ("/", BASE, "/story/1", "/story/1?change=2"):
        assert client.get(path).status_code == 200
    database.engine.dispose()


def test_markup_that_is_pasted_is_shown_and_never_run(enter: Enter) -> None:
    client = enter("Rae")
    words = '<script>alert(1)</script><img src=x onerror="alert(2)"> {{ 7*7 }}'
    send(client, "/story/1/change", at=2, version=1, words=words)
    send(client, "/story/1/note", text=words)
    for path in ("/story/1", f"{BASE}/history", BASE, f"{BASE}?words=<script>", f"{BASE}/wordings"):
        page = client.get(path).text
        assert "<script>alert" not in page
        assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in client.get("/story/1").text
    assert "{{ 7*7 }}" in client.get("/story/1").text
    csv = client.get(f"{BASE}/history.csv").text
    assert "story,action" in csv


def test_a_spreadsheet_calculates_nothing(enter: Enter) -> None:
    client = enter("Rae")
    send(client, "/story/1/note", text="=HYPERLINK(1)")
    assert ",'=HYPERLINK(1)," in client.get(f"{BASE}/history.csv").text


@pytest.mark.parametrize(
    "path",
    [
        "/release/waits/1999-01", "/release/..%2f..%2fetc/passwd", "/story/99999",
        "/story/99999/chart.svg", f"{BASE}/nothing", "/static/..%2f..%2fapp.py",
    ],
)  # fmt: skip
def test_what_there_is_not(enter: Enter, path: str) -> None:
    assert enter("Ada").get(path).status_code == 404


def test_only_a_release_of_the_project_is_brought_in(enter: Enter) -> None:
    assert send(enter("Ada"), "/bring-in", release="../../etc/passwd").status_code == 404


@pytest.mark.parametrize("name", ["house.yml", "reading.yml", "patches.yml"])
def test_a_release_is_brought_in_by_the_configuration_as_it_is(
    database: Database, tmp_path: Path, name: str
) -> None:
    project = Project(copy_project(tmp_path / "project"))
    client = log_in(make_app(Desk(project, database, Checker(project))))
    done = send(client, "/bring-in", release=RELEASE)
    assert "as they were, " in client.get(done.headers["Location"]).text
    (project.root / "config" / name).write_text("[")
    done = send(client, "/bring-in", release=RELEASE)
    assert f"config/{name}:" in client.get(done.headers["Location"]).text


def test_the_first_person_needs_the_code(
    tmp_path: Path, desk_project: Path, checker: Checker
) -> None:
    database = open_database(sqlite_url(tmp_path / "new.sqlite"))
    desk = Desk(Project(desk_project), database, checker)
    client = make_app(desk).test_client()
    assert "stringer desk" in client.get("/log-in").text
    assert client.get("/welcome").status_code == 403
    assert client.get("/welcome?code=wrong").status_code == 403
    page = client.get(f"/welcome?code={desk.code}").text
    form = {"csrf": token(page), "code": desk.code, "name": "Ada"}
    short = client.post("/welcome", data={**form, "password": "short"})
    assert (short.status_code, "12 to 200 characters" in short.text) == (400, True)
    done = client.post("/welcome", data={**form, "password": PASSWORD})
    assert done.status_code == 303
    assert "Bring a release in" in client.get("/").text
    assert client.get(f"/welcome?code={desk.code}").status_code == 303  # nobody else


def test_the_queue_is_filtered_sorted_searched_and_paged(enter: Enter, room: Room) -> None:
    client = enter("Rae")
    listed = client.get(f"{BASE}?show=listed").text
    number = sum(r.reading is not None for r in room.rows())
    assert f"<caption>{number} stories" in listed
    first = next(r for r in room.rows() if r.reading == 1)
    assert client.get(BASE).text.index(first.name) > 0
    found = client.get(f"{BASE}?show=all&words={first.name.split()[0].lower()}").text
    assert first.name in found
    assert "No story is like that" in client.get(f"{BASE}?words=100%25_nothing").text
    for sort in ("place", "name", "status", "angle", "nonsense"):
        assert client.get(f"{BASE}?sort={sort}&page=99999999999999999999").status_code == 200


def test_approving_together_says_what_it_does_first(enter: Enter, room: Room) -> None:
    client = enter("Edith")
    rows = room.rows()[:5]
    chosen = [f"{r.id}:{r.version}" for r in rows]
    page = send(client, f"{BASE}/together", story=chosen).text
    assert "Not approved: 5" in page
    assert "not approved yet" in page or "carries a flag" in page
    ids = re.findall(r'name="wording" value="(\d+)"', client.get(f"{BASE}/wordings").text)
    send(client, f"{BASE}/wordings", wording=ids, what="approve")
    page = send(client, f"{BASE}/together", all=1).text
    chosen = re.findall(r'name="story" value="([\d:]+)"', page)
    assert len(chosen) > 10
    assert not [r for r in room.rows() if r.status == "approved"]
    done = send(client, f"{BASE}/together", story=chosen, sure=1).text
    assert f"<h1>{len(chosen)} approved</h1>" in done
    assert len([r for r in room.rows() if r.status == "approved"]) == len(chosen)
    again = send(client, f"{BASE}/together", story=chosen, sure=1).text
    assert "<h1>0 approved</h1>" in again
    assert "it is approved" in again


def test_nothing_is_taken_out_before_its_time(enter: Enter, room: Room) -> None:
    client = enter("Edith")
    room.do("Edith", room.rows()[0].id, "approve")
    send(client, f"{BASE}/settings", embargo="2999-01-01T00:00")
    answer = send(client, f"{BASE}/take-out")
    assert (answer.status_code, "Nothing leaves before" in answer.text) == (409, True)
    send(client, f"{BASE}/settings", embargo="")
    assert send(client, f"{BASE}/take-out").mimetype == "application/zip"
    for words in ("tomorrow", "9999-12-31T23:00-05:00"):
        bad = send(client, f"{BASE}/settings", embargo=words)
        assert "is no date and time" in client.get(bad.headers["Location"]).text


@pytest.mark.parametrize(
    ("typed", "hour"), [("08:30", "08:30"), ("08:30-05:00", "13:30"), ("08:30Z", "08:30")]
)
def test_an_embargo_with_an_offset_is_that_of_its_zone(enter: Enter, typed: str, hour: str) -> None:
    client = enter("Edith")
    send(client, f"{BASE}/settings", embargo=f"2999-01-01T{typed}")
    assert f"1 January 2999, {hour} UTC" in client.get("/").text


def test_a_check_tells_without_saving(enter: Enter, room: Room) -> None:
    client = enter("Rae")
    row = room.row(1)
    at = next(n for n, b in enumerate(row.draft["blocks"]) if "%" in b["text"])
    words = row.draft["blocks"][at]["text"].replace("%", "9%", 1)
    found = send(client, "/story/1/check", at=at, words=words).get_json()
    assert found["problems"][0]["level"] == "error"
    assert "<ins>" in found["html"]
    assert room.row(1).version == 1
    assert send(client, "/story/1/check", at=99, words="x").status_code == 404


@pytest.fixture
def many(database: Database) -> Database:
    """Twenty thousand drafts."""
    from sqlalchemy import insert, select

    with database.writing() as connection:
        row = dict(connection.execute(select(story).limit(1)).one()._mapping)
        del row["id"]
        light: dict[str, Any] = {"draft": {}, "text": [], "why": [], "chart": ""}
        for start in range(0, 20_000, 500):
            rows = [
                {**row, "key": f"x{n}", "place_order": 100 + n, "reading": None, **light}
                for n in range(start, start + 500)
            ]
            connection.execute(insert(story), rows)
    return database


def test_twenty_thousand_drafts_are_paged(many: Database, enter: Enter) -> None:
    assert many
    page = enter("Edith").get(f"{BASE}?show=all&sort=place&page=300").text
    assert "page 300 of 401" in page
    assert page.count('class="open"') == 50


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["add-user", "Ada"], "name: “Ada” is taken."),
        (["reset-password", "Nobody"], "name: “Nobody” is nobody’s."),
        (["export", RELEASE, "--out", "x.zip"], "No story of this release is approved yet."),
        (["export", "waits/1999-01", "--out", "x.zip"], "waits/1999-01: "),
        (["restore", "README.md"], "README.md: is no backup of a desk"),
        (["backup", "no/such/x.zip"], "no/such/x.zip: cannot be written"),
    ],
)
def test_bad_input_of_the_command(
    url: str, desk_project: Path, words: list[str], told: str
) -> None:
    result = run(desk_project, "desk", "--database", url, *words)
    assert result.exit_code == 2
    assert told in lines(result)[0]


def test_an_installed_desk_keeps_its_database_in_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = copy_project(tmp_path / "generator" / "bundled")
    working = tmp_path / "working"
    working.mkdir()
    monkeypatch.chdir(working)
    monkeypatch.delenv("STRINGER_DATABASE", raising=False)
    assert run(installed, "desk", "users").exit_code == 0
    assert (working / "output" / "desk.sqlite").is_file()
    assert not (installed / "output").exists()


def test_the_command_shows_who_may_log_in_and_resets_a_password(
    url: str, desk_project: Path, enter: Enter
) -> None:
    shown = run(desk_project, "desk", "--database", url, "users").output
    assert "Ada, admin" in shown
    said = run(desk_project, "desk", "--database", url, "reset-password", "Rae").output
    enter("Rae", said.strip().partition(": ")[2])


def test_a_database_that_holds_no_release_or_person_shows_so(enter: Enter, room: Room) -> None:
    with room.database.reading() as connection:
        assert connection.execute(release.select()).one().id == RELEASE
        assert len(connection.execute(person.select()).all()) == len(TEAM)
    assert enter("Ada").get("/people").status_code == 200


def test_a_clean_batch_is_approved_by_opening_only_the_reading_list(
    room: Room, desk_project: Path
) -> None:
    listed = sum(r.reading is not None for r in room.rows())
    done = approve_batch(room.database, Project(desk_project), RELEASE, "Edith")
    assert done["stories"] == listed
    assert done["approved"] == sum(not r.flagged for r in room.rows())
    assert done["unread"] == 0
    assert done["approved"] > listed
