"""What a sentence inherits from those before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from fractions import Fraction
from operator import attrgetter
from typing import Any


@dataclass(slots=True)
class Context:
    """What a sentence inherits: the story's place, and what was talked of before.

    ``strict``: a general noun by itself means everything, as in our own stories.
    ``places`` are those of the sentence before in the same paragraph, ``earlier`` of the last one.
    ``label`` is the place before a colon that begins the paragraph, ``whole`` what the share of the
    sentence before is of. ``inquired`` are the periods of a question right before, ``moved`` is
    which way the sentence before says that something went. A heading hands its place, its period,
    its sign and its unit to the bullets under it.
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
    label: tuple[str, ...] = ()
    inquired: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    moved: int | None = None
    main: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())

    def renamed(self, name: Callable[[Any], Any]) -> Context:
        """The same of other places: ``name`` gives what stands for a code, or what has codes."""
        return Context(name(self.place), self.strict, *[name(value) for value in _INHERITED(self)])

    def begin(self, topic: tuple[str, ...]) -> None:
        """What a text talks of first is its topic."""
        if not self.topic:
            self.topic = topic

    def part(self) -> None:
        """A new paragraph begins: the places of the last one are further away."""
        self.earlier, self.places, self.label = self.places, (), ()

    def head(self) -> None:
        """Forget what a heading said."""
        self.when, self.sign, self.per, self.around, self.since = (), None, None, (), ()


_INHERITED = attrgetter(*[f.name for f in fields(Context)][2:])
