"""What words state of several places at once: in how many it rose, how many are ahead."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.factcheck.cued import WIDE
from generator.factcheck.figures import Figures
from generator.factcheck.items import Number
from generator.factcheck.parts import Part
from generator.factcheck.sentence import CUTS
from generator.factcheck.stated import Stated

_REACH = 6


class Sets(Figures):
    """A sentence that may count places."""

    def _counted_ways(self) -> Iterator[tuple[int, Stated]]:
        """``rose in all six areas``, ``only two of the nine saw a fall``: (position of the number,
        what is stated).
        """
        for i, part in enumerate(self.parts):
            at = self._way_beside(i) if self._counts_places(i) else -1
            if at < 0:
                continue
            subject = self._subject(at, at + 1)
            if subject.foreign:
                continue
            segment = self.parts[i].segment
            sets = [c[1] for c in self.cues if c[0] > i and self.parts[c[0]].segment == segment]
            yield i, Stated(
                "spread", part.start, part.end, measures=subject.measures, when=self._against(at),
                places=(self.context.place,), sign=self.parts[at].tags["direction"],
                number=self.parts[i].tags.get("num"), words=part.text, hang=subject.at,
                than=tuple(code for codes in sets[:1] for code in codes),
            )  # fmt: skip

    def _counts_places(self, i: int) -> bool:
        """Whether a number, or ``all``, says how many places of a set are meant."""
        tags = self.parts[i].tags
        if "num" not in tags and not {"all", "each"} & tags.keys():
            return False
        before, alone = self._tags(i - 1), " " not in self.parts[i].text  # "in all"
        if "num" in tags and {"all", "of"} & before.keys():
            return False
        if (
            alone
            and i
            and not ({"in", "lone", "hedge"} & before.keys() or self.parts[i - 1].text in CUTS)
        ):
            return False
        for part in self.parts[i + 1 : i + _REACH]:
            if "level" in part.tags:
                return True
            if part.text in CUTS or {"direction", "measure", "counted"} & part.tags.keys():
                break
        ends = i + 2 >= len(self.parts) or self.parts[i + 2].text in CUTS
        return "num" not in tags and "num" in self._tags(i + 1) and ends  # "in all six"

    def _way_beside(self, i: int) -> int:
        """Where the movement stands that is counted, -1 where there is none."""
        segment = self.sentence.segment(self.parts[i].segment)
        if any({"extreme", "rate"} & self.parts[j].tags.keys() for j in segment):
            return -1
        plain = (j for j in segment if not {"side", "amounts"} & self.parts[j].tags.keys())
        ways = [j for j in plain if self.parts[j].tags.get("direction")]
        return min(ways, key=lambda j: abs(j - i), default=-1)

    def _among(self, i: int) -> list[str]:
        """The places in which a place is ranked: those named behind it, else before it."""
        own = (self.context.place,)
        segment = self.parts[i].segment
        others = [
            (at, codes)
            for at, codes, _ in self.cues
            if codes != own and not (self._is_reference(self.parts[at].segment) and at > i)
        ]
        here = [codes for at, codes in others if at > i and self.parts[at].segment == segment][:1]
        sets = [codes for at, codes in others if at < i and self._is_set_of(at, i)]
        after = [codes for at, codes in others if at > i][:1]
        chosen = here or sets[-1:] or after or [codes for _, codes in others]
        return [code for codes in chosen for code in codes]

    def _is_set_of(self, cue: int, i: int) -> bool:
        """Whether a place says in which set a rank is told, and no other rank before it."""
        ranks = (j for j in range(cue, i) if {"extreme", "ordinal"} & self.parts[j].tags.keys())
        others = [j for j in ranks if "period" not in self.parts[j].tags and j < i - 1]
        return self._is_of_set(cue) and not others

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
        if number is None or not self._counts_places(lone + 1):
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
