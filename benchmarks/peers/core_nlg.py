"""The article of `peers/rosaenlg/article.pug` in CoreNLG: same record, same words.

One section a story, as CoreNLG reads its rules of punctuation from disk for each section.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from CoreNLG.DocumentConstructors import Datas, Document, TextClass

from benchmarks.floor import (
    GLOSSES,
    LABELS,
    Record,
    comparison,
    moved,
    rise_or_fall,
    up_or_down,
)


def renderer() -> Callable[[Record], str]:
    """Give a renderer of one record."""
    return lambda place: str(Story(place).section)


class Story(TextClass):  # type: ignore[misc]
    """One story: each assignment to `text` adds to it, and the section sets spaces and capitals.

    It knows sentences by the stop before them, so that a block begins with its own capital.
    """

    def __init__(self, place: Record) -> None:
        super().__init__(Document(Datas(place), lang="en", freeze=True).new_section())
        lead = place["lead"]
        label, where = LABELS[lead], f"{place['preposition']} {place['name']}"
        for tag, words in (
            ("h1", ("Recorded", label, up_or_down(place[f"{lead}_change"]), where)),
            ("p", self.opening(place, label, where)),
            ("p", (*self.count(place, lead), *self.change(place, lead))),
            ("p", self.rates(place, lead)),
            ("p", self.nation(place, lead, label)),
            ("p", (CAUTION,)),
            ("p", self.total(place, where)),
            ("p", ("Other figures for", place["name"], ":")),
        ):
            self.text = self.nlg_tags(tag, " ".join(words))
        keys = [key for rank in range(1, 6) if (key := place[f"bullet_{rank}"])]
        bullets = [" ".join(self.bullet(place, key)) for key in keys]
        self.text = self.nlg_enum(bullets, nb_elem_bullet=1)
        self.text = self.nlg_tags("p", CAVEAT)
        self.section.write()

    def opening(self, place: Record, label: str, where: str) -> Iterator[str]:
        change, total = place[f"{place['lead']}_change"], place["total_change"]
        yield from ("Recorded", label, moved(change), where, "in the year to", place["period"], ",")
        if total == 0:
            yield "while crime recorded overall stayed level."
        elif change == 0:
            yield f"although crime recorded overall {moved(total)}."
        elif (change > 0) != (total > 0):
            yield f"despite a {'rise' if total > 0 else 'fall'} in crime recorded overall."
        else:
            yield f"as crime recorded overall {moved(total)} too."

    def count(self, place: Record, lead: str) -> tuple[str, ...]:
        force, now = place["force"], self.whole(place[f"{lead}_now"])
        if place["variant"] == 0:
            tail = "offences of this kind in the 12 months, figures from the Office for National"
            return force, "logged", now, tail, "Statistics show."
        if place["variant"] == 1:
            head = "Figures from the Office for National Statistics put the number logged by"
            return head, force, "in the 12 months at", now, "."
        tail = "of them, according to the Office for National Statistics."
        return "In those 12 months", force, "logged", now, tail

    def change(self, place: Record, lead: str) -> tuple[str, ...]:
        change, before = place[f"{lead}_change"], self.whole(place[f"{lead}_before"])
        if change == 0:
            return "the number for the previous year was all but the same:", before, "."
        return "that is", rise_or_fall(change), "on the previous year, which saw", before, "."

    def rates(self, place: Record, lead: str) -> Iterator[str]:
        local, nation = place[f"{lead}_rate"], place[f"nation_{lead}_rate"]
        yield from ("It amounts to", self.tenth(local), "for every", self.whole(1000), "people,")
        yield from (comparison(local, nation), "the rate of", self.tenth(nation))
        yield "in England and Wales."

    def nation(self, place: Record, lead: str, label: str) -> Iterator[str]:
        yield "Across England and Wales, crimes of all kinds came to"
        yield from (self.tenth(place["nation_all_millions"]), "million,")
        yield from (rise_or_fall(place["nation_all_change"]), ".")
        yield "without fraud and computer misuse, the total was"
        yield from (self.tenth(place["nation_total_millions"]), "million,")
        yield from (rise_or_fall(place["nation_total_change"]), ".")
        yield from ("for", label, "alone, all forces together logged")
        yield from (self.whole(place[f"nation_{lead}_now"]), ",")
        yield from (rise_or_fall(place[f"nation_{lead}_change"]), ".")

    def total(self, place: Record, where: str) -> Iterator[str]:
        change = place["total_change"]
        yield from ("In all, police recorded", self.whole(place["total_now"]))
        yield from ("offences other than fraud", where, ",")
        yield f"{up_or_down(change)} from" if change else "level with"
        yield from (self.whole(place["total_before"]), "the year before.")
        yield from ("the overall rate was", self.tenth(place["total_rate"]), "for every")
        yield from (self.whole(1000), "people, against", self.tenth(place["nation_total_rate"]))
        yield "in England and Wales."

    def bullet(self, place: Record, key: str) -> Iterator[str]:
        change = place[f"{key}_change"]
        now, before = self.whole(place[f"{key}_now"]), self.whole(place[f"{key}_before"])
        yield f"{LABELS[key]}, {GLOSSES[key]}," if key in GLOSSES else LABELS[key]
        if change == 0:
            yield from ("stayed level, at", now, "against", before)
        else:
            yield from (f"{moved(change)} {abs(change)}%, from", before, "to", now)

    def tenth(self, figure: float) -> Any:
        return self.nlg_num(figure, dec=1, remove_trailing_zeros=False)

    def whole(self, figure: int) -> Any:
        return self.nlg_num(figure, thousand_sep=",")


CAUTION = (
    "Statisticians say that several things can lie behind such a movement, and that a single year "
    "should be read with care."
)
CAVEAT = (
    "The figures count what police recorded, so they also reflect how much was reported to them "
    "and how it was written down."
)
