"""A sentence in which every part means one thing: measures, places, periods, rates."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.factcheck.facts import Facts
from generator.factcheck.names import OTHER
from generator.factcheck.sentence import CUTS, Figure, Part, Sentence


@dataclass(slots=True)
class Context:
    """What a sentence inherits: the story's place, and what was talked of before.

    ``strict``: a general noun by itself means everything, as in our own stories.
    ``places`` are those of the sentence before in the same paragraph, ``earlier`` of the last one.
    A heading hands its place, its period, its sign and its unit to the bullets under it.
    """

    place: str
    strict: bool = False
    measures: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    when: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    sign: int | None = None
    per: tuple[str, Fraction] | None = None
    around: tuple[str, ...] = ()
    since: tuple[str, ...] = ()
    main: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def part(self) -> None:
        """A new paragraph begins: the places of the last one are further away."""
        self.earlier, self.places = self.places, ()

    def head(self) -> None:
        """Forget what a heading said."""
        self.when, self.sign, self.per, self.around, self.since = (), None, None, (), ()


_SIGNS = {"+": 1, "-": -1}


class Marked:
    """The parts of a sentence, and what each of them names."""

    def __init__(self, facts: Facts, sentence: Sentence, context: Context) -> None:
        self.facts = facts
        self.total = facts.beat.file.total
        self.sentence = sentence
        self.parts = sentence.parts
        self.context = context
        self._settle()
        self.meant: dict[int, tuple[str, ...]] = {}
        for i, part in enumerate(self.parts):
            if meant := self._meant(i, part):
                self.meant[i] = meant
        self.mentions = list(self.meant)
        self.groups = self._grouped()
        self.cues = list(self._cues())
        self.periods = [
            (i, self._keys(p.tags["period"], within=p.tags.get("within", False)))
            for i, p in enumerate(self.parts)
            if "period" in p.tags
        ]
        self.handed = self._handed_out(self.groups)
        self.given = self._handed_out(self._cues_listed())
        self.hangs = self._points_back()
        self.first = next(
            (i for i, p in enumerate(self.parts) if p.figure or self._moves(p)), len(self.parts)
        )

    def _settle(self) -> None:
        """Decide what phrases with two meanings mean by what stands beside them."""
        parts = self.parts
        for i, part in enumerate(parts):
            if part.figure and self._counts_nothing(i):
                part.figure = None
        for i, part in enumerate(parts):
            tags = part.tags
            if "hedge" in tags:
                self._hedge(i, part)
            if part.figure and i and parts[i - 1].text in _SIGNS and self._signed(i):
                part.figure.sign = _SIGNS[parts[i - 1].text]
            if part.figure and part.figure.unit == "count":
                self._rate(i, part.figure)

    def _counts_nothing(self, i: int) -> bool:
        """Whether a number is a pronoun (``a lower one``), a time of day, a label (``Item 7``)."""
        part, before = self.parts[i], self.parts[i - 1] if i else None
        if part.figure is None or part.figure.unit != "count":
            return False
        after = self.parts[i + 1 : i + 3]
        if part.text in self.facts.beat.lexicon.single:
            known = any({"measure", "counted", "direction"} & p.tags.keys() for p in after)
            return not known and not (before and before.text == ":")
        if len(after) > 1 and after[0].text == ":" and after[1].start == part.end + 1:
            return after[1].figure is not None
        if before and before.text == ":" and before.end == part.start and i > 1:
            return before.start == self.parts[i - 2].end and self.parts[i - 2].text.isdigit()
        label = before is not None and "capital" in before.tags
        return label and (not after or after[0].text in (":", ".", ","))

    def _hedge(self, i: int, part: Part) -> None:
        """``more than`` before a figure hedges it; behind one it begins a comparison."""
        hedge: str = part.tags["hedge"]
        following = self.parts[i + 1].figure if i + 1 < len(self.parts) else None
        if following is not None and not (i and self.parts[i - 1].figure):
            following.hedge = hedge
            part.tags = {"hedge": hedge}
            return
        kept = {k: v for k, v in part.tags.items() if k != "hedge"}
        if part.text.rpartition(" ")[2] in self.facts.beat.lexicon.than:
            sign = -1 if hedge in ("under", "most") else 1
            kept |= {"direction": sign, "side": sign, "than": True}
        part.tags = kept

    def _signed(self, i: int) -> bool:
        """Whether a plus or minus is that of the figure, and no dash."""
        sign = self.parts[i - 1]
        if sign.end != self.parts[i].start:
            return False
        return i == 1 or self.parts[i - 2].end < sign.start or self.parts[i - 2].text in CUTS

    def _rate(self, i: int, figure: Figure) -> None:
        """A number with ``per 1,000 people`` behind it is a rate; so is a decimal beside one."""
        if self._is_set(i) or (i and "currencies" in self.parts[i - 1].tags):
            return
        for j in range(i + 1, min(i + 7, len(self.parts))):
            other = self.parts[j]
            if other.figure or (other.text in CUTS and other.text != "("):
                break
            if "per" in other.tags:
                figure.unit, figure.per = "rate", other.tags["per"]
                return
        at = next((j for j, p in enumerate(self.parts) if "per" in p.tags), -1)
        per = self.parts[at].tags["per"] if at >= 0 else self.context.per
        if 0 <= at < i and not any(p.figure for p in self.parts[:at]):
            figure.unit, figure.per = "rate", per
            return
        rates = any("rate" in p.tags for p in self.parts) or per is not None
        previous = next((p.figure for p in reversed(self.parts[:i]) if p.figure is not None), None)
        small = figure.number.step < 1 and figure.number.decimals < 3
        if small and previous and previous.unit == "percent" and not rates:
            figure.unit = "percent"
        elif (
            (figure.number.decimals and figure.number.step < 1)
            or (previous and previous.unit == "rate" and "than" in self._between(i))
            or (rates and i and self._before(i, "rate"))
        ):
            figure.unit, figure.per = "rate", per

    def _points_back(self) -> bool:
        """Whether the sentence begins with ``that`` or ``it``: it is on what was just told."""
        first = self.parts[0] if self.parts else None
        if first is None or first.text not in self.facts.beat.lexicon.backward:
            return False
        return len(self.parts) > 1 and self.parts[1].text in self.facts.beat.lexicon.being

    def _between(self, i: int) -> set[str]:
        """The tags of the parts before a figure in its segment."""
        head = self.sentence.heads[self.parts[i].segment]
        return {tag for p in self.parts[head:i] for tag in p.tags}

    def _before(self, i: int, tag: str) -> bool:
        """Whether a word of a kind stands right before a figure, small words aside."""
        for j in range(i - 1, max(-1, i - 6), -1):
            part = self.parts[j]
            if tag in part.tags:
                return True
            if part.figure or part.text in CUTS or ("measure" in part.tags and tag != "rate"):
                return False
        return False

    def _meant(self, i: int, part: Part) -> tuple[str, ...]:
        """The measures that a part may name."""
        if part.figure:
            return ()
        before = self.parts[i - 1] if i else None
        if "measure" in part.tags:
            measures: tuple[str, ...] = part.tags["measure"]
            for named in reversed(self.meant.values()):
                if common := tuple(m for m in measures if m in named):
                    return common
            if measures == (self.total,) and before and self._qualifies(before):
                return ()
            return measures
        if {"former", "latter"} & part.tags.keys():
            first = list(dict.fromkeys(m for meant in self.meant.values() for m in meant[:1]))
            listed = tuple(first) if len(first) > 1 else self.context.listed
            return (listed[0 if "former" in part.tags else -1],) if listed else ()
        if "counted" not in part.tags or (before and self._qualifies(before)):
            return ()
        following = self.parts[i + 1 : i + 3]
        if len(following) == 2 and "of" in following[0].tags and "measure" in following[1].tags:
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

    def _qualifies(self, part: Part) -> bool:
        """Whether an unknown word makes something else of a general noun: ``toy trees``."""
        unknown = "word" in part.tags and "capital" not in part.tags
        return unknown and not part.text.endswith(tuple(self.facts.beat.lexicon.qualities))

    def _moves(self, part: Part) -> bool:
        return "direction" in part.tags or "side" in part.tags

    def _grouped(self) -> dict[int, tuple[int, ...]]:
        """The mentions that a list names together, by each of them."""
        groups: list[list[int]] = []
        for i in self.mentions:
            between = self.parts[groups[-1][-1] + 1 : i] if groups else []
            joined = any(p.text == "," or "joins" in p.tags for p in between)
            if joined and all(self._joins(p) for p in between):
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

    def _handed_out(self, groups: Mapping[int, tuple[int, ...]]) -> dict[int, int]:
        """Which of several things each figure belongs to, where they are told ``respectively``."""
        at = next((i for i, p in enumerate(self.parts) if "respectively" in p.tags), -1)
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

    def _cues(self) -> Iterator[tuple[int, tuple[str, ...], bool]]:
        """Places that are named: (position, codes, whether only who counted)."""
        for i, part in enumerate(self.parts):
            codes = self._codes(part)
            around = self.parts[max(0, i - 2) : i + 2]
            if codes and not any("excepting" in p.tags for p in around):
                yield i, codes, self._acts(i) or self._is_of_set(i)

    def _codes(self, part: Part) -> tuple[str, ...]:
        own = self.context.place
        codes: tuple[str, ...] = part.tags.get("place", ())
        if codes:
            return (own,) if own in codes else codes
        match part.tags.get("where"):
            case "here":
                return (own,)
            case "either":
                return tuple(dict.fromkeys((own, self.facts.group(own))))
            case "group":
                group = self.facts.group(own)
                return (group,) if group in self.facts.places else ()
            case "nation":
                return (self.facts.nation,)
        return ()

    def _is_of_set(self, i: int) -> bool:
        """Whether a place only says which set is meant: ``the nine areas of Westshire``."""
        before = self.parts[max(0, i - 3) : i]
        return any("level" in p.tags for p in before) and not any(p.text == "," for p in before)

    def _acts(self, i: int) -> bool:
        """Whether a place is named as the one who counts: ``Westshire council recorded``."""
        following = self.parts[i + 1 : i + 4]
        for other in following:
            if "recorded" in other.tags:
                return True
            if other.figure or other.text in CUTS or "measure" in other.tags:
                break
        return i > 0 and "by" in self.parts[i - 1].tags

    def _keys(self, period: object, *, within: bool = False) -> tuple[str, ...]:
        """The periods that a phrase can mean; ``within``: a month by itself, no end of a year."""
        known = self.facts.periods
        keys = (known.now, *known.against.values())
        if isinstance(period, tuple):
            year, month = period
            if within and month > 0 and not known.monthly:
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

    def _is_set(self, i: int) -> bool:
        """``of the 42 councils``."""
        for part in self.parts[i + 1 : i + 4]:
            if "level" in part.tags:
                return True
            if "word" not in part.tags and "glue" not in part.tags and "where" not in part.tags:
                return False
        return False
