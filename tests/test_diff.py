"""What an edit did to the stories: a row an edit; and golden stories, which somebody accepts."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.differences import compare
from generator.checks.editions import Edition, Told
from generator.checks.sentences import Said
from generator.checks.words import hunks, marked_up, unmasked_at, values_moved
from tests.conftest import ROOT
from tests.spoiling import copy_project, lines, run, spoil

RELEASE = "waits/2024-12"
COUNT = "templates/waits/count.j2"
RULES = "config/waits/rules.yml"


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A project to edit; what it was is the project itself."""
    return copy_project(tmp_path / "project")


def rows(project: Path, since: str | Path = ROOT, release: str = RELEASE) -> list[str]:
    """The lines of a diff that found something."""
    result = run(project, "diff", release, "--since", str(since))
    assert result.exit_code == 1, result.output
    return result.stdout.splitlines()


def refused(project: Path, *arguments: str) -> list[str]:
    result = run(project, *arguments)
    assert result.exit_code == 2, result.output
    return lines(result)


def git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=A Reporter", "-c", "user.email=reporter@example.org")
    subprocess.run(["git", *who, "-C", str(folder), *words], check=True, capture_output=True)


def committed(folder: Path) -> Path:
    git(folder, "init")
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "First")
    return folder


def test_an_edit_is_one_row_whatever_sentence_or_lead_it_stands_in(edited: Path) -> None:
    """A word of one line, and a clause that every lead includes."""
    line = "That was {{ lead.change.adverb }} {{ lead.change }} from {{ lead.previous }}"
    spoil(edited, "templates/crime/previous.j2", (line, line.replace("That", "This")))
    spoil(edited, "templates/crime/contrast.j2", ("although }} the number", "although }} those"))
    result = run(edited, "diff", "crime/2024-12", "--since", str(ROOT), "--format", "json")
    found = {row["where"]: row for row in json.loads(result.stdout)}
    assert {where: row["hunks"] for where, row in found.items()} == {
        "templates/crime/previous.j2:8": [{"out": "That", "in": "This"}],
        "templates/crime/contrast.j2:5": [{"out": "the number", "in": "those"}],
    }
    word = found["templates/crime/previous.j2:8"]
    assert word["number"] == len(word["stories"]) > 40


def test_a_clause_taken_away_is_one_row_at_the_line_it_stood_in(edited: Path) -> None:
    spoil(edited, COUNT, (", transferred or sent home", ""))
    shown = rows(edited)
    assert shown[0] == f"39 stories: other words, {COUNT}:4"
    assert "were admitted[-, transferred or sent home-] within four hours" in shown[1]


def test_two_words_of_one_line_are_one_row_and_two_lines_are_two(edited: Path) -> None:
    spoil(edited, COUNT, ("admitted, transferred", "let in, passed on"), ("specimen", "sample"))
    assert rows(edited)[::2] == [
        f"39 stories: other words, {COUNT}:4",
        f"39 stories: other words, {COUNT}:5",
    ]


def test_sentences_added_and_dropped_are_rows_of_their_own(edited: Path) -> None:
    old = "These are specimen figures from the {{ release.publisher }}."
    spoil(edited, COUNT, (old, ""))
    spoil(edited, "templates/waits/source.j2", ("This story", "Nothing here is true. This story"))
    shown = rows(edited)
    assert shown[0] == f"39 stories: a sentence less, {COUNT}:5"
    assert shown[1].endswith(": [-These are specimen figures from the Stringer project.-]")
    assert shown[2] == "39 stories: a sentence more, templates/waits/source.j2:2"
    assert shown[3].endswith(": {+Nothing here is true.+}")


def test_a_word_of_a_band_is_told_at_its_line(edited: Path) -> None:
    spoil(edited, RULES, ("verb: fell", "verb: dropped"))
    shown = rows(edited)
    assert re.fullmatch(rf"\d+ stories: other words, {RULES}:12", shown[0])
    assert "[-fell-] {+dropped+}" in shown[1]
    assert len(shown) == 2


