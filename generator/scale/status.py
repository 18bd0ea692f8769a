"""What is whole in a folder of stories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import fault
from generator.scale import lock
from generator.scale.kept import seal, summaries
from generator.scale.manifest import manifest_of
from generator.writers.folder import KEPT, Folder


@dataclass(frozen=True, slots=True)
class Status:
    """What stands in a folder: how many stories and files of them are whole, whether the run that
    wrote them was ``finished``, whether one is ``running``, and a line for each file that is not as
    it was written.
    """

    release: str
    stories: int
    files: int
    finished: bool
    running: bool
    faults: tuple[str, ...]


def status(out: Path) -> Status:
    """What is whole in an output folder: each file is held against its checksum.

    Raises:
        StringerError: no stories were ever written into it.
    """
    kept = out / KEPT
    if not kept.is_dir():
        raise fault(str(out), "holds no stories that stringer draft wrote.")
    folder = Folder(out, new=False)
    manifest = manifest_of(folder)
    release = (folder.read(f"{KEPT}/release") or b"").decode(errors="replace").strip()
    if manifest is not None:
        files = {n: (f["bytes"], f["sha256"]) for n, f in manifest["files"].items()}
        stories = manifest["stories"]
    else:
        known = list(summaries(Folder(kept, new=False)))
        files = {n: (s[0], s[1]) for head in known for n, s in head["files"].items()}
        stories = sum(head["tally"]["stories"] for head in known)
    faults = tuple(_faults(folder, files))
    return Status(release, stories, len(files), manifest is not None, lock.taken(out), faults)


def _faults(folder: Folder, files: Mapping[str, Any]) -> Iterator[str]:
    """The files that are not as they were written."""
    for name, sealed in files.items():
        content = folder.read(name)
        if content is None:
            yield f"{name} is gone."
        elif seal(content) != sealed:
            yield f"{name} is not as it was written."
