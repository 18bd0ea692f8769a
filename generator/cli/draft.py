"""``stringer draft``: the stories of a release."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import (
    level_option,
    output,
    positions_of,
    prepare,
    progress,
    project_command,
    release_argument,
)

if TYPE_CHECKING:
    from generator.config import Project
    from generator.pipeline import Clock, Prepared
    from generator.scale import Outcome, Parts

_FORMATS = ("md", "html", "json", "txt", "svg", "jsonl")


@click.command()
@release_argument
@level_option()
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
    help="A format of the stories; svg is the chart alone, jsonl a thousand stories a file. "
    "Repeatable; default: md, html, json and txt; jsonl for more than 10,000 places.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    show_default="as many as cores on Linux, 4 at most",
    help="Processes at work.",
)
@click.option(
    "--cluster",
    default="",
    metavar="ADDRESS",
    help="Work on a Dask cluster: tcp://HOST:PORT, or local. Needs stringer[scale].",
)
@click.option(
    "--force", "anew", is_flag=True, help="Make every story anew, those that stand as well."
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
    jobs: int | None,
    cluster: str,
    anew: bool,
    timings: Path | None,
) -> None:
    """Write the stories of RELEASE (BEAT/DATE), one for each place.

    Without RELEASE, the newest, where there is only one beat. Stories, index.html and report.json
    appear in the output folder.
    """
    # Loading makes much and drops nothing: the collector waits until it is done, and then leaves
    # what was loaded alone.
    gc.disable()
    source, positions, clock = _source(project, release, level, names)
    from generator import pipeline, scale
    from generator.writers.folder import refuse_unusual, write_named

    if timings:
        refuse_unusual(timings)
    pipeline.settle()
    jobs = jobs or (1 if names else scale.usual_jobs())
    order = scale.Order(out or output(project, source.release.id), formats, jobs, anew, cluster)
    with progress(0, "Writing") as bar:

        def begin(number: int) -> None:
            bar.length = number
            bar.render_progress()

        outcome = scale.draft(source, order, positions, clock=clock, begin=begin, step=bar.update)
    for remark in outcome.remarks:
        click.echo(f"note: {remark}", err=True)
    _tell(outcome, order.out, named=bool(names))
    if timings:
        write_named(timings, json.dumps(clock.seconds, indent=2).encode() + b"\n")
    elif sys.stderr.isatty():
        shown = ", ".join(f"{stage} {seconds:.2f} s" for stage, seconds in clock.seconds.items())
        click.echo(f"Time: {shown}.", err=True)
    sys.exit(1 if outcome.held else 0)


def _source(
    project: Project, release: str, level: str, names: tuple[str, ...]
) -> tuple[Prepared | Parts, list[int] | None, Clock]:
    """A release made ready, or to be read in parts; the places that are asked for, None for all."""
    found = project.release(release)
    if found.in_parts and level == "all" and not names:
        from generator.pipeline import Clock
        from generator.scale import Parts

        return Parts(project, found), None, Clock()
    prepared, clock = prepare(project, release)
    _ = prepared.findings, prepared.scores
    clock("analysis")
    positions = positions_of(prepared, level, names)
    every = len(positions) == len(prepared.tellable)
    return prepared, None if every else positions, clock


_NAMED = 3
"""So many places that are held for one reason are told one by one; of more, the first are named."""
_OWN = re.compile(r"“[^”]*”|[-−+]?\d[\d,.]*")
"""What differs between two places that are held for one reason: words and figures."""


def _held(held: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Why places are held, those of one reason together, with the reason as the first has it."""
    alike: dict[str, list[tuple[str, str]]] = {}
    for place in held:
        for reason in place["reasons"]:
            told = reason.partition(" The release: ")[0].replace(place["name"], "")
            name = f"{place['name']} ({place['level']})"
            alike.setdefault(_OWN.sub("", told), []).append((name, reason))
    for some in alike.values():
        names = list(dict(some))
        if len(names) <= _NAMED:
            yield from (f"{name}: {reason}" for name, reason in some)
            continue
        first = ", ".join(names[:_NAMED])
        yield f"{first} and {len(names) - _NAMED:,} more (report.json has all): {some[0][1]}"


def _tell(outcome: Outcome, path: Path, *, named: bool) -> None:
    """What was written where, and what was held and why."""
    for line in _held(outcome.held):
        click.echo(f"held: {line}", err=True)
    for name in outcome.files if named else ():
        click.echo(path / name)
    number = outcome.written + outcome.stood
    said = f"{number} {'story' if number == 1 else 'stories'} written to {path}"
    said += f", {len(outcome.held)} held" if outcome.held else ""
    click.echo(said + (f", {outcome.stood} as before" if outcome.stood else ""))
