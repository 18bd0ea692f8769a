"""A release that is brought in again: what becomes of stories on which somebody worked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import update

from generator.config import Project
from generator.desk import decisions, texts
from generator.desk.actions import RefusedError
from generator.desk.intake import bring_in
from generator.desk.schema import release
from tests.desk.conftest import RELEASE, Room, holds, paragraph
from tests.spoiling import copy_project, spoil


def test_regeneration_never_overwrites_a_person(room: Room, tmp_path: Path) -> None:
    project = copy_project(tmp_path / "again")
    first, second, third, untouched = (r.id for r in room.rows()[:4])
    for key in (first, second, third):
        one = paragraph(room, key, "%")
        room.edit("Rae", key, one.at, f"{one.text} No more is known.")
    room.do("Edith", third, "approve")
    room.do("Edith", untouched, "approve")
    before = {r.id: r for r in room.rows()}
    spoil(project, "config/waits/rules.yml", ("verb: fell", "verb: dropped"))
    spoil(project, "config/waits/rules.yml", ("verb: rose", "verb: went up"))
    done = bring_in(room.database, Project(project), RELEASE)
    assert done.anew > 3
    for row in room.rows():
        old = before[row.id]
        mine = [p for p in texts.paragraphs(row.text, row.draft) if p.edited]
        assert len(mine) == (1 if row.id in (first, second, third) else 0)
        if [b["text"] for b in old.draft["blocks"]] != [b["text"] for b in row.draft["blocks"]]:
            assert row.status == "unread"  # nobody has seen this text
        else:
            assert row.status == old.status
    holds(room)


def test_a_changed_paragraph_that_is_drafted_anew_stands_beside_it_until_somebody_chooses(
    room: Room, tmp_path: Path
) -> None:
    project = copy_project(tmp_path / "again")
    changed, taken = (r.id for r in room.rows()[:2])
    for key in (changed, taken):
        row = room.row(key)
        at = next(p.at for p in texts.paragraphs(row.text, row.draft) if p.kind == "headline")
        room.edit("Rae", key, at, "A headline of our own")
    for path in (project / "templates" / "waits").glob("*.j2"):
        path.write_text(re.sub(r"(?m)^# (?=\S)", "# Now: ", path.read_text()))
    done = bring_in(room.database, Project(project), RELEASE)
    assert done.clashes >= 2
    one = texts.paragraphs(room.row(changed).text, room.row(changed).draft)[at]
    assert one.text == "A headline of our own"
    assert one.now is not None
    assert one.now.startswith("Now: ")
    with pytest.raises(RefusedError, match="choose between"):
        room.do("Edith", changed, "approve")
    for key, keep in ((changed, True), (taken, False)):
        with room.database.writing() as connection:
            version = room.row(key).version
            decisions.settle(
                connection, room.checker, room.team["Rae"], key, version, at, keep=keep
            )
    assert room.row(changed).headline == "A headline of our own"
    assert room.row(taken).headline.startswith("Now: ")
    assert room.row(changed).clashes == room.row(taken).clashes == 0
    holds(room)


def test_who_changed_an_older_draft_is_not_one_of_two_who_saw_the_new_one(
    room: Room, tmp_path: Path
) -> None:
    with room.database.writing() as connection:
        connection.execute(update(release).values(four_eyes=True))
    project = copy_project(tmp_path / "again")
    kept, restored = (r.id for r in room.rows()[:2])
    for key in (kept, restored):
        one = paragraph(room, key, "%")
        room.edit("Rae", key, one.at, f"{one.text} No more is known.")
    room.edit("Rae", restored, one.at, one.text)
    for path in (project / "templates" / "waits").glob("*.j2"):
        path.write_text(re.sub(r"(?m)^# (?=\S)", "# Now: ", path.read_text()))
    bring_in(room.database, Project(project), RELEASE)
    for key in (kept, restored):
        assert room.do("Edith", key, "approve", override="It is a test").status == "first"
        assert room.do("Olu", key, "approve", override="It is a test").status == "approved"
    holds(room)


@pytest.fixture
def shorter(tmp_path: Path) -> Path:
    """The project whose release has no story for one place any more."""
    project = copy_project(tmp_path / "shorter")
    spoil(project, "releases/waits/2025-01/release.yml", ("text: >-", "hold: >-"))
    return project


def left_out(room: Room) -> int:
    """The story of the place that the shorter release holds."""
    return int(next(r.id for r in room.rows() if r.code == "XT16"))


def test_a_story_that_was_left_out_must_be_read_when_it_is_drafted_again(
    room: Room, shorter: Path, desk_project: Path
) -> None:
    key = left_out(room)
    room.do("Edith", key, "approve")
    assert bring_in(room.database, Project(shorter), RELEASE).gone == 1
    row = room.row(key)
    assert (row.status, row.decided_by) == ("held", None)
    assert row.reason.startswith("It is not drafted any more: ")
    holds(room)
    assert bring_in(room.database, Project(desk_project), RELEASE).anew == 1
    row = room.row(key)
    assert (row.status, row.reason) == ("unread", "")
    assert room.do("Edith", key, "approve").status == "approved"
    holds(room)


def test_what_a_person_held_stays_held_while_it_is_left_out_and_after(
    room: Room, shorter: Path, desk_project: Path
) -> None:
    key = left_out(room)
    room.do("Edith", key, "hold", reason="Ask the trust")
    for project in (shorter, desk_project):
        bring_in(room.database, Project(project), RELEASE)
        row = room.row(key)
        assert (row.status, row.reason) == ("held", "Ask the trust")
    holds(room)


def test_what_is_left_out_cannot_go_out(room: Room, shorter: Path) -> None:
    key = left_out(room)
    room.do("Edith", key, "approve")
    bring_in(room.database, Project(shorter), RELEASE)
    with pytest.raises(RefusedError, match="is not drafted any more, and cannot go out"):
        room.undo("Edith", key)
    room.do("Edith", key, "reopen")
    with pytest.raises(RefusedError, match="is not drafted any more, and cannot go out"):
        room.do("Edith", key, "approve")
    assert room.row(key).status == "unread"
    room.do("Edith", key, "hold", reason="Ask the trust")
    room.undo("Edith", key)
    with pytest.raises(RefusedError, match="is not drafted any more, and cannot go out"):
        room.do("Edith", key, "approve")
    holds(room)
