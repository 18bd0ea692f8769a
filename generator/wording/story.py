"""A text as rules read it: its parts on end, quotations masked, cut into sentences and words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from functools import cached_property
from itertools import pairwise

from generator.model import Block, Ease
from generator.wording.figures import Ends, Figure, Scanner

_QUOTED = re.compile(r"“[^”\n]*”?|\"[^\"\n]*\"")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9’'-]*")
_END = re.compile(r"[.!?…][”’\")\]]* +(?=[“‘\"(]*[A-Z0-9£])")
_HIDDEN = "_"
PROSE = frozenset(("paragraph", "context"))


words_of = _WORD.findall
"""The words of a text."""


class Sentence:
    """A sentence: where it begins, its text in lower case, its part, and its figures.

    ``figures`` are those in digits, ``counted`` small numbers in words too; their positions are
    within the sentence. ``printed`` is its text as it stands: a number word with a capital within
    a sentence is a part of a name.
    """

    def __init__(self, part: int, start: int, text: str, printed: str, scanner: Scanner) -> None:
        self._printed = printed
        self.part = part
        self.start = start
        self.text = text
        self._scanner = scanner

    @cached_property
    def figures(self) -> list[Figure]:
        return self._scanner.figures(self.text)

    @cached_property
    def counted(self) -> list[Figure]:
        found = self._scanner.counted(self.text, self.figures)
        return [f for f in found if not (f.start and self._printed[f.start].isupper())]

    @cached_property
    def ends(self) -> Ends | None:
        """The two numbers of the only movement of the sentence."""
        return self._scanner.ends(self.text, self.counted)

    def moved(self, part: int, by: int) -> Sentence:
        """The same sentence in another text, with all that was read of it."""
        made = copy(self)
        made.part, made.start = part, self.start + by
        return made


class Story:
    """A text ready to be checked.

    ``text`` is all parts joined by line breaks, ``masked`` the same with each letter between
    quotation marks hidden; positions are the same in both. ``whole`` says that it is a whole story,
    not a piece of one.
    """

    def __init__(self, blocks: Sequence[Block], scanner: Scanner, *, whole: bool) -> None:
        self.blocks = [b for b in blocks if b.kind != "notice"]
        self.notices = len(blocks) - len(self.blocks)
        self.whole = whole
        self.scanner = scanner
        self.text = "\n".join(b.text for b in self.blocks)
        self.starts = [0]
        for block in self.blocks:
            self.starts.append(self.starts[-1] + len(block.text) + 1)
        lead = next((i for i, b in enumerate(self.blocks) if b.kind == "paragraph"), -1)
        self.kinds = [
            {b.kind, "lead"} if i == lead else {b.kind} for i, b in enumerate(self.blocks)
        ]

    def only(self, parts: Sequence[int]) -> Story:
        """Some parts of it, the lead among them."""
        made = Story([self.blocks[at] for at in parts], self.scanner, whole=self.whole)
        made.sentences = [
            sentence.moved(part, made.starts[part] - self.starts[at])
            for part, at in enumerate(parts)
            for sentence in self.sentences_of(at)
        ]
        return made

    def parts(self, where: Iterable[str]) -> Iterable[int]:
        """The parts of some kinds; all, where none is named."""
        if not where:
            return range(len(self.blocks))
        return sorted({at for kind in where for at in self._by_kind.get(kind, ())})

    @cached_property
    def _by_kind(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for at, kinds in enumerate(self.kinds):
            for kind in kinds:
                found.setdefault(kind, []).append(at)
        return found

    @cached_property
    def masked(self) -> str:
        if "“" not in self.text and '"' not in self.text:
            return self.text
        return _QUOTED.sub(lambda q: q[0][0] + _HIDDEN * (len(q[0]) - 2) + q[0][-1], self.text)

    @cached_property
    def lower(self) -> str:
        """The masked text in lower case, each letter where it stood."""
        lower = self.masked.lower()
        if len(lower) == len(self.masked):
            return lower
        return "".join(low if len(low := c.lower()) == 1 else c for c in self.masked)

    @cached_property
    def words(self) -> list[str]:
        return words_of(self.lower)

    @cached_property
    def vocabulary_used(self) -> frozenset[str]:
        """Every word of the text once."""
        return frozenset(self.words)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Every two words that stand side by side, once."""
        return frozenset(pairwise(self.words))

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of all parts, the headline and each bullet being one."""
        return [s for i in range(len(self.blocks)) for s in self._sentences(i)]

    @cached_property
    def _starts_of_sentences(self) -> list[int]:
        return [s.start for s in self.sentences]

    @cached_property
    def ease(self) -> Ease:
        """How easily its paragraphs read; headline, lists and notes are left out."""
        prose = [s for s in self.sentences if not self.kinds[s.part].isdisjoint(PROSE)]
        words = [len(s.text.split()) for s in prose]
        figures = sum(len(s.figures) for s in prose)
        return Ease(sum(words), len(prose), figures, max(words, default=0))

    def sentences_of(self, part: int) -> list[Sentence]:
        """The sentences of one part."""
        first = bisect_left(self._starts_of_sentences, self.starts[part])
        return self.sentences[first : bisect_left(self._starts_of_sentences, self.starts[part + 1])]

    def sentence_at(self, position: int) -> Sentence:
        """The sentence that a position lies in."""
        return self.sentences[max(0, bisect_right(self._starts_of_sentences, position) - 1)]

    def part_at(self, position: int) -> int:
        """The part that a position lies in."""
        return min(bisect_right(self.starts, position) - 1, len(self.blocks) - 1)

    def part(self, at: int) -> str:
        """The text of a part, quotations masked."""
        return self.masked[self.starts[at] : self.starts[at + 1] - 1]

    def _sentences(self, at: int) -> Iterator[Sentence]:
        start, text = self.starts[at], self.part(at)
        lower, begin = self.lower[start : start + len(text)], 0
        if self.blocks[at].kind not in ("headline", "bullet"):
            for end in _END.finditer(text):
                if not self._abbreviated(text, end.start()):
                    words = lower[begin : end.end()].rstrip()
                    yield Sentence(at, start + begin, words, text[begin : end.end()], self.scanner)
                    begin = end.end()
        if begin < len(text):
            yield Sentence(at, start + begin, lower[begin:], text[begin:], self.scanner)

    def _abbreviated(self, text: str, stop: int) -> bool:
        """Whether a full stop belongs to the word before it: ``Mr.``, an initial."""
        word = text[max(0, stop - 12) : stop].rpartition(" ")[2].lstrip("(“‘")
        initial = len(word) == 1 and word.isupper()
        return text[stop] == "." and (initial or word in self.scanner.vocabulary.abbreviations)
