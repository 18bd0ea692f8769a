"""From a sentence to what it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from generator.factcheck.context import Context
from generator.factcheck.facts import Facts
from generator.factcheck.movements import Movements
from generator.factcheck.names import OTHER
from generator.factcheck.parts import Part
from generator.factcheck.sentence import Sentence
from generator.factcheck.stated import Stated

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


class _Stating(Movements):
    """One sentence being read."""

    def read(self) -> list[Stated]:
        """All statements of the sentence, in the order of their words."""
        found: list[Stated] = list(self._lengths())
        if self.parts and self._asks():
            self._learn()
            self.context.inquired = self.periods[0][1] if self.periods else ()
            return [self._set_aside(p) for p in self.parts if p.figure]
        if any("aside" in p.tags for p in self.parts):
            return [self._set_aside(p) for p in self.parts if p.figure or "direction" in p.tags]
        spread = dict(self._counted_ways())
        found += spread.values()
        for i, part in enumerate(self.parts):
            if part.figure is not None and i not in spread:
                found += self._figure(i, part, part.figure)
            if "direction" in part.tags and not part.figure and not self._is_spread(i, spread):
                found += self._direction(i, part)
            if {"side", "amounts"} & part.tags.keys() and not part.figure:
                found += self._comparison(i, part)
            if "extreme" in part.tags or self._is_place_in_ranking(i):
                found += self._rank(i, part)
            if {"met", "missed"} & part.tags.keys() and not part.figure:
                found += self._met(i, part)
            if "history" in part.tags:
                why = "the release does not go back so far"
                found.append(Stated("outside", part.start, part.end, why=why))
            if "zero" in part.tags:
                found += self._none(i, part)
            if "progress" in part.tags:
                found += self._progress(i, part)
        found += self._contrasts(found)
        found += self._agreements(found)
        self._learn()
        return found

    def _is_spread(self, i: int, spread: Mapping[int, Stated]) -> bool:
        """Whether a movement is that of several places, which are counted."""
        return any(self._way_beside(at) == i for at in spread)

    def _lengths(self) -> Iterator[Stated]:
        """``the six months to May 2024``: how long a period is that ends with the release's."""
        for i, keys in self.periods:
            part = self.parts[i]
            if "length" in part.tags and self.facts.periods.now in keys:
                number = part.tags["length"]
                yield Stated("length", part.start, part.end, number=number, words=part.text)

    def _asks(self) -> bool:
        return self.parts[-1].text == "?"

    def _set_aside(self, part: Part) -> Stated:
        """A figure or a movement of what no place has."""
        return Stated("outside", part.start, part.end, why="it is on what belongs to no place")

    def _learn(self) -> None:
        context = self.context
        context.inquired = ()
        context.whole = self.of_whole or ()
        if (
            len(self.cues) == 1
            and self.cues[0][0] == 0
            and self.parts[1:2]
            and self.parts[1].text == ":"
        ):
            context.label = self.cues[0][1]
        signs = {p.tags["direction"] for p in self.parts if "direction" in p.tags}
        if signs or self.mentions:
            context.moved = signs.pop() if len(signs) == 1 else None
        if self.mentions and self.first == len(self.parts):
            context.main = context.main[0], self._group(self.mentions[-1]).measures
        if self.mentions:
            last = self.groups[self.mentions[-1]]
            measures = [m for i in last for m in self.meant[i]]
            every = [m for i in self.mentions for m in self.meant[i]]
            context.measures = tuple(dict.fromkeys((*measures, *every)))
            if len(dict.fromkeys(every)) > 1:
                context.listed = tuple(dict.fromkeys(every))
            context.begin(context.measures[:1])
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

    def _contrasts(self, found: Sequence[Stated]) -> Iterator[Stated]:
        """A contrast between two movements: they must differ, or agree behind ``including``."""
        moved = [s for s in found if s.sort in _WAYS]
        for i, part in enumerate(self.parts):
            if "contrast" not in part.tags:
                continue
            after = [s for s in moved if s.start > part.start]
            before = [s for s in moved if s.start < part.start]
            headed = not before  # "despite a fall, elms also fell" is no contrast
            if headed and len(after) > 1:
                before, after = after[:1], after[1:]
            if not (before and after):
                continue
            tail = self.parts[i + 1 :]
            if any("uncontrast" in p.tags and not (headed and "again" in p.tags) for p in tail):
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
        yield from self._so_did(moved)
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

    def _so_did(self, moved: Sequence[Stated]) -> Iterator[Stated]:
        """``so did elms``, ``as did elms``, ``elms were too``: another went the same way."""
        for i, part in enumerate(self.parts):
            if not self._echoes(i, part):
                continue
            behind = "again" not in self._tags(i + 1)
            near = (m for m in self.mentions if (i < m < i + 4 if behind else i - 4 < m < i))
            mention = next(near, None)
            before = [s for s in moved if s.sort == "direction" and s.end <= part.start]
            if mention is None or not before:
                if mention is not None and i < 2 and self.context.moved is not None:
                    yield self._goes_on(i, part, mention)
                continue
            yield before[-1]._replace(
                start=part.start, end=part.end, measures=self._group(mention).measures,
                every=False, words="", size="", size_word="", unit="", hang=mention,
            )  # fmt: skip

    def _goes_on(self, i: int, part: Part, mention: int) -> Stated:
        """``So did elms.``, behind a sentence that says which way oaks went."""
        return Stated(
            "direction", part.start, part.end, measures=self._group(mention).measures,
            places=self._place(i), when=self._against(i), sign=self.context.moved, hang=mention,
        )  # fmt: skip

    def _echoes(self, i: int, part: Part) -> bool:
        """``so did``, ``as did``; ``were too`` at the end."""
        if part.text.startswith("as did"):
            return True
        if "alike" not in part.tags:
            return False
        if i and self.parts[i - 1].text in ("so", "as"):
            return True
        return "again" in self._tags(i + 1) and i + 2 == len(self.parts)

    def _likewise(self, moved: Sequence[Stated]) -> Iterator[Stated]:
        """``as others did``: what was said of one place is said of another."""
        for i, part in enumerate(self.parts):
            segment = self.sentence.segment(part.segment)
            placed = ("in", "place", "where", "articles")
            tail = self.parts[i + 1 : segment.stop]
            closes = all(p.tags.keys() & set(placed) for p in tail)
            if "alike" not in part.tags or not closes or i == segment.start:
                continue
            cues = [codes for at, codes, _ in self.cues if at in segment]
            before = [s for s in moved if s.end < self.parts[segment.start].start]
            if cues and before and any("as" in self.parts[j].tags for j in segment):
                yield before[-1]._replace(start=part.start, end=part.end, places=cues[-1], words="")
