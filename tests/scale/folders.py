"""Looking at the folder of a run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.writers import Folder


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a run; what it keeps for the next one is none of them."""
    return {p.name: p.read_bytes() for p in folder.iterdir() if p.is_file()}


def at_write(number: int, act: Callable[[], object]) -> Callable[[Folder, str, bytes], None]:
    """``Folder.write``, which does something else when it has begun to write for such a time."""
    whole = Folder.write
    begun = 0

    def write(folder: Folder, name: str, content: bytes) -> None:
        nonlocal begun
        begun += 1
        if begun == number:
            folder._write_temporary(content[: len(content) // 2])
            act()
        whole(folder, name, content)

    return write
