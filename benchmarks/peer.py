"""RosaeNLG as a peer: R, the unit of our speed budgets, is what it takes to render one story.

Usage: `python -m benchmarks.peer [--places 330] [--runs 3] [--out FILE]`.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, cast

from benchmarks.places import Measurement, records

HERE: Final = Path(__file__).resolve().parent
PEER: Final = HERE / "peers" / "rosaenlg"
INSTALLED: Final = HERE / "node_modules" / "rosaenlg" / "package.json"
INSTALL_SECONDS: Final = 600
RUN_SECONDS: Final = 300


class PeerError(RuntimeError):
    """The peer cannot be installed or run; the text says in one line why, and what to do."""


def install() -> str:
    """Install the version that `peers/rosaenlg/package.json` pins, unless it is there; give it.

    It goes into `benchmarks/node_modules`, which git ignores, without a lock file and without
    running the packages' own scripts. Raises `PeerError` when Node.js or npm is missing or when the
    installation fails.
    """
    pinned = str(json.loads((PEER / "package.json").read_text("utf-8"))["dependencies"]["rosaenlg"])
    _program("node")
    if _installed_version() == pinned:
        return pinned
    flags = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
    npm = [_program("npm"), "install", "--prefix", str(HERE), *flags, f"rosaenlg@{pinned}"]
    _run(npm, name="npm", seconds=INSTALL_SECONDS, hint="Check the network and npm's settings.")
    if _installed_version() != pinned:
        raise PeerError(f"npm finished but rosaenlg {pinned} is not in benchmarks/node_modules.")
    return pinned


def run(places: list[dict[str, Any]], out: Path | None = None) -> Measurement:
    """Render all places twice in one Node process on one core and give its second pass.

    `out` names a file for the texts. Raises `PeerError` when Node.js is missing or the run fails;
    the package must be there (see `install`).
    """
    with TemporaryDirectory() as folder:
        data = Path(folder) / "places.json"
        data.write_text(json.dumps(places), "utf-8")
        command = [_program("node"), str(PEER / "run.mjs"), str(data)]
        if out is not None:
            command += ["--out", str(out.resolve())]
        hint = "If the package is missing, call benchmarks.peer.install() first."
        line = _run(pin(command), name="RosaeNLG", seconds=RUN_SECONDS, hint=hint)
    return cast(Measurement, json.loads(line))


def pin(command: Sequence[str]) -> list[str]:
    """Give the command held to one core: 0, or the first one allowed; as it is without taskset.

    Node spreads compiling and garbage collection over threads, so a second core would change how
    much of its work falls into the measured pass.
    """
    taskset = shutil.which("taskset")
    if taskset is None or sys.platform != "linux":
        return list(command)
    return [taskset, "-c", str(min(os.sched_getaffinity(0))), *command]


def _installed_version() -> str | None:
    try:
        return str(json.loads(INSTALLED.read_text("utf-8"))["version"])
    except (OSError, ValueError, KeyError):
        return None


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise PeerError(f"{name} is not on the PATH. Install Node.js 18.3 or later with npm.")
    return path


def _run(command: Sequence[str], *, name: str, seconds: int, hint: str) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        raise PeerError(f"{name} took more than {seconds} seconds. {hint}") from None
    if done.returncode != 0:
        raise PeerError(f"{name} failed: {_reason(done.stderr)}. {hint}")
    return done.stdout


def _reason(stderr: str) -> str:
    """The line that names the error, as both npm and Node surround it with others."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"\w*Error\b.*:|npm error", line)]
    return (named or lines or ["it gave no reason"])[0].rstrip(".")


def main() -> None:
    """Install the peer if need be, then print one line for each run."""
    parser = argparse.ArgumentParser(description="Measure RosaeNLG, the unit of our budgets.")
    parser.add_argument("--places", type=int, default=330)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path, help="write the texts of the last run here")
    arguments = parser.parse_args()
    try:
        install()
        for _ in range(arguments.runs):
            print(json.dumps(run(records(arguments.places), arguments.out)), flush=True)
    except PeerError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
