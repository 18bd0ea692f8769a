"""Ranks, and what is counted in places, held against the release."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

from generator.factcheck.facts import Fact, rounded
from generator.factcheck.numbers import Numbers, Ruling
from generator.factcheck.stated import Stated, Verdict


class Ranking(Numbers):
    """Holds ranks, and numbers of places, against the facts of one release."""

    def _members(self, stated: Stated) -> Ruling:
        """How many members a place has that is made of several."""
        members = self.facts.places[stated.places[0]].members
        if not members or stated.number is None:
            return Verdict.OUTSIDE, "the release does not say", ()
        if stated.number.value == len(members):
            return Verdict.HOLDS, "", ()
        return Verdict.CONTRADICTED, f"there are {len(members)}: {', '.join(members)}", ()

    def _rank(self, stated: Stated) -> Ruling:
        facts = self.facts
        place = stated.places[0]
        level = facts.places[place].level
        sets = [s for s in (facts.beside(place), facts.levels.get(level, [])) if len(s) > 1]
        if stated.sort == "ranked":
            return self._ranked(stated)
        if facts.nation in stated.than:
            sets = sets[-1:]
        elif stated.than:
            sets = sets[:1]
        seen: list[tuple[str, Fact]] = []
        for measure, among in product(stated.measures, sets):
            own = next(facts.standing(place, measure), None)
            if stated.unit == "count":
                own = facts.value(place, measure, facts.periods.now)
            if own is None or stated.number is None:
                continue
            if stated.unit == "count":
                values = (facts.value(c, measure, facts.periods.now) for c in among)
                better = sum((v.value - own.value) * (stated.sign or 1) > 0 for v in values if v)
            else:
                better = facts.better(measure, among, own.value, high=stated.sign == 1)
            fact = own._replace(sort="rank", value=Fraction(better + 1))
            right = better + 1 == stated.number.value
            wrong = self._wrongly_shared(stated, own, among) if right else ""
            if right and not wrong:
                return Verdict.HOLDS, "", (fact,)
            seen.append((wrong, fact))
        if not seen:
            return Verdict.OUTSIDE, "the release has no rate of it", ()
        why, fact = max(seen, key=lambda s: bool(s[0]))
        return Verdict.CONTRADICTED, why, (fact,)

    def _wrongly_shared(self, stated: Stated, own: Fact, among: Sequence[str]) -> str:
        """What is wrong with "joint", or with our own saying that one is first without it."""
        facts, joint = self.facts, stated.mild
        first = self.own and stated.number is not None and stated.number.value == 1
        if stated.unit == "count" or not (joint or first):
            return ""
        level = facts.places[own.place].level
        told, whole = facts.told.get(level, []), among is facts.levels.get(level)
        others = told if whole else facts.told_of(level, among)
        apart = sum(facts.better(own.measure, others, own.value, high=h) for h in (True, False))
        if (facts.known(own.measure, others) - apart > 1) == joint:
            return ""
        return "no other has the same rate" if joint else "another has the same rate"

    def _ranked(self, stated: Stated) -> Ruling:
        """How many places are compared: those of the level, or of the group, with a rate."""
        level = stated.among[0]
        facts = self.facts
        beside = facts.within(level, facts.group(stated.places[0]))
        sets = (facts.levels.get(level, []), beside, facts.told.get(level, []))
        sizes = set(map(len, sets))
        # Of a measure without a rate, any other may be meant: "mills were the most visited".
        rated = [m for m in stated.measures if facts.known(m, sets[0])]
        for measure in rated or facts.beat.file.measures:
            sizes |= {facts.known(measure, among) for among in sets}
        number = stated.number
        if number and number.value in sizes:
            return Verdict.HOLDS, "", ()
        told = " or ".join(map(str, sorted(sizes - {0, 1})))
        return Verdict.CONTRADICTED, f"there are {told or 'none'}", ()

    def _spread(self, stated: Stated) -> Ruling:
        """In how many places of a set it went one way."""
        seen: list[str] = []
        for among, measure, against in product(self._sets(stated), stated.measures, stated.when):
            known = [w for c in among if (w := self._ways(c, measure, against))]
            told = stated.number.value if stated.number else len(known)
            for there in sorted({sum(w[n] == stated.sign for w in known) for n in (0, 1)}):
                if known and there == told:
                    return Verdict.HOLDS, "", ()
                seen += [f"{there} of {len(known)}"] * bool(known)
        if not seen:
            return Verdict.OUTSIDE, "the release has no such number", ()
        return Verdict.CONTRADICTED, f"it is so in {' or '.join(dict.fromkeys(seen))}", ()

    def _ways(self, place: str, measure: str, against: str) -> tuple[int, int] | None:
        """Which way a place went, by its number and by what would be printed of the change."""
        moved = self.facts.difference(place, measure, against)
        change = next(iter(self.facts.change(place, measure, against)), moved)
        if not (moved and change):
            return None
        decimals = self.facts.beat.decimals_of(measure, "change")
        shown = rounded(change.value, decimals)
        return (moved.value > 0) - (moved.value < 0), (shown > 0) - (shown < 0)

    def _sets(self, stated: Stated) -> list[list[str]]:
        """The sets of places that may be meant: those of a group that is named, or of all."""
        facts = self.facts
        place = facts.places[stated.places[0]]
        groups = [c for c in stated.than if c in facts.places and facts.role(c) == "group"]
        inside = [
            [p.code for p in facts.places.values() if p.group == group and not p.role]
            for group in (groups or [facts.group(place.code)])
        ]
        every = [] if groups else [facts.levels.get(place.level, [])]
        return [s for s in (*inside, *every) if s]
