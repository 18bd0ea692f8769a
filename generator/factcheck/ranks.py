"""What words state of a place among others: the highest, third of nine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from generator.factcheck.figures import Figures
from generator.factcheck.items import Number
from generator.factcheck.marked import WIDE
from generator.factcheck.names import OTHER
from generator.factcheck.sentence import Part
from generator.factcheck.stated import Stated
from generator.model import KINDS


class Ranks(Figures):
    """A sentence whose ranks are read."""

    def _rank(self, i: int, part: Part) -> Iterator[Stated]:
        """``the highest rate of the 42 forces``, ``third highest``."""
        rated = any({"rate", "per"} & p.tags.keys() for p in self.parts)
        levels = [p.tags["level"] for p in self.parts if "level" in p.tags]
        others = [(at, codes) for at, codes, _ in self.cues if codes != (self.context.place,)]
        after = [codes for at, codes in others if at > i][:1]
        sets = [code for codes in after or [c for _, c in others] for code in codes]
        segment = [self.parts[j] for j in self.sentence.segment(part.segment)]
        if any("level" in p.tags and "all" in b.tags for b, p in pairwise(segment)):
            sets = [self.facts.nation]
        subject = self._subject(i, i + 1)
        if subject.foreign:
            return
        counted = all(KINDS[self.facts.kind(m)].compares == "rate" for m in subject.measures)
        if counted and not rated:
            yield from self._ranked_otherwise(i, part)
            return
        if not levels and not self.cues:
            return
        position = part.tags.get("ordinal", 1) if "extreme" not in part.tags else 1
        if i and "ordinal" in self.parts[i - 1].tags:
            position = self.parts[i - 1].tags["ordinal"]
        yield Stated(
            "rank", part.start, part.end, measures=subject.measures,
            places=self._ranked_place(i, levels),
            number=Number(Fraction(position), 0, Fraction(1)), sign=part.tags.get("extreme", 1),
            words=part.text, among=tuple(levels), hang=subject.at, than=tuple(sets),
        )  # fmt: skip

    def _ranked_otherwise(self, i: int, part: Part) -> Iterator[Stated]:
        """``the biggest fall``, ``the highest number``: ranked by what is not compared here."""
        near = self.parts[i + 1 : i + 4]
        if not any({"direction", "number"} & p.tags.keys() for p in near):
            return
        past = any(OTHER in keys for _, keys in self.periods)
        past = past or any("history" in p.tags for p in self.parts)
        sort = "outside" if past else "unread"
        yield Stated(sort, part.start, part.end, why="it ranks what is not ranked here")

    def _ranked_place(self, i: int, levels: Sequence[str]) -> tuple[str, ...]:
        """The place of a level whose rank is told: the last that is named, else the story's."""
        before = [codes for at, codes, _ in self.cues if at < i]
        known = self.facts.places
        for codes in reversed(before):
            if any(c in known and known[c].level in levels for c in codes):
                return codes
        named = [codes for at, codes, weak in self.cues if at < i and not weak]
        if self.facts.role(self.context.place) in WIDE and (named or self.context.label):
            return named[-1] if named else self.context.label
        return (self.context.place,)

    def _is_place_in_ranking(self, i: int) -> bool:
        """``ranks third``, ``came second``."""
        if "ordinal" not in self.parts[i].tags:
            return False
        if i + 1 < len(self.parts) and "extreme" in self.parts[i + 1].tags:
            return False
        if any("rank" in p.tags for p in self.parts[max(0, i - 2) : i]):
            return True
        counted = self.parts[i + 1 : i + 4]  # "fourth of the ten"
        of = bool(counted) and "of" in counted[0].tags
        return of and any(p.figure and p.figure.unit == "count" for p in counted)

    def _unsurpassed(self, i: int, part: Part) -> Iterator[Stated]:
        """``no other area has a higher rate``: it is the highest."""
        subject = self._subject(i, i + 1)
        if subject.foreign or not any("rate" in p.tags for p in self.parts):
            return
        sets = [c for at, codes, _ in self.cues for c in codes if c != self.context.place]
        yield Stated(
            "rank", part.start, part.end, measures=subject.measures, places=(self.context.place,),
            number=Number(Fraction(1), 0, Fraction(1)), sign=self._way(part), words=part.text,
            hang=subject.at, than=tuple(sets),
        )  # fmt: skip

    def _way(self, part: Part) -> int:
        """Which way a comparison points: ``higher``, ``more``."""
        sign: int = part.tags["side"] if "side" in part.tags else part.tags["direction"]
        return sign
