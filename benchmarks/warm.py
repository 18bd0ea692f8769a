"""One story, warm: Stringer by part, in units of R, beside the floors."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from benchmarks import peer
from benchmarks.places import Measurement
from benchmarks.process import line, pin, tell
from benchmarks.report import Budget, Section, Spread, ratios

PLACES: Final = 330
PARTS: Final = {
    "render": "Render: the article from a ready brief, with its claims",
    "derivations": "Derivations: how each number of an article was reached",
    "brief": "Brief: findings, angle and order of a place",
    "wording": "Wording: an article against the rules",
    "reader": "Second reader: a finished article against the release",
    "sidecar": "Sidecar: the JSON of a draft",
    "everything": "Everything: from a place's position to its JSON",
    "picture": "Chart: its numbers, and its drawing",
}
PEERS: Final = {
    "rosaenlg": "RosaeNLG, a bare article: R",
    "jinja": "Jinja, the same article",
    "fstring": "f-strings, the same article",
}


def warm(rounds: int) -> Section:
    """Stringer by part, RosaeNLG and the two floors, a story each, one core."""
    ours: list[Mapping[str, Any]] = []
    peers: dict[str, list[Measurement]] = {name: [] for name in PEERS}
    stringer = pin([sys.executable, "-m", "benchmarks.stories"])
    with TemporaryDirectory() as folder:
        data = peer.write_data(Path(folder), PLACES)
        for number in range(1, rounds + 1):
            ours.append(json.loads(line(stringer)))
            for name, taken in peers.items():
                taken.append(peer.run(name, data, PLACES)[0])
            r = peers["rosaenlg"][-1]["per_story_ms"]
            said = ", ".join(f"{part} {ours[-1][part] / r:.2f}" for part in PARTS)
            tell(f"story, round {number} of {rounds}: R {r:.2f} ms; in R: {said}")
    unit = [m["per_story_ms"] for m in peers["rosaenlg"]]
    in_r = {part: ratios([o[part] for o in ours], unit) for part in PARTS}
    words = ours[0]["words"]
    rows = [_row(PARTS[part], [o[part] for o in ours], unit, words) for part in PARTS]
    for name, label in PEERS.items():
        each = [m["per_story_ms"] for m in peers[name]]
        rows.append(_row(label, each, unit, peers[name][0]["words"]))
    bare = peers["rosaenlg"][0]["words"]
    text = (
        f"CPU time a story on one core, second pass: Stringer over the {ours[0]['places']} places "
        f"of the bundled release, the others over {PLACES} made-up places. R is what RosaeNLG "
        "takes for a bare article: no trail, no cells, no checks. R is not scaled: a story of "
        f"Stringer has {words:.0f} words on average, the bare article {bare:.0f}. Everything is "
        "what a story goes through today, measured on a pass of its own: brief, render, "
        "derivations, wording, second reader, sidecar and what lies between them, and the numbers "
        "of the chart. "
        "As on the command line, what is loaded is frozen before the first story, so that the "
        "garbage collector passes over it."
    )
    budgets = (
        Budget("Render", in_r["render"], 1 / 3, "R/3 (0.33)"),
        Budget("Wording", in_r["wording"], 1 / 6, "R/6 (0.17)"),
        Budget("Second reader", in_r["reader"], 1 / 3, "R/3 (0.33)"),
        Budget("Sidecar", in_r["sidecar"], 1 / 20, "R/20 (0.05)", places=3),
        Budget("Everything", in_r["everything"], 1.0, "R"),
    )
    heads = ("CPU time a story", "ms", "in R", "words")
    return Section("One story, warm", text, heads, tuple(rows), budgets)


def _row(
    label: str, taken: Sequence[float], unit: Sequence[float], words: float
) -> tuple[str, ...]:
    return label, Spread.of(taken).show(3), ratios(taken, unit).show(2), f"{words:.0f}"
