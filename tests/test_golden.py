"""Golden stories: those of the bundled releases word for word, and what the specimen must state.

``make golden`` shows what has changed and accepts it.
"""

from __future__ import annotations

import re

import pytest

from generator import pipeline
from generator.checks.golden import compare_goldens, goldens_of
from generator.config import Project
from generator.model import Batch, Draft
from generator.writers.markdown import markdown
from tests.conftest import ROOT, text

GOLDEN = {"crime/2021-09": 1, "crime/2024-12": 10, "waits/2025-01": 8}


@pytest.mark.parametrize("release", GOLDEN)
def test_golden_stories_read_as_accepted(project: Project, release: str) -> None:
    assert len(goldens_of(project, release)) == GOLDEN[release]
    prepared = pipeline.prepare(project, release)
    drafts = pipeline.draft(prepared, prepared.tellable).drafts
    written = {d.stem: markdown(d.article) for d in drafts}
    assert list(compare_goldens(project, prepared, written)) == []


SPECIMEN = {
    "lead": r"exual offences .*in Peterborough .*in the year to September 2021",
    "contrast": r"while recorded crime overall stayed level",
    "count, force and source": (
        r"Cambridgeshire Constabulary recorded 749 sexual offences in Peterborough in the "
        r"12 months,.* Office for National Statistics"
    ),
    "change": r"11% .*672 the year before|672 the year before.* 11%",
    "rate": r"er 1,000 people, .*3\.7, slightly higher than the rate of 2\.9 .*England and Wales",
    "nation with fraud": r"about 5\.8 million offences .*fraud and computer misuse included.* 2%",
    "nation without": r"Without fraud and computer misuse .*fell by 1% to about 4\.9 million",
    "rapes": r"63,100 rapes .*highest annual number on record.* 13% .*56,100",
    "quarter": r"17,400 .*between July and September 2021.* highest number for a quarter",
    "record": r"record for rape and other sexual offences taken together",
    "caution": r"Statisticians .* several things may lie behind the rise.* read with care",
    "local total": r"stayed level(: 20,838| at 20,838 offences), compared with 20,774",
    "overall rate": r"102\.8 offences per 1,000 people, against 82\.4",
    "violence": r"^Violence against the person: 8,271, up 7%$",
    "theft": r"^Theft offences: 5,577, down 11%$",
    "damage": r"^Criminal damage and arson: 2,141, down 11%$",
    "weapons": r"^Possession of weapons, such as .*: 251, down 3%$",
}


@pytest.mark.parametrize("fact", SPECIMEN)
def test_the_specimen_states(specimen: Draft, fact: str) -> None:
    assert re.search(SPECIMEN[fact], text(specimen), re.MULTILINE)


def test_the_specimen_leaves_its_lead_out_of_the_list_and_compares_no_overall_rate(
    specimen: Draft,
) -> None:
    bullets = specimen.article.of("bullet")
    assert len(bullets) == 4
    assert not [b for b in bullets if "exual" in b]
    (overall,) = [p for p in specimen.article.of("paragraph") if "overall rate" in p]
    assert not re.search(r"higher|lower|in line", overall)
    assert specimen.brief.angle == "topic"
    assert specimen.brief.contrast == "level"


def test_the_story_in_the_readme_is_the_one_that_is_written(batch: Batch) -> None:
    quoted = re.findall(r"^> ?(.*)$", (ROOT / "README.md").read_text(), re.MULTILINE)
    parts = " ".join(line or "\n" for line in quoted).split("\n")
    paragraphs = [p.strip().removeprefix("### ") for p in parts if p.strip() not in ("", "…")]
    (draft,) = [d for d in batch.drafts if d.article.headline == paragraphs[0]]
    assert len(paragraphs) == 4
    assert [b.text for b in draft.article.blocks[:4]] == paragraphs
