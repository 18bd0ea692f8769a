"""A story as plain text, for a newsroom's system: how it is filed, then the copy."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model import Batch, Block, Draft, Filing

_LEADS = {"bullet": "• "}


def text(draft: Draft, batch: Batch) -> str:
    """The story as plain text."""
    place = f"{draft.name} ({draft.place.code})"
    return filed(draft.filing, place, batch.title, draft.article.blocks)


def filed(filing: Filing, place: str, release: str, blocks: Iterable[Block]) -> str:
    """How a story is filed, a line each where it is known, and its copy.

    Blocks are parted by blank lines, the bullets of one list are not.
    """
    head = {
        "Slug": filing.slug,
        "Titles": ", ".join(filing.titles),
        "Keywords": ", ".join(filing.keywords),
        "Topics": ", ".join(f"{name} ({code})" for code, name in filing.topics.items()),
        "Place": place,
        "Release": release,
    }
    out = [f"{name}: {value}" for name, value in head.items() if value]
    before = ""
    for block in blocks:
        if not (block.kind == before == "bullet"):
            out.append("")
        out.append(_LEADS.get(block.kind, "") + block.text)
        before = block.kind
    return "\n".join(out) + "\n"