def test_figures_that_moved_are_told_by_their_kind(edited: Path) -> None:
    spoil(edited, "releases/crime/2021-09/figures.csv", ("749", "751"))
    assert rows(edited, release="crime/2021-09") == [
        "1 story: figures: {change}",
        "    Peterborough: Recorded sexual offences in Peterborough up [-11%-] {+12%+}",
        "1 story: figures: {count}",
        "    Peterborough: Cambridgeshire Constabulary recorded [-749-] {+751+} sexual offences in "
        "Peterborough in the 12 months, according to official statistics from the Office for "
        "National Statistics.",
    ]


def test_notes_and_the_notice_over_a_story_count_too(edited: Path) -> None:
    release = f"releases/{RELEASE}/release.yml"
    spoil(edited, release, ("not for publication", "not to be published"))
    spoil(edited, "templates/waits/source.j2", ("help of automation", "help of a program"))
    shown = "\n".join(rows(edited))
    assert "not [-for publication-] {+to be published+}" in shown
    assert "the help of [-automation-] {+a program+}." in shown


def test_an_edit_taken_back_leaves_no_row(edited: Path) -> None:
    spoil(edited, COUNT, ("{# How", "{# For editors: how"))
    result = run(edited, "diff", RELEASE, "--since", str(ROOT))
    assert (result.exit_code, result.stdout) == (0, "no story changes\n")


def test_stories_held_now_and_held_no_more_are_rows_with_the_reason(edited: Path) -> None:
    spoil(edited, "config/waits/places.yml", ("Kelverton General}", "Kelverton Children's}"))
    reason = "XT24 is called “kelverton children’s” in copy or headlines, and so is XT25."
    shown = rows(edited)
    assert shown[::2] == ["1 story: held now"] * 2
    assert f"    {TWO}: {reason}" in shown[1]
    back = run(ROOT, "diff", RELEASE, "--since", str(edited)).stdout.splitlines()
    assert back[::2] == ["1 story: held no more"] * 2
    assert reason in back[1]


def test_a_template_that_fails_in_many_stories_holds_them_in_one_row(edited: Path) -> None:
    spoil(edited, "templates/crime/count.j2", ("the {{ period.span }}", "{{ lead.previous }}"))
    shown = rows(edited, release="crime/2019-09")
    assert len(shown) == 2
    assert re.fullmatch(r"\d\d stories: held now", shown[0])
    assert "templates/crime/count.j2:4: a template prints" in shown[1]


def said(text: str, block: int = 1) -> Said:
    return Said(block, "paragraph", 0, text, text, text)


def edition(**stories: str) -> Edition:
    return Edition(None, {k: Told(k.title(), k, (said(text),)) for k, text in stories.items()})


def test_stories_that_are_new_or_gone_are_rows() -> None:
    found = compare(edition(here="A.", gone="B."), edition(here="A.", new="C."))
    assert [(row.kind, row.stories) for row in found] == [("gone", ("Gone",)), ("new", ("New",))]


def test_a_sentence_that_moved_is_dropped_and_added() -> None:
    one, two = said("Crowds were large."), said("No rain fell today.", 2)
    stories = [{"a": Told("A", "a", both)} for both in ((one, two), (two, one))]
    kinds = {row.kind for row in compare(*(Edition(None, s) for s in stories))}
    assert kinds == {"added", "dropped"}


WORDS = st.text("ab ,.{}%1’é", max_size=30)


@given(old=WORDS, new=WORDS)
def test_marked_words_give_both_texts_back(old: str, new: str) -> None:
    runs = list(marked_up(old, new))
    for text, other in ((old, "in"), (new, "out")):
        kept = "".join(words for what, words in runs if what != other)
        assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("in that area, official", "there, official", [(("in that area", "there"), 0)]),
        ("a b c", "a c", [(("b", ""), 2)]),
        ("up {change} here", "up {change}, here", [(("", ","), 11)]),
        ("rose 1,200", "rose 1,201", [(("1,200", "1,201"), 5)]),
    ],
)
def test_words_are_compared_whole(
    old: str, new: str, expected: list[tuple[tuple[str, str], int]]
) -> None:
    assert hunks(old, new) == expected


