"""``stringer check``: what CI runs on templates and configuration before a release goes out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import format_option, many, print_problems, project_command
from generator.errors import fault, nearest

if TYPE_CHECKING:
    from generator.checks.check import Checked
    from generator.config import Project
    from generator.config.schema import AnyRule


@click.command()
@click.argument("beat", default="", metavar="[BEAT]")
@format_option
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False),
    help="A file of findings that are there already: they are counted and not told.",
)  # fmt: skip
@click.option(
    "--write-baseline", type=click.Path(path_type=Path, dir_okay=False),
    help="Write the findings of this run to such a file.",
)  # fmt: skip
@click.option(
    "--goldens/--no-goldens", default=True, help="Whether golden stories must be unchanged."
)
@project_command
def check(
    project: Project,
    beat: str,
    shape: str,
    baseline: Path | None,
    write_baseline: Path | None,
    goldens: bool,
) -> None:
    """Check configuration and templates of BEAT (default: all) with every wording they can produce.

    Every release of the beat is written, and places at the edges of every rule; each story is held
    against the wording rules and read by the second reader. A problem is told at the line that
    makes it.

    Exit status: 0 clean or warnings alone, 1 errors, 2 could not run.
    """
    from generator.checks.baseline import known_in, without_known, write_known

    beats = project.beats()
    if beat and beat not in beats:
        advice = nearest(beat, beats) or f"There are {', '.join(beats)}."
        raise fault(beat, "is no beat of this project.", advice)
    known = known_in(baseline) if baseline else {}
    checked = [_checked(project, name, goldens=goldens) for name in ([beat] if beat else beats)]
    problems = [p for one in checked for p in one.problems]
    if write_baseline:
        number = write_known(write_baseline, problems, project.root)
        click.echo(f"{number} findings written to {write_baseline}", err=True)
    new, old = without_known(problems, known, project.root)
    print_problems(new, shape, lambda: _rules(project), sorted({p.file for p in new}))
    for one in checked:
        _sum_up(one)
    errors = sum(p.level == "error" for p in new)
    told = f"{many(errors, 'error')}, {many(len(new) - errors, 'warning')}"
    click.echo(f"{told}, {old} known" if baseline else told, err=True)
    sys.exit(1 if errors else 0)


def _checked(project: Project, beat: str, *, goldens: bool) -> Checked:
    """The check of one beat, with a line on a terminal that says how far it is."""
    from generator.checks.check import check_beat

    shown = sys.stderr.isatty()

    def step(what: str) -> None:
        if shown:
            click.echo(f"\r\x1b[K{beat}: {what} …", nl=False, err=True)

    done = check_beat(project, beat, goldens=goldens, step=step)
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
    return done


def _sum_up(one: Checked) -> None:
    coverage = one.coverage
    real = len(one.shown) - one.synthetic
    click.echo(
        f"{one.beat}: {len(coverage.used)} of {len(coverage.variants)} wordings shown by "
        f"{many(real, 'story', 'stories')} of {many(len(one.releases), 'release')} "
        f"and {one.synthetic} of synthetic places",
        err=True,
    )
    for line in one.held:
        click.echo(f"note: held: {line}", err=True)


def _rules(project: Project) -> dict[str, AnyRule]:
    """The rules of the house and of all beats."""
    wordings = (project.wordings(beat)[0] for beat in ("", *project.beats()))
    return {name: rule for wording in wordings for name, rule in wording.rules.items()}
