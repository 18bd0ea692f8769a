"""The page of a story, alone on a disk and in a real browser: it answers where a figure is from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from generator.model import Batch
from generator.writers.page import story_page
from tests.conftest import story
from tests.test_chart import browser as chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as made:
        found = made.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield found
        found.close()


@pytest.fixture(scope="module")
def address(batch: Batch, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The story of Peterborough, as a file."""
    file: Path = tmp_path_factory.mktemp("page") / "story.html"
    file.write_text(story_page(story(batch, "Peterborough"), batch), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with browser.new_context() as context:
        made = context.new_page()
        made.goto(address)
        yield made


def faults(page: Page) -> list[str]:
    """What axe finds, and where."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {n['html'][:100]}" for v in found for n in v["nodes"]]


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def test_every_note_can_be_reached_read_and_left_with_the_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")  # past the way to all stories
    reached = []
    number = page.locator("a.claim").count()
    assert number > 50
    for _ in range(number):
        page.keyboard.press("Tab")
        reached.append(focused(page))
    assert reached == page.locator("a.claim").all_text_contents()
    page.locator("a.claim", has_text="35%").first.focus()
    page.keyboard.press("Enter")
    note = page.locator(".note:visible")
    assert note.count() == 1
    said = note.inner_text()
    assert "100 × (474 − 726) / 726" in said
    assert "Table C2!R26 says 474" in said
    assert focused(page) == note.text_content()
    page.keyboard.press("Escape")
    assert page.locator(".note:visible").count() == 0
    assert focused(page) == "35%"


def test_a_note_goes_back_to_the_claim_it_was_opened_from(page: Page) -> None:
    second = page.locator("a.claim", has_text="35%").nth(1)
    second.click()
    page.locator(".note:visible a").click()
    assert page.locator(".note:visible").count() == 0
    assert second.evaluate("e => e === document.activeElement")


def test_notes_open_and_close_without_any_script(browser: Browser, address: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address)
        page.locator("a.claim", has_text="22,574").first.click()
        note = page.locator(".note:visible")
        assert "Table C2!G26 says 22,574" in note.inner_text()
        note.locator("a").click()
        assert page.locator(".note:visible").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Browser, address: str, scheme: str, width: int
) -> None:
    size = {"width": width, "height": 720}
    with browser.new_context(color_scheme=scheme, viewport=size) as context:  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address)
        assert faults(page) == []
        page.locator("a.claim", has_text="slightly lower than").first.click()
        assert faults(page) == []
        box = page.locator(".note:visible").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 720
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_asks_nothing_of_any_network(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    assert asked == [address]
