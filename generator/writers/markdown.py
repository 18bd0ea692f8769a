"""A story as Markdown."""

from __future__ import annotations

import re

from generator.model import Article

_SPECIAL = re.compile(r"([\\`*_\[\]<>])")
_LEADS = {
    "notice": "> ",
    "headline": "# ",
    "bullet": "- ",
    "paragraph": "",
    "context": "",
    "note": "",
}


def markdown(article: Article) -> str:
    """The story; bullets in one list, notes in italics at the end, under a rule."""
    out: list[str] = []
    before = ""
    for block in article.blocks:
        text = _SPECIAL.sub(r"\\\1", block.text)
        if block.kind == "note":
            out.append("---\n" if before != "note" else "")
            text = f"*{text}*"
        elif before == "bullet" and block.kind != "bullet":
            out.append("")
        out.append(_LEADS[block.kind] + text)
        if block.kind != "bullet":
            out.append("")
        before = block.kind
    return "\n".join(out).rstrip() + "\n"
