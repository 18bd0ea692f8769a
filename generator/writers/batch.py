"""All files of a batch: each story in each format, then the report and the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import orjson

from generator.errors import fault
from generator.model import Batch, Draft, Held, Likeness
from generator.writers.chart import chart
from generator.writers.folder import Folder
from generator.writers.markdown import markdown
from generator.writers.page import index_page, story_page
from generator.writers.sidecar import release_json, sidecar
from generator.writers.text import text

FORMATS: Mapping[str, Callable[[Draft, Batch], bytes]] = {
    "md": lambda draft, _: markdown(draft.article).encode(),
    "html": lambda draft, batch: story_page(draft, batch).encode(),
    "json": sidecar,
    "svg": lambda draft, _: (
        chart(draft.picture, draft.place.key).encode() if draft.picture else b""
    ),
    "txt": lambda draft, batch: text(draft, batch).encode(),
}
"""The formats of a story, by the ending of its file."""

SCHEMA = "stringer/report/2"
_REPORT = "report.json"


def write_batch(batch: Batch, folder: Folder, formats: Sequence[str], order: Iterable[str]) -> None:
    """Write the stories, then ``report.json`` and ``index.html``.

    Where the folder already holds stories of the same release that this batch did not make, the
    report and the index keep them; a story that is held now, that has another name, or that
    was written before in a format not asked for now, is taken away, as it would be out of date.
    ``order`` lists the keys of all places in the order of the index.

    Raises:
        StringerError: a file cannot be written (those that were are whole), or the folder holds the
            stories of another release.
    """
    before = _earlier(folder, batch)
    for draft in batch.drafts:
        for ending in _endings(draft, formats):
            folder.write(f"{draft.stem}.{ending}", FORMATS[ending](draft, batch))
    report = _report(batch, formats, before, order)
    _remove_stale(folder, before, report)
    folder.write(
        _REPORT, orjson.dumps(report, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
    )
    folder.write("index.html", index_page(report, batch).encode())


def _endings(draft: Draft, formats: Sequence[str]) -> list[str]:
    """The formats that a story has: without a picture, it has no chart."""
    return [ending for ending in formats if ending != "svg" or draft.picture]


def _report(
    batch: Batch, formats: Sequence[str], before: Mapping[str, Any], order: Iterable[str]
) -> dict[str, Any]:
    now = {d.place.key: _written(d, formats, batch) for d in batch.drafts}
    now |= {h.place.key: _held(h) for h in batch.held}
    both = {**before, **now}
    entries = [both[key] for key in order if key in both]
    written = [e for e in entries if "headline" in e]
    return {
        "schema": SCHEMA,
        "release": release_json(batch),
        "written": written,
        "held": [e for e in entries if "reasons" in e],
        "remarks": list(batch.remarks),
        "angles": dict(sorted(Counter(e["angle"] for e in written).items())),
        "leads": dict(sorted(Counter(e["lead"] for e in written).items())),
        "likeness": _likeness(batch.likeness),
        "ease": _ease(written),
    }


def _likeness(found: Likeness) -> dict[str, Any]:
    closest = [{"keys": [a, b], "likeness": value} for a, b, value in found.closest]
    whole = {"compared": found.compared, "mean": found.mean, "greatest": found.greatest}
    return {**whole, "closest": closest}


def _ease(written: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """How easily the stories read on the whole."""
    words, sentences, figures = (
        sum(e["ease"][name] for e in written) for name in ("words", "sentences", "figures")
    )
    return {
        "words_per_figure": round(words / figures, 1) if figures else None,
        "words_per_sentence": round(words / sentences, 1) if sentences else None,
        "longest_sentence": max((e["ease"]["longest"] for e in written), default=0),
    }


def _written(draft: Draft, formats: Sequence[str], batch: Batch) -> dict[str, Any]:
    return {
        "key": draft.place.key,
        "name": draft.name,
        "level": draft.place.level,
        "group": draft.group,
        "headline": draft.article.headline,
        "angle": draft.brief.angle,
        "lead": draft.brief.lead.measure,
        "ease": draft.ease._asdict(),
        "slug": draft.filing.slug,
        "titles": list(draft.filing.titles),
        "problems": list(draft.problems),
        "files": [f"{draft.stem}.{ending}" for ending in _endings(draft, formats)],
        "page": f"{draft.stem}.html" if "html" in formats else "",
        "fingerprint": batch.fingerprint,
    }


def _held(held: Held) -> dict[str, Any]:
    place = held.place
    reasons = list(held.reasons)
    return {"key": place.key, "name": held.name, "level": place.level, "reasons": reasons}


def _earlier(folder: Folder, batch: Batch) -> dict[str, Any]:
    """What an earlier run into this folder reported of the same release."""
    content = folder.read(_REPORT)
    try:
        report = orjson.loads(content) if content else {}
        if report.get("schema") != SCHEMA:
            return {}
        release = report["release"]["id"]
        entries = (*report["written"], *report["held"])
        kept = {e["key"]: e for e in entries if all(folder.has(f) for f in e.get("files", ()))}
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        return {}
    if release != batch.release and kept:
        what = f"holds the stories of {release}."
        raise fault(str(folder.path), what, "Choose another folder with --out.")
    return kept


def _remove_stale(folder: Folder, before: Mapping[str, Any], report: Mapping[str, Any]) -> None:
    """Take away stories that an earlier run wrote and the report no longer has."""
    kept = {f for entry in report["written"] for f in entry["files"]}
    for entry in before.values():
        for name in entry.get("files", ()):
            if name not in kept:
                folder.remove(name)
