"""A release in parts: what a story costs, and what memory a process takes, as places grow.

Each size is a whole run of the command over made-up places, into a folder in memory. From one size
to the next, the cost of a story is that of the stories which were added: start-up is left out.

Usage: `python -m benchmarks.parts [--sizes 330 10000 30000] [--pairs 2]`.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.perturbed import PERTURBED, write_project
from benchmarks.process import Usage, installed, measure, tell
from benchmarks.report import Budget, Section, Spread, ratios
from benchmarks.whole import MEMORY

SIZES: Final = (330, 10_000, 30_000)
PAIRED: Final = 5_000
"""So many stories are made by one process and by two, in turn."""


def in_parts(sizes: Sequence[int] = SIZES, pairs: int = 2) -> Section:
    """Cost and memory by the number of places, and one process beside two."""
    rows, peaks = [], []
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        root = Path(name)
        taken = {size: _run(root, size, jobs=1) for size in sizes}
        for before, size in pairwise((0, *sizes)):
            used = taken[size]
            added = used.cpu - (taken[before].cpu if before else 0)
            each = f"{1000 * added / (size - before):.2f}"
            rows.append((f"{size:,} places", each, f"{used.wall:.1f}", f"{used.memory:.0f}"))
            peaks.append(used.memory)
        one, two = zip(
            *((_run(root, PAIRED, jobs=1), _run(root, PAIRED, jobs=2)) for _ in range(pairs)),
            strict=True,
        )
    beside = ratios([u.wall for u in two], [u.wall for u in one]).show(2)
    for jobs, runs in ((1, one), (2, two)):
        wall = Spread.of(u.wall for u in runs).show(1)
        peak = Spread.of(u.memory for u in runs).show(0)
        rows.append((f"{PAIRED:,} places, --jobs {jobs}", "", wall, peak))
    budgets = (
        Budget("Peak memory of a process, MB", Spread.of([max(peaks)]), 600, "600 MB", places=0),
    )
    text = (
        "`stringer draft --format jsonl` over made-up places in parts of a thousand. The cost of a "
        "story is that of those which were added to the row above; the first row has start-up too, "
        f"and learning the sentences. Two processes took {beside} of the time of one, by the clock."
    )
    heads = ("Run", "CPU ms a story", "wall s", "peak MB of a process")
    return Section("In parts", text, heads, tuple(rows), budgets)


def _run(root: Path, stories: int, *, jobs: int) -> Usage:
    """A run over so many made-up places, which are written the first time they are asked for."""
    project = root / f"{stories}"
    if not project.is_dir():
        write_project(project, stories)
    with TemporaryDirectory(dir=root) as out:
        words = ("--project", str(project), "draft", PERTURBED, "--out", out, "--format", "jsonl")
        used = measure([installed("stringer"), *words, "--jobs", str(jobs)])
    tell(f"in parts, {stories:,} places, --jobs {jobs}: {used.cpu:.1f} s CPU, {used.wall:.1f} s")
    return used


def main() -> None:
    """Measure, and print the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--pairs", type=int, default=2)
    given = parser.parse_args()
    print("\n".join(in_parts(given.sizes, given.pairs).lines()))


if __name__ == "__main__":
    main()
