"""What a template prints: texts that leave a mark in the article, so that each becomes a claim.

A text is marked when it is printed, whatever happens to it on the way: a block that is set and
printed later, a join, a loop. What would lose it (comparing it, printing a list of it) raises.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Never

from generator.errors import Fault, WithheldError
from generator.model import Ground
from generator.words.marks import MARKS


class Name:
    """A word to be compared with, as a band: to print it, in whatever way, raises.

    It is no ``str``, which has many ways to another one.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def __eq__(self, other: object) -> bool:
        return self._text == (other._text if isinstance(other, Name) else other)

    def __hash__(self) -> int:
        return hash(self._text)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __str__(self) -> Never:
        raise TypeError(f"“{self._text}” is a name, to be compared with and not printed")

    __repr__ = __str__


@lru_cache(maxsize=4096)
def as_name(text: str) -> Name:
    """One object for all uses of a name."""
    return Name(text)


class Register(list["Printed"]):
    """What the story at hand has printed so far, each once: a mark in its text is a position here.

    ``story`` is another object for each story: what is printed in many knows its mark by it.
    """

    __slots__ = ("story",)

    def __init__(self) -> None:
        super().__init__()
        self.story = object()

    def begin(self) -> None:
        """Forget what the story before has printed."""
        self.clear()
        self.story = object()


class Printed:
    """A text with what stands behind it. Where it is empty, it prints nothing and claims nothing.

    It can be asked whether it is empty, and nothing else: a template compares names and bands.
    Names that begin with an underscore are the program's, as templates cannot reach them; any
    other may be the word of a rule.
    """

    __slots__ = ("_given", "_mark", "_register", "_story", "_text")
    _inner: tuple[tuple[int, int, Printed], ...] = ()

    def __init__(self, register: Register, text: str, ground: Ground) -> None:
        self._register = register
        self._text = text
        self._given = ground
        self._story: object = None
        self._mark = ""

    def __str__(self) -> str:
        register = self._register
        if self._story is register.story:
            return self._mark
        if not self._text:
            return ""
        at = len(register)
        if at == len(MARKS):
            raise ValueError(f"a story prints no more than {at:,} values")
        register.append(self)
        self._story = register.story
        self._mark = MARKS[at]
        return self._mark

    @property
    def _ground(self) -> Ground:
        """What stands behind it."""
        return self._given

    def _words(self) -> str:
        """Its words, without a mark."""
        return self._text

    def _said(self, text: str) -> Printed:
        """The same in other words."""
        return Printed(self._register, text, self._ground)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, _: object) -> Never:
        raise TypeError(f'"{self._text}" is printed, and cannot be compared: compare a band')

    def __repr__(self) -> Never:
        raise TypeError(f'"{self._text}" stands in a list: print each item by itself')


class Asked(Printed):
    """A text that a template must ask for before it prints it, as it may be empty.

    Words around nothing are no sentence: to print it empty holds the story, and says so.
    """

    __slots__ = ("_name",)

    def __init__(self, register: Register, text: str, ground: Ground, name: str) -> None:
        super().__init__(register, text, ground)
        self._name = name

    def _words(self) -> str:
        if not self._text:
            what = f"a template prints {self._name}, which is empty here."
            raise WithheldError([Fault(self._name, what, f"Ask first: {{% if {self._name} %}}.")])
        return self._text

    def __str__(self) -> str:
        self._words()
        return super().__str__()


class Sentence(Printed):
    """A sentence with figures of its own in it, each a claim within that of the whole."""

    __slots__ = ("_inner",)

    def __init__(self, register: Register, parts: Sequence[str | Printed], ground: Ground) -> None:
        text = ""
        inner = []
        for part in parts:
            words = part if isinstance(part, str) else part._text
            if isinstance(part, Printed):
                inner.append((len(text), len(text) + len(words), part))
            text += words
        super().__init__(register, text, ground)
        self._inner = tuple(inner)
