"""The wordings of a release as a page: each template's lines, coloured by who prints them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from generator.checks.seen import Sample, Seen
from generator.coverage import Coverage, Key
from generator.model import Variant
from generator.pipeline import Prepared
from generator.writers.layout import layout


def coverage_page(prepared: Prepared, seen: Seen, samples: Mapping[Key, Sample]) -> str:
    """The page; links go to stories beside it."""
    coverage, root = seen.coverage, prepared.project.root
    files: dict[str, list[Variant]] = {}
    for path in sorted(prepared.beat.templates.glob("*.j2")):
        files[path.relative_to(root).as_posix()] = []
    for variant in coverage.variants:
        files.setdefault(variant.file, []).append(variant)
    data = {
        "language": prepared.beat.house.language,
        "release": prepared.release.id,
        "used": len(coverage.used),
        "total": len(coverage.variants),
        "stories": len(coverage.shown),
        "never": [
            {"anchor": f"{_anchor(v.file)}-{v.line}", "where": v.where, "name": v.name}
            for v in coverage.never
        ],
        "files": [
            {
                "name": name,
                "anchor": _anchor(name),
                "lines": [*_lines(root / name, found, coverage, samples)],
            }
            for name, found in files.items()
        ],
    }
    return layout("coverage.html").render(data) + "\n"


def _lines(
    path: Path, variants: Sequence[Variant], coverage: Coverage, samples: Mapping[Key, Sample]
) -> Iterator[dict[str, Any]]:
    """Each line of a file, with the wordings that begin there, and who prints it."""
    source = path.suffix != ".j2"
    for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        own = [v for v in variants if v.line == number]
        if source and not own:
            continue
        around = [v for v in variants if v.line <= number <= v.last and _has_lines(v)] or own
        counts = [len(coverage.stories[v.key]) for v in around]
        inner = min(around, key=lambda v: v.last - v.line) if around else None
        count = len(coverage.stories[inner.key]) if inner and not source else max(counts, default=0)
        state = ("used" if count else "never") if around else "always"
        arms = [
            {"name": v.name, "count": len(coverage.stories[v.key]), "sample": samples.get(v.key)}
            for v in own
        ]
        yield {"number": number, "text": text, "state": state, "arms": arms,
               "count": count if around else ""}  # fmt: skip


def _has_lines(variant: Variant) -> bool:
    """Whether a wording is all that its lines print: an inline test shares its line with others."""
    return variant.kind == "say" or variant.last > variant.line


def _anchor(name: str) -> str:
    return name.replace("/", "-").replace(".", "-")
