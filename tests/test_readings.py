"""What the second reader says of many texts is what was looked at when it was last changed."""

from __future__ import annotations

import difflib

from tests.exam.readings import READINGS, readings


def test_no_statement_is_read_otherwise_than_was_looked_at() -> None:
    kept = READINGS.read_text().splitlines()
    moved = difflib.unified_diff(kept, list(readings()), "kept", "now", lineterm="", n=1)
    told = "\n".join(list(moved)[:40])
    assert not told, f"{told}\nif this is meant: python -m tests.exam.readings, and read the diff"
