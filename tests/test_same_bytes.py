"""The same input gives the same bytes: on any day, in any locale, folder and hash seed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT


def drafted(to: Path, **environment: str) -> dict[str, str]:
    stringer = Path(sys.executable).with_name("stringer")
    subprocess.run(
        [stringer, "--project", ROOT, "draft", "crime/2024-12", "--out", to],
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in files(to)}


def files(folder: Path) -> list[Path]:
    """The files of a run; what it keeps for the next one is none of them."""
    return [p for p in folder.iterdir() if p.is_file()]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    first = drafted(tmp_path / "a", PYTHONHASHSEED="1", LC_ALL="C", TZ="Pacific/Auckland")
    second = drafted(
        tmp_path / "b", PYTHONHASHSEED="4711", LC_ALL="C.UTF-8", LANG="de_DE.UTF-8", TZ="UTC"
    )
    assert len(first) == 356 * 4 + 3
    assert first == second


def test_a_second_run_leaves_every_file_alone(tmp_path: Path) -> None:
    before = drafted(tmp_path)
    times = {p.name: p.stat().st_mtime_ns for p in files(tmp_path)}
    assert drafted(tmp_path) == before
    assert {p.name: p.stat().st_mtime_ns for p in files(tmp_path)} == times
