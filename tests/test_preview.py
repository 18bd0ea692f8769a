"""The preview follows the files: what an edit does is on the page soon after it is saved."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.config import Project
from generator.preview.board import Board, State
from generator.preview.files import changed, only_templates, only_words, signature
from generator.preview.serve import make_app
from tests.conftest import ROOT
from tests.spoiling import copy_project, lines, run, spoil
from tests.test_page import browser, faults

__all__ = ["browser"]

RELEASE = "waits/2024-12"
COUNT = "templates/waits/count.j2"
SPECIMEN = "These are specimen figures"
expect.set_options(timeout=20_000)


@contextmanager
def previewed(project: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A preview in a process of its own, and its address."""
    command = ["-c", "from generator.cli import main; main()", "--project", str(project)]
    options = ("preview", RELEASE, "--no-browser", "--port", "0", *options)
    with subprocess.Popen(
        [sys.executable, *command, *options], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        assert process.stdout is not None
        said = process.stdout.readline()
        try:
            yield re.findall(r"http://127\.0\.0\.1:\d+/", said)[0], process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A project with a preview of it."""
    project = copy_project(tmp_path_factory.mktemp("preview") / "project")
    with previewed(project) as (address, _):
        yield project, address


@pytest.fixture
def project(served: tuple[Path, str]) -> Iterator[Path]:
    """The previewed project, as it was again afterwards."""
    yield served[0]
    for name in ("config", "templates"):
        for path in (ROOT / name).rglob("*.*"):
            copy = served[0] / path.relative_to(ROOT)
            if copy.read_bytes() != path.read_bytes():
                copy.write_bytes(path.read_bytes())


@pytest.fixture
def page(browser: Browser, served: tuple[Path, str]) -> Iterator[Page]:
    """The page, when the stories have been written and read again."""
    with browser.new_context() as context:
        made = context.new_page()
        made.goto(served[1])
        ready(made)
        yield made


def ready(page: Page) -> None:
    expect(page.locator("#status")).to_have_text(re.compile(r"stories.*[^…]$"))


def test_an_edit_is_one_row_and_its_story_is_marked_and_both_go_when_it_is_taken_back(
    page: Page, project: Path
) -> None:
    expect(page.locator("#no-changes")).to_be_visible()
    spoil(project, COUNT, (SPECIMEN, "These are <b>sample</b> figures"))
    row = page.locator("#change-list > ol > li")
    expect(row).to_have_count(1)
    expect(row.locator(".what")).to_have_text(f"39 stories: other words {COUNT}:5")
    expect(row.locator("ins")).to_have_text("<b>sample</b>")
    row.locator("summary").click()
    row.locator("a").first.click()
    story = page.locator("#view-story")
    expect(story.locator("del")).to_have_text("specimen")
    expect(story.locator("ins")).to_have_text("<b>sample</b>")
    expect(page.locator("#places a[aria-current]")).to_contain_text("changed")
    spoil(project, COUNT, ("These are <b>sample</b> figures", SPECIMEN))
    expect(story.locator("ins")).to_have_count(0)
    expect(page.locator("#rows")).to_have_text("0")


def test_a_template_that_does_not_parse_tells_its_line_and_the_stories_stay(
    page: Page, project: Path
) -> None:
    page.keyboard.press("j")
    expect(page.locator("#view-story h1")).to_be_visible()
    spoil(project, COUNT, ("{% endif %}", "{% endiv %}"))
    fault = page.locator("#faults li")
    expect(fault).to_contain_text(f"{COUNT}:3: Encountered unknown tag 'endiv'.")
    expect(page.locator("#faults p")).to_contain_text("What stands below is from before.")
    expect(page.locator("#view-story article p").first).to_be_visible()
    assert faults(page) == []
    spoil(project, COUNT, ("{% endiv %}", "{% endif %}"))
    expect(fault).to_have_count(0)


def test_what_breaks_a_rule_or_the_release_is_told_with_its_line(page: Page, project: Path) -> None:
    spoil(project, COUNT, ("{{ lead.value }} of", "{{ nation.lead.value }} of"))
    spoil(project, COUNT, (SPECIMEN, "Waits skyrocketed , says  everybody. " + SPECIMEN))
    page.keyboard.press("p")
    problems = page.locator("#problem-list > li", has_text=COUNT)
    expect(problems.filter(has_text="second-reader").first).to_contain_text(f"{COUNT}:2")
    expect(problems.filter(has_text="change-verb").first).to_contain_text(f"{COUNT}:5 new")
    expect(page.locator("#found")).to_contain_text("new")
    assert faults(page) == []
    page.locator("#places a").first.click()
    expect(page.locator("#view-story .found")).to_contain_text("change-verb")


def test_a_rule_that_is_saved_is_followed(page: Page, project: Path) -> None:
    spoil(project, "config/waits/rules.yml", ("verb: fell", "verb: dropped"))
    row = page.locator("#change-list .what")
    expect(row).to_contain_text("other words config/waits/rules.yml:12")


def test_places_are_filtered_and_stories_walked_through_with_keys(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("#filter")).to_be_focused()
    page.keyboard.type("royal")
    expect(page.locator("#shown")).to_have_text("3 of 40")
    page.keyboard.press("Escape")
    heading = page.locator("#view-story .soft")
    for key, name in (("j", "Elmsworth"), ("j", "Quarrenby"), ("k", "Elmsworth")):
        page.keyboard.press(key)
        expect(heading).to_contain_text(name)
        expect(page.locator("#places a[aria-current]")).to_contain_text(name)
    page.keyboard.press("d")
    expect(page.locator("#changes-title")).to_be_focused()
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.get_by_label("Listen to these keys").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("p")
    expect(page.locator("#view-problems")).to_be_hidden()


@pytest.mark.parametrize(("scheme", "width"), [("light", 390), ("dark", 1280)])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, served: tuple[Path, str], project: Path, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 720}
    with browser.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(served[1])
        ready(page)
        spoil(project, COUNT, (SPECIMEN, "These are sample figures"))
        expect(page.locator("#change-list ins")).to_have_count(1)
        assert faults(page) == []
        page.keyboard.press("j")
        expect(page.locator("#view-story ins")).to_have_count(1)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.keyboard.press("?")
        assert faults(page) == []


def test_the_page_asks_nobody_else(browser: Browser, served: tuple[Path, str]) -> None:
    asked: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.goto(served[1])
        ready(page)
    assert len(asked) > 4
    assert [url for url in asked if not url.startswith(served[1])] == []


def test_a_state_since_which_to_compare_and_a_fault_at_the_start(
    browser: Browser, tmp_path: Path
) -> None:
    project = copy_project(tmp_path)
    spoil(project, COUNT, (SPECIMEN, "These are sample figures{% endif %}"))
    with previewed(project, "--since", str(ROOT)) as (address, process):
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(address)
            expect(page.locator("#faults li")).to_contain_text(f"{COUNT}:5")
            spoil(project, COUNT, ("figures{% endif %}", "figures"))
            expect(page.locator("#change-list .what")).to_contain_text("39 stories: other words")
        process.send_signal(signal.SIGINT)
        said, _ = process.communicate(timeout=20)
        assert (said, process.returncode) == ("stopped\n", 0)


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8642", 200),
        ("localhost", 200),
        ("example.org:8642", 403),
        ("127.0.0.1.example.org", 403),
    ],
)
def test_only_this_machine_is_answered(host: str, status: int) -> None:
    answer = make_app(Board(), RELEASE, "").test_client().get("/", headers={"Host": host})
    assert answer.status_code == status
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self';")


def test_nothing_can_be_sent_and_an_unknown_story_is_none() -> None:
    client = make_app(Board(), RELEASE, "").test_client()
    assert client.post("/state", headers={"Host": "localhost"}).status_code == 405
    assert client.get("/story/trust-xt99", headers={"Host": "localhost"}).status_code == 404


def test_whoever_waits_is_told_as_soon_as_there_is_news_or_an_end() -> None:
    board = Board()
    board.publish(State(stage="ready"))
    assert board.other_than(0, 60).stage == "ready"
    board.close()
    assert board.other_than(1, 60).number == 1


def test_what_must_be_read_anew_hangs_on_the_files_that_were_saved() -> None:
    assert only_templates({"templates/waits/a.j2"})
    assert not only_templates({"templates/waits/a.j2", "config/waits/rules.yml"})
    assert only_words({"config/waits/rules.yml", "templates/waits/a.j2"}, "waits")
    for name in ("config/waits/beat.yml", "config/house.yml", "releases/waits/2024-12/x.xlsx"):
        assert not only_words({name}, "waits")


def test_a_file_that_an_editor_leaves_beside_others_is_not_followed(tmp_path: Path) -> None:
    project = Project(copy_project(tmp_path))
    before = signature(project, RELEASE)
    (tmp_path / "templates/waits/.count.j2.swp").write_text("x")
    (tmp_path / "templates/waits/count.j2~").write_text("x")
    (tmp_path / "releases" / RELEASE / "~$workbook.xlsx").write_text("x")
    assert changed(before, signature(project, RELEASE)) == set()
    (tmp_path / COUNT).write_text("x")
    (tmp_path / "templates/waits/new.j2").write_text("x")
    assert changed(before, signature(project, RELEASE)) == {COUNT, "templates/waits/new.j2"}


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run(ROOT, "preview", RELEASE, "--no-browser", "--port", str(port))
    assert result.exit_code == 2
    (line,) = lines(result)
    assert line.startswith(f"--port {port}: is taken by another program. Try another: --port ")


def test_an_unknown_state_to_compare_with_ends_it() -> None:
    result = run(ROOT, "preview", RELEASE, "--no-browser", "--port", "0", "--since", "v999")
    assert result.exit_code == 2
    assert lines(result)[0].startswith("v999: is no revision and no folder.")
