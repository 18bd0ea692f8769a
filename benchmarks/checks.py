"""What checking costs beside writing: the probes of branches, and the whole of `stringer check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.process import Usage, installed, line, measure, pin, tell
from benchmarks.report import Budget, Section, Spread, ratios
from benchmarks.whole import RELEASE, usage_ratios


def checks(rounds: int) -> Section:
    """Rendering with probes against without, and a cold check against a cold draft."""
    probed, bare = _probes(rounds)
    checked, drafted = _commands(rounds)
    cpu, wall = usage_ratios(checked, drafted)
    beat = RELEASE.partition("/")[0]
    text = (
        "Rendering is that of a ready brief, from templates whose branches note what they did and "
        "from such as do not, by turns in one process. The check writes every release of the beat "
        "and the places at the edges, and reads all of it again; the draft writes one release."
    )
    rows = (
        ("Rendering with probes, ms a story", Spread.of(probed).show(3)),
        ("Rendering without", Spread.of(bare).show(3)),
        (f"stringer check {beat}, CPU s", Spread.of(u.cpu for u in checked).show(2)),
        (f"stringer draft {RELEASE}, CPU s", Spread.of(u.cpu for u in drafted).show(2)),
        (f"stringer check {beat}, peak MB", Spread.of(u.memory for u in checked).show(0)),
    )
    budgets = (
        Budget("Probes", ratios(probed, bare), 1.1, "1.1 times rendering without"),
        Budget("Check, CPU time", cpu, 8, "8 times a cold draft"),
        Budget("Check, wall time", wall, 8, "8 times a cold draft"),
    )
    return Section("Checking", text, ("", "measured"), rows, budgets)


def _probes(rounds: int) -> tuple[list[float], list[float]]:
    """Milliseconds of a story with probes and without, round by round."""
    run = pin([sys.executable, "-m", "benchmarks.probes"])
    taken = []
    for number in range(1, rounds + 1):
        taken.append(json.loads(line(run)))
        tell(f"probes, round {number} of {rounds}: {taken[-1][0]:.3f} and {taken[-1][1]:.3f} ms")
    probed, bare = map(list, zip(*taken, strict=True))
    return probed, bare


def _commands(rounds: int) -> tuple[list[Usage], list[Usage]]:
    """The whole processes, by turns."""
    checked, drafted = [], []
    for number in range(1, rounds + 1):
        with TemporaryDirectory() as folder:
            into = str(Path(folder) / "stories")
            drafted.append(measure([installed("stringer"), "draft", RELEASE, "--out", into]))
        checked.append(measure([installed("stringer"), "check", RELEASE.partition("/")[0]]))
        tell(f"check, round {number} of {rounds}: {checked[-1].wall:.1f} s")
    return checked, drafted
