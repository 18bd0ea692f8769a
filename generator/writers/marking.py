"""The text of a block as HTML: each claim a link to the note on what stands behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any

from markupsafe import Markup

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
                yield escape(words) if whole is None else link(words, whole, claim=False)
            behind = inside[position + 1 : position + 2]
            if behind and behind[0]["start"] < ends:
                within = [c for c in inside[position + 1 :] if c["start"] < ends]
                kind = grounds[number]["kind"]
                parts = "".join(pieces(begins, ends, within, number))
                yield f'<span data-ground="{number}" data-kind="{kind}">{parts}</span>'
            else:
                yield link(text[begins:ends], number, claim=True)
            at = ends
        if words := text[at:end]:
            yield escape(words) if whole is None else link(words, whole, claim=False)

    return Markup("".join(pieces(0, len(text), claims, None)))


def notes(story: Json, around: Sequence[Markup] = ()) -> Markup:
    """The notes that claims link to, one a ground; ``around`` is what else to say of a finding."""
    more = {n: around[g["finding"]] for n, g in enumerate(story["grounds"]) if "finding" in g} if (
        around) else {}  # fmt: skip
    said = (_note(story, n, g, more.get(n, "")) for n, g in enumerate(story["grounds"]))
    return Markup("\n".join(said))


def _note(story: Json, number: int, ground: Json, more: str) -> str:
    if "finding" in ground:
        title, lines = note(story, ground)
        data, said = _laid_out(title, lines, tuple(_data(story, ground).items()))
    else:
        cells = tuple(ground.get("cells", ()))
        plain = tuple((k, v) for k, v in ground.items() if k != "cells")
        data, said = _typed(plain, cells)
    return (
        f'<div class="note" id="g{number}" role="note" tabindex="-1" {data}>{said}{more}'
        f'<p><a href="#c{number}">Back to the text</a></p></div>'
    )


@lru_cache(maxsize=4096)
def _typed(plain: tuple[tuple[str, Any], ...], cells: tuple[str, ...]) -> tuple[str, str]:
    """The note on a name or a typed text, which many stories share."""
    ground = {**dict(plain), "cells": cells}
    title, lines = note({}, ground)
    values = {**ground, "cells": " | ".join(cells)}
    given = {k: shown(v) if k == "value" else v for k, v in values.items() if v != ""}
    return _laid_out(title, lines, tuple(given.items()))


def _laid_out(
    title: str, lines: tuple[str, ...], data: tuple[tuple[str, str], ...]
) -> tuple[str, str]:
    """The data- attributes of a note, and its paragraphs; escaped all at once, to be quick."""
    whole = "\0".join((*(value for _, value in data), title, *lines))
    texts = escape(whole).split("\0")
    given = " ".join(f'data-{k}="{v}"' for (k, _), v in zip(data, texts, strict=False))
    head, *rest = texts[len(data) :]
    return given, f"<p><b>{head}</b></p><p>{'</p><p>'.join(rest)}</p>"


def _data(story: Json, ground: Json) -> dict[str, str]:
    """What a program can read of a ground: the same as in the JSON of the story."""
    finding = story["findings"][ground["finding"]]
    quantity = finding["quantities"][ground["quantity"]]
    data = {"place": finding["place"], "measure": finding["measure"], **ground}
    del data["finding"]
    data["value"] = shown(quantity["value"])
    data["cells"] = " | ".join(quantity["cells"])
    for name in ("operation", "published", "source"):
        data[name] = quantity.get(name, "")
    for name in ("among", "caveats"):
        data[name] = " | ".join(quantity.get(name, ()))
    return {k: v for k, v in data.items() if v}
