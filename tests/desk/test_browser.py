"""An editor at work in a real browser, on both databases: by mouse, by keys, without scripts."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.desk.conftest import PASSWORD, RELEASE, copied
from tests.desk.load import Server
from tests.test_chart import browser as chromium

BASE = f"/release/{RELEASE}"
expect.set_options(timeout=60_000)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as made:
        found = made.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield found
        found.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(
    request: pytest.FixtureRequest, desk_project: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a desk that runs on a database of its own."""
    server = Server(desk_project, copied(request, tmp_path_factory.mktemp("browser")))
    server.start()
    yield f"http://127.0.0.1:{server.port}"
    server.kill()


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    with browser.new_context(base_url=desk) as context:
        yield context.new_page()


def log_in(page: Page, name: str = "Edith") -> None:
    page.goto("/log-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Releases")).to_be_visible()


def a_percentage(page: Page) -> str:
    """The address, within the page, of a paragraph that states a percentage."""
    block = page.locator(".block.paragraph", has_text=re.compile(r"\d%")).first
    return f"#{block.get_attribute('id')}"


def test_an_editor_finds_reads_mends_decides_and_takes_out(page: Page, tmp_path: Path) -> None:
    log_in(page)
    page.get_by_role("link", name=RELEASE).click()
    page.get_by_label("Show").select_option("listed")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page.locator("caption")).to_contain_text("30 stories")
    page.locator("a.open").first.click()
    address = page.url

    claim = page.locator("a.claim", has_text=re.compile(r"\d%")).first
    claim.click()
    note = page.locator(".behind .note:visible")
    expect(note).to_contain_text(re.compile(r"Table \d![A-Z]+\d+"))
    expect(note.get_by_role("table")).to_contain_text("the nation")
    page.keyboard.press("Escape")
    expect(note).to_have_count(0)

    block = page.locator(a_percentage(page))
    true = block.locator("p").first.inner_text()
    block.get_by_text("Change", exact=True).click()
    editor = page.get_by_role("textbox", name="Paragraph")
    editor.fill(re.sub(r"\d+(\.\d+)?%", "99%", true, count=1))
    live = page.locator(".live")
    expect(live).to_contain_text("Stands in the way")
    expect(live.locator("ins")).to_have_text("99%")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved, with a problem")
    expect(block.locator(".problem.error")).to_contain_text("Stands in the way")
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_role("button", name="Approve")).to_be_visible()  # it wants a reason
    assert page.url.partition("#")[0] == address

    block.get_by_text("Change", exact=True).click()
    editor.fill(f"{true} The next figures are due in a month.")
    expect(live.locator("ins").last).to_contain_text("The next figures are due")
    expect(live.locator(".error")).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".problem.error")).to_have_count(0)
    block.get_by_text("Edith changed this").click()
    expect(block.locator("ins")).to_contain_text("The next figures are due")
    page.get_by_role("button", name="Approve").click()
    page.get_by_role("link", name="Back to it").click()
    expect(page.locator(".badge", has_text="approved")).to_be_visible()
    page.get_by_role("button", name="Take back: approved").click()
    expect(page.locator(".badge", has_text="to read")).to_be_visible()

    page.get_by_role("link", name="Wordings").click()
    page.get_by_role("button", name="Choose all").click()
    page.get_by_role("button", name="Approve the chosen").click()
    expect(page.get_by_role("status")).to_contain_text("wordings approved")
    page.get_by_role("link", name=RELEASE).click()
    page.get_by_label("Show").select_option("all")
    page.get_by_label("Order").select_option("place")
    with page.expect_navigation():  # boxes of the page before would be ticked in vain
        page.get_by_role("button", name="Show", exact=True).click()
    for box in page.locator("[name=story]").all()[-5:]:
        box.check()
    page.get_by_role("button", name="Approve the chosen").click()
    together = re.compile(r"Approve (\d) stories together\?")
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(together)
    number = int(re.findall(together, heading.inner_text())[0])
    page.get_by_role("button", name=f"Approve {number}").click()
    expect(heading).to_have_text(f"{number} approved")
    assert faults(page) == []

    page.get_by_role("link", name="Desk").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Take out").click()
    download.value.save_as(tmp_path / "out.zip")
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert [s["approved_by"] for s in manifest["stories"]].count("Edith") == number


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_a_story_is_decided_on_by_keyboard_alone(page: Page) -> None:
    keys = page.keyboard
    page.goto("/")
    keys.type("Olu")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Releases")).to_be_visible()
    link = page.get_by_role("link", name=RELEASE)
    while not link.evaluate("e => e === document.activeElement"):
        keys.press("Tab")
    keys.press("Enter")
    expect(page.locator("table.queue")).to_be_visible()
    page.wait_for_load_state()  # then the script hears keys
    keys.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    keys.press("j")
    keys.press("j")
    keys.press("k")
    keys.press("x")
    expect(page.locator("[name=story]").first).to_be_checked()
    opened = page.locator("a.open").first.inner_text()
    keys.press("o")
    expect(page).to_have_title(f"{opened} – Stringer")
    page.wait_for_load_state()

    keys.press("c")
    note = page.locator(".behind .note:visible")
    expect(note).to_be_focused()
    keys.press("Escape")
    expect(page.locator("a.claim").first).to_be_focused()
    keys.press("j")  # the notice over made-up figures, which cannot be changed
    keys.press("j")
    keys.press("j")
    keys.press("e")
    expect(page.get_by_role("textbox", name="Paragraph")).to_be_focused()
    keys.press("Control+End")
    keys.type(" 99% of them waited.")
    expect(page.locator(".live")).to_contain_text("Stands in the way")
    page.once("dialog", lambda box: box.accept())
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")  # leaves it, unsaved
    expect(page.get_by_role("textbox", name="Paragraph")).to_have_count(0)
    expect(page.get_by_text("99% of them")).to_have_count(0)

    keys.press("h")
    expect(page.get_by_label("Reason")).to_be_focused()
    keys.type("Ask the trust")
    keys.press("Tab")
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("held")
    page.wait_for_load_state()
    second = page.title()
    keys.press("a")
    expect(page.get_by_role("button", name="Approve")).to_be_focused()
    keys.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("approved")
    page.wait_for_load_state()
    assert page.title() != second
    keys.press("q")
    expect(page.locator("table.queue")).to_be_visible()
    page.wait_for_load_state()
    keys.press("j")
    keys.press("a")  # opens the story where it is approved
    expect(page.get_by_role("button", name="Approve")).to_be_focused()


