"""What `make torture` does: runs that are killed at random moments, and the other ways to be cruel.

Usage: `python -m tests.scale.torture [--stories 5000] [--kills 200] [--seed 1]`.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

from benchmarks.perturbed import PERTURBED, write_project
from tests.scale.folders import contents

AT_A_TIME = 8
"""A run is killed within an eighth of an undisturbed one's time, so that what goes on is killed all
along the way; one in eight at any time, so that some of them end.
"""
_WORKS = b"spawn_main", b"dask worker"
"""What a worker is called: by Python, or by Dask where setproctitle is installed."""
STRINGER = str(Path(sys.executable).with_name("stringer"))


def start(project: Path, out: Path, *more: str) -> subprocess.Popen[bytes]:
    """A run that is under way."""
    words = [STRINGER, "--project", str(project), "draft", PERTURBED, "--out", str(out), *more]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def kills(
    project: Path, out: Path, whole: dict[str, bytes], number: int, took: float
) -> Iterator[str]:
    """Kill runs at random moments and let the next go on; begin anew once one was not killed."""
    torn = finished = unequal = 0
    done = 0
    while done < number:
        run = start(project, out, "--jobs", "2")
        most = took if random.randrange(AT_A_TIME) == 0 else took / AT_A_TIME
        try:
            run.wait(timeout=random.uniform(0.2, most))
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.communicate()
            done += 1
        else:
            run.communicate()
            finished += 1
            unequal += contents(out) != whole
            shutil.rmtree(out)
            continue
        found = contents(out) if out.is_dir() else {}
        torn += sum(whole.get(n) != c for n, c in found.items() if not n.endswith(".part"))
    start(project, out, "--jobs", "2").communicate()
    unequal += contents(out) != whole
    yield f"kills: {done}; runs that finished in between: {finished}"
    yield f"torn files: {torn}; folders that were not the undisturbed one: {unequal}"


def full_disk(project: Path) -> Iterator[str]:
    """A run into a tmpfs that is too small."""
    with tempfile.TemporaryDirectory() as small:
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", small], check=False
        )
        if mounted.returncode:
            yield "full disk: a tmpfs cannot be mounted here"
            return
        try:
            run = start(project, Path(small) / "out")
            told = run.communicate()[1].decode().strip().splitlines()
            yield f"full disk: exit {run.returncode}, {len(told)} line: {told[-1]}"
        finally:
            subprocess.run(["umount", small], check=False)


def two_runs(project: Path, out: Path) -> Iterator[str]:
    """A second run into the folder of one that is under way."""
    first = start(project, out)
    while not (out / ".stringer" / "lock").exists() or not (out / ".stringer" / "lock").read_text():
        os.sched_yield()
    second = start(project, out)
    told = second.communicate()[1].decode().strip().splitlines()
    first.communicate()
    yield f"two runs: first exit {first.returncode}; second exit {second.returncode}: {told[-1]}"


def lost_worker(project: Path, out: Path, whole: dict[str, bytes]) -> Iterator[str]:
    """A worker of a local cluster is killed once shards appear."""
    run = start(project, out, "--format", "jsonl", "--cluster", "local")
    while run.poll() is None and not list(out.glob("stories-*.jsonl")):
        os.sched_yield()
    victims = workers(run.pid)
    if victims:
        os.kill(victims[-1], signal.SIGKILL)
    run.communicate()
    yield (
        f"lost Dask worker: killed {len(victims[-1:])}, exit {run.returncode}, "
        f"equal {contents(out) == whole}"
    )


def workers(pid: int) -> list[int]:
    """The processes that a process started and that work for it."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            line = path.with_name("cmdline").read_bytes()
        except OSError:
            continue
        if int(fields[1]) == pid and any(name in line for name in _WORKS):
            found.append(int(path.parent.name))
    return sorted(found)


def main() -> None:
    """Print a line for each cruelty."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    with tempfile.TemporaryDirectory() as name:
        project = write_project(Path(name) / "project", given.stories, most=500)
        began = monotonic()
        undisturbed = Path(name) / "whole"
        start(project, undisturbed).communicate()
        whole, took = contents(undisturbed), monotonic() - began
        print(f"undisturbed: {len(whole)} files in {took:.0f} s", flush=True)
        out = Path(name) / "out"
        for line in kills(project, out, whole, given.kills, took):
            print(line, flush=True)
        for line in full_disk(project):
            print(line, flush=True)
        for line in two_runs(project, Path(name) / "two"):
            print(line, flush=True)
        start(project, Path(name) / "shards", "--format", "jsonl").communicate()
        shards = contents(Path(name) / "shards")
        for line in lost_worker(project, Path(name) / "dask", shards):
            print(line, flush=True)


if __name__ == "__main__":
    main()
