"""What a release says beside its figures, and what it could say: notes, lines, replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.config import Release
from generator.config.schema import Insert, NationalLine, ReleaseNote
from generator.errors import Fault, StringerError
from generator.pipeline import Prepared, typed_otherwise


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
    full = _typed(prepared, _PARTS)
    if not isinstance(full, Prepared):
        printed = [p for p in _PARTS if isinstance(_typed(prepared, [p]), Prepared)]
        full = typed_otherwise(prepared, _full(prepared, printed))
    return [
        Context("as typed", prepared),
        Context("nothing typed", bare, typed=False),
        Context("everything typed", full),
    ]


def untold(prepared: Prepared) -> tuple[Fault, ...]:
    """What may be typed in a release of the beat and no template prints."""
    full = _typed(prepared, _PARTS)
    return () if isinstance(full, Prepared) else full


def _typed(prepared: Prepared, parts: Sequence[str]) -> Prepared | tuple[Fault, ...]:
    """The release with some parts typed for every place; or what is printed nowhere."""
    try:
        return typed_otherwise(prepared, _full(prepared, parts))
    except StringerError as error:
        return error.faults


def _bare(release: Release) -> Release:
    kept: dict[str, object] = {"nation": [], "notes": [], "inserts": []}
    return replace(release, file=release.file.model_copy(update=kept))


_PARTS: Sequence[str] = ("nation", "notes", "footnotes", "replies", "paragraphs")


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
