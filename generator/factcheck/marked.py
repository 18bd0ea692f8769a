"""A sentence in which everything that is named is known: measures, places, periods."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from generator.factcheck.context import Context
from generator.factcheck.cued import Cued
from generator.factcheck.facts import Facts
from generator.factcheck.names import OTHER
from generator.factcheck.parts import Part
from generator.factcheck.sentence import Sentence


class Marked(Cued):
    """The parts of a sentence, and what each of them names."""

    def __init__(self, facts: Facts, sentence: Sentence, context: Context) -> None:
        super().__init__(facts, sentence, context)
        self.meant: dict[int, tuple[str, ...]] = {}
        for i, part in enumerate(self.parts):
            if meant := self._meant(i, part):
                self.meant[i] = meant
        self.mentions = list(self.meant)
        self.groups = self._grouped()
        self.cues = list(self._cues())
        self.periods = list(self._dated())
        self.handed = self._handed()
        self.given = self._handed_out(self._cues_listed())
        self.hangs = self._points_back()
        self.first = next(
            (i for i, p in enumerate(self.parts) if p.figure or self._moves(p)), len(self.parts)
        )

    def _dated(self) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Periods that are named; the day on which something was said is none."""
        now = self.facts.periods.now
        for i, part in enumerate(self.parts):
            if "period" not in part.tags:
                continue
            keys = self._keys(part.tags["period"], within=part.tags.get("within", False))
            if part.tags.get("spans", self.facts.periods.months) != self.facts.periods.months:
                keys = (OTHER,)  # "between June and August"
            if part.tags.get("day") and keys == (OTHER,):
                continue
            said_that = "had" in part.tags and i and self._tags(i - 1).get("backward")
            if said_that and self.parts[i - 1].text == "that":
                keys = (*keys, now)  # "it was said that there had been"
            last = part.tags.get("last") or self._tags(i + 1).get("period") == "either"
            if last and isinstance(part.tags["period"], tuple) and len(keys) > 1:
                keys = tuple(k for k in keys if k != now)  # "last May", "May last year"
            yield i, keys

    def _points_back(self) -> bool:
        """Whether the sentence begins with ``that`` or ``it``: it is on what was just told."""
        first = self.parts[0] if self.parts else None
        if first is None or first.text.removesuffix("'s") not in self.facts.beat.lexicon.backward:
            return False
        if first.text.endswith("'s"):
            return True
        return len(self.parts) > 1 and self.parts[1].text in self.facts.beat.lexicon.being

    def _meant(self, i: int, part: Part) -> tuple[str, ...]:
        """The measures that a part may name."""
        if part.figure:
            return ()
        if "measure" in part.tags:
            measures: tuple[str, ...] = part.tags["measure"]
            if "counted" in part.tags and self._is_of_them(i) and self.context.measures:
                return self.context.measures
            if "number" in part.tags and self.meant and not self.context.strict:
                named = next(reversed(self.meant.values()))
                return tuple(dict.fromkeys((*measures, *named)))
            for named in reversed(self.meant.values()):
                if common := tuple(m for m in measures if m in named):
                    return common
            if "counted" in part.tags and not self.context.strict and measures != (self.total,):
                told = [m for meant in self.meant.values() for m in meant]
                if told:  # "mills reported 8,345 looms"
                    return tuple(dict.fromkeys((*told, *measures)))
            if measures == (self.total,) and self._qualified(i):
                return ()
            return measures
        counts = {"former", "latter"} & part.tags.keys() and "in" not in self._tags(i - 1)
        if counts and "extreme" not in self._tags(i + 1):
            first = list(dict.fromkeys(m for meant in self.meant.values() for m in meant[:1]))
            listed = tuple(first) if len(first) > 1 else self.context.listed
            return (listed[0 if "former" in part.tags else -1],) if listed else ()
        if "counted" not in part.tags or self._qualified(i):
            return ()
        following = self.parts[i + 1 : i + 3]
        behind = len(following) == 2 and "measure" in following[1].tags
        if behind and {"of", "was"} & following[0].tags.keys():
            return ()
        if scopes := [p.tags["scope"] for p in self.parts if "scope" in p.tags]:
            return (scopes[0],)
        earlier = [m for m in self.meant if m < i]
        if earlier:
            general = any("number" in p.tags for p in self.parts[max(0, i - 3) : i])
            general = general or (
                i > 2 and "of" in self.parts[i - 2].tags and self._is_figure(i - 1)
            )
            named = self.meant[earlier[-1]]
            return tuple(dict.fromkeys((self.total, *named))) if general else named
        segment = self.sentence.segment(part.segment)
        if self._on_everything(segment):
            return (self.total,)
        if self.context.strict and self.facts.kind(self.total) == "count":
            return (self.total,)
        later = [p.tags["measure"] for p in self.parts[i + 1 :] if "measure" in p.tags]
        named = later[0] if later else ()
        carried = (self.total, *self.context.measures, *named)
        return tuple(dict.fromkeys(carried))

    def _is_of_them(self, i: int) -> bool:
        """``fellings of them``."""
        return "of" in self._tags(i + 1) and "backward" in self._tags(i + 2)

    def _is_figure(self, i: int) -> bool:
        """Whether a figure stands at ``i``, and another two parts before: ``12 of 300``."""
        return bool(self.parts[i].figure and self.parts[i - 2].figure)

    def _on_everything(self, segment: range) -> bool:
        """Whether a segment says ``overall``; but not ``the country as a whole``."""
        return any(
            "whole" in self.parts[j].tags
            and not (j and {"place", "where"} & self.parts[j - 1].tags.keys())
            for j in segment
        )

    def _qualified(self, i: int) -> bool:
        """Whether an unknown word makes something else of a general noun: ``toy trees``."""
        before = self.parts[i - 1] if i else None
        if before is None or "word" not in before.tags or len(before.text) == 1:
            return False
        if self.parts[i].text.split()[0] in self.facts.beat.lexicon.articles:
            return False  # "in the park the trees fell"
        if "capital" in before.tags and i > 1:
            return False  # a name; but "Toy trees" at the head of a sentence
        return not before.text.endswith(tuple(self.facts.beat.lexicon.qualities))

    def _grouped(self, *, counted: bool = False) -> dict[int, tuple[int, ...]]:
        """The mentions that a list names together, by each of them; ``counted``: also where their
        numbers stand before them: ``12 oaks and 7 elms``.
        """
        groups: list[list[int]] = []
        for i in self.mentions:
            between = self.parts[groups[-1][-1] + 1 : i] if groups else []
            between = [p for p in between if not (counted and p.figure)]
            joined = any(p.text == "," or "joins" in p.tags for p in between)
            general = bool(groups) and "measure" not in self.parts[groups[-1][-1]].tags
            if joined and not general and all(self._joins(p) for p in between):
                groups[-1].append(i)
            else:
                groups.append([i])
        listed = [g for g in groups if self._ends_as_list(g)]
        single = [[i] for g in groups if g not in listed for i in g]
        return {i: tuple(g) for g in (*listed, *single) for i in g}

    def _ends_as_list(self, group: Sequence[int]) -> bool:
        """Whether an ``and`` stands before the last item."""
        if len(group) < 2:
            return True
        return any("joins" in p.tags for p in self.parts[group[-2] : group[-1]])

    def _joins(self, part: Part) -> bool:
        if part.figure or self._moves(part) or "contrast" in part.tags or "than" in part.tags:
            return False
        if part.text == "," or {"joins", "both"} & part.tags.keys():
            return True
        small = bool({"recorded", "glue"} & part.tags.keys())
        return small and not self.facts.beat.lexicon.prepositions.keys() & part.tags.keys()

    def _cues_listed(self) -> dict[int, tuple[int, ...]]:
        """The places that a list names together, by each of them."""
        groups: list[list[int]] = []
        for at, _, _ in self.cues:
            between = self.parts[groups[-1][-1] + 1 : at] if groups else []
            if between and all(p.text == "," or "joins" in p.tags for p in between):
                groups[-1].append(at)
            else:
                groups.append([at])
        return {at: tuple(g) for g in groups for at in g}

    def _handed(self) -> dict[int, int]:
        """Which mention each figure belongs to, where they are told in the same order."""
        if not self.groups:
            return self._handed_over()
        handed = self._handed_out(self.groups)
        if handed or not any("respectively" in p.tags for p in self.parts):
            return handed
        return self._handed_out(self._grouped(counted=True))

    def _handed_out(self, groups: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
        """Which of several things each figure belongs to, where they are told ``respectively``."""
        at = next((i for i, p in enumerate(self.parts) if "respectively" in p.tags), -1)
        if at < 0:
            return self._in_pairs(groups)
        for group in {g for g in groups.values() if len(g) > 1}:
            figures = [i for i, p in enumerate(self.parts) if p.figure and group[-1] < i < at]
            later = [i for i, p in enumerate(self.parts) if p.figure and i > at]
            if len(figures) >= len(group):
                last = figures[len(figures) - len(group) :]
                handed = dict(zip(last, group, strict=True))
                earlier = figures[: len(figures) - len(group)]
                handed |= dict(zip(later, group, strict=False))
                return handed | dict(zip(earlier[-len(group) :], group, strict=False))
        return {}

    def _handed_over(self) -> dict[int, int]:
        """Figures told ``respectively`` of what the sentence before has listed."""
        figures = [i for i, p in enumerate(self.parts) if p.figure]
        if not any("respectively" in p.tags for p in self.parts):
            return {}
        if len(figures) != len(self.context.listed):
            return {}
        for i, measure in zip(figures, self.context.listed, strict=True):
            self.meant[i] = (measure,)
        return {i: i for i in figures}

    def _in_pairs(self, groups: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
        """As many figures behind a list as it has items: ``oaks and elms fell 24% and 15%``."""
        for group in {g for g in groups.values() if len(g) > 1}:
            figures = [i for i, p in enumerate(self.parts) if p.figure and i > group[-1]]
            chosen = figures[: len(group)]
            between = [p for a, b in pairwise(chosen) for p in self.parts[a + 1 : b]]
            listed = all(p.text == "," or {"joins", "hedge"} & p.tags.keys() for p in between)
            if len(chosen) == len(group) and between and listed:
                return dict(zip(chosen, group, strict=True))
        return {}

    def _keys(self, period: object, *, within: bool = False) -> tuple[str, ...]:
        """The periods that a phrase can mean; ``within``: a month by itself, no end of a year."""
        known = self.facts.periods
        keys = (known.now, *known.against.values())
        if isinstance(period, tuple):
            year, month = period
            if within and month > 0 and known.months != 1:
                return (OTHER,)
            found = [
                k for k in keys
                if (not year or int(k[:4]) == year) and (not month or int(k[5:]) == month)
            ]  # fmt: skip
            return tuple(found) or (OTHER,)
        match period:
            case "now":
                return (known.now,)
            case "before":
                return (known.before,)
            case "either":
                return (known.now, known.before)
            case "other":
                return (OTHER,)
        return (known.against[str(period)],)
