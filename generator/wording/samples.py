"""The samples of a rule: it finds its fault in some, and nothing in the others."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import Block
from generator.wording.checks import Rule
from generator.wording.wording import Wording


def broken_samples(wording: Wording) -> Iterator[tuple[str, str, str]]:
    """Samples that do not show what they are to show: rule, ``flag`` or ``pass``, and the text."""
    for name, rule in wording.rules.items():
        if rule.profile not in (None, wording.profile):
            continue
        for sample in rule.flag:
            if name not in rules_broken(wording, rule, sample):
                yield name, "flag", sample
        for sample in rule.passes:
            if name in rules_broken(wording, rule, sample):
                yield name, "pass", sample


def rules_broken(wording: Wording, rule: Rule, sample: str) -> set[str]:
    """The rules that a sample of a rule breaks; one with a blank line in it is a whole story."""
    parts = sample.split("\n\n")
    if len(parts) > 1:
        blocks = [Block("headline", parts[0]), *(Block("paragraph", t) for t in parts[1:])]
        return {b.rule for b in wording.check(blocks, whole=True)}
    kind = next((w for w in rule.where if w in ("headline", "bullet")), "paragraph")
    whole = getattr(rule, "per", "") == "12 words"
    return {b.rule for b in wording.check([Block(kind, sample)], whole=whole)}
