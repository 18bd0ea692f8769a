"""``stringer reading-list``: the stories to read before a release goes out."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from generator.cli.common import prepare, progress, project_command, release_argument

if TYPE_CHECKING:
    from generator.checks.reading_list import Listed, ReadingList
    from generator.config import Project


@click.command("reading-list")
@release_argument
@click.option(
    "--most", type=click.IntRange(min=1), default=30, show_default=True, metavar="NUMBER",
    help="How many stories at most, unless it takes more to show every wording.",
)  # fmt: skip
@click.option("--sentences", is_flag=True, help="List the distinct sentences as well.")
@click.option("--json", "as_json", is_flag=True, help="Print the list for programs.")
@project_command
def reading_list(project: Project, release: str, most: int, sentences: bool, as_json: bool) -> None:
    """List the fewest stories of RELEASE that show every wording it uses, then the riskiest.

    Each story stands with the wordings that it is the first of the list to show, or with its risks:
    caveats, small numbers, a large change, a word close to its threshold.
    """
    prepared, _ = prepare(project, release)
    from generator import pipeline
    from generator.checks.reading_list import reading_list as list_of

    pipeline.settle()
    with progress(len(prepared.tellable), "Reading") as bar:
        found = list_of(prepared, most, lambda: bar.update(1))
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
    else:
        _tell(found, most, sentences=sentences)


def _tell(found: ReadingList, most: int, *, sentences: bool) -> None:
    cover = [s for s in found.stories if s.first]
    click.echo(
        f"{len(cover)} stories show all {found.used} wordings that the {found.written} stories of "
        f"{found.release} use; {len(found.stories) - len(cover)} more are the riskiest of the rest."
    )
    if len(cover) > most:
        click.echo(f"It takes {len(cover)}, more than {most}, to show every wording.")
    for at, story in enumerate(found.stories, 1):
        _tell_story(at, story)
    click.echo(f"\n{len(found.distinct)} distinct sentences, figures and names masked", nl=False)
    click.echo(":" if sentences else ": see them with --sentences")
    for one in found.distinct if sentences else ():
        click.echo(f"{one.stories:>6}  {one.mask}\n        {one.example}")
    for line in found.held:
        click.echo(f"note: held: {line}", err=True)


_SHOWN = 4


def _tell_story(at: int, story: Listed) -> None:
    click.echo(f"\n{at:>2}. {story.headline}\n    {story.stem}")
    if story.first:
        click.echo(f"    first to show {len(story.first)} wordings:")
    for one in story.first[:_SHOWN]:
        said = f": “{one.sentence}”" if one.sentence else ""
        click.echo(f"      {one.where} {one.name}{said}")
    if len(story.first) > _SHOWN:
        click.echo(f"      and {len(story.first) - _SHOWN} more: see --json")
    for why in story.risks:
        click.echo(f"    {why}")
