"""Copy that an editor would run: many kinds of story, unlike one another, and filed."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import orjson
import pytest
from click.testing import CliRunner

from docs.samples import SAMPLES, samples
from generator import pipeline
from generator.cli import main
from generator.config import Project
from generator.errors import StringerError
from generator.model import Batch, Draft, Held
from generator.pipeline import Prepared
from generator.wording.likeness import likeness_of, shingles
from generator.writers.text import text as plain_text
from tests.conftest import story, text
from tests.spoiling import copy_project

RELEASE = "releases/crime/2024-12/release.yml"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


def drafted(root: Path, *names: str) -> list[Draft | Held]:
    prepared = pipeline.prepare(Project(root), "crime/2024-12")
    chosen = pipeline.find_places(prepared, prepared.tellable, names)
    return list(pipeline.write(prepared, chosen))


def only(root: Path, name: str) -> Draft:
    (made,) = drafted(root, name)
    assert isinstance(made, Draft), made
    return made


# Angles.


def test_no_angle_and_no_measure_heads_too_many_stories(batch: Batch) -> None:
    leads = [d.brief.lead.measure for d in batch.drafts]
    angles = Counter(d.brief.angle for d in batch.drafts)
    assert len(angles) >= 8
    assert max(angles.values()) <= 0.45 * len(batch.drafts)
    assert max(map(leads.count, leads)) <= 0.35 * len(batch.drafts)


def test_what_runs_against_the_tide_does(batch: Batch) -> None:
    told = [d for d in batch.drafts if d.brief.angle == "against"]
    assert told
    for draft in told:
        assert draft.brief.nation_lead is not None
        both = (draft.brief.lead, draft.brief.nation_lead)
        here, there = (float(f.values["change"]) for f in both)
        assert here * there < 0
        assert draft.brief.lead.values["counter"] >= 5
        assert "although" in text(draft) or "despite a" in text(draft) or "while" in text(draft)


def test_a_rank_tells_the_size_of_its_set(prepared: Prepared, batch: Batch) -> None:
    quantities = prepared.findings.analysis.quantities
    for draft in batch.drafts:
        lead = draft.brief.lead
        if draft.brief.angle in ("highest", "lowest", "force_highest", "force_lowest"):
            of = "group_" if draft.brief.angle.startswith("force") else ""
            first = draft.article.of("paragraph")[0]
            assert any(
                f" {word} " in first
                for word in (
                    str(lead.values[f"{of}ranked"]),
                    "four",
                    "five",
                    "six",
                    "seven",
                    "nine",
                )
            )
            worst = lead.values[f"{of}rank"] if "highest" in draft.brief.angle else 1
            assert worst == 1
    assert np.nanmax(quantities["group_rank"]) <= np.nanmax(quantities["group_ranked"])


def test_ranks_in_a_group_are_those_of_its_places_alone(prepared: Prepared) -> None:
    analysis = prepared.findings.analysis
    total = analysis.measures.index("total")
    kent = [i for i, p in enumerate(analysis.places) if p.group == "E23000032" and p.level]
    rates = analysis.quantities["rate"][kent, total]
    order = [int(r) for r in analysis.quantities["group_rank"][kent, total]]
    assert order == [int((rates > rate).sum()) + 1 for rate in rates]
    lower = analysis.quantities["group_lower"][kent, total]
    assert [int(n) for n in lower] == [int((rates < rate).sum()) for rate in rates]
    forces = [i for i, p in enumerate(analysis.places) if p.level == "force"]
    assert np.isnan(analysis.quantities["group_rank"][forces]).all()


def test_a_mixed_picture_names_one_that_rose_and_one_that_fell(batch: Batch) -> None:
    told = [d for d in batch.drafts if d.brief.angle == "mixed"]
    assert told
    for draft in told:
        (up,), (down,) = draft.brief.rising, draft.brief.falling
        assert up.values["change"] > 0 > down.values["change"]
        assert min(up.values["noise"], down.values["noise"]) >= 3.3
        assert not {up.measure, down.measure} & {f.measure for f in draft.brief.bullets}


def test_a_fraction_is_told_within_two_per_cent_of_it(batch: Batch) -> None:
    said = {"rose by a third": 100 / 3, "fell by a third": -100 / 3, "halved": -50.0}
    said |= {"doubled": 100.0, "rose by a quarter": 25.0, "fell by a quarter": -25.0}
    found = 0
    for draft in batch.drafts:
        first = draft.article.of("paragraph")[0]
        for words, change in said.items():
            if f" {words} in" in first and "almost" not in first and "more than" not in first:
                found += 1
                assert abs(float(draft.brief.lead.values["change"]) - change) <= 4
    assert found


def test_the_published_cut_offs_ship_beside_the_ratio(batch: Batch) -> None:
    for draft in batch.drafts:
        lead = draft.brief.lead
        if "ratio" in lead.values and draft.brief.nation_lead:
            gap = float(lead.values["rate"]) - float(draft.brief.nation_lead.values["rate"])
            assert lead.values["rate_gap"] == pytest.approx(gap)
            assert (lead.bands["difference_of_rates"] == "far higher") == (gap > 10)


def test_the_chart_can_be_had_alone(tmp_path: Path) -> None:
    arguments = ["draft", "crime/2021-09", "--format", "svg", "--out", str(tmp_path)]
    assert CliRunner().invoke(main, arguments).exit_code == 0
    (path,) = tmp_path.glob("*.svg")
    assert path.read_text().startswith("<svg xmlns=")


# Variation.


def test_stories_share_little(batch: Batch) -> None:
    keys = [d.place.key for d in batch.drafts]
    found = likeness_of(keys, [shingles(d.article.local) for d in batch.drafts])
    assert found.compared == len(batch.drafts)
    assert found.mean <= 0.25
    assert found.greatest <= 0.70
    assert found.closest[0][2] == found.greatest


def test_likeness_is_the_jaccard_index_of_five_words() -> None:
    texts = {
        "a": "one two three four five six seven",
        "b": "One two three, four five six – eight",
        "c": "nothing like it at all in here",
        "d": "too short",
    }
    found = likeness_of(list(texts), [shingles(text) for text in texts.values()])
    assert found.closest[0] == ("a", "b", 0.5)  # two runs of four
    assert found.greatest == 0.5
    assert found.mean == round(0.5 / 6, 3)
    assert likeness_of(["a"], [shingles("one two")]).compared == 1


# Inserts.

INSERTS = """
inserts:
  - places: [E23000023]
    reply: We look at every one of them, and it is soaring because of you.
    by: A spokesperson of this test
    date: 2025-04-24
  - places: [E22000017]
    levels: [area]
    paragraph: The council of this test meets on Monday.
    by: the newsdesk
    date: 2025-04-25
    source: agenda
