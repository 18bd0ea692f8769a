"""What the benchmark holds others to: the same article, word for word."""

from __future__ import annotations

from benchmarks.floor import fstring, jinja
from benchmarks.peer import difference
from benchmarks.places import records, stream


def test_the_floors_write_the_same_article() -> None:
    one, other = fstring(), jinja()
    for place in records(330):
        assert difference(one(place), other(place)) == ""


def test_tags_lists_and_white_space_make_no_other_article() -> None:
    assert (
        difference("<h1>Up 3%</h1><ul><li>Theft rose</li></ul>", "Up  3%\n\n * Theft rose\n") == ""
    )


def test_another_figure_is_another_article_and_said_where() -> None:
    found = difference("<p>Theft rose 3%, to 1,204</p>", "<p>Theft rose 3%, to 1,205</p>")
    assert (
        found == "“Theft rose 3%, to 1,205” where “Theft rose 3%, to 1,204” was expected (word 5)"
    )


def test_an_article_that_breaks_off_is_another() -> None:
    assert difference("<p>Theft rose</p><p>Robbery fell</p>", "<p>Theft rose</p>").endswith(
        "(word 3)"
    )


def test_records_are_the_same_however_many_are_asked_for() -> None:
    assert records(3) == [place for place, _ in zip(stream(10), range(3), strict=False)]
