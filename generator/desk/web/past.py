"""Who did what when, to be read and to be taken along."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, abort, render_template, request

from generator.desk import history, stories
from generator.sheets.inert import inert

if TYPE_CHECKING:
    from generator.desk.web.app import Desk

_PAGE = 200


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database = desk.database

    @app.get("/release/<beat>/<date>/history")
    def past(beat: str, date: str) -> Any:
        before = request.args.get("before", None, type=int)
        with database.reading() as connection:
            if not stories.overviews(connection, f"{beat}/{date}"):
                abort(404)
            rows = history.of_release(connection, f"{beat}/{date}", most=_PAGE + 1, before=before)
        more = rows[_PAGE - 1].id if len(rows) > _PAGE else None
        return render_template("past.html", beat=beat, date=date, rows=rows[:_PAGE], more=more)

    @app.get("/release/<beat>/<date>/history.csv")
    def past_as_csv(beat: str, date: str) -> Response:
        with database.reading() as connection:
            rows = history.of_release(connection, f"{beat}/{date}")
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(["entry", "at", "who", "story", "action", "version", "said", "undoes"])
        for row in reversed(rows):
            at = datetime.fromtimestamp(row.at, UTC).isoformat(timespec="seconds")
            told = (row.id, at, row.who, row.name or "", row.action, row.version, row.said)
            cells = (*told, row.undoes)
            table.writerow([inert(cell) if isinstance(cell, str) else cell for cell in cells])
        name = f"history-{beat}-{date}.csv"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(out.getvalue(), mimetype="text/csv", headers=headers)