def test_values_are_found_behind_a_mask() -> None:
    mask = "{place} rose {change} to {count}."
    assert values_moved(mask, "Bath rose 1% to 9.", "Bath rose 2% to 9.") == ("{change}",)
    assert values_moved(mask, "Bath rose 1% to 9.", "Wells rose 1% to 8.") == ("{place}", "{count}")
    assert values_moved(mask, "no such text", "Wells rose 1% to 8.") == (
        "{place}",
        "{change}",
        "{count}",
    )
    assert unmasked_at(mask, "Bath rose 1% to 9.", mask.index("to")) == 13
    assert unmasked_at(mask, "Bath rose 1% to 9.", mask.index("{count}") + 3) == 16
    assert unmasked_at(mask, "no such text", 3) == 0


def test_without_since_the_last_commit_is_compared_with(edited: Path) -> None:
    committed(edited)
    assert run(edited, "diff", RELEASE).exit_code == 0
    spoil(edited, COUNT, ("specimen", "sample"))
    assert rows(edited, "HEAD")[0] == f"39 stories: other words, {COUNT}:5"


def test_a_project_may_lie_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "desk" / "stories")
    committed(tmp_path / "desk")
    spoil(project, COUNT, ("specimen", "sample"))
    assert rows(project, "HEAD")[0] == f"39 stories: other words, {COUNT}:5"


def test_html_stands_alone_and_escapes_what_it_shows(edited: Path) -> None:
    spoil(edited, COUNT, ("specimen", "<i>sample</i>"))
    page = run(edited, "diff", RELEASE, "--since", str(ROOT), "--format", "html").stdout
    assert "<del>specimen</del> <ins>&lt;i&gt;sample&lt;/i&gt;</ins>" in page
    assert not re.search(r"(?:src|href)=|@import|url\(", page)


def test_json_has_every_story_of_a_row(edited: Path) -> None:
    spoil(edited, COUNT, ("specimen", "sample"))
    result = run(edited, "diff", RELEASE, "--since", str(ROOT), "--format", "json")
    (row,) = json.loads(result.stdout)
    assert row["hunks"] == [{"out": "specimen", "in": "sample"}]
    assert row["number"] == len(row["stories"]) == 39
    assert row["stories"][0]["key"].startswith("trust-")


ADVICE = "Name a revision as git log shows it, or another project's folder."


def test_a_folder_without_git_is_refused(edited: Path) -> None:
    (line,) = refused(edited, "diff", RELEASE)
    what = "lies in no git repository. Name a folder of an earlier state: --since DIR."
    assert line == f"{edited}: {what}"


@pytest.mark.parametrize("revision", ["v9", "HEAD~7", "--output=x"])
def test_an_unknown_revision_is_refused(edited: Path, revision: str) -> None:
    committed(edited)
    (line,) = refused(edited, "diff", RELEASE, f"--since={revision}")
    assert line == f"{revision}: is no revision and no folder. {ADVICE}"


def test_a_revision_without_the_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "README").write_text("nothing yet")
    committed(tmp_path)
    copy_project(tmp_path)
    (line,) = refused(tmp_path, "diff", RELEASE)
    assert line == f"HEAD: has no configuration of this project. {ADVICE}"


def test_a_folder_that_is_no_project_is_refused(edited: Path, tmp_path: Path) -> None:
    (line,) = refused(edited, "diff", RELEASE, "--since", str(tmp_path))
    advice = "Name a folder with config/house.yml, one of golden stories, or a revision."
    assert line == f"{tmp_path}: is no project of Stringer. {advice}"


def test_without_git_a_folder_is_asked_for(edited: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(edited))
    (line,) = refused(edited, "diff", RELEASE)
    assert line == "git: is not installed. Install it, or name a folder: --since DIR."


def test_an_earlier_state_with_faults_is_told_as_its_own(edited: Path) -> None:
    spoil(edited, COUNT, ("{% endif %}", ""))
    committed(edited)
    shutil.copy(ROOT / COUNT, edited / COUNT)
    (line,) = refused(edited, "diff", RELEASE)
    assert line.startswith(f"HEAD: {COUNT}:")


