"""A queue: the stories of a release, narrowed, in an order, page by page; and which comes next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, case, func, or_, select

from generator.desk.actions import OPEN, RESERVED, STATUSES
from generator.desk.schema import person, story

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
    **{k: v for k, v in STATUSES.items() if k not in RESERVED},
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
