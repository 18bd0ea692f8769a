"""Whole processes: a cold run against the bare script, and `--help` against a bare command."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.process import ROOT, Usage, installed, measure, tell
from benchmarks.report import Budget, Section, Spread, ratios

HERE: Final = Path(__file__).resolve().parent
RELEASE: Final = "crime/2024-12"
MEMORY: Final = Path("/dev/shm")
"""Where Linux keeps files in memory: the time that a disk takes says nothing of the programs."""
WORKBOOK: Final = ROOT / "releases" / RELEASE / "workbook.xlsx"
OURS: Final = "Stringer"
ALONE: Final = "Stringer, --jobs 1"
BARE: Final = "The bare script"
REST: Final = "start and end"


Phases = Mapping[str, float]


def cold(rounds: int) -> tuple[Section, Section]:
    """The whole command against the bare script, each into a fresh folder; and by phase."""
    in_memory = os.access(MEMORY, os.W_OK)
    files: dict[str, int] = {}
    with TemporaryDirectory(dir=MEMORY if in_memory else None) as temporary:
        commands = {OURS: _draft, ALONE: _alone, BARE: _bare}
        taken: dict[str, list[Usage]] = {name: [] for name in commands}
        phases: dict[str, list[Phases]] = {name: [] for name in commands}
        for number in range(rounds + 1):
            for name, command in commands.items():
                folder, timings = (Path(temporary) / f"{name}-{number}{x}" for x in ("", ".json"))
                usage = measure(command(folder, timings))
                files[name] = sum(1 for path in folder.iterdir() if path.is_file())
                if in_memory:  # a disk is still busy with it during the next run
                    shutil.rmtree(folder)
                if number:
                    taken[name].append(usage)
                    phases[name].append(_phases(timings, usage))
            if number:
                tell(f"cold run, round {number} of {rounds}: {_said(taken)}")
    where = "a fresh folder in memory" if in_memory else "a fresh folder on disk"
    return _whole(taken, files, where), _by_phase({name: phases[name] for name in (ALONE, BARE)})


def _draft(folder: Path, timings: Path) -> list[str]:
    return [
        *(installed("stringer"), "draft", RELEASE),
        *("--out", str(folder), "--timings", str(timings)),
    ]


def _alone(folder: Path, timings: Path) -> list[str]:
    return [*_draft(folder, timings), "--jobs", "1"]


def _bare(folder: Path, timings: Path) -> list[str]:
    return [sys.executable, str(HERE / "bare.py"), str(WORKBOOK), str(folder), str(timings)]


def _phases(timings: Path, usage: Usage) -> Phases:
    """The seconds of each phase; what no phase has is the start and the end of the process."""
    found = json.loads(timings.read_text(encoding="utf-8"))
    return {REST: usage.wall - sum(found.values()), **found}


def _by_phase(taken: Mapping[str, Sequence[Phases]]) -> Section:
    rows = []
    for phase in dict.fromkeys(phase for each in taken.values() for phase in each[0]):
        cells = (
            Spread.of(one[phase] for one in each).show(3) if phase in each[0] else "–"
            for each in taken.values()
        )
        rows.append((phase.capitalize(), *cells))
    text = (
        "The same runs by the clock. Writing is all that Stringer does for a story before it goes "
        "into files, wording and second reader included; start and end are what no phase has, the "
        "loading of libraries mostly."
    )
    return Section("Cold run, by phase", text, ("Wall s", *taken), tuple(rows), ())


def _whole(taken: Mapping[str, Sequence[Usage]], files: Mapping[str, int], where: str) -> Section:
    text = (
        f"The whole process, from the shell to the last file, each time into {where}: "
        f"`stringer draft {RELEASE}` and `benchmarks/bare.py`, which reads the same eight tables "
        "with pandas and calamine and writes as many files (but for a manifest) from one Jinja "
        "template, and neither traces nor checks anything. As it is called, Stringer takes both "
        "cores. Compiled bytecode and the disk's cache are warm."
    )
    rows = [
        (
            name,
            Spread.of(u.cpu for u in used).show(2),
            Spread.of(u.wall for u in used).show(2),
            Spread.of(u.memory for u in used).show(0),
            str(files[name]),
        )
        for name, used in taken.items()
    ]
    mine = taken[OURS]
    cpu, wall = usage_ratios(mine, taken[BARE])
    budgets = (
        Budget("Cold run, CPU time", cpu, 1.5, "1.5 times the bare script"),
        Budget("Cold run, wall time", wall, 1.5, "1.5 times the bare script"),
        Budget("Peak memory, MB", Spread.of(u.memory for u in mine), 400, "400 MB", places=0),
    )
    heads = ("Whole process", "CPU s", "wall s", "peak MB", "files")
    return Section("Cold run", text, heads, tuple(rows), budgets)


def asked_for_help(rounds: int) -> Section:
    """`--help` against that of a bare click program."""
    bare = [sys.executable, str(HERE / "bare_click.py"), "--help"]
    commands = {"stringer --help": [installed("stringer"), "--help"], "A bare click program": bare}
    taken: dict[str, list[Usage]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, run in commands.items():
            usage = measure(run)
            if number:
                taken[name].append(usage)
    tell(f"--help, {rounds} rounds: {_said(taken)}")
    ours, others = taken.values()
    cpu, wall = usage_ratios(ours, others)
    rows = [
        (
            name,
            Spread.of(u.cpu * 1000 for u in used).show(0),
            Spread.of(u.wall * 1000 for u in used).show(0),
        )
        for name, used in taken.items()
    ]
    text = f"The whole process, {rounds} rounds; `benchmarks/bare_click.py` has two commands."
    budgets = (
        Budget("--help, CPU time", cpu, 1.5, "1.5 times a bare click program"),
        Budget("--help, wall time", wall, 1.5, "1.5 times a bare click program"),
    )
    return Section("--help", text, ("Whole process", "CPU ms", "wall ms"), tuple(rows), budgets)


def usage_ratios(ours: Sequence[Usage], others: Sequence[Usage]) -> tuple[Spread, Spread]:
    """CPU time and wall time of one by the other."""
    cpu = ratios([u.cpu for u in ours], [u.cpu for u in others])
    return cpu, ratios([u.wall for u in ours], [u.wall for u in others])


def _said(taken: Mapping[str, Sequence[Usage]]) -> str:
    return "; ".join(f"{n} {u[-1].cpu:.2f} s CPU, {u[-1].wall:.2f} s" for n, u in taken.items())
