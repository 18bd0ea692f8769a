"""Approved stories on their way out: Markdown, HTML, plain text and JSON, with checksums."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from time import time
from typing import IO, Any

import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from sqlalchemy import Connection, Row, select

from generator.desk import texts
from generator.desk.actions import RefusedError
from generator.desk.history import Entered, enter
from generator.desk.people import Person, name_of
from generator.desk.schema import release, story
from generator.model import Article, Block, Filing
from generator.writers.markdown import markdown
from generator.writers.text import filed

SCHEMA = "stringer/desk/1"
_IN_MEMORY = 32 * 2**20
_DATE = (1980, 1, 1, 0, 0, 0)
"""The date of all files in an archive, so that the same stories give the same bytes."""


def pack(connection: Connection, release_id: str, by: Person | None = None) -> IO[bytes]:
    """The approved stories of a release as an archive; its manifest comes last.

    Raises:
        RefusedError: the embargo has not passed, or nothing is approved.
    """
    row = connection.execute(select(release).where(release.c.id == release_id)).one_or_none()
    if row is None:
        raise RefusedError("There is no such release.")
    if row.embargo and row.embargo > time():
        when = datetime.fromtimestamp(row.embargo, UTC)
        raise RefusedError(f"Nothing leaves before {when:%H:%M} UTC on {when.day} {when:%B %Y}.")
    approved = (story.c.release_id == release_id) & (story.c.status == "approved")
    rows = list(connection.execute(select(story).where(approved).order_by(story.c.place_order)))
    if not rows:
        raise RefusedError("No story of this release is approved yet.")
    files: dict[str, Any] = {}
    packed = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115, the caller closes it
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for each in rows:
            for ending, content in _files(each, row):
                name = f"{each.stem}.{ending}"
                files[name] = {"sha256": sha256(content).hexdigest(), "bytes": len(content)}
                archive.writestr(_entry(name), content)
        manifest = {
            "schema": SCHEMA,
            "release": release_id,
            "edition": row.edition,
            "stories": [_listed(connection, r) for r in rows],
            "files": files,
        }
        archive.writestr(_entry("manifest.json"), _json(manifest))
    said = f"{len(rows)} {'story' if len(rows) == 1 else 'stories'}"
    who = "" if by else "command line"
    enter(connection, Entered("taken out", said, by, who, release=release_id))
    packed.seek(0)
    return packed


def _entry(name: str) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _DATE)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.external_attr = 0o644 << 16
    return made


def _json(data: Any) -> bytes:
    return orjson.dumps(data, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _listed(connection: Connection, row: Row[Any]) -> dict[str, Any]:
    return {
        "key": row.key,
        "stem": row.stem,
        "headline": row.headline,
        "version": row.version,
        "edited": row.edited,
        "approved_by": name_of(connection, row.decided_by),
        "approved": datetime.fromtimestamp(row.decided, UTC).isoformat(timespec="seconds"),
        "although": row.override,
    }


def _files(row: Row[Any], of: Row[Any]) -> Iterator[tuple[str, bytes]]:
    """The files of a story, by the ending of their names."""
    blocks = tuple(Block(kind, words) for kind, words in texts.words_of(row.text, row.draft))
    yield "md", markdown(Article(blocks)).encode()
    place = f"{row.name} ({row.draft['place']['code']})"
    yield "txt", filed(Filing(**row.draft["filing"]), place, of.title, blocks).encode()
    page = _pages().get_template("outgoing.html")
    yield (
        "html",
        page.render(
            blocks=blocks, headline=row.headline, language=of.language, chart=Markup(row.chart)
        ).encode(),
    )  # the chart is our own, made of escaped texts
    yield "json", _json(_story(row))


def _story(row: Row[Any]) -> dict[str, Any]:
    """The JSON of the draft with the copy as it was approved; changed paragraphs have no claims."""
    said = [p for p in texts.paragraphs(row.text, row.draft) if p.text]
    blocks = [
        {"kind": p.kind, "text": p.text, "claims": list(p.claims)} | ({"edited": True} if p.edited
        else {}) for p in said
    ]  # fmt: skip
    return {**row.draft, "headline": row.headline, "blocks": blocks, "edited": row.edited}


def _pages() -> Environment:
    return Environment(
        loader=PackageLoader("generator.desk.web", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
