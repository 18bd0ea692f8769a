"""``stringer verify``: what it finds, in which shape, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from tests.conftest import ROOT

SPECIMEN = ROOT / "tests/exam/specimen.md"
TRUE = "# Burglary down in Peterborough\n\nBurglary in Peterborough fell by 24% to 779 offences.\n"
FALSE = TRUE.replace("24%", "42%")


def verify(*args: str, text: str | bytes = "") -> Result:
    content = text.encode() if isinstance(text, str) else text
    return CliRunner().invoke(main, ["--project", str(ROOT), "verify", *args], input=content)


def test_a_true_text_passes() -> None:
    done = verify(str(SPECIMEN), "--release", "crime/2021-09")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "1 text, 38 statements: 38 holds, 0 contradicted" in done.stderr


def test_a_false_figure_is_named_with_line_cell_and_what_to_write() -> None:
    done = verify("-", "--release", "crime/2024-12", text=FALSE)
    assert done.exit_code == 1
    first, *lines = done.stdout.splitlines()
    assert first == "-:3:34: contradicted: “42%”"
    assert lines == [
        "    the change: burglary, Peterborough, since the year to December 2023",
        "    release: burglary, Peterborough, since the year to December 2023: −23.63%",
        "    cells: Table C3!Q26, Table C2!Q26, Table C5!Q26",
        "    write: 24%",
    ]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "wrapped.md",
            "# Robbery down\n\nRobbery in Peterborough fell by 15%\n  in the year to December 2024,"
            "\nand burglary rose by 24%.\n",
            ["5:14 contradicted rose", "5:22 misplaced 24%"],
        ),
        (
            "marked.md",
            "# Robbery in Peterborough rises\n\n  - Burglary: 977\n\nRobbery: 520",
            ["1:27 contradicted rises", "3:15 contradicted 977", "5:10 contradicted 520"],
        ),
        (
            "listed.md",
            "Peterborough in 2024\n\n1. Robbery: 250\n2. Burglary: 799\n3. Sexual offences: 913\n",
            ["4:14 contradicted 799"],
        ),
        (
            "noted.md",
            "Robbery in Peterborough fell[^1] by 15&#37;.<!-- 17 to\n be asked -->\nIt fell by 51%."
            "\n\n[^1]: Not counting fraud.\n",
            ["3:12 contradicted 51%"],
        ),
        (
            "table.html",
            "<h1>Peterborough</h1>\n<table>\n<tr><th>Offence</th><th>2024</th></tr>\n<tr>"
            "<td>Robbery</td><td>250</td></tr>\n<tr><td>Burglary</td><td><b>7</b>99</td></tr></table>",
            ["5:29 contradicted 799"],
        ),
        (
            "bare.html",
            "Robbery in Peterborough fell.<div>It <i>rose</i> by 15%.<ul><li><p>Burglary: 977</p>"
            "</li></ul></div><table><tr><td><p>Offence</p></td><td>2024</td></tr><tr><td>Robbery</td><td>"
            "<div>520</div></td></tr></table><h2>Robbery rose</h2>",
            [
                "1:41 contradicted rose",
                "1:53 misplaced 15%",
                "1:78 contradicted 977",
                "1:182 contradicted 520",
                "1:221 contradicted rose",
            ],
        ),
        (
            "page.html",
            "<main>Robbery rose.<article><h1>Peterborough</h1>\n<p>Robbery fell by\n   15%, "
            "<b>burglary</b>\nby 42%.</p></article><p>Robbery rose by 99%.</p>",
            ["4:4 contradicted 42%"],
        ),
    ],
)
def test_a_fault_stands_where_the_file_has_it(
    tmp_path: Path, name: str, text: str, told: list[str]
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    path = str(tmp_path / name)
    done = verify(path, "--release", "crime/2024-12", "--format", "json")
    (found,) = json.loads(done.stdout)
    wrong = [s for s in found["statements"] if s["verdict"] in ("contradicted", "misplaced")]
    assert [f"{s['line']}:{s['column']} {s['verdict']} {s['words']}" for s in wrong] == told
    if name == "page.html":
        assert text.split("\n")[3][3:].startswith("42%")


def test_a_line_that_looks_like_the_head_of_a_story_is_read_below_it() -> None:
    head = "Slug: up-900%\nTitles: The Peterborough 900\nRelease: Crime rose by 900%\n"
    for line in ("Place: burglary in Peterborough rose by 900%.", "Release: crime rose by 900%."):
        for text in (f"{head}\n{TRUE}\n{line}\n", f"{line}\n\nPeterborough is a city.\n"):
            done = verify("-", "--release", "crime/2024-12", text=text)
            at = text[: text.index(line)].count("\n") + 1
            assert [s for s in done.stdout.splitlines() if "“900%”" in s] == [
                f"-:{at}:{line.index('900%') + 1}: contradicted: “900%”"
            ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--level", "bogus"], "--level bogus: is no level of this beat. Say all, area, force."),
        (
            ["--place", "Peterborough", "--level", "force"],
            '--place: "Peterborough" is of no level "force". Give --level area, or none.',
        ),
    ],
)
def test_a_level_that_does_not_fit_is_named(given: list[str], said: str) -> None:
    done = verify("-", "--release", "crime/2024-12", *given, text=TRUE)
    assert done.exit_code == 2
    assert done.stderr.strip() == f"stringer: {said}"


def test_texts_on_several_releases_are_told_so(tmp_path: Path) -> None:
    for release in ("crime/2024-12", "crime/2019-09"):
        told = {"release": {"id": release}, "place": {"code": "x", "name": "", "group": ""}}
        name = release.replace("/", "-")
        (tmp_path / f"{name}.json").write_text(
            json.dumps({**told, "blocks": [{"kind": "paragraph", "text": "Robbery fell."}]})
        )
    done = verify(*map(str, tmp_path.glob("*.json")))
    assert done.exit_code == 2
    assert "and the texts name several: crime/2019-09, crime/2024-12." in done.stderr


def test_a_story_of_another_beat_is_told_so(tmp_path: Path) -> None:
    told = {"release": {"id": "waits/2025-01"}, "place": {"code": "XT1", "name": "", "group": ""}}
    blocks = [{"kind": "paragraph", "text": "Robbery fell."}]
    path = tmp_path / "story.json"
    path.write_text(json.dumps({**told, "blocks": blocks}))
    done = verify(str(path), "--release", "crime/2024-12")
    assert done.exit_code == 2
    assert "is on the place XT1, which is none of crime/2024-12." in done.stderr


def test_github_marks_the_line() -> None:
    done = verify("-", "--release", "crime/2024-12", "--format", "github", text=FALSE)
    assert done.stdout.startswith("::error file=-,line=3,col=34,title=contradicted::“42%25”")


def test_json_has_every_statement() -> None:
    done = verify("-", "--release", "crime/2024-12", "--format", "json", text=TRUE)
    (text,) = json.loads(done.stdout)
    assert (text["file"], text["place"]) == ("-", "E22000017")
    found = [(s["words"], s["verdict"], s["line"], s["kind"]) for s in text["statements"]]
    assert found == [
        ("down", "holds", 1, "headline"),
        ("fell", "holds", 3, "paragraph"),
        ("24%", "holds", 3, "paragraph"),
        ("779", "holds", 3, "paragraph"),
    ]


@pytest.mark.parametrize("shape", ["md", "txt", "html", "json"])
def test_our_own_stories_pass_in_each_format(shape: str, tmp_path: Path) -> None:
    command = ["--project", str(ROOT), "draft", "crime/2024-12", "--place", "Rutland"]
    done = CliRunner().invoke(main, [*command, "--format", shape, "--out", str(tmp_path)])
    assert done.exit_code == 0, done.output
    (path,) = [p for p in tmp_path.glob("area-*") if p.suffix == f".{shape}"]
    release = [] if shape == "json" else ["--release", "crime/2024-12"]
    found = verify(str(path), *release)
    assert found.exit_code == 0, found.output
    assert ", 0 contradicted, 0 misplaced, 0 not read" in found.stderr


@pytest.mark.parametrize(
    ("text", "args", "said"),
    [
        ("Crime in Wiltshire fell.", (), "which is several places"),
        ("Robbery fell by 5%.", (), "names no place of this release. Say which: --place NAME."),
        ("Robbery in Peterbro fell.", ("--place", "Peterbro"), "Did you mean"),
        (
            "In Peterborough 749 sexual offences were recorded in the year to September 2021.",
            (),
            "is on 2021-09, and names no period of crime/2024-12",
        ),
        (
            "Die Polizei zählte in Peterborough im vergangenen Jahr deutlich weniger Einbrüche.",
            (),
            "is in no language that config/reading.yml knows.",
        ),
        ("Robbery in Peterborough\u202e fell.", (), "holds the control character U+202E."),
        ("Robbery in Peterborough\x07 fell.", (), "holds the control character U+0007."),
        ("", (), "is empty."),
    ],
)
def test_what_it_cannot_read_is_one_line(text: str, args: tuple[str, ...], said: str) -> None:
    done = verify("-", "--release", "crime/2024-12", *args, text=text)
    assert done.exit_code == 2
    (line,) = done.stderr.splitlines()
    assert said in line


def test_all_bad_files_are_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(TRUE)
    (tmp_path / "empty.md").write_text("")
    (tmp_path / "bytes.txt").write_bytes(b"\xff\xfa\x00\x80")
    names = ("good.md", "empty.md", "bytes.txt", "gone.md")
    done = verify(*(str(tmp_path / n) for n in names), "--release", "crime/2024-12")
    assert done.exit_code == 2
    assert [line.rpartition("/")[2][:7] for line in done.stderr.splitlines()] == [
        "empty.m",
        "bytes.t",
        "gone.md",
    ]


def test_a_name_of_two_places_is_told_apart_by_its_level() -> None:
    text = "Recorded crime in Wiltshire fell."
    for level in ("area", "force"):
        done = verify("-", "--release", "crime/2024-12", "--level", level, text=text)
        assert done.exit_code in (0, 1), done.output


def test_a_text_without_figures_says_so() -> None:
    text = "Peterborough is a city.\n\nIt has a cathedral and a river.\n"
    done = verify("-", "--release", "crime/2024-12", text=text)
    assert done.exit_code == 0
    assert "no figure and no direction word" in done.stderr


def test_without_a_release_it_asks_for_one() -> None:
    done = verify("-", text=TRUE)
    assert done.exit_code == 2
    assert "Say which: --release BEAT/DATE." in done.stderr
