"""The end of a run: the report, the index, and last the manifest, which says that all is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.model import Likeness
from generator.scale.kept import Seal, announce, announced, forget, records, seal, summary
from generator.scale.manifest import INDEX, MANIFEST, REPORT, SCHEMA
from generator.scale.order import MANY, Shard
from generator.scale.work import Work
from generator.wording.likeness import likeness_by, likeness_of
from generator.writers.batch import Tally, report_bytes, report_of
from generator.writers.page import index_page

_ENDING = "ending"


def end(work: Work, shards: Sequence[Shard]) -> Tally:
    """Write what tells of the whole batch."""
    tally = Tally()
    files: dict[str, Seal] = {}
    for shard in shards:
        found = summary(work.kept.path / shard.name)
        if found is not None:
            tally.add(found["tally"])
            files |= {n: (size, digest) for n, (size, digest) in found["files"].items()}
    tally.held = _in_order(work, tally.held)
    entries, alike = _compared(work, shards)
    report = report_of(work.batch, tally, alike, entries)
    ending = [REPORT] if entries is None else [REPORT, INDEX]
    announce(work.kept, ending, _ENDING)
    files |= _put(work, REPORT, report_bytes(report))
    if entries is not None:
        files |= _put(work, INDEX, index_page(report, work.batch).encode())
    _tidy(work, shards, files)
    manifest = {
        "schema": SCHEMA,
        "release": work.batch.release,
        "stories": tally.stories,
        "held": len(tally.held),
        "files": {n: {"bytes": size, "sha256": digest} for n, (size, digest) in files.items()},
    }
    _seal(work, report_bytes(manifest))
    forget(work.kept)
    announce(work.kept, ending, _ENDING)  # ours, whatever becomes of the manifest
    return tally


def _seal(work: Work, content: bytes) -> None:
    """Write the manifest; where it says what the one before said, that is put back."""
    if work.kept.read(MANIFEST) == content:
        (work.kept.path / MANIFEST).replace(work.folder.path / MANIFEST)
    else:
        work.folder.write(MANIFEST, content)
        work.kept.remove(MANIFEST)


def _compared(work: Work, shards: Iterable[Shard]) -> tuple[list[dict[str, Any]] | None, Likeness]:
    """The entries of all stories that are files, and how alike the stories are."""
    entries: list[dict[str, Any]] = []
    keys: list[str] = []
    sketches: list[NDArray[Any]] = []
    whole = work.number <= MANY
    for shard in shards:
        found = [r for r in records(work.kept.path / shard.name) if r.files]
        keys += [r.entry["key"] for r in found]
        entries += [] if work.lines else [r.entry for r in found]
        some = [r.sketch for r in found if r.sketch is not None]
        # Many small arrays would take more room than what they hold.
        sketches += some if whole or not some else [np.vstack(some)]
    alike = (likeness_of if whole else likeness_by)(keys, sketches)
    return (None if work.lines else _in_order(work, entries)), alike


def _in_order(work: Work, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Entries level by level, as the index lists them, each level in the order of the release."""
    levels = list(work.prepared.beat.file.levels)
    return sorted(entries, key=lambda entry: levels.index(entry["level"]))


def _put(work: Work, name: str, content: bytes) -> dict[str, Seal]:
    work.folder.write(name, content)
    return {name: seal(content)}


def _tidy(work: Work, shards: Sequence[Shard], files: dict[str, Seal]) -> None:
    """Take away what runs before wrote and this one has no more."""
    for name in announced(work.kept) - files.keys():
        work.folder.remove(name)
    names = {shard.name for shard in shards}
    for path in work.kept.path.glob("stories-*"):
        if "-".join(path.stem.split("-")[:2]) not in names:
            work.kept.remove(path.name)
