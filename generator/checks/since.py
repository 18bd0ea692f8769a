"""The project as it was at another time: another folder, or a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator import pipeline
from generator.config import Project
from generator.errors import Fault, StringerError, fault
from generator.pipeline import Prepared

_KEPT = ("config", "templates", "releases")
_ADVICE = "Name a revision as git log shows it, or another project's folder."


@contextmanager
def project_since(project: Project, since: str) -> Iterator[Project]:
    """The project as it was: in another folder, or at a revision of git.

    Raises:
        StringerError: there is neither such a folder nor such a revision.
    """
    folder = Path(since)
    if (folder / "config" / "house.yml").is_file():
        yield Project(folder.resolve())
        return
    if folder.is_dir():
        advice = "Name a folder with config/house.yml, one of golden stories, or a revision."
        raise fault(since, "is no project of Stringer.", advice)
    with tempfile.TemporaryDirectory(prefix="stringer-") as there:
        _take_out(project, since, Path(there))
        yield Project(Path(there))


def prepared_since(old: Project, release: str, since: str) -> Prepared:
    """A release of an earlier state, made ready.

    Raises:
        StringerError: that state has faults, or no such release: told as its own.
    """
    try:
        return pipeline.prepare(old, release)
    except StringerError as error:
        faults = [Fault(f"{since}: {f.where}", f.what, f.advice) for f in error.faults]
        raise StringerError(faults) from None


def _take_out(project: Project, revision: str, into: Path) -> None:
    """Configuration, templates and releases of a revision, into a folder."""
    root = project.root.resolve()
    said = _git(root, "rev-parse", "--show-toplevel")
    if isinstance(said, str):
        what = "lies in no git repository."
        raise fault(str(project.root), what, "Name a folder of an earlier state: --since DIR.")
    top = Path(said.decode().removesuffix("\n")).resolve()
    wanted = f"{revision}^{{commit}}"
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    if isinstance(commit, str):
        raise fault(revision, "is no revision and no folder.", _ADVICE)
    at = commit.decode().strip()
    prefix = root.relative_to(top)
    listed = _ask(top, "ls-tree", "-z", "--name-only", at, "--", *_within(prefix))
    paths = listed.decode().split("\0")[:-1]
    if not paths:
        raise fault(revision, "has no configuration of this project.", _ADVICE)
    packed = _ask(top, "archive", "--format=tar", at, "--", *paths)
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        tar.extractall(into, filter="data")
    for name in _KEPT if prefix.parts else ():
        if (into / prefix / name).is_dir():
            (into / prefix / name).rename(into / name)


def _within(prefix: Path) -> list[str]:
    return [(prefix / name).as_posix() for name in _KEPT]


def _ask(folder: Path, *words: str) -> bytes:
    """What git says.

    Raises:
        StringerError: it fails.
    """
    said = _git(folder, *words)
    if isinstance(said, str):
        raise fault("git", f"failed ({said}).", "Name a folder of an earlier state: --since DIR.")
    return said


def _git(folder: Path, *words: str) -> bytes | str:
    """What git says; as text, why it says nothing.

    Raises:
        StringerError: git is not there.
    """
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except FileNotFoundError:
        advice = "Install it, or name a folder: --since DIR."
        raise fault("git", "is not installed.", advice) from None
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        return lines[-1] if lines else f"status {done.returncode}"
    return done.stdout
