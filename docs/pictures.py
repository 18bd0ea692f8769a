"""Takes the pictures of ``desk.md``: ``python -m docs.pictures``, with Debian's chromium.

A desk of its own, on the release that is bundled, is filled, shown and thrown away.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from playwright.sync_api import Page, sync_playwright
from werkzeug.serving import make_server

from generator.config import find_project
from generator.desk import people
from generator.desk.checking import Checker
from generator.desk.database import open_database, sqlite_url
from generator.desk.intake import bring_in
from generator.desk.web import Desk, make_app

DOCS = Path(__file__).parent
PICTURES = DOCS / "images"
_RELEASE, _PLACE = "crime/2024-12", "Peterborough"


def take() -> None:
    """All pictures."""
    PICTURES.mkdir(exist_ok=True)
    with _desk() as address, sync_playwright() as made:
        program = shutil.which("chromium")
        browser = made.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(base_url=address, viewport={"width": 1100, "height": 700})
        page.goto("/")
        page.get_by_role("link", name=_RELEASE).wait_for()
        _shoot(page, "desk-releases")
        page.goto(f"/release/{_RELEASE}")
        _shoot(page, "desk-queue")
        page.goto(f"/release/{_RELEASE}?show=all&words={_PLACE}")
        page.locator("a.open").first.click()
        page.locator("a.claim", has_text=re.compile(r"\d%")).nth(1).click()
        _shoot(page, "desk-story")
        page.keyboard.press("Escape")
        block = page.locator(".block.paragraph", has_text=re.compile(r"\d%")).first
        block.get_by_text("Change", exact=True).click()
        words = page.get_by_role("textbox", name="Paragraph")
        words.fill(re.sub(r"\d+%", "53%", words.input_value(), count=1))
        page.locator(".live .problem").first.wait_for()
        _shoot(page, "desk-change")
        browser.close()


@contextmanager
def _desk() -> Iterator[str]:
    """The address of a desk at which an editor is logged in already."""
    project = find_project(DOCS.parent)
    with TemporaryDirectory() as folder:
        database, checker = (
            open_database(sqlite_url(Path(folder) / "desk.sqlite")),
            Checker(project),
        )
        with database.writing() as connection:
            password = secrets.token_urlsafe(16)
            people.add(connection, "Edith", password, "editor")
            token = people.log_in(connection, "Edith", password, "")
        bring_in(database, project, _RELEASE, checker=checker)
        app = make_app(Desk(project, database, checker))

        def logged_in(environ: dict[str, object], start: object) -> object:
            return app({**environ, "HTTP_COOKIE": f"stringer={token}"}, start)  # type: ignore[arg-type]

        server = make_server("127.0.0.1", 0, logged_in, threaded=True)  # type: ignore[arg-type]
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.port}"
        server.shutdown()
        database.engine.dispose()


def _shoot(page: Page, name: str) -> None:
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    take()
