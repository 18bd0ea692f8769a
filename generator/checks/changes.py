"""Rows of differences in words, and as a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from generator.checks.differences import Row
from generator.checks.words import marked_up
from generator.writers.layout import layout

_TITLES = {
    "words": "other words",
    "figures": "other figures or names",
    "added": "a sentence more",
    "dropped": "a sentence less",
    "new": "new",
    "gone": "gone",
    "held": "held now",
    "released": "held no more",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it is shown: the number of stories, what changed, where, and a marked sentence.

    ``runs`` are those of ``marked_up``; ``reason`` says why a story is, or was, held.
    """

    row: Row
    number: str
    title: str
    runs: tuple[tuple[str, str], ...]
    reason: str


def shown(row: Row) -> Change:
    """A row ready to be shown."""
    title = _TITLES[row.kind]
    if row.kind == "figures" and row.hunks[0][0]:
        title = f"figures: {row.hunks[0][0]}"
    moved = row.kind in ("new", "gone", "held", "released")
    runs = () if moved else tuple(marked_up(row.before, row.after))
    return Change(
        row, told(len(row.stories)), title, runs, row.before or row.after if moved else ""
    )


def told(number: int) -> str:
    """``1 story``, ``12 stories``."""
    return f"{number} {'story' if number == 1 else 'stories'}"


def record(row: Row) -> dict[str, Any]:
    """A row for programs."""
    return {
        "kind": row.kind,
        "number": len(row.stories),
        "where": row.where,
        "hunks": [{"out": out, "in": into} for out, into in row.hunks],
        "before": row.before,
        "after": row.after,
        "stories": [
            {"key": key, "name": name} for key, name in zip(row.keys, row.stories, strict=True)
        ],
    }


def changes_page(rows: Sequence[Row], release: str, since: str, language: str) -> str:
    """All rows as a page that stands alone."""
    data = {"changes": [*map(shown, rows)], "release": release, "since": since, "linked": False}
    return layout("differences.html").render(data, language=language) + "\n"
