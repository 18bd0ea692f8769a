"""Where a figure or a movement lies: its place, and the places that it is held against."""

from __future__ import annotations

from collections.abc import Sequence

from generator.factcheck.cued import WIDE
from generator.factcheck.sentence import CUTS
from generator.factcheck.ways import Ways


class Located(Ways):
    """A sentence of which each part can be asked for its place."""

    def _place(self, i: int) -> tuple[str, ...]:
        """The places that a part may be about."""
        own = self.context.place
        segment = self.parts[i].segment
        if i in self.given:
            return next(codes for at, codes, _ in self.cues if at == self.given[i])
        if elsewhere := self._counted_elsewhere(i):
            return elsewhere
        cues = [c for c in self.cues if not c[2] or c[1] == (own,) or self._is_of_many(c[0], c[1])]
        ends = self._closes(i + ("per" in self._tags(i + 1)))
        if i > 1 and self.parts[i - 1].text in (",", "(") and self._closes(i):
            set_off = [codes for at, codes, weak in self.cues if at == i - 2 and not weak]
        elif i > 2 and "in" in self._tags(i - 1) and self.parts[i - 2].text == "," and ends:
            set_off = [codes for at, codes, weak in self.cues if at == i - 3 and not weak]
        else:
            set_off = []
        if set_off:
            return set_off[0]  # "above that of the country, 7.8,", "the country, at 7.8"
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

    def _is_aside(self, segment: int) -> bool:
        """Whether a segment between commas says nothing: ``, too,``."""
        parts = [self.parts[j] for j in self.sentence.segment(segment)]
        return parts[0].text == "," and all("again" in p.tags for p in parts[1:])

    def _is_of_many(self, at: int, codes: tuple[str, ...]) -> bool:
        """``Westford had 12``, in the story of its county: one of those that lie in it."""
        many = self.facts.role(self.context.place) in WIDE
        return many and self._acts(at) and self.facts.role(codes[0]) not in WIDE

    def _closes(self, i: int) -> bool:
        """``were 39 down``: nothing more is said behind a part."""
        after = self.parts[i + 1 : i + 2]
        return not after or after[0].text in CUTS or bool({"joins", "on"} & after[0].tags.keys())

    def _beyond(self, i: int, cue: int) -> bool:
        """Whether a place stands behind ``above`` or ``below``: another is held against it."""
        if cue < i:
            return False
        between = self.parts[i + 1 : cue]
        if any(p.figure and p.figure.unit == "factor" for p in between):
            return True  # "is twice that of the country"
        return any("side" in p.tags and not p.figure for p in between)

    def _of_next(self, i: int, cue: int) -> bool:
        """``7.2 to the 8.5 of the country``: the place is that of the rate behind ``to``."""
        return self._is_rate(i) and any(
            self._is_rate(j) and self._preposition(j) == "to" for j in range(i + 1, cue)
        )

    def _is_rate(self, i: int) -> bool:
        figure = self.parts[i].figure
        return figure is not None and figure.unit == "rate"

    def _counted_elsewhere(self, i: int) -> tuple[str, ...]:
        """Who counted, where that is not who counts in the story's place, or counted more."""
        own = (self.context.place,)
        known = {*own, self.facts.group(own[0]), self.facts.nation}
        named = [(at, codes) for at, codes, acts in self.cues if not acts]
        if any(codes != own for _, codes in named):
            return ()
        for at, codes, acts in self.cues:
            # Beside who counted, the own place may follow: "recorded 12 in Westford".
            behind = (
                range(at, i)
                if self.parts[at].segment == self.parts[i].segment
                else range(at, self.sentence.segment(self.parts[i].segment).stop)
            )
            told = acts and at < i and not any(other in behind for other, _ in named)
            if told and (not known & set(codes) or self._holds_part(i)):
                return codes
        return ()

    def _holds_part(self, i: int) -> bool:
        """``Westshire counted 90 oaks, of which 12 stood in Westford``: what is told is the whole
        of which the story's place has a part.
        """
        segment = self.parts[i].segment + 1
        if segment >= len(self.sentence.heads):
            return False
        here = self.sentence.segment(segment)
        own = any(at in here and codes == (self.context.place,) for at, codes, _ in self.cues)
        return own and any(
            "backward" in self.parts[j].tags and "of" in self._tags(j - 1) for j in here
        )

    def _later(self, cues: Sequence[tuple[int, tuple[str, ...], bool]], i: int) -> tuple[str, ...]:
        """The only place that the sentence names, behind the figure: ``were recorded in Ely``."""
        later = [c for c in cues if c[0] > i and not self._is_reference(self.parts[c[0]].segment)]
        if len(later) != 1 or not {"in", "for"} & self.parts[later[0][0] - 1].tags.keys():
            return ()
        between = self.parts[i + 1 : later[0][0]]
        stated = any(p.figure or "contrast" in p.tags or self._moves(p) for p in between)
        if stated or any(p.text == ";" for p in between) or "as" in self._tags(later[0][0] - 2):
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
        back = self.parts[i].segment - 1
        while back > 0 and self._is_reference(back):
            back -= 1  # "Ely is below its county and below the country"
        while back > 0 and self._is_aside(back):
            back -= 1  # "Ely, too, was down"
        before = [c for c in earlier if self.parts[c[0]].segment == back]
        if before and self.parts[self.sentence.heads[self.parts[i].segment]].text in "(,:–—":
            return before[-1][1]
        if before and back < self.parts[i].segment - 1:
            return before[-1][1]
        leading = [c for c in earlier if c[0] < self.first]
        return leading[-1][1] if leading else ()

    def _is_beside(self, cue: int) -> bool:
        """``below the average``: a place that another is held against."""
        if self.facts.nation not in self._codes(self.parts[cue], cue):
            return False
        before = self.parts[max(0, cue - 5) : cue]
        if any(p.figure and p.figure.unit == "factor" for p in before):
            return True  # "four times that of the country"
        before = before[-3:]
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
        behind = [
            codes for at, codes, _ in self.cues
            if at > i and self.parts[at].segment == segment + 1 and self._is_reference(segment + 1)
        ]  # fmt: skip
        if behind and len(near) > 1 and "than" not in self.parts[i].tags:
            return behind[0]  # "more common in Westford than here"
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

    def _is_held(self, cue: int) -> bool:
        """``better than its region``: a place that another has been held against."""
        return any("than" in p.tags for p in self.parts[max(0, cue - 2) : cue])

    def _compared(self, i: int, than: tuple[str, ...]) -> tuple[str, ...]:
        held = {p for at, codes, _ in self.cues if at < i and self._is_held(at) for p in codes}
        places = tuple(p for p in self._place(i) if p not in than and p not in held)
        if not places:
            role = self.facts.role(than[0]) if than else ""
            cues = [c for c in self.cues if c[0] < i and self.facts.role(c[1][0]) == role]
            places = tuple(p for p in self._lead(cues, i) if p not in than and p not in held)
        return places or (self.context.place,)
