"""A story as JSON: its text, what each part of it claims, and how each claim was reached."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import orjson

from generator.model import Batch, Derivation, Draft, Finding, Ground, Number

SCHEMA = "stringer/story/5"


def sidecar(draft: Draft, batch: Batch) -> bytes:
    """The JSON of one story, in the schema ``docs/schema/story-5.json``."""
    made = story_json(draft, batch)
    return orjson.dumps(made, default=plain, option=orjson.OPT_APPEND_NEWLINE)


def story_json(draft: Draft, batch: Batch) -> dict[str, Any]:
    """A story, as its JSON has it.

    Each finding stands once, with those of its numbers that the story tells or rests on, and so
    does each ground of a claim; ``roles``, grounds and claims point to them by position. Numbers
    are unrounded; spans are in characters of ``text``.
    """
    brief, place, article = draft.brief, draft.place, draft.article
    roles, findings = _roles(draft)
    at = {(f.place, f.measure): number for number, f in enumerate(findings)}
    told: dict[tuple[str, str], dict[str, Any]] = {key: {} for key in at}
    for (of, measure, quantity), derivation in draft.derivations.items():
        told[of, measure][quantity] = _derivation(derivation)
    names = {place.code: draft.name, place.group: draft.group}
    return {
        "schema": SCHEMA,
        "key": place.key,
        "place": {
            "code": place.code,
            "name": draft.name,
            "level": place.level,
            "group": draft.group,
        },
        "release": _release(batch),
        "fingerprint": draft.fingerprint,
        "angle": brief.angle,
        "contrast": brief.contrast,
        "headline": article.headline,
        "blocks": [
            {
                "kind": kind,
                "text": text,
                "claims": [{"start": s, "end": e, "ground": g} for s, e, g in claims],
            }
            for kind, text, claims in article.blocks
        ],
        "grounds": [
            _typed(g) if g.finding is None else _reached(g, at[g.place, g.measure], batch.bands)
            for g in article.grounds
        ],
        "roles": roles,
        "findings": [
            {
                "place": f.place,
                "name": names.get(f.place, batch.nation),
                "measure": f.measure,
                "label": batch.labels[f.measure],
                "quantities": told[f.place, f.measure],
                "missing": f.missing,
                "bands": f.bands,
            }
            for f in findings
        ],
        "inserts": [batch.inserts[i] for i in brief.inserts],
        "picture": draft.picture,
        "filing": draft.filing,
        "problems": draft.problems,
    }


def _roles(draft: Draft) -> tuple[dict[str, int | list[int]], list[Finding]]:
    """The findings that a story rests on, each once, and what each is to it, by position."""
    brief = draft.brief
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
    if brief.wholes:
        roles["wholes"] = [listed(f) for f in brief.wholes]
    roles["bullets"] = [listed(f) for f in brief.bullets]
    if brief.beside:
        roles["beside"] = [listed(f) for f in brief.beside]
    return roles, findings


@lru_cache(maxsize=8)
def _release(batch: Batch) -> orjson.Fragment:
    """The same for all stories of a batch."""
    return orjson.Fragment(orjson.dumps(release_json(batch)))


@lru_cache(maxsize=4096)
def _typed(ground: Ground) -> dict[str, Any]:
    """A name, or a text that is typed in the configuration: the same in many stories."""
    out: dict[str, Any] = {"kind": ground.kind}
    for name in ("place", "measure", "source"):
        if text := getattr(ground, name):
            out[name] = text
    if ground.cells:
        out["cells"] = list(ground.cells)
    if ground.value is not None:
        out["value"] = ground.value
    return out


def _reached(ground: Ground, at: int, bands: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A number of a finding, or a word of the band in which it lies."""
    out: dict[str, Any] = {"kind": ground.kind, "finding": at, "quantity": ground.quantity}
    if ground.rule:
        rule, band = ground.rule, ground.band
        out["rule"] = rule
        out["band"] = band
        out["span"] = bands[rule][band] if rule in bands else ""
        out["word"] = ground.word
    return out


def _derivation(derivation: Derivation) -> dict[str, Any]:
    """How a number was reached; what there is nothing to say of is left out."""
    value, operation, figures, published, among, source, caveats = derivation
    out: dict[str, Any] = {"value": value, "cells": {f.cell: f.value for f in figures}}
    if operation:
        out["operation"] = operation
    if published:
        out["published"] = published
    if among:
        out["among"] = among
    if source:
        out["source"] = source
    if caveats:
        out["caveats"] = caveats
    return out


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
    }


def plain(value: Number) -> int | float:
    """A number as JSON can hold it."""
    return float(value) if isinstance(value, Fraction | Decimal) else value
