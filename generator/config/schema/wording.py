"""What copy may not say, and how: the keys of ``wording.yml``."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from generator.config.schema.strict import Line, Strict

Part = Literal["headline", "lead", "paragraph", "context", "bullet", "note"]


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise ValueError(f"is no regular expression ({error.msg}{place})") from None
    return pattern


Pattern = Annotated[Line, AfterValidator(_compiles)]
"""A regular expression of Python."""


class WordingRule(Strict):
    """What all rules say of themselves."""

    level: Literal["error", "warning"]
    """An ``error`` stops a release, a ``warning`` does not."""
    message: Line
    """What is wrong and what to write instead, in one line."""
    why: Line
    """The reason, for those who doubt it."""
    authority: Line
    """What the rule rests on: a style guide, a code, a study."""
    where: list[Part] = []
    """The parts of a story that it holds for; else all. The ``lead`` is the first paragraph."""
    profile: Line | None = None
    """The profile that it belongs to; else all."""
    quotations: bool = False
    """Whether it holds for what stands between quotation marks, too."""
    flag: Annotated[list[str], Field(min_length=1)]
    """Samples in which it must find its fault."""
    passes: Annotated[list[str], Field(alias="pass", min_length=1)]
    """Samples in which it must find none."""


class WordsRule(WordingRule):
    """Words and phrases that copy does without."""

    kind: Literal["words"]
    """What makes it one of words."""
    words: Annotated[list[Line], Field(min_length=1)]
    """The words, each with its forms; letter case does not count."""


class PatternRule(WordingRule):
    """Whatever a pattern finds."""

    kind: Literal["pattern"]
    """What makes it one of a pattern."""
    pattern: Pattern
    """What is wrong."""
    needs: Annotated[list[Line], Field(min_length=1)]
    """One of these must stand in a text for it to be looked at: this keeps checking fast."""


class LimitRule(WordingRule):
    """How much there may be of something."""

    kind: Literal["limit"]
    """What makes it one of a limit."""
    of: Literal["characters", "words", "figures", "sentences"]
    """What is counted."""
    per: Literal["sentence", "first sentence", "part", "12 words"]
    """In what: a sentence, the first of a story, a part, or every 12 words of its paragraphs."""
    most: Annotated[float, Field(gt=0)]
    """How much there may be."""


class RequiredRule(WordingRule):
    """What a story must say, or what its parts must."""

    kind: Literal["required"]
    """What makes it one of a requirement."""
    pattern: Pattern | None = None
    """What must be found."""
    phrases: list[Line] = []
    """Or any of these, in lower case: they are looked for many times faster than a pattern."""
    given: Pattern | None = None
    """It is required only where this is found."""
    per: Literal["story", "part"] = "story"
    """Once in a whole story, or in each part that ``where`` names."""


class RepeatedRule(WordingRule):
    """What stands too often."""

    kind: Literal["repeated"]
    """What makes it one of repetition."""
    of: Literal["word", "sentence", "phrase"]
    """A word twice running, a sentence, or a run of words."""
    words: Annotated[int, Field(ge=3)] = 6
    """How many words make a phrase."""
    most: Annotated[int, Field(ge=1)] = 1
    """How often it may stand."""
    allow: list[Line] = []
    """Words that may stand twice running."""


class FiguresRule(WordingRule):
    """What the figures and words of a text say of one another; it reads the ``vocabulary``.

    - ``arithmetic``: "down 31% from 640 to 505" is 21%; "by" is the difference; signs agree;
    - ``base``: no percentage where a number of the sentence is below ``least``;
    - ``factor``: "doubled", "by a third" within 2% of it, with "almost" or "more than" within 5%;
    - ``approximate``: "almost half (42.9%)" within 5%, and on the right side;
    - ``size``: "slight" and "sharp" as far as the vocabulary says;
    - ``connector``: "despite" joins two movements of opposite signs, "driven by" of one;
    - ``headline``: the headline moves as the text does, and its figures stand again in it;
    - ``year``: the year that a movement is measured against is the one before the period's.
    """

    kind: Literal["figures"]
    """What makes it one of figures."""
    check: Literal[
        "arithmetic", "base", "factor", "approximate", "size", "connector", "headline", "year"
    ]
    """What is held against what."""
    least: Annotated[int, Field(ge=0)] = 50
    """The number under which ``base`` wants no percentage."""


class SizeWord(Strict):
    """A word for the size of a movement."""

    words: Pattern
    """The word, in its forms."""
    least: float = 0
    """The percentage from which it fits."""
    most: float | None = None
    """The percentage up to which it fits."""


class Plain(Strict):
    """What makes digits no figure to a reader, in lower case and letter by letter."""

    before: list[Line]
    """What stands before them."""
    after: list[Line]
    """What stands behind them."""


class Vocabulary(Strict):
    """The words by which figures are read, each a pattern for all its forms."""

    up: list[Pattern]
    """A movement up."""
    down: list[Pattern]
    """A movement down."""
    level: list[Pattern]
    """No movement."""
    numbers: list[Line]
    """Zero, one, two … as words."""
    below: list[Pattern]
    """Not quite: ``almost``, ``nearly``."""
    above: list[Pattern]
    """Rather more: ``more than``."""
    fractions: dict[Pattern, float]
    """A fraction by its words: ``a third``."""
    factors: dict[Pattern, float]
    """A multiple by its words: ``doubled``."""
    sizes: list[SizeWord]
    """Words for the size of a movement."""
    opposite: list[Pattern]
    """What joins movements of opposite signs: ``despite``."""
    alike: list[Pattern]
    """What joins movements of one sign: ``driven by``."""
    compared: list[Pattern]
    """Words that make a contrast of size out of one of direction: ``smaller``, ``slower``."""
    plain: Plain
    """Digits that are no figure to a reader: ``12 months``, ``per 1,000``."""
    percent: list[Pattern]
    """What makes a percentage of a number."""
    large: dict[Line, float]
    """What multiplies the number before it: ``million``."""
    starts: list[Pattern]
    """What stands before the number that a movement starts from."""
    ends: list[Pattern]
    """What stands before the number that it ends at."""
    by: list[Pattern]
    """What stands before how far it went."""
    joints: list[Pattern]
    """What parts the pieces of a headline: a comma, ``but``."""
    exact: list[Pattern]
    """What stands between a rough figure and the exact one: an opening bracket, ``, at ``."""
    light: list[Pattern]
    """Words that do not say what a headline is about."""
    period: Pattern
    """The period of a story, its year as the group ``year``."""
    versus: Pattern
    """A comparison with a year, the year as the group ``year``."""
    abbreviations: list[Line]
    """Words whose full stop ends no sentence: ``Mr``."""


class Spelling(Strict):
    """How the words of a batch are spelt."""

    locale: Literal["en-gb", "en-us", "en-ca", "en-au"]
    """Whose spelling."""
    allow: list[Line] = []
    """Words that are right, whatever the dictionary says; names of places are taken from the
    release."""


AnyRule = Annotated[
    WordsRule | PatternRule | LimitRule | RequiredRule | RepeatedRule | FiguresRule,
    Field(discriminator="kind"),
]


class Wordings(Strict):
    """What copy may not say: the rules of the house, or of a beat."""

    vocabulary: Vocabulary | None = None
    """The words by which figures are read; the house gives them."""
    spelling: Spelling | None = None
    """How words are spelt; the house says it."""
    profiles: dict[Line, Line] = {}
    """The profiles that rules may belong to, each with its form of a percentage; the one whose form
    is that of ``house.yml`` holds."""
    rules: Annotated[
        dict[Annotated[str, Field(pattern="^[a-z][a-z-]*$")], AnyRule],
        Field(json_schema_extra={"additionalProperties": False}),
    ]
    """The rules, by name."""
