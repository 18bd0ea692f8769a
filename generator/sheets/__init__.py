"""A file of tables opened safely: looked at and parsed in a process of its own, within limits."""

from generator.sheets.opening import Opening
from generator.sheets.sheet import Sheet, column_spans, row_spans

__all__ = ["Opening", "Sheet", "column_spans", "row_spans"]
