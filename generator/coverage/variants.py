"""Every wording that a beat can produce, and those that one story shows.

A wording is one way on from a branch point, one band whose words are printed, one angle, or one
measure that leads: each on its own, as their crossings are too many for anybody to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from generator.config import Beat, Release
from generator.model import Article, Branch, Brief, Variant

Key = tuple[str | int, ...]
"""What a wording is known by in the trail of a story."""


def variants_of(
    beat: Beat, release: Release, branches: Sequence[Branch], words: Iterable[tuple[str, str]]
) -> tuple[Variant, ...]:
    """Every wording of a beat, in the order of its files.

    ``branches`` and ``words`` are the branch points of its templates, and the words of bands that
    they print, as (rule, word).
    """
    found = [
        *_arms(beat, branches),
        *_bands(beat, words),
        *_angles(beat),
        *_leads(beat, release),
    ]
    return tuple(sorted(found, key=lambda v: (v.file, v.line)))


def _arms(beat: Beat, branches: Sequence[Branch]) -> Iterator[Variant]:
    """The ways on from each branch point; what alternatives of one file test alike is one."""
    found: dict[tuple[str, ...], list[Variant]] = {}
    for at, branch in enumerate(branches):
        file = f"templates/{beat.name}/{branch.file}"
        for arm in branch.arms:
            name = f"{branch.kind} {branch.text}: {arm.text}"
            keys: tuple[Key, ...] = (("arm", at, arm.outcome),)
            inline = branch.kind == "if" and arm.line == arm.last
            same = (file, name) if inline else (file, name, str(at))
            one = Variant(branch.kind, name, file, arm.line, arm.last, keys)
            found.setdefault(same, []).append(one)
    for first, *others in found.values():
        more = tuple(key for other in others for key in other.keys)
        yield replace(first, keys=first.keys + more)


def _bands(beat: Beat, words: Iterable[tuple[str, str]]) -> Iterator[Variant]:
    """The bands whose words templates print; those whose words read alike are one wording."""
    printed: dict[str, list[str]] = {}
    for rule, word in sorted(words):
        printed.setdefault(rule, []).append(word)
    for rule, names in printed.items():
        if rule in beat.rules:
            part = "rules"
            bands = enumerate(beat.rules[rule].bands)
            given: list[tuple[str, Mapping[str, str], tuple[str | int, ...]]] = [
                (b.band, b.words, (rule, "bands", i)) for i, b in bands
            ]
        else:
            part = "angles"
            contrast = beat.angles.contrast.words.items()
            given = [(str(moved), of, (rule, "words", moved)) for moved, of in contrast]
        alike: dict[tuple[str, ...], list[int]] = {}
        for at, (_, of, _) in enumerate(given):
            alike.setdefault(tuple(of.get(n, "") for n in names), []).append(at)
        for texts, several in alike.items():
            said = [f"“{text}”" for text in dict.fromkeys(texts) if text]
            if said:
                named = ", ".join(given[at][0] for at in several)
                name = f"{rule} is {named}: {', '.join(said)}"
                keys = tuple(("band", rule, given[at][0]) for at in several)
                yield _typed(beat, part, given[several[0]][2], ("band", name), *keys)


def _angles(beat: Beat) -> Iterator[Variant]:
    for name in beat.angles.angles:
        yield _typed(beat, "angles", ("angles", name), ("angle", f"angle {name}"), ("angle", name))


def _leads(beat: Beat, release: Release) -> Iterator[Variant]:
    sets = [angle.measures for angle in beat.angles.angles.values()]
    leads = {m for name in sets for m in beat.set_of(name, release.file.topics)}
    for name in beat.file.measures:
        if name in leads:
            yield _typed(beat, "beat", ("measures", name), ("lead", f"lead {name}"), ("lead", name))


def _typed(
    beat: Beat, part: str, path: tuple[str | int, ...], what: tuple[str, str], *keys: Key
) -> Variant:
    """A wording that stands in one line of a YAML file."""
    file, _, line = beat.documents[part].where(path).rpartition(":")
    return Variant(*what, file, int(line), int(line), keys)


class Story(Protocol):
    """A story that was written, and what its templates did."""

    @property
    def brief(self) -> Brief: ...
    @property
    def article(self) -> Article: ...
    @property
    def trail(self) -> tuple[tuple[int, int], ...]: ...


def trail_of(story: Story, branches: Sequence[Branch]) -> frozenset[Key]:
    """All that a story and its picture did, by which wordings are known."""
    shown: set[Key] = {("angle", story.brief.angle), ("lead", story.brief.lead.measure)}
    for at, outcome in set(story.trail):
        loops = branches[at].kind == "loop"
        shown.add(("arm", at, min(outcome, 1) if loops else outcome))
    shown.update(("band", g.rule, g.band) for g in story.article.grounds if g.rule)
    return frozenset(shown)
