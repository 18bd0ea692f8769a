"""A story as JSON: its text, and every figure that it rests on with the cell it stands in."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import orjson

from generator.model import Batch, Draft, Finding, NationalLine, Number

SCHEMA = "stringer/story/3"


def sidecar(draft: Draft, batch: Batch) -> bytes:
    """The JSON of one story, in the schema ``docs/schema/story-3.json``.

    Each finding stands once; ``roles`` points to them by position. Numbers are unrounded.
    """
    brief, place = draft.brief, draft.place
    compared = brief.compared
    roles: dict[str, int | list[int]] = {}
    findings: list[Finding] = []

    def listed(finding: Finding) -> int:
        for at, known in enumerate(findings):
            if known is finding:
                return at
        findings.append(finding)
        return len(findings) - 1

    roles["lead"] = listed(brief.lead)
    roles["total"] = listed(brief.total)
    if brief.nation_lead and brief.nation_total:
        roles["nation_lead"] = listed(brief.nation_lead)
        roles["nation_total"] = listed(brief.nation_total)
    if brief.group_lead:
        roles["group_lead"] = listed(brief.group_lead)
    for role, moved in (("rising", brief.rising), ("falling", brief.falling)):
        if moved:
            roles[role] = [listed(f) for f in moved]
    roles["bullets"] = [listed(f) for f in brief.bullets]
    if brief.beside:
        roles["beside"] = [listed(f) for f in brief.beside]
    data = {
        "schema": SCHEMA,
        "key": place.key,
        "place": {
            "code": place.code,
            "name": draft.name,
            "level": place.level,
            "group": draft.group,
        },
        "release": _release(batch),
        "angle": brief.angle,
        "contrast": brief.contrast,
        "headline": draft.article.headline,
        "blocks": [{"kind": b.kind, "text": b.text} for b in draft.article.blocks],
        "roles": roles,
        "findings": [_shared(f) if f in compared else _finding(f) for f in findings],
        "national_lines": [_line(batch.lines[i]) for i in (*brief.total_lines, *brief.lines)],
        "inserts": [batch.inserts[i] for i in brief.inserts],
        "picture": draft.picture,
        "filing": draft.filing,
        "problems": draft.problems,
    }
    return orjson.dumps(data, default=plain, option=orjson.OPT_APPEND_NEWLINE)


@lru_cache(maxsize=8)
def _release(batch: Batch) -> orjson.Fragment:
    """The same for all stories of a batch."""
    return orjson.Fragment(orjson.dumps(release_json(batch)))


@lru_cache(maxsize=256)
def _line(line: NationalLine) -> orjson.Fragment:
    """The same for all stories that may print it."""
    return orjson.Fragment(orjson.dumps(line))


@lru_cache(maxsize=256)
def _shared(finding: Finding) -> orjson.Fragment:
    """A finding on the nation: the same object, and the same text, in many stories."""
    return orjson.Fragment(orjson.dumps(_finding(finding), default=plain))


def _finding(finding: Finding) -> dict[str, Any]:
    figures = {
        name: {"missing": f.missing, "cell": f.cell}
        if f.value is None
        else {"value": f.value, "cell": f.cell}
        for name, f in finding.figures.items()
    }
    return {
        "place": finding.place,
        "measure": finding.measure,
        "figures": figures,
        "values": finding.values,
        "missing": finding.missing,
        "bands": finding.bands,
    }


def release_json(batch: Batch) -> dict[str, Any]:
    """Where a batch came from."""
    marked: dict[str, Any] = {"specimen": batch.specimen} if batch.specimen else {}
    return marked | {
        "id": batch.release,
        "title": batch.title,
        "period": batch.period,
        "previous_period": batch.previous_period,
        "against": dict(batch.against),
        "publisher": batch.publisher,
        "licence": batch.licence,
        "url": batch.url,
        "fingerprint": batch.fingerprint,
    }


def plain(value: Number) -> int | float:
    """A number as JSON can hold it."""
    return float(value) if isinstance(value, Fraction | Decimal) else value
