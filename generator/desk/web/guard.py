"""What stands before every request: the host, who is logged in, the form's token, the headers."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from hmac import compare_digest
from time import time
from typing import Any, TypeVar, cast

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for

from generator.desk import people
from generator.desk.database import Database
from generator.desk.people import Person, Session
from generator.errors import StringerError

COOKIE, FORM_COOKIE = "stringer", "stringer_form"
OPEN_TO_ALL = "open_to_all"
ROLE = "needed_role"
_TOUCH = 60.0
"""Seconds after which a session that is in use is noted again."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}

View = TypeVar("View", bound=Callable[..., Any])


def open_to_all(view: View) -> View:
    """A page for people who are not logged in."""
    setattr(view, OPEN_TO_ALL, True)
    return view


def needs(role: str) -> Callable[[View], View]:
    """A page for a role and those above it."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not me().may(role):
                abort(403, f"Your role is {me().role}; this takes an {role}.")
            return view(*args, **kwargs)

        setattr(guarded, ROLE, role)
        return cast("View", guarded)

    return decorate


def me() -> Person:
    """Who is logged in."""
    return cast("Session", g.session).person


def install(app: Flask, database: Database, hosts: set[str], *, secure: bool) -> None:
    """Put the guards before and behind every request of an application."""

    @app.before_request
    def guard() -> Any:
        host = request.host.partition(":")[0] if not request.host.startswith("[") else request.host
        if hosts and host.lower() not in hosts:
            abort(403, f"This desk does not answer for {host[:80]}.")
        g.session = None
        view = app.view_functions.get(request.endpoint or "")
        if view is None or request.endpoint == "static":
            return None
        token = request.cookies.get(COOKIE, "")
        with database.reading() as connection:
            found = people.session_of(connection, token)
        if found:
            g.session, seen = found
            if seen < time() - _TOUCH:
                with suppress(StringerError), database.writing() as connection:
                    people.touch(connection, token)  # who reads needs no room on the disk
        if request.method == "POST" and _from_elsewhere():
            abort(403, "This form was sent from another site.")
        if getattr(view, OPEN_TO_ALL, False):
            if request.method == "POST":
                _hold_token(request.cookies.get(FORM_COOKIE, ""))
            return None
        if g.session is None:
            if request.method == "POST" and request.endpoint in app.config["KEEPS_TEXT"]:
                return app.config["KEEPS_TEXT"][request.endpoint]()
            if request.method == "POST":
                abort(401, "You are logged out. Log in, and do it again.")
            return redirect(url_for("log_in", next=request.full_path.rstrip("?")))
        if request.method == "POST":
            _hold_token(g.session.csrf)
        return None

    @app.after_request
    def headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        if secure:
            response.headers["Strict-Transport-Security"] = "max-age=31536000"
        return response

    @app.context_processor
    def names() -> dict[str, Any]:
        session = g.get("session")
        return {"me": session.person if session else None, "csrf": form_token()}


def in_words(error: StringerError) -> str:
    """What went wrong, as a sentence on a page."""
    return " ".join(f"{f.where.capitalize()} {f.what} {f.advice}".strip() for f in error.faults)


def form_token() -> str:
    """The token that a form on this page must bear."""
    if session := g.get("session"):
        return str(session.csrf)
    if "form_token" not in g:
        g.form_token = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    return str(g.form_token)


def with_form_cookie(response: Response) -> Response:
    """A page with a form for somebody who is not logged in."""
    set_cookie(response, FORM_COOKIE, form_token())
    return response


def set_cookie(response: Response, name: str, value: str) -> None:
    """A cookie that no script can read and no other site can make a browser send."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=secure, path="/")


def _from_elsewhere() -> bool:
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return site not in ("same-origin", "none")


def _hold_token(expected: str) -> None:
    given = request.form.get("csrf", "") or request.headers.get("X-CSRF", "")
    if not expected or not compare_digest(given.encode(), expected.encode()):
        abort(403, "This form is too old. Go back, load the page again, and repeat it.")
