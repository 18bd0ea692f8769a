"""Looking at the folder of a run."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from generator import scale
from generator.pipeline import Prepared
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
            folder._unused().write_bytes(content[: len(content) // 2])
            act()
        whole(folder, name, content)

    return write


def killed(
    prepared: Prepared, wanted: scale.Order, write: int, positions: Sequence[int] | None = None
) -> int:
    """How another process ends that is killed in the middle of writing a file."""
    child = os.fork()
    if child == 0:
        kill = at_write(write, lambda: os.kill(os.getpid(), signal.SIGKILL))
        setattr(Folder, "write", kill)  # noqa: B010
        scale.draft(prepared, wanted, positions)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
