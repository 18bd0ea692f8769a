"""Of when a figure is, and what a movement is held against."""

from __future__ import annotations

from generator.factcheck.located import Located
from generator.factcheck.names import OTHER
from generator.factcheck.sentence import CUTS


class Bearings(Located):
    """A sentence of which each part can be asked for its period, too."""

    def _when(self, i: int) -> tuple[str, ...]:
        """The periods that a number may be of."""
        segment = self.parts[i].segment
        known = self.facts.periods
        here = [
            p
            for p in self.periods
            if self.parts[p[0]].segment == segment and not self._only_moves(p[0])
        ]
        named = [p for p in here if "had" not in self.parts[p[0]].tags]
        here = named or [p for p in here if p[0] < i]
        if "then" in self._tags(i + 1) and self._closes(i + 1):
            return self._back()  # "427 then, 429 now"
        if "then" in self._tags(i - 1) and self.parts[i - 2].text in CUTS:
            return self._back()  # "oaks: then 427, now 429"
        if self._was(i):
            return self._back()
        preposition = self._preposition(i)
        if preposition == "from":
            dated = [k for p, k in self.periods if self._dates(i, p)]
            if dated == [(known.now,)] and self._directed(i) and not self._became(i):
                return (OTHER,)  # nothing went up from what it is now
            return dated[0] if dated and dated != [(known.now,)] else self._back()
        if i > 1 and "on" in self._tags(i - 1) and self.parts[i - 2].figure:
            return self._back()  # "up 51 on 2,008"
        held = self._back() if self._names_earlier(i) else ()
        if preposition == "to":
            if then := self._all_then(i):
                return then
            if any(p[0] > i and p[1] == (OTHER,) for p in here):
                return (OTHER,)  # "fell to 12 in May", of a year
            first = any(self._becomes(j) for j in range(max(0, i - 4), i) if self.parts[j].figure)
            return (known.now, *(held if first else ()))
        if not here and self._becomes(i):
            return (*held, known.now) if held else self._back()
        if here:
            return min(here, key=lambda p: (abs(p[0] - i), p[0] < i))[1]
        if i > 1 and self.parts[i - 1].text == "(":
            before = self.parts[i - 2].figure
            if before and before.unit != "factor":
                return self._back()
            if "period" in self.parts[i - 2].tags:
                return self._keys(self.parts[i - 2].tags["period"])
        if segment and self.parts[self.sentence.heads[segment]].text == ":":
            label = [keys for p, keys in self.periods if self.parts[p].segment == segment - 1]
            if label and not self._stated_in(segment - 1):
                return label[-1]
        if self._is_reference(segment):
            cued = [c for c in self.cues if self.parts[c[0]].segment == segment]
            return (known.now,) if cued else self._back()
        if segment and (alone := self._only_dated(segment - 1)):
            return alone
        if "when" in self._between(i):
            told = [keys for p, keys in self.periods if p < i]
            if told:
                return told[-1]
        leading = [p for p in self.periods if p[0] < min(i, self.first)]
        leading = [p for p in leading if "had" not in self.parts[p[0]].tags]
        if leading and not self._only_moves(leading[-1][0]):
            return leading[-1][1]
        following = [
            p for p in self.periods if self.parts[p[0]].segment == segment + 1 and p[0] > i
        ]
        if following and self.parts[self.sentence.heads[segment + 1]].text == ";":
            following = []
        if following and (self._labels(segment + 1) or self._is_reference(segment + 1)):
            following = []
        if following and not self._stated_in(segment + 1) and not self._only_moves(following[0][0]):
            return following[0][1]
        if together := self._told_together(i):
            return together
        for p, keys in self.periods:
            between = self.parts[i + 1 : p]
            stated = any(q.figure or self._moves(q) for q in between)
            if self._labels(self.parts[p].segment):
                continue
            if p > i and not stated and isinstance(self.parts[p].tags["period"], tuple):
                return keys
        return self.context.when or self.context.inquired or (known.now,)

    def _was(self, i: int) -> bool:
        """``3,540, was 4,186``."""
        if i < 3 or "was" not in self._tags(i - 1):
            return False
        return self.parts[i - 2].text == "," and self.parts[i - 3].figure is not None

    def _directed(self, i: int) -> bool:
        """Whether a direction word stands in the segment of a figure."""
        return any(self._directs(j) for j in self.sentence.segment(self.parts[i].segment))

    def _labels(self, segment: int) -> bool:
        """``30 oaks (2023: 28)``: what a segment names is of the figure behind its colon."""
        heads = self.sentence.heads
        return segment + 1 < len(heads) and self.parts[heads[segment + 1]].text == ":"

    def _told_together(self, i: int) -> tuple[str, ...]:
        """``295 oaks and 826 elms in 2023``: the period behind a list of figures is that of all."""
        if self.context.strict or not self.periods or self.periods[0][0] < i:
            return ()
        at, keys = self.periods[0]
        listed = ("measure", "counted", "joins", "in", "hedge")
        between = self.parts[i + 1 : at]
        known = all(p.figure or p.text == "," or p.tags.keys() & set(listed) for p in between)
        joined = any("joins" in p.tags for p in between)
        return keys if known and joined and any(p.figure for p in between) else ()

    def _names_earlier(self, i: int) -> bool:
        """Whether an earlier period is named before, in another segment of the sentence."""
        now, segment = self.facts.periods.now, self.parts[i].segment
        return any(
            p < i and now not in keys and self.parts[p].segment < segment
            for p, keys in self.periods
        )

    def _becomes(self, i: int) -> bool:
        """``612 to 892``: the first of two figures, where it is told what it went to."""
        for j, part in enumerate(self.parts[i + 1 : i + 4], i + 1):
            if "to" in part.tags:
                after = self.parts[j + 1 : j + 3]
                return any(p.figure and p.figure.unit == "count" for p in after)
            if not {"measure", "counted"} & part.tags.keys():
                return False
        return False

    def _became(self, i: int) -> bool:
        """``fell to 612 from 892``: what it went to stands before what it came from."""
        before = range(self.sentence.heads[self.parts[i].segment], i)
        return any(self.parts[j].figure and self._preposition(j) == "to" for j in before)

    def _only_dated(self, segment: int) -> tuple[str, ...]:
        """The period of a segment that tells nothing else: ``a year before, 826``."""
        here = self.sentence.segment(segment)
        keys = [keys for p, keys in self.periods if p in here and not self._only_moves(p)]
        if len(keys) != 1 or self._stated_in(segment) or self._is_reference(segment):
            return ()
        return () if any(m in here for m in self.mentions) else keys[0]

    def _dates(self, i: int, period: int) -> bool:
        """Whether a month or year by name follows a figure, with no other figure between."""
        named = isinstance(self.parts[period].tags["period"], tuple)
        between = self.parts[i + 1 : period]
        return named and i < period and not any(p.figure or p.text in CUTS for p in between)

    def _back(self) -> tuple[str, ...]:
        """The earlier period that the sentence names, else those that it may mean."""
        known = self.facts.periods
        for _, keys in self.periods:
            earlier = tuple(k for k in keys if k != known.now)
            if earlier:
                return earlier
        return tuple(dict.fromkeys((*self.context.against, known.before)))

    def _only_moves(self, i: int) -> bool:
        """Whether a phrase says what a movement is held against, and is no time of a number."""
        return "movement" in self.parts[i].tags

    def _stated_in(self, segment: int) -> bool:
        parts = [self.parts[j] for j in self.sentence.segment(segment)]
        return any(p.figure or self._moves(p) for p in parts)

    def _against(self, i: int) -> tuple[str, ...]:
        """The earlier periods that a movement may be held against."""
        if self._moved_then(i):
            return (OTHER,)
        known = self.facts.periods
        found = [
            (abs(self.parts[p].segment - self.parts[i].segment), abs(p - i), keys)
            for p, keys in self.periods
            if known.now not in keys and not self._in_next_clause(i, p)
        ]
        if found:
            return min(found)[2]
        if self.context.since:
            return self.context.since
        return tuple(dict.fromkeys((known.before, *self.context.against)))

    def _in_next_clause(self, i: int, period: int) -> bool:
        """Whether a period stands behind a semicolon, and bears on what follows there."""
        between = self.parts[i + 1 : period]
        if not any(p.text == ";" for p in between):
            return False
        return self._stated_in(self.parts[period].segment) or any(
            p.figure or self._moves(p) for p in self.parts[period + 1 :]
        )

    def _all_then(self, i: int) -> tuple[str, ...]:
        """``rose by 9% to 300 in the year to May 2022``: the one period that is named, where it is
        an earlier one and nothing is held against it.
        """
        if len(self.periods) != 1:
            return ()
        ((at, keys),) = self.periods
        dated = isinstance(self.parts[at].tags["period"], tuple)
        inside = "inside" in self.parts[at].tags or "in" in self._tags(at - 1)
        if at < i or not dated or not inside or self.facts.periods.now in keys:
            return ()
        return () if any({"from", "than"} & p.tags.keys() for p in self.parts[:at]) else keys

    def _moved_then(self, i: int) -> bool:
        """``In 2023 it fell``: a movement of the earlier period itself."""
        if self._all_then(i):
            return True
        leading = [(p, keys) for p, keys in self.periods if p < min(i, self.first)]
        if not leading or any(q.figure for q in self.parts[:i]):
            return False
        at, keys = leading[-1]
        dated = isinstance(self.parts[at].tags["period"], tuple)
        within = at > 0 and "in" in self.parts[at - 1].tags
        return dated and within and self.facts.periods.now not in keys
