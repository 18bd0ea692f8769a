"""``stringer status``: what is whole in a folder of stories."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from generator.cli.common import output

_MOST = 20


@click.command()
@click.argument("what", default="", metavar="[DIR|RELEASE]")
@click.pass_context
def status(context: click.Context, what: str) -> None:
    """Tell what is whole in DIR, or in the folder of RELEASE.

    Each file is held against the checksum that was kept of it. Exit status: 0 all is there and
    whole, 1 something is missing, changed or unfinished.
    """
    from generator import scale
    from generator.writers.folder import KEPT

    folder = Path(what)
    if not what or not (folder / KEPT).is_dir():
        from generator.config import find_project

        project = find_project(context.obj)
        if not what or not folder.is_dir() or what in project.releases():
            folder = output(project, project.release(what).id)
    found = scale.status(folder)
    stories = f"{found.stories:,} {'story' if found.stories == 1 else 'stories'}"
    click.echo(f"{folder}: {stories} of {found.release} in {found.files:,} files.")
    for line in found.faults[:_MOST]:
        click.echo(f"  {line}")
    if len(found.faults) > _MOST:
        click.echo(f"  and {len(found.faults) - _MOST:,} more")
    if found.running:
        click.echo("A run is writing into it.")
    elif not found.finished:
        click.echo("The run was not finished. The same command goes on where it was.")
    elif not found.faults:
        click.echo("All is whole.")
    sys.exit(0 if found.finished and not found.faults else 1)
