"""The command ``stringer``."""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator import __version__
from generator.errors import StringerError, fault

if TYPE_CHECKING:
    from generator.config import Project
    from generator.pipeline import Clock, Prepared

# numpy is asked for no linear algebra: threads made for it at import would only cost time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_FORMATS = ("md", "html", "json")


class _Lines(click.Group):
    """Prints each fault as one line and exits 2; anything else is a bug and shows its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StringerError as error:
            for found in error.faults:
                click.echo(f"stringer: {found}", err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            click.echo("stringer: stopped.", err=True)
            sys.exit(130)


@click.group(cls=_Lines, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="stringer")
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    help="The project's folder. Default: the one around the working folder, else the bundled one.",
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Write one traceable local news story per place from one release of official statistics.

    Exit status: 0 all written, 1 some held, 2 could not run.
    """
    context.obj = project


def _project_command(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hands a command its project."""

    @click.pass_context
    @wraps(function)
    def command(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        from generator.config import find_project

        return function(find_project(context.obj), *args, **kwargs)

    return command


_release = click.argument("release", default="", metavar="[RELEASE]")
_level = click.option(
    "--level",
    default="all",
    metavar="LEVEL",
    help="A level of the beat, or all.",
    show_default=True,
)


def _prepare(project: Project, release_id: str) -> tuple[Prepared, Clock]:
    """A release made ready. Its file is read by another process while this one loads."""
    from generator.sheets.opening import Opening

    release = project.release(release_id)
    with Opening(release.source) as opening:
        from generator import pipeline

        clock = pipeline.Clock()
        return pipeline.prepare(project, release.id, clock, opening), clock


@main.command()
@_release
@_level
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
    type=click.Choice(_FORMATS),
    help="A format of the stories. Repeatable; default: all.",
)
@click.option(
    "--timings",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the seconds of each stage to this file.",
)
@_project_command
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

    Without RELEASE, the newest. Stories, index.html and report.json appear in the output folder.
    """
    # Loading makes much and drops nothing: the collector waits until it is done, and then leaves
    # what was loaded alone.
    gc.disable()
    prepared, clock = _prepare(project, release)
    from generator import pipeline
    from generator.writers import Folder, write_batch

    pipeline.settle()
    positions = _positions(prepared, level, names)
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


@main.command()
@click.argument("release")
@click.argument("place")
@_level
@_project_command
def explain(project: Project, release: str, place: str, level: str) -> None:
    """Show why the story of PLACE says what it says: figures and cells, bands, scores, branches."""
    prepared, _ = _prepare(project, release)
    from generator.cli.explain import explain_lines

    (position,) = _positions(prepared, level, (place,))
    for line in explain_lines(prepared, position):
        click.echo(line)


@main.command()
@_release
@_level
@_project_command
def places(project: Project, release: str, level: str) -> None:
    """List the places that RELEASE has stories for: key, name in copy, group."""
    prepared, _ = _prepare(project, release)
    from generator import pipeline

    for position in _positions(prepared, level, ()):
        place = prepared.places[position]
        words = pipeline.name_of(prepared, place)
        click.echo("\t".join((place.key, words.name, words.group)).rstrip())


@main.command()
@_release
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all figures with their cells to this .csv or .parquet file.",
)
@_project_command
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


@main.command()
@click.option(
    "--compare",
    nargs=2,
    metavar="OLD NEW",
    help="Show what is new, gone or otherwise in NEW: tables, rows, columns, places, notes.",
)
@_project_command
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
        click.echo(f"{subject.capitalize()}:")
        for line in differences:
            click.echo(f"  {line}")
    if not found:
        click.echo(f"{old} and {new} have the same tables, rows, columns, places and notes.")


def _positions(prepared: Prepared, level: str, names: tuple[str, ...]) -> list[int]:
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
