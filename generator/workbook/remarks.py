"""What a person who opens a workbook would not see, or would see and the parser does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.sheets.sheet import Sheet, column_spans, row_spans
from generator.workbook.rows import Row
from generator.workbook.tables import Found


def remarks_on(
    read: Sequence[tuple[Found, Sequence[Row]]], sheets: Sequence[Sheet], others: Sequence[Sheet]
) -> Iterator[str]:
    """Hidden sheets, rows and columns that are read; errors and empty formulas that are not.

    ``others`` are sheets that are read besides the tables.
    """
    used: dict[str, tuple[set[int], set[int]]] = {}
    for found, rows in read:
        columns = {*(c.at for c in found.columns), *found.identify.values()}
        used[found.sheet.name] = ({found.header, *(r.at for r in rows)}, columns)
    for sheet in others:
        width = max(map(len, sheet.rows), default=0)
        used[sheet.name] = (set(range(len(sheet.rows))), set(range(width)))
    for sheet in sheets:
        rows_used, columns_used = used.get(sheet.name, (set(), set()))
        name = sheet.name.strip()
        if sheet.hidden and sheet.name in used:
            yield f"{name}: the sheet is hidden, and read like any other."
        if hidden := sorted(sheet.hidden_rows & rows_used):
            yield f"{name}: {row_spans(hidden)} hidden, and read like any other."
        if hidden := sorted(sheet.hidden_columns & columns_used):
            yield f"{name}: {column_spans(hidden)} hidden, and read like any other."
        for (row, column), content in sheet.broken.items():
            if row not in rows_used or column not in columns_used:
                kind = "a formula without a value" if content.startswith("=") else f"“{content}”"
                yield f"{sheet.at(row, column)}: holds {kind}; nothing reads that cell."
