"""What there is to read and to decide: releases, and one story with all around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, and_, case, func, not_, or_, select

from generator.desk.actions import OPEN
from generator.desk.schema import note, person, release, sentence, story, told


def kinds(connection: Connection, release_id: str) -> list[tuple[str, int]]:
    """What is the matter with stories that wait for a decision, each kind with their number."""
    marked = or_(story.c.flagged, story.c.blocked, story.c.edited)
    waiting = and_(story.c.release_id == release_id, story.c.status.in_(OPEN))
    query = select(story.c.flags, story.c.problems).where(waiting, marked)
    counted: Counter[str] = Counter()
    for flags, problems in connection.execute(query):
        counted.update({f.partition(":")[0] for f in flags} | {p["rule"] for p in problems})
    return counted.most_common()


@dataclass(frozen=True, slots=True)
class Overview:
    """A release, how many of its stories are in each status, and what is the matter with some."""

    row: Row[Any]
    statuses: Counter[str]
    edited: int
    flagged: int
    blocked: int
    listed: int
    wordings: int
    approved_wordings: int

    @property
    def total(self) -> int:
        return self.statuses.total()

    @property
    def open(self) -> int:
        """Stories that wait for a decision."""
        return sum(self.statuses[s] for s in OPEN)


def overviews(connection: Connection, only: str = "") -> list[Overview]:
    """All releases, the newest first."""
    query = select(release).order_by(release.c.imported.desc())
    if only:
        query = query.where(release.c.id == only)
    return [_overview(connection, row) for row in connection.execute(query)]


def _overview(connection: Connection, row: Row[Any]) -> Overview:
    marked = (story.c.edited, story.c.flagged, story.c.blocked, story.c.reading.is_not(None))
    marks = [func.sum(case((mark, 1), else_=0)) for mark in marked]
    query = select(story.c.status, func.count(), *marks).where(story.c.release_id == row.id)
    counted = {status: numbers for status, *numbers in connection.execute(query.group_by("status"))}
    waiting = [numbers for status, numbers in counted.items() if status in OPEN]
    flagged, blocked, listed = (sum(numbers[at] for numbers in waiting) for at in (2, 3, 4))
    query = select(func.count(), func.count(sentence.c.approved_by)).where(
        sentence.c.release_id == row.id, sentence.c.stories > 0
    )
    wordings, approved = connection.execute(query).one()
    return Overview(
        row,
        Counter({status: number for status, (number, *_) in counted.items()}),
        sum(edited for _, edited, *_ in counted.values()),
        flagged,
        blocked,
        listed,
        wordings,
        approved,
    )


def release_of(connection: Connection, row: Row[Any]) -> Row[Any]:
    """The release of a story."""
    return connection.execute(select(release).where(release.c.id == row.release_id)).one()


def one(connection: Connection, key: int) -> Row[Any] | None:
    """A story, whole."""
    return connection.execute(select(story).where(story.c.id == key)).one_or_none()


def notes_on(connection: Connection, key: int) -> list[Row[Any]]:
    """What people said to one another about a story, in their order."""
    query = (
        select(note.c.at, note.c.text, person.c.name)
        .join(person)
        .where(note.c.story_id == key)
        .order_by(note.c.id)
    )
    return list(connection.execute(query))


@dataclass(frozen=True, slots=True)
class Sibling:
    """A sentence of a story: its wording, and how others have it."""

    block: int
    text: str
    sentence: int
    stories: int
    approved: bool
    others: list[tuple[int, str, str]]


def siblings(connection: Connection, key: int) -> list[Sibling]:
    """The sentences of a story, each with a few stories that say the same of another place."""
    own = (
        select(told, sentence.c.stories, sentence.c.approved_by)
        .join(sentence)
        .where(told.c.story_id == key)
        .order_by(told.c.block, told.c.start)
    )
    rows = list(connection.execute(own))
    wanted = {row.sentence_id for row in rows}
    number = func.row_number().over(partition_by=told.c.sentence_id, order_by=told.c.story_id)
    ranked = (
        select(told.c.sentence_id, told.c.story_id, told.c.text, number.label("number"))
        .where(told.c.sentence_id.in_(wanted), told.c.story_id != key)
        .subquery()
    )
    query = (
        select(ranked, story.c.name)
        .join(story, story.c.id == ranked.c.story_id)
        .where(ranked.c.number <= 3)
    )
    others: dict[int, list[tuple[int, str, str]]] = {}
    for row in connection.execute(query):
        others.setdefault(row.sentence_id, []).append((row.story_id, row.name, row.text))
    return [
        Sibling(r.block, r.text, r.sentence_id, r.stories, r.approved_by is not None,
                others.get(r.sentence_id, []))
        for r in rows
    ]  # fmt: skip


def unapproved(connection: Connection, keys: list[int]) -> dict[int, int]:
    """How many wordings of each of some stories nobody has approved yet."""
    query = (
        select(told.c.story_id, func.count(func.distinct(told.c.sentence_id)))
        .join(sentence)
        .where(told.c.story_id.in_(keys), sentence.c.approved_by.is_(None))
        .group_by(told.c.story_id)
    )
    return dict(connection.execute(query).all())


def ready_for_bulk(connection: Connection, release_id: str) -> list[int]:
    """Stories that may be approved together: no flag, no hand, every wording approved."""
    open_wordings = select(told.c.story_id).join(sentence).where(sentence.c.approved_by.is_(None))
    query = (
        select(story.c.id)
        .where(
            story.c.release_id == release_id,
            story.c.status.in_(OPEN),
            not_(story.c.flagged),
            not_(story.c.edited),
            not_(story.c.blocked),
            story.c.id.not_in(open_wordings),
        )
        .order_by(story.c.place_order)
    )
    return list(connection.execute(query).scalars())
