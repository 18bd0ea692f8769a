"""The article of `peers/rosaenlg/article.pug` in SimpleNLG: same record, same words.

Verbs are inflected and sentences are closed by the realiser; what its grammar has no place for (a
figure behind a comma, a verb between two phrases) is given to it as canned text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from simplenlg import (
    ClauseStatus,
    Feature,
    InternalFeature,
    LexicalCategory,
    LexicalFeature,
    Lexicon,
    NLGFactory,
    Realiser,
    Tense,
)

from benchmarks.floor import GLOSSES, LABELS, Record, comparison, rise_or_fall, up_or_down

CAUTION: Final = (
    "that several things can lie behind such a movement, and that a single year should be read "
    "with care"
)
CAVEAT: Final = (
    "what police recorded, so they also reflect how much was reported to them and how it was "
    "written down"
)


def renderer() -> Callable[[Record], str]:
    """Give a renderer whose lexicon is read here, once."""
    return Story(Lexicon.getDefaultLexicon()).write


class Story:
    """Makes the clauses of an article and has them realised."""

    def __init__(self, lexicon: Any) -> None:
        self.factory = NLGFactory(lexicon)
        self.realiser = Realiser(lexicon)
        self.log = lexicon.getWord("log", LexicalCategory.VERB)
        self.log.setFeature(LexicalFeature.PAST, "logged")  # it is not among its doubling verbs

    def write(self, place: Record) -> str:
        """The article as plain text."""
        factory, lead = self.factory, place["lead"]
        label, where = LABELS[lead], f"{place['preposition']} {place['name']}"
        keys = [key for rank in range(1, 6) if (key := place[f"bullet_{rank}"])]
        paragraphs = (
            (self.opening(place, label, where),),
            (self.count(place, lead), self.change(place, lead)),
            (self.rates(place, lead),),
            self.nation(place, lead, label),
            (self.clause("statistician", "say", CAUTION, past=False, many=True),),
            self.total(place, where),
        )
        parts = [factory.createParagraph(list(map(self.sentence, p))) for p in paragraphs]
        items = [factory.createListItem(self.bullet(place, key)) for key in keys]
        heading = f"Other figures for {place['name']}:"
        parts.append(factory.createSection(heading, factory.createList(items)))
        caveat = self.clause("the figures", "count", CAVEAT, past=False, many=True)
        parts.append(factory.createParagraph(self.sentence(caveat)))
        headline = f"Recorded {label} {up_or_down(place[f'{lead}_change'])} {where}"
        return str(self.realiser.realise(factory.createDocument(headline, parts)).getRealisation())

    def sentence(self, clause: Any) -> Any:
        return self.factory.createSentence([clause])

    def clause(
        self, subject: str, verb: Any, *rest: Any, past: bool = True, many: bool = False
    ) -> Any:
        """A clause of a subject, its verb in its right form, and what follows in its order."""
        clause = self.factory.createClause(self.factory.createNounPhrase(subject), verb)
        clause.getSubject().setPlural(many)
        clause.setFeature(Feature.TENSE, Tense.PAST if past else Tense.PRESENT)
        for part in rest:
            canned = isinstance(part, str)
            clause.addPostModifier(self.factory.createStringElement(part) if canned else part)
        return clause

    def moved(self, subject: str, change: int, *rest: Any) -> Any:
        if change == 0:
            return self.clause(subject, "stay", "level", *rest)
        return self.clause(subject, "rise" if change > 0 else "fall", *rest)

    def opening(self, place: Record, label: str, where: str) -> Any:
        change, total = place[f"{place['lead']}_change"], place["total_change"]
        contrast: Any
        if change and total and (change > 0) != (total > 0):
            contrast = f"despite a {'rise' if total > 0 else 'fall'} in crime recorded overall"
        else:
            too = ("too",) if change and total else ()
            contrast = self.moved("crime recorded overall", total, *too)
            contrast.setFeature(InternalFeature.CLAUSE_STATUS, ClauseStatus.SUBORDINATE)
            word = "while" if total == 0 else "as" if change else "although"
            contrast.setFeature(Feature.COMPLEMENTISER, word)
        period = f"in the year to {place['period']},"
        return self.moved(f"recorded {label}", change, where, period, contrast)

    def count(self, place: Record, lead: str) -> Any:
        force, now = place["force"], f"{place[f'{lead}_now']:,}"
        if place["variant"] == 0:
            source = "figures from the Office for National Statistics show"
            return self.clause(
                force, self.log, now, "offences of this kind", "in the 12 months,", source
            )
        if place["variant"] == 1:
            subject = "figures from the Office for National Statistics"
            number = f"the number logged by {force}"
            return self.clause(subject, "put", number, "in the 12 months", f"at {now}", many=True)
        source = "according to the Office for National Statistics"
        clause = self.clause(force, self.log, f"{now} of them,", source)
        clause.addFrontModifier("in those 12 months")
        return clause

    def change(self, place: Record, lead: str) -> Any:
        change, before = place[f"{lead}_change"], f"{place[f'{lead}_before']:,}"
        if change == 0:
            return self.clause(
                "the number for the previous year", "be", f"all but the same: {before}"
            )
        moved = f"{rise_or_fall(change)} on the previous year,"
        return self.clause("that", "be", moved, f"which saw {before}", past=False)

    def rates(self, place: Record, lead: str) -> Any:
        local, nation = place[f"{lead}_rate"], place[f"nation_{lead}_rate"]
        compared = f"{comparison(local, nation)} the rate of {nation:.1f} in England and Wales"
        rate = f"to {local:.1f} for every 1,000 people,"
        return self.clause("it", "amount", rate, compared, past=False)

    def nation(self, place: Record, lead: str, label: str) -> Iterator[Any]:
        every = f"to {place['nation_all_millions']:.1f} million,"
        moved = rise_or_fall(place["nation_all_change"])
        clause = self.clause("crimes of all kinds", "come", every, moved, many=True)
        clause.addFrontModifier("across England and Wales,")
        yield clause
        total = f"{place['nation_total_millions']:.1f} million,"
        moved = rise_or_fall(place["nation_total_change"])
        clause = self.clause("the total", "be", total, moved)
        clause.addFrontModifier("without fraud and computer misuse,")
        yield clause
        now = f"{place[f'nation_{lead}_now']:,},"
        moved = rise_or_fall(place[f"nation_{lead}_change"])
        clause = self.clause("all forces together", self.log, now, moved)
        clause.addFrontModifier(f"for {label} alone,")
        yield clause

    def total(self, place: Record, where: str) -> Iterator[Any]:
        change = place["total_change"]
        moved = f"{up_or_down(change)} from" if change else "level with"
        now = f"{place['total_now']:,} offences other than fraud"
        before = f"{place['total_before']:,} the year before"
        clause = self.clause("police", "record", now, f"{where},", moved, before)
        clause.addFrontModifier("in all,")
        yield clause
        rate = f"{place['total_rate']:.1f} for every 1,000 people,"
        against = f"against {place['nation_total_rate']:.1f} in England and Wales"
        yield self.clause("the overall rate", "be", rate, against)

    def bullet(self, place: Record, key: str) -> Any:
        change = place[f"{key}_change"]
        now, before = f"{place[f'{key}_now']:,}", f"{place[f'{key}_before']:,}"
        label = LABELS[key].capitalize()
        subject = f"{label}, {GLOSSES[key]}," if key in GLOSSES else label
        if change == 0:
            return self.clause(subject, "stay", "level,", f"at {now}", f"against {before}")
        return self.moved(subject, change, f"{abs(change)}%,", f"from {before}", f"to {now}")
