"""What words state without a figure: directions, comparisons, ranks, targets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from generator.factcheck.items import Number
from generator.factcheck.marked import WIDE
from generator.factcheck.ranks import Ranks
from generator.factcheck.sentence import Part
from generator.factcheck.stated import Stated
from generator.model import KINDS


class Movements(Ranks):
    """A sentence whose words are read, too."""

    def _met(self, i: int, part: Part) -> Iterator[Stated]:
        """``missed the standard``."""
        measures = self._aimed()
        if not measures or not any("target" in p.tags for p in self.parts):
            return
        if any(p.figure.unit == "points" for p in self.parts[max(0, i - 1) : i] if p.figure):
            return
        if any("negations" in p.tags for p in self.parts[max(0, i - 2) : i]):
            return
        yield Stated(
            "met", part.start, part.end, measures=measures, places=self._place(i),
            sign=1 if "met" in part.tags else -1, words=part.text, when=self._when(i),
        )  # fmt: skip

    def _none(self, i: int, part: Part) -> Iterator[Stated]:
        """``no homes``: none was counted."""
        if i + 1 == len(self.parts) or not {"measure", "counted"} & self.parts[i + 1].tags.keys():
            return
        # "No share was published" says nothing of how much it is.
        named = self._group(i + 1).measures if i + 1 in self.groups else ()
        if measures := tuple(m for m in named if KINDS[self.facts.kind(m)].whole):
            yield Stated(
                "value", part.start, part.end, measures=measures,
                places=self._place(i), when=self._when(i), words=part.text,
                number=Number(Fraction(0), 0, Fraction(1), words=True),
            )  # fmt: skip

    def _progress(self, i: int, part: Part) -> Iterator[Stated]:
        """``improved``, ``worse``: a movement to what is good, or away from it."""
        if self._than_places(i) or any("wondering" in p.tags for p in self.parts[:i]):
            return
        subject = self._subject(i, i + 1)
        measures = tuple(m for m in subject.measures if self.facts.beat.file.measures[m].good)
        if subject.foreign or not measures:
            return
        yield Stated(
            "progress", part.start, part.end, measures=measures[:1], places=self._place(i),
            when=self._against(i), sign=part.tags["progress"], words=part.text,
        )  # fmt: skip

    def _direction(self, i: int, part: Part) -> Iterator[Stated]:
        """A word that says which way something went."""
        sign: int = part.tags["direction"]
        if "side" in part.tags and "direction" in self._tags(i + 1):
            return  # "a smaller increase": of two movements
        if self._is_side(i, part) or self._idle(i, part):
            before = self._tags(i - 1)
            if "negations" in before or ("zero" in before and "side" not in part.tags):
                yield Stated("unread", part.start, part.end, why="it is denied")
            return
        subject = self._subject(i, self._past_figure(i))
        if subject.foreign or self._speaks_of_nothing(i):
            return
        measures = subject.measures
        told = self._between(i)
        if "amounts" in part.tags or "number" in told:
            measures = tuple(m for m in measures if self.facts.kind(m) != "percentage")
        elif "share" in told:
            measures = self._of_kind(measures, percentage=True)
        if not measures:
            return
        base = Stated(
            "direction", part.start, part.end, measures=measures, every=subject.every,
            places=self._place(i), when=self._against(i), sign=sign, mild="mild" in part.tags,
            **self._size(i), words=part.text, hang=subject.at,
            unit="count" if self._is_counted(i) else "",
        )  # fmt: skip
        yield base

    def _is_counted(self, i: int) -> bool:
        """``just one up``: a number says how far it went."""
        figure = self.parts[i - 1].figure if i else None
        return figure is not None and figure.unit == "count"

    def _past_figure(self, i: int) -> int:
        """Where ``a drop of 10%`` ends: what it is of may follow."""
        for j in range(i + 1, min(i + 5, len(self.parts))):
            if self.parts[j].figure:
                return j + 1
            if not {"of", "hedge", "articles"} & self.parts[j].tags.keys():
                break
        return i + 1

    def _speaks_of_nothing(self, i: int) -> bool:
        """Whether nothing in the sentence says what moved: ``a city that keeps growing``."""
        if self.mentions or any(p.figure for p in self.parts) or self.context.sign is not None:
            return False
        before = self.parts[: min(i, 4)]
        told = ("number", "rate", "whole", "share")
        if any(t in p.tags for p in self.parts for t in told):
            return False
        return not any("backward" in p.tags for p in before[:2])

    def _idle(self, i: int, part: Part) -> bool:
        """Whether a direction word only says how a number is meant: ``up to``, ``no more than``."""
        if "side" in part.tags and any("nobody" in p.tags for p in self.parts[:i]):
            return True
        if any(
            "negations" in p.tags or "wondering" in p.tags for p in self.parts[max(0, i - 3) : i]
        ):
            return True
        if self._grades(i):
            return True
        if "than" in part.tags and "backward" in self._tags(i + 1):
            return True  # "in line with it"
        if part.tags["direction"] == 0 and "by" in self._tags(i - 1):
            return True  # "by the same percentage"
        if "zero" in self._tags(i - 1) or "various" in self._between(i):
            return True
        if i + 1 < len(self.parts) and "to" in self.parts[i + 1].tags and not self.mentions:
            return not (i and self.parts[i - 1].figure)
        if {"side", "amounts"} & part.tags.keys() and self._vague(part.segment + 1):
            return True
        if "amounts" in part.tags:
            near = self.parts[i + 1 : i + 3]
            named = any({"measure", "counted"} & p.tags.keys() for p in near)
            counted = i > 0 and self.parts[i - 1].figure is not None
            closed = i + 1 == len(self.parts) or "size" in self._tags(i + 1)
            if i - 1 in self.meant and closed:
                return False  # "oaks reduced slightly"
            return not (named or counted or "than" in part.tags)
        return False

    def _vague(self, segment: int) -> bool:
        """``more than most``: a comparison with nothing that has a name, a number or a time."""
        if segment >= len(self.sentence.heads):
            return False
        parts = [self.parts[j] for j in self.sentence.segment(segment)]
        known = ("period", "place", "where", "measure", "counted", "backward")
        named = any(p.figure or any(k in p.tags for k in known) for p in parts)
        return self._is_reference(segment) and not named

    def _is_side(self, i: int, part: Part) -> bool:
        """Whether ``higher`` or ``more`` sets places beside one another, and no periods."""
        if "side" not in part.tags:
            return "amounts" in part.tags and self._than_next(i)
        return bool(self._than_places(i)) or any(
            "rate" in p.tags or (p.figure and p.figure.unit == "rate")
            for p in (*self.parts[:i], *self.parts[i + 1 : i + 3])
        )

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
        than = self._than_places(i)
        if aimed := self._beside_target(i, part):
            yield aimed
            return
        if "side" in part.tags and "lone" in self._tags(i + 1) and "by" in self._tags(i + 2):
            yield self._second(i, part)
            return
        if "side" not in part.tags and not self._than_next(i):
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
        if i and self.parts[i - 1].figure is not None:
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
        if lone >= 0 and not self._named_before(i):
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

    def _second(self, i: int, part: Part) -> Stated:
        """``exceeded only by Westford``."""
        subject = self._subject(i, i + 1)
        return Stated(
            "rank", part.start, part.end, measures=subject.measures, places=self._place(i),
            number=Number(Fraction(2), 0, Fraction(1)), sign=self._way(part), words=part.text,
            hang=subject.at,
        )  # fmt: skip

    def _of_movements(self, i: int, part: Part) -> bool:
        """``a bigger fall than``, ``fell by 9%, far more than``: two movements are compared."""
        if "side" in part.tags and "direction" in self._tags(i + 1):
            return True
        moved = self._graded(i)
        if moved and "single" in self._tags(i + 1):
            return True  # "and a smaller one than"
        amount = "amounts" in part.tags or {"direction", "than"} <= part.tags.keys()
        return moved and amount and "measure" not in self._tags(i + 1)

    def _beside_movement(self, i: int, part: Part, than: tuple[str, ...]) -> Stated:
        """``a bigger fall than that of Westshire``."""
        subject = self._subject(i, i + 1)
        if not than or subject.foreign or self.facts.role(self.context.place) in WIDE:
            return Stated("outside", part.start, part.end, why="it compares two movements")
        return Stated(
            "comparison", part.start, part.end, measures=subject.measures, unit="change",
            places=self._compared(i, than), than=than, sign=self._way(part), words=part.text,
            hang=subject.at,
        )  # fmt: skip

    def _graded(self, i: int) -> bool:
        """Whether a movement stands before: ``the fall is even bigger``."""
        return any("direction" in p.tags and "side" not in p.tags for p in self.parts[:i])

    def _named_before(self, i: int) -> list[tuple[str, ...]]:
        """The places that are named before a part, without those that only hold others."""
        return [
            codes
            for at, codes, weak in self.cues
            if at < i
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