@pytest.mark.parametrize("desk", ["postgresql"], indirect=True)
def test_reading_and_deciding_work_without_scripts(browser: Browser, desk: str) -> None:
    with browser.new_context(base_url=desk, java_script_enabled=False) as context:
        page = context.new_page()
        log_in(page, "Olu")
        page.goto(f"{BASE}?show=open&sort=name")
        page.locator("a.open").last.click()
        page.locator("a.claim").first.click()
        expect(page.locator(".behind .note:visible")).to_have_count(1)
        page.get_by_role("link", name="Back to the text").click()
        page.get_by_text("Elsewhere").first.click()
        expect(page.locator(".siblings[open]")).to_contain_text("stories say this")
        block = page.locator(a_percentage(page))
        words = block.locator("p").first.inner_text()
        for said, told in ((re.sub(r"\d+(\.\d+)?%", "99%", words, count=1), "with a problem"),
                           (f"{words} More is to come.", "Saved.")):  # fmt: skip
            block.get_by_text("Change", exact=True).click()
            page.get_by_role("textbox", name="Paragraph").fill(said)
            page.get_by_role("button", name="Save").click()
            expect(page.get_by_role("status")).to_contain_text(told)
        page.get_by_role("button", name="Approve").click()
        page.get_by_role("link", name="Back to it").click()
        page.get_by_role("button", name="Reopen").click()
        page.get_by_label("Reason").fill("No story")
        page.get_by_role("button", name="Kill").click()
        expect(page.get_by_role("status")).to_contain_text("killed")


def test_the_first_person_decides_on_a_first_story(
    browser: Browser, desk_project: Path, tmp_path: Path
) -> None:
    server = Server(desk_project, f"sqlite:///{tmp_path / 'new.sqlite'}")
    server.start()
    try:
        with browser.new_context() as context:
            page = context.new_page()
            page.goto(server.address)
            assert faults(page) == []
            page.get_by_label("Name").fill("Ada")
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Go in").click()
            page.get_by_label("Release").wait_for()
            assert faults(page) == []
            page.get_by_label("Release").select_option(RELEASE)
            page.get_by_role("button", name="Draft it").click()
            page.get_by_role("link", name="Read the first story").click()
            page.get_by_role("button", name="Approve").click()
            expect(page.get_by_role("status")).to_contain_text("approved")
    finally:
        server.kill()


def faults(page: Page) -> list[str]:
    """What axe finds, and whether the page is too wide, in both widths and both themes.

    A theme is nothing but colours: in the dark, contrast alone is asked for.
    """
    told = []
    page.evaluate(Axe().axe_script)
    for width in (1600, 360):
        page.set_viewport_size({"width": width, "height": 800})
        wide = page.evaluate("document.documentElement.scrollWidth")
        told += [f"it is {wide} wide"] if wide > width else []
        for scheme, rules in (("light", {}), ("dark", {"runOnly": ["color-contrast"]})):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            options = {**rules, "resultTypes": ["violations"]}
            found = page.evaluate("o => axe.run(o).then(r => r.violations)", options)
            told += [
                f"{width}, {scheme}: {v['id']}: {n['html']}" for v in found for n in v["nodes"]
            ]
    return told


@pytest.mark.parametrize("desk", ["sqlite"], indirect=True)
def test_axe_finds_nothing_nothing_is_too_wide_and_no_request_leaves_the_machine(
    browser: Browser, desk: str
) -> None:
    asked: set[str] = set()
    found: dict[str, list[str]] = {}
    with browser.new_context(base_url=desk) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.add(request.url))

        def look(path: str, *, press: str = "") -> None:
            page.goto(path)
            if press:
                page.keyboard.press(press)
            found[f"{path} {press}"] = faults(page)

        def look_into(what: str) -> None:
            page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
            found[what] = faults(page)

        look("/log-in")
        log_in(page, "Ada")
        look_into("releases")
        for path in ("/people", "/story/99999", f"{BASE}/wordings", f"{BASE}/history"):
            look(path)
        look(f"{BASE}?show=all", press="?")
        look("/story/4", press="c")
        page.goto("/story/5?change=2")
        words = page.get_by_role("textbox", name="Paragraph")
        words.fill(f"99% of all patients, {'x' * 300}")
        expect(page.locator(".live .problem.error").first).to_be_visible()
        found["being changed"] = faults(page)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_be_visible()
        look_into("changed")
        page.goto(f"{BASE}?show=all")
        page.locator("#all").click()
        page.get_by_role("button", name="Approve the chosen").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("together")
        found["together"] = faults(page)
    assert {where: what for where, what in found.items() if what} == {}
    assert {url for url in asked if not url.startswith(f"{desk}/")} == set()