def test_all_stories_of_a_release_that_was_not_there_are_new(edited: Path) -> None:
    shutil.move(edited / "releases" / RELEASE, edited / "new")
    committed(edited)
    shutil.move(edited / "new", edited / "releases" / RELEASE)
    assert rows(edited, "HEAD")[0] == "39 stories: new"


ONE, TWO = "Aldermarsh Hospitals Trust", "Kelverton Children’s Hospital Trust"


def goldens(project: Path) -> list[str]:
    return sorted(p.stem for p in (project / "tests/golden" / RELEASE).glob("*.md"))


def test_only_stories_that_are_named_become_golden(edited: Path) -> None:
    result = run(edited, "accept", RELEASE, "--place", ONE, "--yes")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"1 story: new\n    {ONE}\n1 stored, 0 taken away in ")
    (stem,) = goldens(edited)
    assert stem.endswith("aldermarsh-hospitals-trust")
    again = run(edited, "accept", RELEASE)
    assert again.stdout == f"1 golden stories of {RELEASE} read as accepted\n"


def test_a_change_is_shown_and_stored_only_when_somebody_agrees(edited: Path) -> None:
    run(edited, "accept", RELEASE, "--place", ONE, "--place", TWO, "--yes")
    spoil(edited, COUNT, ("specimen", "sample"))
    result = run(edited, "accept", RELEASE)
    assert result.exit_code == 2
    assert result.stdout.startswith("2 stories: other words\n")
    assert "[-specimen-] {+sample+}" in result.stdout
    assert lines(result) == ["accept: nobody is there to ask. Read the above, then add --yes."]
    folder = edited / "tests/golden" / RELEASE
    assert rows(edited, folder)[0] == f"2 stories: other words, {COUNT}:5"
    assert run(edited, "accept", RELEASE, "--yes").exit_code == 0
    assert run(edited, "diff", RELEASE, "--since", str(folder)).stdout == "no story changes\n"


@pytest.mark.parametrize(("answer", "status", "left"), [("y", 0, 0), ("n", 1, 1)])
def test_on_a_terminal_it_asks(
    edited: Path, monkeypatch: pytest.MonkeyPatch, answer: str, status: int, left: int
) -> None:
    run(edited, "accept", RELEASE, "--place", ONE, "--yes")
    module = import_module("generator.cli.accept")
    monkeypatch.setattr(module, "asked", lambda: answer == "y")
    assert run(edited, "accept", RELEASE, "--drop", ONE).exit_code == status
    assert len(goldens(edited)) == left


def test_a_golden_story_of_a_place_that_is_gone_is_told_and_taken_away(edited: Path) -> None:
    run(edited, "accept", RELEASE, "--place", ONE, "--yes")
    folder = edited / "tests/golden" / RELEASE
    (folder / "trust-xt99-nowhere.md").write_text("# Nowhere\n\nNothing.\n")
    result = run(edited, "accept", RELEASE, "--yes")
    assert result.stdout.startswith("1 story: gone\n    trust-xt99-nowhere\n")
    assert len(goldens(edited)) == 1


def test_what_cannot_be_golden_is_refused(edited: Path) -> None:
    assert refused(edited, "accept", RELEASE, "--drop", ONE) == [
        f"{ONE}: is not golden: there is nothing to drop."
    ]
    spoil(edited, "config/waits/places.yml", ("Kelverton General}", "Kelverton Children's}"))
    assert refused(edited, "accept", RELEASE, "--place", TWO) == [
        f"{TWO}: is held: there is no story to accept."
    ]


def test_a_golden_story_that_is_no_text_is_refused(edited: Path) -> None:
    folder = edited / "tests/golden" / RELEASE
    folder.mkdir(parents=True)
    (folder / "trust-xt01.md").write_bytes(b"\xff\xfe\xff")
    (line,) = refused(edited, "accept", RELEASE)
    assert "trust-xt01.md: cannot be read" in line
    assert line.endswith("Save it as UTF-8, or take it away.")
