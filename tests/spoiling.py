"""Copies of the project for tests to spoil: its files, and cells of its workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook

from generator.cli import main
from tests.conftest import ROOT

RELEASE = Path("releases/crime/2024-12")


def copy_project(to: Path) -> Path:
    """A project of one's own: configuration, templates and releases."""
    for name in ("config", "templates", "releases"):
        shutil.copytree(ROOT / name, to / name)
    return to


def spoil(project: Path, name: str, *changes: tuple[str, str]) -> None:
    """Replace text in a file of the project; each text must stand in it."""
    path = project / name
    content = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert content.count(old) >= 1, f"{name} has no {old!r}"
        content = content.replace(old, new, 1)
    path.write_text(content, encoding="utf-8")


def spoil_workbook(project: Path, change: Callable[[Workbook], object]) -> None:
    """Change the workbook of the release."""
    path = project / RELEASE / "workbook.xlsx"
    book = load_workbook(path)
    change(book)
    book.save(path)


def run(project: Path, *arguments: str) -> Result:
    """``stringer`` in a project; nothing of its own making may reach the user as a traceback."""
    result = CliRunner().invoke(main, ["--project", str(project), *arguments])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def lines(result: Result) -> list[str]:
    """What was said on standard error, without the name of the program."""
    return [line.removeprefix("stringer: ") for line in result.stderr.splitlines()]
