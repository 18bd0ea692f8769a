"""What there is to read and to decide: releases, the queue, one story with all around it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, func, not_, or_, select

from generator.desk.decisions import OPEN, STATUSES
from generator.desk.schema import note, person, release, sentence, story, told

PAGE = 50
"""Stories on a page of the queue."""

SORTS = {
    "reading": (story.c.reading.is_(None), story.c.reading, story.c.place_order),
    "place": (story.c.place_order,),
    "name": (story.c.name, story.c.place_order),
    "status": (story.c.status, story.c.place_order),
    "angle": (story.c.angle, story.c.place_order),
}
"""The orders of a queue; the first has the reading list before all others."""

SHOWN = {
    "open": "to decide",
    **{k: v for k, v in STATUSES.items() if k not in ("published", "corrected", "withdrawn")},
    "edited": "changed by hand",
    "flagged": "flagged",
    "blocked": "with a problem in the way",
    "listed": "on the reading list",
    "all": "all",
}
"""What a queue can be narrowed to."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which stories of a release, in which order."""

    show: str = "open"
    level: str = ""
    group: str = ""
    angle: str = ""
    words: str = ""
    sort: str = "reading"
    page: int = 1

    def parameters(self) -> dict[str, str | int]:
        """For an address: what differs from the usual."""
        usual = Asked()
        names = ("show", "level", "group", "angle", "words", "sort", "page")
        given = {n: getattr(self, n) for n in names}
        return {n: v for n, v in given.items() if v != getattr(usual, n)}

    def on(self, page: int) -> Asked:
        """The same on another page."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of stories, how many there are, and what they can be narrowed to."""

    rows: list[Row[Any]]
    total: int
    pages: int
    levels: list[str]
    groups: list[str]
    angles: list[str]


_SHORT = [
    story.c.id, story.c.name, story.c.level, story.c.group_name, story.c.angle, story.c.headline,
    story.c.status, story.c.version, story.c.reading, story.c.flagged, story.c.edited,
    story.c.blocked, story.c.clashes, story.c.locked_by, story.c.locked_until,
]  # fmt: skip


def queue(connection: Connection, release_id: str, asked: Asked) -> Queue:
    """The stories that are asked for, page by page."""
    where = _where(release_id, asked)
    total = connection.execute(select(func.count()).select_from(story).where(where)).scalar_one()
    pages = max(1, -(-total // PAGE))
    page = min(max(1, asked.page), pages)
    who = person.c.name.label("who")
    query = (
        select(*_SHORT, who)
        .join(person, person.c.id == func.coalesce(story.c.decided_by, story.c.edited_by),
              isouter=True)
        .where(where)
        .order_by(*SORTS[asked.sort])
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    )  # fmt: skip
    kinds = [
        list(connection.execute(_distinct(release_id, column)).scalars())
        for column in (story.c.level, story.c.group_name, story.c.angle)
    ]
    return Queue(list(connection.execute(query)), total, pages, *kinds)


def _distinct(release_id: str, column: Any) -> Select[Any]:
    return select(column).where(story.c.release_id == release_id).distinct().order_by(column)


def _where(release_id: str, asked: Asked) -> Any:
    """The condition behind what is asked for."""
    parts: list[Any] = [story.c.release_id == release_id]
    match asked.show:
        case "open":
            parts.append(story.c.status.in_(OPEN))
        case "edited" | "flagged" | "blocked":
            parts.append(story.c[asked.show])
        case "listed":
            parts.append(story.c.reading.is_not(None))
        case "all":
            pass
        case status:
            parts.append(story.c.status == status)
    for column, value in (
        (story.c.level, asked.level),
        (story.c.group_name, asked.group),
        (story.c.angle, asked.angle),
    ):
        if value:
            parts.append(column == value)
    for word in asked.words.lower().split():
        wanted = f"%{word.translate(_LITERAL)}%"
        parts.append(
            or_(
                story.c.search.like(wanted, escape="\\"),
                func.lower(story.c.headline).like(wanted, escape="\\"),
            )
        )
    return and_(*parts)


_LITERAL = str.maketrans({"%": "\\%", "_": "\\_", "\\": "\\\\"})


def after(connection: Connection, release_id: str, asked: Asked, row: Row[Any]) -> int | None:
    """The next story of a queue behind another that waits for a decision."""
    where = and_(_where(release_id, asked), story.c.id != row.id, story.c.status.in_(OPEN))
    last = 1_000_000
    here = (
        row.reading if row.reading is not None else last, row.place_order,
    )  # fmt: skip
    at = func.coalesce(story.c.reading, last)
    behind = or_(at > here[0], and_(at == here[0], story.c.place_order > here[1]))
    order = (case((behind, 0), else_=1), at, story.c.place_order)
    found = connection.execute(select(story.c.id).where(where).order_by(*order).limit(1))
    return found.scalar_one_or_none()


def first(connection: Connection, release_id: str) -> int | None:
    """The story that waits for a decision and stands before all others."""
    where = _where(release_id, Asked())
    query = select(story.c.id).where(where).order_by(*SORTS["reading"]).limit(1)
    return connection.execute(query).scalar_one_or_none()


def kinds(connection: Connection, release_id: str) -> list[tuple[str, int]]:
    """What is the matter with stories that wait for a decision, each kind with their number."""
    marked = or_(story.c.flagged, story.c.blocked, story.c.edited)
    query = select(story.c.flags, story.c.problems).where(_where(release_id, Asked()), marked)
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


def siblings(connection: Connection, key: int, most: int = 3) -> list[Sibling]:
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
        .where(ranked.c.number <= most)
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
