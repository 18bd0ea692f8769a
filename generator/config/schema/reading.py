"""What the second reader knows: the keys of ``reading.yml`` and of a beat's ``called.yml``."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.config.schema.rules import Range
from generator.config.schema.strict import Line, Strict, form

Phrases = list[Line]
Ratio = Annotated[str, Field(pattern=r"^[0-9]+(/[0-9]+)?$")] | int


class Sides(Strict):
    """Phrases that say that something is more, less or as much."""

    up: Phrases
    """More."""
    down: Phrases
    """Less."""
    level: Phrases = []
    """As much."""
    moved: Phrases = []
    """Moved, without saying which way."""


class SizeWords(Strict):
    """Words for the size of a movement or a distance, and where they may stand."""

    words: Phrases
    """The words."""
    change: Range
    """The movements, in per cent without their sign, that they may be said of."""
    apart: Range
    """How far, in per cent, the one rate may lie above or below the other."""


class Contrasts(Strict):
    """Words between two movements."""

    opposite: Phrases
    """They moved differently."""
    beside: Phrases
    """They stand side by side, as ``while`` has it: in stories of ours, they moved differently."""
    same: Phrases
    """They moved the same way."""
    not_: Annotated[Phrases, Field(alias="not")]
    """Words after which the others promise nothing: ``also``."""


class Periods(Strict):
    """Phrases for periods; years and months by name are known anyway."""

    now: Phrases
    """The period of the release."""
    before: Phrases
    """The first of the earlier periods that the release is held against."""
    had: Phrases
    """Verbs that put the figure behind them into that period: ``having numbered``."""
    either: Phrases
    """This period or the earlier one."""
    change: Phrases
    """Phrases that say what a movement is held against, and of no number when it was."""
    other: Phrases
    """Periods that no release holds."""
    further: dict[str, Phrases] = {}
    """The further earlier periods, by their names in ``house.yml``."""
    ending: Phrases
    """What stands before the month in which a period ends: ``the year to``."""


class Whereabouts(Strict):
    """Phrases for places that are not named."""

    here: Phrases
    """The story's own place."""
    either: Phrases
    """The story's own place, or what it lies in."""
    group: Phrases
    """What it lies in."""
    nation: Phrases
    """The place that all are compared with."""


