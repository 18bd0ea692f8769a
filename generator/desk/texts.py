"""The copy of a story: paragraphs of its draft, and those that people changed.

A copy is a list of entries. One that nobody touched names its paragraph of the draft alone
(``{"draft": 3}``). One that a person changed holds their words, and what the draft said when they
did: ``{"draft": 3, "kind": "paragraph", "text": …, "was": …, "by": …, "at": …}``. When the story is
drafted anew and that paragraph reads otherwise, ``now`` is what the new draft says there, and the
person's words stay until somebody chooses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

Json = Mapping[str, Any]
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as it stands: its position in the copy, its kind, its words.

    ``claims`` are those of its draft, where nobody changed it. ``was`` is what the draft said when
    ``by`` changed it, ``now`` what a newer draft says, where that is something else; "" where it
    has no such paragraph any more.
    """

    at: int
    kind: str
    text: str
    claims: Sequence[Json] = ()
    edited: bool = False
    was: str = ""
    by: str = ""
    when: float = 0
    now: str | None = None


def fresh(draft: Json) -> list[Entry]:
    """The copy of a draft that nobody changed."""
    return [{"draft": position} for position in range(len(draft["blocks"]))]


def paragraphs(text: Sequence[Json], draft: Json) -> list[Paragraph]:
    """The copy, paragraph by paragraph; those that were emptied are left in, with no words."""
    return [_paragraph(at, entry, draft) for at, entry in enumerate(text)]


def _paragraph(at: int, entry: Json, draft: Json) -> Paragraph:
    if "text" not in entry:
        block = draft["blocks"][entry["draft"]]
        return Paragraph(at, block["kind"], block["text"], block["claims"])
    return Paragraph(
        at, entry["kind"], entry["text"], edited=True,
        was=entry["was"], by=entry["by"], when=entry["at"], now=entry.get("now"),
    )  # fmt: skip


def headline(text: Sequence[Json], draft: Json) -> str:
    """The headline as it stands."""
    return next((p.text for p in paragraphs(text, draft) if p.kind == "headline"), "")


def changed(text: Sequence[Json], draft: Json, at: int, words: str, by: str, when: float) -> list[
    Entry
]:  # fmt: skip
    """The copy with other words for one paragraph; its draft's own words take the change back."""
    entry = text[at]
    before = _paragraph(at, entry, draft)
    was = entry.get("was", before.text)
    new: Entry = {"draft": entry.get("draft"), "kind": before.kind, "text": words}
    new |= {"was": was, "by": by, "at": when}
    if new["draft"] is not None and words == draft["blocks"][new["draft"]]["text"]:
        new = {"draft": new["draft"]}
    return [*text[:at], new, *text[at + 1 :]]  # type: ignore[list-item]


def settled(text: Sequence[Json], at: int, *, keep: bool) -> list[Entry]:
    """The copy where a person's paragraph met a new draft: theirs is kept, or the draft taken."""
    entry = dict(text[at])
    now = entry.pop("now")
    if not keep:
        new = [{"draft": entry["draft"]}] if entry["draft"] is not None else []
        return [*text[:at], *new, *text[at + 1 :]]  # type: ignore[list-item]
    return [*text[:at], {**entry, "was": now}, *text[at + 1 :]]  # type: ignore[list-item]


def merged(text: Sequence[Json], old: Json, new: Json) -> list[Entry]:
    """The copy after a story was drafted anew: what nobody changed follows the new draft.

    What a person changed stays; where its paragraph reads otherwise now, both stand side by side.
    """
    place = _places([b["text"] for b in old["blocks"]], [b["text"] for b in new["blocks"]])
    mine = {e["draft"]: e for e in text if "text" in e and e["draft"] is not None}
    orphans = [e for e in text if "text" in e and e["draft"] is None]
    taken = {place[at]: entry for at, entry in mine.items() if place[at] is not None}
    out: list[Entry] = []
    for position, block in enumerate(new["blocks"]):
        out.append(_met(taken[position], position, block["text"]) if position in taken
                   else {"draft": position})  # fmt: skip
    gone = [e for at, e in mine.items() if place[at] is None]
    lost = [_met(e, None, "") for e in (*gone, *orphans)]
    notes = next(
        (n for n, e in enumerate(out) if new["blocks"][e["draft"]]["kind"] == "note"), len(out)
    )
    return [*out[:notes], *lost, *out[notes:]]


def _met(entry: Json, position: int | None, now: str) -> Entry:
    """A person's paragraph beside what the new draft says in its place."""
    kept = {k: v for k, v in entry.items() if k != "now"}
    kept["draft"] = position
    if position is not None and now == entry["text"]:
        return {"draft": position}
    return kept if now == entry["was"] and position is not None else {**kept, "now": now}


def _places(old: Sequence[str], new: Sequence[str]) -> dict[int, int | None]:
    """Where each paragraph of a draft stands in the next; None where it is gone."""
    found: dict[int, int | None] = dict.fromkeys(range(len(old)))
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for what, a, a_end, b, b_end in matcher.get_opcodes():
        if what in ("equal", "replace"):
            found.update(zip(range(a, a_end), range(b, b_end), strict=False))
    return found


def clashes(text: Sequence[Json]) -> int:
    """How many paragraphs wait for somebody to choose between a person's words and a new draft."""
    return sum("now" in entry for entry in text)


def is_edited(text: Sequence[Json]) -> bool:
    """Whether a person changed any paragraph."""
    return any("text" in entry for entry in text)


def words_of(text: Sequence[Json], draft: Json) -> Iterator[tuple[str, str]]:
    """Kind and words of each paragraph that has any."""
    for paragraph in paragraphs(text, draft):
        if paragraph.text:
            yield paragraph.kind, paragraph.text
