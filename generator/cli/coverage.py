"""``stringer coverage``: which wordings of a release its stories show, and which never."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import prepare, progress, project_command, release_argument

if TYPE_CHECKING:
    from generator.checks.seen import Seen
    from generator.config import Project


@click.command()
@release_argument
@click.option(
    "--html", "page", type=click.Path(path_type=Path, dir_okay=False),
    help="Write a page: the templates' source coloured, a sample sentence of each wording.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print every wording with its stories.")
@click.option(
    "--fail-under", type=click.FloatRange(0, 100), default=0.0, metavar="PERCENT",
    help="Exit 1 where fewer of the wordings are shown.",
)  # fmt: skip
@project_command
def coverage(
    project: Project, release: str, page: Path | None, as_json: bool, fail_under: float
) -> None:
    """Show how often, and where, the stories of RELEASE use each wording of the templates.

    A wording is a branch of a test, an empty loop, an alternative, a band, an angle, or a measure
    that leads. What no story of this release shows, a place at an edge may: see stringer check.

    Exit status: 0, 1 under --fail-under, 2 could not run.
    """
    prepared, _ = prepare(project, release)
    from generator.checks.seen import samples, seen_in

    with progress(len(prepared.tellable), "Writing") as bar:
        seen = seen_in(prepared, lambda: bar.update(1))
    if page is not None:
        from generator.checks.coverage_page import coverage_page
        from generator.writers.folder import write_named

        write_named(page, coverage_page(prepared, seen, samples(prepared, seen)).encode())
    if as_json:
        click.echo(json.dumps(_record(prepared.release.id, seen), ensure_ascii=False, indent=2))
    else:
        _tell(seen)
    share = seen.coverage.share
    number = f"{len(seen.coverage.used)} of {len(seen.coverage.variants)}"
    click.echo(f"{number} wordings shown ({share:.1f}%) by {len(seen.positions)} stories", err=True)
    sys.exit(1 if share < fail_under else 0)


def _tell(seen: Seen) -> None:
    """A line for each wording: how many stories, where it is written, what it is."""
    for variant in seen.coverage.variants:
        number = len(seen.coverage.stories[variant.key])
        click.echo(f"{number or 'never':>6}  {variant.where}  {variant.name}")


def _record(release: str, seen: Seen) -> dict[str, object]:
    wordings = [
        {
            "kind": v.kind,
            "name": v.name,
            "file": v.file,
            "line": v.line,
            "stories": seen.coverage.stories[v.key],
        }
        for v in seen.coverage.variants
    ]
    return {"release": release, "wordings": wordings}
