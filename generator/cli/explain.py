"""``stringer explain``: why a story says what it says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from generator.cli.common import level_option, positions_of, prepare, project_command

if TYPE_CHECKING:
    from generator.config import Project
    from generator.model import Finding
    from generator.pipeline import Prepared

_SCORES = 8


@click.command()
@click.argument("release")
@click.argument("place")
@level_option()
@project_command
def explain(project: Project, release: str, place: str, level: str) -> None:
    """Show why the story of PLACE says what it says: figures and cells, bands, scores, branches."""
    prepared, _ = prepare(project, release)
    (position,) = positions_of(prepared, level, (place,))
    for line in _lines(prepared, position):
        click.echo(line)


def _lines(prepared: Prepared, position: int) -> Iterator[str]:
    """The explanation of one place's story, line by line."""
    from generator import angles, pipeline
    from generator.model import Draft
    from generator.writers.notes import claim_lines
    from generator.writers.sidecar import story_json

    (made,) = pipeline.write(prepared, [position])
    place = prepared.places[position]
    words = pipeline.name_of(prepared, place)
    yield f"{words.name} ({place.key}), {prepared.release.id}"
    if not isinstance(made, Draft):
        yield "HELD"
        yield from (f"  {reason}" for reason in made.reasons)
        return
    brief = made.brief
    yield from ("", f"HEADLINE  {made.article.headline}", "")
    contrast = f"contrast with the total: {brief.contrast}"
    yield f"ANGLE     {brief.angle} on {brief.lead.measure} ({contrast})"
    about = prepared.beat.angles.angles[brief.angle].about
    yield from (f"          {about}", "", "SCORES    the best first")
    found = angles.explain(prepared.findings.analysis, prepared.scores, prepared.beat, position)
    for score in found[:_SCORES]:
        terms = " + ".join(f"{name} {points:.1f}" for name, points in score.terms.items())
        yield f"  {score.points:6.1f}  {score.angle} on {score.measure}: {terms}"
    if len(found) > _SCORES:
        yield f"          and {len(found) - _SCORES} more"
    yield from ("", "FIGURES   published value, cell; what follows; bands")
    for finding in brief.told:
        yield from _finding(finding)
    yield f"  {prepared.nation.name}"
    for finding in brief.compared:
        yield from _finding(finding)
    yield from ("", "CLAIMS    what the text states, in order, and where that is from")
    yield from claim_lines(story_json(made, pipeline.batch_of(prepared, [made], [])))
    yield from ("", "BRANCHES  what the templates did, in order")
    for at, outcome in made.article.branches:
        branch = prepared.writer.branches[at]
        match branch.kind:
            case "if":
                did = "yes" if outcome else "no"
            case "loop":
                did = f"{outcome} times"
            case _:
                did = f"alternative {outcome + 1}"
        where = f"templates/{prepared.beat.name}/{branch.file}:{branch.line}"
        yield f"  {where}  {branch.kind} {branch.text}: {did}"


def _finding(finding: Finding) -> Iterator[str]:
    from generator.writers.sidecar import plain

    yield f"  {finding.measure}"
    width = max([10, *map(len, finding.figures)]) + 1
    for name, figure in finding.figures.items():
        shown = figure.missing if figure.value is None else str(figure.value)
        yield f"    {name:<{width}}{shown:>22}  {figure.cell}"
    values = [(n, v) for n, v in finding.values.items() if n not in finding.figures]
    yield "    " + ", ".join(f"{name} {plain(value):.6g}" for name, value in values)
    yield "    " + ", ".join(f"{rule}: {band}" for rule, band in finding.bands.items())
