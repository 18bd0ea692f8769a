"""The wordings of a release: a few hundred sentences stand for thousands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from time import time
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from generator.checks.sentences import Said
from generator.desk import decisions
from generator.desk.actions import OPEN, STATUSES, RefusedError
from generator.desk.history import Entered, enter
from generator.desk.people import Person
from generator.desk.schema import person, sentence, story, told
from generator.desk.stories import unapproved


@dataclass(frozen=True, slots=True)
class Shown:
    """A wording, and some stories that have it: their ids, names and sentences."""

    row: Row[Any]
    samples: list[tuple[int, str, str]]


def listed(connection: Connection, release_id: str, *, waiting: bool) -> list[Shown]:
    """The wordings of a release, the most frequent first; ``waiting``: those not approved yet."""
    query = (
        select(sentence, person.c.name.label("who"))
        .join(person, person.c.id == sentence.c.approved_by, isouter=True)
        .where(sentence.c.release_id == release_id, sentence.c.stories > 0)
        .order_by(sentence.c.stories.desc(), sentence.c.mask)
    )
    if waiting:
        query = query.where(sentence.c.approved_by.is_(None))
    rows = list(connection.execute(query))
    number = func.row_number().over(partition_by=told.c.sentence_id, order_by=told.c.story_id)
    ranked = select(told.c.sentence_id, told.c.story_id, told.c.text, number.label("number"))
    ranked = ranked.join(sentence).where(sentence.c.release_id == release_id)
    inner = ranked.subquery()
    samples: dict[int, list[tuple[int, str, str]]] = {}
    query = (
        select(inner.c.sentence_id, inner.c.story_id, inner.c.text, story.c.name)
        .join(story, story.c.id == inner.c.story_id)
        .where(inner.c.number <= 2)
    )
    for key, story_id, text, name in connection.execute(query):
        samples.setdefault(key, []).append((story_id, name, text))
    return [Shown(row, samples.get(row.id, [])) for row in rows]


def approve(
    connection: Connection, by: Person, release_id: str, keys: Sequence[int], *, good: bool = True
) -> int:
    """Approve some wordings of a release, or take that back; how many were not so before.

    Raises:
        RefusedError: it takes an editor.
    """
    if not by.may("editor"):
        raise RefusedError(f"Your role is {by.role}; this takes an editor.")
    other = sentence.c.approved_by.is_(None) if good else sentence.c.approved_by.is_not(None)
    where = (sentence.c.release_id == release_id) & sentence.c.id.in_(keys) & other
    masks = list(connection.execute(select(sentence.c.mask).where(where)).scalars())
    values = {"approved_by": by.id if good else None, "approved": time() if good else None}
    connection.execute(update(sentence).where(where).values(**values))
    action = "approved a wording" if good else "took back a wording"
    for mask in masks:
        enter(connection, Entered(action, mask, by, release=release_id))
    return len(masks)


def approve_of_story(connection: Connection, by: Person, key: int) -> int:
    """Approve every wording of a story that was read."""
    query = select(told.c.sentence_id, story.c.release_id).join(story).where(story.c.id == key)
    rows = list(connection.execute(query))
    return approve(connection, by, rows[0][1], [r[0] for r in rows]) if rows else 0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A story that is to be approved with others, and why it cannot be, if so."""

    row: Row[Any]
    refusal: str


def candidates(connection: Connection, keys: Sequence[int]) -> list[Candidate]:
    """What would become of some stories if they were approved together."""
    query = select(story).where(story.c.id.in_(keys)).order_by(story.c.place_order)
    waiting = unapproved(connection, list(keys))
    return [
        Candidate(row, _refusal(row, waiting.get(row.id, 0))) for row in connection.execute(query)
    ]


def _refusal(row: Row[Any], waiting: int) -> str:
    if row.status not in OPEN:
        return f"it is {STATUSES[row.status]}"
    if row.flagged:
        return f"it carries a flag ({row.flags[0]})"
    if row.edited or row.blocked:
        return "it was changed by hand: read it"
    if waiting:
        noun = "wording is" if waiting == 1 else "wordings are"
        return f"{waiting} of its {noun} not approved yet"
    return ""


def approve_together(
    connection: Connection, by: Person, seen: Sequence[tuple[int, int]]
) -> list[tuple[Row[Any], str]]:
    """Approve stories whose every wording is approved; each with why it was not, or "".

    ``seen`` are ids with the versions that the person saw.
    """
    found = {c.row.id: c for c in candidates(connection, [key for key, _ in seen])}
    out: list[tuple[Row[Any], str]] = []
    for key, version in seen:
        if key not in found:
            continue
        refusal = found[key].refusal
        if not refusal:
            try:
                decisions.decide(connection, by, key, version, "approve", reason="with others")
            except RefusedError as error:
                refusal = str(error)
        out.append((found[key].row, refusal))
    return out


def collect(connection: Connection, release_id: str, said: Mapping[str, Sequence[Said]]) -> None:
    """Keep the distinct wordings of a release, and which story says them; approvals stay.

    ``said`` are the sentences of each story, by its key.
    """
    keys = select(story.c.id).where(story.c.release_id == release_id)
    connection.execute(delete(told).where(told.c.story_id.in_(keys)))
    ids = {
        row.key: row.id
        for row in connection.execute(
            select(story.c.id, story.c.key).where(story.c.release_id == release_id)
        )
    }
    number: Counter[str] = Counter()
    for sentences in said.values():
        number.update({one.mask for one in sentences})
    known = {
        row.mask: row.id
        for row in connection.execute(
            select(sentence.c.id, sentence.c.mask).where(sentence.c.release_id == release_id)
        )
    }
    for mask, key in known.items():
        where = sentence.c.id == key
        connection.execute(update(sentence).where(where).values(stories=number.get(mask, 0)))
    for mask in number.keys() - known.keys():
        row = {"release_id": release_id, "mask": mask, "stories": number[mask]}
        made = connection.execute(insert(sentence).values(**row, digest=_digest(mask)))
        known[mask] = int(made.inserted_primary_key[0])  # type: ignore[index]
    rows = [
        {
            "story_id": ids[key],
            "block": one.block,
            "start": one.start,
            "sentence_id": known[one.mask],
            "text": one.text,
        }
        for key, sentences in said.items()
        for one in sentences
    ]
    if rows:
        connection.execute(insert(told), rows)


def _digest(mask: str) -> str:
    return sha256(mask.encode()).hexdigest()
