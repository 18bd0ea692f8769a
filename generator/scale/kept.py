"""What a run keeps of each shard, so that the next one makes no story that would be the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from generator.errors import StringerError, fault
from generator.writers.batch import Tally
from generator.writers.folder import Folder

_NONE = np.empty(0, np.uint16)
_LOOSE = "loose"
Seal = tuple[int, str]
"""The length of a file, and its SHA-256."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is kept of one story: its entry in the report, what it was filled from, its files and
    its sketch, which tells how alike it is to others; of a place that is held, the entry.
    """

    entry: dict[str, Any]
    templates: tuple[str, ...] = ()
    files: Mapping[str, Seal] = field(default_factory=dict)
    sketch: NDArray[np.unsignedinteger] | None = None


def seal(content: bytes) -> Seal:
    """How a file can be known again."""
    return len(content), hashlib.sha256(content).hexdigest()


@cache
def engine() -> str:
    """Which program this is: what its files hold, wherever and whenever it was installed.

    What another program made is made anew, whatever it rests on.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js"):
            content = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def announce(kept: Folder, names: Iterable[str], which: str = "") -> None:
    """Keep the names of files that may be there: what the manifest does not list in the end is
    taken away, even if the run that wrote it was cut off.
    """
    content = "\n".join(names).encode()
    if content:
        kept.write(f"{_LOOSE}-{which}", content)


def announced(kept: Folder) -> set[str]:
    """All files that a run wrote or was to write since one was last finished."""
    contents = [kept.read(path.name) or b"" for path in kept.path.glob(f"{_LOOSE}-*")]
    return {name for c in contents for name in c.decode(errors="replace").split("\n") if name}


def not_ours(folder: Folder, name: str) -> StringerError:
    """What to say where a file is to be written, and something is there that no run wrote."""
    what = f"holds a file {name} that Stringer has no note of."
    return fault(str(folder.path), what, "Take it away, or choose another folder with --out.")


def forget(kept: Folder) -> None:
    """A run is finished, and its manifest says what is there."""
    for path in list(kept.path.glob(f"{_LOOSE}-*")):
        kept.remove(path.name)


def summaries(kept: Folder) -> Iterator[dict[str, Any]]:
    """What sums up each shard that is kept, whoever made it."""
    for path in sorted(kept.path.glob("stories-*.jsonl")):
        if (found := summary(path.with_suffix(""))) is not None:
            yield {**found, "shard": path.stem}


def keep(
    kept: Folder, name: str, records: Sequence[Record], files: Mapping[str, Seal], made_by: str
) -> None:
    """Keep the records of a shard: a line that sums them up, then a line each.

    The sketches are in a file beside, which that line names: what it named before stays until then.
    """
    tally = Tally()
    for record in records:
        tally.count(record.entry)
    sketches = [_NONE if record.sketch is None else record.sketch for record in records]
    packed = BytesIO()
    np.save(packed, np.array([len(sketch) for sketch in sketches], dtype=np.int64))
    np.save(packed, np.concatenate(sketches) if sketches else _NONE)
    beside = f"{name}-{seal(packed.getvalue())[1][:12]}.npy"
    kept.write(beside, packed.getvalue())
    head = {"by": made_by, "files": files, "tally": tally, "sketches": beside}
    lines = [orjson.dumps(head)]
    lines += [
        orjson.dumps({"entry": r.entry, "templates": r.templates, "files": r.files})
        for r in records
    ]
    kept.write(f"{name}.jsonl", b"\n".join(lines))
    for path in list(kept.path.glob(f"{name}-*.npy")):
        if path.name != beside:
            kept.remove(path.name)


def summary(path: Path) -> dict[str, Any] | None:
    """What sums up a shard; None where it was never finished, or is damaged."""
    try:
        with path.with_name(f"{path.name}.jsonl").open("rb") as file:
            found: dict[str, Any] = orjson.loads(file.readline())
            return found if found["tally"] and "files" in found else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def records(path: Path, made_by: str = "") -> list[Record]:
    """The records of a shard; none where it was not finished, or was made by another program."""
    try:
        first, *lines = path.with_name(f"{path.name}.jsonl").read_bytes().split(b"\n")
        head = orjson.loads(first)
        if made_by and head["by"] != made_by:
            return []
        return list(_records(path.with_name(os.path.basename(head["sketches"])), lines))  # noqa: PTH119
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return []


def _records(sketched: Path, lines: Sequence[bytes]) -> Iterator[Record]:
    with sketched.open("rb") as packed:
        lengths, sketches = (np.load(packed, allow_pickle=False) for _ in range(2))
        ends = np.cumsum(lengths)
        for line, sketch in zip(lines, np.split(sketches, ends[:-1]), strict=True):
            found = orjson.loads(line)
            files = {os.fspath(n): (int(s[0]), str(s[1])) for n, s in found["files"].items()}
            yield Record(found["entry"], tuple(found["templates"]), files, sketch)
