"""The releases: how far each is, its embargo, bringing one in, taking the approved stories out."""

from __future__ import annotations

from datetime import UTC, datetime
from time import time
from typing import TYPE_CHECKING, Any

from flask import Flask, abort, flash, redirect, render_template, request, send_file
from flask import url_for as to
from sqlalchemy import update

from generator.config import Project
from generator.desk import history, outgoing, queues, stories
from generator.desk.history import Entered
from generator.desk.intake import bring_in
from generator.desk.schema import release
from generator.desk.web.guard import me, needs
from generator.errors import StringerError

if TYPE_CHECKING:
    from generator.desk.web.app import Desk


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database = desk.database

    @app.get("/")
    def releases() -> Any:
        with database.reading() as connection:
            found = stories.overviews(connection)
            firsts = {o.row.id: queues.first(connection, o.row.id) for o in found}
            kinds = {o.row.id: stories.kinds(connection, o.row.id) for o in found}
        known = {o.row.id for o in found}
        others = [r for r in desk.project.releases() if r not in known]
        return render_template(
            "releases.html", releases=found, others=others, firsts=firsts, kinds=kinds, now=time()
        )

    @app.post("/bring-in")
    @needs("editor")
    def bring() -> Any:
        wanted = request.form.get("release", "")
        if wanted not in desk.project.releases():
            abort(404)
        try:
            as_it_is = Project(desk.project.root)  # not as it was when the desk began
            done = bring_in(database, as_it_is, wanted, me(), checker=desk.checker)
        except StringerError as error:
            flash("; ".join(map(str, error.faults)), "wrong")
            return redirect(to("releases"), 303)
        flash(
            f"{wanted}: {done.new} new, {done.anew} drafted anew, {done.same} as they were, "
            f"{done.held} not written."
            + (f" {done.clashes} changed paragraphs wait for a choice." if done.clashes else "")
        )
        return redirect(to("queue", beat=wanted.split("/")[0], date=wanted.split("/")[1]), 303)

    @app.post("/release/<beat>/<date>/settings")
    @needs("editor")
    def settings(beat: str, date: str) -> Any:
        key = f"{beat}/{date}"
        text = request.form.get("embargo", "").strip()
        embargo = None
        if text:
            try:
                when = datetime.fromisoformat(text)
                when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
            except (ValueError, OverflowError):  # the latter for an hour outside the calendar
                flash(f"“{text[:40]}” is no date and time. Write 2025-04-24T08:30.", "wrong")
                return redirect(to("releases"), 303)
            embargo = when.timestamp()
        four_eyes = "four_eyes" in request.form
        with database.writing() as connection:
            where = release.c.id == key
            values = {"embargo": embargo, "four_eyes": four_eyes}
            if not connection.execute(update(release).where(where).values(**values)).rowcount:
                abort(404)
            said = f"embargo {text or 'none'}, {'four eyes' if four_eyes else 'two eyes'}"
            history.enter(connection, Entered("settings", said, me(), release=key))
        flash("Settings saved.")
        return redirect(to("releases"), 303)

    @app.post("/release/<beat>/<date>/take-out")
    @needs("editor")
    def take_out(beat: str, date: str) -> Any:
        with database.writing() as connection:
            packed = outgoing.pack(connection, f"{beat}/{date}", me())
        return send_file(
            packed, mimetype="application/zip", as_attachment=True,
            download_name=f"{beat}-{date}.zip",
        )  # fmt: skip
