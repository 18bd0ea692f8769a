"""What a figure states: a number, a change, a rate, a share, a distance."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from generator.factcheck.facts import POPULATION
from generator.factcheck.sentence import CUTS, Figure, Part
from generator.factcheck.shapes import Shapes
from generator.factcheck.stated import Stated
from generator.factcheck.subjects import Subject
from generator.model import KINDS


class Figures(Shapes):
    """A sentence whose figures are read."""

    of_whole: tuple[str, ...] | None = None

    def _figure(self, i: int, part: Part, figure: Figure) -> Iterator[Stated]:
        base = Stated(
            "",
            part.start,
            part.end,
            unit=figure.unit,
            number=figure.number,
            hedge=figure.hedge,
            words=part.text,
        )
        if self._is_denied(i):
            yield self._outside(base, "it is denied")
            return
        if self._in_range(i):
            yield self._outside(base, "it is an end of a range")
            return
        match figure.unit:
            case "percent" | "fraction":
                yield from self._percent(i, part, figure, base)
            case "points":
                yield from self._points(i, base)
            case "factor":
                yield from self._factor(i, part, figure, base)
            case "rate":
                yield from self._rated(i, figure, base)
            case _:
                yield from self._count(i, base)

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

    def _rated(self, i: int, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        if subject.foreign or self._is_often(i):
            yield self._outside(base)
            return
        per = figure.per or (POPULATION, Fraction(1000))
        yield base._replace(sort="rate", measures=subject.measures, every=subject.every,
            places=self._rate_places(i), when=self._rate_when(i), per=per, hang=subject.at,
        )  # fmt: skip

    def _rate_when(self, i: int) -> tuple[str, ...]:
        when = self._when(i)
        segment = self.parts[i].segment
        cued = any(self.parts[p].segment == segment for p, _ in self.periods)
        return when if cued else (self.facts.periods.now,)

    def _rate_places(self, i: int) -> tuple[str, ...]:
        """A rate that another is held against, without a place, is the nation's or the group's."""
        segment = self.parts[i].segment
        cued = [c for c in self.cues if self.parts[c[0]].segment == segment]
        to = self._preposition(i) == "to" and any(map(self._is_rate, range(i)))
        to = to and not any("from" in p.tags for p in self.parts[:i])
        if (to or self._is_reference(segment)) and not cued:
            own = self.context.place
            named = [code for c in self.cues for code in c[1] if code != own]
            return tuple(dict.fromkeys((*named, self.facts.nation, self.facts.group(own))))
        return self._place(i)

    def _count(self, i: int, base: Stated) -> Iterator[Stated]:
        tags = self.parts[i + 1].tags if i + 1 < len(self.parts) else {}
        words = base.number is not None and base.number.words
        money = self._money() if self._is_money(i) else ()
        if self._is_money(i) and not money:
            yield self._outside(base)
            return
        if self._is_often(i):
            yield self._outside(base, "it is of a shorter time")
            return
        if self._is_set(i):
            yield self._set(i, base)
            return
        if any("member" in p.tags for p in self.parts[i + 1 : i + 3]):
            yield base._replace(sort="members", places=(self.context.place,))
            return
        subject = self._subject(i, i + 1, count=True)
        if subject.foreign or (words and not self._bound(i)):
            if not words:
                yield self._outside(base)
            return
        told = i > 1 and "of" in self.parts[i - 1].tags and self.parts[i - 2].figure is not None
        told = told or self._is_out_of(i)
        if told or (self.of_whole and subject.measures == self.of_whole):
            named = [m for meant in self.meant.values() for m in meant]
            every = tuple(dict.fromkeys((*subject.measures, *named, self.total)))
            subject = Subject(every, at=-2 - i)
        preposition = self._preposition(i)
        sign, at = self._sign(i)
        following = "direction" in tags and bool({"amounts", "side", "than"} & tags.keys())
        since = any("period" in p.tags for p in self.parts[i + 2 : i + 4])
        following = following or ("direction" in tags and (since or self._closes(i + 1)))
        following = following or self._names_movement(i + 1)
        if (side := self._beside_earlier(i)) is not None:
            following, sign = True, side
        base = self._about(base, subject, i)
        measures = self._of_kind(subject.measures, percentage=False)
        if money:
            measures = tuple(m for m in measures if m in money) or money
        base = base._replace(measures=measures)
        if self._restates(i) and sign is not None:
            yield base._replace(sort="difference", sign=sign, when=self._against(i))
            return
        if beyond := self._against_others(i, base):
            yield beyond
            return
        if (
            preposition in ("by", "direction")
            or following
            or (preposition == "of" and self._moved_by(i))
            or self._rephrases(i)
        ) and not (preposition == "direction" and self.parts[at].tags["direction"] == 0):
            moved = base._replace(sort="difference", sign=sign, when=self._against(i))
            if self._follows_percentage(i):
                percent = moved._replace(sort="change", unit="percent")
                moved = moved._replace(others=(percent,))
            yield moved
            return
        own = self.parts[i].figure
        if own and own.sign and all(KINDS[self.facts.kind(m)].whole for m in base.measures):
            yield base._replace(sort="difference", sign=own.sign, when=self._against(i))
            return
        value = base._replace(sort="value", when=self._when(i), sign=own.sign if own else None)
        if (way := self._part_of_movement()) is not None:
            part = base._replace(sort="difference", sign=way, when=self._against(i))
            value = value._replace(others=(part,))
        yield value

    def _against_others(self, i: int, base: Stated) -> Stated | None:
        """``missed by three``, ``12 below the country``: a distance in the measure's own unit."""
        level = tuple(
            m for m in base.measures if KINDS[self.facts.kind(m)].compares == "difference"
        )
        if not level:
            return None
        segment = [self.parts[j].tags for j in self.sentence.segment(self.parts[i].segment)]
        aimed = [t for t in segment if {"met", "missed"} & t.keys()]
        if aimed and self._preposition(i) == "by":
            sign = 1 if "met" in aimed[0] else -1
            good = self.facts.beat.file.measures[level[0]].good
            return base._replace(
                sort="beyond", measures=level, sign=sign if good == "up" else -sign
            )
        side, than = self._side_after(i), self._than_places(i)
        if side is None or not than:
            return None
        return base._replace(
            sort="apart", measures=level, sign=side, than=than, places=self._compared(i, than)
        )

    def _set(self, i: int, base: Stated) -> Stated:
        if "remaining" in self._tags(i - 1):
            return self._outside(base, "it counts those that are left")
        level = next(p.tags["level"] for p in self.parts[i + 1 : i + 4] if "level" in p.tags)
        subject = self._subject(i, len(self.parts))
        return base._replace(
            sort="ranked",
            measures=subject.measures,
            places=(self.context.place,),
            among=(level,),
        )

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
        if whole is None and not self._directed(i):
            whole = self.of_whole or self._carried_whole()
        if whole is not None and not (
            at >= 0 and self._preposition(i) in ("by", "of", "direction")
        ):
            self.of_whole = whole
            if not whole:
                yield self._outside(base, "it is a part of another figure")
                return
            yield from self._shared(i, base, whole)
            return
        if own and self._preposition(i) not in ("by", "direction"):
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

    def _whole(self, i: int) -> tuple[str, ...] | None:
        """What a share is of: ``36% of all trees``; None where the figure is no share."""
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
            for part in after[1:]:
                if "measure" in part.tags:
                    measures: tuple[str, ...] = part.tags["measure"]
                    return measures
                if {"all", "whole", "counted", "backward", "number"} & part.tags.keys():
                    continue
                if part.figure:
                    continue
                if part.text in CUTS or not ({"glue", "recorded", "word", "of"} & part.tags.keys()):
                    break
            if {"all", "whole", "counted", "backward", "number"} & {
                t for p in after for t in p.tags
            }:
                return (self.total,)
        if "share" in self._between(i) or self._is_share_before(i):
            return (self.total,)
        moved = any("direction" in p.tags for p in self.parts)
        if not moved and any("share" in p.tags for p in self.parts[:i]):
            return (self.total,)
        return None

    def _shared(self, i: int, base: Stated, whole: tuple[str, ...]) -> Iterator[Stated]:
        before = [m for m in self.mentions if m < i and not self._is_whole(m)]
        after = [m for m in self.mentions if m > i and "measure" in self.parts[m].tags]
        after = [m for m in after if self.meant[m] != whole or self._shares(whole)]
        parts = [x for m in (*before[-1:], *after[:1]) for x in self.meant[m]]
        parts = [p for p in parts if p not in whole or self._shares((p,))]
        if not parts and any("backward" in p.tags for p in self.parts[i + 1 : i + 4]):
            yield self._outside(base)
            return
        if set(parts) <= set(whole) and self._spreads(i):
            yield self._outside(base, "it is a part of another place's figure")
            return
        parts = parts or [m for m in self.context.measures if m not in whole]
        parts = parts or list(self.context.measures)
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
        missed = any("missed" in t for t in segment)
        if any("target" in t for t in segment) or missed:
            yield base._replace(sort="beyond", sign=-1 if missed else side)
            return
        sign, _ = self._sign(i)
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

    def _factor(self, i: int, part: Part, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        if subject.foreign:
            yield self._outside(base)
            return
        base = self._about(base, subject, i)
        after = self.parts[i + 1 : i + 5]
        if any({"steepness", "direction"} & p.tags.keys() and "side" not in p.tags for p in after):
            yield self._outside(base, "it compares two movements")
            return
        than = self._than_places(i)
        verb = part.text.endswith(("d", "ing")) or self._before(i, "direction")
        if not than and not verb:
            return
        if than and not verb:
            yield base._replace(sort="ratio", sign=None, than=than, places=self._compared(i, than))
            return
        grown = figure.number.value > 1
        yield base._replace(sort="times", when=self._against(i), sign=1 if grown else -1)
