"""A desk that has run for long checks by the release and the configuration as they are now."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from generator.config import Project
from generator.desk.checking import Checker, Found
from generator.desk.intake import bring_in
from generator.desk.stories import release_of
from tests.desk.conftest import RELEASE, Room, paragraph
from tests.spoiling import copy_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


@pytest.fixture
def running(room: Room, project: Path) -> Room:
    """A desk that has checked copy of the release before."""
    room = Room(room.database, Checker(Project(project)), room.team)
    assert found(room) == []
    return room


def found(room: Room) -> list[Found]:
    row = room.rows()[0]
    with room.database.reading() as connection:
        edition = release_of(connection, row).edition
    return room.checker.check(row.release_id, edition, row.code, row.text, row.draft)


def test_what_another_process_brought_in_is_what_copy_is_held_against(
    running: Room, project: Path
) -> None:
    key = next(r.id for r in running.rows() if r.code == "XT01")
    path = project / "releases" / RELEASE / "workbook.xlsx"
    book = load_workbook(path)
    for cell, change in (("J6", 7), ("J7", -7)):  # waits of two trusts for a bed, 113 and 27
        book["Table 1"][cell] = book["Table 1"][cell].value + change
    book.save(path)
    assert bring_in(running.database, Project(project), RELEASE).anew >= 1
    one = paragraph(running, key, "for a bed: 120, up 40%")
    row = running.edit("Rae", key, one.at, one.text.replace("120, up 40%", "113, up 31%"))
    assert row.blocked
    row = running.edit("Rae", key, one.at, one.text.replace("up 40%", "up by 40%"))
    assert not row.blocked


@pytest.mark.parametrize(
    "name", ["config/house.yml", "config/reading.yml", f"releases/{RELEASE}/release.yml"]
)
def test_what_could_not_be_checked_is_tried_again(running: Room, project: Path, name: str) -> None:
    bring_in(running.database, Project(project), RELEASE)
    whole = (project / name).read_text()
    (project / name).write_text("[")
    assert [f.rule for f in found(running)] == ["unchecked"]
    (project / name).write_text(whole)
    assert found(running) == []
