"""Claims: every figure, and every word that says something of one, traces to a cell of the release.

Nothing of the engine is used to read a cell or to do a sum here.
"""

from __future__ import annotations

import csv
import json
import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from generator import pipeline
from generator.config import Beat, Project
from generator.factcheck import Reader
from generator.model import MOVEMENT, QUANTITIES, Batch, Derivation, Draft, Ground
from generator.pipeline import Prepared
from generator.rules import load_rules
from generator.wording import Wording
from generator.writers.markdown import markdown
from generator.writers.page import story_page
from generator.writers.sidecar import plain, sidecar, story_json
from tests.conftest import ROOT, story
from tests.spoiling import copy_project, run

RELEASES = ("crime/2024-12", "crime/2019-09", "crime/2021-09", "waits/2024-12", "waits/2025-01")


@pytest.fixture(scope="module")
def batches(project: Project, batch: Batch) -> dict[str, Batch]:
    """The stories of every bundled release, of both beats."""
    out = {RELEASES[0]: batch}
    for name in RELEASES[1:]:
        made = pipeline.prepare(project, name)
        out[name] = pipeline.draft(made, made.tellable)
    return out


@pytest.fixture(scope="module", params=RELEASES)
def each(request: pytest.FixtureRequest, batches: dict[str, Batch]) -> Batch:
    return batches[request.param]


