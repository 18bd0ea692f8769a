"""What a figure states: a number, a change, a rate, a share, a distance."""

from __future__ import annotations

from collections.abc import Iterator

from generator.factcheck.parts import Figure, Part
from generator.factcheck.portions import Portions
from generator.factcheck.stated import Stated
from generator.factcheck.subjects import Subject
from generator.model import KINDS


class Figures(Portions):
    """A sentence whose figures are read."""

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
            case "rate" if not self._is_level(i, figure):
                yield from self._rated(i, figure, base)
            case _:
                yield from self._count(i, base)

    def _is_level(self, i: int, figure: Figure) -> bool:
        """Whether a decimal number is of what has a unit of its own, and no rate."""
        if figure.per is not None:
            return False
        return {self.facts.kind(m) for m in self._subject(i, i + 1).measures} == {"level"}

    def _rated(self, i: int, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        if subject.foreign or self._is_often(i):
            yield self._outside(base)
            return
        yield base._replace(sort="rate", measures=subject.measures, every=subject.every,
            places=self._rate_places(i), when=self._rate_when(i), per=figure.per,
            hang=subject.at,
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
        made_of = bool(self.facts.places[self.context.place].members)
        if any("member" in p.tags for p in self.parts[i + 1 : i + 3]) and (
            made_of or not self._is_set(i)
        ):
            yield base._replace(sort="members", places=(self.context.place,))
            return
        if self._is_set(i):
            if "lone" not in self._tags(i - 1) or not self._compares(i):
                yield self._set(i, base)
            return
        if self._is_rest(i) and (rest := self._rest(i, base)):
            yield rest
            return
        subject = self._subject(i, i + 1, count=True)
        if subject.foreign or (words and not self._bound(i)):
            if not words:
                yield self._outside(base)
            return
        head = i - 1 if "articles" in self._tags(i - 1) else i
        told = head > 1 and "of" in self._tags(head - 1) and self.parts[head - 2].figure is not None
        told = told or self._is_out_of(i)
        if told or (self.of_whole and subject.measures == self.of_whole):
            named = [m for meant in self.meant.values() for m in meant]
            wholes = self._made_into((*subject.measures, *named))
            every = tuple(dict.fromkeys((*subject.measures, *named, *wholes, self.total)))
            subject = Subject(every, at=-2 - i)
        preposition = self._preposition(i)
        sign, at = self._sign(i)
        following = "direction" in tags and bool({"amounts", "side", "than"} & tags.keys())
        since = any("period" in p.tags for p in self.parts[i + 2 : i + 4])
        following = following or ("direction" in tags and (since or self._closes(i + 1)))
        following = following or self._names_movement(i + 1) or self._falls_short(i)
        if (side := self._beside_earlier(i)) is not None:
            following, sign = True, side
        base = self._about(base, subject, i)
        if told and not self._is_out_of(i):
            base = base._replace(places=(*base.places, self.facts.group(self.context.place)))
        measures = self._of_kind(subject.measures, percentage=False)
        if self._says_again(i) and (parts := self._parts_of(measures)):
            measures = parts
        if money:
            measures = tuple(m for m in measures if m in money) or money
        base = base._replace(measures=measures)
        if self._restates(i) and sign is not None:
            back = base._replace(sort="value", when=self._back())
            yield base._replace(sort="difference", sign=sign, when=self._against(i), others=(back,))
            return
        aimed = tuple(m for m in measures if m in self._aimed())
        if aimed and {"wondering", "target"} & self._tags(i - 1).keys():
            yield base._replace(sort="target", measures=aimed, sign=None)  # "the target of 21 days"
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
            elif aimed and sign is None:  # "was missed by three"
                beyond = base._replace(sort="beyond", measures=aimed, sign=None)
                moved = moved._replace(others=(beyond,))
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

    def _rest(self, i: int, base: Stated) -> Stated | None:
        """``40 of the oaks stood, the other 12 did not``: a whole, less the part told before."""
        before = [m for m in self.mentions if m < i]
        if not before:
            return None
        parts = self._group(before[-1]).measures
        told = [m for at in before[:-1] for m in self.meant[at]]
        wholes = dict.fromkeys((*told, *self.context.measures, self.total))
        return base._replace(
            sort="rest", measures=tuple(m for m in wholes if m not in parts), whole=parts,
            places=self._place(i), when=self._when(i),
        )  # fmt: skip

    def _parts_of(self, percentages: tuple[str, ...]) -> tuple[str, ...]:
        """The counts that percentages tell a part of."""
        shares = (self.facts.beat.file.measures[m].share for m in percentages)
        return tuple(share.part for share in shares if share)

    def _made_into(self, parts: tuple[str, ...]) -> list[str]:
        """The measures of which others are a part, by the percentages that are made of them."""
        shares = [m.share for m in self.facts.beat.file.measures.values() if m.share]
        return [share.of for share in shares if share.part in parts]

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

    def _compares(self, i: int) -> bool:
        """``only two areas have a lower rate``: those that do better or worse are counted."""
        return any("side" in p.tags for p in self.parts[i + 1 : i + 8])

    def _set(self, i: int, base: Stated) -> Stated:
        few = base.number is not None and base.number.words and base.number.value < 4
        led = {"of", "in", "lone", "all"} & self._tags(i - 1).keys() or "of" in self._tags(i - 2)
        if few and not led:
            return self._outside(base, "it counts places, and says not which")
        left = "remaining" in self._tags(i + 1) and "alike" in self._tags(i - 1)
        if left or "remaining" in self._tags(i - 1):
            return self._outside(base, "it counts those that are left")
        level = next(p.tags["level"] for p in self.parts[i + 1 : i + 4] if "level" in p.tags)
        subject = self._subject(i, len(self.parts))
        return base._replace(
            sort="ranked",
            measures=subject.measures,
            places=(self.context.place,),
            among=(level,),
        )
