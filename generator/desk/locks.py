"""Who is changing a story: a lock with a name, which ends by itself and can be taken over."""

from __future__ import annotations

from time import time
from typing import Any

from sqlalchemy import Connection, Row, select, update

from generator.desk.actions import RefusedError
from generator.desk.history import Entered, enter
from generator.desk.people import Person, name_of
from generator.desk.schema import story

LOCK = 10 * 60.0
"""Seconds that a story stays locked for the person who changes it, from their last sign on."""


def story_of(connection: Connection, key: int) -> Row[Any]:
    """A story.

    Raises:
        RefusedError: there is none.
    """
    row = connection.execute(select(story).where(story.c.id == key)).one_or_none()
    if row is None:
        raise RefusedError("There is no such story.")
    return row


def take_over(connection: Connection, by: Person, key: int) -> None:
    """Change a story that another person has locked; what they saved stays."""
    row = story_of(connection, key)
    lock(connection, key, by)
    enter(connection, Entered("took over", "", by, release=row.release_id, story=key))


def hold(connection: Connection, by: Person, key: int) -> bool:
    """Lock a story for a person, or keep it locked; whether nobody else has it."""
    row = story_of(connection, key)
    if holder(row) not in (None, by.id):
        return False
    lock(connection, key, by)
    return True


def holder(row: Row[Any]) -> int | None:
    """Who has a story locked now."""
    return row.locked_by if row.locked_until and row.locked_until > time() else None


def release(connection: Connection, by: Person, key: int) -> None:
    """Let others change a story."""
    mine = (story.c.id == key) & (story.c.locked_by == by.id)
    connection.execute(update(story).where(mine).values(locked_by=None, locked_until=None))


def lock(connection: Connection, key: int, by: Person) -> None:
    """Lock a story, whoever has it."""
    values = {"locked_by": by.id, "locked_until": time() + LOCK}
    connection.execute(update(story).where(story.c.id == key).values(**values))


def refuse(connection: Connection, row: Row[Any], by: Person) -> None:
    """Let nobody change a story that somebody else is changing.

    Raises:
        RefusedError: who is.
    """
    who = holder(row)
    if who not in (None, by.id):
        name = name_of(connection, who)
        raise RefusedError(f"{name} is changing this story. Ask them, or take it over.")
