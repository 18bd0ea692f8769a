"""A release in parts, and the same release whole; names that are meant to do harm."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace
from html import escape
from itertools import accumulate
from pathlib import Path

import pandas as pd
import pytest

from benchmarks.perturbed import PERTURBED
from generator import pipeline, scale
from generator.config import Project
from generator.factcheck import Learned
from generator.factcheck.plans import Plans, Shape
from generator.model import Draft
from generator.pipeline import Prepared
from generator.scale.parts import combine, ready
from generator.writers.batch import story_files
from tests.scale.folders import contents
from tests.spoiling import run

NAMES = ("../../x", "con/../a", "=1+1", "+A1", "-B2", "@C3", "<script>alert(1)</script>", "a\\b")
_CELL = re.compile(r"([\w-]+)\.csv!([A-Z]+)(\d+)")


@pytest.fixture(scope="module")
def tables(perturbed: Path) -> dict[str, pd.DataFrame]:
    """The parts of the small release by their names, without rows that have no number."""
    parts = sorted((perturbed / "releases" / PERTURBED / "parts").iterdir())
    return {part.stem: pd.read_parquet(part).dropna() for part in parts}


def with_tables(perturbed: Path, to: Path, tables: dict[str, pd.DataFrame], source: str) -> Project:
    """The project with its release in other files."""
    shutil.copytree(perturbed, to, ignore=shutil.ignore_patterns("parts"))
    release = to / "releases" / PERTURBED
    for name, table in tables.items():
        (release / name).parent.mkdir(exist_ok=True)
        table.to_csv(release / name, index=False)
    spec = release / "release.yml"
    spec.write_text(spec.read_text().replace("parts/*.parquet", source))
    return Project(to)


def test_a_release_in_parts_gives_what_the_same_release_gives_whole(
    perturbed: Path, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    first, second = (one_area(tables[name]) for name in ("part-00000", "part-00001"))
    table = tables["part-00001"]
    alike = table.assign(place=table["place"].replace(second[1], first[1]))
    tables = {**tables, "part-00001": alike}
    many = {f"parts/{name}.csv": table for name, table in tables.items()}
    in_parts = with_tables(perturbed, tmp_path / "many", many, "parts/*.csv")
    one = {"figures.csv": pd.concat(tables.values())}
    whole = with_tables(perturbed, tmp_path / "one", one, "figures.csv")
    formats = ("md", "txt", "json")
    parts = scale.Parts(in_parts, in_parts.release(PERTURBED))
    scale.draft(parts, scale.Order(tmp_path / "out-many", formats))
    scale.draft(pipeline.prepare(whole, PERTURBED), scale.Order(tmp_path / "out-one", formats))
    found, expected = contents(tmp_path / "out-many"), contents(tmp_path / "out-one")
    stories = [n for n in expected if n.startswith(("area-", "force-"))]
    assert len(stories) == 174
    held = json.loads(expected["report.json"])["held"]
    assert [p["key"] for p in held] == [f"area-{code.lower()}" for code, _ in (first, second)]
    assert json.loads(found["report.json"])["held"] == held
    begins = dict(zip(tables, accumulate(map(len, tables.values()), initial=0), strict=False))
    for name in stories:
        if name.endswith(".json"):
            assert as_whole(found[name], begins) == as_whole(expected[name], {}), name
        else:
            assert found[name] == expected[name], name


def test_the_part_that_is_read_first_changes_no_story(
    perturbed: Path, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    """A group of one part has a row and no figures: the nation's name says so in both."""
    table = tables["part-00000"]
    group = table[table["kind"] == "group"].iloc[0]
    blank = table.assign(value=table["value"].mask(table["code"] == group["code"]))
    many = {f"parts/{n}.csv": t for n, t in {**tables, "part-00000": blank}.items()}
    project = with_tables(perturbed, tmp_path / "project", many, "parts/*.csv")
    parts = scale.Parts(project, project.release(PERTURBED))
    survey = combine(parts.names(), [parts.survey(name) for name in parts.names()])

    def told(order: tuple[int, int]) -> dict[str, bytes]:
        found: dict[str, bytes] = {}
        base = None
        for part in order:
            base = ready(parts, survey, part, base)
            batch = pipeline.batch_of(base, (), ())
            for draft in pipeline.write(base, base.tellable):
                if isinstance(draft, Draft):
                    found |= story_files(draft, batch, ("txt", "json"))
        return found

    one = told((0, 1))
    assert len(one) == 2 * 59  # the group itself has nothing to lead on
    assert sum(b"England and Wales (excluding" in text for text in one.values()) > 59
    assert told((1, 0)) == one


