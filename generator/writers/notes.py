"""What stands behind a claim, in lines for a person: from a story's JSON, which has it all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Json = Mapping[str, Any]


class Note(NamedTuple):
    """What a claim states, and the lines that say where that is from."""

    title: str
    lines: tuple[str, ...]


def claim_lines(story: Json) -> Iterator[str]:
    """Every block of a story, and under it each of its claims with its note, for a terminal."""
    for block in story["blocks"]:
        yield f"  {block['text']}"
        for claim in block["claims"]:
            yield from claim_note(story, block, claim)


def claim_note(story: Json, block: Json, claim: Json) -> Iterator[str]:
    """One claim: its words, and its note."""
    title, lines = note(story, story["grounds"][claim["ground"]])
    yield f"    “{block['text'][claim['start'] : claim['end']]}”  {title}"
    yield from (f"        {line}" for line in lines)


def note(story: Json, ground: Json) -> Note:
    """The note on one ground of a story; both as its JSON has them."""
    if "finding" not in ground:
        return Note(ground["kind"], tuple(_typed(ground)))
    finding = story["findings"][ground["finding"]]
    title = f"{ground['kind']}: {finding['label']}, {finding['name']}"
    return Note(title, tuple(_reached(finding["quantities"][ground["quantity"]], ground)))


_RANKS = {
    "rank": "number {} from the top",
    "ranked": "{} in all",
    "tied": "{} with exactly this",
    "lower": "{} with less",
}
"""What the numbers of a rank say."""


def _reached(quantity: Json, ground: Json) -> Iterator[str]:
    """The sum, its cells, the cell that has the result, the rule and its band, and what to mind."""
    value, cells, operation = quantity["value"], quantity["cells"], quantity.get("operation")
    if operation:
        yield f"{operation} = {shown(value)}"
    elif quantity.get("among"):
        said = _RANKS[ground["quantity"].removeprefix("group_")].format(shown(value))
        yield f"{said}, among {', '.join(quantity['among'])}"
    elif not cells:
        yield shown(value)
    yield from (f"{cell} says {_exactly(number)}" for cell, number in cells.items())
    published = quantity.get("published")
    if published and published not in cells:
        yield f"{published} gives the result itself"
    if quantity.get("source"):
        yield f"typed in {quantity['source']}"
    if "rule" in ground:
        span = f" ({ground['span']})" if ground["span"] else ""
        yield f"band “{ground['band']}”{span} of the rule “{ground['rule']}”"
    yield from (f"mind: {caveat}" for caveat in quantity.get("caveats", ()))


def _typed(ground: Json) -> Iterator[str]:
    """Where a name or a text is from."""
    if "value" in ground:
        yield shown(ground["value"])
    if ground.get("cells"):
        yield f"the release says so in {', '.join(ground['cells'])}"
    if ground.get("source"):
        yield f"typed in {ground['source']}"


def _exactly(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else repr(value)


def shown(value: Any) -> str:
    """A number that was worked out, with commas, to twelve digits."""
    return f"{value:,}" if isinstance(value, int) else f"{float(value):,.12g}"
