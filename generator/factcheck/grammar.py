"""From a sentence to what it states."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

from generator.factcheck.bearings import Bearings, Subject
from generator.factcheck.facts import POPULATION, Facts
from generator.factcheck.items import Number
from generator.factcheck.marked import Context
from generator.factcheck.names import OTHER
from generator.factcheck.sentence import CUTS, Figure, Part, Sentence
from generator.factcheck.stated import Stated
from generator.model import KINDS

_WAYS = ("direction", "times", "met")
"""What goes one way or the other."""


def _about(one: Stated) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return one.measures, one.places


def statements(facts: Facts, sentence: Sentence, context: Context) -> list[Stated]:
    """Everything that a sentence states; the context learns what it was about."""
    return _Stating(facts, sentence, context).read()


def head(facts: Facts, sentence: Sentence, context: Context) -> None:
    """Let the context learn what a heading says of the bullets under it."""
    _Stating(facts, sentence, context).head()


class _Stating(Bearings):
    """One sentence being read."""

    def read(self) -> list[Stated]:
        """All statements of the sentence, in the order of their words."""
        found: list[Stated] = []
        self.of_whole: tuple[str, ...] | None = None
        if self.parts and self._asks():
            self._learn()
            return [self._set_aside(p) for p in self.parts if p.figure]
        if any("aside" in p.tags for p in self.parts):
            return [self._set_aside(p) for p in self.parts if p.figure or "direction" in p.tags]
        for i, part in enumerate(self.parts):
            if part.figure is not None:
                found += self._figure(i, part, part.figure)
            if "direction" in part.tags and not part.figure:
                found += self._direction(i, part)
            if "side" in part.tags and not part.figure:
                found += self._comparison(i, part)
            if "extreme" in part.tags or self._is_place_in_ranking(i):
                found += self._rank(i, part)
            if {"met", "missed"} & part.tags.keys() and not part.figure:
                found += self._met(i, part)
            if "progress" in part.tags:
                found += self._progress(i, part)
        found += self._contrasts(found)
        found += self._agreements(found)
        self._learn()
        return found

    def _asks(self) -> bool:
        return self.parts[-1].text == "?"

    def _set_aside(self, part: Part) -> Stated:
        """A figure or a movement of what no place has."""
        return Stated("outside", part.start, part.end, why="it is on what belongs to no place")

    def _learn(self) -> None:
        context = self.context
        if self.mentions:
            last = self.groups[self.mentions[-1]]
            measures = [m for i in last for m in self.meant[i]]
            every = [m for i in self.mentions for m in self.meant[i]]
            context.measures = tuple(dict.fromkeys((*measures, *every)))
            if len(dict.fromkeys(every)) > 1:
                context.listed = tuple(dict.fromkeys(every))
            if not context.topic:
                context.topic = context.measures[:1]
        away = [c[1] for c in self.cues if not c[2] and c[1] != (context.place,)]
        context.places = away[0] if away else ()
        further = [k for _, k in self.periods if self.facts.periods.now not in k and OTHER not in k]
        if further:
            context.against = further[0]

    def head(self) -> None:
        """Let the context learn what a heading says of the bullets under it."""
        context = self.context
        signs = [p.tags["direction"] for p in self.parts if "direction" in p.tags]
        context.sign = signs[0] if len(signs) == 1 else None
        context.per = next((p.tags["per"] for p in self.parts if "per" in p.tags), None)
        away = [c[1] for c in self.cues if not c[2]]
        context.around = away[0] if away and not any(c[2] for c in self.cues) else ()
        if self.periods and any("moved" in p.tags for p in self.parts):
            context.since = self.periods[-1][1]
        elif self.periods and not signs:
            context.when = self.periods[0][1]

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
        )

    def _outside(self, base: Stated, why: str = "") -> Stated:
        return base._replace(sort="outside", why=why)

    def _rated(self, i: int, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        if subject.foreign:
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
        if self._is_reference(segment) and not cued:
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
        preposition = self._preposition(i)
        sign, at = self._sign(i)
        following = "direction" in tags and bool({"amounts", "side", "than"} & tags.keys())
        base = self._about(base, subject, i)
        measures = self._of_kind(subject.measures, percentage=False)
        if money:
            measures = tuple(m for m in measures if m in money) or money
        base = base._replace(measures=measures)
        if beyond := self._against_others(i, base):
            yield beyond
            return
        if (
            preposition in ("by", "direction")
            or following
            or (preposition == "of" and self._moved_by(i))
            or self._rephrases(i)
        ) and not (preposition == "direction" and self.parts[at].tags["direction"] == 0):
            yield base._replace(sort="difference", sign=sign, when=self._against(i))
            return
        own = self.parts[i].figure
        yield base._replace(sort="value", when=self._when(i), sign=own.sign if own else None)

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

    def _money(self) -> tuple[str, ...]:
        """The measures that are told in money."""
        return tuple(
            m for m in self.facts.beat.file.measures if self.facts.kind(m) in ("money", "price")
        )

    def _of_kind(self, measures: tuple[str, ...], *, percentage: bool) -> tuple[str, ...]:
        """Those measures that are percentages, or that are not; all, where there are none."""
        fitting = [m for m in measures if (self.facts.kind(m) == "percentage") == percentage]
        return tuple(fitting) or measures

    def _bound(self, i: int) -> bool:
        """Whether a number in words counts something that the reader knows."""
        one = self.parts[i].text in self.facts.beat.lexicon.single
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

    def _rephrases(self, i: int) -> bool:
        """``by 6%, or £70``: the same movement in another unit."""
        for j in range(i - 1, max(-1, i - 4), -1):
            tags = self.parts[j].tags
            if "again_as" in tags:
                before = [p.figure for p in self.parts[:j] if p.figure]
                return bool(before) and before[-1].unit == "percent" and self._sign(i)[1] >= 0
            if not {"hedge", "articles", "currencies"} & tags.keys():
                return False
        return False

    def _moved_by(self, i: int) -> bool:
        """``a fall of 87``: a movement stands before ``of``."""
        for j in range(i - 1, max(-1, i - 6), -1):
            tags = self.parts[j].tags
            if "direction" in tags or "moved" in tags:
                return True
            if "measure" in tags or "number" in tags or self.parts[j].text in CUTS:
                return False
        return False

    def _is_money(self, i: int) -> bool:
        return i > 0 and "currencies" in self.parts[i - 1].tags

    def _set(self, i: int, base: Stated) -> Stated:
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
            whole = self.of_whole
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
            yield base._replace(sort="value", measures=tuple(own), when=self._when(i))
            return
        if fraction and at < 0 and self._preposition(i) != "by":
            if part.tags.get("ratio"):
                yield self._outside(base)
            return
        side = self._side_after(i)
        if side is not None and (than := self._than_places(i)):
            yield base._replace(sort="ratio", sign=side, than=than, places=self._compared(i, than))
            return
        yield base._replace(sort="change", sign=sign, when=self._against(i))

    def _directed(self, i: int) -> bool:
        """Whether a direction word stands in the segment of a figure."""
        return any(self._directs(j) for j in self.sentence.segment(self.parts[i].segment))

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
        if "share" in self._between(i):
            return (self.total,)
        moved = any("direction" in p.tags for p in self.parts)
        if not moved and any("share" in p.tags for p in self.parts[:i]):
            return (self.total,)
        return None

    def _shared(self, i: int, base: Stated, whole: tuple[str, ...]) -> Iterator[Stated]:
        before = [m for m in self.mentions if m < i]
        after = [m for m in self.mentions if m > i and "measure" in self.parts[m].tags]
        after = [m for m in after if self.meant[m] != whole or self._shares(whole)]
        parts = [x for m in (*before[-1:], *after[:1]) for x in self.meant[m]]
        parts = [p for p in parts if p not in whole or self._shares((p,))]
        if not parts and any("backward" in p.tags for p in self.parts[i + 1 : i + 4]):
            yield self._outside(base)
            return
        parts = parts or list(self.context.measures)
        own = tuple(m for m in (*base.measures, *parts) if self.facts.kind(m) == "percentage")
        measures = tuple(dict.fromkeys((*parts, *own)))
        when = self._when(i)
        yield base._replace(sort="share", measures=measures, whole=whole, when=when, every=False)

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
            yield base._replace(sort="apart", sign=side, than=than, places=self._compared(i, than),
                          others=(base._replace(sort="beyond", sign=side),))  # fmt: skip
            return
        yield base._replace(sort="change", sign=sign, when=self._against(i))

    def _back_at_end(self, i: int) -> bool:
        """``above that``: what stands there was told before."""
        return any("backward" in p.tags for p in self.parts[i + 2 : i + 5])

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
            sign=1 if "met" in part.tags else -1, words=part.text,
        )  # fmt: skip

    def _progress(self, i: int, part: Part) -> Iterator[Stated]:
        """``improved``, ``worse``: a movement to what is good, or away from it."""
        subject = self._subject(i, i + 1)
        measures = tuple(m for m in subject.measures if self.facts.beat.file.measures[m].good)
        if subject.foreign or not measures:
            return
        yield Stated(
            "progress", part.start, part.end, measures=measures[:1], places=self._place(i),
            when=self._against(i), sign=part.tags["progress"], words=part.text,
        )  # fmt: skip

    def _factor(self, i: int, part: Part, figure: Figure, base: Stated) -> Iterator[Stated]:
        subject = self._subject(i, i + 1)
        if subject.foreign:
            yield self._outside(base)
            return
        base = self._about(base, subject, i)
        than = self._than_places(i)
        verb = part.text.endswith(("d", "ing")) or self._before(i, "direction")
        if not than and not verb:
            return
        if than and not verb:
            yield base._replace(sort="ratio", sign=None, than=than, places=self._compared(i, than))
            return
        grown = figure.number.value > 1
        yield base._replace(sort="times", when=self._against(i), sign=1 if grown else -1)

    def _direction(self, i: int, part: Part) -> Iterator[Stated]:
        """A word that says which way something went."""
        sign: int = part.tags["direction"]
        if self._is_side(i, part) or self._idle(i, part):
            return
        subject = self._subject(i, i + 1)
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
        )  # fmt: skip
        yield base

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
        if i + 1 < len(self.parts) and "to" in self.parts[i + 1].tags and not self.mentions:
            return not (i and self.parts[i - 1].figure)
        if {"side", "amounts"} & part.tags.keys() and self._vague(part.segment + 1):
            return True
        if "amounts" in part.tags:
            near = self.parts[i + 1 : i + 3]
            named = any({"measure", "counted"} & p.tags.keys() for p in near)
            counted = i > 0 and self.parts[i - 1].figure is not None
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
        """Whether ``higher`` sets places beside one another, and no periods."""
        if "side" not in part.tags:
            return False
        return bool(self._than_places(i)) or any("rate" in p.tags for p in self.parts[:i])

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
        rated = any("rate" in p.tags or "per" in p.tags for p in self.parts)
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
        than = than or self.context.places or self.context.earlier or (self.facts.nation,)
        yield Stated(
            "comparison", part.start, part.end, measures=subject.measures, every=subject.every,
            places=self._compared(i, than), than=than, sign=part.tags["side"], **self._size(i),
            words=part.text, hang=subject.at,
        )  # fmt: skip

    def _held_against_time(self, i: int) -> bool:
        now = self.facts.periods.now
        return any(p > i and now not in keys for p, keys in self.periods)

    def _rank(self, i: int, part: Part) -> Iterator[Stated]:
        """``the highest rate of the 42 forces``, ``third highest``."""
        rated = any({"rate", "per"} & p.tags.keys() for p in self.parts)
        levels = [p.tags["level"] for p in self.parts if "level" in p.tags]
        others = [(at, codes) for at, codes, _ in self.cues if codes != (self.context.place,)]
        after = [codes for at, codes in others if at > i][:1]
        sets = [code for codes in after or [c for _, c in others] for code in codes]
        segment = [self.parts[j] for j in self.sentence.segment(part.segment)]
        if any("level" in p.tags and "all" in b.tags for b, p in pairwise(segment)):
            sets = [self.facts.nation]
        if not levels and not self.cues:
            return
        subject = self._subject(i, i + 1)
        counted = all(KINDS[self.facts.kind(m)].compares == "rate" for m in subject.measures)
        if subject.foreign or (counted and not rated):
            return
        position = part.tags.get("ordinal", 1) if "extreme" not in part.tags else 1
        if i and "ordinal" in self.parts[i - 1].tags:
            position = self.parts[i - 1].tags["ordinal"]
        yield Stated(
            "rank", part.start, part.end, measures=subject.measures,
            places=self._ranked_place(i, levels),
            number=Number(Fraction(position), 0, Fraction(1)), sign=part.tags.get("extreme", 1),
            words=part.text, among=tuple(levels), hang=subject.at, than=tuple(sets),
        )  # fmt: skip

    def _ranked_place(self, i: int, levels: Sequence[str]) -> tuple[str, ...]:
        """The place of a level whose rank is told: the last that is named, else the story's."""
        before = [codes for at, codes, _ in self.cues if at < i]
        for codes in reversed(before):
            if any(self.facts.places[c].level in levels for c in codes):
                return codes
        return (self.context.place,)

    def _is_place_in_ranking(self, i: int) -> bool:
        """``ranks third``, ``came second``."""
        if "ordinal" not in self.parts[i].tags:
            return False
        if i + 1 < len(self.parts) and "extreme" in self.parts[i + 1].tags:
            return False
        return any("rank" in p.tags for p in self.parts[max(0, i - 2) : i])

    def _unsurpassed(self, i: int, part: Part) -> Iterator[Stated]:
        """``no other area has a higher rate``: it is the highest."""
        subject = self._subject(i, i + 1)
        if subject.foreign or not any("rate" in p.tags for p in self.parts):
            return
        sets = [c for at, codes, _ in self.cues for c in codes if c != self.context.place]
        yield Stated(
            "rank", part.start, part.end, measures=subject.measures, places=(self.context.place,),
            number=Number(Fraction(1), 0, Fraction(1)), sign=part.tags["side"], words=part.text,
            hang=subject.at, than=tuple(sets),
        )  # fmt: skip

    def _contrasts(self, found: Sequence[Stated]) -> Iterator[Stated]:
        """A contrast between two movements: they must differ, or agree behind ``including``."""
        moved = [s for s in found if s.sort in _WAYS]
        for i, part in enumerate(self.parts):
            if "contrast" not in part.tags:
                continue
            after = [s for s in moved if s.start > part.start]
            before = [s for s in moved if s.start < part.start]
            if not before and len(after) > 1:
                before, after = after[:1], after[1:]
            if not (before and after):
                continue
            tail = self.parts[i + 1 :]
            if any("uncontrast" in p.tags for p in tail):
                continue
            first, second = (
                (before[-1], after[0]) if before[-1].start < part.start else (before[0], after[0])
            )
            if _about(first) == _about(second):
                continue
            yield Stated(
                "contrast", part.start, part.end, words=part.text, others=(first, second),
                why=part.tags["contrast"],
            )  # fmt: skip

    def _agreements(self, found: Sequence[Stated]) -> Iterator[Stated]:
        """``also fell``, ``rose too``, ``as others did``: as was said before in the sentence."""
        moved = [s for s in found if s.sort in _WAYS]
        yield from self._likewise(moved)
        for i, part in enumerate(self.parts):
            if "again" not in part.tags:
                continue
            beside = self.parts[max(0, i - 1) : i + 2]
            own = [s for s in moved for p in beside if s.start == p.start]
            before = [s for s in moved if own and s.start < own[0].start]
            if own and before and _about(before[-1]) != _about(own[0]):
                yield Stated(
                    "contrast", part.start, part.end, words=part.text,
                    others=(before[-1], own[0]), why="same",
                )  # fmt: skip

    def _likewise(self, moved: Sequence[Stated]) -> Iterator[Stated]:
        """``as others did``: what was said of one place is said of another."""
        for i, part in enumerate(self.parts):
            segment = self.sentence.segment(part.segment)
            if "alike" not in part.tags or i + 1 < segment.stop or i == segment.start:
                continue
            cues = [codes for at, codes, _ in self.cues if at in segment]
            before = [s for s in moved if s.end < self.parts[segment.start].start]
            if cues and before and any("as" in self.parts[j].tags for j in segment):
                yield before[-1]._replace(start=part.start, end=part.end, places=cues[-1], words="")
