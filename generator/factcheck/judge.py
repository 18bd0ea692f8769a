"""A statement held against the release: what of it is so, and of what else it would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import product

from generator.factcheck.bands import inside
from generator.factcheck.facts import Fact, rounded
from generator.factcheck.names import OTHER
from generator.factcheck.numbers import CHANGES, Ruling
from generator.factcheck.published import exact
from generator.factcheck.ranking import Ranking
from generator.factcheck.stated import Stated, Verdict
from generator.model import digits

UNSURE: Ruling = (Verdict.UNREAD, "it is not told plainly what it is of", ())
_FAR = 3
_Judging = Callable[[Stated, str, str], Ruling | None]


class Judge(Ranking):
    """Holds statements against the facts of one release."""

    def ruling(self, stated: Stated, named: Sequence[str]) -> Ruling:
        """The verdict on one statement; ``named`` are the places that its text is about."""
        match stated.sort:
            case "outside":
                return Verdict.OUTSIDE, stated.why or "the release has nothing on it", ()
            case "unread":
                return Verdict.UNREAD, stated.why, ()
            case "contrast":
                return self._contrast(stated)
            case "direction":
                return self._every(stated, self._direction)
            case "comparison":
                beside = (stated, *stated.others)  # "above Westford and Elmsby"
                rulings = [self._every(one, self._comparison) for one in beside]
                return next((r for r in rulings if r[0] is not Verdict.HOLDS), rulings[0])
            case "met":
                return self._every(stated, self._met)
            case "progress":
                return self._every(stated, self._progressed)
            case "length":
                return self._length(stated)
            case "members":
                return self._members(stated)
            case "rank" | "ranked":
                return self._rank(stated)
            case "spread":
                return self._spread(stated)
            case "target":
                return self._target(stated)
        ruling = self._number(stated, named)
        return ruling if self.own or not self._unsure(stated, ruling) else UNSURE

    def _unsure(self, stated: Stated, ruling: Ruling) -> bool:
        """Whether a figure is right of something that it may well be of: its subject was carried on
        from an earlier sentence, or its place from another segment.
        """
        verdict, _, facts = ruling
        if not facts or not stated.places or stated.sort != facts[0].sort:
            return False
        true, guessed = facts[0], stated.hang == -1
        if verdict is Verdict.CONTRADICTED and guessed:
            return self._is_far(stated, true)
        if verdict is not Verdict.MISPLACED:
            return False
        here = true.place in stated.places
        several = len(stated.measures) > 1 and not stated.every
        if (guessed or several) and here and true.measure not in stated.measures:
            return not stated.when or true.period in stated.when
        return not here and true.place in stated.near and true.measure in stated.measures

    def _is_far(self, stated: Stated, true: Fact) -> bool:
        """Whether a figure is of quite another size: no slip, but a figure of something else."""
        if (
            stated.number is None
            or not true.value
            or stated.unit in ("fraction", "factor", "percent")
        ):
            return False
        times = stated.number.value / abs(true.value)
        return not Fraction(1, _FAR) <= times <= _FAR

    def _every(self, stated: Stated, judge: _Judging) -> Ruling:
        """Each measure that is meant must bear it out; of several that may be, one."""
        rulings = [
            judge(stated, place, measure)
            for place in stated.places
            if place in self.facts.places
            for measure in stated.measures
        ]
        known: list[Ruling] = [r for r in rulings if r is not None]
        if not known:
            return Verdict.OUTSIDE, "the release has no such number", ()
        wrong = [r for r in known if r[0] is not Verdict.HOLDS]
        if wrong and (stated.every or len(wrong) == len(known)):
            return wrong[0]
        return next(r for r in known if r[0] is Verdict.HOLDS)

    def _direction(self, stated: Stated, place: str, measure: str) -> Ruling | None:
        rulings = [
            self._moved(stated, place, measure, against)
            for against in stated.when
            if against != OTHER and against != self.facts.periods.now
        ]
        known = [r for r in rulings if r is not None]
        if not known and place == self.facts.nation:
            known = list(self._moved_as_typed(stated, measure))
        good = [r for r in known if r[0] is Verdict.HOLDS]
        return good[0] if good else known[0] if known else None

    def _moved_as_typed(self, stated: Stated, measure: str) -> Iterator[Ruling]:
        """A movement of the nation that is only typed in ``release.yml``."""
        for typed in self.facts.typed:
            if measure in typed.measures and typed.as_ in CHANGES:
                sign = (typed.value > 0) - (typed.value < 0)
                verdict = Verdict.HOLDS if sign == stated.sign else Verdict.CONTRADICTED
                yield verdict, "", (self._typed_fact(typed, "change"),)

    def _moved(self, stated: Stated, place: str, measure: str, against: str) -> Ruling | None:
        change = next(iter(self.facts.change(place, measure, against)), None)
        moved = change or self.facts.difference(place, measure, against)
        if moved is None:
            return None
        decimals = self.facts.beat.decimals_of(measure, "change")
        printed = rounded(moved.value, decimals) if change else moved.value
        facts = (moved,)
        fits = self.house.fits(stated.words, place, measure, against)
        if fits and stated.sign == 0:
            return Verdict.HOLDS, "", facts
        if self.own and self._breaks_house(stated, fits, place, measure, against):
            return Verdict.CONTRADICTED, "the house's bands do not allow that word", facts
        if stated.sign == 0:
            level = not printed or (stated.mild and abs(moved.value) <= self._level)
            return (Verdict.HOLDS if level else Verdict.CONTRADICTED), "", facts
        if not printed and not (stated.unit == "count" and moved.value):
            return Verdict.CONTRADICTED, "it stayed level", facts
        if (moved.value > 0) != (stated.sign == 1):
            return Verdict.CONTRADICTED, "it went the other way", facts
        if stated.size and change:
            size = abs(moved.value)
            if not inside(size, self.words.sizes[stated.size].change):
                return Verdict.CONTRADICTED, "the size does not fit", facts
        return Verdict.HOLDS, "", facts

    def _breaks_house(
        self, stated: Stated, fits: bool | None, place: str, measure: str, against: str
    ) -> bool:
        """Whether our own draft says a word, or a size word, outside its band."""
        if fits is False:
            return True
        sized = (
            self.house.fits(stated.size_word, place, measure, against) if stated.size_word else None
        )
        return sized is False

    def _comparison(self, stated: Stated, place: str, measure: str) -> Ruling | None:
        if stated.when:
            return Verdict.MISPLACED, "rates of another period are not compared", ()
        best: Ruling | None = None
        for other in stated.than:
            if other == place or other not in self.facts.places:
                continue
            for own, theirs in product(
                self._compared(stated, place, measure), self._compared(stated, other, measure)
            ):
                ruling = self._beside(stated, own, theirs)
                if ruling[0] is Verdict.HOLDS:
                    return ruling
                best = best or ruling
        return best

    def _compared(self, stated: Stated, place: str, measure: str) -> Iterable[Fact]:
        """What places are held against each other by: numbers for ``more``, else rates."""
        own = self.facts.value(place, measure, self.facts.periods.now)
        if stated.unit == "count":
            return [own] if own else []
        if stated.unit == "change":
            return self.facts.change(place, measure, self.facts.periods.before)
        return self.facts.standing(place, measure)

    def _beside(self, stated: Stated, own: Fact, theirs: Fact) -> Ruling:
        decimals = self.facts.beat.decimals_of(
            own.measure, "rate" if own.sort == "rate" else "value"
        )
        # Of two movements, how far each went is compared.
        ours, others = (abs(f.value) if f.sort == "change" else f.value for f in (own, theirs))
        alike = rounded(ours, decimals) == rounded(others, decimals)
        facts = (own, theirs)
        if self.own:
            words = " ".join(filter(None, (stated.size_word, stated.words)))
            fits = self.house.compares(words, ours, others, own.measure)
            if fits is not None:
                return (Verdict.HOLDS if fits else Verdict.CONTRADICTED), "", facts
        apart = 100 * abs(ours - others) / others if others else Fraction(1000)
        if stated.sign == 0:
            fits = alike or apart < self._near_
            return (Verdict.HOLDS if fits else Verdict.CONTRADICTED), "", facts
        if alike:
            return Verdict.CONTRADICTED, "the two are alike", facts
        if (ours > others) != (stated.sign == 1):
            return Verdict.CONTRADICTED, "it is the other way round", facts
        if (
            stated.size
            and own.sort == "rate"
            and not inside(apart, self.words.sizes[stated.size].apart)
        ):
            return Verdict.CONTRADICTED, "the size does not fit", facts
        return Verdict.HOLDS, "", facts

    def _met(self, stated: Stated, place: str, measure: str) -> Ruling | None:
        """Whether a target is met, by the unrounded number."""
        spec = self.facts.beat.file.measures[measure]
        when = next(iter(stated.when), self.facts.periods.now)
        own = self.facts.value(place, measure, when)
        if spec.target is None or own is None:
            return None
        beyond = own.value - exact(spec.target)
        counts = self.facts.by_counts(place, measure, when)
        if not beyond and counts:
            beyond = counts.value - exact(spec.target)
        met = beyond >= 0 if spec.good == "up" else beyond <= 0
        fits = met == (stated.sign == 1)
        return (Verdict.HOLDS if fits else Verdict.CONTRADICTED), "", (own,)

    def _progressed(self, stated: Stated, place: str, measure: str) -> Ruling | None:
        """Whether a number moved to what is good."""
        good = self.facts.beat.file.measures[measure].good
        sign = stated.sign if good == "up" else -(stated.sign or 0)
        return self._direction(stated._replace(sign=sign, words=""), place, measure)

    def _length(self, stated: Stated) -> Ruling:
        """How many months a period has."""
        months = self.facts.periods.months
        if months is None or stated.number is None or stated.number.value == months:
            return Verdict.HOLDS, "", ()
        return Verdict.CONTRADICTED, f"the figures are for {months} months", ()

    def _target(self, stated: Stated) -> Ruling:
        targets = [self.facts.beat.file.measures[m].target for m in stated.measures]
        known = [exact(t) for t in targets if t is not None]
        if stated.number and any(self._within(stated.number, stated.hedge, t) for t in known):
            return Verdict.HOLDS, "", ()
        if not known:
            return Verdict.OUTSIDE, "there is no such target", ()
        return Verdict.CONTRADICTED, f"the target is {digits(float(known[0]))}", ()

    def _contrast(self, stated: Stated) -> Ruling:
        first, second = stated.others
        signs = first.sign, second.sign
        facts: tuple[Fact, ...] = ()
        alike = signs[0] == signs[1] and not (
            first.size and second.size and first.size != second.size
        )
        opposite = stated.why == "opposite" or (stated.why == "beside" and self.own)
        if opposite and alike and signs[0] != 0:
            return Verdict.CONTRADICTED, "both went the same way", facts
        if stated.why == "same" and None not in signs and signs[0] != signs[1]:
            return Verdict.CONTRADICTED, "they did not go the same way", facts
        return Verdict.HOLDS, "", facts


def cells_of(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Where facts stand, each cell once."""
    return tuple(dict.fromkeys(c for f in facts for c in f.cells))
