"""Bad input gives one clear line for each fault, all of them, before anything is written."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.spoiling import RELEASE, copy_project, lines, run, spoil, spoil_workbook


@pytest.fixture
def spoiled(tmp_path: Path) -> Path:
    return copy_project(tmp_path / "project")


def draft(project: Path, *more: str) -> list[str]:
    """The lines of a draft that cannot run; nothing may have been written."""
    result = run(project, "draft", "crime/2024-12", *more)
    assert result.exit_code == 2, result.output
    assert not [p for p in (project / "output").glob("*/*/*") if p.is_file()]
    return lines(result)


def test_a_file_that_is_no_workbook(spoiled: Path) -> None:
    (spoiled / RELEASE / "workbook.xlsx").write_text("a letter to the editor")
    (line,) = draft(spoiled)
    assert line.endswith(
        "workbook.xlsx: is named .xlsx, but it is a .csv file. Name it workbook.csv."
    )


def test_a_workbook_that_is_not_there(spoiled: Path) -> None:
    (spoiled / RELEASE / "workbook.xlsx").unlink()
    (line,) = draft(spoiled)
    assert line.endswith("there is no such file. Put the release's figures there.")


def test_a_file_without_a_byte(spoiled: Path) -> None:
    (spoiled / RELEASE / "workbook.xlsx").write_bytes(b"")
    (line,) = draft(spoiled)
    assert line.endswith("workbook.xlsx: is an empty file.")


def test_an_empty_workbook(spoiled: Path) -> None:
    Workbook().save(spoiled / RELEASE / "workbook.xlsx")
    (line,) = draft(spoiled)
    assert line.endswith("workbook.xlsx: is an empty workbook: no sheet holds anything.")


def test_a_sheet_a_column_a_number_and_a_code_at_once(spoiled: Path) -> None:
    def change(book: Workbook) -> None:
        del book["Table C3"]
        book["Table C5"]["P8"] = "Thefts"
        book["Table C2"]["N26"] = "about 900"
        book["Table C2"]["C27"] = book["Table C2"]["C26"].value

    spoil_workbook(spoiled, change)
    found = draft(spoiled)
    assert len(found) == 5
    text = "\n".join(found)
    assert "Table C4!A27: South Cambridgeshire stands here, but not in “local counts”." in text
    assert "Table C2!N26: “about 900” is no number and no marker that" in text
    assert (
        "workbook.xlsx: no table has “percentage change” and “community safety partnership” and "
        "“year ending December 2024” and “year ending December 2023” in its title "
        "(wanted: local changes). Nearest: "
    ) in text
    assert 'Table C5!8:8: no column is headed "Theft offences".' in text
    assert 'headed "Theft offences". Did you mean "Thefts"?' in text
    assert "Table C2!C27: E22000017 stands here and in Table C2!C26. Keep one." in text


def test_a_cell_that_holds_no_number_holds_its_place(spoiled: Path) -> None:
    spoil_workbook(spoiled, lambda book: book["Table C2"].__setitem__("N26", "about 900"))
    result = run(spoiled, "draft", "crime/2024-12", "--format", "md")
    assert result.exit_code == 1
    (line,) = lines(result)
    assert line == (
        "held: Peterborough (area): Table C2!N26: "
        "“about 900” is no number and no marker that sources.yml knows."
    )


def test_a_configuration_with_three_mistakes_tells_all_three(spoiled: Path) -> None:
    spoil(spoiled, "config/crime/beat.yml", ("gloss: thefts of veh", "glos: thefts of veh"))
    spoil(spoiled, "config/crime/angles.yml", ("times: 0.5,", "times: half,"))
    spoil(spoiled, "config/crime/rules.yml", ("as_printed: true", "as_printed: yes"))
    found = draft(spoiled)
    assert len(found) == 3
    text = "\n".join(found)
    assert "config/crime/beat.yml:" in text
    assert '"measures.vehicle.glos" is not a key that is known here. Did you mean "gloss"?' in text
    assert "config/crime/angles.yml:" in text
    assert "(it is 'half')" in text
    assert "config/crime/rules.yml:" in text
    assert '"change.as_printed" should be a valid boolean' in text
    for line in found:
        name, number = line.split(": ")[0].rsplit(":", 1)
        content = (spoiled / name).read_text().splitlines()[int(number) - 1]
        assert any(wrong in content for wrong in ("glos:", "half", "yes")), content


def test_names_that_no_file_defines_are_told_together(spoiled: Path) -> None:
    spoil(spoiled, "config/crime/beat.yml", ("parent: theft\n", "parent: thefts\n"))
    spoil(spoiled, "config/crime/angles.yml", ("      base: {from: 50}", "      bases: {from: 50}"))
    spoil(spoiled, str(RELEASE / "release.yml"), ("topics: [sexual,", "topics: [sexul,"))
    text = "\n".join(draft(spoiled))
    assert '"thefts" is not a measure. Did you mean "theft"?' in text
    assert '"bases" is not a quantity. Did you mean "base"?' in text
    assert '"sexul" is not a measure. Did you mean "sexual"?' in text


def test_a_rule_with_a_gap_and_one_with_an_overlap(spoiled: Path) -> None:
    spoil(
        spoiled,
        "config/crime/rules.yml",
        ("{band: slight, below: 2,", "{band: slight, below: 3,"),
        ("{band: lower, from: 0.4,", "{band: lower, from: 0.5,"),
    )
    text = "\n".join(draft(spoiled))
    assert 'band "plain" overlaps "slight" from 2 to 3.' in text
    assert 'band "lower" and "much lower" leave a gap from 0.4 to 0.5. Begin it at 0.4.' in text


def test_a_key_that_stands_twice(spoiled: Path) -> None:
    spoil(spoiled, "config/crime/beat.yml", ("total: total ", "title: Twice\ntotal: total "))
    (line,) = draft(spoiled)
    assert '"title" stands twice, first in line 3. Keep one of them.' in line


def test_a_template_with_unknown_names_tells_file_and_line(spoiled: Path) -> None:
    spoil(
        spoiled,
        "templates/crime/count.j2",
        ("{{ lead.noun }}", "{{ lead.nuon }}"),
        ("{{ period.span }}", "{{ perod.span }}"),
    )
    spoil(spoiled, "templates/crime/contrast.j2", ("total.change.verb", "total.change.vreb"))
    spoil(spoiled, "templates/crime/previous.j2", ('band == "level"', 'band == "levl"'))
    spoil(spoiled, "templates/crime/body.j2", ('"visitors.j2"', '"visitor.j2"'))
    found = draft(spoiled)
    wrong = ["visitor.j2", "vreb", "nuon", "perod", "levl"]
    for line, word in zip(found, wrong, strict=True):
        name, number = line.split(": ")[0].rsplit(":", 1)
        assert word in (spoiled / name).read_text().splitlines()[int(number) - 1]
    text = "\n".join(found)
    assert '"lead.nuon" is not a field (finding has no "nuon"). Did you mean "noun"' in text
    assert '"perod" is not a name that templates know. Did you mean "period"?' in text
    assert '"total.change.vreb" is not a field' in text
    assert 'lead.change.band is never "levl". Did you mean "level"?' in text
    assert 'there is no template "visitor.j2". Did you mean "visitors.j2"' in text


def test_a_template_that_is_broken_tells_file_and_line(spoiled: Path) -> None:
    spoil(spoiled, "templates/crime/total.j2", ("{% endif %}", ""))
    (line,) = draft(spoiled)
    assert line.startswith("templates/crime/total.j2:")
    assert "Unexpected end of template" in line


def test_an_inline_if_without_else_is_a_fault(spoiled: Path) -> None:
    old = "{{ item.value|or_none }}"
    spoil(spoiled, "templates/crime/moved.j2", (old, "{{ item.value if item.value.known }}"))
    (line,) = draft(spoiled)
    assert line.startswith("templates/crime/moved.j2:2: an inline if without else")


@pytest.mark.parametrize(
    ("jinja", "expected"),
    [
        ('{{ "so" if true else "not" }}', "prints its figures by their names, and has no other"),
        ('{% say "so" %}so{% or %}not{% endsay %}', "prints its figures by their names"),
        ("{{ now|upper }}", "prints its figures by their names"),
        ("{{ loop }}", '"loop" is not a name that templates know. Known: change, now.'),
    ],
)
def test_a_sentence_of_a_release_prints_its_figures_and_has_no_tags(
    spoiled: Path, jinja: str, expected: str
) -> None:
    spoil(spoiled, str(RELEASE / "release.yml"), ("Across England and Wales,", f"It is {jinja}:"))
    (line,) = draft(spoiled)
    assert line.startswith("releases/crime/2024-12/release.yml:18: ")
    assert expected in line


def test_a_template_that_is_no_text(spoiled: Path) -> None:
    (spoiled / "templates/crime/rate.j2").write_bytes(b"{{ lead.rate }} \xff")
    (line,) = draft(spoiled)
    assert line == "templates/crime/rate.j2: is not UTF-8 text (byte 16). Save it as UTF-8."


def test_templates_that_include_one_another_without_end(spoiled: Path) -> None:
    for name, target in (("rate", "place"), ("place", "rate"), ("caution", "caution")):
        (spoiled / f"templates/crime/{name}.j2").write_text(f'{{% include "{target}.j2" %}}')
    text = "\n".join(draft(spoiled))
    assert 'caution.j2:1: "caution.j2" includes "caution.j2" again, without end.' in text
    assert 'rate.j2:1: "place.j2" includes "rate.j2" again, without end.' in text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ lead }}", "lead is a finding, which prints nothing of use. Print one of its fields:"),
        ("{{ bullets }}", "bullets is a list of finding, which prints nothing of use."),
        ("{{ lead.change.known }}", "lead.change.known is a flag, which prints nothing of use."),
        ('{% set lead = "x" %}', '"lead" is a name of the brief: the measure that the story leads'),
        (
            "{% for item in nation.lines %}{{ item.label }}{% endfor %}",
            '"item" is a name of the brief',
        ),
        (
            '{% for x in bullets %}{% say "x" %}a{% or %}b{% endsay %}{% endfor %}',
            "say in a loop gives the same alternative every time round.",
        ),
    ],
)
def test_a_template_that_would_print_no_sense(spoiled: Path, template: str, expected: str) -> None:
    (spoiled / "templates/crime/rate.j2").write_text(template)
    (line,) = draft(spoiled)
    assert line.startswith("templates/crime/rate.j2:1: ")
    assert expected in line


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{% if lead.value == 5 %}x{% endif %}", "lead.value is a value: it cannot be compared."),
        ("{% if lead.value %}x{% endif %}", "lead.value is a value: it cannot be asked."),
        ("{% if not lead.rate %}x{% endif %}", "lead.rate is a value: it cannot be asked."),
        ("{{ lead.label * 1000000000 }}", "there is no arithmetic in templates."),
        ("{{ lead.value + 1 }}", "there is no arithmetic in templates."),
        ("{{ 'a' * 999999999 }}", "there is no arithmetic in templates."),
    ],
)
def test_a_template_that_reckons(spoiled: Path, template: str, expected: str) -> None:
    (spoiled / "templates/crime/rate.j2").write_text(template)
    assert any(expected in line for line in draft(spoiled))


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("config/crime/rules.yml", "below: 2,", "below: .nan,", "should be a finite number"),
        ("config/crime/angles.yml", "start: 18", "start: .inf", "should be a finite number"),
        ("config/crime/beat.yml", "nation:\n", "[a, b]: c\nnation:\n", "a key must be a word"),
        (
            "config/crime/beat.yml",
            "nation:\n",
            "round: &r\n  again: *r\nnation:\n",
            "is nested without end.",
        ),
        (
            "releases/crime/2024-12/release.yml",
            "publisher: Office for National Statistics",
            "publisher: 2024-13-45\nurll: x",
            '"urll" is not a key that is known here. Did you mean "url"?',
        ),
        ("releases/crime/2024-12/release.yml", "value: 516971", "value: .nan", "finite number"),
        (
            "releases/crime/2024-12/release.yml",
            "note: [Notes - CSP 4,",
            "note: [Notes - CSP 44,",
            'the release has no note "Notes - CSP 44". Did you mean "Notes - CSP 4"',
        ),
        (
            "releases/crime/2024-12/release.yml",
            "places: [E23000021]",
            "places: [E23000021, E23999999]",
            "E23999999 is no place of the release.",
        ),
    ],
)
def test_yaml_that_means_nothing(
    spoiled: Path, file: str, old: str, new: str, expected: str
) -> None:
    spoil(spoiled, file, (old, new))
    found = draft(spoiled)
    assert any(expected in line and line.startswith(file) for line in found), found


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("sexual,count,2021-09,749", "sexual,count,2021-09,inf", "I6: “inf” is no number"),
        ("sexual,count,2021-09,749", "sexual,count,2021-09,nan", "I6: “nan” is no number"),
        ("sexual,count,2021-09,749", "sexual,count,2021-09,7_49", "I6: “7_49” is no number"),
        ("sexual,count,2021-09,749", "sexual,count,2021-09,749.4", "I6: a count of 749.4 is no"),
        ("sexual,count,2021-09,749", "sexual,count,2021-9,749", 'H6: "2021-9" is not a period.'),
        ("E22000017,Peterborough,area", "E22/17,Peterborough,area", 'A2: "E22/17" is not a code.'),
        ("E22000017,Peterborough,area", "E22000017,Peterborough,aera", 'C2: "aera" is not a kind.'),
        ("E22000017,Peterborough,area", "E22000017,Petersham,area", "B3: E22000017 is called"),
    ],
)
def test_a_tidy_figure_that_is_none(spoiled: Path, old: str, new: str, expected: str) -> None:
    spoil(spoiled, "releases/crime/2021-09/figures.csv", (old, new))
    result = run(spoiled, "draft", "crime/2021-09")
    assert result.exit_code == (1 if expected.startswith("I6") else 2)
    assert f"figures.csv!{expected}" in result.stderr


def test_a_name_loses_what_nobody_sees_and_a_long_one_names_a_file_in_short(
    spoiled: Path, tmp_path: Path
) -> None:
    path = spoiled / "releases/crime/2021-09/figures.csv"
    name = f"Peter\u202ebor\u00adough{' upon Nene' * 30}"
    path.write_text(path.read_text().replace("Peterborough", name))
    result = run(spoiled, "draft", "crime/2021-09", "--format", "md", "--out", str(tmp_path))
    assert result.exit_code == 0
    (story,) = tmp_path.glob("*.md")
    assert "Peterborough upon Nene" in story.read_text()
    assert story.name.startswith("area-e22000017-peterborough-upon-nene-upon")
    assert len(story.name) == len("area-e22000017-.md") + 100


def test_a_release_without_any_place_of_the_levels(spoiled: Path) -> None:
    path = spoiled / "releases/crime/2021-09/figures.csv"
    rows = path.read_text().splitlines(keepends=True)
    path.write_text("".join(r for r in rows if "Peterborough" not in r))
    result = run(spoiled, "draft", "crime/2021-09")
    assert result.exit_code == 2
    assert "has no place that the levels of beat.yml are written for." in result.stderr


def test_a_note_on_a_place_that_nobody_typed_holds_its_story(spoiled: Path) -> None:
    spoil(spoiled, str(RELEASE / "release.yml"), ("places: [E23000021]", "places: [E22000164]"))
    result = run(spoiled, "draft", "crime/2024-12", "--level", "force")
    assert result.exit_code == 1
    assert lines(result) == [
        "held: Leicestershire Police (force): Table C2!B192: bears Notes - CSP 4, and release.yml "
        "says nothing of it for Leicestershire.",
        "held: Leicestershire Police (force): Table P1!B27: bears Notes- PFA 4, and release.yml "
        "says nothing of it for Leicestershire.",
    ]


def test_a_rate_that_the_counts_contradict_holds_the_story(spoiled: Path) -> None:
    spoil_workbook(spoiled, lambda book: book["Table C4"].__setitem__("I26", 999.9))
    result = run(spoiled, "draft", "crime/2024-12", "--place", "Peterborough")
    assert result.exit_code == 1
    assert lines(result) == [
        "held: Peterborough (area): Table C4!I26: "
        "total: published rate 999.9, but the counts give 103.7."
    ]


def test_a_nation_that_contradicts_itself_stops_the_run(spoiled: Path) -> None:
    spoil_workbook(spoiled, lambda book: book["Table P3"].__setitem__("E9", 78.9))
    (line,) = draft(spoiled)
    assert line == (
        "England and Wales: Table P3!E9: total: published rate 78.9, but the counts give 87.92."
    )


def test_a_folder_that_holds_another_release(spoiled: Path, tmp_path: Path) -> None:
    out = str(tmp_path / "out")
    assert run(spoiled, "draft", "crime/2021-09", "--out", out).exit_code == 0
    result = run(spoiled, "draft", "crime/2024-12", "--out", out, "--level", "force")
    assert result.exit_code == 2
    assert lines(result) == [
        f"{out}: holds the stories of crime/2021-09. Choose another folder with --out."
    ]


def test_an_article_without_a_headline(spoiled: Path) -> None:
    (spoiled / "templates/crime/change.j2").write_text('{% include "lead_change.j2" %}\n')
    (line,) = [x for x in draft(spoiled) if "headlines" in x]
    assert "templates/crime/change.j2: gives 0 headlines and " in line
    assert line.endswith("An article has a line that begins with # and at least one paragraph.")


def test_forms_with_names_that_are_not_theirs(spoiled: Path) -> None:
    spoil(spoiled, "config/house.yml", ("{number} million", "{nmber} million"))
    spoil(spoiled, "config/crime/places.yml", ('where: "in {name}"', 'where: "in {nam}"'))
    spoil(spoiled, "config/crime/sources.yml", ("{code: filled, auth", "{cod: filled, auth"))
    text = "\n".join(draft(spoiled))
    assert '"large.form" has {nmber}, but only {number} may stand here' in text
    assert '"forms.area.where" has {nam}, but only {name}, {short} may stand here' in text
    assert "config/crime/sources.yml:" in text


def test_a_typed_figure_that_its_cell_contradicts(spoiled: Path) -> None:
    spoil(spoiled, str(RELEASE / "release.yml"), ("value: 516971", "value: 561971"))
    (line,) = draft(spoiled)
    assert '"now" is typed as 561971, but Table P1!S8 says 516971. Type what the cell says.' in line
    assert line.startswith("releases/crime/2024-12/release.yml:")


def test_unknown_places_tell_the_nearest(spoiled: Path) -> None:
    found = draft(spoiled, "--place", "Peterboro", "--place", "Atlantis")
    assert found == [
        'Peterboro: is no place of this release. Did you mean "Peterborough"?',
        "Atlantis: is no place of this release. See: stringer places.",
    ]


def test_a_name_of_two_places_asks_which(spoiled: Path) -> None:
    (line,) = draft(spoiled, "--place", "Dorset")
    assert line.startswith("Dorset: is ")
    assert "--level area" in line
    assert "--level force" in line
    assert (
        run(spoiled, "draft", "crime/2024-12", "--place", "Dorset", "--level", "force").exit_code
        == 0
    )


def test_an_unknown_level_tells_the_levels(spoiled: Path) -> None:
    (line,) = draft(spoiled, "--level", "county")
    assert line == "--level county: is no level of this beat. Say all, area, force."


def test_an_unknown_release_tells_the_nearest(spoiled: Path) -> None:
    result = run(spoiled, "draft", "crime/2024-21")
    assert result.exit_code == 2
    (line,) = lines(result)
    assert line.startswith("crime/2024-21: is not a release of this project.")
    assert 'Did you mean "crime/20' in line


def test_a_folder_that_cannot_be_written(spoiled: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    (line,) = draft(spoiled, "--out", str(in_the_way / "out"))
    assert line.startswith(str(in_the_way / "out"))
    assert "cannot be written to" in line
    assert line.endswith("Choose another folder with --out.")


def test_a_folder_that_is_no_project(tmp_path: Path) -> None:
    result = run(tmp_path, "draft")
    assert result.exit_code == 2
    assert lines(result) == [f"{tmp_path}: is no Stringer project: it has no config/house.yml."]


def test_a_tidy_table_with_faults_in_several_rows(spoiled: Path) -> None:
    spoil(
        spoiled,
        "releases/crime/2021-09/figures.csv",
        ("sexual,count,2021-09,749", "sexul,count,2021-09,749"),
        ("violence,change,2021-09,7", "violence,change,2021-09,seven"),
        ("theft,count,2021-09", "theft,number,2021-09"),
        ("weapons,change,2021-09,-3", "weapons,count,2021-09,-3"),
    )
    result = run(spoiled, "draft", "crime/2021-09")
    assert result.exit_code == 2
    found = lines(result)
    assert len(found) == 4
    text = "\n".join(found)
    assert 'figures.csv!F6: "sexul" is not a measure. Did you mean "sexual"?' in text
    assert "figures.csv!I12: “seven” is no number and no marker" in text
    assert 'figures.csv!G13: "number" is not a statistic. Known: count, change' in text
    assert "figures.csv!18:18: the same figure (E22000017, weapons, count, 2021-09)" in text


def test_a_tidy_table_without_its_columns(spoiled: Path) -> None:
    spoil(spoiled, "releases/crime/2021-09/figures.csv", ("statistic,period", "statistics,date"))
    result = run(spoiled, "draft", "crime/2021-09")
    assert lines(result) == [
        'figures.csv!1:1: no column is headed "statistic". Did you mean "statistics"?',
        'figures.csv!1:1: no column is headed "period".',
    ]


def test_a_place_whose_change_its_counts_contradict_is_held_and_the_rest_go_on(
    spoiled: Path,
) -> None:
    spoil_workbook(spoiled, lambda book: book["Table C3"].__setitem__("N26", 25.5))
    result = run(spoiled, "draft", "crime/2024-12", "--format", "md")
    assert result.exit_code == 1
    (line,) = lines(result)
    assert line == (
        "held: Peterborough (area): Table C3!N26: "
        "sexual: published change 25.5%, but the counts give 10.53%."
    )
    assert len(list((spoiled / "output/crime/2024-12").glob("*.md"))) == 355


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("rows: [unassigned]}", "rows: [unasigned]}", '"unasigned" is not a kind of row. Did you'),
        (
            "rate: {of: population,",
            "rate: {of: populaton,",
            'a table gives. Did you mean "population"? Where the base is not published, leave "of"',
        ),
        (
            "local: [E23000034] ",
            "lokal: [E23000034] ",
            '"lokal" is not a set of rows. Did you mean',
        ),
        ("local: {group: 42}", "local: {groop: 42}", '"groop" is not a kind of row. Did you mean'),
        ("parts: [group, outside]}", "parts: [group, out]}", '"out" is not a kind of row.'),
        ("rows: [regional], until", "rows: [regonal], until", '"regonal" is not a set of rows.'),
        ("gives: {area: population,", "gives: {aera: population,", '"aera" is not a kind of row.'),
    ],
)
def test_names_in_sources_that_mean_nothing(
    spoiled: Path, old: str, new: str, expected: str
) -> None:
    file = "config/crime/sources.yml"
    spoil(spoiled, file, (old, new))
    found = draft(spoiled)
    assert any(line.startswith(file) and expected in line for line in found), found


def test_a_table_that_its_layout_does_not_have(spoiled: Path) -> None:
    layout = "layout: ons-2024}"
    tables = "layout: ons-2024, tables: [local count]}"
    spoil(spoiled, str(RELEASE / "release.yml"), (layout, tables))
    (line,) = draft(spoiled)
    assert '"local count" is not a table of its layout. Did you mean "local counts"' in line
