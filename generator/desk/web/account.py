"""Logging in and out, the first person, and who may use the desk."""

from __future__ import annotations

from hmac import compare_digest
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, flash, make_response, redirect, render_template, request
from flask import url_for as to

from generator.desk import people
from generator.desk.people import Person, WaitError
from generator.desk.web import guard
from generator.desk.web.guard import in_words, me, needs, open_to_all
from generator.errors import StringerError

if TYPE_CHECKING:
    from generator.desk.web.app import Desk


def register(app: Flask, desk: Desk) -> None:
    """Hang these pages into an application."""
    database = desk.database

    @app.route("/log-in", methods=["GET", "POST"])
    @open_to_all
    def log_in() -> Any:
        """Log in; a text that was being changed comes along."""
        kept = {k: v for k, v in request.form.items() if k.startswith("kept_")}
        where = _inside(request.values.get("next", ""))
        said, status = "", 200
        if request.method == "POST" and "password" in request.form:
            try:
                with database.writing() as connection:
                    token = people.log_in(
                        connection, request.form.get("name", ""), request.form["password"],
                        request.remote_addr or "",
                    )  # fmt: skip
            except WaitError as error:
                said, status = f"Too many failed. Wait {error.minutes} minutes.", 429
            else:
                if token:
                    return _logged_in(token, where, kept)
                said, status = "Name and password do not go together.", 401
        with database.reading() as connection:
            if not people.everybody(connection):
                return render_template("welcome.html", code="", said="", lost=True), 200
        page = render_template("log_in.html", next=where, said=said, kept=kept)
        return guard.with_form_cookie(make_response(page, status))

    def _logged_in(token: str, where: str, kept: dict[str, str]) -> Response:
        if kept:
            target = to("resume")
            with database.reading() as connection:
                found = people.session_of(connection, token)
            csrf = found[0].csrf if found else ""
            page = render_template("resume.html", kept=kept, target=target, csrf=csrf)
            response = make_response(page)
        else:
            response = make_response(redirect(where or to("releases"), 303))
        guard.set_cookie(response, guard.COOKIE, token)
        return response

    @app.post("/log-out")
    def log_out() -> Any:
        with database.writing() as connection:
            people.log_out(connection, request.cookies.get(guard.COOKIE, ""))
        response = make_response(redirect(to("log_in"), 303))
        response.delete_cookie(guard.COOKIE)
        return response

    @app.route("/welcome", methods=["GET", "POST"])
    @open_to_all
    def welcome() -> Any:
        """The first person makes themselves administrator, with the code that the desk printed."""
        with database.reading() as connection:
            if people.everybody(connection):
                return redirect(to("log_in"), 303)
        code = request.values.get("code", "")
        if not compare_digest(code.encode(), desk.code.encode()):
            return render_template("welcome.html", code="", said="", lost=True), 403
        said = ""
        if request.method == "POST":
            name, password = request.form.get("name", ""), request.form.get("password", "")
            try:
                with database.writing() as connection:
                    if people.everybody(connection):
                        abort(409, "Somebody was quicker.")
                    people.add(connection, name, password, "admin", by=name)
                    token = people.log_in(connection, name, password, request.remote_addr or "")
                return _logged_in(token or "", to("releases"), {})
            except StringerError as error:
                said = in_words(error)
        page = render_template("welcome.html", code=code, said=said, lost=False)
        return guard.with_form_cookie(make_response(page, 400 if said else 200))

    @app.get("/people")
    @needs("admin")
    def everybody() -> Any:
        with database.reading() as connection:
            rows = people.everybody(connection)
        return render_template("people.html", people=rows, roles=people.ROLES)

    @app.post("/people")
    @needs("admin")
    def add_person() -> Any:
        form = request.form
        words = (form.get("name", ""), form.get("password", ""), form.get("role", ""))
        return _done(lambda c: people.add(c, *words, by=me().name), f"{words[0]} may log in.")

    @app.post("/people/<int:key>")
    @needs("admin")
    def change_person(key: int) -> Any:
        role, active = request.form.get("role", ""), "active" in request.form
        return _done(lambda c: people.set_role(c, key, role, active=active, by=me()), "Changed.")

    @app.post("/people/<int:key>/password")
    @needs("admin")
    def change_password(key: int) -> Any:
        with database.reading() as connection:
            name = people.name_of(connection, key)
        password = request.form.get("password", "")
        return _done(
            lambda c: people.set_password(c, name, password, by=me().name),
            f"{name} has another password, and is logged out.",
        )

    def _done(work: Any, said: str) -> Any:
        try:
            with database.writing() as connection:
                work(connection)
            flash(said)
        except StringerError as error:
            flash(in_words(error), "wrong")
        return redirect(to("everybody"), 303)


def _inside(where: str) -> str:
    """An address of this desk, or none: nobody is sent elsewhere after logging in."""
    parts = urlsplit(where)
    inside = where.startswith("/") and not where.startswith(("//", "/\\"))
    return where if inside and not parts.netloc and not parts.scheme else ""


__all__ = ["Person", "register"]
