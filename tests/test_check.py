"""The check of a beat: every wording seen, every problem told once, at the line that makes it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner, Result

from generator import pipeline, workbook
from generator.checks.check import SYNTHETIC, Checked, check_beat
from generator.checks.golden import compare_goldens
from generator.checks.synthetic import untold
from generator.checks.synthetic.rounds import rounds
from generator.checks.synthetic.trials import longest_names
from generator.cli import main
from generator.config import Project
from generator.errors import StringerError
from generator.pipeline import Prepared
from tests.conftest import ROOT
from tests.planted.__main__ import Planted, found, planted
from tests.spoiling import copy_project


@pytest.fixture(scope="module")
def waits(project: Project) -> Checked:
    return check_beat(project, "waits")


@pytest.fixture(scope="module")
def crime(project: Project) -> Checked:
    return check_beat(project, "crime")


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


def checked(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["--project", str(root), "check", *words])


def edited(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


@pytest.mark.parametrize("beat", ["crime", "waits"])
def test_both_beats_are_clean_and_every_wording_is_shown(
    request: pytest.FixtureRequest, beat: str
) -> None:
    done: Checked = request.getfixturevalue(beat)
    assert [p for p in done.problems if p.level == "error"] == []
    assert done.coverage.never == ()
    assert len(done.coverage.variants) >= 100
    assert done.synthetic > 500


def test_a_place_at_an_edge_shows_what_no_real_place_does(crime: Checked) -> None:
    def real(key: tuple[str | int, ...]) -> bool:
        return any(not s.startswith(SYNTHETIC) for s in crime.coverage.stories[key])

    only = [v for v in crime.coverage.variants if not real(v.key)]
    assert len(only) > 10


def test_percentages_of_synthetic_places_are_those_of_their_counts(project: Project) -> None:
    prepared = pipeline.prepare(project, "waits/2025-01")
    measures = prepared.findings.analysis.measures
    shares = [(m, s.share) for m, s in prepared.beat.file.measures.items() if s.share]
    checked = 0
    for round_ in rounds(prepared, 60):
        reading = round_.prepared.findings.analysis.reading
        figures = workbook.figures_of(reading, measures, ())
        for measure, share in shares:
            for period in ("2025-01", "2024-01", "2024-12"):
                shown, counts = (figures.values.get((k, period)) for k in ("percentage", "count"))
                if shown is None or counts is None:
                    continue
                at, part, of = (measures.index(m) for m in (measure, share.part, share.of))
                stated, some, whole = shown[:, at], counts[:, part], counts[:, of]
                assert not (some > whole).any(), round_.done
                with np.errstate(divide="ignore", invalid="ignore"):
                    apart = abs(100 * some / whole - stated) - 0.0501
                checked += int((~np.isnan(apart)).sum())
                assert not (apart > 0).any(), round_.done[int(np.nanargmax(apart))]
    assert checked > 1000


def test_planted_faults_are_found_where_they_are() -> None:
    """A wrong word of a band, a misspelt word and an arm that nothing reaches, in one project."""
    faults = [f for f in planted() if f.name in ("met-when-missed", "level-never")]
    caution, twice = "templates/waits/caution.j2", "is counted twice"
    faults.append(Planted("misspelt", "typo", caution, twice, "is recieved twice"))
    assert [one.fault.name for one in found(*faults) if one.right] == [f.name for f in faults]


def test_planted_faults_can_all_be_planted() -> None:
    every = [*planted(), *planted("thresholds")]
    assert len({f.name for f in every}) == len(every) >= 68
    for fault in every:
        assert (ROOT / fault.file).read_text().count(fault.find) == 1, fault.name


def test_the_longest_names_stand_under_most_angles(crime: Checked, prepared: Prepared) -> None:
    longest = [prepared.places[position].key for position in longest_names(prepared)]
    assert "area-e22000357" in longest  # Daventry and South Northamptonshire
    shown = (keys for story, keys in crime.shown.items() if story.split("/")[-1] in longest)
    angles = {key for keys in shown for key in keys if key[0] == "angle"}
    assert len(angles) > len(prepared.beat.angles.angles) / 2


def test_a_beat_without_a_release_is_told(copied: Path) -> None:
    shutil.rmtree(copied / "releases/waits")
    done = checked(copied, "waits")
    assert done.exit_code == 1
    what = "config/waits/beat.yml:1:1: error configuration: releases/waits/ holds no release"
    assert done.stdout.startswith(what)


def test_what_no_template_prints_is_told_at_the_templates_and_as_supposed(copied: Path) -> None:
    for name, gone in (("inserts", r"{% for reply.*?{% endfor %}"), ("source", r"{% for.*")):
        path = copied / f"templates/waits/{name}.j2"
        path.write_text(re.sub(gone, "", path.read_text(), count=1, flags=re.DOTALL))
    (fault,) = untold(pipeline.prepare(Project(copied), "waits/2025-01"))
    assert str(fault) == (
        "templates/waits/met.j2: no template of waits prints a note at its foot and a reply. "
        "No release has that yet: it was supposed. "
        "Loop over footnotes and replies, as docs/beats.md shows."
    )


def test_formats(copied: Path) -> None:
    """One fault, as each format tells it."""
    edited(copied, "templates/waits/source.j2", "{{ release.title }}", "{{ release.titel }}")
    text = checked(copied, "waits")
    assert text.exit_code == 1
    assert "templates/waits/source.j2:2:1: error configuration: " in text.stdout
    github = checked(copied, "waits", "--format", "github").stdout
    assert github.startswith("::error file=templates/waits/source.j2,line=2,col=1,title=conf")
    (run,) = json.loads(checked(copied, "waits", "--format", "sarif").stdout)["runs"]
    assert run["results"][0]["ruleId"] == "configuration"
    junit = ElementTree.fromstring(checked(copied, "waits", "--format", "junit").stdout)
    assert junit.find(".//failure") is not None


def test_what_is_known_is_counted_and_not_told(copied: Path, tmp_path: Path) -> None:
    edited(copied, "templates/waits/source.j2", "{{ release.title }}", "{{ release.titel }}")
    known = tmp_path / "known.json"
    nowhere = checked(copied, "waits", "--write-baseline", "no/x.json")
    assert (nowhere.exit_code, "no/x.json: cannot be written" in nowhere.stderr) == (2, True)
    assert checked(copied, "waits", "--write-baseline", str(known)).exit_code == 1
    edited(copied, "templates/waits/source.j2", "{#", "{# moved #}\n{#")
    done = checked(copied, "waits", "--baseline", str(known))
    assert (done.exit_code, done.stdout) == (0, "")
    assert "0 errors, 0 warnings, 1 known" in done.stderr
    edited(copied, "templates/waits/caution.j2", "{% endsay %}", "{% endsya %}")
    done = checked(copied, "waits", "--baseline", str(known))
    assert done.exit_code == 1
    assert "caution.j2" in done.stdout
    assert "source.j2" not in done.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["crimes"], 'crimes: is no beat of this project. Did you mean "crime"?'),
        (["waits", "--baseline", "no.json"], "no.json: cannot be read"),
        (["waits", "--baseline", "README.md"], "README.md: is no baseline of findings. Make one"),
    ],
)
def test_bad_input_of_the_command(words: list[str], told: str) -> None:
    done = CliRunner().invoke(main, ["check", *words])
    assert done.exit_code == 2
    assert told in done.stderr


TEMPLATES = {
    "does not parse": (
        "{% if lead.gloss %}",
        "bullets.j2:10:1: error configuration: Unexpected end of template",
    ),
    "includes what is gone": ('{% include "gone.j2" %}', 'there is no template "gone.j2"'),
    "includes what lies outside": (
        '{% include "../crime/caution.j2" %}',
        'there is no template "../crime/caution.j2"',
    ),
    "has a slot of another": (
        '{% say "caution" %}a{% or %}b{% endsay %}',
        'say "caution" stands already in',
    ),
    "has a slot in a loop": (
        '{% for item in bullets %}{% say "x" %}a{% or %}b{% endsay %}{% endfor %}',
        "bullets.j2:10:1: error configuration: say in a loop gives the same alternative every",
    ),
    "includes a slot in a loop": (
        '{% for item in bullets %}{% include "caution.j2" %}{% endfor %}',
        "say in a loop gives the same alternative every time round (caution.j2).",
    ),
}


@pytest.mark.parametrize("what", TEMPLATES)
def test_a_template_that(copied: Path, what: str) -> None:
    text, told = TEMPLATES[what]
    path = copied / "templates/waits/bullets.j2"
    path.write_text(path.read_text() + text)
    done = checked(copied, "waits")
    assert done.exit_code == 1
    assert told in done.stdout


ENDLESS = {
    "loops": "{% for item in bullets %}" * 18 + "x" + "{% endfor %}" * 18,
    "macro": "{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}",
    "macro that includes": "{% macro again() %}{% include 'caution.j2' %}{{ again() }}"
    "{% endmacro %}{{ again() }}",
    "loop within itself": "{% for item in bullets recursive %}{{ loop(bullets) }}{% endfor %}",
}


@pytest.mark.parametrize("what", ENDLESS)
def test_a_template_without_end_is_told(copied: Path, what: str) -> None:
    path = copied / "templates/waits/bullets.j2"
    path.write_text(path.read_text() + ENDLESS[what])
    prepared = pipeline.prepare(Project(copied), "waits/2025-01")
    with pytest.raises(
        StringerError,
        match=r"waits/bullets.j2:10: .* (does not end: its templates|calls itself without end)",
    ):
        pipeline.written(prepared, prepared.tellable[0])


@pytest.fixture
def golden(copied: Path) -> Path:
    folder = copied / "tests/golden/waits/2025-01"
    folder.mkdir(parents=True)
    return folder


def test_a_golden_story_that_reads_otherwise_or_is_gone_is_told(
    project: Project, copied: Path, golden: Path
) -> None:
    (golden / "trust-xt99-nowhere.md").write_text("# Nothing\n")
    (golden / "trust-xt05-x.md").write_text("# One\n\nTwo.\n")
    prepared = pipeline.prepare(project, "waits/2025-01")
    written = {"trust-xt05-x": "# One\n\nThree.\n"}
    changed, gone = compare_goldens(Project(copied), prepared, written)
    assert (changed.file, changed.line) == ("tests/golden/waits/2025-01/trust-xt05-x.md", 3)
    assert "it reads otherwise now: “Three.”, and was “Two.”." in changed.message
    assert "To accept it: stringer accept waits/2025-01." in changed.message
    assert "there is no such story now" in gone.message


def test_figures_taken_apart_and_put_together_give_the_same_stories(prepared: Prepared) -> None:
    analysed = prepared.findings.analysis
    figures = workbook.figures_of(analysed.reading, analysed.measures, ())
    again = pipeline.supposing(prepared, workbook.reading_of(figures, analysed.reading))
    for position in prepared.tellable[::7]:
        own, other = (pipeline.written(p, position) for p in (prepared, again))
        assert own.article.blocks == other.article.blocks
