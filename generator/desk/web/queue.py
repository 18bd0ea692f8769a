"""The queue of a release: what to read next, and approving many at once."""

from __future__ import annotations

from time import time
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, flash, redirect, render_template, request
from flask import url_for as to

from generator.desk import queues, stories, wordings
from generator.desk.queues import SHOWN, SORTS, Asked
from generator.desk.web.guard import me, needs

if TYPE_CHECKING:
    from generator.desk.web.app import Desk


def asked() -> Asked:
    """What the address asks for; what it cannot ask for is left out."""
    given = request.args
    page = given.get("page", 1, type=int)
    return Asked(
        show=given["show"] if given.get("show") in SHOWN else "open",
        level=given.get("level", ""),
        group=given.get("group", ""),
        angle=given.get("angle", ""),
        words=given.get("words", "")[:100],
        sort=given["sort"] if given.get("sort") in SORTS else "reading",
        page=max(1, min(page, 1_000_000)),
    )


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database = desk.database

    @app.get("/release/<beat>/<date>")
    def queue(beat: str, date: str) -> Any:
        wanted = asked()
        with database.reading() as connection:
            found = stories.overviews(connection, f"{beat}/{date}")
            if not found:
                abort(404)
            shown = queues.queue(connection, f"{beat}/{date}", wanted)
            first = queues.first(connection, f"{beat}/{date}")
            together = len(stories.ready_for_bulk(connection, f"{beat}/{date}"))
        return render_template(
            "queue.html", beat=beat, date=date, of=found[0], queue=shown, asked=wanted,
            shown=SHOWN, sorts=SORTS, together=together, first=first, now=time(),
        )  # fmt: skip

    @app.post("/release/<beat>/<date>/together")
    @needs("editor")
    def together(beat: str, date: str) -> Any:
        """What approving some stories at once will do, then the doing of it."""
        seen = _seen(request.form.getlist("story"))
        with database.writing() as connection:
            if "all" in request.form:
                keys = stories.ready_for_bulk(connection, f"{beat}/{date}")
                seen = [(key, 0) for key in keys]
            if not seen:
                flash("No story was chosen.", "wrong")
                return redirect(to("queue", beat=beat, date=date), 303)
            if "sure" in request.form:
                done = wordings.approve_together(connection, me(), seen)
                return render_template("done.html", beat=beat, date=date, done=done)
            found = wordings.candidates(connection, [key for key, _ in seen])
        found = [c for c in found if c.row.release_id == f"{beat}/{date}"]
        return render_template("together.html", beat=beat, date=date, candidates=found)


def _seen(values: list[str]) -> list[tuple[int, int]]:
    """Ids and versions, as forms give them: ``12:3``."""
    out = []
    for value in values[:20_000]:
        key, _, version = value.partition(":")
        if key.isdecimal() and version.isdecimal():
            out.append((int(key), int(version)))
    return out
