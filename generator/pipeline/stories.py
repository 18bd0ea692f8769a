"""One story on its way: as it was written, and as it was read again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.factcheck import Statement
from generator.model import Article, Brief, Ease, Picture
from generator.wording.wording import Breach
from generator.words.names import PlaceWords


@dataclass(frozen=True, slots=True)
class Written:
    """What the templates made of a brief; ``trail`` is what they did, those of the picture too.

    ``templates`` are the files that it was filled from.
    """

    brief: Brief
    words: PlaceWords
    article: Article
    picture: Picture | None
    trail: tuple[tuple[int, int], ...]
    templates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A story with what was found in it: rules that it breaks, statements that do not hold."""

    story: Written
    ease: Ease
    breaches: Sequence[Breach]
    statements: Sequence[Statement]
