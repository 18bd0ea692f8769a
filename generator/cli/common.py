"""What the commands share: the project they run in, their release and level, and its places."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.errors import fault

if TYPE_CHECKING:
    from generator.config import Project
    from generator.pipeline import Clock, Prepared


def project_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hands a command its project."""

    @click.pass_context
    @wraps(function)
    def command(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        from generator.config import find_project

        return function(find_project(context.obj), *args, **kwargs)

    return command


release_argument = click.argument("release", default="", metavar="[RELEASE]")
level_option = click.option(
    "--level",
    default="all",
    metavar="LEVEL",
    help="A level of the beat, or all.",
    show_default=True,
)


def folder(context: click.Context, option: click.Parameter, given: str | None) -> Path | None:
    """A folder that was named; nothing, as of a variable that is not set, is none."""
    if given == "":
        raise click.BadParameter("it is empty. Name a folder; . is this one.", context, option)
    return None if given is None else Path(given)


def prepare(project: Project, release_id: str) -> tuple[Prepared, Clock]:
    """A release made ready. Its file is read by another process while this one loads."""
    from generator.sheets.opening import Opening

    release = project.release(release_id)
    with Opening(release.source) as opening:
        from generator import pipeline

        clock = pipeline.Clock()
        return pipeline.prepare(project, release.id, clock, opening), clock


def positions_of(prepared: Prepared, level: str, names: tuple[str, ...]) -> list[int]:
    """The places that a command is about.

    Raises:
        StringerError: every name or level that is unknown, or that means more than one place.
    """
    from generator import pipeline

    levels = list(prepared.beat.file.levels)
    if level not in ("all", *levels):
        raise fault(
            f"--level {level}", "is no level of this beat.", f"Say all, {', '.join(levels)}."
        )
    everywhere = prepared.tellable
    wanted = [i for i in everywhere if level in ("all", prepared.places[i].level)]
    return pipeline.find_places(prepared, wanted, names) if names else wanted


def output(project: Project, release: str) -> Path:
    """``output/RELEASE`` in the project; in the working folder, if that is an installed one."""
    inside = project.root.name == "bundled" and project.root.parent.name == "generator"
    return (Path.cwd() if inside else project.root) / "output" / release
