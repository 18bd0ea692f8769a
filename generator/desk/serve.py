"""The desk's server."""

from __future__ import annotations

import errno
import logging
from collections.abc import Callable
from threading import Thread
from urllib.parse import urlsplit

from waitress.server import create_server  # type: ignore[import-untyped]

from generator.config import Project
from generator.desk import people, stories
from generator.desk.checking import Checker
from generator.desk.database import Database
from generator.desk.web import Desk, make_app
from generator.errors import StringerError, fault

logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # a queue is no fault
_LOCAL = ("127.0.0.1", "localhost", "::1")


def serve(
    project: Project, database: Database, host: str, port: int, address: str,
    ready: Callable[[str], object],
) -> None:  # fmt: skip
    """Answer until the program is interrupted.

    ``address`` is where people reach it, if that is not here: the address of a proxy.
    ``ready`` is called with the address to open; where nobody may log in yet, with the code that
    lets the first person in.

    Raises:
        StringerError: the port is taken, or an address is none.
    """
    parts = urlsplit(address)
    if address and not (parts.scheme in ("http", "https") and parts.hostname):
        what = "is no address that people could open."
        raise fault(f"--address {address}", what, "Say it whole: https://desk.example.org.")
    hosts = {*_LOCAL, host, *([parts.hostname] if parts.hostname else [])}
    checker = Checker(project)
    desk = Desk(project, database, checker, frozenset(hosts), parts.scheme == "https")
    try:
        server = create_server(make_app(desk), host=host, port=port, threads=8, ident=None)
    except OSError as error:
        raise _refused(error, host, port) from None
    except ValueError:  # of waitress, where a name is nobody's
        raise fault(f"--host {host}", "is no address of this machine.", "Try 127.0.0.1.") from None
    Thread(target=_warm, args=(database, checker), daemon=True).start()
    here = address.rstrip("/") or f"http://{host}:{server.effective_port}"
    with database.reading() as connection:
        nobody = not people.everybody(connection)
    ready(f"{here}/welcome?code={desk.code}" if nobody else f"{here}/")
    try:
        server.run()
    finally:
        server.close()


def _warm(database: Database, checker: Checker) -> None:
    """Read the releases, so that the first check of a changed paragraph need not wait."""
    with database.reading() as connection:
        waiting = [o.row for o in stories.overviews(connection) if o.open]
    for row in waiting:
        checker.load(row.id, row.edition)


def _refused(error: OSError, host: str, port: int) -> StringerError:
    if error.errno == errno.EADDRINUSE:
        advice = f"Try another: --port {port + 1 if port < 65535 else 0}."
        return fault(f"--port {port}", "is taken by another program.", advice)
    return fault(f"--host {host}", f"cannot be used ({error.strerror}).", "Try 127.0.0.1.")
