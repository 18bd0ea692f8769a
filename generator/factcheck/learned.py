"""What a reader has learned of texts, as far as it is of use on another part of a release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from generator.config import Beat
from generator.factcheck.names import names_of
from generator.factcheck.plans import Plans
from generator.model import Place

_MOST = 2500
"""So many texts are handed on: the first ones, which are those that stories share most."""
_WORD = re.compile(r"[^\W\d_]+")
_ARTICLES = ("the ", "The ")


@dataclass(frozen=True, slots=True)
class Learned:
    """What masked texts state; ``places`` are those by whose names they were read."""

    places: Mapping[str, Place]
    plans: Plans = field(default_factory=Plans)

    def on(self, places: Mapping[str, Place], beat: Beat) -> Learned:
        """What holds where other places are known: texts that name none of only one of the two."""
        known = self.places.keys() & places.keys()
        every = (*self.places.values(), *places.values())
        strange = _naming(n for p in every if p.code not in known for n in names_of(p, beat))
        return Learned(places, self.plans.without(strange, _MOST))


def _naming(names: Iterable[str]) -> Callable[[str], bool]:
    """Whether a text may hold one of some names: a word with a capital that one begins with."""
    plain = [name for name in names if not name.startswith(_ARTICLES)]
    if not all(name[0].isupper() for name in plain):
        return lambda _: True
    first = {word[0].lower() for name in plain if (word := _WORD.match(name))}
    return lambda text: any(w[0].isupper() and w.lower() in first for w in _WORD.findall(text))
