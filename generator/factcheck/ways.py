"""Which way a figure points: the preposition, the direction and the side beside it."""

from __future__ import annotations

from generator.factcheck.sentence import CUTS
from generator.factcheck.subjects import Subjects


class Ways(Subjects):
    """A sentence of which each figure can be asked which way it points."""

    def _preposition(self, i: int) -> str:
        """``from``, ``to`` or ``by`` right before a figure, hedges and articles aside."""
        for j in range(i - 1, max(-1, i - 5), -1):
            part = self.parts[j]
            for name in ("from", "to", "by", "of"):
                if name in part.tags:
                    return "from" if name == "of" and self._from_total(j) else name
            if {"hedge", "articles", "currencies"} & part.tags.keys():
                continue
            if "than" in part.tags:
                return "than"
            if "joins" in part.tags and j and self.parts[j - 1].figure:
                return self._preposition(j - 1)
            return "direction" if "direction" in part.tags else ""
        return ""

    def _from_total(self, i: int) -> bool:
        """``from a total of 295``."""
        before = self.parts[max(0, i - 3) : i]
        return any("from" in p.tags for p in before) and any("number" in p.tags for p in before)

    def _sign(self, i: int) -> tuple[int | None, int]:
        """The direction that a figure is given, and where its word stands."""
        segment = self.parts[i].segment
        figure = self.parts[i].figure
        if figure is not None and figure.sign is not None:
            return figure.sign, i
        here = self.sentence.segment(segment)
        after = i + 1
        if after < len(self.parts) and after in here and self._directs(after):
            return self.parts[after].tags["direction"], after
        if (
            after + 1 in here
            and {"amounts", "of"} & self.parts[after].tags.keys()
            and self._directs(after + 1)
        ):
            return self.parts[after + 1].tags["direction"], after + 1
        for j in range(i - 1, here.start - 1, -1):
            if self._directs(j):
                return self.parts[j].tags["direction"], j
        for j in range(i + 1, here.stop):
            if self._directs(j):
                return self.parts[j].tags["direction"], j
            if self.parts[j].figure:
                break
        for j in range(here.start - 1, -1, -1):
            if self._directs(j):
                return self.parts[j].tags["direction"], j
        goes_on = self.hangs or any("alike" in p.tags for p in self.parts[:3])
        if goes_on and self.context.moved is not None:
            return self.context.moved, -1
        return self.context.sign, -1

    def _directs(self, j: int) -> bool:
        tags = self.parts[j].tags
        if "amounts" in tags and {"size", "steepness"} & self._tags(j + 1).keys():
            return False  # "more steeply"
        if self._grades(j) or ("amounts" in tags and "direction" in self._tags(j - 1)):
            return False  # "rose less"
        return tags.get("direction") is not None and not self.parts[j].figure

    def _grades(self, j: int) -> bool:
        """``the fall is even bigger``: a movement is compared, and is not another."""
        if not {"side", "direction"} <= self.parts[j].tags.keys():
            return False
        before = self.parts[max(0, j - 4) : j]
        named = any("direction" in p.tags and "side" not in p.tags for p in before)
        return named and "alike" in {tag for p in before[-2:] for tag in p.tags}

    def _side_after(self, i: int) -> int | None:
        """``18% above``, ``35% higher than``."""
        for part in self.parts[i + 1 : i + 4]:
            if "side" in part.tags:
                sign: int = part.tags["side"]
                return sign
            if part.text in CUTS or part.figure or "backward" in part.tags:
                break
        return None