@cache
def source(release: str) -> dict[str, Any]:
    """Every cell of a release by its address, read with openpyxl, or with csv."""
    folder = ROOT / "releases" / release
    if (table := folder / "figures.csv").is_file():
        with table.open(encoding="utf-8", newline="") as file:
            rows = list(enumerate(csv.reader(file), 1))
        return {
            f"figures.csv!{get_column_letter(at)}{number}": content.replace(",", "")
            for number, row in rows
            for at, content in enumerate(row, 1)
        }
    book = load_workbook(folder / "workbook.xlsx", read_only=False, data_only=True)
    return {
        f"{sheet.title.strip()}!{cell.coordinate}": cell.value
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def expanded(run_of_cells: str) -> Iterator[str]:
    """``Table C5!K4:K6`` → its three cells."""
    sheet, _, span = run_of_cells.partition("!")
    first, _, last = span.partition(":")
    column = re.sub("[0-9]", "", first)
    rows = [int(re.sub("[A-Z]", "", end)) for end in (first, last or first)]
    return (f"{sheet}!{column}{row}" for row in range(rows[0], rows[1] + 1))


def done(operation: str) -> float | Fraction:
    """A sum of numbers, done exactly where no root stands in it."""
    text = re.sub("(?<=[0-9]),(?=[0-9]{3})", "", operation).replace("×", "*").replace("−", "-")
    while "|" in text:
        text = re.sub(r"\|([^|]*)\|", r"abs(\1)", text, count=1)
    text = re.sub(r"[0-9.]+(?:e-?[0-9]+)?", r'F("\g<0>")', text).replace("√", "root")
    assert re.fullmatch(r'(?:F\("[0-9.e-]+"\)|abs|min|root|[-+*/(), ])*', text), text
    result: float | Fraction = eval(
        text, {"__builtins__": {}}, {"F": Fraction, "abs": abs, "min": min, "root": math.sqrt}
    )
    return result


def reached(draft: Draft, ground: Ground) -> Derivation:
    return draft.derivations[ground.place, ground.measure, ground.quantity]


def test_every_cell_of_every_claim_gives_the_figure_that_the_claim_rests_on(each: Batch) -> None:
    """Shows how many references there are, with -s."""
    cells, checked = source(each.release), Counter[str]()
    for draft in each.drafts:
        for block in draft.article.blocks:
            for claim in block.claims:
                ground = draft.article.grounds[claim.ground]
                if ground.finding is None:
                    for cell in ground.cells:
                        checked["name"] += 1
                        assert cells[cell] not in (None, ""), cell
                    continue
                derivation = reached(draft, ground)
                assert derivation.figures or derivation.source or derivation.operation == "0"
                for figure in derivation.figures:
                    checked["figure"] += 1
                    assert figure.value is not None
                    assert float(cells[figure.cell]) == figure.value, figure
                if derivation.published:
                    checked["published"] += 1
                    said = cells[derivation.published]
                    whole = isinstance(said, str)  # that edition publishes whole per cents
                    told = pytest.approx(float(derivation.value), rel=1e-6, abs=0.5 * whole)
                    assert float(said) == told
                among = [c for span in derivation.among for c in expanded(span)]
                checked["among"] += len(among)
                if among:
                    rates = [float(cells[cell]) for cell in among]
                    own = float(cells[derivation.figures[0].cell])
                    name = ground.quantity.removeprefix("group_")
                    assert (
                        derivation.value
                        == {
                            "rank": 1 + sum(rate > own for rate in rates),
                            "ranked": len(rates),
                            "tied": rates.count(own),
                            "lower": sum(rate < own for rate in rates),
                        }[name]
                    )
    print(each.release, dict(checked), "references read again")
    assert checked["figure"] >= 20 * len(each.drafts)


def test_every_sum_gives_the_value_that_is_told(each: Batch) -> None:
    done_sums = 0
    for draft in each.drafts:
        for key, derivation in draft.derivations.items():
            if derivation.operation:
                done_sums += 1
                assert float(done(derivation.operation)) == pytest.approx(
                    float(derivation.value), rel=1e-9, abs=1e-9
                ), (key, derivation.operation)
                for figure in derivation.figures:
                    if draft.brief.lead.measure == figure.measure and key[2] != "excess":
                        assert figure.cell
    assert done_sums > 3 * len(each.drafts) or each.release == "crime/2019-09"


SMALL = dict(
    zip(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        range(10),
        strict=True,
    )
)
NUMBERS = {"count", "rate", "percentage", "change", "comparison", "share", "rank"}


def test_what_a_number_prints_is_the_value_behind_it_rounded_half_up(each: Batch) -> None:
    looked_at = 0
    for draft in each.drafts:
        for block in draft.article.blocks:
            for start, end, number in block.claims:
                ground = draft.article.grounds[number]
                if ground.rule or ground.finding is None or ground.kind not in NUMBERS:
                    continue
                looked_at += 1
                said = block.text[start:end].lower()
                derivation = reached(draft, ground)
                exact = abs(Fraction(repr(plain(derivation.value))))
                if derivation.operation and "√" not in derivation.operation:
                    exact = abs(Fraction(done(derivation.operation)))
                if said in ("no", "none"):
                    assert exact == 0
                    continue
                if said in SMALL:
                    assert exact == SMALL[said]
                    continue
                (printed,) = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", said)
                places = len(printed.partition(".")[2])
                if ground.kind == "percentage" or "point" in said:
                    places = 1  # house style leaves out ".0"
                rounded = math.floor(exact * 10**places + Fraction(1, 2))
                assert Fraction(printed.replace(",", "")) * 10**places == rounded, (
                    said,
                    derivation,
                )
    assert looked_at > 10 * len(each.drafts)


def test_every_digit_outside_quotations_lies_in_a_claim(each: Batch) -> None:
    digits = 0
    for draft in each.drafts:
        for block in draft.article.blocks:
            claimed = {at for start, end, _ in block.claims for at in range(start, end)}
            quoted = {
                at for q in re.finditer("“[^”]*”", block.text) for at in range(q.start(), q.end())
            }
            for at, character in enumerate(block.text):
                if character.isdigit():
                    digits += 1
                    assert at in claimed | quoted, block.text
    assert digits > 50 * len(each.drafts)


def test_spans_are_in_order_and_inner_claims_lie_within_outer_ones(each: Batch) -> None:
    for draft in each.drafts:
        for block in draft.article.blocks:
            assert [c[:2] for c in block.claims] == sorted(
                (c[:2] for c in block.claims), key=lambda c: (c[0], -c[1])
            )
            for claim in block.claims:
                assert 0 <= claim.start < claim.end <= len(block.text)
                words = block.text[claim.start : claim.end]
                assert words == words.strip()
            for one in block.claims:
                for other in block.claims:
                    crossing = one.start < other.start < one.end < other.end
                    assert not crossing, block.text
            used = {c.ground for b in draft.article.blocks for c in b.claims}
        assert used == set(range(len(draft.article.grounds)))


def test_spans_survive_typography(batch: Batch) -> None:
    """Capitals at the beginning, ``an`` before 8, 11 and 18, a stop within what is printed."""
    seen = Counter[str]()
    for draft in batch.drafts:
        for block in draft.article.blocks:
            for start, end, number in block.claims:
                ground, words = draft.article.grounds[number], block.text[start:end]
                before = block.text[:start]
                if ground.kind == "change" and re.match("(?:8|11|18)[0-9]?%", words):
                    seen["vowel"] += before.endswith(" an ")
                    assert not before.endswith(" a "), block.text
                if start == 0 and ground.kind == "measure":
                    seen["capital"] += 1
                    assert words[0].isupper()
                if ground.kind == "count" and words[0].isdigit():
                    assert re.fullmatch("[0-9,]+|about [0-9.]+ million", words)
    assert seen["capital"] > 300


def _chosen(batch: Batch) -> list[Draft]:
    """Ten stories, of as many angles as there are."""
    by_angle = {d.brief.angle: d for d in reversed(batch.drafts)}
    rest = [d for d in batch.drafts if d not in by_angle.values()]
    return [*by_angle.values(), *rest][:10]


ANCHOR = re.compile(r'<(a|span)[^>]*? data-ground="([0-9]+)" data-kind="([a-z]+)"[^>]*>')


def _claims_of_page(page: str) -> list[tuple[str, int]]:
    """(words, ground) of every claim of a page, in its order, read with no help of the engine."""
    import html5lib

    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [
        ("".join(element.itertext()), int(element.get("data-ground")))
        for element in tree.iter()
        if element.get("data-ground")
    ]


def test_story_sidecar_page_and_explanation_agree_claim_by_claim(batch: Batch) -> None:
    import html5lib

    chosen = _chosen(batch)
    assert len({d.brief.angle for d in chosen}) >= 8
    for draft in chosen:
        data = json.loads(sidecar(draft, batch))
        text = markdown(draft.article)
        claims = [
            (block["text"][c["start"] : c["end"]], c["ground"])
            for block in data["blocks"]
            for c in block["claims"]
        ]
        assert len(claims) > 25
        for block in data["blocks"]:
            assert block["text"] in text.replace("\\", "")
        page = story_page(draft, batch)
        assert _by_kind(_claims_of_page(page), data) == _by_kind(claims, data)
        notes = {
            e.get("id"): e
            for e in html5lib.parse(page, namespaceHTMLElements=False).iter("div")
            if e.get("class") == "note"
        }
        shown = run(ROOT, "explain", batch.release, draft.place.key).stdout
        shown = shown.split("CLAIMS")[1].split("BRANCHES")[0]
        at = 0
        for words, number in claims:
            ground = data["grounds"][number]
            at = shown.index(f"    “{words}”  {ground['kind']}", at + 1)
            explained = shown[at:].split("    “", 2)[1]
            note = notes[f"g{number}"]
            said = "\n".join("".join(p.itertext()) for p in note.iter("p"))
            if "finding" not in ground:
                assert ground.get("source", "") in explained
                assert ground.get("source", "") in said
                continue
            quantity = data["findings"][ground["finding"]]["quantities"][ground["quantity"]]
            assert (
                note.get("data-cells", "").split(" | ") == list(quantity["cells"])
                or not (quantity["cells"])
            )
            for told in (quantity.get("operation", ""), *quantity["cells"], ground.get("band", "")):
                assert told in explained
                assert told in said
            assert note.get("data-operation", "") == quantity.get("operation", "")


def _by_kind(claims: list[tuple[str, int]], data: dict[str, Any]) -> list[tuple[str, int]]:
    """The notes of a story stand in another order on its page: under the chart, not before it."""
    notes = {
        block["text"][c["start"] : c["end"]]
        for block in data["blocks"]
        if block["kind"] == "note"
        for c in block["claims"]
    }
    return [c for c in claims if c[0] not in notes] + [c for c in claims if c[0] in notes]


def test_a_finding_stands_once_and_grounds_point_to_it(batch: Batch) -> None:
    for draft in _chosen(batch):
        data = json.loads(sidecar(draft, batch))
        keys = [(f["place"], f["measure"]) for f in data["findings"]]
        assert len(set(keys)) == len(keys)
        for ground in data["grounds"]:
            if "finding" in ground:
                assert ground["quantity"] in data["findings"][ground["finding"]]["quantities"]


def test_national_figures_are_claims_with_what_was_typed(batch: Batch) -> None:
    draft = story(batch, "North Devon and Torridge")
    data = story_json(draft, batch)
    (block,) = [b for b in data["blocks"] if "shoplifting offences, 20%" in b["text"]]
    outer, *inner = block["claims"]
    assert block["text"][outer["start"] : outer["end"]] == block["text"]
    assert data["grounds"][outer["ground"]]["kind"] == "context"
    told = {block["text"][c["start"] : c["end"]]: data["grounds"][c["ground"]] for c in inner}
    assert {words: g["cells"] for words, g in told.items()} == {
        "516,971": ["Table P1!S8"],
        "20%": ["Table P2!S9"],
        "429,873": ["Table P4!S8"],
    }
    assert told["20%"]["value"] == 20.26
    assert all("release.yml:" in g["source"] for g in told.values())


def test_trace_goes_from_a_word_to_its_cells(tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(ROOT, "draft", "crime/2024-12", "--place", "Peterborough", "--out", str(out))
    stem = out / "area-e22000017-peterborough"
    for ending in ("md", "html", "txt", "json"):
        result = run(ROOT, "trace", f"{stem}.{ending}", "--at", "35%")
        assert result.exit_code == 0, result.stderr
        assert "100 × (474 − 726) / 726 = -34.7" in result.stdout
        assert "Table C3!R26 gives the result itself" in result.stdout
    own = run(ROOT, "trace", f"{stem}.md", "--at", "according to official statistics")
    assert own.exit_code == 1
    assert "these words are the template's own, and claim nothing" in own.stdout
    for typed in ("force area’s", "RECORDED   crime", "official\nstatistics"):
        assert run(ROOT, "trace", f"{stem}.md", "--at", typed).exit_code in (0, 1) or "’" in typed
    assert run(ROOT, "trace", f"{stem}.md", "--at", "5%").exit_code == 2  # a part of 35%
    assert run(ROOT, "trace", f"{stem}.md", "--at", " ").exit_code == 2
    gone = run(ROOT, "trace", f"{stem}.md", "--at", "36%")
    assert gone.exit_code == 2
    assert "does not say “36%”" in gone.stderr
    page = Path(f"{stem}.md")
    page.write_text(page.read_text().replace("35%", "36%"))
    edited = run(ROOT, "trace", str(page), "--at", "35%")
    assert edited.exit_code == 2
    assert "no longer says" in edited.stderr
    whole = json.loads(Path(f"{stem}.json").read_bytes())
    for finding in whole["findings"]:
        for quantity in finding["quantities"].values():
            quantity["value"] = "abc"
    for damage in (whole, whole | {"blocks": [{"text": 1}]}):
        Path(f"{stem}.json").write_text(json.dumps(damage))
        damaged = run(ROOT, "trace", f"{stem}.json", "--at", "35%")
        assert damaged.exit_code == 2
        assert "is damaged" in damaged.stderr
    Path(f"{stem}.json").unlink()
    alone = run(ROOT, "trace", str(page), "--at", "35%")
    assert alone.exit_code == 2
    assert "has no area-e22000017-peterborough.json beside it" in alone.stderr


def every_field(beat: Beat) -> str:
    """A template that prints every quantity and every word of every rule, where it is known."""
    rules = load_rules(beat)
    parts = []
    for subject in ("lead", "total", "nation.lead", "item"):
        known = "nation.known and " if subject.startswith("nation") else ""
        further = [f"{n}.{q}" for n in beat.file.against[1:] for q in MOVEMENT]
        for quantity in (*QUANTITIES, *further):
            field = f"{subject}.{quantity}"
            parts.append(
                (subject, f"{{% if {known}{field}.known %}}{{{{ {field} }}}} {{% endif %}}")
            )
        for name, rule in rules.items():
            band = f'{{% if {known}{subject}.{name}.band != "" %}}'
            for word in rule.words[rule.names[0]]:
                printed = f"{{{{ {subject}.{name}.{word} }}}} {{% endif %}}"
                parts.append((subject, f"{band}{printed}"))
    above = "".join(part for subject, part in parts if subject != "item")
    listed = "".join(part for subject, part in parts if subject == "item")
    typed = ("note in notes", "note in footnotes", "line in nation.lines")
    loops = "".join(f"{{% for {loop} %}}{{% endfor %}}" for loop in typed)
    bullets = f"{{% for item in bullets %}}\n- {listed}\n\n{{% endfor %}}"
    return f"# {{{{ place.short }}}}\n\n{above}\n\n{bullets}\n{loops}"


@pytest.mark.parametrize("release", ["crime/2024-12", "crime/2019-09", "waits/2025-01"])
def test_every_sum_of_every_quantity_gives_its_value(
    release: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a template may ever print, not only what those of the project do."""
    project = Project(copy_project(tmp_path))
    beat = project.beat(project.release(release))
    for angle in beat.angles.angles.values():
        (beat.templates / angle.article).write_text(every_field(beat))
    made = pipeline.prepare(project, release)
    no_rules = Wording({}, made.wording.scanner.vocabulary, "", None)
    tried = Counter[str]()
    places = made.tellable[:: 6 if release == "crime/2024-12" else 1]
    monkeypatch.setattr(Reader, "problems", lambda *_: [])  # what is printed is no text
    for draft in pipeline.write(replace(made, wording=no_rules), places):
        if not isinstance(draft, Draft):
            continue
        for (_, _, quantity), derivation in draft.derivations.items():
            tried[quantity] += 1
            if derivation.operation:
                value = float(done(derivation.operation))
                assert value == pytest.approx(float(derivation.value), rel=1e-9, abs=1e-9)
            elif quantity != "target" and not derivation.among:
                assert derivation.figures[0].value == derivation.value
            if quantity.endswith(("rank", "ranked", "tied", "lower")):
                assert derivation.among
    assert len(tried) >= 19


def test_all_that_a_group_left_unassigned_is_added_up_and_of_its_own_number(
    prepared: Prepared,
) -> None:
    """The row of another group is made a second one of Dyfed-Powys, whose name two others get."""
    own = next(p for p in prepared.places if p.code == "W15000004")
    places, alike = [], {"E23000036", "W15000003"}
    for place in prepared.places:
        if place.role == "group" and place.code in alike:
            alike.remove(place.code)
            place = replace(place, name=own.name)
        elif place.role == "unassigned" and place.group == "E23000001":
            place = replace(place, group=own.code, group_name=own.name)
        places.append(place)
    assert not alike
    made = pipeline.supposing(prepared, replace(prepared.analysed.reading, places=tuple(places)))
    finding = made.findings.of(made.analysed.index("W14000007"))["total"]
    derivation = made.derivations.of(finding, "shift")
    assert derivation.value == pytest.approx(100 * (2925 - 6613 + 32892 - 3604) / 38929)
    assert float(done(derivation.operation)) == pytest.approx(derivation.value)
    assert len(derivation.figures) == 5


def test_a_sum_bears_the_notes_of_all_that_is_in_it(prepared: Prepared) -> None:
    """The share of violence in a total that a note says is too low."""
    derivations, store = prepared.derivations, prepared.findings
    finding = store.of(store.analysis.index("E22000164"))["violence"]
    (caveat,) = derivations.of(finding, "share").caveats
    assert "known to be" in caveat
    assert derivations.of(finding, "value").caveats == ()
    file = prepared.release.file.model_copy(update={"notes": []})
    bare = pipeline.typed_otherwise(prepared, replace(prepared.release, file=file))
    assert bare.derivations.of(finding, "share").caveats == ()


def test_typed_text_of_several_lines_stands_on_one(tmp_path: Path) -> None:
    copy_project(tmp_path)
    insert = """inserts:
  - paragraph: |
      The newsroom has asked  the council
      for a reply.
    places: [E22000013]
    by: the newsroom
    date: 2025-04-24
    source: e-mail
"""
    file = tmp_path / "releases/crime/2024-12/release.yml"
    file.write_text(file.read_text() + insert)
    out = tmp_path / "out"
    result = run(tmp_path, "draft", "crime/2024-12", "--place", "E22000013", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    (page,) = out.glob("*.md")
    assert "\nThe newsroom has asked the council for a reply.\n" in page.read_text()
