"""Before a run writes: whose the folder is, and what becomes of the stories that stand in it."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from uuid import uuid4

from generator.errors import fault
from generator.scale.kept import announce, announced, not_ours, records, summaries
from generator.scale.manifest import INDEX, MANIFEST, REPORT, manifest_of
from generator.scale.work import Work
from generator.writers.folder import KEPT, Folder


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
    for name in (MANIFEST, REPORT, INDEX):
        if name not in known and folder.has(name):
            raise not_ours(folder, name)
    kept.write("release", f"{release}\n".encode())
    run = uuid4().hex
    kept.write("run", run.encode())
    return run


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
        if others - stay - {REPORT, INDEX}:
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
