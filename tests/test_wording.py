"""Wording rules: each finds its own fault and no other, in samples, in print and in every story."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.cli import main
from generator.config import find_project
from generator.config.schema import AnyRule
from generator.errors import StringerError
from generator.model import Batch, Block
from generator.wording import Wording, load_wording
from generator.wording.samples import rules_broken
from generator.wording.texts import read_text
from tests.conftest import ROOT

PROJECT = find_project(ROOT)
BEATS = ("", *PROJECT.beats())
HARDEST = (
    "change-arithmetic",
    "change-approximate",
    "change-connector",
    "change-cause",
    "change-size",
    "number-words",
)
OF_WHOLE_STORIES = {"source", "automation", "data-caveat", "data-fraud"}


def every_rule() -> Iterator[tuple[str, str, AnyRule]]:
    for beat in BEATS:
        for name, rule in PROJECT.wordings(beat)[0].rules.items():
            yield beat, name, rule


def found(wording: Wording, rule: AnyRule, name: str, sample: str) -> set[str]:
    """The rules that a sample breaks, but for those that no piece of a story can keep."""
    broken = rules_broken(wording, rule, sample)
    if "\n\n" in sample:
        return broken - (OF_WHOLE_STORIES - {name})
    return broken - OF_WHOLE_STORIES if getattr(rule, "per", "") == "12 words" else broken


@pytest.mark.parametrize(
    ("beat", "name", "rule"), [pytest.param(*r, id=f"{r[0]}{r[1]}") for r in every_rule()]
)
def test_a_rule_flags_its_faults_alone_and_passes_what_is_right(
    beat: str, name: str, rule: AnyRule
) -> None:
    wording = load_wording(PROJECT, beat, rule.profile or "percent-sign")
    for sample in rule.flag:
        assert (sample, found(wording, rule, name, sample)) == (sample, {name})
    for sample in rule.passes:
        assert (sample, found(wording, rule, name, sample)) == (sample, set())


def test_a_rule_of_one_sentence_does_not_reach_into_the_next_bullet() -> None:
    wording = load_wording(PROJECT)
    bullets = [Block("bullet", "Floods: 12, up from none"), Block("bullet", "Fires: 400, up 2%")]
    assert wording.check(bullets, whole=False) == []
    one = [Block("bullet", "Floods: 12, up 2% from none")]
    assert [b.rule for b in wording.check(one, whole=False)] == ["change-zero"]


@pytest.mark.parametrize("name", HARDEST)
def test_the_hardest_rules_have_thirty_samples(name: str) -> None:
    rule = PROJECT.wordings()[0].rules[name]
    assert len({*rule.flag, *rule.passes}) >= 30
    assert min(len(rule.flag), len(rule.passes)) >= 10


# What went wrong in print, kind by kind, as far as a text alone shows it; each beside its clean
# twin. The rest takes the release.
FAULTS = {
    "headline against figures": (
        "Recorded surge in robbery in Anytown",
        "Robbery recorded by police in Anytown fell by 6% in the year to March 2025.",
        {"change-verb", "headline-agrees"},
    ),
    "the wrong comparison year": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025. It was up 9% on 2021.",
        {"change-year"},
    ),
    "arithmetic": (
        "Recorded theft down in Anytown",
        "Theft recorded by police fell in the year to March 2025. It was down 31% from 640 to 505.",
        {"change-arithmetic"},
    ),
    "a count as a percentage": (
        "Recorded theft down in Anytown",
        "Theft recorded by police fell in the year to March 2025. "
        "There was a decrease of 18%, from 640 to 622.",
        {"change-arithmetic"},
    ),
    "by for to": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025. "
        "It was up by 412, from 380 to 412.",
        {"change-arithmetic"},
    ),
    "almost on the wrong side": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025. Almost 50% (42.9%) was in shops.",
        {"change-approximate"},
    ),
    "size words out of step": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose slightly in the year to March 2025, by 15%. It was huge.",
        {"change-size", "change-hype"},
    ),
    "a contrast that is none": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025, despite a rise nationally.",
        {"change-connector"},
    ),
    "a full stop for a comma": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025. There were 6.218 offences.",
        {"number-point"},
    ),
    "a repeated sentence": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025.\n\n"
        "Theft recorded by police rose in the year to March 2025.",
        {"repeated-sentence"},
    ),
    "a lost word": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025. There was a rise of in thefts.",
        {"lost-word"},
    ),
    "a caption left over": (
        "Recorded theft up in Anytown",
        "Theft recorded by police rose in the year to March 2025.\n\nImage: the market square.",
        {"caption"},
    ),
}
ROSE = "Theft recorded by police rose in the year to March 2025."
FELL = "Theft recorded by police fell in the year to March 2025."
TWINS = {
    "headline against figures": "Robbery recorded by police in Anytown fell by 6% in the year.",
    "the wrong comparison year": f"{ROSE} It was up 9% on 2024.",
    "arithmetic": f"{FELL} In the streets of the town it was down 21% from 640 to 505.",
    "a count as a percentage": f"{FELL} There was a decrease of 3%, from 640 to 622.",
    "by for to": f"{ROSE} It was up by 32, from 380 to 412.",
    "almost on the wrong side": f"{ROSE} Almost 50% (49.1%) was in shops.",
    "size words out of step": f"{ROSE} It was up slightly, by 1%.",
    "a contrast that is none": f"{ROSE[:-1]}, despite a fall nationally.",
    "a full stop for a comma": f"{ROSE} There were 6,218 offences.",
    "a repeated sentence": f"{ROSE}\n\nIt had risen the year before, too.",
    "a lost word": f"{ROSE} There was a rise in thefts.",
    "a caption left over": f"{ROSE}\n\nThe image of the market square is new.",
}
ENDING = (
    "The figures count what police recorded in the year, and reflect how much was reported to "
    "them, and how they kept their records, as well as what was done.\n\n"
    "---\n\nThis was written with the help of automation. Source: official statistics."
)


@pytest.mark.parametrize("kind", FAULTS)
def test_what_went_wrong_in_print_is_flagged_where_a_text_shows_it(kind: str) -> None:
    head, body, wanted = FAULTS[kind]
    text = read_text("story.md", f"# {head}\n\n{body}\n\n{ENDING}\n".encode(), "crime")
    broken = load_wording(PROJECT, "crime").check(text.blocks, whole=text.whole)
    assert {b.rule for b in broken if b.level == "error"} == wanted


@pytest.mark.parametrize("kind", FAULTS)
def test_the_clean_twin_of_each_passes(kind: str) -> None:
    head = FAULTS[kind][0].replace("surge in robbery", "robbery down")
    text = read_text("story.md", f"# {head}\n\n{TWINS[kind]}\n\n{ENDING}\n".encode(), "crime")
    assert load_wording(PROJECT, "crime").check(text.blocks, whole=text.whole) == []


def test_every_story_passes_every_error_and_few_are_warned_of(batch: Batch) -> None:
    wording = load_wording(PROJECT, "crime")
    broken = [
        (d.place.key, b) for d in batch.drafts for b in wording.check(d.article.blocks, whole=True)
    ]
    assert [f"{key}: {b}" for key, b in broken if b.level == "error"] == []
    assert len(broken) < len(batch.drafts) / 10


def test_a_part_that_was_clean_once_is_still_held_against_the_rules_of_a_lead() -> None:
    wording = load_wording(PROJECT, "crime")
    head, first, other = (
        Block("headline", "Recorded crime up"),
        Block("paragraph", "Police recorded more offences, excluding fraud."),
        Block("paragraph", "Burglary rose in the year."),
    )
    faulty = Block("paragraph", "It soared.")

    def errors(*blocks: Block) -> list[tuple[str, int]]:
        return [(b.rule, b.block) for b in wording.check(blocks, whole=False)]

    assert errors(head, first, other) == []
    assert errors(head, first, other, faulty) == [("change-verb", 3)]
    assert errors(head, other, first, faulty) == [("data-recorded", 1), ("change-verb", 3)]


def test_quotations_are_somebody_elses() -> None:
    wording = load_wording(PROJECT)
    for said in ("“Thefts soared because of it,” he said.", "He said: “It is due to the ‘surge’.”"):
        assert wording.check([Block("paragraph", said)], whole=False) == []


@cache
def crime_wording() -> Wording:
    return load_wording(PROJECT, "crime")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(max_size=200), min_size=1, max_size=6))
def test_no_text_stops_the_rules(texts: list[str]) -> None:
    blocks = [Block("paragraph", " ".join(t.split())) for t in texts]
    wording = crime_wording()
    for whole in (True, False):
        for breach in wording.check(blocks, whole=whole):
            assert 0 <= breach.start <= breach.end <= len(blocks[breach.block].text)


def lint(*args: str, text: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["--project", str(ROOT), "lint", *args], input=text)


FAULTY = "Thefts up in Anytown\n\nThefts soared by 9 % because of the rain.\n"


def test_a_text_is_answered_with_its_lines_and_the_exit_status() -> None:
    done = lint("-", text=FAULTY)
    assert done.exit_code == 1
    assert "-:3:8: error change-verb: This verb or noun paints the change." in done.stdout
    assert "-:3:18: error percent-space" in done.stdout
    assert "1 text: 4 errors, 2 warnings" in done.stderr
    assert lint("-", text="It rose in the year.\n").exit_code == 0


def test_warnings_alone_are_no_failure(tmp_path: Path) -> None:
    file = tmp_path / "long.txt"
    file.write_text(f"It rose {'on and ' * 30}on.\n")
    done = lint(str(file))
    assert done.exit_code == 0
    assert "warning sentence-length" in done.stdout


def test_how_a_story_is_filed_is_skipped_at_its_top_alone() -> None:
    head = "Slug: soared\nPlace: Leeds soared\nRelease: it soared\n"
    copy = "Thefts in Leeds\n\nPlace: it soared.\n\nRelease: it soared.\n"
    told = lint("-", text=f"{head}\n{copy}").stdout.splitlines()
    found = [line.partition(" error change-verb")[0] for line in told if "change-verb" in line]
    assert found == ["-:7:11:", "-:9:13:"]
    assert "error change-verb" in lint("-", text="Place: it soared.\n").stdout


def test_github_sees_each_problem_beside_its_line() -> None:
    out = lint("-", "--format", "github", text=FAULTY).stdout
    assert "::error file=-,line=3,col=8,title=change-verb::This verb" in out
    assert "9 %25" in out


def test_sarif_names_the_rules_it_uses() -> None:
    log = json.loads(lint("-", "--format", "sarif", text=FAULTY).stdout)
    (run,) = log["runs"]
    rules = [r["id"] for r in run["tool"]["driver"]["rules"]]
    assert log["version"] == "2.1.0"
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        region = result["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] >= 1


def test_junit_has_a_case_for_each_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FAULTY)
    (tmp_path / "b.txt").write_text("It rose in the year.\n")
    done = lint(str(tmp_path), "--format", "junit")
    suite = ElementTree.fromstring(done.stdout).find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures")) == ("2", "1")
    assert [c.find("failure") is not None for c in suite.findall("testcase")] == [True, False]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("It soared. <!-- wording: allow change-verb: a title -->", ""),
        ("It soared. <!-- wording: allow change-verb -->", "has no reason"),
        ("It rose. <!-- wording: allow change-verb: a title -->", "take the exception away"),
        ("It rose. <!-- wording: allow change-verbs: a title -->", 'Did you mean "change-verb"'),
    ],
)
def test_an_exception_needs_a_reason_a_rule_and_a_fault(line: str, said: str) -> None:
    out = lint("-", text=f"{line}\n").stdout
    assert said in out if said else out == ""


def test_an_exception_on_a_line_of_its_own_is_for_the_next() -> None:
    text = "{# wording: allow change-verb: a film of that name #}\nIt soared.\n"
    assert lint("-", text=text).stdout == ""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_marked_encodings_are_read(encoding: str) -> None:
    text = read_text("a.txt", "It soared in Ynys Môn.".encode(encoding))
    assert text.blocks[0].text == "It soared in Ynys Môn."


def test_another_encoding_an_empty_text_and_no_story_are_one_fault_each(tmp_path: Path) -> None:
    (tmp_path / "latin.txt").write_bytes("Ynys\nMôn".encode("latin-1"))
    (tmp_path / "empty.txt").write_text(" \n")
    (tmp_path / "no.json").write_text("{}")
    done = lint(*(str(tmp_path / n) for n in ("latin.txt", "empty.txt", "no.json", "gone.txt")))
    assert done.exit_code == 2
    told = [line.split("/")[-1] for line in done.stderr.splitlines()]
    assert told == [
        "latin.txt:2: is not UTF-8 text (byte 7). Save it as UTF-8.",
        "empty.txt: is empty. Give a text of at least one sentence.",
        "no.json: is not the JSON of a story. Give a file that `stringer draft` wrote.",
        "gone.txt: cannot be read (No such file or directory).",
    ]


def test_two_megabytes_are_read_to_the_end() -> None:
    text = "Police recorded 412 robberies, up 8% from 380, in the year to March 2025. " * 27000
    done = lint("-", text=f"{text}\n\nIt soared.\n")
    assert done.exit_code == 1
    assert "change-verb" in done.stdout.splitlines()[-1]


def test_a_sentence_of_two_megabytes_too() -> None:
    assert "change-verb" in lint("-", text=f"{'from 12 to 14 and ' * 110000} it soared.").stdout


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  needs: [\" %\"", "  needs: [\" %\"", ""),
        ('"\\\\S  +\\\\S"', '"(\\\\S  +"', "missing ), unterminated subpattern"),
        ("kind: repeated\n    of: word", "kind: repeated\n    of: letter", "sentence"),
        ("profile: per-cent\n", "profile: percent\n", '"percent" is not one of the profiles'),
    ],
)  # fmt: skip
def test_a_faulty_rule_is_named_with_its_line(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    file = tmp_path / "config" / "wording.yml"
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))
    if not said:
        load_wording(find_project(tmp_path))
        return
    with pytest.raises(StringerError) as raised:
        load_wording(find_project(tmp_path))
    assert any(said in str(f) and "config/wording.yml:" in str(f) for f in raised.value.faults)


def test_the_profile_follows_the_house_and_can_be_chosen() -> None:
    assert load_wording(PROJECT).profile == "percent-sign"
    assert "per-cent" in lint("-", "--profile", "per-cent", text="It rose by 9%.\n").stdout
    done = lint("-", "--profile", "per-cents", text="It rose.\n")
    assert done.exit_code == 2
    assert 'Did you mean "per-cent"' in done.stderr


def test_spelling_is_british_and_knows_the_names_of_places(batch: Batch) -> None:
    done = lint("-", text="The organization recieved a color in Woking.\n")
    words = [line.split("“")[1].split("”")[0] for line in done.stdout.splitlines()]
    assert words == ["organization", "recieved", "color", "Woking"]
    assert not [p for d in batch.drafts for p in d.problems if p.startswith("spelling")]
    for right in ("offences", "licence", "programme", "organisation"):
        assert lint("-", text=f"It is the {right} here.\n").stdout == ""


def test_a_template_is_read_in_pieces() -> None:
    text = read_text("a.j2", b"{# no #}\n# {{ a }} soared\n{% if b %}\nIt rose{% endif %}\n")
    assert [(line, b.text) for line, b in zip(text.lines, text.blocks, strict=True)] == [
        (2, "soared"), (4, "It rose"),
    ]  # fmt: skip


def test_quotation_marks_of_a_template_are_judged_as_they_are_printed() -> None:
    source = b"{{ a }}'s {% if a == 'b' %}'own'{% endif %}, \"the\" town's\n"
    text = read_text("a.j2", source)
    assert [b.text for b in text.blocks] == ["’s", "‘own’", ", “the” town’s"]
    assert [text.at(part, 0) for part in range(3)] == [(1, 8), (1, 28), (1, 44)]
    assert not list(load_wording(PROJECT).check(text.blocks, whole=False))


def test_the_bundled_templates_break_no_rule() -> None:
    done = lint(str(ROOT / "templates"))
    assert (done.exit_code, done.stdout) == (0, "")


def test_the_rules_can_be_asked_for() -> None:
    assert "change-cause\terror\t" in lint("--rules").stdout
    assert "data-status\terror\t" in lint("--rules").stdout
    for profile, other in (("percent-sign", "per-cent"), ("per-cent", "percent-sign")):
        listed = lint("--rules", "--profile", profile).stdout
        assert (f"\n{profile}\t" in listed, f"\n{other}\t" in listed) == (True, False)
    shown = lint("--explain", "change-cause").stdout
    assert "Why: A count says nothing of causes" in shown
    assert 'Did you mean "change-cause"' in lint("--explain", "change-case").stderr
