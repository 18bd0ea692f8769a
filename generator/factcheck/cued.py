"""A sentence in which places are known: those that are named, and those that words stand for."""

from __future__ import annotations

from collections.abc import Iterator

from generator.factcheck.parts import Part
from generator.factcheck.sentence import CUTS
from generator.factcheck.settled import Settled

WIDE = ("group", "nation")
"""The roles of places that have others in them."""


class Cued(Settled):
    """The parts of a sentence, and the places that they name."""

    def _cues(self) -> Iterator[tuple[int, tuple[str, ...], bool]]:
        """Places that are named: (position, codes, whether only who counted)."""
        left_out = -9
        for i, part in enumerate(self.parts):
            codes = self._codes(part, i)
            around = self.parts[max(0, i - 2) : i + 2]
            between = self.parts[i - 1] if i else part
            listed = i - 2 == left_out and ("joins" in between.tags or between.text == ",")
            if "excepting" in self._tags(i + 1) and "place" in self._tags(i + 2):
                around = around[:-1]  # "the country without Westshire"
            if codes and (listed or any("excepting" in p.tags for p in around)):
                left_out = i  # and so is what is joined to it
            elif codes and not ("alike" in self._tags(i + 1) and "excepting" in self._tags(i + 2)):
                yield i, codes, self._is_actor(i, codes) or self._is_of_set(i)

    def _codes(self, part: Part, i: int) -> tuple[str, ...]:
        own, before = self.context.place, self._tags(i - 1)
        if "level" in part.tags and "glue" in before and not {"articles", "in"} & before.keys():
            return ()  # "of any council"
        codes: tuple[str, ...] = part.tags.get("place", ())
        if codes:
            return (own,) if own in codes else codes
        match part.tags.get("where"):
            case "here":
                if i > 1 and self.parts[1].text == ":" and "place" in self.parts[0].tags:
                    return self._codes(self.parts[0], 0)  # "WESTFORD: the town had"
                told_of_many = self.facts.role(own) in WIDE
                if told_of_many and (told := self.context.label or self.context.places):
                    return told
                return (own,)
            case "either":
                return tuple(dict.fromkeys((own, self.facts.group(own))))
            case "group":
                group = self.facts.group(own)
                return (group,) if group in self.facts.places else ()
            case "nation":
                named = self._tags(i - 1).get("place", ()) if "of" in self._tags(i + 1) else ()
                return named or (self.facts.nation,)  # "the Westshire average of"
        return ()

    def _is_of_set(self, i: int) -> bool:
        """Whether a place only says which set is meant: ``the nine areas of Westshire``."""
        before = self.parts[max(0, i - 3) : i]
        if any("level" in p.tags for p in before) and not any(p.text == "," for p in before):
            return True
        if "level" in self._tags(i + 1) and self._is_wide(i):
            return True  # "the nine Westshire areas"
        owns = i + 1 < len(self.parts) and self.parts[i + 1].text == "s"
        if "extreme" in self._tags(i + 1 + owns) and self._is_wide(i):
            return True  # "Westshire's highest rate"
        return self._is_ranked_in(i)

    def _is_wide(self, i: int) -> bool:
        """Whether a place that is named has others in it."""
        codes = self._codes(self.parts[i], i)
        return bool(codes) and all(self.facts.role(c) in WIDE for c in codes)

    def _is_ranked_in(self, i: int) -> bool:
        """Whether places are ranked in it: ``the highest rate of felling in Westshire``."""
        if not self._is_wide(i):
            return False
        for j in range(i - 1, max(-1, i - 10), -1):
            tags = self.parts[j].tags
            if "extreme" in tags or ("ordinal" in tags and "period" not in tags):
                return True
            if self.parts[j].text in CUTS or self.parts[j].figure or "contrast" in tags:
                return False
            if {"place", "where"} & tags.keys():
                return False
        return False

    def _is_actor(self, i: int, codes: tuple[str, ...]) -> bool:
        """Whether a place only counted; the nation does not count for others."""
        return self._acts(i) and self.facts.nation not in codes

    def _acts(self, i: int) -> bool:
        """Whether a place is named as the one who counts: ``Westshire council recorded``."""
        following = self.parts[i + 1 : i + 4]
        if following and "whole" in following[0].tags:
            return False  # "Westshire as a whole saw"
        for other in following:
            if "recorded" in other.tags:
                return True
            if other.figure or other.text in CUTS or "measure" in other.tags:
                break
        return i > 0 and "by" in self.parts[i - 1].tags
