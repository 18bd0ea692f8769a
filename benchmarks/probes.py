"""What the probes of branches cost: the same stories from templates with and without them.

Both are written by turns in one process. Usage: `python -m benchmarks.probes`.
"""

from __future__ import annotations

import json
from statistics import median
from typing import Final
from unittest.mock import patch

from benchmarks.stories import RELEASE, each
from generator import pipeline
from generator.config import find_project
from generator.pipeline import Prepared
from generator.realise.branches import Trail

PASSES: Final = 5


def main() -> None:
    """Measure once, and print the milliseconds of a story with probes and without as JSON."""
    project = find_project()
    probed = pipeline.prepare(project, RELEASE)
    with patch.object(Trail, "instrument", lambda *_: None):
        bare = pipeline.prepare(project, RELEASE)
        _render(bare)  # templates are compiled when they are first used
    _render(probed)
    pipeline.settle()
    taken: dict[bool, list[float]] = {True: [], False: []}
    for number in range(2 * PASSES):
        for first in (True, False):  # each comes first as often as second
            which = first == (number % 2 == 0)
            taken[which].append(_render(probed if which else bare))
    print(json.dumps([median(taken[True]), median(taken[False])]))


def _render(prepared: Prepared) -> float:
    """Milliseconds of a story, from its ready brief to its article."""
    stories = [pipeline.written(prepared, i) for i in _writable(prepared)]
    write, nation = prepared.writer.write, prepared.nation
    return each(lambda: [write(s.brief, s.words, nation) for s in stories], len(stories))


def _writable(prepared: Prepared) -> list[int]:
    held = prepared.findings.analysis.held.keys() | prepared.alike.keys()
    return [i for i in prepared.tellable if prepared.places[i].code not in held]


if __name__ == "__main__":
    main()
