"""What the benchmark holds others to: the same article, word for word."""

from __future__ import annotations

from itertools import islice

from benchmarks.again import CHANGED, SAID, SENTENCE
from benchmarks.floor import fstring, jinja
from benchmarks.peer import difference
from benchmarks.places import records, stream
from benchmarks.process import ROOT


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
