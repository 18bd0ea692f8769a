"""What an editor reads: the fewest stories that show every wording, coverage, and the sentinel."""

from __future__ import annotations

import json
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline, workbook
from generator.checks.cover import least_cover
from generator.checks.reading_list import ReadingList, reading_list
from generator.checks.seen import seen_in
from generator.checks.sentences import sentences
from generator.checks.sentinel import STEPS, Fragile, counted, fragile
from generator.cli import main
from generator.config import Project
from generator.coverage import Coverage
from generator.pipeline import Prepared
from tests.conftest import ROOT

MANUAL = "docs/checks.md"
SETS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.frozensets(st.integers(0, 9), min_size=1), min_size=1
)


def covers(chosen: tuple[str, ...], sets: dict[str, frozenset[int]]) -> bool:
    return frozenset().union(*(sets[n] for n in chosen)) == frozenset().union(*sets.values())


def greedy(sets: dict[str, frozenset[int]]) -> int:
    left, number = set().union(*sets.values()), 0
    while left:
        left -= max(sets.values(), key=lambda of: len(of & left))
        number += 1
    return number


@settings(max_examples=150, deadline=None)
@given(SETS, st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 50)))
def test_no_cover_is_smaller_nor_of_its_size_worth_more(
    sets: dict[str, frozenset[int]], worth: dict[str, int]
) -> None:
    found = least_cover(sets, worth)
    assert covers(found, sets)
    assert len(found) <= greedy(sets)
    every = [c for n in range(len(found) + 1) for c in combinations(sorted(sets), n)]
    least = [c for c in every if covers(c, sets)]
    assert {len(c) for c in least} == {len(found)}
    best = max(sum(worth.get(n, 0) for n in c) for c in least)
    assert sum(worth.get(n, 0) for n in found) == best


@settings(max_examples=50, deadline=None)
@given(SETS, st.randoms())
def test_a_cover_hangs_on_no_order(sets: dict[str, frozenset[int]], lot: object) -> None:
    names = sorted(sets)
    lot.shuffle(names)  # type: ignore[attr-defined]
    assert least_cover({n: sets[n] for n in names}, {}) == least_cover(sets, {})


@pytest.fixture(scope="module")
def listed(prepared: Prepared) -> ReadingList:
    return reading_list(prepared, 30)


@pytest.fixture(scope="module")
def seen(prepared: Prepared) -> Coverage:
    """What the stories show, taken from their templates anew."""
    return seen_in(prepared).coverage


def test_the_stories_of_the_list_show_every_wording_that_the_release_shows(
    seen: Coverage, listed: ReadingList
) -> None:
    every = frozenset().union(*seen.shown.values())
    assert len(every) == listed.used > 200
    assert frozenset().union(*(seen.shown[s.key] for s in listed.stories)) == every
    assert len(listed.stories) <= 30
    first = [f for s in listed.stories for f in s.first]
    assert len({f.name + f.where for f in first}) == len(first) == len(every)
    assert [f for f in first if f.kind == "say" and not f.sentence] == []


def test_a_headline_that_was_too_long_is_not_shown(prepared: Prepared, seen: Coverage) -> None:
    key, places = "force-e23000006", prepared.places
    (position,) = (i for i in prepared.tellable if places[i].key == key)
    story = pipeline.written(prepared, position)
    assert story.article.headline == "Mixed picture of recorded crime in Cheshire force area"
    (first,) = prepared.wordings.shown_by(story) - seen.shown[key]
    (variant,) = (v for v in seen.variants if v.key == first)
    assert variant.where == "templates/crime/mixed.j2:3"
    assert seen.stories[first]


def test_no_story_of_the_cover_can_be_left_out(seen: Coverage, listed: ReadingList) -> None:
    cover = [s.key for s in listed.stories if s.first]
    every = frozenset().union(*(seen.shown[key] for key in cover))
    for left_out in cover:
        assert frozenset().union(*(seen.shown[key] for key in cover if key != left_out)) < every


def test_the_manual_tells_the_numbers_of_the_bundled_release(
    seen: Coverage, listed: ReadingList
) -> None:
    wordings, cover = len(seen.variants), sum(bool(s.first) for s in listed.stories)
    readme, manual = (" ".join((ROOT / n).read_text().split()) for n in ("README.md", MANUAL))
    assert f"can produce {wordings} wordings" in readme
    assert cover == 30
    assert "in [thirty stories]" in readme
    assert f"on crime has {wordings}, and its latest release shows {listed.used} of" in manual
    assert f"For the bundled release it takes {cover}." in manual
    assert f"names masked: some {round(len(listed.distinct), -1)}," in manual


def test_thousands_of_sentences_are_some_hundred(listed: ReadingList) -> None:
    assert sum(d.stories for d in listed.distinct) > 6000
    assert 200 < len(listed.distinct) < 400
    often = {d.mask: d.stories for d in listed.distinct}
    assert often["{measure}: {count}, down {change}"] > 300