def one_area(table: pd.DataFrame) -> tuple[str, str]:
    """The code and the name of a part's last area."""
    area = table[table["kind"] == "area"].iloc[-1]
    return area["code"], area["place"]


def as_whole(sidecar: bytes, begins: dict[str, int]) -> object:
    """A sidecar, its cells as they are where the parts are one file, each behind the one before."""

    def moved(cell: re.Match[str]) -> str:
        name, column, row = cell.groups()
        return f"figures.csv!{column}{int(row) + begins.get(name, 0)}"

    story = json.loads(_CELL.sub(moved, sidecar.decode()))
    del story["fingerprint"]
    for finding in story["findings"]:
        for name in {"rank", "ranked"} & finding["quantities"].keys():
            del finding["quantities"][name]["among"]  # in parts, whole columns of all files
    return story


def test_a_place_of_a_release_in_parts_is_told_by_every_command(
    perturbed: Path, tmp_path: Path
) -> None:
    name, code = "Somerset Bababa", "area-e22000369"
    told = run(perturbed, "explain", PERTURBED, name)
    assert told.stdout.startswith(f"{name} (area-e22000369), {PERTURBED}")
    assert "part-00000.parquet!" in told.stdout
    drafted = run(perturbed, "draft", PERTURBED, "--place", name, "--out", str(tmp_path))
    assert "1 story written" in drafted.stdout
    (story,) = tmp_path.glob(f"{code}*.md")
    read = run(perturbed, "verify", str(story), "--release", PERTURBED)
    assert read.exit_code == 0
    assert "0 contradicted, 0 misplaced, 0 not read" in read.output
    assert code in run(perturbed, "places", PERTURBED).stdout
    assert run(perturbed, "read", PERTURBED).exit_code == 0


def test_what_was_learned_serves_where_no_name_is_strange(prepared: Prepared) -> None:
    texts = ("Reading fell.", "It fell, reading said.", "England and Wales rose.")
    here, there = (replace(prepared.places[0], code=f"X{n}", name=f"Ham {n}") for n in "12")
    learned = Learned({here.code: here}, Plans({(text, ""): Shape() for text in texts}))

    def kept(name: str) -> list[str]:
        place = replace(there, name=name)
        return learned.on({place.code: place}, prepared.beat).plans.texts

    assert kept("Reading West") == list(texts[1:])
    assert kept("the Englands") == kept("Hamlet") == list(texts)
    assert kept("England-on-Sea") == list(texts[:2])
    assert kept("9th Ward") == []


def test_a_name_is_never_a_path_a_formula_or_markup(
    perturbed: Path, tables: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    one = pd.concat(tables.values())
    areas = one.loc[(one["kind"] == "area") & one["place"].str.endswith(" Bababa"), "code"].unique()
    called = dict(zip(areas[5:], NAMES, strict=False))
    one["place"] = one["code"].map(called).fillna(one["place"])
    project = with_tables(perturbed, tmp_path / "one", {"figures.csv": one}, "figures.csv")
    out, exported = tmp_path / "a/b/out", tmp_path / "a/figures.csv"
    assert run(project.root, "draft", PERTURBED, "--out", str(out)).exit_code == 0
    assert run(project.root, "read", PERTURBED, "--figures", str(exported)).exit_code == 0
    written = contents(out)
    for code, name in called.items():
        (page,) = [
            n for n in written if n.startswith(f"area-{code.lower()}-") and n.endswith(".html")
        ]
        assert re.fullmatch(r"area-[a-z0-9-]+\.html", page)
        assert escape(name).encode() in written[page]
    assert sorted(p.name for p in (tmp_path / "a").rglob("*") if out not in p.parents) == [
        "b", "figures.csv", "out"
    ]  # fmt: skip
    assert not any(b"<script>alert" in c for n, c in written.items() if n.endswith(".html"))
    with exported.open(newline="") as file:
        cells = [cell for row in csv.DictReader(file) for k, cell in row.items() if k != "value"]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