"""


def test_a_reply_reaches_the_places_of_its_group_and_is_nobody_elses_fault(copied: Path) -> None:
    file = copied / RELEASE
    file.write_text(file.read_text() + INSERTS)
    draft = only(copied, "Peterborough")
    said = draft.article.of("context")
    assert (
        "A spokesperson of this test said on 24 April 2025: “We look at every one of them, and it "
        "is soaring because of you.”"
    ) in said
    assert "The council of this test meets on Monday." in said
    (fenland,) = drafted(copied, "Fenland")
    assert isinstance(fenland, Draft)
    assert "The council of this test meets on Monday." not in text(fenland)
    assert "A spokesperson of this test" in text(fenland)
    (bristol,) = drafted(copied, "Bristol")
    assert "spokesperson" not in text(bristol) if isinstance(bristol, Draft) else False


def test_inserts_stand_in_the_json_with_author_and_date(copied: Path, tmp_path: Path) -> None:
    file = copied / RELEASE
    file.write_text(file.read_text() + INSERTS)
    out = tmp_path / "out"
    arguments = ["draft", "crime/2024-12", "--place", "Peterborough", "--out", str(out)]
    assert CliRunner().invoke(main, ["--project", str(copied), *arguments]).exit_code == 0
    (path,) = out.glob("*peterborough.json")
    inserts = orjson.loads(path.read_bytes())["inserts"]
    assert [(i["kind"], i["by"], i["date"], i["source"]) for i in inserts] == [
        ("reply", "A spokesperson of this test", "2025-04-24", ""),
        ("paragraph", "the newsdesk", "2025-04-25", "agenda"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("date: 2025-04-24", "date: 2025-04-31", "2025-04-31 is no date"),
        ("    reply: We", "    paragraph: No.\n    reply: We", 'one of "reply" and "paragraph"'),
        ("reply: We", "reply: “We", "has quotation marks of its own"),
        ("levels: [area]", "levels: [aera]", '"aera" is not a level. Did you mean "area"?'),
    ],
)
def test_a_faulty_insert_is_told_with_its_line(copied: Path, old: str, new: str, said: str) -> None:
    file = copied / RELEASE
    file.write_text(file.read_text() + INSERTS.replace(old, new, 1))
    with pytest.raises(StringerError) as raised:
        drafted(copied, "Peterborough")
    (found,) = raised.value.faults
    assert said in str(found)
    assert str(found).startswith(f"{RELEASE}:")


# Filing.


def test_a_story_is_filed_for_the_titles_whose_patch_it_lies_in(copied: Path) -> None:
    (copied / "config/patches.yml").write_text(
        "The Test Gazette:\n  places: [E23000023]\n  levels: [area]\n"
        "The Other:\n  places: [E22000017, E22999999]\n"
    )
    prepared = pipeline.prepare(Project(copied), "crime/2024-12")
    chosen = pipeline.find_places(prepared, prepared.tellable, ["Peterborough", "Fenland"])
    batch = pipeline.draft(prepared, chosen)
    titles = {d.name: d.filing.titles for d in batch.drafts}
    assert titles["Peterborough"] == ("The Test Gazette", "The Other")
    assert titles["Fenland"] == ("The Test Gazette",)
    assert any("The Other takes E22999999" in remark for remark in batch.remarks)


def test_the_text_file_begins_with_how_the_story_is_filed(batch: Batch) -> None:
    draft = story(batch, "Peterborough")
    lines = plain_text(draft, batch).splitlines()
    assert lines[0] == "Slug: crime-peterborough-2024-12"
    assert any(line.startswith("Keywords: Peterborough, Cambridgeshire") for line in lines)
    assert "Topics: crime, law and justice (medtop:02000000), crime (medtop:02001000)" in lines
    assert draft.article.headline in lines
    assert f"• {draft.article.of('bullet')[0]}" in lines
    assert len({d.filing.slug for d in batch.drafts if d.place.level == "area"}) == 314


# Wording, as stories are written.


def test_a_template_that_breaks_a_rule_in_one_branch_is_named_where_it_does(copied: Path) -> None:
    file = copied / "templates/crime/chance.j2"
    lines = file.read_text().splitlines()
    assert lines[1] == "A movement of that size can come about {{ lead.noise.chance }}."
    lines[1] = "A movement of that size is due to chance."
    file.write_text("\n".join(lines))
    prepared = pipeline.prepare(Project(copied), "crime/2024-12")
    made = list(pipeline.write(prepared, prepared.tellable))
    held = [m for m in made if isinstance(m, Held)]
    assert 0 < len(held) < 100
    for story_held in held:
        (reason,) = story_held.reasons
        assert reason.startswith("templates/crime/chance.j2:2: change-cause: Figures show that")
        assert reason.endswith("(“due to”)")


def test_warnings_hold_nothing_and_stand_among_the_problems(batch: Batch) -> None:
    warned = [d for d in batch.drafts if any("sentence-length" in p for p in d.problems)]
    assert warned
    assert not batch.held


def test_the_first_headline_that_fits_is_taken(batch: Batch) -> None:
    assert all(len(d.article.of("headline")) == 1 for d in batch.drafts)
    long = story(batch, "Bath and North East Somerset")
    assert len(long.article.headline) <= 70


def test_a_report_tells_how_stories_read(batch: Batch) -> None:
    for draft in batch.drafts:
        assert draft.ease.words > 12 * draft.ease.sentences / 2
        assert draft.ease.longest <= 40
        assert draft.ease.words >= 9 * draft.ease.figures


def test_the_sample_stories_are_the_ones_that_are_written() -> None:
    assert SAMPLES.read_text(encoding="utf-8") == samples(), "run: make docs"
