"""Whole processes: what one costs, and the line that one prints."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
_MEMORY_UNIT: Final = 1024**2 if sys.platform == "darwin" else 1024


class RunError(RuntimeError):
    """A process failed; the text says in one line which, and why."""


@dataclass(frozen=True, slots=True)
class Usage:
    """What a process took: CPU time (user and system) and wall time in seconds, peak memory in MB.

    The peak is never less than what the process that started it holds, so that one stays small.
    """

    cpu: float
    wall: float
    memory: float


def measure(command: Sequence[str]) -> Usage:
    """Run a command to its end, in the project's folder, and give what it took.

    Raises:
        RunError: it cannot be started, or ends with a status other than 0.
    """
    with TemporaryFile() as errors:
        start = perf_counter()
        process = _start(command, errors.fileno())
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            errors.seek(0)
            raise _failed(command, process.returncode, errors.read().decode(errors="replace"))
    return Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / _MEMORY_UNIT)


def line(command: Sequence[str]) -> str:
    """Run a command in the project's folder and give what it prints.

    Raises:
        RunError: it ends with a status other than 0.
    """
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise _failed(command, done.returncode, done.stderr)
    return done.stdout


def installed(name: str) -> str:
    """The path of a command that is installed beside this Python.

    Raises:
        RunError: there is none.
    """
    path = Path(sys.executable).parent / name
    if not path.is_file():
        raise RunError(f"{name} is not installed beside this Python. Run it by: make bench.")
    return str(path)


def tell(text: str) -> None:
    """One line of progress."""
    print(text, file=sys.stderr, flush=True)


def _start(command: Sequence[str], errors: int) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=errors)
    except OSError as error:
        raise RunError(f"{Path(command[0]).name} cannot be started: {error.strerror}.") from None


def _failed(command: Sequence[str], status: int, stderr: str) -> RunError:
    lines = [text.strip() for text in stderr.splitlines() if text.strip()]
    said = " ".join((Path(command[0]).name, *command[1:]))
    return RunError(f"{said} ended with {status}: {lines[-1] if lines else 'it gave no reason'}")
