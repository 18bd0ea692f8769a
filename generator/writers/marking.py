"""The text of a block as HTML: each claim a link to the note on what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markupsafe import Markup, escape

from generator.writers.notes import note, shown

Json = Mapping[str, Any]


def marked(text: str, claims: Sequence[Json], grounds: Sequence[Json], met: set[int]) -> Markup:
    """The text, its claims marked.

    A claim that holds others is a span around them, and its own words are links as well. ``met``
    are the grounds whose first claim has been marked: that one has the anchor to come back to.
    """

    def link(words: str, number: int, *, claim: bool) -> str:
        first = f' id="c{number}"' if number not in met else ""
        met.add(number)
        kind = f' data-ground="{number}" data-kind="{grounds[number]["kind"]}"' if claim else ""
        return f'<a class="claim"{first}{kind} href="#g{number}">{escape(words)}</a>'

    def pieces(start: int, end: int, inside: Sequence[Json], whole: int | None) -> Iterator[str]:
        """The text between two characters, its claims marked; the rest belongs to ``whole``."""
        at = start
        for position, claim in enumerate(inside):
            begins, ends, number = claim["start"], claim["end"], claim["ground"]
            if begins < at:
                continue  # it lies in the one before
            if words := text[at:begins]:
                yield str(escape(words)) if whole is None else link(words, whole, claim=False)
            within = [c for c in inside[position + 1 :] if c["start"] < ends]
            if within:
                kind = grounds[number]["kind"]
                parts = "".join(pieces(begins, ends, within, number))
                yield f'<span data-ground="{number}" data-kind="{kind}">{parts}</span>'
            else:
                yield link(text[begins:ends], number, claim=True)
            at = ends
        if words := text[at:end]:
            yield str(escape(words)) if whole is None else link(words, whole, claim=False)

    return Markup("".join(pieces(0, len(text), claims, None)))


def notes(story: Json) -> Iterator[Markup]:
    """The notes that claims link to, one a ground."""
    for number, ground in enumerate(story["grounds"]):
        title, lines = note(story, ground)
        data = "".join(f' data-{k}="{escape(v)}"' for k, v in _data(story, ground).items())
        yield Markup(
            f'<div class="note" id="g{number}" role="note" tabindex="-1"{data}>'
            f"<p><b>{escape(title)}</b></p>"
            f"{''.join(f'<p>{escape(line)}</p>' for line in lines)}"
            f'<p><a href="#c{number}">Back to the text</a></p></div>'
        )


def _data(story: Json, ground: Json) -> dict[str, str]:
    """What a program can read of a ground: the same as in the JSON of the story."""
    if "finding" not in ground:
        given = {**ground, "cells": " | ".join(ground.get("cells", ()))}
        return {k: shown(v) if k == "value" else str(v) for k, v in given.items() if v != ""}
    finding = story["findings"][ground["finding"]]
    quantity = finding["quantities"][ground["quantity"]]
    data = {"place": finding["place"], "measure": finding["measure"], **ground}
    del data["finding"]
    data |= {"value": shown(quantity["value"]), "cells": " | ".join(quantity["cells"])}
    for name in ("operation", "published", "source"):
        data[name] = quantity.get(name, "")
    for name in ("among", "caveats"):
        data[name] = " | ".join(quantity.get(name, ()))
    return {k: str(v) for k, v in data.items() if v not in ("", None)}
