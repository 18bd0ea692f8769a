"""One number of the bundled workbook changed by one, many times over: is it always noticed?

``python -m tests.cells`` prints the table of what came of 500 such changes.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from generator import pipeline
from generator.config import Project
from generator.errors import StringerError, WithheldError
from generator.model import Cell
from generator.pipeline import Prepared
from generator.rules import load_rules
from generator.sheets.opening import Opening
from generator.sheets.sheet import Sheet
from tests.conftest import ROOT

RELEASE = "crime/2024-12"
CHANGES = 500
REPORTED, ELSEWHERE = "reported with its cell", "reported with another cell"
HARMLESS, WRONG = "not reported, no story changed", "NOT REPORTED, A STORY CHANGED"


class Changed(NamedTuple):
    """A cell changed by one, what came of it, and the first line that tells."""

    cell: Cell
    by: int
    came_of_it: str
    line: str


class _Sheets(Opening):
    """A file that is open already."""

    def __init__(self, sheets: list[Sheet]) -> None:
        self._sheets, self._process = sheets, None


class SingleCells:
    """The release as it is, to be changed in one cell at a time."""

    def __init__(self, release: str = RELEASE) -> None:
        self.project = Project(ROOT)
        self.release = release
        source = self.project.release(release).source
        with Opening(source) as opening:
            self.sheets = opening.sheets()
        self.right = pipeline.prepare(self.project, release, opening=_Sheets(self.sheets))
        self.rules = load_rules(self.right.beat)
        self.texts = self._texts(self.right)
        self.cells = [
            (number, row, column)
            for number, sheet in enumerate(self.sheets)
            for row, cells in enumerate(sheet.rows)
            for column, content in enumerate(cells)
            if isinstance(content, float)
        ]

    def change(self, seed: int, many: int) -> Iterator[Changed]:
        """So many changes of a number by one, up or down, in cells taken at random."""
        chance = random.Random(seed)
        for number, row, column in chance.sample(self.cells, many):
            by = chance.choice((-1, 1))
            rows = [list(cells) for cells in self.sheets[number].rows]
            rows[row][column] += by
            sheets = list(self.sheets)
            sheets[number] = replace(sheets[number], rows=rows)
            where = sheets[number].at(row, column)
            yield Changed(where, by, *self._came_of(sheets, where))

    def _came_of(self, sheets: list[Sheet], where: Cell) -> tuple[str, str]:
        try:
            analysed = pipeline.examine(
                self.right.release, self.right.beat, self.rules, pipeline.Clock(), _Sheets(sheets)
            )
            said = [*analysed.remarks, *(r for reasons in analysed.held.values() for r in reasons)]
        except StringerError as error:
            said = [str(fault) for fault in error.faults]
        if said:
            exact = re.compile(rf"{re.escape(where)}\b")
            named = [line for line in said if exact.search(line)]
            return (REPORTED, named[0]) if named else (ELSEWHERE, said[0])
        made = pipeline.prepare(self.project, self.release, opening=_Sheets(sheets))
        return (HARMLESS if self._texts(made) == self.texts else WRONG), ""

    @staticmethod
    def _texts(prepared: Prepared) -> list[object]:
        """What the templates make of the figures, or why they cannot."""

        def text(position: int) -> object:
            try:
                return pipeline.written(prepared, position).article.blocks
            except WithheldError as error:
                return str(error)

        return [text(position) for position in prepared.tellable]


def table(found: list[Changed]) -> str:
    """How often what came of it, by sheet."""
    sheets = sorted({c.cell.split("!")[0] for c in found})
    outcomes = (REPORTED, ELSEWHERE, HARMLESS, WRONG)
    counts = Counter((c.cell.split("!")[0], c.came_of_it) for c in found)
    rows = [f"| sheet | {' | '.join(outcomes)} |", f"|---|{'---|' * len(outcomes)}"]
    for sheet in sheets:
        rows.append(f"| {sheet} | {' | '.join(str(counts[sheet, o]) for o in outcomes)} |")
    totals = (str(sum(c.came_of_it == o for c in found)) for o in outcomes)
    return "\n".join([*rows, f"| all | {' | '.join(totals)} |"])


if __name__ == "__main__":
    everything = list(SingleCells().change(seed=0, many=CHANGES))
    print(table(everything))
    for one in everything:
        if one.came_of_it != REPORTED:
            print(one.cell, one.by, one.came_of_it, one.line)
