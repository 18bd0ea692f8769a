"""A project with any number of places: the bundled areas, perturbed by a seed.

Each made-up place is the sum of a few bundled ones, its own and another drawn by the seed, so that
whatever adds up in the release adds up here as well; changes and rates are worked out anew.

Usage: `python -m benchmarks.perturbed FOLDER --stories 5000 [--seed 1] [--csv]`.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import pandas as pd

from generator import pipeline
from generator.config import find_project

RELEASE: Final = "crime/2024-12"
PERTURBED: Final = "crime/2024-11"
PART: Final = 1000
"""Places to a part, or a few more, as no force is cut."""
_SYLLABLES: Final = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
_YML: Final = """\
title: "Crime in England and Wales, perturbed"
publisher: Office for National Statistics
licence: Open Government Licence v3.0
period: {kind: year, ends: 2024-12}
specimen: "Specimen, not for publication: made-up figures."
source: {file: "%s", layout: tidy}
topics: [sexual, shoplifting]
"""
_STANDS: Final = {
    "rate": "population",
    "household rate": "households",
}


def write_project(
    to: Path, stories: int, *, seed: int = 1, ending: str = "parquet", most: int = PART
) -> Path:
    """A copy of the project with the release `PERTURBED`, which has so many stories or a few less.

    The nation and what lies outside all forces are a part of their own.
    """
    project = find_project()
    for name in ("config", "templates"):
        shutil.copytree(project.root / name, to / name)
    folder = to / "releases" / PERTURBED
    folder.mkdir(parents=True)
    (folder / "release.yml").write_text(_YML % f"parts/*.{ending}")
    (folder / "parts").mkdir()
    reading = pipeline.prepare(project, RELEASE).findings.analysis.reading
    rows = _rows(reading)
    common = [r for r in rows if r["kind"] in ("nation", "outside") and r["value"] == r["value"]]
    _write(folder / "parts" / f"nation.{ending}", common, ending)
    random, part, number, here = Random(seed), [], 0, 0
    forces = (f for copy in range(-(-stories // 340)) for f in _copy(rows, copy, random))
    while stories > 0:
        force = next(forces)[:stories]
        stories, here = stories - len(force), here + len(force)
        part += [row for place in force for row in place]
        if here >= most or stories <= 0:
            _write(folder / "parts" / f"part-{number:05}.{ending}", part, ending)
            part, number, here = [], number + 1, 0
    return to


def _rows(reading: Any) -> list[dict[str, Any]]:
    places = {p.code: p for p in reading.places}
    found = []
    for line in reading.figures.to_dict("records"):
        place = places[line["place"]]
        found.append(
            {
                "code": place.code if place.kind != "outside" else "E92000099",
                "place": place.name,
                "kind": place.kind,
                "group_code": place.group,
                "group": place.group_name,
                "measure": line["measure"],
                "statistic": line["statistic"],
                "period": line["period"],
                "value": line["value"],
            }
        )
    return found


def _copy(
    rows: list[dict[str, Any]], copy: int, random: Random
) -> Iterator[list[list[dict[str, Any]]]]:
    """The rows of each place of one copy, by force: itself, and then its areas."""
    raw: dict[str, dict[tuple[str, str, str], float]] = {}
    about: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["kind"] in ("area", "combined", "group"):
            raw.setdefault(row["code"], {})[row["measure"], row["statistic"], row["period"]] = row[
                "value"
            ]
            about[row["code"]] = row
    suffix = "".join(
        _SYLLABLES[copy // len(_SYLLABLES) ** n % len(_SYLLABLES)] for n in range(3)
    ).capitalize()
    forces = [c for c, r in about.items() if r["kind"] == "group"]
    for force in forces:
        areas = [c for c, r in about.items() if r["group_code"] == force and c != force]
        places = []
        for code in (force, *areas):
            alike = [c for c in about if about[c]["kind"] == about[code]["kind"]]
            own, other, with_ = random.randint(1, 3), random.randint(0, 2), random.choice(alike)
            named = _named(about[code], copy, suffix)
            places.append(list(_sum(raw[code], raw[with_], (own, other), named)))
        yield places


def _named(row: dict[str, Any], copy: int, suffix: str) -> dict[str, Any]:
    """Who a made-up place is: a code and a name of its own, in a group of its own.

    A force is not called as its only area is: what is told of it would read as told of the area.
    """
    force = row["kind"] == "group"
    return {
        "code": _code(row["code"], copy),
        "place": f"{row['place']} {suffix}{' Police' if force else ''}",
        "kind": row["kind"],
        "group_code": "" if force else _code(row["group_code"], copy),
        "group": "" if force else f"{row['group']} {suffix} Police",
    }


def _code(code: str, copy: int) -> str:
    return f"{code[0]}{int(code[1:3]):02}{copy * 1000 + int(code[-3:]):06}"


def _sum(
    own: dict[tuple[str, str, str], float],
    other: dict[tuple[str, str, str], float],
    times: tuple[int, int],
    named: dict[str, Any],
) -> Iterator[dict[str, Any]]:
    """The rows of one place: counts are sums, changes and rates follow from them."""
    added = {
        key: times[0] * value + times[1] * other.get(key, 0)
        for key, value in own.items()
        if key[1] in ("count", "population", "households")
    }
    for (measure, statistic, period), value in own.items():
        given: float | str = added.get((measure, statistic, period), value)
        now, before = (added.get((measure, "count", p)) for p in (period, "2023-12"))
        if statistic == "change" and now is not None and before is not None:
            given = 100 * (now - before) / before if min(now, before) >= 50 else float("nan")
        elif statistic in _STANDS and now is not None:
            base = added.get(("total", _STANDS[statistic], period))
            given = 1000 * now / base if base else float("nan")
        elif statistic.endswith("among areas"):
            continue
        if given == given:
            shown = {"measure": measure, "statistic": statistic, "period": period}
            yield {**named, **shown, "value": float(given)}


def _write(path: Path, rows: list[dict[str, Any]], ending: str) -> None:
    table = pd.DataFrame(rows)
    if ending == "parquet":
        table.to_parquet(path, index=False)
    else:
        table.to_csv(path, index=False, float_format="%.12f")


def main() -> None:
    """Write a project."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--stories", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--csv", action="store_true")
    given = parser.parse_args()
    write_project(
        given.folder, given.stories, seed=given.seed, ending="csv" if given.csv else "parquet"
    )


if __name__ == "__main__":
    main()
