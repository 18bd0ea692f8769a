"""Where the parts of a release lie: beside ``release.yml``, or in an object store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.config import Release
from generator.errors import fault


@dataclass(frozen=True, slots=True)
class Store:
    """Some files by their names: those of a folder, or of an object store through fsspec."""

    paths: dict[str, str]
    system: Any = None

    @classmethod
    def of(cls, release: Release) -> Store:
        """The parts of a release.

        Raises:
            StringerError: there are none, or what reaches the store is not installed.
        """
        pattern = release.file.source.file
        where = release.document.where(("source", "file"))
        system = None
        if "://" in pattern:
            try:
                import fsspec

                system, inside = fsspec.core.url_to_fs(pattern)
                found = sorted(map(str, system.glob(inside)))
            except ImportError as error:
                raise fault(where, f"{error}.", "Run: pip install 'stringer[scale]'") from None
            except (OSError, ValueError) as error:
                raise fault(where, f"cannot be reached ({error}).") from None
        else:
            root = release.folder.resolve()
            found = sorted(str(p) for p in root.glob(pattern) if p.is_file())
            if out := [p for p in found if not Path(p).resolve().is_relative_to(root)]:
                raise fault(out[0], "lies outside the folder of its release.", "Copy it there.")
        if not found:
            raise fault(where, f"“{pattern}” names no file.", "See docs/scale.md.")
        return cls({path.rpartition("/")[2]: path for path in found}, system)

    def names(self) -> list[str]:
        """The names of all files, in order."""
        return list(self.paths)

    def contents(self, names: Iterable[str]) -> dict[str, bytes]:
        """The contents of some files, by their names.

        Raises: the same as :meth:`read`.
        """
        return {name: self.read(name) for name in names}

    def read(self, name: str) -> bytes:
        """The content of a file.

        Raises:
            StringerError: it has gone, or cannot be read.
        """
        try:
            if self.system is not None:
                content: bytes = self.system.cat_file(self.paths[name])
                return content
            return Path(self.paths[name]).read_bytes()
        except OSError as error:
            raise fault(self.paths[name], f"cannot be read ({error.strerror or error}).") from None
