"""History played again, which must give the state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Row


def replayed(events: Iterable[Row[Any]]) -> dict[int, dict[str, Any]]:
    """The stories, by their ids, as their history gives them, from entries in their order.

    Raises:
        ValueError: an entry does not follow from the one before.
    """
    state: dict[int, dict[str, Any]] = {}
    for done in events:
        if done.story_id is None or not done.after:
            continue
        now = state.setdefault(done.story_id, {})
        for column, value in done.before.items():
            if now.get(column) != value:
                raise ValueError(f"entry {done.id}: {column} was not {value!r}")
        if now and done.version != now["version"] + 1:
            raise ValueError(f"entry {done.id}: version {done.version} after {now['version']}")
        now |= {**done.after, "version": done.version}
    return state
