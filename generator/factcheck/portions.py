"""What a percentage, a part or a multiple states."""

from __future__ import annotations

from collections.abc import Iterator

from generator.factcheck.cued import WIDE
from generator.factcheck.parts import Figure, Part
from generator.factcheck.sentence import CUTS
from generator.factcheck.shapes import Shapes
from generator.factcheck.stated import Stated
from generator.factcheck.subjects import Subject


class Portions(Shapes):
    """A sentence whose percentages and multiples are read."""

    of_whole: tuple[str, ...] | None = None
    of_place: tuple[str, ...] = ()

    def _about(self, base: Stated, subject: Subject, i: int) -> Stated:
        return base._replace(
            measures=subject.measures,
            every=subject.every,
            places=self._place(i),
            hang=subject.at,
            near=self._near(i),
        )

    def _outside(self, base: Stated, why: str = "") -> Stated:
        return base._replace(sort="outside", why=why)

    def _percent(self, i: int, part: Part, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        whole = self._whole(i)
        if subject.foreign and not whole:
            yield self._outside(base)
            return
        sign, at = self._sign(i)
        base = self._about(base, subject, i)
        own = [m for m in subject.measures if self.facts.kind(m) == "percentage"]
        fraction = figure.unit == "fraction"
        if self._is_target(i) and (aimed := self._aimed()):
            yield base._replace(sort="target", sign=None, measures=aimed)
            return
        if fraction and (than := self._of_rate(i)):
            yield base._replace(sort="ratio", sign=None, than=than, places=self._compared(i, than))
            return
        if whole is None and not self._directed(i):
            whole = self.of_whole or self._carried_whole()
        if whole is not None and not (
            at >= 0 and self._preposition(i) in ("by", "of", "direction")
        ):
            self.of_whole = whole
            if portion := self._portion(i, base, whole):
                yield portion
                return
            if not whole:
                yield self._outside(base, "it is a part of another figure")
                return
            yield from self._shared(i, base, whole)
            return
        if not own and not fraction and self._goes_to(i):
            yield base._replace(sort="value", when=self._when(i), sign=None)
            return
        moving = fraction and i + 1 < len(self.parts) and self._directs(i + 1)
        if own and not moving and self._preposition(i) not in ("by", "direction"):
            value = base._replace(sort="value", measures=tuple(own), when=self._when(i))
            if 0 <= at < i and not fraction:
                moved = base._replace(sort="change", sign=sign, when=self._against(i))
                value = value._replace(others=(moved,))
            yield value
            return
        if fraction and at < 0 and self._preposition(i) != "by":
            if part.tags.get("ratio"):
                yield self._outside(base)
            return
        side = self._side_after(i)
        if side is not None and sign is None:
            sign = side
        if side is not None and (than := self._than_places(i)):
            yield base._replace(sort="ratio", sign=side, than=than, places=self._compared(i, than))
            return
        if self._is_reference(self.parts[i].segment) and not self._cued(i):
            here = self.context.place
            around = (self.facts.nation, self.facts.group(here), *base.places)
            base = base._replace(places=tuple(dict.fromkeys(around)))
        yield base._replace(sort="change", sign=sign, when=self._against(i))

    def _goes_to(self, i: int) -> bool:
        """``rose to 34%``, which a count cannot."""
        before = [p.tags for p in self.parts[max(0, i - 4) : i] if "hedge" not in p.tags]
        moved = [t for t in before[:-1] if "size" not in t][-1:]
        return bool(moved) and "to" in before[-1] and "direction" in moved[0] and self._closes(i)

    def _whole(self, i: int) -> tuple[str, ...] | None:
        """What a share is of: ``36% of all trees``; None where the figure is no share."""
        if "ratio_of" in self.parts[i].tags:
            return self.parts[i].tags["ratio_of"] or (self.total,)
        after = self.parts[i + 1 : i + 7]
        if len(after) > 2 and "of" in after[0].tags and (after[1].figure or after[2].figure):
            return ()
        if (
            after
            and "ratio" in self.parts[i].tags
            and {"measure", "counted"} & after[0].tags.keys()
        ):
            measured: tuple[str, ...] = after[0].tags.get("measure", (self.total,))
            return measured
        if after and "of" in after[0].tags:
            owned = False
            for part in after[1:]:
                if "measure" in part.tags:
                    measures: tuple[str, ...] = part.tags["measure"]
                    return measures
                if {"all", "whole", "counted", "backward", "number"} & part.tags.keys():
                    continue
                if part.text == "s" or {"place", "where"} & part.tags.keys():
                    owned = owned or part.text == "s"
                    continue
                if part.figure and owned:
                    return ()  # "half of Westford's 156"
                if part.figure:
                    continue
                if part.text in CUTS or not ({"glue", "recorded", "word", "of"} & part.tags.keys()):
                    break
            if owned or {"all", "whole", "counted", "backward", "number"} & {
                t for p in after for t in p.tags
            }:
                return (self.total,)
        if "share" in self._between(i) or self._is_share_before(i):
            return (self.total,)
        moved = any("direction" in p.tags for p in self.parts)
        if not moved and any("share" in p.tags for p in self.parts[:i]):
            return (self.total,)
        return None

    def _portion(self, i: int, base: Stated, whole: tuple[str, ...]) -> Stated | None:
        """``35% of the county's``: the part that a place has of what a wider one has."""
        here = self.context.place
        if self._is_reference(self.parts[i].segment):
            return None
        j, codes = self._whole_place(i)
        if not codes:
            return None
        before = [m for m in self.mentions if m < j and not self._is_everything(m)]
        measures = self._group(before[-1]).measures if before else base.measures
        own = tuple(c for c in self._lead(self.cues, i) if c not in codes) or (here,)
        named = tuple(dict.fromkeys((*measures, *(whole if whole != (self.total,) else ()))))
        shared = list(self._shared(i, base, whole)) if whole else []
        return base._replace(
            sort="portion", measures=named, places=own, than=codes, when=self._when(i),
            others=tuple(s for s in shared if s.sort == "share"),
        )  # fmt: skip

    def _whole_place(self, i: int) -> tuple[int, tuple[str, ...]]:
        """Where the place is named of which a part is told, and its codes."""
        here = self.context.place
        for j in range(i + 1, min(i + 10, len(self.parts))):
            part = self.parts[j]
            if part.figure and j < i + 4 and any("of" in p.tags for p in self.parts[i + 1 : j]):
                continue  # "half of the 5,526 oaks in Westshire"
            if part.text in CUTS or part.figure or self._moves(part) or "contrast" in part.tags:
                break
            codes = self._codes(part, j)
            wide = tuple(c for c in codes if self.facts.role(c) in WIDE)
            if wide and here not in codes:
                self.of_place = wide
                return j, wide
            if "backward" in part.tags and self._holds_others(self.context.places):
                return j, self.context.places  # "a quarter of those", of the county's
        if self.of_place and any("joins" in p.tags for p in self.parts[max(0, i - 3) : i]):
            return i + 1, self.of_place  # "45% of the county's oaks and 58% of elms"
        return -1, ()

    def _holds_others(self, places: tuple[str, ...]) -> bool:
        """Whether places hold others, and are not the story's own."""
        wide = bool(places) and all(self.facts.role(c) in WIDE for c in places)
        return wide and self.context.place not in places

    def _of_rate(self, i: int) -> tuple[str, ...]:
        """``a third of the rate of Westshire``: the places whose rate that is."""
        near = self.parts[i + 1 : i + 4]
        if not near or "of" not in near[0].tags or not any("rate" in p.tags for p in near):
            return ()
        return next((c for at, c, _ in self.cues if i < at < i + 8), ())

    def _is_everything(self, mention: int) -> bool:
        """``of all that was recorded``: a general noun that says of nothing what it is."""
        return self.meant[mention] == (self.total,) and "of" in self._tags(mention - 1)

    def _shared(self, i: int, base: Stated, whole: tuple[str, ...]) -> Iterator[Stated]:
        before = [m for m in self.mentions if m < i and not self._is_whole(m)]
        after = [m for m in self.mentions if m > i and "measure" in self.parts[m].tags]
        after = [m for m in after if self.meant[m] != whole or self._shares(whole)]
        parts = [x for m in (*before[-1:], *after[:1]) for x in self.meant[m]]
        parts = [p for p in parts if p not in whole or self._shares((p,))]
        others = any("backward" in p.tags for p in self.parts[i + 1 : i + 4])
        if not parts and (others or self._is_foreign(i)):
            yield self._outside(base)
            return
        if set(parts) <= set(whole) and self._spreads(i):
            yield self._outside(base, "it is a part of another place's figure")
            return
        carried = [
            m for m in self.context.measures if self.facts.kind(m) in ("count", "percentage")
        ]
        parts = parts or [m for m in carried if m not in whole] or carried
        own = tuple(m for m in (*base.measures, *parts) if self.facts.kind(m) == "percentage")
        measures = tuple(dict.fromkeys((*parts, *own)))
        when = self._when(i)
        together = before and len(self.groups[before[-1]]) > 1 and i not in self.handed
        if together:
            measures = self._group(before[-1]).measures
        yield base._replace(
            sort="share", measures=measures, whole=whole, when=when, every=bool(together)
        )

    def _points(self, i: int, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        if subject.foreign:
            yield self._outside(base)
            return
        own = tuple(m for m in subject.measures if self.facts.kind(m) == "percentage")
        base = base._replace(
            measures=own or subject.measures, places=self._place(i), hang=subject.at
        )
        segment = [self.parts[j].tags for j in self.sentence.segment(self.parts[i].segment)]
        side = self._side_after(i)
        if self._preposition(i) == "by" and self.parts[i].segment:
            before = self.sentence.segment(self.parts[i].segment - 1)
            segment += [self.parts[j].tags for j in before if "missed" in self.parts[j].tags]
        missed = any("missed" in t for t in segment)
        if any("target" in t for t in segment) or missed:
            yield base._replace(sort="beyond", sign=-1 if missed else side)
            return
        sign, _ = self._sign(i)
        if sign is None and side is None and not own:
            yield self._outside(base, "it is no movement")
            return
        if side is not None:
            than = self._than_places(i) or self.context.places or self.context.earlier
            than = than or (() if self._back_at_end(i) else (self.facts.nation,))
            others = [base._replace(sort="beyond", sign=side)]
            if self.periods and not self._than_places(i):
                way = self._progress_after(i, base.measures) or side
                others.append(base._replace(sort="change", sign=way, when=self._against(i)))
            yield base._replace(sort="apart", sign=side, than=than, places=self._compared(i, than),
                                others=tuple(others))  # fmt: skip
            return
        if (side := self._side_before(i)) is not None and self._preposition(i) == "by":
            than = tuple(dict.fromkeys(c for _, codes, _ in self.cues for c in codes))
            than = tuple(c for c in than if c != self.context.place) or (self.facts.nation,)
            yield base._replace(sort="apart", sign=side, than=than, places=(self.context.place,))
            return
        yield base._replace(sort="change", sign=sign, when=self._against(i))

    def _paced(self, i: int, base: Stated) -> Stated:
        """``twice the fall across Westshire``."""
        than = tuple(code for at, codes, _ in self.cues if at > i for code in codes)
        if not than:
            return self._outside(base, "it compares two movements")
        return base._replace(sort="pace", than=than, places=self._compared(i, than), sign=None)

    def _is_of_earlier(self, i: int) -> bool:
        """``twice as many oaks as the year before``, ``double that of 2023``."""
        segment = self.parts[i].segment
        for at, keys in self.periods:
            if at > i and self.parts[at].segment == segment and self.facts.periods.now not in keys:
                before = self._tags(at - 1)
                return bool({"as", "of"} & before.keys()) or before.get("side") == 0
        return False

    def _factor(self, i: int, part: Part, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1 + ("mild" in self._tags(i + 1)))  # "twice as many oaks"
        if subject.foreign:
            yield self._outside(base)
            return
        base = self._about(base, subject, i)
        after = self.parts[i + 1 : i + 5]
        if any({"steepness", "direction"} & p.tags.keys() and "side" not in p.tags for p in after):
            yield self._paced(i, base)
            return
        than = self._than_places(i)
        verb = part.text.endswith(("d", "ing")) or self._before(i, "direction")
        verb = verb or self._is_of_earlier(i)
        if not than and not verb:
            return
        if than and not verb:
            yield base._replace(sort="ratio", sign=None, than=than, places=self._compared(i, than))
            return
        grown = figure.number.value > 1
        yield base._replace(sort="times", when=self._against(i), sign=1 if grown else -1)
