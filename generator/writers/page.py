"""Stories and the index of a batch as HTML pages that stand alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import orjson
from markupsafe import Markup, escape

from generator.model import Batch, Draft, Figure
from generator.writers.chart import chart
from generator.writers.layout import layout
from generator.writers.marking import marked, notes
from generator.writers.sidecar import story_json

_OWN = "value"


def story_page(draft: Draft, batch: Batch) -> str:
    """One story as a page: the text, the figures behind it with their cells, and JSON-LD."""
    figures = [i for f in (*draft.brief.told, *draft.brief.compared) for i in f.figures.items()]
    columns = dict.fromkeys(_column(name) for name, _ in figures)
    kinds = {f.statistic if n == _OWN else n for n, f in figures if _column(n) == _OWN}
    story = story_json(draft, batch)
    met: set[int] = set()
    texts = [marked(b["text"], b["claims"], story["grounds"], met) for b in story["blocks"]]
    data = {
        "draft": draft,
        "batch": batch,
        "blocks": [(b.kind, text) for b, text in zip(draft.article.blocks, texts, strict=True)],
        "notes": notes(story),
        "headings": [*kinds, *list(columns)[1:]] if len(kinds) == 1 else list(columns),
        "rows": Markup("\n".join(_rows(draft, batch, columns))),
        "linked": _linked(draft, batch),
        "chart": Markup(chart(draft.picture, draft.place.key)) if draft.picture else "",
    }
    return layout("story.html").render(data) + "\n"


@lru_cache(maxsize=256)
def _column(name: str) -> str:
    """The column of a figure; what a number was worked out from stands in that of the number."""
    of, _, what = name.rpartition(".")
    return of or (_OWN if what in ("part", "of") else what)


def _rows(draft: Draft, batch: Batch, columns: Iterable[str]) -> Iterator[str]:
    """The rows of the table of figures, one a finding; those it is held against come last."""
    told = [(f, batch.labels[f.measure]) for f in draft.brief.told]
    for finding in draft.brief.compared:
        whose = draft.group if finding is draft.brief.group_lead else batch.nation
        told.append((finding, f"{batch.labels[finding.measure]} ({whose})"))
    for finding, label in told:
        cells = [f'<th scope="row">{escape(label)}</th>']
        here: dict[str, list[str]] = {}
        for name, figure in finding.figures.items():
            here.setdefault(_column(name), []).append(_shown(figure))
        cells += [f"<td>{' of '.join(here.get(column, ()))}</td>" for column in columns]
        yield f"<tr>{''.join(cells)}</tr>"


def _shown(figure: Figure) -> str:
    """A published figure, or why there is none, with its cell."""
    said = escape(figure.missing) if figure.value is None else figure.value
    return f'{said} <span class="cell">{escape(figure.cell)}</span>'


def index_page(report: dict[str, Any], batch: Batch) -> str:
    """The index of all stories in a folder, by level and group."""
    levels: dict[str, dict[str, list[Any]]] = {}
    for story in report["written"]:
        levels.setdefault(story["level"], {}).setdefault(story["group"], []).append(story)
    data = {"report": report, "levels": levels, "batch": batch}
    return layout("index.html").render(data) + "\n"


def _linked(draft: Draft, batch: Batch) -> Markup:
    """The story as schema.org NewsArticle; no date is given that the release does not give."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": draft.article.headline,
        "inLanguage": batch.language,
        "articleBody": "\n\n".join(
            b.text
            for b in draft.article.blocks
            if b.kind in ("notice", "paragraph", "context", "bullet")
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
