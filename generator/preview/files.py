"""The files that stories rest on: whether one of them was saved, and copies of all of them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from generator.config import Project

Signature = Mapping[str, tuple[int, int]]
"""When each file was saved and how long it is, by its path in the project."""

_WORDS = ("rules.yml", "angles.yml", "wording.yml", "forms.yml", "called.yml")
"""Files that decide what is said of figures, not what the figures are."""


def signature(project: Project, release: str) -> Signature:
    """The files that the stories of a release rest on, as they are now."""
    found = {}
    for path in _files(project, release):
        try:
            stat = path.stat()
        except OSError:
            continue  # it was taken away a moment ago
        found[path.relative_to(project.root).as_posix()] = stat.st_mtime_ns, stat.st_size
    return found


def changed(old: Signature, new: Signature) -> set[str]:
    """The files that were saved, added or taken away."""
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def only_templates(names: set[str]) -> bool:
    """Whether templates alone are among some files."""
    return all(name.startswith("templates/") for name in names)


def only_words(names: set[str], beat: str) -> bool:
    """Whether the figures of a release stay as they were read when some files change."""
    known = {f"config/{beat}/{name}" for name in _WORDS} | {"config/wording.yml"}
    return only_templates({name for name in names if name not in known})


def copied(project: Project, release: str, into: Path) -> Project:
    """The project as it is now, in a folder of its own: what is saved later does not reach it."""
    for path in _files(project, release):
        to = into / path.relative_to(project.root)
        to.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(path, to)
        except FileNotFoundError:
            continue
    return Project(into)


def _files(project: Project, release: str) -> Iterator[Path]:
    """Configuration, the templates of the beat, and all that lies beside the release."""
    root, beat = project.root, release.partition("/")[0]
    yield from root.glob("config/**/*.yml")
    yield from (root / "templates" / beat).glob("**/*.j2")
    for path in (root / "releases" / release).glob("*"):
        if path.is_file() and not path.name.startswith((".", "~")):
            yield path
