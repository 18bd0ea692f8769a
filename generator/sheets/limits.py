"""What a release's file may be, in size, and what reading it may take."""

from __future__ import annotations

ENTRIES = 2_000
"""Parts of a workbook's archive; published ones have about a hundred."""

BYTES = 64 * 2**20
"""All parts together, unpacked; published ones have three million."""

CELLS = 2_000_000
"""Of one sheet, from A1 to its last cell; published ones have twelve thousand."""

MEMORY = 768 * 2**20
"""Address space of the process that reads."""

SECONDS = 8
"""Of the processor, for the process that reads."""

PATIENCE = 30
"""Seconds by the clock: a machine with other work gives a process its seconds slowly."""


class RefusedError(Exception):
    """A file that is not read: why, what to try, and its cell (sheet, row, column from 1)."""

    def __init__(
        self, what: str, advice: str = "", cell: tuple[str, int, int] | None = None
    ) -> None:
        super().__init__(what)
        self.what, self.advice, self.cell = what, advice, cell
