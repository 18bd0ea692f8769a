"""What words state without a figure: directions, comparisons, ranks, targets."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.factcheck.comparisons import Comparisons
from generator.factcheck.items import Number
from generator.factcheck.parts import Part
from generator.factcheck.stated import Stated
from generator.model import KINDS

_MANY = "it tells of many kinds at once"


class Movements(Comparisons):
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
        if "amounts" in part.tags and self._not_of_places(i):
            return  # "more oaks than elms"
        if self._is_side(i, part) or self._idle(i, part):
            before = self._tags(i - 1)
            if "negations" in before or ("zero" in before and "side" not in part.tags):
                yield Stated("unread", part.start, part.end, why="it is denied")
            elif "sweeping" in self._between(i):
                yield Stated("unread", part.start, part.end, why=_MANY)
            return
        subject = self._subject(i, self._past_figure(i))
        if subject.foreign:
            if not {"than", "side", "amounts"} & part.tags.keys():
                yield Stated("outside", part.start, part.end)
            return
        if self._speaks_of_nothing(i):
            return
        if self._of_every_kind(subject.at):
            yield Stated("unread", part.start, part.end, why=_MANY)
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

    def _of_every_kind(self, mention: int) -> bool:
        """``all types of trees``: not of the total, but of all that it is made of."""
        before = [p.tags for p in self.parts[max(0, mention - 4) : max(0, mention)]]
        told = bool(before) and "of" in before[-1] and any("kinds" in t for t in before)
        return told and any({"all", "each"} & t.keys() for t in before)

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
        if self._grades(i) or "various" in self._tags(i + 1):
            return True
        if part.tags["direction"] == 0 and {"word", "months"} & self._tags(i + 1).keys():
            return True  # "the same road", "the same month"
        if "than" in part.tags and "backward" in self._tags(i + 1):
            return True  # "in line with it"
        if part.tags["direction"] == 0 and "by" in self._tags(i - 1):
            return True  # "by the same percentage"
        if "zero" in self._tags(i - 1) or {"various", "sweeping"} & self._between(i):
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
