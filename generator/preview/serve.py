"""The page's server: on this machine alone, and nothing that it answers changes anything."""

from __future__ import annotations

import errno
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread
from typing import Any

from flask import Flask, Response, abort, jsonify, render_template, request
from waitress.server import create_server  # type: ignore[import-untyped]

from generator.config import Project
from generator.errors import StringerError, fault
from generator.preview import shown
from generator.preview.board import Board
from generator.preview.follow import follow
from generator.writers.layout import layout

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_WAIT = 20.0
"""Seconds after which a page that waits for news is told that there are none."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def serve(
    project: Project, release: str, since: str, port: int, ready: Callable[[str], object]
) -> None:
    """Show a release on a page until the program is interrupted, and return then.

    ``ready`` is called with the page's address. Port 0 is any that is free.

    Raises:
        StringerError: the port is taken, or there is no such state as ``since`` names.
    """
    board = Board()
    server = _server(make_app(board, release, since), port)
    Thread(target=server.run, daemon=True).start()
    try:
        with _interruptible(board):
            ready(f"http://{HOST}:{server.effective_port}/")
            follow(project, release, since, board)
    finally:
        board.close()
        server.close()


@contextmanager
def _interruptible(board: Board) -> Iterator[None]:
    """Ctrl-C closes the board, and ends what is being done.

    The exception alone might not do: one that is raised in the callback of a library is lost.
    """

    def end(_number: int, _frame: object) -> None:
        board.close()
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGINT, end)
    try:
        with suppress(KeyboardInterrupt):
            yield
    finally:
        signal.signal(signal.SIGINT, before)


def make_app(board: Board, release: str, since: str) -> Flask:
    """The application that answers for a board."""
    app = Flask("generator.preview", template_folder="pages", static_folder="static")
    app.before_request(_refuse_others)
    app.after_request(_with_headers)

    @app.get("/")
    def page() -> str:
        return render_template("preview.html", release=release, since=since)

    @app.get("/state")
    def state() -> Response:
        known = request.args.get("since", -1, type=int)
        return jsonify(shown.record(board.other_than(known, _WAIT), release, since))

    @app.get("/story/<key>")
    def story(key: str) -> str:
        found = shown.story(board.state, key)
        if found is None:
            abort(404)
        return render_template("story.html", story=found)

    @app.get("/shared.css")
    def shared() -> Response:
        return Response(layout("changes.css").render(), mimetype="text/css")

    return app


def _refuse_others() -> None:
    """A page of another site may name this machine as its own, and would be told all."""
    name = request.host.rpartition(":")[0] or request.host
    if name not in _NAMES:
        abort(403)


def _with_headers(response: Response) -> Response:
    response.headers.update(_HEADERS)
    return response


def _server(app: Flask, port: int) -> Any:
    try:
        return create_server(app, host=HOST, port=port, threads=8, ident=None)
    except OSError as error:
        raise _refused(error, port) from None


def _refused(error: OSError, port: int) -> StringerError:
    if error.errno == errno.EADDRINUSE:
        advice = f"Try another: --port {port + 1 if port < 65535 else 0}."
        return fault(f"--port {port}", "is taken by another program.", advice)
    return fault(f"--port {port}", f"cannot be used ({error.strerror}).", "Try --port 8642.")
