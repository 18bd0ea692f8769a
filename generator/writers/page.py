"""Stories and the index of a batch as HTML pages that stand alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from generator.model import Batch, Draft

_PAGES = Path(__file__).parent / "pages"


@lru_cache(maxsize=1)
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(_PAGES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def story_page(draft: Draft, batch: Batch) -> str:
    """One story as a page: the text, the figures behind it with their cells, and JSON-LD."""
    brief = draft.brief
    statistics = list(dict.fromkeys(n for f in (*brief.told, *brief.compared) for n in f.figures))
    data = {
        "draft": draft,
        "batch": batch,
        "statistics": statistics,
        "rows": Markup("\n".join(_rows(draft, batch, statistics))),
        "linked": _linked(draft, batch),
    }
    return _pages().get_template("story.html").render(data) + "\n"


def _rows(draft: Draft, batch: Batch, statistics: Sequence[str]) -> Iterator[str]:
    """The rows of the table of figures, one a finding; those on the nation come last."""
    told = [(f, batch.labels[f.measure]) for f in draft.brief.told]
    told += [(f, f"{batch.labels[f.measure]} ({batch.nation})") for f in draft.brief.compared]
    for finding, label in told:
        cells = [f'<th scope="row">{escape(label)}</th>']
        for name in statistics:
            figure = finding.figures.get(name)
            if figure is None:
                cells.append("<td></td>")
                continue
            said = escape(figure.missing) if figure.value is None else figure.value
            cells.append(f'<td>{said} <span class="cell">{escape(figure.cell)}</span></td>')
        yield f"<tr>{''.join(cells)}</tr>"


def index_page(report: dict[str, Any], batch: Batch) -> str:
    """The index of all stories in a folder, by level and group."""
    levels: dict[str, dict[str, list[Any]]] = {}
    for story in report["written"]:
        levels.setdefault(story["level"], {}).setdefault(story["group"], []).append(story)
    data = {"report": report, "levels": levels, "batch": batch}
    return _pages().get_template("index.html").render(data) + "\n"


def _linked(draft: Draft, batch: Batch) -> Markup:
    """The story as schema.org NewsArticle; no date is given that the release does not give."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": draft.article.headline,
        "inLanguage": batch.language,
        "articleBody": "\n\n".join(
            b.text for b in draft.article.blocks if b.kind in ("notice", "paragraph", "bullet")
        ),
        "contentLocation": {"@type": "Place", "name": draft.name, "identifier": draft.place.code},
        "isBasedOn": {
            "@type": "Dataset",
            "name": batch.title,
            "publisher": {"@type": "Organization", "name": batch.publisher},
            "license": batch.licence,
        },
    }
    if batch.url:
        data["isBasedOn"]["url"] = batch.url  # type: ignore[index]
    return Markup(orjson.dumps(data).decode().replace("<", "\\u003c"))
