"""Stories word for word: ten of a release, and the specimen. ``make golden`` accepts a change."""

from __future__ import annotations

import re

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from generator.model import Batch, Draft
from generator.writers.markdown import markdown
from tests.conftest import ROOT, text

CHOSEN = [
    "area-e22000017-peterborough",
    "area-e22000050-isles-of-scilly",
    "area-e22000101-manchester",
    "area-e22000172-rutland",
    "area-e22000180-city-of-london",
    "area-e22000362-east-and-mid-devon",
    "area-w14000007-powys",
    "force-e23000021-leicestershire-police",
    "force-e23000038-wiltshire-police",
    "force-w15000004-dyfed-powys-police",
]


class MarkdownFile(SingleFileSnapshotExtension):
    """One readable file a story."""

    file_extension = "md"
    _write_mode = WriteMode.TEXT


@pytest.mark.parametrize("stem", CHOSEN)
def test_the_story_reads_as_accepted(batch: Batch, stem: str, snapshot: SnapshotAssertion) -> None:
    (draft,) = [d for d in batch.drafts if d.stem == stem]
    assert markdown(draft.article) == snapshot(extension_class=MarkdownFile)


def test_the_specimen_reads_as_accepted(specimen: Draft, snapshot: SnapshotAssertion) -> None:
    assert markdown(specimen.article) == snapshot(extension_class=MarkdownFile)


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
