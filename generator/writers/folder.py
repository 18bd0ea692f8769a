"""A folder in which files appear whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from generator.errors import fault

KEPT = ".stringer"
"""The folder inside an output folder that holds what a run keeps for the next one."""


class Folder:
    """An output folder; a ``new`` one is made, and tried, before anything is written to it.

    Raises:
        StringerError: the folder cannot be made or written to.
    """

    def __init__(self, path: Path, *, new: bool = True) -> None:
        self.path = path
        try:
            if new:
                path.mkdir(parents=True, exist_ok=True)
                temporary = self._unused()
                temporary.touch(exist_ok=False)
                temporary.unlink(missing_ok=True)
        except OSError as error:
            what = f"cannot be written to ({error.strerror})."
            raise fault(str(path), what, "Choose another folder with --out.") from None
        self._there = {entry.name for entry in os.scandir(path)}

    def write(self, name: str, content: bytes) -> None:
        """Write one file, first beside its place, then into it; the same content is left alone.

        A link that stands there is replaced by the file, never followed.

        Raises:
            StringerError: the disk is full, or the folder has gone.
        """
        target, temporary = self.path / name, self._unused()
        try:
            if name in self._there and self.read(name) == content:
                return
            _write_new(temporary, content)
            os.replace(temporary, target)  # noqa: PTH105
        except BaseException as error:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            if not isinstance(error, OSError):
                raise
            what = f"could not be written ({error.strerror})."
            raise fault(str(target), what, "Make room there, and run again.") from None

    def _unused(self) -> Path:
        """A name for a file to begin: no other process, on whatever machine, has the same."""
        return self.path / f".stringer-{secrets.token_hex(8)}.part"

    def sweep(self) -> None:
        """Take away what runs that were killed had begun to write; for who holds the folder."""
        with suppress(OSError):
            for path in self.path.glob(".stringer-*.part"):
                path.unlink(missing_ok=True)

    def read(self, name: str) -> bytes | None:
        """A file's content, or None where there is none; a link is no file of this folder."""
        path = self.path / name
        try:
            return path.read_bytes() if path.is_file() and not path.is_symlink() else None
        except OSError:
            return None

    def has(self, name: str) -> bool:
        """Whether the folder holds anything of that name, a link aside."""
        path = self.path / name
        return path.exists() and not path.is_symlink()

    def remove(self, name: str) -> None:
        """Take a file away; a name that is no plain file name of this folder is left alone.

        Raises:
            StringerError: something else has that name, or the folder cannot be changed.
        """
        if name and name == os.path.basename(name) and not name.startswith("."):  # noqa: PTH119
            try:
                (self.path / name).unlink(missing_ok=True)
            except OSError as error:
                what = f"could not be taken away ({error.strerror})."
                raise fault(str(self.path / name), what, "Do so, and run again.") from None


def _write_new(path: Path, content: bytes) -> None:
    """The bare system calls: a batch writes a thousand small files, and little else."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def write_named(path: Path, content: bytes) -> None:
    """Write a file that somebody named.

    Raises:
        StringerError: its folder is none, or something else than a file is there: a device, a link.
    """
    refuse_unusual(path)
    Folder(path.parent).write(path.name, content)


def refuse_unusual(path: Path) -> None:
    """Refuse a path that no plain file can be written to: in time, before there is work to lose.

    Raises:
        StringerError: as :func:`write_named`.
    """
    if not path.parent.is_dir():
        raise fault(str(path), "cannot be written: its folder is not there.", "Make it first.")
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise fault(str(path), "is no plain file, and is left alone.", "Choose another name.")
