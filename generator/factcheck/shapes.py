"""How a figure stands: what is said right before and behind it."""

from __future__ import annotations

from generator.factcheck.bearings import Bearings
from generator.factcheck.sentence import CUTS


class Shapes(Bearings):
    """A sentence of which each figure can be asked how it stands."""

    def _is_denied(self, i: int) -> bool:
        """``it is not 95%``."""
        return "negations" in self._tags(i - 1)

    def _is_rest(self, i: int) -> bool:
        """``40 oaks stood and 12 did not``, ``the other 12``: what is left of another number."""
        if "remaining" in self._tags(i - 1):
            return True
        negated = next((j for j in (i + 1, i + 2) if "negations" in self._tags(j)), -1)
        if negated < 0 or (negated == i + 2 and "alike" not in self._tags(i + 1)):
            return False
        return negated + 1 == len(self.parts) or self.parts[negated + 1].text in CUTS

    def _in_range(self, i: int) -> bool:
        """``between 30% and 40%``."""
        near = self.parts[max(0, i - 4) : i]
        at = next((j for j, p in enumerate(near) if "between" in p.tags), -1)
        return at >= 0 and all(
            p.figure or "joins" in p.tags or p.text == "," for p in near[at + 1 :]
        )

    def _near(self, i: int) -> tuple[str, ...]:
        """The places that are named in other segments, where a figure's own names none."""
        segment = self.parts[i].segment
        own = {self.parts[at].segment for at, _, _ in self.cues}
        if segment in own:
            return ()
        cued = [c for c in self.cues if not self._is_reference(self.parts[c[0]].segment)]
        return tuple(dict.fromkeys(code for _, codes, _ in cued for code in codes))

    def _part_of_movement(self) -> int | None:
        """``of that drop, 656 were oaks``: which way the whole went."""
        if not self.parts or "of" not in self.parts[0].tags:
            return None
        return next((p.tags["direction"] for p in self.parts[1:4] if "direction" in p.tags), None)

    def _follows_percentage(self, i: int) -> bool:
        """``by 24 per cent, and elms by ten``: the unit is left out."""
        before = [p.figure for p in self.parts[:i] if p.figure]
        after = self.parts[i + 1 : i + 2]
        named = bool(after) and bool({"measure", "counted"} & after[0].tags.keys())
        return bool(before) and before[-1].unit == "percent" and not named

    def _beside_earlier(self, i: int) -> int | None:
        """``55 below the 694 of 2023``: how far it is from an earlier number."""
        side = self._tags(i + 1).get("side")
        near = self.parts[i + 2 : i + 6]
        earlier = any(p.figure or "period" in p.tags for p in near)
        named = any({"place", "where", "target"} & p.tags.keys() for p in near)
        return side if side and earlier and not named and not self._has_rate(i) else None

    def _has_rate(self, i: int) -> bool:
        return any("rate" in p.tags or "per" in p.tags for p in self.parts[:i])

    def _is_out_of(self, i: int) -> bool:
        """``45 oaks out of 300``."""
        for j in range(i + 1, min(i + 4, len(self.parts) - 1)):
            if "of" in self.parts[j].tags:
                return self.parts[j + 1].figure is not None
            if not {"measure", "counted"} & self.parts[j].tags.keys():
                return False
        return False

    def _falls_short(self, i: int) -> bool:
        """``332 cases more than a year before``."""
        counted = {"counted", "measure", "times"} & self._tags(i + 1).keys()
        return bool(counted) and {"direction", "than"} <= self._tags(i + 2).keys()

    def _names_movement(self, i: int) -> bool:
        """``440, the drop in oaks``: a movement as a noun behind a figure that stands first."""
        head = self.parts[: i - 1]
        if any("hedge" not in p.tags and "articles" not in p.tags for p in head):
            return False
        named = [p for p in self.parts[i : i + 3] if "articles" not in p.tags]
        return bool(named) and "direction" in named[0].tags and self.parts[i] is not named[0]

    def _of_kind(self, measures: tuple[str, ...], *, percentage: bool) -> tuple[str, ...]:
        """Those measures that are percentages, or that are not; all, where there are none."""
        fitting = [m for m in measures if (self.facts.kind(m) == "percentage") == percentage]
        return tuple(fitting) or measures

    def _bound(self, i: int) -> bool:
        """Whether a number in words counts something that the reader knows."""
        one = self.parts[i].text in self.facts.beat.lexicon.single
        one = one and not self._ends_movement(i)
        if not one and self._preposition(i) in ("from", "to", "by", "direction"):
            return True
        if i and self.parts[i - 1].text == ":":
            return True
        for part in self.parts[i + 1 : i + (3 if one else 4)]:
            if {"measure", "counted", "direction"} & part.tags.keys():
                return True
            if part.text in CUTS:
                return not one
        return False

    def _restates(self, i: int) -> bool:
        """``fell by 15% (45 oaks)``."""
        before = self.parts[i - 2].figure if i > 1 and self.parts[i - 1].text == "(" else None
        return before is not None and before.unit == "percent"

    def _rephrases(self, i: int) -> bool:
        """``by 6%, or £70``: the same movement in another unit."""
        return self._says_again(i) and self._sign(i)[1] >= 0

    def _says_again(self, i: int) -> bool:
        """``6%, or 70 oaks``: what was told in per cent, in another unit."""
        for j in range(i - 1, max(-1, i - 4), -1):
            tags = self.parts[j].tags
            if "again_as" in tags:
                before = [p.figure for p in self.parts[:j] if p.figure]
                return bool(before) and before[-1].unit == "percent"
            if not {"hedge", "articles", "currencies"} & tags.keys():
                return False
        return False

    def _moved_by(self, i: int) -> bool:
        """``a fall of 87``: a movement stands before ``of``."""
        for j in range(i - 1, max(-1, i - 6), -1):
            tags = self.parts[j].tags
            if "direction" in tags or "moved" in tags:
                return True
            if "measure" in tags and self._is_of_movement(j):
                return True  # "an increase in oaks of 87", "an increase in oaks, of 87"
            if self.parts[j].text == "," and j == i - 2:
                continue
            if "measure" in tags or "number" in tags or self.parts[j].text in CUTS:
                return False
        return False

    def _is_of_movement(self, j: int) -> bool:
        """``an increase in oaks``: whether a movement is said to be in what is named."""
        at = j - 2 if "articles" in self._tags(j - 1) else j - 1
        return "in" in self._tags(at) and "direction" in self._tags(at - 1)

    def _is_often(self, i: int) -> bool:
        """``62 a day``: a number of something shorter than the release's period."""
        if any(self.facts.kind(m) == "level" for m in self._tags(i + 1).get("measure", ())):
            return False  # "45 hours a week": as it is measured
        segment = self.sentence.segment(self.parts[i].segment)
        return any("often" in self.parts[j].tags for j in range(i + 1, segment.stop))

    def _cued(self, i: int) -> bool:
        """Whether a place or a period is named in the segment of a figure."""
        segment = self.parts[i].segment
        named = [*(c[0] for c in self.cues), *(p for p, _ in self.periods)]
        return any(self.parts[j].segment == segment for j in named)

    def _carried_whole(self) -> tuple[str, ...] | None:
        """``in Westford it is 44%``: a share that goes on from the sentence before."""
        moved = any(self._moves(p) for p in self.parts)
        return None if moved else self.context.whole or None

    def _spreads(self, i: int) -> bool:
        """Whether a place that lies in another has the share: ``Westford has 44% of the total``."""
        around = self.context.place
        return any(
            at < i and self.facts.group(code) == around and code != around
            for at, codes, _ in self.cues
            for code in codes
        )

    def _is_share_before(self, i: int) -> bool:
        """``the bigger part, 41%``."""
        at = self.sentence.heads[self.parts[i].segment]
        return i == at + 1 and self.parts[at].text in ",:(" and "share" in self.parts[at - 1].tags

    def _is_whole(self, mention: int) -> bool:
        """``9% of all trees``: what a share is of."""
        for j in range(max(0, mention - 3), mention):
            figure = self.parts[j].figure
            if figure and figure.unit in ("percent", "fraction"):
                return "of" in self._tags(j + 1)
        return False

    def _shares(self, measures: tuple[str, ...]) -> bool:
        """Whether measures are percentages by themselves."""
        return all(self.facts.kind(m) == "percentage" for m in measures)

    def _aimed(self) -> tuple[str, ...]:
        """The measures that have a target."""
        measures = self.facts.beat.file.measures
        return tuple(n for n, m in measures.items() if m.target is not None)

    def _is_target(self, i: int) -> bool:
        segment = self.sentence.segment(self.parts[i].segment)
        near = range(max(segment.start, i - 4), min(segment.stop, i + 3))
        return any("target" in self.parts[j].tags for j in near)

    def _progress_after(self, i: int, measures: tuple[str, ...]) -> int:
        """``0.6 worse``: up or down, by what is good of the measure; 0 where it is not told."""
        progress: int = self._tags(i + 1).get("progress", 0)
        good = self.facts.beat.file.measures[measures[0]].good if measures else None
        return progress if good == "up" else -progress

    def _side_before(self, i: int) -> int | None:
        """``ahead of it by two points``."""
        for part in reversed(self.parts[max(0, i - 5) : i]):
            if "side" in part.tags and "direction" not in part.tags:
                sign: int = part.tags["side"]
                return sign
        return None

    def _back_at_end(self, i: int) -> bool:
        """``above that``: what stands there was told before."""
        return any("backward" in p.tags for p in self.parts[i + 2 : i + 5])