class Lexicon(Strict):
    """What the second reader knows of a language."""

    numbers: dict[str, int]
    """Numbers in words."""
    multiples: dict[str, int]
    """Words that multiply the number before them: ``million``."""
    ordinals: dict[str, int]
    """Ranks in words."""
    fractions: dict[str, Ratio]
    """Parts in words: ``a third``."""
    factors: dict[str, Ratio]
    """How many times as much: ``doubled``."""
    percent: Phrases
    """What stands behind a percentage."""
    months: Phrases
    """What stands behind a number of months."""
    times: Phrases
    """What makes a factor of the number before it: ``1.3 times``."""
    between: Phrases
    """What stands before the two ends of a range."""
    often: Phrases
    """What makes a number one of a shorter time: ``a day``."""
    history: Phrases
    """What no release tells: ``for the third year running``."""
    zero: Phrases
    """Words for none, before what is counted."""
    signs: dict[str, int]
    """Plus and minus in words."""
    remaining: Phrases
    """Words before how many are left of a set: ``the other six``."""
    afterwards: Phrases
    """Hedges that stand behind their figure: ``or so``."""
    last: Phrases
    """What makes a month without a year an earlier one."""
    various: Phrases
    """Several things of which none has a name: ``most categories``."""
    sweeping: Phrases
    """Each of several things, which this reader does not count: ``all categories``."""
    kinds: Phrases
    """Words that part a total: ``all types of``."""
    lone: Phrases
    """Words before the one place that does what no other does."""
    steepness: Phrases
    """Words behind ``twice as`` that compare movements."""
    durations: Phrases
    """Units of time: a number of them is no figure."""
    each: Phrases
    """What stands before that which a rate is held against: ``per``."""
    points: Phrases
    """What stands behind percentage points."""
    hedges: dict[str, Phrases]
    """Words before a number that is not exact: ``about``, ``almost``, ``over``, ``just over``,
    ``under``, ``least``, ``most``."""
    hedged: dict[str, float]
    """How far off a number so hedged may be, as a part of it."""
    directions: Sides
    """Words for movements."""
    progress: Sides
    """Words for movements to what is good, or away from it."""
    mild: Phrases
    """Those of level that allow a small movement."""
    level: float
    """Up to this movement, in per cent, these may be said."""
    sizes: dict[str, SizeWords]
    """Words for sizes."""
    sides: Sides
    """Words that set a number beside another."""
    near: Annotated[float, Field(gt=0)]
    """So far apart, in per cent, two rates are no longer alike."""
    extremes: Sides
    """Words for the ends of a ranking."""
    most: Phrases
    """Those of them that rank numbers, and no rates: ``the most of any council``."""
    joint: Phrases
    """Words for a shared rank."""
    contrasts: Contrasts
    """Words between two movements."""
    prepositions: dict[str, Phrases]
    """Small words by what they say of a number: ``from``, ``to``, ``by``, ``of``, ``in``, ``for``,
    ``as``."""
    again_as: Phrases
    """Words before the same number in another unit: ``or``."""
    joins: Phrases
    """Words between the items of a list."""
    articles: Phrases
    """Small words that may stand between a preposition and its number."""
    single: Phrases
    """Numbers in words that are pronouns too."""
    amounts: Phrases
    """Words that are movements only beside what they count: ``more``."""
    qualities: Phrases
    """How words end that may stand before a noun and leave its meaning: ``alleged``."""
    decimal_points: Phrases
    """What stands before the decimals of a number in words."""
    then: Phrases
    """What puts the figure before it into the earlier period: ``427 then``."""
    was: Phrases
    """What puts the figure behind it there, where it follows another: ``540, was 186``."""
    when: Phrases
    """What carries the period that was named before: ``when there were``."""
    where: Phrases
    """What carries the place that was named before: ``where there were``."""
    nobody: Phrases
    """Words that make ``higher`` the highest: ``no other``."""
    halves: Phrases
    """What adds a half to the number in words before it."""
    ordinal_endings: Phrases
    """What stands behind a number that is a rank: ``10th``."""
    abbreviations: Phrases
    """Words behind which a full stop ends no sentence."""
    currencies: Phrases
    """Signs before an amount of money."""
    than: Phrases
    """What stands before the number that another is held against."""
    share: Phrases
    """Words for a part of a whole."""
    rate: Phrases
    """Words for a number relative to population."""
    rank: Phrases
    """Words for a place in a ranking."""
    number: Phrases
    """Words for a number of whatever is talked of."""
    recorded: Phrases
    """What those who count do."""
    whole: Phrases
    """Words that make a sentence one on everything: ``overall``."""
    all: Phrases
    """Words before what a share is of: ``all``."""
    excepting: Phrases
    """Words before what is left out."""
    both: Phrases
    """Words for two things at once."""
    respectively: Phrases
    """Words that hand several numbers to several things, in their order."""
    former: Phrases
    """The first of two."""
    latter: Phrases
    """The second of two."""
    backward: Phrases
    """Words for what was talked of before."""
    being: Phrases
    """What follows such a word where a whole sentence is on that: ``is``, ``was``."""
    again: Phrases
    """Words for a movement that is as another: ``also``."""
    alike: Phrases
    """The end of ``as others did``: they moved as was said before."""
    negations: Phrases
    """Words that deny."""
    wondering: Phrases
    """Words after which nothing is stated: ``if``, ``forecast``."""
    periods: Periods
    """Phrases for periods."""
    places: Whereabouts
    """Phrases for places."""
    glue: Phrases
    """Words that say nothing of a figure. Any other word before a movement is taken for a subject
    that the reader does not know."""


class BeatLexicon(Strict):
    """What else texts call the things of a beat."""

    measures: dict[str, Phrases] = {}
    """Other names of measures; labels, nouns and plurals are known anyway."""
    spelled: dict[str, Line] = {}
    """Other spellings of a part of these names: ``{colour: color}``."""
    counted: Phrases = []
    """What is counted, whatever the measure: ``trees``, ``cases``."""
    per: dict[str, Phrases] = {}
    """What rates are held against, by the statistic in ``sources.yml``: ``people``."""
    places: dict[str, Phrases] = {}
    """What else single places are called, by their codes: ``{X01: [the Vale]}``."""
    levels: dict[str, Phrases] = {}
    """What else the places of a level are called: ``{area: [districts]}``."""
    groups: list[Annotated[str, form("name", needs="name")]] = []
    """What else the groups are called: ``{name} council``."""
    nation: Phrases = []
    """What else the place is called that all are compared with."""
    aside: Phrases = []
    """Phrases that make a sentence one on figures that no place has."""
    up: Phrases = []
    """Words for a rise of what it measures: ``worsens``."""
    down: Phrases = []
    """Words for a fall of it."""
    target: Phrases = []
    """Words for what should be reached."""
    met: Phrases = []
    """Words for having reached it."""
    missed: Phrases = []
    """Words for not having reached it."""
