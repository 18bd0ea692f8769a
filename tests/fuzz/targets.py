"""What is fuzzed: each takes any bytes, and may refuse them, but never fail in another way."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator import pipeline
from generator.config import Project
from generator.config.document import read_document
from generator.errors import StringerError
from generator.factcheck import Reader
from generator.pipeline import Prepared
from generator.sheets.formats import read_file
from generator.sheets.limits import RefusedError
from generator.wording import load_wording
from generator.wording.texts import read_text
from tests.conftest import ROOT

RELEASE = "crime/2021-09"
PLACE = "E22000017"


@cache
def prepared() -> Prepared:
    """A small release, made ready once."""
    return pipeline.prepare(Project(ROOT), RELEASE)


@cache
def reader() -> Reader:
    return pipeline.second_reader(prepared())


def workbooks(data: bytes) -> None:
    """The reader of files, by each ending."""
    for ending in ("csv", "xlsx", "ods", "xls"):
        _file(f"figures.{ending}", data)


def _file(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read_file(path)
        except RefusedError:
            return


def yaml(data: bytes) -> None:
    """The loader of YAML."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "release.yml"
        path.write_bytes(data)
        try:
            read_document(path)
        except StringerError:
            return


def second_reader(data: bytes) -> None:
    """The second reader, on any text."""
    for ending in ("md", "txt"):
        try:
            text = read_text(f"story.{ending}", data)
        except StringerError:
            continue
        reader().problems(text.blocks, PLACE)


def linter(data: bytes) -> None:
    """The rules of wording, on any text in any format."""
    rules = load_wording(Project(ROOT), "crime")
    for ending in ("md", "txt", "html", "json", "j2"):
        try:
            text = read_text(f"story.{ending}", data, "crime")
        except StringerError:
            continue
        list(rules.breaches(rules.story(text.blocks)))


TARGETS: dict[str, Callable[[bytes], None]] = {
    f.__name__: f for f in (workbooks, yaml, second_reader, linter)
}
