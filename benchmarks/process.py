"""Whole processes: what one costs, and the line that one prints."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter
from typing import IO, Final

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
    return reported(command)[1]


def reported(command: Sequence[str]) -> tuple[str, Usage]:
    """The same with what it prints.

    Raises: the same as :func:`measure`.
    """
    with TemporaryFile() as printed, TemporaryFile() as errors:
        start = perf_counter()
        process = _start(command, printed.fileno(), errors.fileno())
        _, status, used = os.wait4(process.pid, 0)
        wall = perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise _failed(command, process.returncode, _text(errors))
        usage = Usage(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / _MEMORY_UNIT)
        return _text(printed), usage


def line(command: Sequence[str]) -> str:
    """What a command prints.

    Raises: the same as :func:`measure`.
    """
    return reported(command)[0]


def pin(command: Sequence[str]) -> list[str]:
    """Give the command held to one core: 0, or the first one allowed; as it is without taskset.

    Node spreads compiling and garbage collection over threads, so a second core would change how
    much of its work falls into the measured pass.
    """
    taskset = shutil.which("taskset")
    if taskset is None or sys.platform != "linux":
        return list(command)
    return [taskset, "-c", str(min(os.sched_getaffinity(0))), *command]


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


def _start(command: Sequence[str], printed: int, errors: int) -> subprocess.Popen[bytes]:
    compiled = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    try:
        return subprocess.Popen(command, cwd=ROOT, env=compiled, stdout=printed, stderr=errors)
    except OSError as error:
        raise RunError(f"{Path(command[0]).name} cannot be started: {error.strerror}.") from None


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def _failed(command: Sequence[str], status: int, stderr: str) -> RunError:
    said = " ".join((Path(command[0]).name, *command[1:]))
    return RunError(f"{said} ended with {status}: {_reason(stderr)}")


def _reason(stderr: str) -> str:
    """The line that names the error, which npm, pip and Node surround by others; else the last."""
    lines = [text.strip() for text in stderr.splitlines() if text.strip()]
    named = [text for text in lines if re.match(r"\w*Error\b.*:|npm error|ERROR:", text)]
    return (named or lines[-1:] or ["it gave no reason"])[0]
