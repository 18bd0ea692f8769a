"""What `stringer read` says of a file: whether it stops, which places are held, and why."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.book import Book
from tests.conftest import ROOT
from tests.hostile import HOSTILE
from tests.spoiled import SPOILED
from tests.spoiling import RELEASE, lines, run

PAGE = ROOT / "docs" / "bad-input.md"
_MOST = 3
# What a parser says differs from one version of it to the next.
_PARSER = re.compile(r"(damaged|can be read) \(.*?\)\.(?= [FS])")


class Outcome(NamedTuple):
    """Exit status, and the first lines that tell what is wrong; nothing where nothing is."""

    status: int
    said: tuple[str, ...]

    @property
    def row(self) -> str:
        """For the table of the documentation."""
        what = {0: "read", 1: "held", 2: "stops"}[self.status]
        said = "<br>".join(line.replace("|", "\\|") for line in self.said) or "–"
        said = _PARSER.sub(r"\1 (…).", said)
        return f"{what} | {said}"


def project_with(folder: Path, change: Callable[[Book], None] | None = None) -> Path:
    """A project whose release can be spoiled; configuration and templates are the bundled ones."""
    project = folder / "project"
    (project / RELEASE).mkdir(parents=True)
    for name in ("config", "templates"):
        (project / name).symlink_to(ROOT / name)
    for name in ("release.yml", "workbook.xlsx"):
        shutil.copy(ROOT / RELEASE / name, project / RELEASE / name)
    if change:
        book = Book(project / RELEASE / "workbook.xlsx")
        change(book)
        book.save()
    return project


def of_hostile(name: str) -> Outcome:
    """What becomes of a hostile file in the place of the workbook."""
    with TemporaryDirectory() as folder:
        project = project_with(Path(folder))
        path = HOSTILE[name](project / RELEASE)
        (project / RELEASE / "workbook.xlsx").unlink(missing_ok=True)
        release = project / RELEASE / "release.yml"
        text = release.read_text().replace("file: workbook.xlsx", f"file: {path.name}")
        release.write_text(text)
        return outcome(project)


def outcome(project: Path) -> Outcome:
    """What reading the project's release comes to."""
    result = run(project, "read", "crime/2024-12")
    if result.exit_code == 2 and result.stderr:
        said = [line.replace(f"{project / RELEASE}/", "") for line in lines(result)]
    else:
        said = _told(result.stdout)
    more = [f"and {len(said) - _MOST} more"] if len(said) > _MOST else []
    return Outcome(result.exit_code, (*said[:_MOST], *more))


def _told(text: str) -> list[str]:
    """The remarks and doubts among what was printed, and new columns."""
    said, heard = [], False
    for line in text.splitlines():
        if not line.startswith("  "):
            heard = line.startswith(("Remarks", "In doubt", "Columns"))
        elif heard:
            said.append(line.strip())
    return said


def of_spoiled(name: str) -> Outcome:
    """What becomes of the bundled workbook, spoiled in one way."""
    with TemporaryDirectory() as folder:
        return outcome(project_with(Path(folder), SPOILED[name]))


def title(name: str) -> str:
    """``a_count_is_off`` → ``a count is off``."""
    return name.replace("_", " ")


def rows(page: str) -> Mapping[str, str]:
    """What stands in the tables of the documentation: title → the rest of the row."""
    found = re.findall(r"^\| ([^|]+?) \| (.+) \|$", page, re.MULTILINE)
    return dict(found)


def page() -> str:
    """The documentation of bad input, from what the program says now."""
    return "\n".join(
        [
            _INTRODUCTION.strip(),
            *_table("Editions that are wrong", SPOILED, of_spoiled),
            *_table("Hostile files", HOSTILE, of_hostile),
            "",
        ]
    )


def _table(heading: str, names: Iterable[str], found: Callable[[str], Outcome]) -> list[str]:
    rows = [f"| {title(name)} | {found(name).row} |" for name in names]
    return ["", f"## {heading}", "", "| what | it is | what is said |", "|---|---|---|", *rows]


_INTRODUCTION = """
# What bad input is answered with

Each row is the bundled release, spoiled in one way, and what `stringer read` says of it. A release
that **stops** writes nothing; of one that is **held**, the places named get no story, with the
reason in `report.json`, and the rest go on; one that is **read** goes on, with a remark where there
is something to know. Peterborough is row 26 of the local tables, of which C2 and C5 hold counts, C3
changes and C4 rates.

`make docs` writes this page, and a test holds every row to what is said.
"""


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
