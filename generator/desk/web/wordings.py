"""The wordings of a release, and approving them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Flask, abort, flash, redirect, render_template, request
from flask import url_for as to

from generator.desk import stories, wordings
from generator.desk.web.guard import me, needs

if TYPE_CHECKING:
    from generator.desk.web.app import Desk


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database = desk.database

    @app.get("/release/<beat>/<date>/wordings")
    def wording(beat: str, date: str) -> Any:
        waiting = request.args.get("show", "open") != "all"
        with database.reading() as connection:
            found = stories.overviews(connection, f"{beat}/{date}")
            if not found:
                abort(404)
            listed = wordings.listed(connection, f"{beat}/{date}", waiting=waiting)
        return render_template(
            "wordings.html", beat=beat, date=date, of=found[0], wordings=listed, waiting=waiting
        )

    @app.post("/release/<beat>/<date>/wordings")
    @needs("editor")
    def approve_wordings(beat: str, date: str) -> Any:
        good = request.form.get("what") != "take back"
        keys = [int(k) for k in request.form.getlist("wording") if k.isdecimal()][:20_000]
        with database.writing() as connection:
            number = wordings.approve(connection, me(), f"{beat}/{date}", keys, good=good)
        noun = "wording" if number == 1 else "wordings"
        flash(f"{number} {noun} {'approved' if good else 'to be approved again'}.")
        where = to("wording", beat=beat, date=date, show=request.args.get("show", "open"))
        return redirect(where, 303)
