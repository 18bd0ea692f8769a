"""A run in parts that cannot go on: one clear line, and nothing half-written."""

from __future__ import annotations

import errno
import os
import shutil
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from benchmarks.perturbed import PERTURBED
from generator import scale
from generator.scale.parts import Survey, Surveyed, combine
from generator.writers import Folder
from tests.scale.folders import contents
from tests.spoiling import lines, run


def left(out: Path) -> list[str]:
    """What stands in a folder and is not whole."""
    return [p.name for p in out.rglob("*") if p.name.endswith(".part")]


@pytest.mark.parametrize("there", [False, True])
def test_a_folder_that_may_only_be_read_is_told_in_a_line(
    perturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, there: bool
) -> None:
    out = tmp_path / "out"
    if there:
        out.mkdir()

    def refuse(at: object, name: str) -> None:
        whole = getattr(at, name)

        def called(path: str | Path, *more: Any, **named: Any) -> Any:
            if Path(path).is_relative_to(out):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return whole(path, *more, **named)

        monkeypatch.setattr(at, name, called)

    for at, name in ((os, "open"), (os, "mkdir"), (Path, "write_bytes")):
        refuse(at, name)
    result = run(perturbed, "draft", PERTURBED, "--out", str(out))
    assert result.exit_code == 2
    assert lines(result) == [
        f"{out}: cannot be written to (Read-only file system). Choose another folder with --out."
    ]
    assert not out.exists() or not list(out.iterdir())


def test_a_part_that_vanishes_on_the_way_is_told_in_a_line(
    perturbed: Path, alone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project, out = tmp_path / "project", tmp_path / "out"
    shutil.copytree(perturbed, project)
    gone = project / "releases" / PERTURBED / "parts/part-00001.parquet"
    content = gone.read_bytes()

    def combined(names: Sequence[str], found: Sequence[Surveyed]) -> Survey:
        gone.unlink()
        return combine(names, found)

    wanted = ("draft", PERTURBED, "--out", str(out), "--format", "jsonl", "--jobs", "2")
    with monkeypatch.context() as patched:
        patched.setattr("generator.scale.run.combine", combined)
        result = run(project, *wanted)
    assert result.exit_code == 2
    assert lines(result) == [f"{gone}: cannot be read (No such file or directory)."]
    assert not left(out)
    assert not scale.status(out).finished
    assert not scale.status(out).faults
    gone.write_bytes(content)
    assert run(project, *wanted).exit_code == 0
    assert contents(out) == contents(alone)


def test_ctrl_c_ends_a_run_with_its_workers_in_a_line(
    perturbed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "pressed"

    here, whole = os.getpid(), Folder.write

    def write(folder: Folder, name: str, content: bytes) -> None:
        """One worker presses Ctrl-C, and each waits until it is ended by it."""
        if os.getpid() == here:
            whole(folder, name, content)
            return
        folder._unused().write_bytes(content[: len(content) // 2])
        try:
            os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
            os.kill(os.getppid(), signal.SIGINT)
        except FileExistsError:
            pass
        signal.pause()

    out = tmp_path / "out"
    wanted = ("draft", PERTURBED, "--out", str(out), "--format", "jsonl", "--jobs", "2")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # a job behind has none
    try:
        with monkeypatch.context() as patched:
            patched.setattr(Folder, "write", write)
            result = run(perturbed, *wanted)
    finally:
        signal.signal(signal.SIGINT, before)
    assert mark.exists()
    assert result.exit_code == 130
    assert lines(result) == ["stopped."]
    assert not left(out)
    assert not contents(out)
