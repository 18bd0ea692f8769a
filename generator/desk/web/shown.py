"""The page of a story: its copy, and all that is known of it beside each sentence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from time import time
from typing import TYPE_CHECKING, Any

from flask import render_template
from markupsafe import Markup
from sqlalchemy import Row

from generator.checks.words import marked_up
from generator.desk import history, locks, queues, stories, texts
from generator.desk.actions import ACTIONS, BY_DRAFTING, OPEN
from generator.desk.checking import Found
from generator.desk.people import name_of
from generator.desk.queues import Asked
from generator.desk.stories import Sibling
from generator.desk.web.guard import me
from generator.writers.marking import marked, notes

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SHOWN = ("value", "previous", "change", "rate")
"""The quantities of a finding that stand in a table of figures."""


def shown(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    """All that the page of a story shows."""
    beat, date = row.release_id.split("/", 1)
    copy = texts.paragraphs(row.text, row.draft)
    met: set[int] = set()
    grounds = row.draft["grounds"]
    html = {
        p.at: marked(p.text, p.claims, grounds, met) if not p.edited else Markup.escape(p.text)
        for p in copy
    }
    problems: dict[int, list[Found]] = defaultdict(list)
    for one in row.problems:
        problems[one["at"]].append(Found(**one))
    beside = {one["rule"] for one in row.problems}
    holder = locks.holder(row)
    done = history.of_story(connection, row.id)
    tables = _tables(row.draft)
    order = queues.after(connection, row.release_id, Asked(), row)
    return {
        "beat": beat,
        "date": date,
        "copy": copy,
        "html": html,
        "runs": {p.at: [*marked_up(p.was, p.text)] for p in copy if p.edited},
        "clash_runs": {p.at: [*marked_up(p.was, p.now)] for p in copy if p.now is not None},
        "found": problems,
        "notes_html": notes(row.draft, _around(row.draft, tables)),
        "siblings": _by_block(stories.siblings(connection, row.id), row.text),
        "flags": [f for f in row.flags if f.partition(":")[0] not in beside],
        "said_notes": stories.notes_on(connection, row.id),
        "done": done,
        "holder": name_of(connection, holder) if holder and holder != me().id else "",
        "decider": name_of(connection, row.decided_by),
        "of": stories.release_of(connection, row),
        "now": time(),
        "actions": {
            name: action
            for name, action in ACTIONS.items()
            if row.status in action.before and me().may(action.role)
        },
        "may_change": row.status in (*OPEN, "held") and not (holder and holder != me().id),
        "may_undo": _may_undo(done, row),
        "following": order,
        "tables": tables,
        "heads": _SHOWN,
    }


def _may_undo(done: Sequence[Row[Any]], row: Row[Any]) -> str:
    """What was done last, where this person may take it back."""
    last = next((e for e in done if e.version == row.version), None)
    if last is None or not last.before or last.action in BY_DRAFTING:
        return ""
    return str(last.action) if me().may("editor") or last.person_id == me().id else ""


def _by_block(found: Sequence[Sibling], text: Sequence[texts.Json]) -> dict[int, list[Sibling]]:
    """Siblings by the position of the paragraph that has their sentence."""
    where = {e["draft"]: at for at, e in enumerate(text) if "text" not in e}
    out: dict[int, list[Sibling]] = defaultdict(list)
    for one in found:
        if one.block in where:
            out[where[one.block]].append(one)
    return out


def _tables(draft: texts.Json) -> dict[str, list[dict[str, Any]]]:
    """The figures behind a story, measure by measure, a row for each place.

    Each figure is as it was published, or worked out, with its cell, if it has one.
    """
    out: dict[str, list[dict[str, Any]]] = {}
    for finding in draft["findings"]:
        cells = [_figure(finding["quantities"].get(name)) for name in _SHOWN]
        if any(number for number, _ in cells):
            rows = out.setdefault(finding["label"], [])
            rows.append({"name": finding["name"], "cells": cells})
    return out


def _around(draft: texts.Json, tables: Mapping[str, list[dict[str, Any]]]) -> list[Markup]:
    """For each finding, the figures of its measure, where there are others than its own."""
    made = {
        label: Markup(render_template("figures.html", rows=rows, heads=_SHOWN, label=label))
        for label, rows in tables.items()
        if sum(bool(number) for row in rows for number, _ in row["cells"]) > 1
    }
    return [made.get(finding["label"], Markup("")) for finding in draft["findings"]]


def _figure(quantity: texts.Json | None) -> tuple[str, str]:
    """A number to be read, and its cell."""
    if quantity is None:
        return "", ""
    value, cells = quantity["value"], list(quantity["cells"])
    number = f"{value:,}" if isinstance(value, int) else f"{value:,.1f}".replace("-", "−")
    return number, quantity.get("published") or (cells[0] if len(cells) == 1 else "")
