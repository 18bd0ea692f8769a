"""A release brought to the desk: its drafts, what to read first, and the wordings in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from time import time
from typing import Any

import orjson
from sqlalchemy import Connection, Row, insert, select, update

from generator import pipeline
from generator.checks.reading_list import Listed, reading_list
from generator.checks.sentences import Said, sentences
from generator.config import Project
from generator.desk import texts
from generator.desk.actions import OPEN
from generator.desk.checking import Checker
from generator.desk.database import Database
from generator.desk.decisions import copy_columns
from generator.desk.history import Entered, enter
from generator.desk.people import Person
from generator.desk.schema import release, story
from generator.desk.wordings import collect
from generator.model import Batch, Draft
from generator.pipeline import Prepared
from generator.writers.chart import chart
from generator.writers.sidecar import sidecar

_MOST = 30


@dataclass(frozen=True, slots=True)
class Brought:
    """What an import did: stories new, drafted anew, as before; how many clash with edits."""

    new: int
    anew: int
    same: int
    gone: int
    clashes: int
    held: int


@dataclass(frozen=True, slots=True)
class _Incoming:
    """A draft as it is kept."""

    draft: Draft
    json: dict[str, Any]
    order: int
    listed: tuple[int, Listed] | None
    said: tuple[Said, ...]
    flags: list[str]
    """What a person must have looked at before this may go out with others."""

    def columns(self) -> dict[str, Any]:
        """The columns that follow from the draft, whatever people did."""
        place, listed = self.draft.place, self.listed
        first = dict.fromkeys(f.sentence for f in listed[1].first) if listed else {}
        why = [f"the first to say “{sentence}”" for sentence in first if sentence]
        return {
            "code": place.code,
            "name": self.draft.name,
            "level": place.level,
            "group_name": self.draft.group,
            "angle": self.draft.brief.angle,
            "stem": self.draft.stem,
            "place_order": self.order,
            "reading": listed[0] if listed else None,
            "why": [*why, *(listed[1].risks if listed else ())],
            "flags": self.flags,
            "flagged": bool(self.flags),
            "draft": self.json,
            "chart": chart(self.draft.picture, place.key) if self.draft.picture else "",
            "search": " ".join((self.draft.name, self.draft.group, place.code)).lower(),
        }


def bring_in(
    database: Database, project: Project, release_id: str, by: Person | None = None,
    step: Callable[[str], object] = lambda _: None, checker: Checker | None = None,
) -> Brought:  # fmt: skip
    """Draft a release and bring it in; what people did to its stories stays.

    A story whose draft reads otherwise than before must be decided on again. ``checker`` is who
    will check changes to these stories.

    Raises:
        StringerError: the release cannot be drafted.
    """
    step("drafting")
    prepared = pipeline.prepare(project, release_id)
    batch = pipeline.draft(prepared, prepared.tellable)
    step("choosing what to read")
    incoming = _incoming(prepared, batch)
    checker = Checker(project) if checker is None else checker
    step("bringing in")
    with database.writing() as connection:
        known = _stories(connection, release_id)
        edition = _release(connection, prepared, batch)
        checker.take(prepared, edition)
        counted: Counter[str] = Counter()
        for each in incoming:
            row = known.pop(each.draft.place.key, None)
            if row is None:
                _add(connection, checker, each, release_id, edition, by)
                counted["new"] += 1
            else:
                counted[_redraft(connection, checker, each, row, edition, by)] += 1
        for row in known.values():
            _leave_out(connection, row, batch, by)
        collect(connection, release_id, {i.draft.place.key: i.said for i in incoming})
        met = select(story.c.clashes).where(story.c.release_id == release_id)
        clashes = sum(connection.execute(met).scalars())
        said = f"edition {edition}: " + ", ".join(f"{n} {what}" for what, n in counted.items())
        enter(connection, _entry("imported", said, release_id, by))
    return Brought(
        counted["new"], counted["anew"], counted["same"], len(known), clashes, len(batch.held)
    )


def _incoming(prepared: Prepared, batch: Batch) -> list[_Incoming]:
    first = reading_list(prepared, _MOST).stories
    listed = {one.key: (number, one) for number, one in enumerate(first, 1)}
    levels, notes = list(prepared.beat.file.levels), prepared.release.file.notes
    order = sorted(batch.drafts, key=lambda d: (levels.index(d.place.level), d.group, d.name))
    return [
        _Incoming(
            draft,
            orjson.loads(sidecar(draft, batch)),
            number,
            listed.get(draft.place.key),
            tuple(sentences(draft.article, prepared.wording)),
            [
                *draft.problems,
                *(f"note of the release: {notes[n].text}" for n in draft.brief.notes),
            ],
        )
        for number, draft in enumerate(order)
    ]


def _stories(connection: Connection, release_id: str) -> dict[str, Row[Any]]:
    rows = connection.execute(select(story).where(story.c.release_id == release_id))
    return {row.key: row for row in rows}


def _release(connection: Connection, prepared: Prepared, batch: Batch) -> int:
    """Note the release; the number of this edition."""
    key = prepared.release.id
    values = {
        "title": batch.title,
        "publisher": batch.publisher,
        "language": batch.language,
        "imported": time(),
        "held": [{"name": h.name, "reasons": list(h.reasons)} for h in batch.held],
    }
    before = connection.execute(select(release.c.edition).where(release.c.id == key)).scalar()
    edition = (before or 0) + 1
    if before is None:
        row = {"id": key, "edition": edition, "four_eyes": False, **values}
        connection.execute(insert(release).values(**row))
    else:
        connection.execute(
            update(release).where(release.c.id == key).values(edition=edition, **values)
        )
    return edition


def _entry(action: str, said: str, release_id: str, by: Person | None, **more: Any) -> Entered:
    who = "" if by else "command line"
    return Entered(action, said, by, who, release=release_id, **more)


def _add(
    connection: Connection, checker: Checker, each: _Incoming, release_id: str, edition: int,
    by: Person | None,
) -> None:  # fmt: skip
    text = texts.fresh(each.json)
    found = checker.check(release_id, edition, each.draft.place.code, text, each.json)
    state = {
        "status": "unread",
        **copy_columns(text, each.json, found),
        **dict.fromkeys(("first_by", "edited_by", "decided_by", "decided")),
        "reason": "",
        "override": "",
    }
    key = each.draft.place.key
    row = {"release_id": release_id, "key": key, "version": 1, "edition": edition}
    made = connection.execute(insert(story).values(**row, **each.columns(), **state))
    made_key = int(made.inserted_primary_key[0])  # type: ignore[index]
    enter(connection, _entry("drafted", "", release_id, by, story=made_key, version=1, after=state))


def _redraft(
    connection: Connection, checker: Checker, each: _Incoming, row: Row[Any], edition: int,
    by: Person | None,
) -> str:  # fmt: skip
    """Another draft for a story: what nobody changed follows it, and it must be read again.

    So must a story that was left out and is drafted again, whatever it says.
    """
    said = [b["text"] for b in each.json["blocks"]]
    same = said == [b["text"] for b in row.draft["blocks"]]
    new: dict[str, Any] = {"edition": edition, **each.columns()}
    left_out = row.status == "held" and row.decided_by is None
    if same and not left_out:
        connection.execute(update(story).where(story.c.id == row.id).values(**new))
        return "same"
    text = row.text if same else texts.merged(row.text, row.draft, each.json)
    found = checker.check(row.release_id, edition, row.code, text, each.json)
    after = copy_columns(text, each.json, found)
    if not same:
        after["edited_by"] = None
    if left_out:
        after["reason"] = ""
    if left_out or row.status in ("approved", *OPEN):
        after |= {"status": "unread", "first_by": None, "override": ""}
    before = {k: getattr(row, k) for k in after}
    version = row.version + 1
    values = {**new, **after, "version": version}
    connection.execute(update(story).where(story.c.id == row.id).values(**values))
    said_ = f"it was {row.status}" if row.status != "unread" else ""
    enter(connection, _entry("drafted anew", said_, row.release_id, by, story=row.id,
                             version=version, before=before, after=after))  # fmt: skip
    return "anew"


def _leave_out(connection: Connection, row: Row[Any], batch: Batch, by: Person | None) -> None:
    """A story that is not written any more is held, if it might go out; nobody decided that."""
    if row.status in ("held", "killed"):
        return
    reasons = {h.place.key: "; ".join(h.reasons) for h in batch.held}
    reason = reasons.get(row.key, "the release has no such place any more")
    said = f"It is not drafted any more: {reason}"
    after = {"status": "held", "reason": said, "decided_by": None, "decided": None}
    before = {k: getattr(row, k) for k in after}
    version = row.version + 1
    where = story.c.id == row.id
    connection.execute(update(story).where(where).values(**after, version=version))
    enter(connection, _entry("left out", said, row.release_id, by, story=row.id,
                             version=version, before=before, after=after))  # fmt: skip
