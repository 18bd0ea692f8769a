"""``stringer trace``: from some words of a finished story to the cells behind them."""

from __future__ import annotations

import re
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
    if not words.strip():
        raise fault("--at", "gives no words.", "Copy some from the story.")
    story = _story(file)
    try:
        _same(file, story)
        lines, told = _told(story, words)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        what = f"is damaged ({type(error).__name__}: {error})."
        raise fault(file.with_suffix(".json").name, what, "Draft it again.") from None
    if not lines:
        advice = "Copy them from one headline, paragraph or bullet of the story."
        raise fault(file.name, f"does not say “{words}”.", advice)
    for line in lines:
        click.echo(line)
    if not told:
        click.get_current_context().exit(1)


def _told(story: Mapping[str, Any], words: str) -> tuple[list[str], bool]:
    """What there is to say of each place where the words stand, and whether any is a claim."""
    from generator.writers.notes import claim_note

    lines: list[str] = []
    told = False
    for block, claims in _found(story, words):
        lines.append(f"{block['kind']}: {block['text']}")
        for claim in claims:
            told = True
            lines += claim_note(story, block, claim)
        if not claims:
            lines.append("    these words are the template's own, and claim nothing")
    return lines, told


def _story(file: Path) -> dict[str, Any]:
    """The JSON of a story."""
    import orjson

    from generator.writers.sidecar import SCHEMA

    beside = file.with_suffix(".json")
    if not beside.is_file():
        advice = "Draft it with --format json too; a text of another hand: stringer verify."
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
    if file.suffix not in (".md", ".html", ".txt"):
        raise fault(file.name, "is no text of a story.", "Give its .md, .html, .txt or .json.")
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
    wanted = _pattern(words)
    for block in story["blocks"]:
        for found in wanted.finditer(block["text"]):
            start, end = found.span()
            yield block, [c for c in block["claims"] if c["start"] < end and start < c["end"]]


def _pattern(words: str) -> re.Pattern[str]:
    """The words as they may be typed: any space, any quotation mark, small letters; but a figure
    stands for itself and not for a part of another.
    """
    parts = [re.sub("['‘’]", "['‘’]", re.sub('["“”]', '["“”]', p)) for p in _escaped(words)]
    begins = r"(?<![0-9])(?<![0-9][.,])" if words.strip()[0].isdigit() else ""
    ends = r"(?![0-9]|[.,][0-9])" if words.strip()[-1].isdigit() else ""
    return re.compile(begins + r"\s+".join(parts) + ends, re.IGNORECASE)


def _escaped(words: str) -> list[str]:
    return [re.escape(part) for part in words.split()]
