"""From a release's file to figures: every published number with the cell it stands in."""

from __future__ import annotations

from generator.config import Beat, Release
from generator.config.schema import TidyLayout
from generator.model import Reading
from generator.workbook.lines import check_lines, check_notes
from generator.workbook.ons import read_workbook
from generator.workbook.tidy import read_tidy

__all__ = ["check_lines", "check_notes", "read"]


def read(release: Release, beat: Beat) -> Reading:
    """All figures of a release, in the tidy shape of :class:`~generator.model.Reading`.

    Raises:
        StringerError: the file is missing, is of another kind, or lacks or repeats something that
            its layout in ``sources.yml`` names; all faults at once, each with sheet and cell.
    """
    layout = beat.sources.layouts[release.file.source.layout]
    if isinstance(layout, TidyLayout):
        return read_tidy(release, beat, layout)
    return read_workbook(release, beat, layout)
