"""A sentence in which every figure has its unit and every phrase one meaning."""

from __future__ import annotations

from fractions import Fraction

from generator.factcheck.context import Context
from generator.factcheck.facts import Facts
from generator.factcheck.items import Number, Tags
from generator.factcheck.parts import Figure, Part
from generator.factcheck.sentence import CUTS, Sentence

_SIGNS = {"+": 1, "-": -1}
_MEASURED = frozenset(("direction", "side", "often", "target", "wondering"))
"""What stands in a sentence in which a duration is a figure."""


def _part(number: Number, per: tuple[str, Fraction]) -> Number:
    """What four in every ten are of the whole."""
    return Number(number.value / per[1], 0, Fraction(1), words=True)


class Settled:
    """The parts of a sentence, where phrases with two meanings have been decided."""

    def __init__(self, facts: Facts, sentence: Sentence, context: Context) -> None:
        self.facts = facts
        self.total = facts.beat.file.total
        self.sentence = sentence
        self.parts = sentence.parts
        self.context = context
        self._settle()

    def _settle(self) -> None:
        """Decide what phrases with two meanings mean by what stands beside them."""
        parts = self.parts
        for i, part in enumerate(parts):
            if part.figure and self._counts_nothing(i):
                part.figure = None
        if any("respectively" in p.tags for p in parts):
            self._share_units()
        for i, part in enumerate(parts):
            tags = part.tags
            if "hedge" in tags:
                self._hedge(i, part)
            if part.figure and i and parts[i - 1].text in _SIGNS and self._signed(i):
                part.figure.sign = _SIGNS[parts[i - 1].text]
            if part.figure and i and "sign" in parts[i - 1].tags and self._begins(i - 1):
                part.figure.sign = parts[i - 1].tags["sign"]
            if part.figure and part.figure.unit == "count":
                self._rate(i, part.figure)

    def _share_units(self) -> None:
        """``by 12, 8 and 7 per cent respectively``: the unit of the last is that of all."""
        unit = ""
        for part in reversed(self.parts):
            if part.figure:
                unit = part.figure.unit if part.figure.unit != "count" else unit
                part.figure.unit = unit or "count"
            elif part.text != "," and "joins" not in part.tags:
                unit = ""

    def _counts_nothing(self, i: int) -> bool:
        """Whether a number is a pronoun (``a lower one``), a time of day, a label (``Item 7``)."""
        part, before = self.parts[i], self.parts[i - 1] if i else None
        if part.figure is None or part.figure.unit != "count":
            return False
        after = self.parts[i + 1 : i + 3]
        if after and "durations" in after[0].tags and not self._is_measured(i):
            return True  # "the mill closed for two hours"
        if after and "number" in after[0].tags and part.figure.number.value < 32:
            return True
        known = any({"measure", "counted", "direction", "period"} & p.tags.keys() for p in after)
        if part.figure.number.words and "rate" in {t for p in after for t in p.tags} and not known:
            return True  # "two felling rates"
        ranked = any("extreme" in p.tags for p in self.parts[max(0, i - 8) : i])
        if ranked and self._led_by_of(i) and not known and not self._is_set(i):
            return True  # "the lowest rate of the 14"
        several = part.figure.number.words and part.figure.number.value < 13
        led = before is not None and bool({"articles", "all", "backward"} & before.tags.keys())
        if several and led and not known and not self._is_set(i):
            return True  # "the two differ"
        if part.text in self.facts.beat.lexicon.single and not self._ends_movement(i):
            if before and {"size", "word", "side"} & before.tags.keys():
                return True  # "the big one"
            known = any({"measure", "counted", "direction"} & p.tags.keys() for p in after)
            known = known or (bool(after) and self._is_comparing(after[0]))
            return not known and not (before and before.text == ":")
        if len(after) > 1 and after[0].text == ":" and after[1].start == part.end + 1:
            return after[1].figure is not None
        if before and before.text == ":" and before.end == part.start and i > 1:
            return before.start == self.parts[i - 2].end and self.parts[i - 2].text.isdigit()
        label = before is not None and "capital" in before.tags
        return label and (not after or after[0].text in (":", ".", ","))

    def _is_measured(self, i: int) -> bool:
        """Whether a duration is a figure of the measure that is called so: ``45 hours a week``."""
        figure, noun = self.parts[i].figure, self.parts[i + 1]
        if figure and figure.number.decimals:
            return True
        own = noun.tags["measure"]
        return any(
            _MEASURED & p.tags.keys() or (p.tags.get("measure") == own and p is not noun)
            for p in self.parts
        )

    def _tags(self, i: int) -> Tags:
        """What a part can mean; nothing, where none stands there."""
        return self.parts[i].tags if 0 <= i < len(self.parts) else {}

    def _ends_movement(self, i: int) -> bool:
        """``from two to one``, ``from one to four``, ``fell by one``: no pronoun, but a number."""
        before = self.parts[i - 2] if i > 1 else None
        if before is None or "of" in self._tags(i + 1):
            return False
        if "direction" in before.tags:
            return bool({"from", "to", "by"} & self.parts[i - 1].tags.keys())
        came = "from" in self._tags(i - 3) and "to" in self.parts[i - 1].tags
        return came and before.figure is not None

    def _led_by_of(self, i: int) -> bool:
        """``of the 14``."""
        return i > 1 and "articles" in self.parts[i - 1].tags and "of" in self.parts[i - 2].tags

    def _hedge(self, i: int, part: Part) -> None:
        """``more than`` before a figure hedges it; behind one it begins a comparison."""
        hedge: str = part.tags["hedge"]
        following = self.parts[i + 1].figure if i + 1 < len(self.parts) else None
        if following is None and i + 2 < len(self.parts) and "articles" in self.parts[i + 1].tags:
            behind = self.parts[i + 2].figure  # "more than a thousand"
            following = behind if behind and behind.number.words else None
        if "afterwards" in part.tags and i and (behind := self.parts[i - 1].figure):
            behind.hedge = behind.hedge or hedge
        if following is not None and not (i and self.parts[i - 1].figure):
            following.hedge = hedge
            part.tags = {"hedge": hedge}
            return
        kept = {k: v for k, v in part.tags.items() if k != "hedge"}
        if self._is_comparing(part):
            sign = -1 if hedge in ("under", "most") else 1
            kept |= {"direction": sign, "side": sign, "than": True}
        part.tags = kept

    def _is_comparing(self, part: Part) -> bool:
        """``more than``, which compares where no figure follows."""
        return "hedge" in part.tags and part.text.rpartition(" ")[2] in self.facts.beat.lexicon.than

    def _begins(self, i: int) -> bool:
        """Whether nothing but a mark of punctuation stands before a part."""
        return i == 0 or self.parts[i - 1].text in CUTS

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
        head = self.sentence.heads[self.parts[at].segment] if at >= 0 else 0
        if 0 <= at < i and figure.number.value < self.parts[at].tags["per"][1]:
            per = self.parts[at].tags["per"]
            if per[1] < 100 or {"counted", "measure"} & self.parts[at + 1].tags.keys():
                figure.unit, figure.number = "fraction", _part(figure.number, per)
                self.parts[i].tags = {"ratio": True, "ratio_of": ()}
                return  # "of every ten oaks, four"
        per = self.parts[at].tags["per"] if at >= 0 else self.context.per
        if 0 <= at < i and not any(p.figure for p in self.parts[head:at]):
            figure.unit, figure.per = "rate", per
            return
        rates = any("rate" in p.tags for p in self.parts) or per is not None
        previous = next((p.figure for p in reversed(self.parts[:i]) if p.figure is not None), None)
        small = figure.number.step < 1 and figure.number.decimals < 3
        points = any(p.figure and p.figure.unit == "points" for p in self.parts[:i])
        if small and points and self._is_better(i):
            figure.unit = "points"
        elif small and previous and previous.unit == "percent" and not rates:
            figure.unit = "percent"
        elif (
            (figure.number.decimals and figure.number.step < 1)
            or (previous and previous.unit == "rate" and "than" in self._between(i))
            or (rates and i and self._before(i, "rate"))
        ):
            figure.unit, figure.per = "rate", per

    def _is_better(self, i: int) -> bool:
        """``0.6 worse``: what was told in points before goes on."""
        return any(
            {"progress", "side", "direction"} & p.tags.keys() for p in self.parts[i + 1 :][:1]
        )

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

    def _is_set(self, i: int) -> bool:
        """``of the 42 councils``."""
        for part in self.parts[i + 1 : i + 4]:
            if "level" in part.tags:
                return True
            if "word" not in part.tags and "glue" not in part.tags and "where" not in part.tags:
                return False
        return False

    def _moves(self, part: Part) -> bool:
        return "direction" in part.tags or "side" in part.tags
