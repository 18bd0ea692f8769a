"""The process that reads one file: ``python -P -m generator.sheets.child FILE``.

It writes the sheets, or why there are none, to standard output as JSON. What happens to it (a
file that makes the parser abort, or takes all memory) does not happen to its parent.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from generator.sheets import limits
from generator.sheets.formats import read_file

_PLAIN = frozenset((float, str, bool))


def main() -> None:
    """Read the file named on the command line."""
    _limit()
    try:
        answer: dict[str, Any] = {"sheets": [_plain(s) for s in read_file(Path(sys.argv[1]))]}
    except limits.RefusedError as refused:
        answer = {"refused": (refused.what, refused.advice, refused.cell)}
    except MemoryError:
        sys.exit(3)
    sys.stdout.buffer.write(json.dumps(answer, allow_nan=False).encode())


def _limit() -> None:
    """Bound memory and processor time, where the system can."""
    try:
        import resource
    except ImportError:  # not on Windows; the parent's clock still bounds the time
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY, limits.MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.SECONDS, limits.SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(sheet: dict[str, Any]) -> dict[str, Any]:
    """The sheet with cells that JSON can hold: a date as text, an endless number as text."""
    for row in sheet["rows"]:
        for index, content in enumerate(row):
            if type(content) is float and not isfinite(content):
                row[index] = str(content)
            elif type(content) not in _PLAIN:
                row[index] = _other(content)
    return sheet


def _other(content: Any) -> Any:
    if isinstance(content, datetime | date | time):
        return content.isoformat()
    if isinstance(content, timedelta):
        return str(content)
    return float(content) if isinstance(content, int) else str(content)


if __name__ == "__main__":
    main()
