"""What words state of a place beside others: higher, in line with, twice the fall."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from generator.factcheck.cued import WIDE
from generator.factcheck.items import Number
from generator.factcheck.parts import Part
from generator.factcheck.ranks import Ranks
from generator.factcheck.stated import Stated


class Comparisons(Ranks):
    """A sentence whose comparisons are read."""

    def _than_next(self, i: int) -> bool:
        """``more than Westford``: a comparison with another place follows, and no period."""
        segment = self.parts[i].segment + 1
        if segment >= len(self.sentence.heads) or not self._is_reference(segment):
            return False
        other = [c for c in self.cues if self.parts[c[0]].segment == segment]
        timed = any(self.parts[p].segment == segment for p, _ in self.periods)
        figures = any(self.parts[j].figure for j in self.sentence.segment(segment))
        return bool(other) and not timed and not figures

    def _size(self, i: int) -> dict[str, Any]:
        """The size word in or beside a movement or a comparison."""
        for j in (i, i - 1, i + 1):
            if 0 <= j < len(self.parts) and "size" in self.parts[j].tags:
                part = self.parts[j]
                return {"size": part.tags["size"], "size_word": part.text}
        return {}

    def _comparison(self, i: int, part: Part) -> Iterator[Stated]:
        """A word that sets a place beside another."""
        if any("nobody" in p.tags for p in self.parts[:i]):
            yield from self._unsurpassed(i, part)
            return
        if part.tags.get("side") == 0 and any("moved" in p.tags for p in self.parts[i + 1 : i + 5]):
            yield Stated("unread", part.start, part.end, why="it says of two movements they agree")
            return
        if "amounts" in part.tags and (why := self._not_of_places(i)):
            yield Stated("unread", part.start, part.end, why=why)
            return
        than = self._than_places(i)
        if aimed := self._beside_target(i, part):
            yield aimed
            return
        if "side" in part.tags and "lone" in self._tags(i + 1) and "by" in self._tags(i + 2):
            yield self._second(i, part)
            return
        if "side" not in part.tags and not self._than_next(i):
            return
        if i and self.parts[i - 1].figure is not None:
            return
        if self._of_movements(i, part):
            yield self._beside_movement(i, part, than)
            return
        rated = any("rate" in p.tags or "per" in p.tags for p in self.parts)
        rated = rated or any(map(self._is_rate, range(len(self.parts))))
        if not than and self._grades(i) and self._place(i) != (self.context.place,):
            yield self._beside_movement(i, part, (self.context.place,))
            return
        if not than and not (rated and not self._held_against_time(i)):
            return
        if "direction" in part.tags and not self._is_side(i, part):
            return
        if any("wondering" in self.parts[j].tags for j in self.sentence.segment(part.segment)):
            return
        subject = self._subject(i, i + 1)
        if subject.foreign:
            return
        if any("negations" in p.tags for p in self.parts[max(0, i - 1) : i]):
            yield Stated("unread", part.start, part.end, why="it is denied")
            return
        lone = next((j for j in range(i) if "lone" in self.parts[j].tags), -1)
        if lone >= 0 and not self._named_before(i, lone - 2):
            yield from self._surpassed(i, lone)
            return
        if not than and self._place_elsewhere(i):
            than = (self.context.place,)
        listed = self._listed_with(than)
        than = than or self.context.places or self.context.earlier or (self.facts.nation,)
        base = Stated(
            "comparison", part.start, part.end, measures=subject.measures, every=subject.every,
            places=self._compared(i, than), than=than, sign=self._way(part), **self._size(i),
            words=part.text, hang=subject.at,
            unit="count" if "amounts" in part.tags and not rated else "",
            when=self._of_another_time(),
        )  # fmt: skip
        yield base._replace(others=tuple(base._replace(than=codes) for codes in listed))

    def _not_of_places(self, i: int) -> str:
        """Why ``more`` is no comparison of places: ``more slowly``, ``more oaks than elms``."""
        manner = "word" in self._tags(i + 1) and self._is_verb(self.parts[i + 1].text)
        if manner and i + 2 not in self.meant:
            return "it says in which manner"
        segment = self.parts[i].segment + 1
        if segment >= len(self.sentence.heads) or not self._is_reference(segment):
            return ""
        told = {at for at, *_ in (*self.cues, *self.periods)}
        named = [self.meant[m] for m in self.mentions if self.parts[m].segment < segment]
        for j in self.sentence.segment(segment):
            if j in told or self.parts[j].figure:
                break
            if j in self.meant and self.meant[j] not in named:
                return "it sets one kind beside another"
        return ""

    def _second(self, i: int, part: Part) -> Stated:
        """``exceeded only by Westford``."""
        subject = self._subject(i, i + 1)
        return Stated(
            "rank", part.start, part.end, measures=subject.measures, places=self._place(i),
            number=Number(Fraction(2), 0, Fraction(1)), sign=self._way(part), words=part.text,
            hang=subject.at,
        )  # fmt: skip

    def _listed_with(self, than: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """``above Westford and Elmsby``: the places that are named beside one."""
        codes = {at: codes for at, codes, _ in self.cues}
        for at, group in self._cues_listed().items():
            if codes[at] == than:
                yield from (codes[other] for other in group if codes[other] != than)

    def _beside_target(self, i: int, part: Part) -> Stated | None:
        """``below the standard``: whether a target is met."""
        measures = self._aimed()
        near = self.parts[i + 1 : i + 4]
        if not measures or not any("target" in p.tags for p in near):
            return None
        if any("than" in p.tags for p in near) or (i and self.parts[i - 1].figure):
            return None
        way = self._way(part)
        good = self.facts.beat.file.measures[measures[0]].good
        return Stated(
            "met", part.start, part.end, measures=measures, places=self._place(i),
            sign=way if good == "up" else -way, words=part.text, when=self._when(i),
        )  # fmt: skip

    def _of_movements(self, i: int, part: Part) -> bool:
        """``a bigger fall than``, ``fell by 9%, far more than``: two movements are compared."""
        if "side" in part.tags and "direction" in self._tags(i + 1):
            return True
        moved = self._graded(i)
        if moved and "single" in self._tags(i + 1):
            return True  # "and a smaller one than"
        amount = "amounts" in part.tags or {"direction", "than"} <= part.tags.keys()
        amount = amount or {"steepness", "side"} <= part.tags.keys()
        return moved and amount

    def _beside_movement(self, i: int, part: Part, than: tuple[str, ...]) -> Stated:
        """``a bigger fall than that of Westshire``."""
        subject = self._subject(i, i + 1)
        if not than or subject.foreign:
            return Stated("outside", part.start, part.end, why="it compares two movements")
        return Stated(
            "comparison", part.start, part.end, measures=subject.measures, unit="change",
            places=self._compared(i, than), than=than, sign=self._way(part), words=part.text,
            hang=subject.at,
        )  # fmt: skip

    def _graded(self, i: int) -> bool:
        """Whether a movement stands before: ``the fall is even bigger``."""
        return any("direction" in p.tags and "side" not in p.tags for p in self.parts[:i])

    def _named_before(self, i: int, behind: int = -1) -> list[tuple[str, ...]]:
        """The places that are named before a part, without those that only hold others."""
        return [
            codes
            for at, codes, weak in self.cues
            if behind < at < i
            and (
                "lone" in self._tags(at - 1) or (not weak and self.facts.role(codes[0]) not in WIDE)
            )
        ]

    def _place_elsewhere(self, i: int) -> bool:
        """``only Westford has a higher rate``: another place is set beside the story's."""
        own = (self.context.place,)
        named = self._named_before(i)
        return bool(named) and own not in named and self._place(i) != own

    def _of_another_time(self) -> tuple[str, ...]:
        """The one period that a sentence without figures names, where it is not the release's."""
        if len(self.periods) != 1 or any(p.figure for p in self.parts):
            return ()
        ((_, keys),) = self.periods
        return () if self.facts.periods.now in keys else tuple(keys)

    def _held_against_time(self, i: int) -> bool:
        now = self.facts.periods.now
        return any(p > i and now not in keys for p, keys in self.periods)

    def _is_side(self, i: int, part: Part) -> bool:
        """Whether ``higher`` or ``more`` sets places beside one another, and no periods."""
        if "side" not in part.tags:
            return "amounts" in part.tags and self._than_next(i)
        return bool(self._than_places(i)) or any(
            "rate" in p.tags or (p.figure and p.figure.unit == "rate")
            for p in (*self.parts[:i], *self.parts[i + 1 : i + 4])
        )
