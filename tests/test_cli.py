"""The command: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from tests.conftest import ROOT
from tests.spoiling import run

STRINGER = Path(sys.executable).with_name("stringer")


def test_help_names_every_command_and_the_exit_statuses() -> None:
    result = run(ROOT, "--help")
    assert result.exit_code == 0
    assert "0 all written, 1 some held, 2 could not run" in result.stdout
    for command in ("draft", "explain", "places", "releases"):
        assert f"  {command} " in result.stdout
        assert run(ROOT, command, "--help").exit_code == 0


def test_each_command_stands_in_the_file_of_its_name() -> None:
    for name, command in main.commands.items():
        assert command.callback.__module__ == f"generator.cli.{name.replace('-', '_')}"


def test_help_is_quick_because_it_imports_nothing_heavy() -> None:
    code = (
        "import sys; from generator.cli import main; main(['--help'], standalone_mode=False); "
        "print([m for m in ('pandas', 'pydantic', 'jinja2', 'inflect') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_output_that_nobody_takes_is_no_finding() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [STRINGER, "places", "crime/2021-09"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    said = "stringer: the output could not be written (No space left on device).\n"
    assert (done.returncode, done.stderr) == (2, said)
    closed = f"{STRINGER} places crime/2024-12 | head -1; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", closed], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (128 + signal.SIGPIPE, "")


@pytest.mark.parametrize(
    "words", [("diff", "--since", ""), ("lint", ""), ("desk", "--database="), ("draft", "")]
)
def test_an_empty_argument_is_told(words: tuple[str, ...]) -> None:
    result = run(ROOT, *words)
    assert result.exit_code == 2
    assert "An argument is empty, as of a variable that is not set." in result.stderr


def test_a_device_or_a_link_is_no_file_to_write_to(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "other")
    for path in (link, Path("/dev/full"), tmp_path / "none" / "x.json"):
        result = run(
            ROOT, "draft", "crime/2021-09", "--out", f"{tmp_path}/o", "--timings", f"{path}"
        )
        assert result.exit_code == 2
        assert result.stderr.startswith(f"stringer: {path}: ")
    assert link.is_symlink()
    assert not (tmp_path / "o").exists()


def test_releases_are_listed() -> None:
    lines = run(ROOT, "releases").stdout.splitlines()
    assert [line.split("\t")[:2] for line in lines] == [
        ["crime/2019-09", "the year to September 2019"],
        ["crime/2021-09", "the year to September 2021"],
        ["crime/2024-12", "the year to December 2024"],
        ["waits/2024-12", "December 2024"],
        ["waits/2025-01", "January 2025"],
    ]


def test_places_are_listed_by_level() -> None:
    everything = run(ROOT, "places", "crime/2024-12").stdout.splitlines()
    assert len(everything) == 356
    assert "area-e22000017\tPeterborough\tCambridgeshire Constabulary" in everything
    forces = run(ROOT, "places", "crime/2024-12", "--level", "force").stdout.splitlines()
    assert len(forces) == 42
    assert all(line.startswith("force-") for line in forces)


def test_explain_shows_figures_cells_bands_scores_and_branches() -> None:
    shown = run(ROOT, "explain", "crime/2024-12", "Peterborough").stdout
    assert "HEADLINE  Recorded home burglary " in shown
    assert "ANGLE     mover on residential_burglary" in shown
    assert "Table C2!R26" in shown
    assert "change: fall" in shown
    assert "templates/crime/contrast.j2:3  if angle == 'against': no" in shown
    scores = [
        float(line.split()[0])
        for line in shown.split("SCORES")[1].split("FIGURES")[0].splitlines()[1:]
        if line.strip() and line.split()[0].replace(".", "").isdigit()
    ]
    assert len(scores) >= 4
    assert scores == sorted(scores, reverse=True)


def test_a_pipe_gets_the_result_and_nothing_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [STRINGER, "--project", ROOT, "draft", "crime/2021-09", "--out", tmp_path],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"1 story written to {tmp_path}\n"
    assert done.stderr == ""


def test_a_place_can_be_named_by_code_key_or_any_name(tmp_path: Path) -> None:
    for name in ("E22000002", "area-e22000002", "Bristol", "bristol, city of"):
        out = tmp_path / name
        result = run(ROOT, "draft", "crime/2024-12", "--place", name, "--out", str(out))
        assert result.exit_code == 0
        assert (out / "area-e22000002-bristol.md").exists()


def test_formats_and_timings(tmp_path: Path) -> None:
    timings = tmp_path / "timings.json"
    out = tmp_path / "out"
    arguments = ("--format", "md", "--out", str(out), "--timings", str(timings))
    assert run(ROOT, "draft", "crime/2021-09", *arguments).exit_code == 0
    assert sorted(p.name for p in out.iterdir()) == [
        ".stringer",
        "area-e22000017-peterborough.md",
        "index.html",
        "manifest.json",
        "report.json",
    ]
    assert list(json.loads(timings.read_text())) == [
        "configuration",
        "templates",
        "reading",
        "analysis",
        "writing",
        "spelling",
        "files",
    ]
    assert "href" not in (out / "index.html").read_text().split("<main>")[1]
