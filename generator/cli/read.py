"""``stringer read``: what was found in a release, and whether it agrees with itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import project_command, release_argument

if TYPE_CHECKING:
    from generator.config import Beat, Project, Release
    from generator.model import Analysis, Reading


@click.command()
@release_argument
@click.option(
    "--figures",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write all figures with their cells to this .csv or .parquet file.",
)
@project_command
def read(project: Project, release: str, figures: Path | None) -> None:
    """Show what RELEASE holds: tables, rows, markers, notes, and whether it agrees with itself.

    Exit status: 0 it does, 1 some places are in doubt, 2 it cannot be read.
    """
    from generator.sheets.opening import Opening

    chosen = project.release(release)
    with Opening(chosen.source) as opening:
        from generator import pipeline, workbook
        from generator.rules import load_rules

        beat = project.beat(chosen)
        analysed = pipeline.examine(chosen, beat, load_rules(beat), pipeline.Clock(), opening)
    for line in _lines(analysed, beat, chosen):
        click.echo(line)
    if figures:
        number = workbook.export(analysed.reading, figures)
        click.echo(f"\n{number:,} figures written to {figures}")
    nation = beat.file.nation.code in analysed.held
    sys.exit(2 if nation else 1 if analysed.held else 0)


def _lines(analysed: Analysis, beat: Beat, release: Release) -> Iterator[str]:
    """Tables, figures, notes, checks, remarks and doubts, as lines for a terminal."""
    reading = analysed.reading
    source = release.file.source
    yield f"{release.id}: {release.file.title}"
    yield f"{source.file}, read as {source.layout}"
    yield from _titled("Tables", _tables(reading))
    yield from _titled("Figures", _figures(reading, beat, release))
    yield from _titled("Notes", _notes(reading, release))
    unread = [f"{t.sheet}: {', '.join(t.unread)}" for t in reading.tables if t.unread]
    yield from _titled("Columns that nothing reads", iter(unread))
    yield from _titled("Figures held against one another", _checks(analysed))
    yield from _titled("Remarks", iter(analysed.remarks))
    yield from _titled("In doubt, so that stories are held", _doubts(analysed))


def _titled(title: str, lines: Iterator[str]) -> Iterator[str]:
    """A title over some lines; nothing where there are none."""
    shown = list(lines)
    if shown:
        yield ""
        yield title
        yield from (f"  {line}" for line in shown)


def _tables(reading: Reading) -> Iterator[str]:
    for table in reading.tables:
        kinds = ", ".join(f"{number} {kind}" for kind, number in table.rows.items())
        yield f"{table.sheet}: {table.name}; header in row {table.header_row}; rows: {kinds}"


def _figures(reading: Reading, beat: Beat, release: Release) -> Iterator[str]:
    missing = reading.figures["missing"].value_counts()
    statistics = reading.figures.loc[reading.figures["value"].notna(), "statistic"].value_counts()
    known = {str(k): int(v) for k, v in statistics.items() if v}
    yield f"{sum(known.values()):,} numbers: " + ", ".join(f"{n:,} {k}" for k, n in known.items())
    markers = beat.sources.markers_of(release.file.source.layout)
    about = {m.reason: (mark or "an empty cell", m.about) for mark, m in markers.items()}
    for reason, number in missing.items():
        if reason and number:
            mark, why = about.get(str(reason), ("", ""))
            yield f"{number:,} cells {reason}" + (f" ({mark}: {why})" if mark else "")


def _notes(reading: Reading, release: Release) -> Iterator[str]:
    names = {p.code: p.name for p in reading.places}
    for note in reading.notes:
        tags = [t for t in reading.tags if t.note == note.name]
        on = dict.fromkeys(
            names.get(t.what, t.what) if t.on != "title" else f"title of {t.cell.split('!')[0]}"
            for t in tags
        )
        typed = [n for n in release.file.notes if note.name in n.names]
        does = "; ".join(
            f"no effect: {n.no_effect}" if n.no_effect else f"hold: {n.hold}" if n.hold else "text"
            for n in typed
        )
        yield f"{note.name}, on {', '.join(on) or 'nothing'}: {does or 'not typed'}"


def _checks(analysed: Analysis) -> Iterator[str]:
    for (sheet, what), (made, failed) in analysed.checked.items():
        agree = f"{made - failed:,} {what} agree" if failed < made else f"no {what} agree"
        rest = f", {failed:,} {'does' if failed == 1 else 'do'} not" if failed else ""
        yield f"{sheet}: {agree}{rest}"


def _doubts(analysed: Analysis) -> Iterator[str]:
    names = {p.code: f"{p.name} ({p.kind})" for p in analysed.places}
    for code, reasons in analysed.held.items():
        for reason in reasons:
            yield f"{names[code]}: {reason}"
