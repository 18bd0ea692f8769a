"""``stringer trace``: from some words of a finished story to the cells behind them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from generator.errors import fault


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--at", "words", required=True, metavar="WORDS", help="Some words of the story.")
def trace(file: Path, words: str) -> None:
    """Show where WORDS of the story in FILE are from: cells, sums, rules.

    FILE is a story in any format; its JSON must lie beside it.

    Exit status: 0 they claim something, 1 they are the template's own, 2 they are not there.
    """
    from generator.writers.notes import claim_note

    story = _story(file)
    _same(file, story)
    places = list(_found(story, words))
    if not places:
        raise fault(file.name, f"does not say “{words}”.", "Copy the words from the story.")
    told = False
    for block, claims in places:
        click.echo(f"{block['kind']}: {block['text']}")
        for claim in claims:
            told = True
            for line in claim_note(story, block, claim):
                click.echo(line)
        if not claims:
            click.echo("    these words are the template's own, and claim nothing")
    if not told:
        click.get_current_context().exit(1)


def _story(file: Path) -> dict[str, Any]:
    """The JSON of a story."""
    import orjson

    from generator.writers.sidecar import SCHEMA

    beside = file.with_suffix(".json")
    if not beside.is_file():
        advice = f"Write it: stringer draft RELEASE --format json --out {file.parent}"
        raise fault(file.name, f"has no {beside.name} beside it.", advice)
    try:
        story = orjson.loads(beside.read_bytes())
    except (orjson.JSONDecodeError, OSError) as error:
        raise fault(beside.name, f"cannot be read ({error}).") from None
    if not isinstance(story, dict) or story.get("schema") != SCHEMA:
        raise fault(beside.name, f"is no story of the schema {SCHEMA}.", "Draft it again.")
    return story


def _same(file: Path, story: Mapping[str, Any]) -> None:
    """The file must still say what its JSON says: only then do spans mean anything."""
    from generator.wording.texts import read_text

    if file.suffix == ".json":
        return
    there = _bare(" ".join(b.text for b in read_text(file.name, file.read_bytes()).blocks))
    for block in story["blocks"]:
        if _bare(block["text"]) not in there:
            what = f"no longer says “{block['text']}”, as its JSON does."
            raise fault(file.name, what, "Trace the JSON, or draft the story again.")


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _found(
    story: Mapping[str, Any], words: str
) -> Iterator[tuple[Mapping[str, Any], list[Mapping[str, Any]]]]:
    """Each place where the words stand: the block, and the claims that they touch."""
    for block in story["blocks"]:
        text, at = block["text"], -1
        while (at := text.find(words, at + 1)) >= 0:
            end = at + len(words)
            yield block, [c for c in block["claims"] if c["start"] < end and at < c["end"]]
