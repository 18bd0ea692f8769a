"""The application: what it knows, and the rooms that its pages are in."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from flask import Flask, render_template, request
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.middleware.proxy_fix import ProxyFix

from generator.config import Project
from generator.desk.actions import STATUSES, RefusedError
from generator.desk.checking import Checker
from generator.desk.database import Database
from generator.desk.web import account, guard, past, queue, releases, story, wordings
from generator.desk.web.guard import in_words
from generator.errors import StringerError

_MOST = 4 * 2**20
"""Bytes of a form: a long text is refused with its words kept, not by the server."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages rest on.

    ``hosts`` are the names that the desk answers to, none for any; ``behind_tls`` whether a proxy
    in front of it speaks TLS; ``code`` lets the first person in.
    """

    project: Project
    database: Database
    checker: Checker
    hosts: frozenset[str] = frozenset()
    behind_tls: bool = False
    code: str = field(default_factory=lambda: secrets.token_urlsafe(16))


def make_app(desk: Desk) -> Flask:
    """The application that answers for a desk."""
    app = Flask("generator.desk.web", template_folder="pages", static_folder="static")
    app.secret_key = secrets.token_bytes(32)  # for messages to the next page alone
    app.config.update(
        MAX_CONTENT_LENGTH=_MOST,
        MAX_FORM_MEMORY_SIZE=_MOST,
        SESSION_COOKIE_NAME="stringer_said",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=desk.behind_tls,
        KEEPS_TEXT={},
    )
    if desk.behind_tls:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_proto=1, x_host=1)  # type: ignore[method-assign]
    app.extensions["desk"] = desk
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["status_names"] = STATUSES
    app.jinja_env.filters.update(clock=clock, moment=moment, for_input=for_input)
    guard.install(app, desk.database, set(desk.hosts), secure=desk.behind_tls)
    for room in (account, releases, queue, story, wordings, past):
        room.register(app, desk)
    app.register_error_handler(RefusedError, _refused)
    app.register_error_handler(StringerError, _unwritten)
    app.register_error_handler(OperationalError, _unreachable)
    app.register_error_handler(HTTPException, _failed)
    return app


def clock(seconds: float | None) -> str:
    """A time for a person: ``24 April 2025, 09:30 UTC``."""
    if seconds is None:
        return ""
    when = datetime.fromtimestamp(seconds, UTC)
    return f"{when.day} {when:%B %Y, %H:%M} UTC"


def moment(seconds: float | None) -> Markup:
    """A time with what a machine reads of it."""
    if seconds is None:
        return Markup("")
    iso = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(iso, clock(seconds))


def for_input(seconds: float | None) -> str:
    """A time as a field of a form has it."""
    return "" if seconds is None else f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%dT%H:%M}"


def _refused(error: RefusedError) -> Any:
    return _told(str(error), 409)


def _unwritten(error: StringerError) -> Any:
    return _told(in_words(error), 503)


def _unreachable(_: OperationalError) -> Any:
    return _told("The database does not answer. Try again in a moment.", 503)


def _failed(error: HTTPException) -> Any:
    if request.path.startswith("/static/"):
        return error
    said = error.description or error.name
    if error.code == 404:
        said = "There is no such page, or it is gone."
    if error.code == 413:
        said = "That is more than 4 MB. Nothing was changed; go back and send less."
    return _told(said, error.code or 500)


def _told(said: str, status: int) -> Any:
    if request.headers.get("Accept", "") == "application/json":
        return {"error": said}, status
    return render_template("refused.html", said=said), status
