"""What would lose where a figure comes from is a fault of the template, told with file and line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import StringerError, WithheldError
from generator.model import Article, Batch
from generator.pipeline import Prepared
from tests.conftest import story
from tests.spoiling import copy_project, run, spoil
from tests.test_templates import article_of, writer_with

Written = Callable[[str], Article]


@pytest.fixture
def written(prepared: Prepared, batch: Batch, tmp_path: Path) -> Written:
    """The story of Cambridge, with a headline made of some template."""

    def write(headline: str) -> Article:
        writer = writer_with(prepared, tmp_path, headline=headline)
        return article_of(writer, prepared, story(batch, "Cambridge"))

    return write


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        # Literals that state something.
        ("In\n12 months", 'headline.j2:2: "12" is a figure that traces to nothing.'),
        ("Up 1,000.5 now", '"1,000.5" is a figure'),
        ("Crime rose", '"rose" says something of a figure, and traces to nothing.'),
        ("{% if true %}\n\nMuch Higher\n{% endif %}", 'headline.j2:3: "higher" says something'),
        ('{{ "fell" if lead.change.known else "x" }}', '"fell" says something of a figure'),
        ("{# rose #}It stayed level", '"stayed level" says something of a figure'),
        # Comparing what is printed.
        ("{{ 1 if lead.label == 'x' else 2 }}", "lead.label is a text: it cannot be compared."),
        ("{% if lead.change == 1 %}x{% endif %}", "lead.change is a value: it cannot be compared"),
        ("{% if lead.change %}x{% endif %}", "lead.change is a value: it cannot be asked"),
        ("{% set x = lead.label %}{% if x == 'a' %}{% endif %}", "cannot be compared: compare a"),
        ("{% set x = lead.change %}{% if x %}{% endif %}", "is a value: ask for its .known"),
        # Names are not for print, and what a name is compared with must be one.
        ("{{ angle }}", "angle is a name, to be compared with and not printed."),
        ("{{ lead.change.band }}", "lead.change.band is a name"),
        ("{% if place.level == 'town' %}{% endif %}", 'place.level is never "town".'),
        ("{% if angle == 'totl' %}{% endif %}", 'angle is never "totl". Did you mean "total"'),
        ("{% if contrast.band == 'up' %}{% endif %}", 'contrast.band is never "up".'),
        # Lists.
        ("{{ bullets }}", "bullets is a list of finding, which prints nothing of use."),
        ("{{ [lead.label] }}", "stands in a list: print each item by itself"),
        # Filters that would lose a claim, or what it is of.
        ("{{ lead.value|tojson }}", "|tojson would lose where a figure comes from."),
        (
            "{{ lead.label|length }}",
            "|length would lose where a figure comes from. There are capitalize, exact, format,",
        ),
        ("{{ lead.label|urlencode }}", "|urlencode would lose where a figure comes from."),
        ("{{ lead.label|replace('a', 'b') }}", "|replace would lose where a figure comes from."),
        ("{{ lead.label|truncate(3) }}", "|truncate would lose where a figure comes from."),
        ("{{ lead.label|wordss }}", 'Did you mean "words"?'),
        (
            "{% set x %}{{ lead.label }}{% endset %}\n{{ x|capitalize }}",
            "this filter changes one value, not a block",
        ),
        ("{% set x %}{{ lead.label }}{% endset %}{{ x|upper }}", "one value, not a block"),
        ("{% set x %}{{ lead.label }}{% endset %}Nothing", '"x" is set here and printed nowhere'),
        (
            "{% set x %}{{ lead.label }}{% endset %}{% if x %}Nothing{% endif %}",
            "is printed and then lost",
        ),
        # Names by other ways, words in a list, and phrases over a line end.
        ("{% for f in bullets %}{{ f.change.band }}{% endfor %}", "is a name, to be compared"),
        ("{% set b = lead.change.band %}Rate {{ b }}", "is a name, to be compared with"),
        ("{{ lead.change.band|capitalize }}", "is a name, to be compared with"),
        ('{{ lead.change.band ~ "" }}', "is a name, to be compared with"),
        ('{{ "%s"|format(lead.change.band) }}', "is a name, to be compared with"),
        ('{{ lead["change"]["band"] }}', "is a name, to be compared with"),
        ("{{ contrast.band|upper }}", "is a name, to be compared with"),
        ("{{ angle|lower }}", "is a name, to be compared with"),
        ("{{ angle[1:] }}", "is a name, to be compared with"),
        ("{% for c in angle %}{{ c }}{% endfor %}", "is a name, to be compared with"),
        ("{{ angle|format }}", "is a name, to be compared with"),
        ('{{ "%r"|format(angle) }}', "is a name, to be compared with"),
        ("{{ [angle] }}", "is a name, to be compared with"),
        ("{% set a = angle %}{{ a|join }}", "'Name' object is not iterable"),
        ("{% set a = angle %}{% for c in a %}{{ c }}{% endfor %}", "object is not iterable"),
        ("{% set a = angle %}{{ a[1:] }}", "'Name' object is not subscriptable"),
        ("{% set a = angle %}{{ a.upper() }}", "has no attribute 'upper'"),
        ("{% autoescape true %}{{ angle ~ '' }}{% endautoescape %}", "is a name, to be compared"),
        ('{{ {"rise": "rose", "fall": "fell"}[lead.change.band] }}', '"rose" says something'),
        ('{{ ["rose", "x"][0] }}', '"rose" says something'),
        ("There was no\nchange", 'headline.j2:1: "no change" says something'),
        ("There was\nno  change", 'headline.j2:2: "no change" says something'),
        # Quotations that do not end.
        ("He said: “crime\n\nIt {{ lead.label }}", "headline.j2:1: a quotation begins here"),
        ('He said "{{ lead.label }}" and crime rose.', '"rose" says something'),
        ("It was “{{ lead.label }}", "a quotation begins here and does not end"),
        # Figures of other kinds.
        ("½ of it", '"½" is a figure'),
        ("１２ of it", '"１２" is a figure'),
        ("{% if false %}{{ 12 }}{% endif %}", '"12" is a figure'),
        ("“It {{ 12 }}”", '"12" is a figure'),
        ("{{ lead.label ~ 12 }}", '"12" is a figure'),
        ("It \uf0b7 is", "U+F0B7 is a character of no script"),
        # Other ways to another file.
        ('{% include ["none.j2"] %}', "a template is taken from its file in one way"),
        ('{% import "none.j2" as n %}x', "a template is taken from its file in one way"),
        ('{% extends "none.j2" %}', "a template is taken from its file in one way"),
        ("{% for line in nation.lines %}{{ line|upper }}{% endfor %}", "as it is typed"),
        # Figures that come about while the story is written.
        ("{% for i in bullets %}{{ loop.index }}{% endfor %}", "a figure that traces to nothing"),
        ("x {{ 5 }}", "a figure that traces to nothing"),
    ],
)
def test_it_is_told_with_file_and_line(written: Written, headline: str, expected: str) -> None:
    with pytest.raises(StringerError) as caught:
        written(headline)
    assert expected in str(caught.value)
    lost = "printed and then lost" in expected  # only the article as a whole shows that
    assert f"templates/crime/{'' if lost else 'headline.j2'}" in str(caught.value)


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("{{ lead.label|upper }} and {{ lead.value }}", 2),
        ("{{ lead.value|capitalize }} {{ lead.nouns }}, {{ lead.value|or_no|upper }}", 3),
        ("{{ lead.label|capitalize }} ~ {{ place.name }}", 2),
        ("{{ lead.label ~ place.where }}", 2),
        ("{{ [lead.label, place.where]|join(' ') }}", 2),
        ('{{ "%s in %s"|format(lead.label, place.name) }}', 2),
        ("{% set x %}{{ lead.label }} {{ place.where }}{% endset %}{{ x }}, {{ x }}", 4),
        ("{% macro m(f) %}{{ f.label }}{% endmacro %}{{ m(lead) }} and {{ m(total) }}", 2),
        ("{% for f in bullets %}{{ f.label }}{% endfor %}", 6),
        ("{% filter join %}{{ lead.label }}{% endfilter %}", 1),
        ("{{ lead.value|words }} {{ lead.nouns }}", 2),
        ("“1,000 more”, {{ lead.label }}", 1),
    ],
)
def test_claims_survive_what_templates_may_do(written: Written, headline: str, words: int) -> None:
    article = written(headline)
    (block,) = [b for b in article.blocks if b.kind == "headline"]
    assert len(block.claims) == words
    for start, end, number in block.claims:
        assert block.text[start:end]
        assert article.grounds[number].kind in ("measure", "place", "count")


@pytest.mark.parametrize("headline", ["{{ lead.target|upper }}", "{{ place.members|upper }}"])
def test_what_is_not_known_is_withheld_in_any_letters(written: Written, headline: str) -> None:
    with pytest.raises(WithheldError):
        written(headline)


def test_a_story_can_print_only_so_much(written: Written) -> None:
    many = "{% for a in bullets %}" * 5 + "{{ lead.difference.adverb }} " + "{% endfor %}" * 5
    with pytest.raises(StringerError, match="prints no more than 6,144 values"):
        written(many)


def test_a_term_holds_figures_and_no_more(tmp_path: Path) -> None:
    copy_project(tmp_path)
    spoil(tmp_path, "config/crime/beat.yml", ("per 1,000 people", "rose per 1,000 people"))
    result = run(tmp_path, "draft", "crime/2024-12")
    assert result.exit_code == 2
    assert 'beat.yml:166: "rose" says something of a figure' in result.stderr


def test_a_word_of_a_rule_may_not_have_the_name_of_a_field(tmp_path: Path) -> None:
    copy_project(tmp_path)
    changes = [(f"{{joint: {word}}}", f"{{known: {word}}}") for word in ('""', "joint")]
    spoil(tmp_path, "config/crime/rules.yml", *changes)
    result = run(tmp_path, "draft", "crime/2024-12")
    assert result.exit_code == 2
    assert '"tied.known" is a field of templates already' in result.stderr
