"""What a release says beside its figures, and what it could say: notes, lines, replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.config import Release
from generator.config.schema import Insert, NationalLine, ReleaseNote
from generator.errors import Fault, StringerError
from generator.pipeline import Prepared, typed_otherwise
from generator.words.names import listed


@dataclass(frozen=True, slots=True)
class Context:
    """A release with other notes, lines and inserts, ready to write; ``typed`` is whether it says
    something of the nation's figures.
    """

    name: str
    prepared: Prepared
    typed: bool = True


def contexts_of(prepared: Prepared) -> list[Context]:
    """The release as it is, with nothing typed in it, and with one of everything for all places.

    What no template of the beat prints is left out of the last.
    """
    bare = typed_otherwise(prepared, _bare(prepared.release))
    unprinted = _unprinted(prepared)
    full = typed_otherwise(prepared, _full(prepared, [p for p in _PARTS if p not in unprinted]))
    return [
        Context("as typed", prepared),
        Context("nothing typed", bare, typed=False),
        Context("everything typed", full),
    ]


def untold(prepared: Prepared) -> tuple[Fault, ...]:
    """What may be typed in a release of the beat and no template prints, as one fault."""
    unprinted = _unprinted(prepared)
    if not unprinted:
        return ()
    name = prepared.beat.name
    article = next(iter(prepared.beat.angles.angles.values())).article
    called, loops = (listed([_PARTS[p][at] for p in unprinted], "and") for at in (0, 1))
    what = f"no template of {name} prints {called}. No release has that yet: it was supposed."
    advice = f"Loop over {loops}, as docs/beats.md shows."
    return (Fault(f"templates/{name}/{article}", what, advice),)


def _unprinted(prepared: Prepared) -> list[str]:
    """What of all that can be typed has no place in the templates."""

    def printed(part: str) -> bool:
        try:
            typed_otherwise(prepared, _full(prepared, [part]))
        except StringerError:
            return False
        return True

    try:
        typed_otherwise(prepared, _full(prepared, list(_PARTS)))
    except StringerError:
        return [part for part in _PARTS if not printed(part)]
    return []


def _bare(release: Release) -> Release:
    kept: dict[str, object] = {"nation": [], "notes": [], "inserts": []}
    return replace(release, file=release.file.model_copy(update=kept))


_PARTS = {
    "nation": ("a sentence on the nation", "nation.lines"),
    "notes": ("a note in the story", "notes"),
    "footnotes": ("a note at its foot", "footnotes"),
    "replies": ("a reply", "replies"),
    "paragraphs": ("a paragraph of the newsroom’s own", "paragraphs"),
}
"""What can be typed: what it is called, and the list that templates have it in."""


def _full(prepared: Prepared, parts: Sequence[str]) -> Release:
    """What can be typed, for every place; texts in quotation marks, which bind nobody."""
    file, beat = prepared.release.file, prepared.beat
    levels, codes = list(beat.file.levels), [prepared.places[i].code for i in prepared.tellable]
    by, title = file.publisher, file.title
    line = NationalLine.model_validate({"for": list(beat.file.measures), "text": f"“{title}.”"})
    note = ReleaseNote(note="1", levels=levels, text=f"“{by}, {title}.”")
    foot = ReleaseNote(note="2", levels=levels, text=f"“{by}: {title}.”", at="foot")
    reply = Insert(places=codes, reply=f"{title}.", by=by, date="2000-01-01")
    text = Insert(places=codes, paragraph=f"“{by}; {title}.”", by=by, date="2000-01-01")
    more: dict[str, list[Any]] = {
        "nation": [*file.nation, *([line] if "nation" in parts else ())],
        "notes": [
            *file.notes,
            *([note] if "notes" in parts else ()),
            *([foot] if "footnotes" in parts else ()),
        ],
        "inserts": [
            *file.inserts,
            *([reply] if "replies" in parts else ()),
            *([text] if "paragraphs" in parts else ()),
        ],
    }
    return replace(prepared.release, file=file.model_copy(update=more))
