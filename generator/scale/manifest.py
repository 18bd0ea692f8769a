"""The files that tell of a whole batch, and the manifest, by which a finished folder is known."""

from __future__ import annotations

from typing import Any

import orjson

from generator.writers.folder import Folder

MANIFEST = "manifest.json"
SCHEMA = "stringer/manifest/1"
REPORT, INDEX = "report.json", "index.html"


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
