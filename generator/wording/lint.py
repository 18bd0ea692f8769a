"""Texts held against the rules: breaches with their lines, exceptions, and spelling."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.config.schema import Spelling
from generator.errors import nearest
from generator.wording.report import Problem
from generator.wording.spelling import misspelt
from generator.wording.texts import Text
from generator.wording.wording import Wording

_EXCEPTIONS = "exception"
_SPELLING = "spelling"


def lint(text: Text, wording: Wording) -> Iterator[Problem]:
    """What is wrong with a text, its exceptions heeded: each needs a reason, and to be needed."""
    heeded: set[tuple[int, str]] = set()
    for breach in wording.check(text.blocks, whole=text.whole):
        line = text.lines[breach.block]
        if any(e.line == line and e.rule == breach.rule and e.reason for e in text.exceptions):
            heeded.add((line, breach.rule))
            continue
        where = text.at(breach.block, breach.start)
        yield Problem(text.name, *where, breach.rule, breach.level, breach.message, breach.excerpt)
    for exempt in text.exceptions:
        if exempt.rule not in wording.rules:
            advice = nearest(exempt.rule, wording.rules)
            said = f'there is no rule "{exempt.rule}". {advice}'.strip()
            yield Problem(text.name, exempt.line, 1, _EXCEPTIONS, "error", said)
        elif not exempt.reason:
            said = f"the exception to {exempt.rule} has no reason: write it behind a colon."
            yield Problem(text.name, exempt.line, 1, _EXCEPTIONS, "error", said)
        elif (exempt.line, exempt.rule) not in heeded:
            said = f"nothing here breaks {exempt.rule} any more: take the exception away."
            yield Problem(text.name, exempt.line, 1, _EXCEPTIONS, "warning", said)


def spelt(texts: Sequence[Text], spelling: Spelling, names: Iterable[str]) -> Iterator[Problem]:
    """The misspelt words of all texts, looked up once."""
    joined = {text.name: "\n".join(b.text for b in text.blocks) for text in texts}
    by_name = {text.name: text for text in texts}
    for found in misspelt(joined, spelling, names):
        text = by_name[found.name]
        part = joined[found.name].count("\n", 0, found.start)
        offset = found.start - joined[found.name].rfind("\n", 0, found.start) - 1
        line, column = text.at(part, offset) if part < len(text.blocks) else (1, 1)
        yield Problem(found.name, line, column, _SPELLING, "error", str(found))
