"""The commands that show something: why a story says what it says, and what a release holds."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import (
    level_option,
    positions_of,
    prepare,
    project_command,
    release_argument,
)
from generator.errors import fault, nearest

if TYPE_CHECKING:
    from generator.config import Project

_MOST = 40
"""Differences of one subject that are listed."""


@click.command()
@click.argument("release")
@click.argument("place")
@level_option()
@project_command
def explain(project: Project, release: str, place: str, level: str) -> None:
    """Show why the story of PLACE says what it says: figures and cells, bands, scores, branches."""
    prepared, _ = prepare(project, release)
    from generator.cli.explain import explain_lines

    (position,) = positions_of(prepared, level, (place,))
    for line in explain_lines(prepared, position):
        click.echo(line)


@click.command()
@release_argument
@level_option()
@project_command
def places(project: Project, release: str, level: str) -> None:
    """List the places that RELEASE has stories for: key, name in copy, group."""
    prepared, _ = prepare(project, release)
    from generator import pipeline

    for position in positions_of(prepared, level, ()):
        place = prepared.places[position]
        words = pipeline.name_of(prepared, place)
        click.echo("\t".join((place.key, words.name, words.group)).rstrip())


@click.command()
@release_argument
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all figures with their cells to this .csv or .parquet file.",
)
@project_command
def read(project: Project, release: str, figures: Path | None) -> None:
    """Show what RELEASE holds: tables, rows, markers, notes, and whether it agrees with itself.

    Exit status: 0 it does, 1 some places are in doubt, 2 it cannot be read.
    """
    from generator.sheets.opening import Opening

    chosen = project.release(release)
    with Opening(chosen.source) as opening:
        from generator import pipeline, workbook
        from generator.cli.reading import reading_lines
        from generator.rules import load_rules

        beat = project.beat(chosen)
        analysed = pipeline.examine(chosen, beat, load_rules(beat), pipeline.Clock(), opening)
    for line in reading_lines(analysed, beat, chosen):
        click.echo(line)
    if figures:
        number = workbook.export(analysed.reading, figures)
        click.echo(f"\n{number:,} figures written to {figures}")
    nation = beat.file.nation.code in analysed.held
    sys.exit(2 if nation else 1 if analysed.held else 0)


@click.command()
@click.option(
    "--compare",
    nargs=2,
    metavar="OLD NEW",
    help="Show what is new, gone or otherwise in NEW: tables, rows, columns, places, notes.",
)
@project_command
def releases(project: Project, compare: tuple[str, str] | None) -> None:
    """List the releases of the project: name, period, title; or compare two of them."""
    from generator.words.periods import period_names

    if compare:
        _compare(project, *compare)
        return
    for name in project.releases():
        release = project.release(name)
        period = period_names(project.house, release.file.period)
        click.echo(f"{name}\t{period.named}\t{release.file.title}")


def _compare(project: Project, old: str, new: str) -> None:
    """The differences of two releases, by subject."""
    from generator import workbook

    chosen = [project.release(name) for name in (old, new)]
    before, after = (workbook.read(release, project.beat(release)) for release in chosen)
    found = workbook.compare(before, after)
    for subject, differences in found.items():
        click.echo(f"{subject[0].upper()}{subject[1:]}:")
        for line in differences[:_MOST]:
            click.echo(f"  {line}")
        if len(differences) > _MOST:
            click.echo(f"  and {len(differences) - _MOST} more")
    if not found:
        click.echo(f"{old} and {new} have the same tables, rows, columns, places and notes.")


@click.command()
@click.argument("name", default="", metavar="[NAME]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write all of them into this folder, as NAME.json.",
)
def schema(name: str, out: Path | None) -> None:
    """Print the JSON Schema of NAME.yml (beat, sources, rules …), for a YAML editor.

    Name it in the first line of a file: # yaml-language-server: $schema=PATH/NAME.json
    """
    from generator.config import published
    from generator.writers import Folder

    if out is not None:
        folder = Folder(out)
        for each in published.FILES:
            folder.write(f"{each}.json", published.schema_file(each))
        click.echo(f"{len(published.FILES)} schemas written to {out}")
        return
    if name not in published.FILES:
        advice = nearest(name, published.FILES) or f"There are {', '.join(published.FILES)}."
        raise fault(name or "schema", "which file?", advice)
    click.echo(published.schema_file(name), nl=False)
