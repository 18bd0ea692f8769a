"""One run at a time in a folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from generator.errors import fault
from generator.writers.folder import KEPT

_DYING = 2.0
"""Seconds that the workers of a run that was killed may take to end."""


@contextmanager
def held(out: Path) -> Iterator[None]:
    """Hold a folder, so that no other run writes into it.

    The lock is the system's and ends with the process that holds it, however that ends; the file
    stays, and says who held it last.

    Raises:
        StringerError: another run holds the folder, or the lock cannot be made.
    """
    path = out / KEPT / "lock"
    if path.parent.is_symlink():
        raise fault(str(path.parent), "is a link, which is never followed.", "Take it away.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666)
    except OSError as error:
        what = f"cannot be written to ({error.strerror})."
        raise fault(str(out), what, "Choose another folder with --out.") from None
    try:
        _take(file, out)
        _sign(file, out)
        yield
    finally:
        os.close(file)


def taken(out: Path) -> bool:
    """Whether a run holds a folder now."""
    try:
        file = os.open(out / KEPT / "lock", os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _take(file: int, out: Path) -> None:
    """Take the lock; wait for the workers of a run that has gone, for no other."""
    until = monotonic() + _DYING
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(file, 20, 0).decode(errors="replace").strip()
            if _alive(holder) or monotonic() > until:
                what = f"another run (process {holder or 'unknown'}) is writing into it."
                advice = "Wait for it, or choose another folder with --out."
                raise fault(str(out), what, advice) from None
            sleep(0.02)
        else:
            return


def _sign(file: int, out: Path) -> None:
    """Say who holds the folder."""
    try:
        os.ftruncate(file, 0)
        os.pwrite(file, f"{os.getpid()}\n".encode(), 0)
    except OSError as error:
        what = f"cannot be written to ({error.strerror})."
        raise fault(str(out), what, "Make room there, or choose another with --out.") from None


def _alive(pid: str) -> bool:
    """Whether there is such a process."""
    try:
        os.kill(int(pid), 0)
    except ValueError:
        return True  # it has the lock, and has not yet said who it is
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
