"""``stringer accept``: golden stories as they read now, once somebody has seen what changed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import click

from generator.cli.common import (
    level_option,
    positions_of,
    prepare,
    project_command,
    release_argument,
)
from generator.cli.diff import names_of, stems_of, tell
from generator.errors import fault

if TYPE_CHECKING:
    from generator.config import Project
    from generator.pipeline import Prepared


@click.command()
@release_argument
@click.option(
    "--place", "names", multiple=True, metavar="NAME", help="Make this one golden. Repeatable."
)
@click.option(
    "--drop", "dropped", multiple=True, metavar="NAME", help="It is golden no more. Repeatable."
)
@level_option("Where two levels share a name.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@project_command
def accept(
    project: Project, release: str, names: tuple[str, ...], dropped: tuple[str, ...],
    level: str, yes: bool,
) -> None:  # fmt: skip
    """Show how the golden stories of RELEASE read now, and store them so.

    A golden story must read the same until it is accepted again: stringer check tells. Only
    stories that are golden already, or named here, become golden.

    Exit status: 0 stored or nothing to store, 1 not accepted, 2 could not run.
    """
    from generator.checks.differences import compare
    from generator.checks.golden import golden_edition, goldens_of

    prepared, _ = prepare(project, release)
    goldens = goldens_of(project, prepared.release.id)
    written, stems = _markdown(prepared), stems_of(prepared)
    wanted, leave = (
        {stems[i]: n for n in some for i in positions_of(prepared, level, (n,))}
        for some in (names, dropped)
    )
    for stem in wanted.keys() - written.keys():
        raise fault(wanted[stem], "is held: there is no story to accept.")
    for stem in leave.keys() - goldens.keys():
        raise fault(leave[stem], "is not golden: there is nothing to drop.")
    gone = sorted(s for s in goldens if s not in written or s in leave)
    kept = sorted({*goldens, *wanted} - {*gone})
    changed = {stem: written[stem] for stem in kept if goldens.get(stem) != written[stem]}
    if not changed and not gone:
        click.echo(f"{len(goldens)} golden stories of {prepared.release.id} read as accepted")
        return
    places = names_of(prepared, stems)
    texts = ({s: t for s, t in goldens.items() if s in changed or s in gone}, changed)
    tell(compare(*(golden_edition(some, places, prepared.wording) for some in texts)))
    if not yes and not asked():
        sys.exit(1)
    _store(project, prepared.release.id, changed, gone)


def asked() -> bool:
    """Whether somebody at the terminal agrees.

    Raises:
        StringerError: nobody is there.
    """
    if not sys.stdin.isatty():
        raise fault("accept", "nobody is there to ask.", "Read the above, then add --yes.")
    return click.confirm("Accept?")


def _store(project: Project, release: str, changed: Mapping[str, str], gone: Sequence[str]) -> None:
    from generator.checks.golden import golden_folder
    from generator.writers import Folder

    folder = Folder(golden_folder(project, release))
    for stem, text in changed.items():
        folder.write(f"{stem}.md", text.encode())
    for stem in gone:
        folder.remove(f"{stem}.md")
    click.echo(f"{len(changed)} stored, {len(gone)} taken away in {folder.path}")


def _markdown(prepared: Prepared) -> dict[str, str]:
    """Every story of a release as Markdown, by stem; those that are held are left out."""
    from generator import pipeline
    from generator.model import Draft
    from generator.writers.markdown import markdown

    made = pipeline.write(prepared, prepared.tellable)
    return {d.stem: markdown(d.article) for d in made if isinstance(d, Draft)}
