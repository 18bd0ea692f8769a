"""What the commands share: project, release and level, its places, progress, and problems."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.errors import fault

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from generator.config import Project
    from generator.config.schema import AnyRule
    from generator.pipeline import Clock, Prepared
    from generator.wording.report import Problem


def project_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hands a command its project."""

    @click.pass_context
    @wraps(function)
    def command(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        from generator.config import find_project

        return function(find_project(context.obj), *args, **kwargs)

    return command


release_argument = click.argument("release", default="", metavar="[RELEASE]")
format_option = click.option(
    "--format", "shape", type=click.Choice(("text", "github", "sarif", "junit")), default="text",
    show_default=True, help="For people, or for what runs your checks.",
)  # fmt: skip


def level_option(told: str = "A level of the beat, or all.") -> Callable[..., Any]:
    """``--level``; ``told`` is its help."""
    return click.option("--level", default="all", metavar="LEVEL", help=told, show_default=True)


def many(number: int, noun: str, plural: str = "") -> str:
    """``1 text``, ``2 texts``; ``plural`` is that of a noun which takes more than an s."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


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

    wanted = of_level(prepared, level, prepared.tellable)
    return pipeline.find_places(prepared, wanted, names) if names else wanted


def of_level(prepared: Prepared, level: str, positions: Iterable[int]) -> list[int]:
    """Those of some places that are of a level, or all of them.

    Raises:
        StringerError: the beat has no such level.
    """
    levels = list(prepared.beat.file.levels)
    if level not in ("all", *levels):
        raise fault(
            f"--level {level}", "is no level of this beat.", f"Say all, {', '.join(levels)}."
        )
    return [i for i in positions if level in ("all", prepared.places[i].level)]


def progress(length: int, label: str, *, least: int = 0) -> ProgressBar[int]:
    """A bar on a terminal, hidden where there is less to do than ``least``."""
    hidden = length < least or not sys.stderr.isatty()
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=hidden)


def print_problems(
    problems: Sequence[Problem],
    shape: str,
    rules: Callable[[], Mapping[str, AnyRule]],
    files: Iterable[str],
) -> None:
    """Problems in the shape of ``format_option``; ``files`` are all that were read."""
    from generator.wording import report

    match shape:
        case "text":
            out = report.as_text(problems)
        case "github":
            out = report.as_github(problems)
        case "sarif":
            out = report.as_sarif(problems, rules(), __version__)
        case _:
            out = report.as_junit(problems, files)
    click.echo(out, nl=False)


def output(project: Project, name: str) -> Path:
    """``output/NAME`` in the project; in the working folder, if that is an installed one."""
    inside = project.root.name == "bundled" and project.root.parent.name == "generator"
    return (Path.cwd() if inside else project.root) / "output" / name
