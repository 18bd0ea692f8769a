"""Fuzz a target with atheris: `python -m tests.fuzz TARGET [--seconds 600]`; the corpus grows in
`tests/fuzz/corpus/TARGET`, and an input that makes it fail is written beside it as `crash-…`.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["generator"]):
    from tests.fuzz.targets import RELEASE, TARGETS, WORKBOOK, prepared


def main() -> None:
    """Fuzz until the time is up, or something fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    corpus = Path(__file__).parent / "corpus" / given.target
    for release in (RELEASE, WORKBOOK):
        prepared(release)
    words = ["fuzz", str(corpus), f"-max_total_time={given.seconds}", "-max_len=4096"]
    atheris.Setup([*words, f"-artifact_prefix={corpus.parent}/crash-"], TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
