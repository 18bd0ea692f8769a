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
        rated = rated and not self._ranks_movement(i)
        levels = [p.tags["level"] for p in self.parts if "level" in p.tags]
        sets = self._among(i)
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

    def _among(self, i: int) -> list[str]:
        """The places in which a place is ranked: those named behind it, else before it."""
        if told := self._set_of_size(i):
            return [told]
        own = (self.context.place,)
        segment = self.parts[i].segment
        others = [
            (at, codes)
            for at, codes, _ in self.cues
            if codes != own and not (self._is_reference(self.parts[at].segment) and at > i)
        ]
        here = [codes for at, codes in others if at > i and self.parts[at].segment == segment][:1]
        sets = [codes for at, codes in others if at < i and self._is_of_set(at)]
        after = [codes for at, codes in others if at > i][:1]
        chosen = here or sets[-1:] or after or [codes for _, codes in others]
        return [code for codes in chosen for code in codes]

    def _set_of_size(self, i: int) -> str:
        """``19th of the 39``: the place that holds so many as are counted; "" where none does."""
        near = self.parts[i + 1 : i + 5]
        number = next((p.tags["num"].value for p in near if "num" in p.tags), None)
        if number is None or not any("of" in p.tags for p in near[:2]):
            return ""
        facts, place = self.facts, self.context.place
        level = facts.levels.get(facts.places[place].level, [])
        for code, among in ((facts.group(place), facts.beside(place)), (facts.nation, level)):
            known = {facts.known(m, among) for m in facts.beat.file.measures}
            if number == len(among) or number in known:
                return code
        return ""

    def _ranks_movement(self, i: int) -> bool:
        """``the biggest fall``."""
        for part in self.parts[i + 1 : i + 4]:
            if "direction" in part.tags:
                return True
            if "rate" in part.tags:
                return False
        return False

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
        named = [codes for at, codes, weak in self.cues if at < i and (not weak or self._acts(at))]
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
        return of and any("num" in p.tags for p in counted)

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

    def _surpassed(self, i: int, lone: int) -> Iterator[Stated]:
        """``only four areas have a worse rate``: the place itself is the fifth."""
        part, number = self.parts[i], self.parts[lone + 1].tags.get("num")
        if number is None or not self._is_set(lone + 1):
            yield Stated("unread", part.start, part.end, why="it counts places without a name")
            return
        cues = [codes for at, codes, _ in self.cues if at > lone]
        own = [codes for codes in cues if all(self.facts.role(c) not in WIDE for c in codes)]
        subject = self._subject(i, i + 1)
        yield Stated(
            "rank", part.start, part.end, measures=subject.measures,
            places=own[0] if own else (self.context.place,), sign=self._way(part),
            number=Number(number.value + 1, 0, Fraction(1)), words=part.text, hang=subject.at,
            than=tuple(c for codes in cues if codes not in own for c in codes),
        )  # fmt: skip

    def _way(self, part: Part) -> int:
        """Which way a comparison points: ``higher``, ``more``."""
        sign: int = part.tags["side"] if "side" in part.tags else part.tags["direction"]
        return sign
