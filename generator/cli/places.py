"""``stringer places``: the places that a release has stories for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from generator.cli.common import (
    level_option,
    positions_of,
    prepare,
    project_command,
    release_argument,
)

if TYPE_CHECKING:
    from generator.config import Project


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
