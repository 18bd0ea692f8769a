"""Whom a figure or a movement is about: the measures that it may be of."""

from __future__ import annotations

from dataclasses import dataclass

from generator.factcheck.marked import Marked
from generator.factcheck.sentence import CUTS

_ADJECTIVES = frozenset(
    ("recorded", "glue", "backward", "whole", "all", "size", "where", "place", "moved")
)
_KNOWN = frozenset(("measure", "counted", "rate", "share", "backward", "number"))
_REACH = 12


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure or a movement is about; ``foreign``: something that the release has not."""

    measures: tuple[str, ...]
    every: bool = False
    foreign: bool = False
    at: int = -1


_FOREIGN = Subject((), foreign=True)


class Subjects(Marked):
    """A sentence of which each part can be asked for its subject."""

    def _subject(self, i: int, until: int, *, count: bool = False) -> Subject:
        """The subject of a figure or a movement that stands at ``i`` and ends before ``until``."""
        if i in self.handed:
            mention = self.handed[i]
            return Subject(self.meant[mention], at=mention)
        forward = self._forward(until, count=count)
        if forward is not None:
            return forward
        if self._is_foreign(i):
            return _FOREIGN
        before = [m for m in self.mentions if m < i]
        segment = self.sentence.segment(self.parts[i].segment)
        if not any(m in segment for m in before) and self._on_everything(segment):
            return Subject((self.total,))
        if before:
            told = self._group(before[-1])
            paid = self._paid(i, before[-1])
            return Subject(paid, at=told.at) if paid else told
        after = [m for m in self.mentions if m >= until]
        if after and not self.context.measures:
            return self._group(after[0])
        if self.hangs and self.context.main[1] and not after:
            return Subject(self.context.main[1])
        carried = self.context.measures or self.context.topic or (self.total,)
        if after:
            carried = (*self._group(after[0]).measures, *carried)
        return Subject(tuple(dict.fromkeys((*carried, *self.context.topic))))

    def _money(self) -> tuple[str, ...]:
        """The measures that are told in money."""
        return tuple(
            m for m in self.facts.beat.file.measures if self.facts.kind(m) in ("money", "price")
        )

    def _is_money(self, i: int) -> bool:
        return i > 0 and "currencies" in self.parts[i - 1].tags

    def _paid(self, i: int, mention: int) -> tuple[str, ...]:
        """``spent £90 on oaks, 5% less``, ``an oak cost £3 less``: what is told in money, where an
        amount stands beside what was named last.
        """
        segment = self.parts[mention].segment
        if self.parts[i].segment == segment and not self._is_money(i - 1):
            return ()
        here = (j for j in self.sentence.segment(segment) if j < i and j + 1 not in self.meant)
        return self._money() if any(map(self._is_money, here)) else ()

    def _group(self, mention: int) -> Subject:
        group = self.groups[mention]
        if len(group) == 1 or len({self.meant[i] for i in group}) == 1:
            return Subject(self.meant[mention], at=group[0])
        measures = dict.fromkeys(m for i in group for m in self.meant[i][:1])
        return Subject(tuple(measures), every=True, at=mention)

    def _forward(self, until: int, *, count: bool) -> Subject | None:
        """``749 felled oaks``, ``a fall of 7% in oaks``: what follows directly."""
        unknown = 0
        preposition = False
        for j in range(until, min(until + _REACH, len(self.parts))):
            part = self.parts[j]
            if part.figure or part.text in CUTS or "contrast" in part.tags or "than" in part.tags:
                return None
            if "as" in part.tags and any(self._moves(p) for p in self.parts[j + 1 : j + 4]):
                return None  # "rises by 10% as oaks fall"
            if "joins" in part.tags or ("period" in part.tags and not preposition):
                return None
            if j in self.groups:
                return self._group(j)
            if "counted" in part.tags and self._qualified(j):
                return _FOREIGN
            if part.text == "s":
                continue  # "Westshire's"
            if "counted" in part.tags and j + 1 < len(self.parts) and not preposition:
                continue  # "12 visitors were seen", "12 cases of"
            if {"in", "of", "for"} & part.tags.keys():
                preposition = True
            elif count and j == until and "base" in part.tags:
                return _FOREIGN
            elif self._moves(part) or _ADJECTIVES & part.tags.keys() or "number" in part.tags:
                if {"to", "from", "by"} & part.tags.keys():
                    return None
            elif "word" in part.tags:
                if count and not preposition and not unknown:
                    return self._unknown_noun(j)
                unknown += 1
                if preposition or unknown > 2:
                    named = "place" in self._tags(j + 1)  # "in seaside Westford"
                    return _FOREIGN if preposition and not named and self._noun_like(j) else None
            else:
                return None
        return None

    def _is_verb(self, word: str) -> bool:
        """``numbered``, ``sprouting``: by its ending no subject."""
        return word.endswith(tuple(self.facts.beat.lexicon.qualities))

    def _noun_like(self, j: int) -> bool:
        """Whether an unknown word may be a subject: no name, unless as a plural at the head."""
        if j == 0 and self.parts[j].text.endswith("s"):
            return "in" in self._tags(1)  # "Premiums in the area"
        return "capital" not in self.parts[j].tags

    def _live_there(self, j: int) -> bool:
        """``residents of Westford are``: people stand for their place."""
        named = {"place", "where"} & self._tags(j + 2).keys()
        return bool(named) and "in" in self._tags(j + 1) and "alike" in self._tags(j + 3)

    def _unknown_noun(self, j: int) -> Subject | None:
        """``12 foresters``; but ``749 alleged oaks``."""
        for part in self.parts[j + 1 : j + 4]:
            if self.facts.beat.lexicon.prepositions.keys() & part.tags.keys():
                break
            if "measure" in part.tags:
                return Subject(part.tags["measure"])
            if "counted" in part.tags:
                return None
            if part.text in CUTS or part.figure:
                break
        return _FOREIGN

    def _is_foreign(self, i: int) -> bool:
        """Whether the subject before a movement is something that the reader does not know."""
        head = self.sentence.heads[self.parts[i].segment] if self.mentions else 0
        unknown = False
        for j, part in enumerate(self.parts[head:i], head):
            tags = part.tags
            if part.figure and j and "currencies" in self.parts[j - 1].tags:
                continue
            if {"measure", "counted"} & tags.keys() and j not in self.meant and self._qualified(j):
                return True
            if _KNOWN & tags.keys():
                return "number" in tags and unknown
            if part.figure:
                return unknown
            if "base" in tags and "where" not in tags and not self._live_there(j):
                unknown = True
            if part.text == "s":
                continue  # "Westshire's rose"
            if "word" in tags and not self._is_verb(part.text) and self._noun_like(j):
                unknown = True
            if {"than", "contrast", "recorded"} & tags.keys() or part.text == ";":
                unknown = False
        return unknown
