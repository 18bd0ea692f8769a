"""``stringer diff``: what an edit did to the stories."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import prepare, progress, project_command, release_argument

if TYPE_CHECKING:
    from generator.checks.differences import Row
    from generator.checks.editions import Edition
    from generator.config import Project
    from generator.pipeline import Prepared


@click.command()
@release_argument
@click.option(
    "--since", default="HEAD", show_default=True, metavar="REV|DIR",
    help="A revision of git, the folder of another project, or one of golden stories.",
)  # fmt: skip
@click.option(
    "--format", "shape", type=click.Choice(("text", "json", "html")), default="text",
    show_default=True, help="For people, for programs, or a page that stands alone.",
)  # fmt: skip
@project_command
def diff(project: Project, release: str, since: str, shape: str) -> None:
    """Show what has become of the stories of RELEASE: a row for each edit.

    Configuration, templates and figures of that state are written by the Stringer of today. An
    edit of one sentence is one row, with the number of stories that have it.

    Exit status: 0 no story changed, 1 some did, 2 could not run.
    """
    from generator.checks.changes import changes_page, record

    prepared, _ = prepare(project, release)
    rows = _rows(project, prepared, since)
    if shape == "json":
        click.echo(json.dumps([*map(record, rows)], ensure_ascii=False, indent=2))
    elif shape == "html":
        language = prepared.beat.house.language
        click.echo(changes_page(rows, prepared.release.id, since, language), nl=False)
    else:
        tell(rows)
    sys.exit(1 if rows else 0)


def _rows(project: Project, prepared: Prepared, since: str) -> list[Row]:
    """What has changed since another state, or since stories that were stored.

    Raises:
        StringerError: there is no such state, or it cannot be written.
    """
    from generator.checks.differences import compare
    from generator.checks.editions import Edition
    from generator.checks.golden import golden_edition, goldens_in, unmasked
    from generator.checks.since import prepared_since, project_since

    folder = Path(since)
    stems = stems_of(prepared)
    texts = {s: text for s, text in goldens_in(folder).items() if s in stems.values()}
    if texts:
        golden = golden_edition(texts, names_of(prepared, stems), prepared.wording)
        return compare(golden, unmasked(_edition(prepared, "now"), texts))
    with project_since(project, since) as old:
        release = prepared.release.id
        before = Edition(None, {})  # of a release that was not there yet, every story is new
        if release in old.releases():
            before = _edition(prepared_since(old, release, since), since)
        return compare(before, _edition(prepared, "now"))


def _edition(prepared: Prepared, name: str) -> Edition:
    from generator.checks.editions import edition_of

    with progress(len(prepared.tellable), f"Writing {name}") as bar:
        return edition_of(prepared, lambda: bar.update(1))


_SHAPES = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
_COLOURS = {"same": None, "out": "red", "in": "green"}


def tell(rows: Sequence[Row]) -> None:
    """A line for each row, and one with its sentence; coloured where the terminal shows it."""
    from generator.checks.changes import shown

    if not rows:
        click.echo("no story changes")
    for change in map(shown, rows):
        where = f", {change.row.where}" if change.row.where else ""
        click.echo(f"{change.number}: {change.title}{where}")
        runs = (click.style(_SHAPES[k].format(w), fg=_COLOURS[k]) for k, w in change.runs)
        text = "".join(runs) or change.reason
        click.echo(f"    {change.row.example}{f': {text}' if text else ''}")


def stems_of(prepared: Prepared) -> dict[int, str]:
    """What the files of each place are called, by its position."""
    from generator import pipeline

    places = {i: prepared.places[i] for i in prepared.tellable}
    return {i: pipeline.stem(p, pipeline.name_of(prepared, p)) for i, p in places.items()}


def names_of(prepared: Prepared, stems: Mapping[int, str]) -> dict[str, str]:
    """What the places are called, by stem."""
    from generator import pipeline

    return {s: pipeline.name_of(prepared, prepared.places[i]).name for i, s in stems.items()}
