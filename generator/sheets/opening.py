"""A file on its way in: read by another process, while this one gets ready."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import orjson

from generator.errors import fault
from generator.model import cell
from generator.sheets import limits
from generator.sheets.sheet import Sheet

_ADVICE = "Keep the tables that are needed, or look at what else is in the file."


class Opening:
    """A file being read. Make it as early as possible, and ask for its sheets when needed.

    Also a context manager, that ends the reading if nobody waits for it any more.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sheets: list[Sheet] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        if path.is_file():
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "generator.sheets.child", str(path)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )

    def __enter__(self) -> Opening:
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.communicate()

    def sheets(self) -> list[Sheet]:
        """All sheets of a workbook (xlsx, ods, xls), or a CSV as one.

        Raises:
            StringerError: there is no such file, it is of another kind, damaged or empty, or
                reading it goes beyond the limits.
        """
        if self._sheets is None:
            self._sheets = [_sheet(s) for s in self._answer()]
        return self._sheets

    def _answer(self) -> list[dict[str, Any]]:
        name = str(self.path)
        if self.path.is_dir():
            raise fault(name, "is a folder.", "Name the file in release.yml.")
        if self._process is None:
            raise fault(name, "there is no such file.", "Put the release's figures there.")
        try:
            output, _ = self._process.communicate(timeout=limits.PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()
            raise fault(name, f"takes longer than {limits.PATIENCE} s to read.", _ADVICE) from None
        if self._process.returncode:
            raise fault(name, _ended(self._process.returncode), _ADVICE)
        answer = orjson.loads(output)
        if refused := answer.get("refused"):
            what, advice, at = refused
            raise fault(f"{self.path.name}: {cell(*at)}" if at else name, what, advice)
        sheets: list[dict[str, Any]] = answer["sheets"]
        return sheets


def _ended(code: int) -> str:
    """Why the reading process ended without an answer."""
    import signal

    if -code in (getattr(signal, "SIGXCPU", 0), signal.SIGTERM, getattr(signal, "SIGKILL", 0)):
        return f"takes longer than {limits.SECONDS} s to read."
    if code == 3 or -code == signal.SIGABRT:
        return f"needs more than {limits.MEMORY // 2**20} MB to read."
    return f"makes the parser fail (status {code})."


def _sheet(data: dict[str, Any]) -> Sheet:
    return Sheet(
        name=data["name"],
        rows=data["rows"],
        typed=data.get("typed", True),
        hidden=data.get("hidden", False),
        hidden_rows=frozenset(data.get("hidden_rows", ())),
        hidden_columns=frozenset(data.get("hidden_columns", ())),
        broken={(row, column): text for row, column, text in data.get("broken", ())},
    )
