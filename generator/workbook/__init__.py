"""From a release's file to figures: every published number with the cell it stands in."""

from __future__ import annotations

from generator.config import Beat, Release
from generator.config.schema import TidyLayout
from generator.model import Reading
from generator.sheets.opening import Opening
from generator.workbook.editions import compare
from generator.workbook.export import export
from generator.workbook.layout import read_workbook
from generator.workbook.parts import read_parts
from generator.workbook.store import Store
from generator.workbook.supposed import Figures, figures_of, reading_of
from generator.workbook.tidy import read_tidy
from generator.workbook.typed import check_lines, check_notes

__all__ = [
    "Figures",
    "Store",
    "check_lines",
    "check_notes",
    "compare",
    "export",
    "figures_of",
    "read",
    "read_parts",
    "reading_of",
]


def read(release: Release, beat: Beat, opening: Opening | None = None) -> Reading:
    """All figures of a release, in the tidy shape of :class:`~generator.model.Reading`.

    ``opening`` is its file, where that is being opened already. Of a release in parts, all are
    read at once.

    Raises:
        StringerError: the file is missing, is of another kind, or lacks or repeats something that
            its layout in ``sources.yml`` names; all faults at once, each with sheet and cell.
    """
    if release.in_parts:
        store = Store.of(release)
        return read_parts(release, beat, store.contents(store.names()))
    layout = beat.sources.layouts[release.file.source.layout]
    with opening or Opening(release.source) as file:
        sheets = file.sheets()
    if isinstance(layout, TidyLayout):
        return read_tidy(release, beat, layout, sheets)
    return read_workbook(release, beat, layout, sheets)
