"""What a run keeps of each shard, so that the next one makes no story that would be the same."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

from generator.writers.batch import Tally
from generator.writers.folder import Folder

_NONE = np.empty(0, np.uint16)
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
    """Which program this is: its files, by name, size and time.

    What another program made is made anew, whatever it rests on.
    """
    root = Path(__file__).resolve().parent.parent
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*")):
        if path.suffix in (".py", ".html", ".css", ".js"):
            stat = path.stat()
            digest.update(f"{path.relative_to(root)} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def keep(
    kept: Folder, name: str, records: Sequence[Record], files: Mapping[str, Seal], made_by: str
) -> None:
    """Keep the records of a shard: a line that sums them up, then a line each."""
    tally = Tally()
    for record in records:
        tally.count(record.entry)
    head = {"by": made_by, "files": files, "tally": tally}
    lines = [orjson.dumps(head)]
    lines += [
        orjson.dumps({"entry": r.entry, "templates": r.templates, "files": r.files})
        for r in records
    ]
    sketches = [_NONE if record.sketch is None else record.sketch for record in records]
    packed = BytesIO()
    np.save(packed, np.array([len(sketch) for sketch in sketches], dtype=np.int64))
    np.save(packed, np.concatenate(sketches) if sketches else _NONE)
    kept.write(f"{name}.npy", packed.getvalue())
    kept.write(f"{name}.jsonl", b"\n".join(lines))


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
        head, *lines = path.with_name(f"{path.name}.jsonl").read_bytes().split(b"\n")
        if made_by and orjson.loads(head)["by"] != made_by:
            return []
        return list(_records(path, lines))
    except (OSError, ValueError, KeyError, TypeError, EOFError):
        return []


def _records(path: Path, lines: Sequence[bytes]) -> Iterator[Record]:
    with path.with_name(f"{path.name}.npy").open("rb") as packed:
        lengths, sketches = (np.load(packed, allow_pickle=False) for _ in range(2))
        ends = np.cumsum(lengths)
        for line, sketch in zip(lines, np.split(sketches, ends[:-1]), strict=True):
            found = orjson.loads(line)
            files = {os.fspath(n): (int(s[0]), str(s[1])) for n, s in found["files"].items()}
            yield Record(found["entry"], tuple(found["templates"]), files, sketch)
