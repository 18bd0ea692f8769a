"""Files: valid, whole, and agreeing with one another."""

from __future__ import annotations

import json
import os
import re
import resource
from collections import Counter
from pathlib import Path
from typing import Any

import html5lib
import pytest
from jsonschema import Draft202012Validator

from generator import scale
from generator.errors import StringerError
from generator.model import Article, Batch, Block
from generator.pipeline import Prepared
from generator.wording.texts import read_text
from generator.writers import Folder
from generator.writers.batch import FORMATS
from generator.writers.markdown import markdown
from tests.conftest import ROOT, story
from tests.spoiling import copy_project, run, spoil


@pytest.fixture(scope="module")
def folder(prepared: Prepared, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole batch, written."""
    path = tmp_path_factory.mktemp("out")
    scale.draft(prepared, scale.Order(path, ("md", "html", "json")))
    return path


def schema(name: str) -> Draft202012Validator:
    found: dict[str, Any] = json.loads((ROOT / "docs/schema" / name).read_text())
    Draft202012Validator.check_schema(found)
    return Draft202012Validator(found)


def test_every_sidecar_follows_its_schema(folder: Path) -> None:
    validator = schema("story-5.json")
    files = [p for p in folder.glob("*.json") if p.stem.startswith(("area-", "force-"))]
    assert len(files) == 356
    for path in files:
        validator.validate(json.loads(path.read_bytes()))


def test_the_schema_of_a_story_can_fail(folder: Path) -> None:
    validator = schema("story-5.json")
    data = json.loads(next(folder.glob("area-*.json")).read_bytes())
    data["findings"][0]["quantities"]["value"]["cells"] = {"C3": 1}
    assert not validator.is_valid(data)


def test_the_report_follows_its_schema_and_counts_right(folder: Path, batch: Batch) -> None:
    report = json.loads((folder / "report.json").read_bytes())
    schema("report-3.json").validate(report)
    assert len(report["written"]) == 356
    assert report["held"] == []
    assert report["angles"] == dict(sorted(Counter(d.brief.angle for d in batch.drafts).items()))
    assert sum(report["angles"].values()) == sum(report["leads"].values()) == 356
    assert len(report["angles"]) >= 4


def test_pages_are_valid_html(folder: Path) -> None:
    parser = html5lib.HTMLParser(strict=True)
    pages = list(folder.glob("*.html"))
    assert len(pages) == 357
    for path in pages[::3]:  # all are of one template
        parser.parse(path.read_text())


def test_a_page_says_its_language_and_what_it_is_based_on(folder: Path, batch: Batch) -> None:
    draft = story(batch, "Peterborough")
    page = (folder / f"{draft.stem}.html").read_text()
    assert '<html lang="en-GB">' in page
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    linked = json.loads(found)
    assert linked["@type"] == "NewsArticle"
    assert linked["headline"] == draft.article.headline
    assert linked["isBasedOn"]["license"] == "Open Government Licence v3.0"
    assert not [key for key in linked if key.startswith("date")]


def test_markdown_page_and_sidecar_hold_the_same_text(folder: Path, batch: Batch) -> None:
    for draft in batch.drafts[:40]:
        plain = (folder / f"{draft.stem}.md").read_text().replace("\\", "")
        tree = html5lib.parse(
            (folder / f"{draft.stem}.html").read_text(), namespaceHTMLElements=False
        )
        texts = {"".join(e.itertext()) for e in tree.iter() if e.tag in ("h1", "p", "li")}
        data = json.loads((folder / f"{draft.stem}.json").read_bytes())
        for block, written in zip(draft.article.blocks, data["blocks"], strict=True):
            assert block.text == written["text"]
            assert block.text in plain
            assert block.text in texts


def test_the_index_links_every_story(folder: Path, batch: Batch) -> None:
    links = set(re.findall(r'href="([^"#]+)"', (folder / "index.html").read_text()))
    assert links == {f"{d.stem}.html" for d in batch.drafts}
    assert all((folder / link).is_file() for link in links)


def test_names_that_repeat_have_files_of_their_own(folder: Path) -> None:
    found = sorted(p.stem for p in folder.glob("*.md") if "dorset" in p.name)
    assert found == ["area-e22000367-dorset-council-area", "force-e23000039-dorset-police"]


def test_markdown_escapes_what_it_would_read_as_markup() -> None:
    blocks = (Block("headline", "A *b* [c]"), Block("bullet", "x_y"), Block("paragraph", "<b>"))
    assert markdown(Article(blocks)) == "# A \\*b\\* \\[c\\]\n\n- x\\_y\n\n\\<b\\>\n"


def test_a_file_that_cannot_be_finished_leaves_the_old_one_whole(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.write("a.md", b"old")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(StringerError, match=r"a\.md: could not be written"):
            folder.write("a.md", b"new" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert [p.name for p in tmp_path.iterdir()] == ["a.md"]
    assert (tmp_path / "a.md").read_bytes() == b"old"


def test_two_writers_with_one_process_number_share_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As workers in two containers are: the second begins before the first has put its file."""
    first, second = Folder(tmp_path), Folder(tmp_path)
    replace, waiting = os.replace, list[tuple[Path, Path]]()

    def put(begun: Path, target: Path) -> None:
        waiting.append((begun, target))
        if len(waiting) == 1:
            second.write("b.md", b"second")
        else:
            for each in waiting:
                replace(*each)

    monkeypatch.setattr(os, "replace", put)
    first.write("a.md", b"first")
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        "a.md": b"first",
        "b.md": b"second",
    }


def test_a_run_for_one_place_keeps_the_others_in_report_and_index(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    out = project / "output/crime/2024-12"
    assert run(project, "draft", "--level", "force", "crime/2024-12").exit_code == 0
    before = (out / "index.html").read_text()
    kent = "force-e23000032-kent-police"
    spoil(project, "config/crime/places.yml", ("name: Kent Police,", "name: Kent Police Force,"))
    result = run(project, "draft", "--place", "Kent Police Force", "crime/2024-12")
    assert result.exit_code == 0
    assert f"{kent}-force.md" in result.stdout
    report = json.loads((out / "report.json").read_bytes())
    assert len(report["written"]) == 42
    assert not (out / f"{kent}.md").exists()
    assert f"{kent}-force.html" in (out / "index.html").read_text()
    assert f"{kent}.html" in before


def test_a_story_that_is_held_now_is_taken_away(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    out = project / "output/crime/2021-09"
    assert run(project, "draft", "crime/2021-09").exit_code == 0
    story_file = out / "area-e22000017-peterborough.md"
    assert story_file.exists()
    figures = "releases/crime/2021-09/figures.csv"
    spoil(project, figures, ("sexual,change,2021-09,11", "sexual,change,2021-09,21"))
    result = run(project, "draft", "crime/2021-09")
    assert result.exit_code == 1
    assert "published change 21%, but the counts give 11.46%" in result.stderr
    assert not story_file.exists()
    report = json.loads((out / "report.json").read_bytes())
    assert [h["name"] for h in report["held"]] == ["Peterborough"]


def test_every_format_says_the_same_words(batch: Batch) -> None:
    """What is read back of a page, of Markdown and of plain text is the story, and no more."""
    for draft in batch.drafts[::30]:
        said = sorted(b.text for b in draft.article.blocks)
        for ending in ("md", "html", "json", "txt"):
            content = FORMATS[ending](draft, batch)
            back = read_text(f"story.{ending}", content)
            assert sorted(b.text for b in back.blocks) == said, ending
