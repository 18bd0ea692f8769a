"""Where a figure or a movement lies: its place, its period, and which way it points."""

from __future__ import annotations

from collections.abc import Sequence

from generator.factcheck.names import OTHER
from generator.factcheck.sentence import CUTS
from generator.factcheck.subjects import Subjects


class Bearings(Subjects):
    """A sentence of which each part can be asked for place, period and sign."""

    def _place(self, i: int) -> tuple[str, ...]:
        """The places that a part may be about."""
        own = self.context.place
        segment = self.parts[i].segment
        if i in self.given:
            return next(codes for at, codes, _ in self.cues if at == self.given[i])
        if elsewhere := self._counted_elsewhere(i):
            return elsewhere
        cues = [c for c in self.cues if not c[2] or c[1] == (own,)]
        here = [
            c
            for c in cues
            if self.parts[c[0]].segment == segment
            and not self._beyond(i, c[0])
            and not self._of_next(i, c[0])
        ]
        if here:
            return min(here, key=lambda c: (abs(c[0] - i), c[0] < i))[1]
        if self.parts[self.sentence.heads[segment]].text == ")" and segment > 1:
            around = [c for c in cues if self.parts[c[0]].segment == segment - 2]
            if around:
                return around[-1][1]
        if "thereby" in self._between(i) and (named := [c for c in self.cues if c[0] < i]):
            return named[-1][1]
        if self._is_reference(segment):
            return self._lead(cues, i) or self._default()
        if led := self._lead(cues, i):
            return led
        return self._later(cues, i) or self._default()

    def _beyond(self, i: int, cue: int) -> bool:
        """Whether a place stands behind ``above`` or ``below``: another is held against it."""
        if cue < i:
            return False
        return any("side" in p.tags and not p.figure for p in self.parts[i + 1 : cue])

    def _of_next(self, i: int, cue: int) -> bool:
        """``7.2 to the 8.5 of the country``: the place is that of the rate behind ``to``."""
        return self._is_rate(i) and any(
            self._is_rate(j) and self._preposition(j) == "to" for j in range(i + 1, cue)
        )

    def _is_rate(self, i: int) -> bool:
        figure = self.parts[i].figure
        return figure is not None and figure.unit == "rate"

    def _counted_elsewhere(self, i: int) -> tuple[str, ...]:
        """Who counted, where that is not who counts in the story's place."""
        own = self.context.place
        known = {own, self.facts.group(own), self.facts.nation}
        for at, codes, acts in self.cues:
            others = any(c[1] != (own,) for c in self.cues if not c[2])
            if acts and at < i and not known & set(codes) and not others:
                return codes
        return ()

    def _later(self, cues: Sequence[tuple[int, tuple[str, ...], bool]], i: int) -> tuple[str, ...]:
        """The only place that the sentence names, behind the figure: ``were recorded in Ely``."""
        later = [c for c in cues if c[0] > i and not self._is_reference(self.parts[c[0]].segment)]
        if len(later) != 1 or not {"in", "for"} & self.parts[later[0][0] - 1].tags.keys():
            return ()
        between = self.parts[i + 1 : later[0][0]]
        if any(p.figure or "contrast" in p.tags or self._moves(p) for p in between):
            return ()
        return later[0][1]

    def _is_reference(self, segment: int) -> bool:
        """Whether a segment is what another is held against."""
        head = self.parts[self.sentence.heads[segment]].tags
        if "joins" in head and segment and self.handed:
            return self._is_reference(segment - 1)
        return "than" in head

    def _lead(self, cues: Sequence[tuple[int, tuple[str, ...], bool]], i: int) -> tuple[str, ...]:
        """The place that the sentence begins with, or the last before in no comparison."""
        earlier = [
            c for c in cues
            if c[0] < i and not self._is_reference(self.parts[c[0]].segment)
            and not self._is_beside(c[0])
        ]  # fmt: skip
        head = self.parts[self.sentence.heads[self.parts[i].segment]].text
        last = [c for c in cues if self.parts[c[0]].segment == self.parts[i].segment - 1]
        if head == "(" and last:
            return last[-1][1]
        before = [c for c in earlier if self.parts[c[0]].segment == self.parts[i].segment - 1]
        if before and self.parts[self.sentence.heads[self.parts[i].segment]].text in "(,:–—":
            return before[-1][1]
        leading = [c for c in earlier if c[0] < self.first]
        return leading[-1][1] if leading else ()

    def _is_beside(self, cue: int) -> bool:
        """``below the average``: a place that another is held against."""
        if self.parts[cue].tags.get("where") != "nation":
            return False
        before = self.parts[max(0, cue - 2) : cue]
        return any("side" in p.tags for p in before) and not any("in" in p.tags for p in before)

    def _default(self) -> tuple[str, ...]:
        if self.context.around:
            return self.context.around
        own = self.context.place
        if self.hangs and self.context.main[0]:
            return self.context.main[0]
        actors = [c for c in self.cues if c[2]]
        named = [c for c in self.cues if not c[2]]
        weak = [code for c in actors for code in c[1]] if not named else []
        if self.context.label:
            return tuple(dict.fromkeys((*self.context.label, *weak)))
        carried = self.context.places
        if not carried and self._carries_on():
            carried = self.context.earlier
        return tuple(dict.fromkeys((own, *weak, *carried)))

    def _carries_on(self) -> bool:
        """Whether the sentence begins with what points to the one before it."""
        return any({"backward", "number"} & p.tags.keys() for p in self.parts[:3])

    def _when(self, i: int) -> tuple[str, ...]:
        """The periods that a number may be of."""
        segment = self.parts[i].segment
        known = self.facts.periods
        here = [
            p
            for p in self.periods
            if self.parts[p[0]].segment == segment and not self._only_moves(p[0])
        ]
        preposition = self._preposition(i)
        if preposition == "from":
            dated = [k for p, k in self.periods if self._dates(i, p)]
            return dated[0] if dated else self._back()
        if i > 1 and "on" in self._tags(i - 1) and self.parts[i - 2].figure:
            return self._back()  # "up 51 on 2,008"
        held = self._back() if self._names_earlier(i) else ()
        if preposition == "to":
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
            named = [keys for p, keys in self.periods if p < i]
            if named:
                return named[-1]
        leading = [p for p in self.periods if p[0] < min(i, self.first)]
        if leading and not self._only_moves(leading[-1][0]):
            return leading[-1][1]
        following = [
            p for p in self.periods if self.parts[p[0]].segment == segment + 1 and p[0] > i
        ]
        if following and self.parts[self.sentence.heads[segment + 1]].text == ";":
            following = []
        if following and not self._stated_in(segment + 1) and not self._only_moves(following[0][0]):
            return following[0][1]
        if together := self._told_together(i):
            return together
        for p, keys in self.periods:
            between = self.parts[i + 1 : p]
            stated = any(q.figure or self._moves(q) for q in between)
            if p > i and not stated and isinstance(self.parts[p].tags["period"], tuple):
                return keys
        return self.context.when or self.context.inquired or (known.now,)

    def _told_together(self, i: int) -> tuple[str, ...]:
        """``295 oaks and 826 elms in 2023``: the period behind a list of figures is that of all."""
        if self.context.strict or not self.periods or self.periods[0][0] < i:
            return ()
        at, keys = self.periods[0]
        listed = ("measure", "counted", "joins", "in", "size", "hedge")
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

    def _moved_then(self, i: int) -> bool:
        """``In 2023 it fell``: a movement of the earlier period itself."""
        leading = [(p, keys) for p, keys in self.periods if p < min(i, self.first)]
        if not leading or any(q.figure for q in self.parts[:i]):
            return False
        at, keys = leading[-1]
        dated = isinstance(self.parts[at].tags["period"], tuple)
        within = at > 0 and "in" in self.parts[at - 1].tags
        return dated and within and self.facts.periods.now not in keys

    def _preposition(self, i: int) -> str:
        """``from``, ``to`` or ``by`` right before a figure, hedges and articles aside."""
        for j in range(i - 1, max(-1, i - 5), -1):
            part = self.parts[j]
            for name in ("from", "to", "by", "of"):
                if name in part.tags:
                    return "from" if name == "of" and self._from_total(j) else name
            if {"hedge", "articles", "currencies"} & part.tags.keys():
                continue
            if "than" in part.tags:
                return "than"
            if "joins" in part.tags and j and self.parts[j - 1].figure:
                return self._preposition(j - 1)
            return "direction" if "direction" in part.tags else ""
        return ""

    def _from_total(self, i: int) -> bool:
        """``from a total of 295``."""
        before = self.parts[max(0, i - 3) : i]
        return any("from" in p.tags for p in before) and any("number" in p.tags for p in before)

    def _sign(self, i: int) -> tuple[int | None, int]:
        """The direction that a figure is given, and where its word stands."""
        segment = self.parts[i].segment
        figure = self.parts[i].figure
        if figure is not None and figure.sign is not None:
            return figure.sign, i
        here = self.sentence.segment(segment)
        after = i + 1
        if after < len(self.parts) and after in here and self._directs(after):
            return self.parts[after].tags["direction"], after
        if (
            after + 1 in here
            and {"amounts", "of"} & self.parts[after].tags.keys()
            and self._directs(after + 1)
        ):
            return self.parts[after + 1].tags["direction"], after + 1
        for j in range(i - 1, here.start - 1, -1):
            if self._directs(j):
                return self.parts[j].tags["direction"], j
        for j in range(i + 1, here.stop):
            if self._directs(j):
                return self.parts[j].tags["direction"], j
            if self.parts[j].figure:
                break
        for j in range(here.start - 1, -1, -1):
            if self._directs(j):
                return self.parts[j].tags["direction"], j
        goes_on = self.hangs or any("alike" in p.tags for p in self.parts[:3])
        if goes_on and self.context.moved is not None:
            return self.context.moved, -1
        return self.context.sign, -1

    def _directs(self, j: int) -> bool:
        tags = self.parts[j].tags
        if "amounts" in tags and {"size", "steepness"} & self._tags(j + 1).keys():
            return False  # "more steeply"
        return tags.get("direction") is not None and not self.parts[j].figure

    def _than_places(self, i: int) -> tuple[str, ...]:
        """The places that something is held against behind ``i``."""
        segment = self.parts[i].segment
        near = [
            codes
            for at, codes, _ in self.cues
            if at > i
            and self._reaches(segment, self.parts[at].segment)
            and not any(i < p < at for p, _ in self.periods)
        ]
        own = (self.context.place,)
        others = [codes for codes in near if codes != own]
        if not others and near and self._names_two():
            return own
        return others[0] if others else ()

    def _reaches(self, segment: int, other: int) -> bool:
        """Whether a segment is the same, or goes on with it."""
        if other == segment + 1:
            return self.parts[self.sentence.heads[other]].text not in (";", ":")
        return other == segment

    def _names_two(self) -> bool:
        return len({c[1] for c in self.cues}) > 1

    def _compared(self, i: int, than: tuple[str, ...]) -> tuple[str, ...]:
        places = tuple(p for p in self._place(i) if p not in than)
        return places or (self.context.place,)

    def _side_after(self, i: int) -> int | None:
        """``18% above``, ``35% higher than``."""
        for part in self.parts[i + 1 : i + 4]:
            if "side" in part.tags:
                sign: int = part.tags["side"]
                return sign
            if part.text in CUTS or part.figure:
                break
        return None
