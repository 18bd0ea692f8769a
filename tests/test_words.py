"""Typography, plurals, lists and names."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from generator.pipeline import Prepared
from generator.words.forms import load_forms
from generator.words.names import listed
from generator.words.typography import curl, polish
from tests.conftest import ROOT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a rise of a 8% share", "A rise of an 8% share"),
        ("it was a 11% rise", "It was an 11% rise"),
        ("it was a 18-year low", "It was an 18-year low"),
        ("on a 80th day", "On an 80th day"),
        ("with a 8,000 limit", "With an 8,000 limit"),
        ("A 8% rise", "An 8% rise"),
        ("with a 11,400 limit", "With an 11,400 limit"),
        ("with a 110th case", "With a 110th case"),
        ("with a 1,100th case", "With a 1,100th case"),
        ("with a 180% rise", "With a 180% rise"),
        ("a £8 million rise", "An £8 million rise"),
        ("a £1,800 rise, a £18 one", "A £1,800 rise, an £18 one"),
        ("a eight-point rise or a eighteenth", "An eight-point rise or an eighteenth"),
        ("by a eleventh, as a elf", "By an eleventh, as a elf"),
        ("in Asia 8 rose", "In Asia 8 rose"),
        ("police  recorded\t it , then stopped .", "Police recorded it, then stopped."),
        ("one\na 8% rise .\n two", "One\nAn 8% rise.\nTwo"),
        ("it fell. then it rose.", "It fell. Then it rose."),
        ("it fell.” then it rose! so? it did", "It fell.” Then it rose! So? It did"),
        ("from 9 a.m. on, e.g. (i.e.) here", "From 9 a.m. on, e.g. (i.e.) here"),
        ("up (a 8% rise), “a 11% one", "Up (an 8% rise), “an 11% one"),
        ("of vitamin-a 8% and c\u2019a 8%", "Of vitamin-a 8% and c\u2019a 8%"),
        ("Already right.", "Already right."),
    ],
)
def test_a_text_is_polished(text: str, expected: str) -> None:
    assert polish(text) == expected
    assert polish(expected) == expected


def test_quotation_marks_are_curled() -> None:
    assert curl("King's Lynn") == "King’s Lynn"
    assert curl('he said "no" and "it\'s \'over\'"') == "he said “no” and “it’s ‘over’”"


def test_a_list_has_no_comma_before_and() -> None:
    assert [listed(["a", "b", "c"][:n], "and") for n in range(4)] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_the_stored_forms_are_right_and_overrides_win(prepared: Prepared) -> None:
    forms = load_forms(prepared.beat)
    assert forms["robbery"].plural == "robberies"
    assert forms["theft from the person"].plural == "thefts from the person"
    assert forms["offence of possessing a weapon"].plural == "offences of possessing a weapon"
    assert forms["offence"].article == "an offence"
    assert forms["county borough"].plural == "county boroughs"
    assert forms["miscellaneous crime against society"].plural == (
        "miscellaneous crimes against society"
    )


def test_a_new_noun_is_made_once_and_kept(prepared: Prepared, tmp_path: Path) -> None:
    measures = dict(prepared.beat.file.measures)
    measures["robbery"] = measures["robbery"].model_copy(update={"noun": "mutiny"})
    file = prepared.beat.file.model_copy(update={"measures": measures})
    kept = tmp_path / "forms.yml"
    kept.write_text(prepared.beat.forms.read_text())
    beat = replace(prepared.beat, file=file, forms=kept)
    assert load_forms(beat)["mutiny"].plural == "mutinies"
    assert "mutiny" in kept.read_text()
    kept.write_text(kept.read_text().replace("mutinies", "mutinys"))
    assert load_forms(beat)["mutiny"].plural == "mutinys"


def test_a_draft_without_new_nouns_imports_neither_inflect_nor_num2words() -> None:
    code = (
        "import sys; from generator import pipeline; from generator.config import find_project; "
        "pipeline.prepare(find_project(), 'crime/2021-09'); "
        "print('inflect' in sys.modules, 'num2words' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "False False"
