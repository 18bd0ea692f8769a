"""A run into a folder that has the stories already: nothing changed, and one sentence changed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from benchmarks.process import ROOT, RunError, Usage, installed, reported, tell
from benchmarks.report import Budget, Section, Spread
from benchmarks.whole import MEMORY, OURS, RELEASE, usage_ratios

CHANGED: Final = Path("templates/crime/lead_rate.j2")
SENTENCE: Final = ("The number of", "The total number of")
COLD: Final = "Into a new folder"
SAME: Final = "Again, nothing changed"
OTHER: Final = "Again, a sentence changed"

SAID: Final = re.compile(
    r"(?P<all>\d+) stories written to .+?(?:, (?P<kept>\d+) as before)?$", re.MULTILINE
)


def again(rounds: int) -> Section:
    """What a second run takes, beside the first, which makes every story."""
    taken: dict[str, list[Usage]] = {COLD: [], SAME: [], OTHER: []}
    made: dict[str, int] = {}
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        project = Path(name) / "project"
        for part in ("config", "templates", f"releases/{RELEASE}"):
            shutil.copytree(ROOT / part, project / part)
        for number in range(rounds + 1):
            for run, (stories, used) in _round(project, Path(name) / f"{number}"):
                made[run] = stories
                if number:
                    taken[run].append(used)
            tell(f"again, round {number} of {rounds}" if number else "again, warming up")
    cold, same, other = taken.values()
    (cpu, wall), (least, _) = usage_ratios(other, cold), usage_ratios(same, cold)
    rows = tuple(
        (
            run,
            str(made[run]),
            Spread.of(u.cpu for u in used).show(2),
            Spread.of(u.wall for u in used).show(2),
        )
        for run, used in taken.items()
    )
    text = (
        f"`stringer draft {RELEASE}` into a new folder, then twice more into the same one: as it "
        f"is, and after a change of a sentence in `{CHANGED.name}`, which {made[OTHER]} stories of "
        f"{made[COLD]} are filled from. Where nothing changed a run takes {least.show(2)} of the "
        "first one's CPU time: it reads the workbook and the templates, and holds every story "
        "against what it rests on."
    )
    budgets = (
        Budget("A sentence changed, CPU time", cpu, 0.5, "half the cold run"),
        Budget("A sentence changed, wall time", wall, 0.5, "half the cold run"),
    )
    return Section("Again", text, (OURS, "stories made", "CPU s", "wall s"), rows, budgets)


def _round(project: Path, out: Path) -> Iterator[tuple[str, tuple[int, Usage]]]:
    template = project / CHANGED
    before = template.read_text(encoding="utf-8")
    yield COLD, _draft(project, out)
    yield SAME, _draft(project, out)
    template.write_text(before.replace(*SENTENCE), encoding="utf-8")
    yield OTHER, _draft(project, out)
    template.write_text(before, encoding="utf-8")
    shutil.rmtree(out)


def _draft(project: Path, out: Path) -> tuple[int, Usage]:
    """How many stories a run made, and what it took."""
    said, used = reported(
        [installed("stringer"), "--project", str(project), "draft", RELEASE, "--out", str(out)]
    )
    found = SAID.search(said)
    if found is None:
        raise RunError(f"stringer draft does not say how many stories it wrote: {said!r}.")
    return int(found["all"]) - int(found["kept"] or 0), used
