"""``stringer releases``: the releases of a project, or what is otherwise in one of two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.common import project_command

if TYPE_CHECKING:
    from generator.config import Project

_MOST = 40
"""Differences of one subject that are listed."""


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
