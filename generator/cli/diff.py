"""``stringer diff`` and ``stringer accept``: what an edit did to the stories, and taking it."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
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
from generator.errors import fault

if TYPE_CHECKING:
    from generator.checks.differences import Row
    from generator.checks.editions import Edition
    from generator.config import Project
    from generator.pipeline import Prepared


@click.command()
@release_argument
@click.option(
    "--since", default="HEAD", show_default=True, metavar="REV|DIR",
    help="A revision of git, the folder of another project, or one of golden stories.",
)  # fmt: skip
@click.option(
    "--format", "shape", type=click.Choice(("text", "json", "html")), default="text",
    show_default=True, help="For people, for programs, or a page that stands alone.",
)  # fmt: skip
@project_command
def diff(project: Project, release: str, since: str, shape: str) -> None:
    """Show what has become of the stories of RELEASE: a row for each edit.

    Configuration, templates and figures of that state are written by the Stringer of today. An
    edit of one sentence is one row, with the number of stories that have it.

    Exit status: 0 no story changed, 1 some did, 2 could not run.
    """
    from generator.checks.changes import changes_page, record

    prepared, _ = prepare(project, release)
    rows = _rows(project, prepared, since)
    if shape == "json":
        click.echo(json.dumps([*map(record, rows)], ensure_ascii=False, indent=2))
    elif shape == "html":
        language = prepared.beat.house.language
        click.echo(changes_page(rows, prepared.release.id, since, language), nl=False)
    else:
        _tell(rows)
    sys.exit(1 if rows else 0)


def _rows(project: Project, prepared: Prepared, since: str) -> list[Row]:
    """What has changed since another state, or since stories that were stored.

    Raises:
        StringerError: there is no such state, or it cannot be written.
    """
    from generator.checks.differences import compare
    from generator.checks.golden import golden_edition, goldens_in, unmasked
    from generator.checks.since import prepared_since, project_since

    folder = Path(since)
    stems = _stems(prepared)
    texts = {s: text for s, text in goldens_in(folder).items() if s in stems.values()}
    if texts:
        golden = golden_edition(texts, _names(prepared, stems), prepared.wording)
        return compare(golden, unmasked(_edition(prepared, "now"), texts))
    with project_since(project, since) as old:
        before = prepared_since(old, prepared.release.id, since)
        return compare(_edition(before, since), _edition(prepared, "now"))


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
    written, stems = _markdown(prepared), _stems(prepared)
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
    places = _names(prepared, stems)
    texts = ({s: t for s, t in goldens.items() if s in changed or s in gone}, changed)
    _tell(compare(*(golden_edition(some, places, prepared.wording) for some in texts)))
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


def _edition(prepared: Prepared, name: str) -> Edition:
    from generator.checks.editions import edition_of

    with progress(len(prepared.tellable), f"Writing {name}") as bar:
        return edition_of(prepared, lambda: bar.update(1))


_SHAPES = {"same": "{}", "out": "[-{}-]", "in": "{{+{}+}}"}
_COLOURS = {"same": None, "out": "red", "in": "green"}


def _tell(rows: Sequence[Row]) -> None:
    """A line for each row, and one with its sentence; coloured where the terminal shows it."""
    from generator.checks.changes import shown

    if not rows:
        click.echo("no story changes")
    for change in map(shown, rows):
        where = f", {change.row.where}" if change.row.where else ""
        click.echo(f"{change.number}: {change.title}{where}")
        runs = (click.style(_SHAPES[k].format(w), fg=_COLOURS[k]) for k, w in change.runs)
        text = "".join(runs) or change.reason
        click.echo(f"    {change.row.example}{f': {text}' if text else ''}")


def _markdown(prepared: Prepared) -> dict[str, str]:
    """Every story of a release as Markdown, by stem; those that are held are left out."""
    from generator import pipeline
    from generator.model import Draft
    from generator.writers.markdown import markdown

    made = pipeline.write(prepared, prepared.tellable)
    return {d.stem: markdown(d.article) for d in made if isinstance(d, Draft)}


def _stems(prepared: Prepared) -> dict[int, str]:
    from generator import pipeline

    places = {i: prepared.places[i] for i in prepared.tellable}
    return {i: pipeline.stem(p, pipeline.name_of(prepared, p)) for i, p in places.items()}


def _names(prepared: Prepared, stems: Mapping[int, str]) -> dict[str, str]:
    """What the places are called, by stem."""
    from generator import pipeline

    return {s: pipeline.name_of(prepared, prepared.places[i]).name for i, s in stems.items()}
