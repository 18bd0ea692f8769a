"""A stated number held against the release: right, or right of something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import product

from generator.factcheck.bands import HouseWords
from generator.factcheck.candidates import Candidates, bound
from generator.factcheck.facts import Fact, Facts, rounded
from generator.factcheck.items import Number
from generator.factcheck.periods import Typed
from generator.factcheck.stated import Stated, Verdict

Ruling = tuple[Verdict, str, tuple[Fact, ...]]
"""A verdict, what to say of it, and the facts behind it."""

_SORTS = (
    ("difference", "it is the difference, not what it is called"),
    ("change", "it is the change in per cent"),
    ("value", "it is the number itself"),
    ("rate", "it is the rate"),
)
CHANGES = ("percent", "points")
"""How changes are typed in ``release.yml``."""
_TYPED = {
    "value": ("count", "about", "percentage", "money", "price", "level"),
    "rate": ("rate",),
    "change": CHANGES,
}


class Numbers(Candidates):
    """Holds stated numbers against the facts of one release."""

    def __init__(self, facts: Facts, *, own: bool = False) -> None:
        super().__init__(facts)
        self.own = own
        self.house = HouseWords(facts)
        self._near_ = Fraction(repr(self.words.near))
        self._level = Fraction(repr(self.words.level))
        self._wrong: dict[tuple[object, ...], Ruling] = {}

    def _number(self, stated: Stated, named: Sequence[str]) -> Ruling:
        facts = self.facts_of(stated)
        right = [f for f in facts if self.agrees(stated, f)]
        if stated.every and stated.sort in ("change", "difference"):
            told = {f.measure for f in right}
            lacking = [m for m in stated.measures if m not in told]
            known = {f.measure for f in facts}
            if right and not [m for m in lacking if m in known]:
                return Verdict.HOLDS, "", tuple(right[:1])
            right = []
        if not right and stated.every and stated.sort == "value" and (total := self._sum(stated)):
            right = [total] if self.agrees(stated, total) else []
        if not right and stated.every and stated.sort == "share":
            right = [s for s in self._shared(facts) if self.agrees(stated, s)]
        if right:
            return self._signed(stated, right)
        if self.facts.nation in stated.places and (typed := self._typed(stated, facts)):
            return typed
        if alternative := next(
            (a for a in stated.others if any(self.agrees(a, f) for f in self.facts_of(a))), None
        ):
            return self._number(alternative, named)
        if not facts and stated.others:
            facts = [f for a in stated.others for f in self.facts_of(a)]
        if not facts:
            return self._unknown(stated)
        key = (*stated._replace(start=0, end=0, hang=None), *named)
        if key not in self._wrong:
            bound(self._wrong)
            self._wrong[key] = next(
                (
                    (Verdict.MISPLACED, what, (fact, *facts[:1]))
                    for what, fact in self._elsewhere(stated, named)
                ),
                (Verdict.CONTRADICTED, "", tuple(facts[:2])),
            )
        return self._wrong[key]

    def _unknown(self, stated: Stated) -> Ruling:
        """A number that the release has not, or has as something else."""
        for what, attempt in self._mistaken(stated):
            right = [f for f in self.facts_of(attempt) if self.agrees(attempt, f)]
            if right:
                return Verdict.MISPLACED, what, tuple(right[:1])
        return Verdict.OUTSIDE, "the release has no such number", ()

    def _mistaken(self, stated: Stated) -> Iterator[tuple[str, Stated]]:
        """What a number may have been mistaken for that the release has not."""
        number, periods = stated.number, self.facts.periods
        every = (periods.now, *periods.against.values())
        if number and stated.sort == "rate" and number.decimals == 3:
            whole = Number(number.value * 1000, 0, Fraction(1))
            yield "a full stop for a comma", stated._replace(sort="value", number=whole, when=every)
        if stated.sort == "rate" and stated.per:
            yield "the unit is another", stated._replace(per=None)
        if stated.sort in ("value", "change", "difference"):
            yield "it is of another period", stated._replace(when=every)
        if stated.sort == "difference":
            yield "it is the change in per cent", stated._replace(sort="change", unit="")
            if number and number.value >= 100:
                now = stated._replace(sort="value", when=(periods.now,), sign=None)
                yield "it is the number itself", now

    def _signed(self, stated: Stated, right: list[Fact]) -> Ruling:
        """A change whose direction nothing says is only half read."""
        moved = stated.sort in ("change", "difference") and rounded(abs(right[0].value), 0)
        if moved and stated.sign is None:
            why = "no word that this reader knows says which way"
            return Verdict.UNREAD, why, tuple(right[:1])
        return Verdict.HOLDS, "", tuple(right[:1])

    def _sum(self, stated: Stated) -> Fact | None:
        """What several measures come to together."""
        for place, when in product(stated.places, stated.when):
            facts = [self._value(place, m, when) for m in stated.measures]
            if all(facts):
                values = [f for f in facts if f]
                cells = tuple(c for f in values for c in f.cells)
                return values[0]._replace(
                    value=sum((f.value for f in values), Fraction(0)), cells=cells
                )
        return None

    def _shared(self, facts: Sequence[Fact]) -> Iterator[Fact]:
        """What several measures are of a whole together."""
        if facts:
            cells = tuple(c for f in facts for c in f.cells)
            total = sum((f.value for f in facts), Fraction(0))
            yield facts[0]._replace(value=total, cells=cells)

    def _elsewhere(self, stated: Stated, named: Sequence[str]) -> Iterator[tuple[str, Fact]]:
        facts = self.facts
        periods = (facts.periods.now, *facts.periods.against.values())
        others = [p for p in periods if p not in stated.when]
        own = stated.places[:1]
        around = (facts.nation, facts.group(own[0])) if own and own[0] in facts.places else ()
        places = [p for p in dict.fromkeys((*named, *around)) if p and p not in stated.places]
        measures = [m for m in facts.beat.file.measures if m not in stated.measures]
        beside = list(facts.beside(own[0])) if own and own[0] in facts.places else []
        tries: list[tuple[str, Stated]] = [
            ("it is of another period", stated._replace(when=tuple(others))),
            ("it is of another place", stated._replace(places=tuple(places))),
            ("it goes the other way", stated._replace(sign=-stated.sign if stated.sign else None)),
            ("it is of something else", stated._replace(measures=tuple(measures))),
            ("it is of another place", stated._replace(places=tuple(beside))),
        ]
        there = stated._replace(places=tuple(places), measures=tuple(measures))
        tries.append(("it is of something else, in another place", there))
        for sort, what in _SORTS:
            if sort != stated.sort:
                tries.append((what, stated._replace(sort=sort, when=periods, sign=None)))
        for what, attempt in tries:
            if attempt == stated:
                continue
            for fact in self.facts_of(attempt):
                if self.agrees(attempt, fact):
                    yield what, fact

    def _typed(self, stated: Stated, facts: Sequence[Fact]) -> Ruling | None:
        """A national figure that is typed in ``release.yml``."""
        kinds = _TYPED.get(stated.sort, ())
        found = [
            t for t in self.facts.typed if t.as_ in kinds and set(t.measures) & set(stated.measures)
        ]
        for typed in found:
            if facts and "!" in typed.where:
                continue
            value = abs(typed.value) if stated.sort == "change" else typed.value
            if stated.number is None or (
                stated.sort == "change"
                and stated.sign
                and typed.value
                and (typed.value > 0) != (stated.sign > 0)
            ):
                continue
            if self._within(stated.number, stated.hedge, value):
                return Verdict.HOLDS, "", (self._typed_fact(typed, stated.sort),)
        return None

    def _typed_fact(self, typed: Typed, sort: str) -> Fact:
        now, cells = self.facts.periods.now, (typed.where,)
        return Fact(self.facts.nation, typed.measures[0], sort, now, typed.value, cells)
