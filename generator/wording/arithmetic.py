"""What figures and words of one text say of one another: each check gives what is wrong, and where.

A check that cannot tell says nothing: of two movements in a sentence, which figure belongs to which
is for the reader of the release to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from generator.wording.figures import Figure, Scanner, Words, rounds_to
from generator.wording.story import Sentence, Story

Span = tuple[int, int]
_EXACT = 0.02
_NEAR = 0.05
_DUST = 1e-6
_TOLD = frozenset(("lead", "bullet"))


def arithmetic(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:  # noqa: ARG001
    """A percentage or difference that the two numbers beside it do not give."""
    for sentence in _stating(story, scanner):
        text, counts, ends = sentence.text, sentence.counted, sentence.ends
        percents = [f for f in counts if f.percent]
        by = [f for f in counts if not f.percent and scanner.stands(scanner.by, text, f)]
        if ends is None:
            start = _start(scanner, text, counts) if len(by) == len(percents) == 1 else 0
            if start and not rounds_to(100 * by[0].value / start, percents[0]):
                yield _span(sentence, percents[0])
            continue
        moved = ends.now - ends.before
        direction = scanner.direction(text)
        if direction is not None and moved and (moved > 0) - (moved < 0) != direction:
            yield sentence.start, sentence.start + len(text)
        elif len(percents) == 1 and ends.before and not _loose(scanner, text, percents[0]):
            if not rounds_to(100 * abs(moved) / ends.before, percents[0]):
                yield _span(sentence, percents[0])
        elif len(by) == 1 and not percents and by[0].value != abs(moved):
            yield _span(sentence, by[0])


def base(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:
    """A percentage of numbers that are too small to carry one."""
    for sentence in _stating(story, scanner):
        percents = [f for f in sentence.figures if f.percent]
        ends = sentence.ends
        if ends and percents and not ends.percent and min(ends.before, ends.now) < least:
            yield _span(sentence, percents[0])


def factor(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:
    """``doubled`` or ``by a third`` for another multiple, or for numbers that are too small."""
    for sentence in _stating(story, scanner):
        text, ends = sentence.text, sentence.ends
        if ends is None or ends.percent or not ends.before:
            continue
        ratio = ends.now / ends.before
        for words, value, multiple in scanner.parts:
            for start, end in words.spans(text):
                before = text[max(0, start - 40) : start]
                if not multiple and not scanner.by.search(_without(scanner, before)):
                    continue
                side = scanner.approximators(text, start)
                rises = multiple and value > 1
                exact, wanted = (ratio, value) if rises else (abs(1 - ratio), value)
                if min(ends.before, ends.now) < least or not _fits(exact, wanted, side):
                    yield sentence.start + start, sentence.start + end


def approximate(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:  # noqa: ARG001
    """``almost half (42.9%)``: on the wrong side of the exact figure beside it, or out of reach."""
    for sentence in _matched(story, scanner.rough):
        text, figures = sentence.text, sentence.figures
        stated = [(f.start, f.end, f.value, f.percent) for f in figures]
        for words, value, multiple in scanner.parts:
            if not multiple:
                stated += [(a, b, 100 * value, True) for a, b in words.spans(text)]
        for start, end, value, percent in stated:
            side = scanner.approximators(text, start)
            exact = next((f for f in figures if f.start >= end), None)
            if not side or exact is None or exact.percent != percent:
                continue
            if not scanner.exact.fullmatch(text[end : exact.start]):
                continue
            if not _fits(exact.value, value, side):
                yield sentence.start + start, sentence.start + exact.end


def size(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:  # noqa: ARG001
    """A size word that the only percentage of its sentence does not bear out."""
    for sentence in _matched(story, scanner.any_size):
        percents = [f for f in sentence.figures if f.percent]
        if len(percents) != 1:
            continue
        for words, spec in scanner.sizes:
            for start, end in words.spans(sentence.text):
                value = percents[0].value
                if value < spec.least or (spec.most is not None and value > spec.most):
                    yield sentence.start + start, sentence.start + end


def connector(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:  # noqa: ARG001
    """``despite`` between two rises, ``driven by`` between a rise and a fall."""
    for joint, wanted in ((scanner.opposite, False), (scanner.alike, True)):
        for sentence in _matched(story, joint):
            text = sentence.text
            span = joint.first(text)
            if span is None or scanner.compared.first(text):
                continue
            left, right = text[: span[0]], text[span[1] :]
            if not left.strip():
                left, _, right = right.partition(",")
            here, there = scanner.direction(left), scanner.direction(right)
            if not here or not there:
                continue
            if (here == there) != wanted:
                yield sentence.start + span[0], sentence.start + span[1]


def headline(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:  # noqa: ARG001
    """A figure of the headline that stands nowhere else; a headline that moves against the text."""
    heads = [i for i, kinds in enumerate(story.kinds) if "headline" in kinds]
    if not heads or not story.whole:
        return
    start, stop = story.starts[heads[0]], story.starts[heads[0] + 1] - 1
    inside = [f for s in story.sentences_of(heads[0]) for f in s.figures]
    for figure in inside:
        if not _stands_again(story, heads[0], figure):
            yield start + figure.start, start + figure.end
    text, begin = story.lower[start:stop], 0
    for piece in scanner.joints.split(text):
        direction = scanner.direction(piece)
        if direction and _opposed(story, scanner, piece, direction):
            yield start + begin, start + len(text)
            return
        begin = text.find(piece) + len(piece)


def _stands_again(story: Story, head: int, figure: Figure) -> bool:
    """Whether a figure of the headline stands in another part, in digits or in words."""
    others = [s for s in story.sentences if s.part != head]
    if any(
        (f.value, f.percent) == (figure.value, figure.percent) for s in others for f in s.figures
    ):
        return True
    in_words = {f.value for s in others for f in s.counted}
    return not figure.percent and figure.value in in_words


def _opposed(story: Story, scanner: Scanner, piece: str, direction: int) -> bool:
    """Whether the lead or a bullet says of the same words that they moved the other way."""
    said = _subject(scanner, piece)
    for sentence in story.sentences:
        kinds = story.kinds[sentence.part]
        if kinds.isdisjoint(_TOLD) or not any(word in sentence.text for word in said):
            continue
        label = sentence.text.partition(":")[0] if "bullet" in kinds else sentence.text
        about = _subject(scanner, label)
        same = about <= said if "bullet" in kinds else said <= about
        if about and same and scanner.direction(sentence.text) == -direction:
            return True
    return False


def _subject(scanner: Scanner, text: str) -> frozenset[str]:
    """The words that a piece of text is about, without those of direction and of little weight."""
    for words in (scanner.up, scanner.down, scanner.level):
        text = words.without(text)
    return frozenset(w.rstrip("s") for w in scanner.weighty.findall(text))


def year(story: Story, scanner: Scanner, least: int) -> Iterator[Span]:  # noqa: ARG001
    """A movement against another year than the one before the period of the story."""
    named = scanner.period.search(story.lower)
    if named is None:
        return
    before = int(named["year"]) - 1
    for stated, at in scanner.years(story.lower):
        if stated in (before, before + 1):
            continue
        sentence = story.sentence_at(at)
        here = at - sentence.start
        match = scanner.versus.search(sentence.text[: here + 4])
        moved = match and (scanner.up.first(sentence.text) or scanner.down.first(sentence.text))
        if match and moved and match.end() == here + 4:
            yield sentence.start + match.start(), sentence.start + match.end()


CHECKS: Mapping[str, Callable[[Story, Scanner, int], Iterator[Span]]] = {
    "arithmetic": arithmetic,
    "base": base,
    "factor": factor,
    "approximate": approximate,
    "size": size,
    "connector": connector,
    "headline": headline,
    "year": year,
}
"""The checks, by the name that ``wording.yml`` uses."""


def _fits(exact: float, value: float, side: int) -> bool:
    """Whether a plain number may stand for an exact one: as it is, not quite, or rather more."""
    apart = exact / value - 1
    if side == 0:
        return abs(apart) <= _EXACT + _DUST
    return 0 < side * apart <= _NEAR + _DUST


def _stating(story: Story, scanner: Scanner) -> Iterator[Sentence]:
    """Sentences that a movement starts from in; the headline is held against the text alone."""
    for sentence in _matched(story, scanner.start_words):
        if "headline" not in story.kinds[sentence.part] and len(sentence.counted) > 1:
            yield sentence


def _matched(story: Story, words: Words) -> Iterator[Sentence]:
    """Sentences in which some words stand, each once."""
    found = {s.start: s for s in (story.sentence_at(at) for at, _ in words.spans(story.lower))}
    yield from found.values()


def _start(scanner: Scanner, text: str, counts: list[Figure]) -> float:
    """The number that a movement starts from, where it is the only one of its kind; else 0."""
    found = [f for f in counts if not f.percent and scanner.stands(scanner.starts, text, f)]
    return found[0].value if len(found) == 1 else 0


def _loose(scanner: Scanner, text: str, figure: Figure) -> bool:
    """Whether a figure is said to be about so much."""
    return bool(scanner.approximators(text, figure.start))


def _without(scanner: Scanner, text: str) -> str:
    """A text without the ``almost`` or ``more than`` that it ends in."""
    for words in (scanner.below, scanner.above):
        text = words.sub("", text)
    return text


def _span(sentence: Sentence, figure: Figure) -> Span:
    return sentence.start + figure.start, sentence.start + figure.end
