"""All that a person may do to a story: change it, decide on it, take that back.

Each action names the version of the story that the person saw. If somebody else did something in
the meantime, nothing happens and the person is told; so no decision is ever made about a text that
its maker has not seen. An action and its entry in the history are one transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import time
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from generator.desk import locks, texts
from generator.desk.actions import (
    ACTIONS,
    BY_DRAFTING,
    OPEN,
    STATUSES,
    RefusedError,
    StaleError,
    clean,
    line,
)
from generator.desk.checking import Checker, Found
from generator.desk.history import Entered, enter, last_done
from generator.desk.locks import story_of
from generator.desk.people import Person
from generator.desk.schema import event, note, story
from generator.desk.stories import release_of

_KEPT = (
    "status", "text", "problems", "blocked", "edited", "edited_by", "clashes", "headline",
    "first_by", "decided_by", "decided", "reason", "override",
)  # fmt: skip
"""The columns that actions change, and history remembers."""


def decide(
    connection: Connection, by: Person, key: int, version: int, action: str, *,
    reason: str = "", override: str = "",
) -> None:  # fmt: skip
    """Approve a story, ask for a change, hold, kill or reopen it.

    Raises:
        RefusedError: why not.
    """
    asked = ACTIONS.get(action)
    if asked is None:
        raise RefusedError(f"There is no action “{action}”.")
    if not by.may(asked.role):
        raise RefusedError(f"Your role is {by.role}; this takes an {asked.role}.")
    row = _seen(connection, key, version)
    reason, override = clean(reason), clean(override)
    if row.status not in asked.before:
        raise RefusedError(f"{row.name} is {STATUSES[row.status]}: reopen it first.")
    if asked.reason and not reason:
        raise RefusedError(f"Say why {row.name} is to be {asked.name}.")
    new: dict[str, Any] = {"status": asked.after, "reason": reason, "first_by": None}
    new |= {"decided_by": by.id, "decided": time(), "override": ""}
    said = reason
    if action == "approve":
        of = release_of(connection, row)
        if refusal := _left_out(row, of) or _not_approvable(row, override):
            raise RefusedError(refusal)
        new["override"] = override if row.blocked else ""
        said = f"although: {new['override']}" if new["override"] else reason
        others = {row.first_by, row.edited_by} - {None, by.id}
        if of.four_eyes and not others:
            new |= {"status": "first", "first_by": by.id}
    _change(connection, by, row, "approved once" if new["status"] == "first" else asked.name,
            new, said)  # fmt: skip
    locks.release(connection, by, key)


def _left_out(row: Row[Any], of: Row[Any]) -> str:
    if row.edition == of.edition:
        return ""
    return f"{row.name} is not drafted any more, and cannot go out. Kill it, or leave it held."


def _not_approvable(row: Row[Any], override: str) -> str:
    if row.clashes:
        return f"{row.name} was drafted anew: choose between its changed paragraphs first."
    if row.blocked and not override:
        return (
            f"{row.name} has a problem that stands in the way. Mend it, or say why it may go out."
        )
    return ""


def edit(
    connection: Connection, checker: Checker, by: Person, key: int, version: int, at: int,
    words: str, *, over: bool = False,
) -> list[Found]:  # fmt: skip
    """Give a paragraph other words; what is wrong with the copy now.

    ``over`` is said by who has seen that somebody else changed the story since.

    Raises:
        RefusedError: why not. The story stays as it was.
    """
    words = line(words)
    row = story_of(connection, key)
    if not over:
        row = _seen(connection, key, version)
    locks.refuse(connection, row, by)
    if row.status not in (*OPEN, "held"):
        raise RefusedError(f"{row.name} is {STATUSES[row.status]}: reopen it to change it.")
    if not 0 <= at < len(row.text):
        raise RefusedError("There is no such paragraph any more.")
    before = texts.paragraphs(row.text, row.draft)[at]
    if before.kind == "headline" and not words:
        raise RefusedError("A story needs a headline.")
    if before.kind == "notice":
        raise RefusedError("This notice stands over all figures that were made up, and stays.")
    if words == before.text:
        raise RefusedError("The paragraph reads like that already.")
    new = texts.changed(row.text, row.draft, at, words, by.name, time())
    found = _put(connection, checker, by, row, new, "changed a paragraph",
                 f"“{_short(before.text)}” → “{_short(words)}”")  # fmt: skip
    locks.lock(connection, row.id, by)
    return found


def settle(
    connection: Connection, checker: Checker, by: Person, key: int, version: int, at: int, *,
    keep: bool,
) -> None:  # fmt: skip
    """Choose between a person's paragraph and what a newer draft says there.

    Raises:
        RefusedError: why not.
    """
    row = _seen(connection, key, version)
    locks.refuse(connection, row, by)
    if not 0 <= at < len(row.text) or "now" not in row.text[at]:
        raise RefusedError("There is nothing to choose there any more.")
    new = texts.settled(row.text, at, keep=keep)
    said = "the changed paragraph" if keep else "the new draft"
    _put(connection, checker, by, row, new, "chose", said)


def _put(
    connection: Connection, checker: Checker, by: Person, row: Row[Any],
    text: Sequence[texts.Entry], action: str, said: str,
) -> list[Found]:  # fmt: skip
    """Another copy of a story, checked; one that waits for a second approval loses its first.

    Who puts the draft's own words back stands behind no text of theirs.
    """
    edition = release_of(connection, row).edition
    found = checker.check(row.release_id, edition, row.code, text, row.draft)
    new = {
        **copy_columns(text, row.draft, found),
        "edited_by": by.id if texts.is_edited(text) else None,
        "status": "unread" if row.status == "first" else row.status,
        "first_by": None,
    }
    _change(connection, by, row, action, new, said)
    return found


def copy_columns(
    text: Sequence[texts.Entry], draft: texts.Json, found: Sequence[Found]
) -> dict[str, Any]:
    """The columns of a story that follow from its copy and what was found in it."""
    return {
        "text": list(text),
        "problems": [f._asdict() for f in found],
        "blocked": any(f.level == "error" for f in found),
        "edited": texts.is_edited(text),
        "clashes": texts.clashes(text),
        "headline": texts.headline(text, draft),
    }


def undo(connection: Connection, by: Person, key: int, version: int) -> str:
    """Take back what was done to a story last; what that was.

    Raises:
        RefusedError: there is nothing to take back, or it takes another role.
    """
    row = _seen(connection, key, version)
    query = (
        select(event)
        .where(event.c.story_id == key, event.c.version == version)
        .order_by(event.c.id.desc())
    )
    last = connection.execute(query.limit(1)).one_or_none()
    if last is None or not last.before:
        raise RefusedError("There is nothing to take back.")
    if last.action in BY_DRAFTING:
        lost = _left_out(row, release_of(connection, row))
        raise RefusedError(lost or "A draft cannot be taken back. Change it, or hold the story.")
    if not (by.may("editor") or last.person_id == by.id):
        raise RefusedError(f"{last.who} did that; an editor can take it back.")
    if last.before.get("text", row.text) != row.text:
        locks.refuse(connection, row, by)
    _change(connection, by, row, "took back", last.before, last.action, undoes=last.id)
    return str(last.action)


def say(connection: Connection, by: Person, key: int, text: str) -> None:
    """Leave a note on a story for the others.

    Raises:
        RefusedError: it is empty.
    """
    row, text = story_of(connection, key), clean(text)
    if not text:
        raise RefusedError("The note is empty.")
    values = {"story_id": key, "person_id": by.id, "at": time(), "text": text}
    connection.execute(insert(note).values(**values))
    enter(connection, Entered("noted", text, by, release=row.release_id, story=key))


def _seen(connection: Connection, key: int, version: int) -> Row[Any]:
    """The story, if it is still as the person saw it."""
    row = story_of(connection, key)
    if row.version != version:
        done = last_done(connection, row.id)
        raise StaleError(f"{row.name} is not as you opened it any more ({done}).")
    return row


def _change(
    connection: Connection, by: Person, row: Row[Any], action: str, new: Mapping[str, Any],
    said: str, *, undoes: int | None = None,
) -> None:  # fmt: skip
    """Write what an action changes, if nobody was quicker, and note it."""
    after = {k: v for k, v in new.items() if k in _KEPT and getattr(row, k) != v}
    before = {k: getattr(row, k) for k in after}
    version = row.version + 1
    same = (story.c.id == row.id) & (story.c.version == row.version)
    done = connection.execute(update(story).where(same).values(**after, version=version))
    if done.rowcount != 1:
        raise StaleError(f"{row.name}: somebody was quicker. Look at it again.")
    enter(
        connection,
        Entered(
            action, said, by, release=row.release_id, story=row.id, version=version,
            before=before, after=after, undoes=undoes,
        ),
    )  # fmt: skip


def _short(text: str) -> str:
    return text if len(text) <= 120 else f"{text[:119]}…"
