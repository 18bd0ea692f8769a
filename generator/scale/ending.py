"""What a run tells of its folder: whose it is, and in the end report, index and manifest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any
from uuid import uuid4

import numpy as np
import orjson
from numpy.typing import NDArray

from generator.errors import fault
from generator.model import Likeness
from generator.scale.kept import (
    Seal,
    announce,
    announced,
    forget,
    not_ours,
    records,
    seal,
    summaries,
    summary,
)
from generator.scale.order import MANY, Shard
from generator.scale.work import Work
from generator.wording.likeness import likeness_by, likeness_of
from generator.writers.batch import Tally, report_bytes, report_of
from generator.writers.folder import KEPT, Folder
from generator.writers.page import index_page

MANIFEST = "manifest.json"
SCHEMA = "stringer/manifest/1"
_REPORT, _INDEX = "report.json", "index.html"
_ENDING = "ending"


def end(work: Work, shards: Sequence[Shard]) -> Tally:
    """Write what tells of the whole batch; the manifest comes last, and says that all is there."""
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
    ending = [_REPORT] if entries is None else [_REPORT, _INDEX]
    announce(work.kept, ending, _ENDING)
    files |= _put(work, _REPORT, report_bytes(report))
    if entries is not None:
        files |= _put(work, _INDEX, index_page(report, work.batch).encode())
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


def begin(work: Work) -> None:
    """Put the manifest of the run before aside: from now on it is not true of the folder.

    Raises:
        StringerError: some places alone are wanted, and the stories of the others that are there
            cannot stay: of another program, among other places or in other formats.
    """
    manifest = manifest_of(work.folder) or manifest_of(work.kept) or {"files": {}}
    kept = list(summaries(work.kept))
    if work.wanted is not None:
        stay = {n for each in kept if _usable(work, each) for n in each["files"]}
        others = {n for each in kept for n in each["files"]} | manifest["files"].keys()
        if others - stay - {_REPORT, _INDEX}:
            what = "holds stories by another version, among other places or in other formats."
            advice = "Draft all places, or choose another folder with --out."
            raise fault(str(work.folder.path), what, advice)
    before = {name for each in (manifest, *kept) for name in each["files"]}
    announce(work.kept, sorted(before | announced(work.kept)))
    path = work.folder.path / MANIFEST
    if path.is_dir():
        raise fault(str(path), "cannot be put aside: it is a folder.", "Take it away.")
    with suppress(FileNotFoundError):
        path.replace(work.kept.path / MANIFEST)


def _usable(work: Work, found: dict[str, Any]) -> bool:
    """Whether the stories of a shard can stay beside those of this run."""
    return bool(records(work.kept.path / found["shard"], work.made_by))


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


def manifest_of(folder: Folder) -> dict[str, Any] | None:
    """The manifest of a folder; None where no run was finished in it."""
    content = folder.read(MANIFEST)
    try:
        found = orjson.loads(content or b"{}")
        ours = found["schema"] == SCHEMA and found["release"] and type(found["stories"]) is int
        files = found["files"].values()
        sound = all(type(f["bytes"]) is int and type(f["sha256"]) is str for f in files)
        return found if ours and sound else None
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def claim(folder: Folder, release: str) -> str:
    """Say whose folder it is, before anything is written into it; the name of this run.

    Raises:
        StringerError: it holds the stories of another release, or files of these names that are
            not ours.
    """
    kept, where = Folder(folder.path / KEPT), str(folder.path)
    manifest = manifest_of(folder) or manifest_of(kept)
    noted = (kept.read("release") or b"").decode(errors="replace").strip()
    before = manifest["release"] if manifest else noted
    ours = announced(kept)
    begun = any(True for _ in summaries(kept)) or ours
    if before not in ("", release) and (manifest or begun):
        what = f"holds the stories of {before}."
        raise fault(where, what, "Choose another folder with --out.")
    known = ours | (manifest["files"].keys() | {MANIFEST} if manifest else set())
    for name in (MANIFEST, _REPORT, _INDEX):
        if name not in known and folder.has(name):
            raise not_ours(folder, name)
    kept.write("release", f"{release}\n".encode())
    run = uuid4().hex
    kept.write("run", run.encode())
    return run
