"""The second reader: our own stories, sentences of all sorts, and what went wrong in print."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import lru_cache

import pytest

from generator import pipeline
from generator.config import Project
from generator.factcheck import Reader, Statement, Verdict
from generator.factcheck.numbers import Ruling
from generator.factcheck.stated import Stated
from generator.model import Block, Draft
from generator.pipeline import second_reader
from generator.wording.texts import read_text
from tests.conftest import ROOT
from tests.exam import papers
from tests.exam.papers import prepared

RELEASES = ("crime/2024-12", "crime/2019-09", "crime/2021-09", "waits/2024-12", "waits/2025-01")
PETERBOROUGH = "E22000017"
TOLD = {
    "count", "rate", "percentage", "change", "comparison", "rank", "share", "points", "direction",
}  # fmt: skip
SENTENCES = [
    line.partition(": ")[::2]
    for line in (ROOT / "tests/exam/sentences.txt").read_text().splitlines()
    if not line.startswith("#")
]
SPECIMEN = (ROOT / "tests/exam/specimen.md").read_text()


@pytest.fixture(scope="module", autouse=True)
def _what_was_read() -> Iterator[None]:
    """What this module keeps is dropped at its end: a fork counts the memory of its parent."""
    yield
    for kept in (reader, drafts, papers.reader, papers.prepared):
        kept.cache_clear()


@lru_cache(maxsize=2)
def reader(release: str, *, own: bool = False) -> Reader:
    return second_reader(prepared(release), own=own)


@lru_cache(maxsize=1)
def drafts(release: str) -> tuple[Draft, ...]:
    made = prepared(release)
    return tuple(d for d in pipeline.write(made, made.tellable) if isinstance(d, Draft))


@pytest.mark.parametrize("release", ["crime/2024-12", "waits/2025-01"])
def test_the_place_of_each_of_our_own_stories_is_found(release: str) -> None:
    one = reader(release, own=True)
    lost = [d.stem for d in drafts(release) if d.place.code not in _first(one, d)]
    assert not lost


def _first(one: Reader, draft: Draft) -> tuple[str, ...]:
    return next(iter(one.places_in(draft.article.blocks)), ())


@pytest.mark.parametrize("own", [True, False])
@pytest.mark.parametrize("release", RELEASES)
def test_our_own_stories_hold(release: str, own: bool) -> None:
    for draft in drafts(release):
        found = reader(release, own=own).statements(draft.article.blocks, draft.place.code)
        wrong = [s for s in found if s.verdict not in (Verdict.HOLDS, Verdict.OUTSIDE)]
        assert wrong == [], draft.name
        assert sum(s.verdict is Verdict.HOLDS for s in found) > 8


@pytest.mark.parametrize("release", RELEASES)
def test_every_number_that_a_story_claims_is_read(release: str) -> None:
    for draft in drafts(release):
        found = reader(release, own=True).statements(draft.article.blocks, draft.place.code)
        for at, block in enumerate(draft.article.blocks):
            read = [(s.start, s.end) for s in found if s.block == at and s.verdict is Verdict.HOLDS]
            for claim in block.claims:
                ground = draft.article.grounds[claim.ground]
                if ground.finding is not None and not ground.word:
                    words = block.text[claim.start : claim.end]
                    touched = any(s < claim.end and claim.start < e for s, e in read)
                    assert touched, f"{draft.name}: {words} in {block.text}"


@pytest.mark.parametrize("release", ["crime/2024-12", "waits/2024-12"])
def test_what_is_remembered_by_shape_is_what_is_read(release: str) -> None:
    """A reader that met the story first finds what one finds that has read all others."""
    warm = reader(release, own=True)
    for draft in drafts(release):
        warm.problems(draft.article.blocks, draft.place.code)
    for draft in drafts(release)[::23]:
        cold = second_reader(prepared(release), own=True)
        blocks, place = draft.article.blocks, draft.place.code
        assert cold.statements(blocks, place) == warm.statements(blocks, place)


@pytest.mark.parametrize(("want", "sentence"), SENTENCES)
def test_a_sentence(want: str, sentence: str) -> None:
    found = reader("crime/2024-12").statements([Block("paragraph", sentence)], PETERBOROUGH)
    verdicts = {s.verdict for s in found}
    match want:
        case "true":
            assert Verdict.HOLDS in verdicts
            assert verdicts <= {Verdict.HOLDS, Verdict.OUTSIDE}
        case "false":
            assert any(s.false for s in found)
        case "outside":
            assert verdicts <= {Verdict.OUTSIDE}
        case _:
            assert Verdict.UNREAD in verdicts
            assert not any(s.false for s in found)


def problems(text: str) -> list[Statement]:
    blocks = read_text("story.md", text.encode()).blocks
    return reader("crime/2021-09").problems(blocks, PETERBOROUGH)


def test_the_specimen_in_other_words_holds() -> None:
    blocks = read_text("story.md", SPECIMEN.encode()).blocks
    found = reader("crime/2021-09").statements(blocks, PETERBOROUGH)
    assert len(found) == 38
    assert {s.verdict for s in found} == {Verdict.HOLDS}


@pytest.mark.parametrize(
    ("was", "now", "words", "release", "cell"),
    [
        # 1: the headline against the figures
        ("climb by a ninth", "fall by a ninth", "fall", "the other way", "I8"),
        # 2: another place's figure
        ("works out at 3.7", "works out at 2.9", "2.9", "another place", "I20"),
        # 3: a rate of another category
        ("there were 102.8", "there were 3.7", "3.7", "something else", "I9"),
        # 4: the wrong year
        ("a rise of 11%", "a rise of 11% on 2018-19", "11%", "another period", "I8"),
        ("in the previous 12 months", "in the year to September 2019", "672", "period", "I7"),
        # 5: arithmetic
        ("a rise of 11%", "a rise of 15%", "15%", "+11%", "I8"),
        # 6: a count as a percentage, and a percentage as a count
        ("a rise of 11%", "a rise of 77%", "77%", "the difference", "I6"),
        ("fell 11% to 5,577", "fell by 11, to 5,577", "11", "in per cent", "I14"),
        # 7: by for to
        ("rose 7% to 8,271", "rose by 8,271", "8,271", "the number itself", "I10"),
        # 8: a hedge out of reach
        ("logged 749", "logged almost 800", "800", "749", "I6"),
        # 9: a size word out of step
        ("somewhat above", "far above", "above", "size does not fit", "I9"),
        # 10: a contrast that is none
        (
            "5,577",
            "5,577, despite a fall in criminal damage and arson",
            "despite",
            "both went the same way",
            "",
        ),
        # 11: the wrong unit, and a full stop for a comma
        ("every 1,000 residents", "every 1,000 households", "3.7", "the unit is another", "I9"),
        ("to 8,271", "to 8.271", "8.271", "a full stop for a comma", "I10"),
    ],
)
def test_what_went_wrong_in_print_is_named(
    was: str, now: str, words: str, release: str, cell: str
) -> None:
    assert SPECIMEN.count(was) == 1
    found = [s for s in problems(SPECIMEN.replace(was, now)) if s.false]
    first = next(s for s in found if s.words == words)
    assert release in first.release
    assert not cell or f"figures.csv!{cell}" in first.cells


def test_planted_faults_are_caught() -> None:
    """A sample of the exam: ``make exam`` has all of it."""
    command = [sys.executable, "-m", "tests.exam", "planted", "--number", "400"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    *kinds, total = [line.split(" | ") for line in done.stdout.splitlines() if " | " in line][1:]
    assert len(kinds) >= 25
    assert float(total[-1].rstrip("% |")) >= 99


def test_the_open_half_of_the_exam_is_passed() -> None:
    marks = papers.Marks()
    for what in ("stories", "sentences"):
        for paper in papers.papers("open", what):
            papers.mark(paper, marks)
    assert marks.faults >= 60
    assert marks.caught / marks.faults >= 0.97, marks.missed
    assert marks.contradicted / marks.true <= 0.01, marks.alarms
    assert marks.misplaced / marks.true <= 0.02, marks.alarms
    assert marks.unread / marks.statements <= 0.05, marks.dumb


TABLE = """
| Category | Year to December 2024 | Year to December 2023 | Change | Per 1,000 people |
|---|---|---|---|---|
| Sexual offences | 913 | 826 | +11% | 4.2 |
| Robbery | 250 | 295 | -15% | 1.1 |
"""


@pytest.mark.parametrize(
    ("was", "now"),
    [("", ""), ("913", "931"), ("826", "913"), ("+11%", "-11%"), ("4.2", "3.4"), ("-15%", "-51%")],
)
def test_a_table_that_was_pasted_in(was: str, now: str) -> None:
    changed = TABLE.replace(was, now, 1) if was else TABLE
    blocks = read_text("table.md", changed.encode()).blocks
    found = reader("crime/2024-12").statements(blocks, PETERBOROUGH)
    assert len([s for s in found if s.verdict is not Verdict.OUTSIDE]) == 8
    assert [s.words for s in found if s.false] == ([now.lstrip("-")] if was else [])


def test_bullets_are_of_what_their_heading_says() -> None:
    heading = "Across England and Wales, in the year to December 2023:"
    text = f"{heading}\n\n- robbery: 80,822\n- drugs: 694\n"
    blocks = read_text("list.md", text.encode()).blocks
    found = reader("crime/2024-12").statements(blocks, PETERBOROUGH)
    assert [(s.words, s.verdict) for s in found] == [
        ("80,822", Verdict.HOLDS),
        ("694", Verdict.MISPLACED),
    ]


def _spoiled(blocks: tuple[Block, ...], lot: random.Random) -> list[Block]:
    """Copy with a digit of some paragraphs changed, and the direction of some sentences."""
    spoiled = []
    for block in blocks:
        text = block.text
        if (
            digits := [at for at, sign in enumerate(text) if sign.isdigit()]
        ) and lot.random() < 0.5:
            at = lot.choice(digits)
            text = f"{text[:at]}{lot.choice('0123456789')}{text[at + 1 :]}"
        was, now = lot.choice(_TURNS)
        spoiled.append(Block(block.kind, text.replace(was, now, 1)))
    return spoiled


_TURNS = [
    ("rose", "fell"), ("fell", "rose"), (" up ", " down "), ("higher", "lower"), ("", ""),
    ("sharply", "slightly"), ("slightly", "much"), ("much ", ""), (" than the", " level with the"),
    ("increased", "stayed level"), ("in line with", "higher than"),
]  # fmt: skip


@pytest.mark.parametrize("release", ["crime/2024-12", "crime/2019-09", "waits/2025-01"])
def test_the_short_look_says_yes_to_nothing_that_the_judge_would_not(release: str) -> None:
    """Whatever digit or direction is changed: what is found is what every statement's ruling is."""
    lot, ours, found = random.Random(11), reader(release, own=True), 0
    for draft in drafts(release)[::2]:
        for _ in range(3):
            blocks, code = _spoiled(draft.article.blocks, lot), draft.place.code
            settled = (Verdict.HOLDS, Verdict.OUTSIDE)
            judged = [s for s in ours.statements(blocks, code) if s.verdict not in settled]
            assert ours.problems(blocks, code) == judged
            found += len(judged)
    assert found > 100


def test_most_statements_of_our_own_are_settled_at_a_short_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The second time that a sentence's shape is met, few of its statements need a judge."""
    ours, some = reader("crime/2024-12", own=True), drafts("crime/2024-12")[::6]
    every = sum(len(ours.statements(d.article.blocks, d.place.code)) for d in some)
    judge, judged = ours.judge.ruling, []

    def counted(stated: Stated, named: Sequence[str]) -> Ruling:
        judged.append(stated)
        return judge(stated, named)

    monkeypatch.setattr(ours.judge, "ruling", counted)
    for draft in some:
        ours.problems(draft.article.blocks, draft.place.code)
    assert 0 < len(judged) < every / 20


@pytest.mark.parametrize("words", ["robbery fell 5% and ", "12,345 ", "rose of the and in to "])
def test_a_sentence_without_end_is_read_to_its_end(words: str) -> None:
    number = 100_000 // len(words)
    block = Block("paragraph", "In Peterborough " + words * number)
    found = reader("crime/2024-12").statements([block], PETERBOROUGH)
    assert len(found) >= (number if any(c.isdigit() for c in words) else 0)


def test_the_project_of_the_tests_is_the_one_here() -> None:
    assert prepared("crime/2024-12").project == Project(ROOT)
