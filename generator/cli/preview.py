"""``stringer preview``: a page that follows the files."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from generator.cli.common import project_command, release_argument

if TYPE_CHECKING:
    from generator.config import Project


@click.command()
@release_argument
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8642, show_default=True,
    help="The port of the page; 0 is any that is free.",
)  # fmt: skip
@click.option(
    "--since", default="", metavar="REV|DIR",
    help="Compare with a revision of git or another project. Default: the state at the start.",
)  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open the page.")
@project_command
def preview(project: Project, release: str, port: int, since: str, no_browser: bool) -> None:
    """Show the stories of RELEASE on a page that follows its files, until Ctrl-C.

    Whenever configuration, a template or the release is saved, the page shows what that did to the
    stories, what is wrong with them, and any of them with its changed words marked.

    Exit status: 0 ended with Ctrl-C, 2 could not run.
    """
    from generator.preview import serve

    def ready(address: str) -> None:
        click.echo(f"{name}: {address} (Ctrl-C ends it)")
        if not no_browser and sys.stdout.isatty():
            click.launch(address)

    name = project.release(release).id
    serve(project, name, since, port, ready)
    click.echo("stopped")
