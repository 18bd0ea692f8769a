"""What the benchmark holds others to: the same article, word for word."""

from __future__ import annotations

import re
from itertools import islice

from benchmarks.again import CHANGED, SAID, SENTENCE
from benchmarks.floor import fstring, jinja
from benchmarks.peer import difference
from benchmarks.places import records, stream
from benchmarks.process import ROOT
from benchmarks.report import Section, page, parts_of, told


def test_the_floors_write_the_same_article() -> None:
    one, other = fstring(), jinja()
    for place in records(330):
        assert difference([one(place)], other(place).splitlines()) == ""


def test_tags_lists_and_white_space_make_no_other_article() -> None:
    html = ["<h1>Up 3%</h1><ul><li>Theft rose</li></ul>"]
    assert difference(html, ["Up  3%\n", "\n", " * Theft rose\n"]) == ""


def test_another_figure_is_another_article_and_said_where() -> None:
    found = difference(["<p>Theft rose 3%, to 1,204</p>"], ["<p>Theft rose 3%, to 1,205</p>"])
    assert found == "“1,205” where “1,204” belongs, after “Theft rose 3%, to” (word 5)"


def test_an_article_that_breaks_off_is_another() -> None:
    found = difference(["<p>Theft rose</p><p>Robbery fell</p>"], ["<p>Theft rose</p>"])
    assert found == "“” where “Robbery” belongs, after “Theft rose” (word 3)"


def test_records_are_the_same_however_many_are_asked_for() -> None:
    assert records(3) == list(islice(stream(10), 3))


def test_the_sentence_that_a_second_run_finds_changed_stands_in_its_template() -> None:
    text = (ROOT / CHANGED).read_text(encoding="utf-8")
    assert text.replace(*SENTENCE) != text


def test_how_many_stories_a_run_says_that_it_made() -> None:
    found = [
        SAID.search(f"356 stories written to /a b/c{more}\n") for more in ("", ", 321 as before")
    ]
    assert [m and m.groups() for m in found] == [("356", None), ("356", "321")]


def test_a_part_that_is_measured_leaves_the_others_on_the_page() -> None:
    first = page(
        {"story": "## Story\n\n1\n\n", "help": "## Help\n\n2\n\n"}, ["story", "cold", "help"]
    )
    parts = {**parts_of(first), "cold": "## Cold\n\n3\n\n", "help": "## Help\n\n4\n\n"}
    again = page(parts, ["story", "cold", "help"])
    assert [line for line in again.split("\n") if line.startswith("## ")] == [
        "## Story", "## Cold", "## Help", "## To run it again",
    ]  # fmt: skip
    assert "\n1\n" in again
    assert "\n4\n" in again
    assert "\n2\n" not in again


def test_a_part_says_when_and_on_what_it_was_measured() -> None:
    section = Section("Story", "What.", ("a", "b"), (("x", "1"),), ())
    said = told([section], 9, {"Node.js": "v20"})
    assert said.startswith("## Story\n\nWhat.\n\n| a | b |\n")
    assert re.search(r"<sub>Measured: \d+ \w+ \d{4}, commit \S+, 9 rounds .*Node\.js v20", said)
