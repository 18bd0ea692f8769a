"""What measures and sizes are called, each held against the one beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.reading import problem_at
from generator.pipeline import Prepared
from generator.wording.report import Problem

NAMING = "naming"


def misnamed(prepared: Prepared) -> Iterator[Problem]:
    """Measures whose label, noun and number do not go together, or that are called as another is.

    A label that is the plural of its noun takes "were"; one that is the noun itself takes "was".
    """
    measures = prepared.beat.file.measures
    document = prepared.beat.documents["beat"]
    called: dict[str, list[str]] = defaultdict(list)
    for name, spec in measures.items():
        called[spec.label].append(name)
    for name, spec in measures.items():
        where, noun = (document.where(("measures", name, key)) for key in ("label", "noun"))
        plural = prepared.forms[spec.noun].plural
        if spec.label == plural != spec.noun and spec.number != "plural":
            what = f"“{spec.label}” is the plural of its noun. Add: number: plural."
            yield problem_at(where, NAMING, "error", what)
        if spec.label == spec.noun and spec.number == "plural":
            what = f"“{spec.noun}” is the label, too, and said to be plural. A noun is one of them."
            yield problem_at(noun, NAMING, "error", what)
        for other in called[spec.label]:
            if other != name:
                what = f"“{spec.label}” is what {other} is called, too."
                yield problem_at(where, NAMING, "error", what)
        for other in called[spec.noun]:
            if other != name and spec.noun != spec.label:
                what = f"the noun “{spec.noun}” is what {other} is called."
                yield problem_at(noun, NAMING, "error", what)


def missized(prepared: Prepared) -> Iterator[Problem]:
    """Size words (those of ``reading.yml``) that two neighbouring bands of a rule share.

    Bands that differ in another word differ in size, and one size word cannot fit both. Where they
    meet at no movement or at an equal rate, as "slightly lower" and "slightly higher" do, it can.
    """
    beat = prepared.beat
    sizes = {word for size in beat.lexicon.sizes.values() for word in size.words}
    for name, rule in beat.rules.items():
        for one, other in pairwise(rule.bands):
            if one.words == other.words or one.high in _NO_SIZE:
                continue
            for word, text in one.words.items():
                if text == other.words[word] and not sizes.isdisjoint(text.split()):
                    where = beat.where_said(name, one.band, word)
                    what = (
                        f"“{text}” is said in {one.band} and in {other.band}, which differ in size."
                    )
                    yield problem_at(where, NAMING, "error", what)


_NO_SIZE = (0, 1)
"""Where bands meet that differ in direction: a change of nothing, a ratio of one."""
