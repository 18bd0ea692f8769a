"""Writing all stories anew after files were saved, doing again only what the change can reach."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator import pipeline
from generator.checks.editions import Edition, cause, edition_of
from generator.checks.reading import Problems, problem_at
from generator.checks.stories import OURS
from generator.config import Project
from generator.errors import Fault, StringerError
from generator.pipeline import Prepared, Read
from generator.preview.files import Signature, changed, copied, only_templates, only_words
from generator.wording.report import Problem


@dataclass(frozen=True, slots=True)
class Round:
    """What the files gave when they had a signature: all stories, and those read again so far."""

    signature: Signature
    prepared: Prepared
    edition: Edition
    reads: Mapping[str, Read] = field(default_factory=dict)


def written(
    project: Project, release: str, signature: Signature, into: Path, last: Round | None
) -> Round:
    """All stories as the files give them now; ``into`` is a folder for copies of these.

    What the last round read of the release's figures is kept where no file that they hang on was
    saved since, and what the second reader has learned, where templates alone were.

    Raises:
        StringerError: all faults of the files, which name them as the project does.
    """
    copy = copied(project, release, into)
    names = changed(last.signature, signature) if last else set()
    beat = release.partition("/")[0]
    reading = None
    if last and only_words(names, beat):
        reading = last.prepared.findings.analysis.reading
    try:
        prepared = pipeline.prepare(copy, release, reading=reading)
    except StringerError as error:
        here = f"{into}/"
        raise StringerError(
            Fault(f.where.replace(here, ""), f.what.replace(here, ""), f.advice)
            for f in error.faults
        ) from None
    if last and only_templates(names):
        base = last.prepared.base or last.prepared
        prepared = replace(prepared, base=base, wording=last.prepared.wording)
    edition = edition_of(prepared)
    kept = _kept(last, edition) if last and only_templates(names) else {}
    return Round(signature, prepared, edition, kept)


def _kept(last: Round, edition: Edition) -> dict[str, Read]:
    """What was found in stories that read as before."""
    return {
        key: last.reads[key]
        for key, told in edition.stories.items()
        if told.story
        and key in last.reads
        and last.reads[key].story.article.blocks == told.story.article.blocks
    }


def read_again(done: Round, overtaken: Callable[[], bool]) -> Round | None:
    """A round with all of its stories read again; None where the files were saved meanwhile."""
    reads = dict(done.reads)
    for key, told in done.edition.stories.items():
        if key not in reads and told.story:
            if overtaken():
                return None
            reads[key] = pipeline.read_again(done.prepared, told.story)
    return replace(done, reads=reads)


def problems_of(done: Round) -> list[Problem]:
    """What was found in the stories of a round, once for each line that it comes from."""
    problems = Problems()
    for key, told in done.edition.stories.items():
        if key in done.reads and told.story:
            problems.add(done.prepared, replace(done.reads[key], story=told.story))
    found = [*_failed(done.edition), *problems.listed()]
    return sorted(found, key=lambda p: (p.level, p.file, p.line, p.rule))


def _failed(edition: Edition) -> Iterator[Problem]:
    """Lines of templates that fail while a story is written, and how many are held for it."""
    found: dict[str, list[str]] = {}
    for reason in edition.held.values():
        if reason.startswith(OURS):
            found.setdefault(cause(reason), []).append(reason)
    for some in found.values():
        where, _, message = some[0].partition(": ")
        others = f" and {len(some) - 1:,} more are held." if len(some) > 1 else ""
        yield problem_at(where, "template", "error", f"{message}{others}")
