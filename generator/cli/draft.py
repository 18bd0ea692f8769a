"""``stringer draft``: the stories of a release."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

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

_FORMATS = ("md", "html", "json", "txt")
_CHOICES = (*_FORMATS, "svg")


@click.command()
@release_argument
@level_option
@click.option(
    "--place", "names", multiple=True, metavar="NAME", help="Only this place. Repeatable."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Where to write. Default: output/RELEASE in the project.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(_CHOICES),
    help="A format of the stories; svg is the chart alone. Repeatable; default: all but svg.",
)
@click.option(
    "--timings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the seconds of each stage to this file.",
)
@project_command
def draft(
    project: Project,
    release: str,
    level: str,
    names: tuple[str, ...],
    out: Path | None,
    formats: tuple[str, ...],
    timings: Path | None,
) -> None:
    """Write the stories of RELEASE (BEAT/DATE), one for each place.

    Without RELEASE, the newest, where there is only one beat. Stories, index.html and report.json
    appear in the output folder.
    """
    # Loading makes much and drops nothing: the collector waits until it is done, and then leaves
    # what was loaded alone.
    gc.disable()
    prepared, clock = prepare(project, release)
    from generator import pipeline
    from generator.writers import Folder, write_batch

    pipeline.settle()
    positions = positions_of(prepared, level, names)
    with click.progressbar(
        length=len(positions),
        label="Writing",
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    ) as bar:
        batch = pipeline.draft(prepared, positions, clock=clock, step=lambda: bar.update(1))
    folder = Folder(out or _output(project, prepared.release.id))
    order = [p.key for lv in prepared.beat.file.levels for p in prepared.places if p.level == lv]
    write_batch(batch, folder, formats or _FORMATS, order)
    clock("files")
    for remark in batch.remarks:
        click.echo(f"note: {remark}", err=True)
    _tell(batch.drafts, batch.held, folder.path, formats or _FORMATS, named=bool(names))
    if timings:
        content = json.dumps(clock.seconds, indent=2).encode() + b"\n"
        Folder(timings.parent).write(timings.name, content)
    elif sys.stderr.isatty():
        shown = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in clock.seconds.items())
        click.echo(f"Time: {shown}.", err=True)
    sys.exit(1 if batch.held else 0)


def _tell(
    drafts: Iterable[Any], held: Iterable[Any], path: Path, formats: Iterable[str], *, named: bool
) -> None:
    """What was written where, and what was held and why."""
    drafts, held = list(drafts), list(held)
    for story in held:
        for reason in story.reasons:
            click.echo(f"held: {story.name} ({story.place.level}): {reason}", err=True)
    if named:
        for story in drafts:
            for ending in formats:
                click.echo(path / f"{story.stem}.{ending}")
    number = f"{len(drafts)} {'story' if len(drafts) == 1 else 'stories'}"
    click.echo(f"{number} written to {path}" + (f", {len(held)} held" if held else ""))


def _output(project: Project, release: str) -> Path:
    """``output/RELEASE`` in the project; in the working folder, if that is an installed one."""
    inside = project.root.name == "bundled" and project.root.parent.name == "generator"
    return (Path.cwd() if inside else project.root) / "output" / release
