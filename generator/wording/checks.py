"""The kinds of wording rules, each ready to find the spans that break it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from operator import eq

from generator.config.schema import (
    FiguresRule,
    LimitRule,
    PatternRule,
    RepeatedRule,
    RequiredRule,
    WordsRule,
)
from generator.wording.arithmetic import CHECKS, Span
from generator.wording.figures import Scanner, Words, stands_in
from generator.wording.story import Sentence, Story, words_of

Rule = WordsRule | PatternRule | LimitRule | RequiredRule | RepeatedRule | FiguresRule
Check = Callable[[Story], Iterator[Span]]


def check_of(rule: Rule, scanner: Scanner) -> Check:
    """A rule made ready: given a story, the spans of its text that break the rule."""
    match rule:
        case WordsRule():
            return _words(rule)
        case PatternRule():
            return _pattern(rule)
        case LimitRule():
            return _limit(rule)
        case RequiredRule():
            return _required(rule)
        case RepeatedRule():
            return {"word": _word_twice, "sentence": _sentences, "phrase": _phrases}[rule.of](rule)
        case FiguresRule():
            check = CHECKS[rule.check]
            return lambda story: check(story, scanner, rule.least)


def of_one_part(rule: Rule) -> bool:
    """Whether a rule looks at each part of a story by itself, and not at all of them together."""
    match rule:
        case LimitRule():
            return rule.per in ("part", "sentence")
        case RequiredRule():
            return rule.per == "part"
        case RepeatedRule():
            return rule.of == "word"
        case FiguresRule():
            return rule.check not in ("headline", "year")
    return True


def _words(rule: WordsRule) -> Check:
    words = Words(re.escape(w.lower()) for w in rule.words)
    listed = [tuple(words_of(w.lower())) for w in rule.words]
    single = frozenset(w[0] for w in listed if len(w) == 1)
    pairs = frozenset(w[:2] for w in listed if len(w) > 1)

    def check(story: Story) -> Iterator[Span]:
        if not single.isdisjoint(story.vocabulary_used) or not pairs.isdisjoint(story.pairs):
            yield from words.spans(story.lower)

    return check


def _pattern(rule: PatternRule) -> Check:
    text_of, pattern = _readable(rule.pattern, quotations=rule.quotations)
    needs = tuple(rule.needs)

    def check(story: Story) -> Iterator[Span]:
        if stands_in(story.text, needs):
            for match in pattern.finditer(text_of(story)):
                yield match.span()

    return check


def _readable(pattern: str, *, quotations: bool) -> tuple[Callable[[Story], str], re.Pattern[str]]:
    """A pattern, and the text of a story that it is held against.

    One for any letter case is held against the text in lower case, which is many times faster.
    """
    plain = pattern.removeprefix("(?i)")
    if plain != pattern and not quotations and not re.search(r"(?<!\\)[A-Z]", plain):
        return (lambda story: story.lower), re.compile(plain)
    if quotations:
        return (lambda story: story.text), re.compile(pattern)
    return (lambda story: story.masked), re.compile(pattern)


def _limit(rule: LimitRule) -> Check:
    def of_sentence(sentence: Sentence) -> int:
        return sentence.text.count(" ") + 1 if rule.of == "words" else len(sentence.figures)

    def sentences(story: Story) -> Iterator[Span]:
        for sentence in _chosen(rule, story):
            if of_sentence(sentence) > rule.most:
                yield sentence.start, sentence.start + len(sentence.text)

    def parts(story: Story) -> Iterator[Span]:
        for at in story.parts(rule.where):
            if amount(story, at) > rule.most:
                yield _part(story, at)

    def amount(story: Story, at: int) -> int:
        if rule.of == "characters":
            return len(story.blocks[at].text)
        within = story.sentences_of(at)
        return len(within) if rule.of == "sentences" else sum(map(of_sentence, within))

    def dense(story: Story) -> Iterator[Span]:
        if story.whole and story.ease.figures > rule.most * story.ease.words / 12:
            yield _part(story, 0)

    by = {"12 words": dense, "part": parts}
    return by.get(rule.per, sentences)


def _chosen(rule: LimitRule, story: Story) -> list[Sentence]:
    """The sentences of its parts, or the first of a whole story's lead."""
    if rule.per == "sentence":
        return [s for at in story.parts(rule.where) for s in story.sentences_of(at)]
    return [s for s in story.sentences if "lead" in story.kinds[s.part]][: story.whole]


def _required(rule: RequiredRule) -> Check:
    text_of, pattern = _readable(rule.pattern or "(?!)", quotations=rule.quotations)
    given_in, given = _readable(rule.given or "", quotations=rule.quotations)
    phrases = tuple(rule.phrases)

    def lacks(story: Story, start: int, end: int) -> bool:
        """Whether a piece of a text should say it, and does not."""
        if phrases and stands_in(story.lower[start:end], phrases):
            return False
        found = pattern.search(text_of(story)[start:end])
        return not found and bool(given.search(given_in(story)[start:end]))

    def parts(story: Story) -> Iterator[Span]:
        yield from (
            span
            for span in (_part(story, at) for at in story.parts(rule.where))
            if lacks(story, *span)
        )

    def check(story: Story) -> Iterator[Span]:
        if story.whole and lacks(story, 0, len(story.text)):
            yield _part(story, 0)

    return parts if rule.per == "part" else check


def _word_twice(rule: RepeatedRule) -> Check:
    pattern = re.compile(r"\b([a-z’]+) +\1\b", re.I)

    def check(story: Story) -> Iterator[Span]:
        words = story.words
        if any(map(eq, words, words[1:])):
            for match in pattern.finditer(story.masked):
                if match[1].lower() not in rule.allow:
                    yield match.span()

    return check


def _sentences(rule: RepeatedRule) -> Check:
    def check(story: Story) -> Iterator[Span]:
        seen: Counter[str] = Counter()
        for sentence in story.sentences:
            words = sentence.text
            seen[words] += 1
            if seen[words] > rule.most and words.count(" ") > 2:
                yield sentence.start, sentence.start + len(sentence.text)

    return check


def _phrases(rule: RepeatedRule) -> Check:
    size = rule.words

    def check(story: Story) -> Iterator[Span]:
        words = story.words
        found = list(zip(*(words[i:] for i in range(size)), strict=False))
        if len(found) - len(set(found)) < rule.most:
            return
        runs = Counter(found)
        often = {run for run, times in runs.items() if times > rule.most}
        for run in sorted(often)[:1]:
            at = re.search(r"\W+".join(map(re.escape, run)), story.lower)
            if at:
                yield at.span()

    return check


def _part(story: Story, at: int) -> Span:
    return story.starts[at], story.starts[at + 1] - 1
