"""``stringer sentinel``: stories whose words hang on a count by a hair."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from generator.cli.common import (
    level_option,
    positions_of,
    prepare,
    progress,
    project_command,
    release_argument,
)

if TYPE_CHECKING:
    from generator.checks.sentinel import Fragile
    from generator.config import Project


@click.command()
@release_argument
@level_option()
@click.option("--place", "names", multiple=True, metavar="NAME", help="Only this one. Repeatable.")
@click.option("--json", "as_json", is_flag=True, help="Print them for programs.")
@project_command
def sentinel(
    project: Project, release: str, level: str, names: tuple[str, ...], as_json: bool
) -> None:
    """List the stories of RELEASE whose words would change if one count were another.

    Each count of a place is supposed to be one more or less, then 1% more or less; its change and
    its rate follow. Shown are the sentences as they are and as they would be: what a correction of
    the figures could do, and where a reader may argue.
    """
    prepared, _ = prepare(project, release)
    from generator import pipeline
    from generator.checks.sentinel import STEPS, fragile, turns

    pipeline.settle()
    positions = positions_of(prepared, level, names)
    with progress(turns(prepared), "Supposing") as bar:
        found = list(fragile(prepared, positions, lambda: bar.update(1)))
    order = {step: at for at, step in enumerate(STEPS)}
    found.sort(key=lambda f: (order[f.step] // 2, f.key, f.measure, order[f.step]))
    if as_json:
        click.echo(json.dumps([asdict(f) for f in found], ensure_ascii=False, indent=2))
    else:
        _tell(found, len(positions))


def _tell(found: Sequence[Fragile], stories: int) -> None:
    for one in found:
        figures = f"{one.value:,} → {one.supposed:,}"
        cell = f" ({one.cell})" if one.cell else ""
        click.echo(f"{one.name}: {one.measure}, {one.step}, {figures}{cell}")
        for before, after in one.changes:
            click.echo(f"    is:       {before or '–'}")
            click.echo(f"    would be: {after or '–'}")
    by_one = {f.key for f in found if f.step.startswith("one")}
    by_part = {f.key for f in found}
    click.echo(
        f"{len(by_one)} of {stories} stories would read otherwise by one count more or less, "
        f"{len(by_part)} by one or by 1%",
        err=True,
    )