def test_the_riskiest_fill_the_list_and_say_why(project: Project) -> None:
    prepared = pipeline.prepare(project, "waits/2024-12")
    found = reading_list(prepared, 30)
    assert len(found.stories) == 30
    rest = [s for s in found.stories if not s.first]
    assert rest
    assert all(s.risks for s in rest)
    risks = [why for s in found.stories for why in s.risks]
    assert [why for why in risks if "12 hours for a bed rests on 0, the edge is 0" in why] == []
    (most,) = (why for why in risks if "the largest change" in why)
    share = "share of patients seen within four hours"
    assert most == f"{share} (−8.4 percentage points): the largest change that a story leads on"
    assert len(found.held) == 1
    assert "Tidewick Cottage Hospital Trust: it has no figure to lead on" in found.held[0]


def test_a_release_of_one_story_is_that_story() -> None:
    done = CliRunner().invoke(main, ["reading-list", "crime/2021-09", "--json"])
    assert done.exit_code == 0
    data = json.loads(done.stdout)
    (story,) = data["stories"]
    assert story["key"] == "area-e22000017"
    assert len(story["first"]) == data["used"]
    assert {"stem", "name", "headline", "risks"} < story.keys()
    assert data["distinct"][0].keys() == {"mask", "stories", "example"}


def test_a_program_that_reads_the_list_gets_json_and_nothing_else() -> None:
    """In a process of its own: a solver can write to standard output past Python."""
    command = "from generator.cli import main; main()"
    words = [sys.executable, "-c", command, "reading-list", "waits/2025-01", "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=True, cwd=ROOT)
    assert json.loads(done.stdout)["stories"]


def test_coverage_counts_names_and_fails_under(tmp_path: Path) -> None:
    page = tmp_path / "coverage.html"
    words = ["coverage", "waits/2025-01", "--html", str(page)]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0
    assert " never  config/waits/" in done.stdout
    text = page.read_text()
    assert 'class="never"' in text
    assert "templates/waits/standard.j2" in text
    assert "The standard is that" in text
    assert CliRunner().invoke(main, [*words[:2], "--fail-under", "100"]).exit_code == 1
    data = json.loads(CliRunner().invoke(main, [*words[:2], "--json"]).stdout)
    kinds = {w["kind"] for w in data["wordings"]}
    assert kinds == {"if", "loop", "say", "band", "angle", "lead"}


def exhaustive(prepared: Prepared, place: int) -> set[tuple[str, str]]:
    """The counts and steps that change the words of one story, each supposed by itself."""
    from generator.checks.sentinel import _put

    analysed = prepared.findings.analysis
    figures = workbook.figures_of(analysed.reading, analysed.measures, ())

    def masks(of: Prepared) -> list[str]:
        story = pipeline.written(of, place)
        return sorted(s.mask for s in sentences(story.article, of.wording))

    own, found = masks(prepared), set()
    for measure in counted(prepared):
        value = prepared.findings.of(place)[analysed.measures[measure]].values.get("value")
        for step, move in STEPS.items():
            if value is None or move(float(value)) < 0:
                continue
            changed = figures.copied()
            _put(prepared, changed, place, measure, move(float(value)))
            supposed = workbook.reading_of(changed, analysed.reading)
            if masks(pipeline.supposing(prepared, supposed)) != own:
                found.add((prepared.beat.file.measures[analysed.measures[measure]].label, step))
    return found


@pytest.fixture(scope="module")
def december(project: Project) -> Prepared:
    return pipeline.prepare(project, "waits/2024-12")


TURNS = (3, 12)


@pytest.fixture(scope="module")
def fragiles(december: Prepared) -> list[Fragile]:
    return list(fragile(december, [december.tellable[turn] for turn in TURNS]))


@pytest.mark.parametrize("turn", TURNS)
def test_the_sentinel_misses_nothing(
    december: Prepared, fragiles: list[Fragile], turn: int
) -> None:
    place = december.tellable[turn]
    key = december.places[place].key
    found = {(f.measure, f.step) for f in fragiles if f.key == key}
    assert found == exhaustive(december, place)


def test_the_sentinel_tells_the_words_before_and_after(
    december: Prepared, fragiles: list[Fragile]
) -> None:
    beds, name = "waits of more than 12 hours for a bed", "Glassmere Eye Hospital Trust"
    (one,) = [f for f in fragiles if f.measure == beds and f.step == "one more"]
    assert (one.name, one.value, one.supposed) == (name, 0, 1)
    label = "Waits of more than 12 hours for a bed"
    assert one.changes == ((f"{label}: none, unchanged", f"{label}: one, up from none"),)
    place = december.tellable[TURNS[1]]
    assert december.findings.of(place)["beds"].figures["value"].cell == one.cell
    assert all(f.changes for f in fragiles)


def test_the_sentinel_speaks_json() -> None:
    done = CliRunner().invoke(main, ["sentinel", "crime/2021-09", "--json"])
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    (crime,) = [f for f in found if (f["measure"], f["step"]) == ("crime", "1% more")]
    assert (crime["value"], crime["supposed"], crime["cell"]) == (20838, 21046, "figures.csv!I2")
    lead = "Sexual offences recorded by police in Peterborough rose in the year to September 2021"
    was, is_ = crime["changes"][0]
    assert (was, is_) == (f"{lead}, while recorded crime overall stayed level.", f"{lead}.")
