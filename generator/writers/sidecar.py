"""A story as JSON: its text, and every figure that it rests on with the cell it stands in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import orjson

from generator.model import Batch, Draft, Figure, Finding, Number

SCHEMA = "stringer/story/1"


def sidecar(draft: Draft, batch: Batch) -> bytes:
    """The JSON of one story, in the schema ``docs/schema/story-1.json``."""
    brief = draft.brief
    told = {
        "lead": brief.lead,
        "total": brief.total,
        "nation lead": brief.nation_lead,
        "nation total": brief.nation_total,
    }
    findings = [{"role": role, **finding_json(f)} for role, f in told.items() if f is not None]
    findings += [{"role": "bullet", **finding_json(f)} for f in brief.bullets]
    data = {
        "schema": SCHEMA,
        "key": draft.place.key,
        "place": {
            "code": draft.place.code,
            "name": draft.name,
            "level": draft.place.level,
            "group": draft.group,
        },
        "release": release_json(batch),
        "angle": brief.angle,
        "lead": brief.lead.measure,
        "contrast": brief.contrast,
        "headline": draft.article.headline,
        "blocks": [{"kind": b.kind, "text": b.text} for b in draft.article.blocks],
        "findings": findings,
        "problems": list(draft.problems),
    }
    return orjson.dumps(data, option=orjson.OPT_APPEND_NEWLINE)


def release_json(batch: Batch) -> dict[str, str]:
    """Where a batch came from."""
    return {
        "id": batch.release,
        "title": batch.title,
        "publisher": batch.publisher,
        "licence": batch.licence,
        "url": batch.url,
        "fingerprint": batch.fingerprint,
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding with its figures; numbers unrounded, as JSON writes them."""
    return {
        "place": finding.place,
        "measure": finding.measure,
        "figures": {name: figure_json(f) for name, f in finding.figures.items()},
        "values": {name: plain(v) for name, v in finding.values.items()},
        "missing": finding.missing,
        "bands": finding.bands,
    }


def figure_json(figure: Figure) -> dict[str, Any]:
    """One published number: its value, or the reason why there is none, and its cell."""
    said = (
        {"value": plain(figure.value)} if figure.value is not None else {"missing": figure.missing}
    )
    return {**said, "period": figure.period, "cell": figure.cell}


def plain(value: Number) -> int | float:
    """A number as JSON can hold it."""
    return float(value) if isinstance(value, Fraction | Decimal) else value
