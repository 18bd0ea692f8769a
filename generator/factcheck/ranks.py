"""What words state of a place among others: the highest, third of nine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from generator.factcheck.cued import WIDE
from generator.factcheck.items import Number
from generator.factcheck.names import OTHER
from generator.factcheck.parts import Part
from generator.factcheck.sets import Sets
from generator.factcheck.stated import Stated
from generator.model import KINDS


class Ranks(Sets):
    """A sentence whose ranks are read."""

    def _rank(self, i: int, part: Part) -> Iterator[Stated]:
        """``the highest rate of the 42 forces``, ``third highest``."""
        rated = any({"rate", "per"} & p.tags.keys() for p in self.parts)
        rated = rated or any(map(self._is_rate, range(len(self.parts))))
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
        if not levels and not self.cues and not self._is_place_in_ranking(i):
            return
        named = {at: g for at, g in self._cues_listed().items() if not self._is_wide(at)}
        listed = [g for g in named.values() if sum(at in named for at in g) > 1 and g[-1] < i]
        if listed and part.segment - self.parts[listed[-1][-1]].segment < 3:
            yield Stated("unread", part.start, part.end, why="it ranks several places")
            return
        position = part.tags.get("ordinal", 1) if "extreme" not in part.tags else 1
        if i and "ordinal" in self.parts[i - 1].tags:
            position = self.parts[i - 1].tags["ordinal"]
        yield Stated(
            "rank", part.start, part.end, measures=subject.measures,
            places=self._ranked_place(i, levels),
            number=Number(Fraction(position), 0, Fraction(1)), sign=part.tags.get("extreme", 1),
            words=part.text, among=tuple(levels), hang=subject.at, than=tuple(sets),
            mild=any("joint" in p.tags for p in self.parts[max(0, i - 3) : i]),
        )  # fmt: skip

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
        subject = self._subject(i, i + 1)
        if "most" in part.tags and any("level" in p.tags for p in near):
            yield Stated(
                "rank", part.start, part.end, measures=subject.measures, unit="count",
                places=(self.context.place,), number=Number(Fraction(1), 0, Fraction(1)),
                sign=part.tags.get("extreme", 1), words=part.text, hang=subject.at,
                than=tuple(self._among(i)),
            )  # fmt: skip
            return
        if not any({"direction", "number"} & p.tags.keys() for p in near):
            return
        past = any(OTHER in keys for _, keys in self.periods)
        past = past or any("history" in p.tags for p in self.parts)
        sort = "outside" if past else "unread"
        yield Stated(sort, part.start, part.end, why="it ranks what is not ranked here")

    def _ranked_place(self, i: int, levels: Sequence[str]) -> tuple[str, ...]:
        """The place of a level whose rank is told: the last that is named, else the story's."""
        if self.parts[1:2] and self.parts[1].text == ":" and self.cues and self.cues[0][0] == 0:
            return self.cues[0][1]
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
        if "lone" in self._tags(i + 1) and "to" in self._tags(i + 2):
            return True  # "second only to Westshire"
        counted = self.parts[i + 1 : i + 4]  # "fourth of the ten"
        of = bool(counted) and "of" in counted[0].tags
        return of and any("num" in p.tags for p in counted)
