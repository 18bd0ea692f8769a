"""A story as plain text, for a newsroom's system: how it is filed, then the copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model import Batch, Block, Draft

_LEADS = {"bullet": "• "}


def text(draft: Draft, batch: Batch) -> str:
    """The story; blocks are parted by blank lines, the bullets of one list are not."""
    filing = draft.filing
    head = {
        "Slug": filing.slug,
        "Titles": ", ".join(filing.titles),
        "Keywords": ", ".join(filing.keywords),
        "Topics": ", ".join(f"{name} ({code})" for code, name in filing.topics.items()),
        "Place": f"{draft.name} ({draft.place.code})",
        "Release": batch.title,
    }
    return laid_out(head, draft.article.blocks)


def laid_out(head: Mapping[str, str], blocks: Iterable[Block]) -> str:
    """What stands over a story, a line each where it is known, and its copy."""
    out = [f"{name}: {value}" for name, value in head.items() if value]
    before = ""
    for block in blocks:
        if not (block.kind == before == "bullet"):
            out.append("")
        out.append(_LEADS.get(block.kind, "") + block.text)
        before = block.kind
    return "\n".join(out) + "\n"
