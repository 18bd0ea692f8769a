"""What people may do to stories, on both databases, and that history gives the state."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path

import orjson
import pytest
from sqlalchemy import create_engine, inspect, select, text, update

from generator.desk import keeping, locks, outgoing, texts, wordings
from generator.desk.actions import RefusedError, StaleError
from generator.desk.database import Database, open_database, sqlite_url
from generator.desk.schema import metadata, release, story
from generator.errors import StringerError
from tests.desk.conftest import RELEASE, Room, holds, paragraph


def test_a_story_is_approved_reopened_held_and_killed_and_each_is_taken_back(room: Room) -> None:
    key = room.rows()[0].id
    assert room.do("Edith", key, "approve").status == "approved"
    assert room.undo("Olu", key).status == "unread"
    assert room.undo("Edith", key).status == "approved"  # taking back is taken back
    assert room.do("Olu", key, "reopen").status == "unread"
    row = room.do("Edith", key, "hold", reason="Ask the trust")
    assert (row.status, row.reason) == ("held", "Ask the trust")
    assert room.do("Edith", key, "kill", reason="No story").status == "killed"
    row = room.undo("Edith", key)
    assert (row.status, row.reason) == ("held", "Ask the trust")
    holds(room)


@pytest.mark.parametrize(
    ("who", "action", "more", "why"),
    [
        ("Rae", "approve", {}, "Your role is reporter; this takes an editor."),
        ("Edith", "hold", {}, "Say why .* is to be held."),
        ("Edith", "kill", {"reason": "  \n"}, "Say why .* is to be killed."),
        ("Edith", "reopen", {}, "is to read: reopen it first"),
        ("Edith", "publish", {}, "There is no action “publish”."),
    ],
)
def test_what_is_refused_changes_nothing(
    room: Room, who: str, action: str, more: dict[str, str], why: str
) -> None:
    before = room.rows()[0]
    with pytest.raises(RefusedError, match=why):
        room.do(who, before.id, action, **more)
    assert room.rows()[0] == before
    holds(room)


def test_who_comes_later_is_told_who_was_quicker(room: Room) -> None:
    key, version = room.rows()[0].id, room.rows()[0].version
    room.do("Edith", key, "approve")
    with pytest.raises(StaleError, match=r"not as you opened it any more \(Edith: approved\)"):
        room.do("Olu", key, "kill", reason="No", version=version)
    assert room.row(key).status == "approved"


def test_a_false_figure_stands_in_the_way_until_it_is_mended_or_a_reason_is_given(
    room: Room,
) -> None:
    key = room.rows()[0].id
    one = paragraph(room, key, "%")
    words = one.text.replace("%", "9%", 1)
    row = room.edit("Rae", key, one.at, words)
    assert row.blocked
    assert row.problems[0]["rule"] in ("contradicted", "misplaced")
    with pytest.raises(RefusedError, match="Mend it, or say why it may go out"):
        room.do("Edith", key, "approve")
    approved = room.do("Edith", key, "approve", override="The trust confirmed it")
    assert (approved.status, approved.override) == ("approved", "The trust confirmed it")
    with pytest.raises(RefusedError, match="is approved: reopen it to change it"):
        room.edit("Rae", key, one.at, one.text)
    room.do("Edith", key, "reopen")
    row = room.edit("Rae", key, one.at, one.text)
    assert (row.blocked, row.edited, row.problems) == (False, False, [])
    assert room.do("Edith", key, "approve").status == "approved"
    holds(room)


def test_two_people_must_see_a_story_where_the_release_asks_for_it(room: Room) -> None:
    with room.database.writing() as connection:
        connection.execute(update(release).values(four_eyes=True))
    key, other = (r.id for r in room.rows()[:2])
    assert room.do("Edith", key, "approve").status == "first"
    assert room.do("Edith", key, "approve").status == "first"
    assert room.do("Olu", key, "approve").status == "approved"
    one = paragraph(room, other, "%")
    room.edit("Edith", other, one.at, f"{one.text} Nothing more is known.")
    assert room.do("Edith", other, "approve").status == "first"
    assert room.do("Olu", other, "approve").status == "approved"
    holds(room)


def test_who_puts_the_draft_back_is_not_one_of_two(room: Room) -> None:
    with room.database.writing() as connection:
        connection.execute(update(release).values(four_eyes=True))
    key = room.rows()[0].id
    one = paragraph(room, key, "%")
    room.edit("Rae", key, one.at, f"{one.text} No more is known.")
    room.edit("Rae", key, one.at, one.text)
    assert room.do("Edith", key, "approve").status == "first"
    assert room.do("Olu", key, "approve").status == "approved"
    holds(room)


def test_a_change_after_the_first_approval_takes_it_away(room: Room) -> None:
    with room.database.writing() as connection:
        connection.execute(update(release).values(four_eyes=True))
    key = room.rows()[0].id
    room.do("Edith", key, "approve")
    one = paragraph(room, key, "%")
    row = room.edit("Edith", key, one.at, f"{one.text} No more is known.")
    assert (row.status, row.first_by) == ("unread", None)


def test_a_story_is_locked_by_who_changes_it_and_can_be_taken_over(room: Room) -> None:
    key = room.rows()[0].id
    one = paragraph(room, key, "%")
    room.edit("Rae", key, one.at, f"{one.text} No more is known.")
    with pytest.raises(RefusedError, match="Rae is changing this story"):
        room.edit("Olu", key, one.at, "Something else.")
    with room.database.writing() as connection:
        locks.take_over(connection, room.team["Olu"], key)
    row = room.edit("Olu", key, one.at, f"{one.text} More is to come.")
    assert "More is to come." in str(row.text)
    with pytest.raises(RefusedError, match="Olu is changing"):
        room.edit("Rae", key, one.at, "Mine.")


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("x" * 20_001, "20,001 characters; 20,000 are the most"),
        ("same", "reads like that already"),
    ],
)
def test_words_that_will_not_do(room: Room, words: str, why: str) -> None:
    key = room.rows()[0].id
    one = paragraph(room, key, "%")
    with pytest.raises(RefusedError, match=why):
        room.edit("Rae", key, one.at, one.text if words == "same" else words)


def test_signs_from_all_over_the_world_are_kept_and_hidden_ones_are_not(room: Room) -> None:
    key = room.rows()[0].id
    one = paragraph(room, key, "%")
    words = "<b>مرحبا</b> \u202e👩\u200d🚒 \x00 &amp;\n\nשלום"
    row = room.edit("Rae", key, one.at, words)
    kept = texts.paragraphs(row.text, row.draft)[one.at].text
    assert kept == "<b>مرحبا</b> 👩\u200d🚒  &amp; שלום"


def test_only_stories_without_flag_hand_or_new_wording_are_approved_together(room: Room) -> None:
    rows = room.rows()
    seen = [(r.id, r.version) for r in rows]
    with room.database.writing() as connection:
        refused = wordings.approve_together(connection, room.team["Edith"], seen)
    assert all(why for _, why in refused)
    with room.database.writing() as connection:
        every = [w.row.id for w in wordings.listed(connection, RELEASE, waiting=True)]
        assert wordings.approve(connection, room.team["Edith"], RELEASE, every) == len(every)
        assert wordings.approve(connection, room.team["Edith"], RELEASE, every) == 0
    mine = next(r for r in rows if not r.flagged)
    one = paragraph(room, mine.id, "%")
    room.edit("Rae", mine.id, one.at, f"{one.text} No more is known.")
    seen = [(r.id, r.version) for r in room.rows()]
    with room.database.writing() as connection:
        done = wordings.approve_together(connection, room.team["Edith"], seen)
    for row, why in done:
        if row.id == mine.id:
            assert why == "it was changed by hand: read it"
        else:
            assert bool(why) == row.flagged
    approved = [r for r in room.rows() if r.status == "approved"]
    assert len(approved) == len([1 for _, why in done if not why]) > 10
    holds(room)


def test_nothing_leaves_before_the_embargo_and_what_leaves_is_what_was_approved(
    room: Room,
) -> None:
    key = room.rows()[0].id
    one = paragraph(room, key, "%")
    room.edit("Rae", key, one.at, f"{one.text} <i>No more</i> is known.")
    room.do("Edith", key, "approve", override="it is a test")
    with room.database.writing() as connection:
        connection.execute(update(release).values(embargo=4e9))
    with pytest.raises(RefusedError, match="Nothing leaves before"), room.database.writing() as c:
        outgoing.pack(c, RELEASE)
    with room.database.writing() as connection:
        connection.execute(update(release).values(embargo=1e9))
        with outgoing.pack(connection, RELEASE) as packed, zipfile.ZipFile(packed) as archive:
            contents = {name: archive.read(name) for name in archive.namelist()}
    assert list(contents)[-1] == "manifest.json"
    manifest = orjson.loads(contents.pop("manifest.json"))
    assert {n: sha256(c).hexdigest() for n, c in contents.items()} == {
        n: f["sha256"] for n, f in manifest["files"].items()
    }
    assert {n.rpartition(".")[2] for n in contents} == {"md", "txt", "html", "json"}
    plain = next(c for n, c in contents.items() if n.endswith(".txt")).decode()
    filing = room.row(key).draft["filing"]
    assert plain.startswith(f"Slug: {filing['slug']}\n")
    assert f"Keywords: {', '.join(filing['keywords'])}\n" in plain
    html = next(c for n, c in contents.items() if n.endswith(".html"))
    assert b"&lt;i&gt;No more&lt;/i&gt; is known." in html
    assert manifest["stories"][0]["approved_by"] == "Edith"


def test_a_backup_goes_into_any_empty_database_and_nowhere_else(
    room: Room, tmp_path: Path, empty_url: str
) -> None:
    key = room.rows()[0].id
    room.do("Edith", key, "approve")
    path = tmp_path / "desk.zip"
    assert keeping.backup(room.database, path) > 500
    other = open_database(empty_url)
    assert keeping.restore(other, path) > 500
    copied = Room(other, room.checker, room.team)
    assert copied.rows() == room.rows()
    assert copied.events() == room.events()
    assert copied.undo("Olu", key).status == "unread"  # new entries get numbers of their own
    with pytest.raises(StringerError, match="is not empty, and nothing is written over"):
        keeping.restore(other, path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(StringerError, match="is no backup of a desk"):
        keeping.restore(other, path)
    other.engine.dispose()


def test_a_backup_with_a_bit_changed_is_told_in_one_line(tmp_path: Path) -> None:
    path, bad = tmp_path / "desk.zip", tmp_path / "bad.zip"
    database = open_database(sqlite_url(tmp_path / "empty.sqlite"))
    keeping.backup(database, path)
    whole = path.read_bytes()
    told = set()
    for at in range(0, len(whole), 3):
        spoilt = bytearray(whole)
        spoilt[at] ^= 1 << at % 8
        bad.write_bytes(spoilt)
        try:
            keeping.restore(database, bad)  # a date or a right of a file is no matter
        except StringerError as error:
            told.add(str(error).removeprefix(f"{bad}: "))
    database.engine.dispose()
    assert told
    assert all("\n" not in t and t.startswith(("is no backup", "is damaged")) for t in told)


@pytest.mark.parametrize("manifest", ["[]", '"x"', "{}", '{"revision": "1", "files": [1]}'])
def test_a_backup_whose_manifest_is_none_is_told_in_one_line(tmp_path: Path, manifest: str) -> None:
    path, bad = tmp_path / "desk.zip", tmp_path / "bad.zip"
    database = open_database(sqlite_url(tmp_path / "empty.sqlite"))
    keeping.backup(database, path)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            new.writestr(name, manifest if name == "manifest.json" else old.read(name))
    with pytest.raises(StringerError, match="is no backup of a desk"):
        keeping.restore(database, bad)
    database.engine.dispose()


def test_the_tables_are_those_that_the_migrations_make(database: Database) -> None:
    found = inspect(database.engine)
    made = {t: {c["name"] for c in found.get_columns(t)} for t in found.get_table_names()}
    made.pop("alembic_version")
    assert made == {t.name: set(t.c.keys()) for t in metadata.sorted_tables}


def test_a_database_of_a_newer_version_is_refused(url: str) -> None:
    database = open_database(url)
    with database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.engine.dispose()
    with pytest.raises(StringerError, match=r"newer version of the desk \(9999\). Install the"):
        open_database(url)


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("mysql://x:secret@host/d", "is no SQLite and no PostgreSQL"),
        ("nonsense", "is no address of a database"),
        ("postgresql://u:secret@127.0.0.1:1/d", "cannot be used"),
    ],
)
def test_addresses_that_will_not_do_are_told_without_their_password(
    address: str, told: str
) -> None:
    with pytest.raises(StringerError) as error:
        open_database(address)
    assert told in str(error.value)
    assert "secret" not in str(error.value)


def test_a_database_of_something_else_is_left_alone(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / 'x.sqlite'}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE mine (id INTEGER)"))
    with pytest.raises(StringerError, match="is a database of something else"):
        open_database(f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert inspect(engine).get_table_names() == ["mine"]
    (tmp_path / "x.sqlite").write_text("A file of words, not a database.")
    with pytest.raises(StringerError, match="file is not a database"):
        open_database(f"sqlite:///{tmp_path / 'x.sqlite'}")


def test_all_stories_begin_unread_with_the_reading_list_first(room: Room) -> None:
    with room.database.reading() as connection:
        statuses = set(connection.execute(select(story.c.status)).scalars())
        listed = sorted(
            connection.execute(
                select(story.c.reading).where(story.c.reading.is_not(None))
            ).scalars()
        )
    assert statuses == {"unread"}
    assert listed == list(range(1, len(listed) + 1))
