"""National lines typed in ``release.yml``, held against the cells they were typed from."""

from __future__ import annotations

from generator.config.project import Release
from generator.errors import Fault, StringerError
from generator.model import Reading, letters


def check_lines(release: Release, reading: Reading) -> None:
    """Every typed figure must equal the figure in its cell.

    Raises:
        StringerError: each figure that does not, or whose cell holds no figure, with its line.
    """
    faults: list[Fault] = []
    figures = reading.figures
    for index, line in enumerate(release.file.nation):
        for name, typed in line.figures.items():
            if not typed.cell:
                continue
            where = release.document.where(("nation", index, "figures", name))
            sheet, _, address = typed.cell.partition("!")
            row = "".join(c for c in address if c.isdigit())
            here = figures[(figures["sheet"] == sheet) & (figures["row"] == int(row or 0))]
            match = [
                value
                for column, value in zip(here["column"], here["value"], strict=True)
                if f"{letters(int(column))}{row}" == address
            ]
            if not match:
                faults.append(Fault(where, f"{typed.cell} holds no figure that was read."))
            elif match[0] != typed.value:
                what = f'"{name}" is typed as {typed.value}, but {typed.cell} says {match[0]:g}.'
                faults.append(Fault(where, what, "Type what the cell says."))
    if faults:
        raise StringerError(faults)
