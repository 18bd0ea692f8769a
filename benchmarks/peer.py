"""The peers: what people would pick, installed by the benchmark and run one process each.

RosaeNLG gives R, the unit of our speed budgets: what it takes to render one story, second pass over
330. Those on Node go into `benchmarks/node_modules`, those on Python into `benchmarks/.venv`; git
ignores both.

Usage: `python -m benchmarks.peer NAME [--places 330] [--runs 3] [--out FILE]`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, cast

from benchmarks.floor import words_of
from benchmarks.places import Measurement
from benchmarks.process import RunError, Usage, line, pin, reported, tell

HERE: Final = Path(__file__).resolve().parent
PEERS: Final = HERE / "peers"
PYTHON: Final = HERE / ".venv" / "bin" / "python"
ON_NODE: Final = {"rosaenlg": "RosaeNLG", "nunjucks": "Nunjucks"}
ON_PYTHON: Final = {"corenlg": "CoreNLG", "simplenlg": "SimpleNLG"}
FLOORS: Final = {"jinja": "Jinja", "fstring": "f-strings"}
LABELS: Final = ON_NODE | ON_PYTHON | FLOORS


def install() -> dict[str, str]:
    """Install the pinned peers, unless they are there, and give their versions.

    Raises:
        RunError: Node.js or npm is missing, or an installation fails.
    """
    node = line([_program("node"), "--version"]).strip()
    return {"Node.js": node, **_on_node(), **_on_python()}


def run(name: str, data: Path, places: int, out: Path | None = None) -> tuple[Measurement, Usage]:
    """Render places in one process on one core; `data` are their records, for peers on Node.

    Raises:
        RunError: it fails; the peer must be there (see `install`).
    """
    if name in ON_NODE:
        command = ["node", str(PEERS / "run.mjs"), name, str(data)]
    else:
        python = str(PYTHON) if name in ON_PYTHON else sys.executable
        command = [python, "-m", "benchmarks.floor", name, "--places", str(places)]
    if out is not None:
        command += ["--out", str(out.resolve())]
    printed, usage = reported(pin(command))
    return cast(Measurement, json.loads(printed)), usage


def write_data(folder: Path, places: int) -> Path:
    """The records of so many places as a file, for peers on Node.

    Written by a process of its own, as what this one holds would count as the peak of its children.
    """
    data = folder / f"places-{places}.json"
    line([sys.executable, "-m", "benchmarks.places", str(places), str(data)])
    return data


def same_article(names: Sequence[str], places: int) -> None:
    """Hold what others write against the f-strings: the same words in the same order.

    Raises:
        RunError: one writes something else; its text says where.
    """
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        data = write_data(folder, places)
        first, *others = [(name, folder / f"{name}.txt") for name in ("fstring", *names)]
        run("fstring", data, places, first[1])
        for name, out in others:
            run(name, data, places, out)
            with first[1].open(encoding="utf-8") as ours, out.open(encoding="utf-8") as theirs:
                if where := difference(ours, theirs):
                    raise RunError(f"{LABELS[name]} writes another article: {where}")
    tell(f"the same article, {places} places: {', '.join(LABELS[name] for name in names)}")


def difference(one: Iterable[str], other: Iterable[str]) -> str:
    """Where two texts differ by more than tags and marks of lists; empty if nowhere."""
    left, right = (chain.from_iterable(map(words_of, lines)) for lines in (one, other))
    before: deque[str] = deque(maxlen=5)
    for number, (a, b) in enumerate(zip_longest(left, right, fillvalue="")):
        if a != b:
            return f"“{b}” where “{a}” belongs, after “{' '.join(before)}” (word {number + 1:,})"
        before.append(a)
    return ""


def _on_node() -> dict[str, str]:
    pinned = json.loads((PEERS / "package.json").read_text("utf-8"))["dependencies"]
    if any(_installed(name) != version for name, version in pinned.items()):
        tell("installing the peers on Node")
        flags = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")
        wanted = [f"{name}@{version}" for name, version in pinned.items()]
        line([_program("npm"), "install", "--prefix", str(HERE), *flags, *wanted])
    for name, version in pinned.items():
        if _installed(name) != version:
            raise RunError(f"npm finished but {name} {version} is not in benchmarks/node_modules.")
    return {ON_NODE[name]: version for name, version in pinned.items()}


def _installed(name: str) -> str | None:
    try:
        found = (HERE / "node_modules" / name / "package.json").read_text("utf-8")
        return str(json.loads(found)["version"])
    except (OSError, ValueError, KeyError):
        return None


def _on_python() -> dict[str, str]:
    wanted = PEERS / "requirements.txt"
    if not PYTHON.is_file():
        tell("installing the peers on Python")
        line([sys.executable, "-m", "venv", str(HERE / ".venv")])
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    line([*pip, "--requirement", str(wanted)])
    pinned = dict(one.split("==") for one in wanted.read_text("utf-8").split())
    return {label: pinned[name] for name, label in ON_PYTHON.items()}


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise RunError(f"{name} is not on the PATH. Install Node.js 18.3 or later with npm.")
    return path


def main() -> None:
    """Install the peers if need be, then print one line for each run."""
    parser = argparse.ArgumentParser(description="Measure a peer; RosaeNLG is our unit.")
    parser.add_argument("name", choices=LABELS)
    parser.add_argument("--places", type=int, default=330)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--out", type=Path, help="write the texts of the last run here")
    given = parser.parse_args()
    try:
        install()
        with TemporaryDirectory() as folder:
            data = write_data(Path(folder), given.places)
            for _ in range(given.runs):
                found, usage = run(given.name, data, given.places, given.out)
                print(json.dumps({**found, "peak_mb": round(usage.memory)}), flush=True)
    except RunError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
