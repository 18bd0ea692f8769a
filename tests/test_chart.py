"""Charts: well formed, told to those who cannot see them, and nothing cut off in a real browser."""

from __future__ import annotations

import json
import shutil
import subprocess
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model import Bar, Picture, Row
from generator.writers.chart import WIDTH, chart, text_width, wrapped

SVG = "{http://www.w3.org/2000/svg}"
LONG = (
    "Miscellaneous crimes against society in general, and all else that nobody has a name for yet"
)
UNBROKEN = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 2


def picture(
    *rows: Row, series: tuple[str, ...] = ("Now", "Then"), title: str = "A title"
) -> Picture:
    return Picture(title, "About it.", series, rows, "Source: somebody")


def row(label: str, *values: float | None) -> Row:
    bars = (Bar(v, "not available" if v is None else f"{v:,g}") for v in values)
    return Row(label, tuple(bars))


def drawn(made: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(chart(made, "here"))


def lengths(root: ElementTree.Element, kind: str) -> list[float]:
    bars = [r for r in root.iter(f"{SVG}rect") if r.get("class", "").split()[0] == kind]
    return [float(r.get("width", "")) for r in bars]


def test_a_chart_tells_what_it_shows_to_those_who_cannot_see_it() -> None:
    root = drawn(picture(row("Theft", 4, 2)))
    title, about = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert about is not None
    assert (title.text, about.text) == ("A title", "About it.")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {about.get('id')}"
    assert title.get("id") == "here-title"


def test_markup_in_names_is_text() -> None:
    root = drawn(picture(row("<b>Theft</b> & “more”", 4, 2), title='A "title" & <more>'))
    texts = [t.text for t in root.iter(f"{SVG}text")]
    assert "<b>Theft</b> & “more”" in texts
    assert 'A "title" & <more>' in texts


def test_a_missing_number_says_why_and_has_no_bar() -> None:
    root = drawn(picture(row("Theft", 4, None)))
    assert "not available" in [t.text for t in root.iter(f"{SVG}text")]
    assert len(lengths(root, "bar1")) == 1  # the sample in the legend


def test_a_value_below_zero_reaches_to_the_left_of_the_base() -> None:
    root = drawn(picture(row("Here", -3.0), row("There", 5.0), series=("Degrees",)))
    base = float(next(root.iter(f"{SVG}line")).get("x1", ""))
    left, right = (
        (float(r.get("x", "")), float(r.get("x", "")) + float(r.get("width", "")))
        for r in root.iter(f"{SVG}rect")
        if r.get("class", "").startswith("bar0")
    )
    assert left[1] == pytest.approx(base, abs=0.11)
    assert right[0] == pytest.approx(base, abs=0.11)


def test_a_word_wider_than_the_chart_is_broken() -> None:
    lines = wrapped(UNBROKEN, 300, 13)
    assert "".join(lines) == UNBROKEN
    assert all(text_width(line, 13) <= 300 for line in lines)


numbers = st.one_of(st.none(), st.floats(-1e6, 1e7, allow_nan=False).map(lambda v: round(v, 1)))
labels = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(labels, numbers, numbers), min_size=1, max_size=8), labels)
def test_all_marks_stay_inside_and_longer_bars_mean_greater_numbers(
    rows: list[tuple[str, float | None, float | None]], title: str
) -> None:
    root = drawn(picture(*(row(*r) for r in rows), title=title))
    height = float(root.get("viewBox", "").split()[3])
    for mark in (*root.iter(f"{SVG}rect"), *root.iter(f"{SVG}text"), *root.iter(f"{SVG}line")):
        x, y = float(mark.get("x", mark.get("x1", 0))), float(mark.get("y", mark.get("y2", 0)))
        assert -0.1 <= x <= WIDTH
        assert 0 <= y <= height
        assert x + float(mark.get("width", 0)) <= WIDTH + 0.1
    pairs = sorted(
        zip([abs(r[1]) for r in rows if r[1] is not None], lengths(root, "bar0")[1:], strict=True)
    )
    assert [p[1] for p in pairs] == sorted(p[1] for p in pairs)


def browser() -> str:
    """The browser; tests that need one fail where there is none."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: install Debian's chromium"
    return found


_MEASURE = """
const found = [];
for (const svg of document.querySelectorAll("svg")) {
  const box = svg.getBoundingClientRect();
  const texts = [...svg.querySelectorAll("text")]
    .map(t => [t.textContent, t.getBoundingClientRect()]);
  texts.forEach(([text, r], i) => {
    if (r.left < box.left - 1 || r.right > box.right + 1 || r.bottom > box.bottom + 1)
      found.push("cut off: " + text);
    for (const [other, s] of texts.slice(i + 1))
      if (r.left < s.right - 1 && s.left < r.right - 1
          && r.top < s.bottom - 2 && s.top < r.bottom - 2)
        found.push("overlap: " + text + " | " + other);
  });
}
document.body.setAttribute("data-found", JSON.stringify(found));
document.body.setAttribute("data-texts", document.querySelectorAll("svg text").length);
"""


@pytest.mark.parametrize("width", [320, 1200])
def test_a_browser_cuts_no_text_off_and_lets_none_overlap(width: int, tmp_path: Path) -> None:
    made = [
        picture(row(LONG, 1017, 630), row(UNBROKEN, 3, 12345678), row("Robbery", 0, None)),
        picture(row("A", 0, 0), row("B", 0, 0), title=f"{LONG} {LONG}"),
        picture(row("Here", -3.5), row("There", 12.25), row(LONG, -0.1), series=(LONG,)),
        picture(row("All below", -3, -12), row("Nothing", None, None), series=(LONG, UNBROKEN)),
        picture(*(row(LONG[i:], 10.0**i, 9.0**i) for i in range(8))),
    ]
    drawings = "".join(chart(p, f"c{i}") for i, p in enumerate(made))
    page = f"<!doctype html><meta charset=utf-8><body style='margin:0;width:{width}px'>{drawings}"
    file = tmp_path / "page.html"
    file.write_text(f"{page}<script>{_MEASURE}</script>", encoding="utf-8")
    asked = [browser(), "--headless=new", "--no-sandbox", "--disable-dev-shm-usage"]
    asked += ["--window-size=1300,900", f"--user-data-dir={tmp_path}", "--dump-dom"]
    done = subprocess.run([*asked, file.as_uri()], capture_output=True, text=True, check=True)
    body = ElementTree.fromstring(f"<body {done.stdout.split('<body ', 1)[1].split('>', 1)[0]}/>")
    assert int(body.get("data-texts", "0")) > 50
    assert json.loads(unescape(body.get("data-found", "null"))) == []
