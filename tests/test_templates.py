"""Templates: the documented contract, alternatives, branches, and what may not be printed."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from docs.tables import pages
from generator import pipeline
from generator.errors import StringerError
from generator.model import Article, Batch, Draft, Ground, Held
from generator.pipeline import Prepared
from generator.realise import Writer
from generator.realise.blocks import laid_out
from generator.realise.branches import Trail
from generator.realise.contract import contract_of
from generator.realise.printed import Printed, Register
from generator.realise.views import FindingView, MeasureWords
from generator.rules import load_rules
from generator.wording import Wording
from generator.words.forms import load_forms
from generator.words.marks import MARKS
from generator.words.numbers import in_words, ordinal
from tests.conftest import story


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.name)
def test_what_the_manual_has_from_the_code_is_what_the_code_says(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == pages()[path], "run: make docs"


def test_every_documented_field_of_a_finding_can_be_asked_for(prepared: Prepared) -> None:
    rules, forms = load_rules(prepared.beat), load_forms(prepared.beat)
    finding = prepared.findings.of(prepared.findings.analysis.index("E22000017"))["sexual"]
    register = Register()
    words = MeasureWords("sexual", prepared.beat, forms, rules, register)
    view = FindingView(finding, words, frozenset(), register)
    kinds = contract_of(prepared.beat, rules)
    for name, field in kinds["finding"].items():
        value = getattr(view, name)
        for inner in kinds.get(field.gives, {}):
            getattr(value, inner)
    printed = (view.value, view.change, view.change.noun, view.rate, view.comparison.than)
    assert "".join(map(str, printed)) == "".join(MARKS[: len(printed)])
    assert [p._text for p in register] == ["913", "11%", "rise", "4.2", "slightly higher than"]


def test_every_documented_field_of_the_brief_is_given(prepared: Prepared, batch: Batch) -> None:
    draft = story(batch, "Peterborough")
    words = pipeline.name_of(prepared, draft.place)
    given = prepared.writer._fields.of(draft.brief, words, prepared.nation)
    kinds = contract_of(prepared.beat, load_rules(prepared.beat))
    in_loops = {"item", "line", "note", "reply", "paragraph"}
    assert set(kinds["brief"]) - in_loops == set(given) - {"turn", "neighbours"}
    for name in ("place", "period", "nation", "release", "house", "terms", "contrast"):
        for field in kinds[name]:
            assert hasattr(given[name], field), f"{name}.{field}"


TOLD = """\
{{ lead.value }}
{% for note in notes %}{% endfor %}
{% for note in footnotes %}{% endfor %}
{% for line in nation.lines %}{% endfor %}
"""
"""A paragraph, and a place for all that is typed in release.yml."""


def writer_with(prepared: Prepared, folder: Path, **templates: str) -> Writer:
    """A writer whose beat has these templates alone."""
    for angle in prepared.beat.angles.angles.values():
        (folder / angle.article).write_text(f"# {{% include 'headline.j2' %}}\n\n{TOLD}")
    for chart in prepared.beat.angles.charts.values():
        (folder / chart.text).write_text("# {{ place.name }}\n\n- now\n- then\n")
    (folder / "headline.j2").write_text("{{ lead.label }}")
    for name, text in templates.items():
        (folder / f"{name}.j2").write_text(text)
    beat = replace(prepared.beat, templates=folder)
    return Writer(beat, prepared.release, load_rules(beat), load_forms(beat))


def article_of(writer: Writer, prepared: Prepared, draft: Draft) -> Article:
    """The same brief, written by some writer."""
    return writer.write(draft.brief, pipeline.name_of(prepared, draft.place), prepared.nation)


def test_neighbours_differ_and_a_new_alternative_moves_no_other_slot(
    prepared: Prepared, batch: Batch, tmp_path: Path
) -> None:
    one = '{% say "a" %}Aa{% or %}Ab{% endsay %} {% say "b" %}Ba{% or %}Bb{% endsay %}'
    more = one.replace("{% or %}Bb", "{% or %}Bb{% or %}Bc")
    folders = tmp_path / "one", tmp_path / "more"
    texts = []
    for folder, headline in zip(folders, (one, more), strict=True):
        folder.mkdir()
        writer = writer_with(prepared, folder, headline=headline)
        texts.append({d.place.key: article_of(writer, prepared, d).headline for d in batch.drafts})
    first, second = texts
    assert {t.split()[0] for t in first.values()} == {"Aa", "Ab"}
    assert {t.split()[1] for t in second.values()} == {"Ba", "Bb", "Bc"}
    assert all(second[key].split()[0] == text.split()[0] for key, text in first.items())
    by_group: dict[str, list[Draft]] = {}
    for draft in batch.drafts:
        by_group.setdefault(draft.place.level + draft.place.group, []).append(draft)
    for drafts in by_group.values():
        drafts.sort(key=lambda d: d.place.code)
        for one_draft, next_draft in pairwise(drafts):
            assert first[one_draft.place.key] != first[next_draft.place.key]


@pytest.mark.parametrize(
    ("headline", "expected"),
    [
        ('{% say "a" %}A{% endsay %}', 'headline.j2:1: say "a" has one alternative only.'),
        (
            '{% say "a" %}A{% or %}B{% endsay %}\n{% say "a" %}A{% or %}B{% endsay %}',
            'headline.j2:2: say "a" stands already in headline.j2:1.',
        ),
        ("{{ lead.change.colour }}", '"lead.change.colour" is not a field'),
        ("{{ lead.label.title }}", '"lead.label.title" is not a field (text has no "title")'),
        ("{% for x in bullets %}{{ y }}{% endfor %}", '"y" is not a name that templates know.'),
    ],
)
def test_a_template_that_cannot_work_is_told(
    prepared: Prepared, tmp_path: Path, headline: str, expected: str
) -> None:
    with pytest.raises(StringerError) as caught:
        writer_with(prepared, tmp_path, headline=headline)
    assert expected in str(caught.value)


def test_what_is_not_known_is_never_printed_but_holds_the_story(
    prepared: Prepared, tmp_path: Path
) -> None:
    writer = writer_with(prepared, tmp_path, headline="one\n{{ total.rate }}")
    city = prepared.findings.analysis.index("E22000180")
    no_rules = Wording({}, prepared.wording.scanner.vocabulary, "", None)
    made = replace(prepared, writer=writer, wording=no_rules)
    held, told = pipeline.write(made, [city, city + 1])
    assert isinstance(told, Draft)
    assert isinstance(held, Held)
    (reason,) = held.reasons
    assert reason.startswith(
        "templates/crime/headline.j2:2: a template prints total.rate, which is"
    )
    assert "(no rate)" in reason


def test_an_include_is_text_whose_last_line_break_does_not_count(
    prepared: Prepared, batch: Batch, tmp_path: Path
) -> None:
    writer = writer_with(
        prepared,
        tmp_path,
        headline='Head\n\n{% include "a.j2" %}\n{% include "none.j2" %}\n{% include "b.j2" %}\n\n'
        '{% include "none.j2" %}\n\n{% include "a.j2" %} {% include "b.j2" %}',
        a="{% if true %}\none.\n{% endif %}\n",
        b="two.\n",
        none="{% if false %}\nthree.\n{% endif %}\n",
    )
    draft = story(batch, "Cambridge")
    article = article_of(writer, prepared, draft)
    assert article.of("paragraph")[:2] == ["One. Two.", "One. Two."]


def test_an_include_takes_away_what_is_typed(
    prepared: Prepared, batch: Batch, tmp_path: Path
) -> None:
    text = 'H\n\n{%+ include "a.j2" -%}\n\n{% include "a.j2" +%}\n{% include "a.j2"-%} c\n\nd'
    writer = writer_with(prepared, tmp_path, headline=text, a="a\n")
    article = article_of(writer, prepared, story(batch, "Cambridge"))
    assert article.of("paragraph")[:2] == ["Aa ac", "D"]


def test_a_line_behind_an_include_keeps_its_number(prepared: Prepared, tmp_path: Path) -> None:
    with pytest.raises(StringerError, match=r'headline\.j2:3: "y" is not a name'):
        writer_with(prepared, tmp_path, headline='{% include "a.j2" -%}\n\n{{ y }}', a="a")


@pytest.mark.parametrize("said", ["8%", "£8 million", "eight", "eleventh", "£11.50"])
def test_an_stands_before_what_is_printed_where_it_is_spoken(said: str) -> None:
    register = Register()
    printed = Printed(register, said, Ground("change"))
    for before in ("It was ", "It rose (", "The “"):
        ((_, text, (claim,)),) = laid_out(f"{before}a {printed} rise.", register, 90).blocks
        assert text == f"{before}an {said} rise."
        assert text[claim.start : claim.end] == said


def test_no_sentence_begins_behind_an_abbreviation_with_stops_in_it() -> None:
    register = Register()
    printed = Printed(register, "nine", Ground("change"))
    ((_, text, _),) = laid_out(f"From 8 a.m. {printed} rose. {printed} fell.", register, 90).blocks
    assert text == "From 8 a.m. nine rose. Nine fell."


def test_a_bullet_without_words_is_none(prepared: Prepared, batch: Batch, tmp_path: Path) -> None:
    writer = writer_with(prepared, tmp_path, headline='H\n\nOne.\n- {{ "" }}\n- two')
    article = article_of(writer, prepared, story(batch, "Cambridge"))
    assert (article.of("paragraph")[0], article.of("bullet")) == ("One.", ["Two"])


def test_filters_print_a_value_another_way(
    prepared: Prepared, batch: Batch, tmp_path: Path
) -> None:
    text = "{{ lead.value|words }} {{ lead.rank|ordinal }} {{ total.share|exact }}"
    writer = writer_with(prepared, tmp_path, headline=text)
    draft = story(batch, "Cambridge")
    headline = article_of(writer, prepared, draft).headline
    rank = int(draft.brief.lead.values["rank"])
    words = in_words(int(draft.brief.lead.values["value"]), "en-GB")
    assert headline == f"{words.capitalize()} {ordinal(rank, 10, 'en-GB')} 100"


def test_the_trail_tells_every_branch_that_a_story_took(prepared: Prepared, batch: Batch) -> None:
    points = prepared.writer.branches
    assert {p.kind for p in points} == {"if", "loop", "say"}
    draft = story(batch, "the City of London")
    taken = {(points[at].file, points[at].text): outcome for at, outcome in draft.article.branches}
    assert taken["rate.j2", "lead.rate.missing == 'no rate'"] == 1
    assert taken["bullets.j2", "bullets"] == len(draft.brief.bullets)


def test_the_probes_change_no_text(
    prepared: Prepared, batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same templates without probes give the same words."""
    monkeypatch.setattr(Trail, "instrument", lambda *_: None)
    beat = prepared.beat
    bare = Writer(beat, prepared.release, load_rules(beat), load_forms(beat))
    for draft in batch.drafts:
        assert article_of(bare, prepared, draft).blocks == draft.article.blocks


def test_every_alternative_is_used_somewhere(prepared: Prepared, batch: Batch) -> None:
    used = Counter(b for d in batch.drafts for b in d.article.branches)
    points = prepared.writer.branches
    says = [i for i, p in enumerate(points) if p.kind == "say"]
    assert says
    often = [i for i in says if sum(n for (at, _), n in used.items() if at == i) > 5]
    assert len(often) > 20
    assert all(used[i, 0] and used[i, 1] for i in often)
