"""Golden stories: texts that were accepted, and must read the same until somebody accepts others.

A newsroom keeps a few for each release, in ``tests/golden/BEAT/DATE``: one that shows each angle,
say, and those of places where much can go wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from pathlib import Path

from generator.checks.editions import Edition, Told
from generator.checks.sentences import sentences
from generator.config import Project
from generator.errors import fault
from generator.model import Article
from generator.pipeline import Prepared
from generator.wording import Wording
from generator.wording.texts import read_text


@dataclass(frozen=True, slots=True)
class Changed:
    """A golden story that is written otherwise now: its file, the first such line, and how."""

    file: str
    line: int
    message: str


def golden_folder(project: Project, release: str) -> Path:
    """Where the golden stories of a release lie."""
    return project.root / "tests" / "golden" / release


def goldens_in(folder: Path) -> dict[str, str]:
    """The stories that lie in a folder, by the stem of their files.

    Raises:
        StringerError: one of them is no text.
    """
    return {path.stem: _text(path) for path in sorted(folder.glob("*.md"))}


def goldens_of(project: Project, release: str) -> dict[str, str]:
    """The golden stories of a release, by the stem of their files."""
    return goldens_in(golden_folder(project, release))


def golden_edition(texts: Mapping[str, str], names: Mapping[str, str], wording: Wording) -> Edition:
    """Stories as they were accepted, or are printed, by stem; ``names`` are those of the places.

    What was a figure or a name in them cannot be told any more: nothing is masked.
    """
    return Edition(None, {s: _told(s, text, names, wording) for s, text in texts.items()})


def unmasked(edition: Edition, stems: Mapping[str, object]) -> Edition:
    """Some stories of an edition as if they were read from files, to be held against such."""
    stories = {}
    for told in edition.stories.values():
        if told.stem in stems:
            said = tuple(replace(s, mask=s.text, frame=s.text) for s in told.said)
            stories[told.stem] = replace(told, said=said)
    return Edition(edition.prepared, stories)


def compare_goldens(
    project: Project, prepared: Prepared, written: Mapping[str, str]
) -> Iterator[Changed]:
    """The golden stories that read otherwise now, or are gone; ``written`` are all, by stem."""
    release = prepared.release.id
    for stem, golden in goldens_of(project, release).items():
        file = (golden_folder(project, release) / f"{stem}.md").relative_to(project.root).as_posix()
        if stem not in written:
            what = "there is no such story now: its place is gone, has another name, or is held."
            yield Changed(file, 1, f"{what} See: stringer accept {release}.")
        elif written[stem] != golden:
            lines = zip_longest(golden.splitlines(), written[stem].splitlines(), fillvalue="")
            at, (was, is_) = next((n, pair) for n, pair in enumerate(lines, 1) if len({*pair}) > 1)
            what = f"it reads otherwise now: “{is_}”, and was “{was}”."
            yield Changed(file, at, f"{what} To accept it: stringer accept {release}.")


def _told(stem: str, text: str, names: Mapping[str, str], wording: Wording) -> Told:
    blocks = read_text(f"{stem}.md", text.encode()).blocks if text.strip() else ()
    return Told(names.get(stem, stem), stem, tuple(sentences(Article(blocks), wording)))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        what = f"cannot be read ({error})."
        raise fault(str(path), what, "Save it as UTF-8, or take it away.") from None
