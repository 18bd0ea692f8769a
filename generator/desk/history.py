"""Who did what when. Nothing is changed or taken away; played again, it gives the state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import time
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, insert, select

from generator.desk.schema import event, story

if TYPE_CHECKING:
    from generator.desk.people import Person


@dataclass(frozen=True, slots=True)
class Entered:
    """One thing that was done: to what, by whom, in words, and the columns that it changed."""

    action: str
    said: str = ""
    by: Person | None = None
    who: str = ""
    release: str = ""
    story: int | None = None
    version: int | None = None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    undoes: int | None = None


def enter(connection: Connection, done: Entered) -> int:
    """Note what was done, in the transaction that does it; the number of the entry."""
    row = {
        "at": time(),
        "person_id": done.by.id if done.by else None,
        "who": done.by.name if done.by else done.who,
        "release_id": done.release,
        "story_id": done.story,
        "action": done.action,
        "version": done.version,
        "said": done.said,
        "before": dict(done.before),
        "after": dict(done.after),
        "undoes": done.undoes,
    }
    made = connection.execute(insert(event).values(**row))
    return int(made.inserted_primary_key[0])  # type: ignore[index]


def of_story(connection: Connection, key: int) -> list[Row[Any]]:
    """What was done to a story, the newest first."""
    query = select(event).where(event.c.story_id == key).order_by(event.c.id.desc())
    return list(connection.execute(query))


def last_done(connection: Connection, key: int) -> str:
    """Who changed or decided on a story last, and what that was: ``Ada: approved``."""
    own = (event.c.story_id == key) & event.c.version.is_not(None)
    query = select(event).where(own).order_by(event.c.id.desc()).limit(1)
    done = connection.execute(query).one_or_none()
    return f"{done.who}: {done.action}" if done else "changed"


def of_release(
    connection: Connection, release: str, *, most: int | None = None, before: int | None = None
) -> list[Row[Any]]:
    """What was done to a release and its stories, the newest first, with the stories' names."""
    columns = [c for c in event.c if c.name not in ("before", "after")]
    query = (
        select(*columns, story.c.name)
        .join(story, story.c.id == event.c.story_id, isouter=True)
        .where(event.c.release_id == release)
        .order_by(event.c.id.desc())
    )
    if before is not None:
        query = query.where(event.c.id < before)
    return list(connection.execute(query.limit(most) if most else query))
