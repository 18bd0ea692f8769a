"""The published schemas of the YAML files: whole, strict, and used by the files themselves."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.config.published import FILES, json_schema
from tests.conftest import ROOT
from tests.spoiling import copy_project, lines, run, spoil

SCHEMAS = ROOT / "docs/schema/config"


def files_of(name: str) -> list[Path]:
    """All YAML files of that name which the project has."""
    found = [*ROOT.glob(f"config/{name}.yml"), *ROOT.glob(f"config/*/{name}.yml")]
    return sorted([*found, *ROOT.glob(f"releases/*/*/{name}.yml")])


@pytest.mark.parametrize("name", FILES)
def test_check_jsonschema_finds_every_file_right(name: str) -> None:
    files = files_of(name)
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", f"{SCHEMAS / name}.json"]
    command += map(str, files)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_yaml_file_names_its_schema_in_its_first_line() -> None:
    every = [path for name in FILES for path in files_of(name)]
    rest = {*ROOT.glob("config/**/*.yml"), *ROOT.glob("releases/**/*.yml")} - set(every)
    assert rest == set()
    for path in every:
        first = path.read_text().splitlines()[0]
        (target,) = re.findall(r"^# yaml-language-server: \$schema=(\S+)$", first)
        assert (path.parent / target).resolve() == SCHEMAS / f"{path.stem}.json"


def mappings(part: Any) -> Iterator[dict[str, Any]]:
    """Every mapping with keys inside a schema."""
    if isinstance(part, dict):
        if "properties" in part:
            yield part
        for inner in part.values():
            yield from mappings(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from mappings(inner)


@pytest.mark.parametrize("name", FILES)
def test_every_key_says_what_it_is_and_no_other_may_stand(name: str) -> None:
    schema = json_schema(name)
    Draft202012Validator.check_schema(schema)
    found = list(mappings(schema))
    assert found
    for mapping in found:
        assert mapping["additionalProperties"] is False
        assert mapping["description"]
        for key, held in mapping["properties"].items():
            assert re.fullmatch(r"[A-Z].+\.", held["description"], re.DOTALL), key


@pytest.mark.parametrize(
    ("file", "old", "new", "what"),
    [
        ("config/house.yml", "words_below: 10", "words_below: ten", "is not of type 'integer'"),
        ("config/crime/beat.yml", "label: crime\n", "lable: crime\n", "'lable' was unexpected"),
        ("config/waits/beat.yml", "good: up", "good: more", "is not one of ['up', 'down']"),
        ("config/crime/rules.yml", "{band: one, above: 0", "{band: one, from: 0, above: 0", "not"),
        ("config/crime/sources.yml", "kind: csv", "kind: cvs", "'cvs'"),
        ("config/crime/angles.yml", "most: 6", "most: -6", "minimum"),
        ("releases/waits/2025-01/release.yml", "kind: month, ends: 2025-01", "kind: month", "ends"),
    ],
)
def test_a_schema_finds_what_is_wrong(file: str, old: str, new: str, what: str) -> None:
    content = (ROOT / file).read_text()
    assert old in content
    validator = Draft202012Validator(json.loads((SCHEMAS / f"{Path(file).stem}.json").read_text()))
    assert validator.is_valid(yaml.safe_load(content))
    errors = validator.iter_errors(yaml.safe_load(content.replace(old, new, 1)))
    shown = " ".join(str(e.message) + str([c.message for c in e.context or ()]) for e in errors)
    assert what in shown


@pytest.mark.parametrize(
    ("file", "old", "new", "advice"),
    [
        ("config/house.yml", "before: the year", "befor: the year", '"before"'),
        ("config/waits/beat.yml", "target: 95", "traget: 95", '"target"'),
        ("config/waits/sources.yml", "hidden: true", "hiden: true", '"hidden"'),
        ("config/waits/sources.yml", "expected:", "expeted:", '"expected"'),
        ("config/waits/angles.yml", "beside: [", "besides: [", '"beside"'),
        ("config/waits/angles.yml", "order: listed", "ordr: listed", '"order"'),
        ("releases/waits/2025-01/release.yml", "specimen: >-", "speciman: >-", '"specimen"'),
    ],
)
def test_an_unknown_key_is_told_with_its_line_and_the_nearest(
    tmp_path: Path, file: str, old: str, new: str, advice: str
) -> None:
    project = copy_project(tmp_path / "project")
    spoil(project, file, (old, new))
    line = next(
        number
        for number, content in enumerate((project / file).read_text().splitlines(), 1)
        if new in content
    )
    said = lines(run(project, "draft", "waits/2025-01"))
    (told,) = [s for s in said if "not a key" in s]
    assert told.startswith(f"{file}:{line}: ")
    assert f"Did you mean {advice}?" in told


def test_the_command_prints_a_schema_and_writes_all_of_them(tmp_path: Path) -> None:
    assert json.loads(run(ROOT, "schema", "beat").stdout) == json_schema("beat")
    result = run(ROOT, "schema", "--out", str(tmp_path / "schemas"))
    assert result.stdout.startswith("12 schemas written to ")
    for name in FILES:
        written = (tmp_path / "schemas" / f"{name}.json").read_bytes()
        assert written == (SCHEMAS / f"{name}.json").read_bytes()
    asked = run(ROOT, "schema", "betas")
    assert asked.exit_code == 2
    assert lines(asked) == ['betas: which file? Did you mean "beat"?']
