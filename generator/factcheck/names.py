"""What texts call things: the lexicon of one release, from the configuration alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from generator.config import Beat
from generator.config.schema import PlaceName
from generator.factcheck.facts import Facts
from generator.factcheck.items import Lexicon
from generator.model import Place

NOW, BEFORE, EITHER, OTHER = "now", "before", "either", "other"
"""This period, the first earlier one, one of these two, and one that the release does not hold."""

HERE, GROUP, NATION = "here", "group", "nation"
"""The story's own place, what it lies in, and what all are compared with."""


def lexicon_of(beat: Beat, facts: Facts, plurals: Mapping[str, str], publisher: str) -> Lexicon:
    """Every phrase that the reader knows in a text on a release.

    ``plurals`` are those of the beat's nouns. Words of the beat come first: of two meanings of a
    phrase under one tag, the first stays.
    """
    words = beat.lexicon
    lexicon = Lexicon(words)
    lexicon.add(publisher, "glue", True)
    for phrase, measures in _measures(beat, plurals).items():
        for spelled in _spelled(phrase, beat):
            lexicon.add(spelled, "measure", tuple(measures))
    for name, measure in beat.file.measures.items():
        if measure.scope:
            lexicon.add(measure.scope, "scope", name)
    for phrase, codes in _places(beat, facts).items():
        lexicon.add(phrase, "place", tuple(codes))
        if not phrase[0].isupper():
            lexicon.add(phrase, "small", True)
    for phrase in beat.called.counted:
        _add(lexicon, "counted", _spelled(phrase, beat))
    for tag in ("target", "met", "missed", "aside"):
        _add(lexicon, tag, getattr(beat.called, tag))
    _add(lexicon, "direction", beat.called.up, 1)
    _add(lexicon, "direction", beat.called.down, -1)
    for base, phrases in beat.called.per.items():
        _add(lexicon, "base", phrases, base)
    for name, level in beat.file.levels.items():
        for noun in (level.noun, level.noun.split()[-1]):
            for form in (noun, plurals.get(noun, f"{noun}s")):
                lexicon.add(form, "level", name)
    for name, phrases in beat.called.levels.items():
        _add(lexicon, "level", phrases, name)
    for noun in {beat.places.members, *(p.members for p in beat.places.names.values())} - {""}:
        for form in (noun, plurals.get(noun, f"{noun}s")):
            lexicon.add(form, "member", True)
    _add_words(lexicon, beat, facts)
    return lexicon


def _spelled(phrase: str, beat: Beat) -> list[str]:
    """A phrase in all its spellings."""
    others = [phrase.replace(a, b) for a, b in beat.called.spelled.items() if a in phrase]
    return [phrase, *others]


def _add(lexicon: Lexicon, tag: str, phrases: Iterable[str], value: object = True) -> None:
    for phrase in phrases:
        lexicon.add(phrase, tag, value)


def _add_words(lexicon: Lexicon, beat: Beat, facts: Facts) -> None:
    """The language's own words."""
    words = beat.lexicon
    for tag in _TAGS:
        _add(lexicon, tag, getattr(words, tag))
    _add(lexicon, "ending", words.periods.ending)
    for tag, ratios in (("fraction", words.fractions), ("factor", words.factors)):
        for phrase, ratio in ratios.items():
            lexicon.add(phrase, tag, Fraction(ratio))
    for phrase, sign in words.signs.items():
        lexicon.add(phrase, "sign", sign)
    for phrase, rank in words.ordinals.items():
        lexicon.add(phrase, "ordinal", rank)
    for phrase in (*words.former, *words.latter):
        if place := words.ordinals.get(phrase.rpartition(" ")[2]):
            lexicon.add(phrase, "ordinal", place)  # "the second highest"
    for phrase, value in words.numbers.items():
        if " " in phrase:
            lexicon.add(phrase, "dozen", value)
    for name, phrases in words.hedges.items():
        _add(lexicon, "hedge", phrases, name)
    for tag, sides in (
        ("direction", words.directions), ("side", words.sides), ("extreme", words.extremes)
    ):  # fmt: skip
        for sign, phrases in ((1, sides.up), (-1, sides.down), (0, sides.level)):
            _add(lexicon, tag, phrases, sign)
    _add(lexicon, "thereby", words.where)
    for sign, phrases in ((1, words.progress.up), (-1, words.progress.down)):
        _add(lexicon, "progress", phrases, sign)
    _add(lexicon, "moved", words.directions.moved)
    for name, size in words.sizes.items():
        _add(lexicon, "size", size.words, name)
    _add(lexicon, "contrast", words.contrasts.opposite, "opposite")
    _add(lexicon, "contrast", words.contrasts.beside, "beside")
    _add(lexicon, "contrast", words.contrasts.same, "same")
    _add(lexicon, "uncontrast", words.contrasts.not_)
    for name, phrases in words.prepositions.items():
        _add(lexicon, name, phrases)
    periods = words.periods
    for name, phrases in periods.further.items():
        _add(lexicon, "period", phrases, name if name in beat.file.against else OTHER)
    _add(lexicon, "movement", periods.change)
    for name, phrases in ((EITHER, periods.either), (NOW, periods.now), (BEFORE, periods.before),
                          (BEFORE, periods.had), (OTHER, periods.other)):  # fmt: skip
        _add(lexicon, "period", phrases, name)
    _add(lexicon, "had", periods.had)
    for name, phrases in ((HERE, words.places.here), (EITHER, words.places.either),
                          (GROUP, words.places.group), (NATION, words.places.nation)):  # fmt: skip
        _add(lexicon, "where", phrases, name)
    for phrase, name in _earlier(beat, facts):
        lexicon.add(phrase, "period", name)
    for at, month in enumerate(beat.house.months, 1):
        lexicon.add(month, "month", at)
        lexicon.add(month[:3], "month", at)


def _earlier(beat: Beat, facts: Facts) -> Iterator[tuple[str, str]]:
    """What the house calls the earlier periods, without months and years."""
    forms = beat.house.periods[facts.periods.kind].against
    for name in reversed(list(facts.periods.against)):
        first = name == next(iter(facts.periods.against))
        for form in (forms[name].before, forms[name].earlier):
            if "{" not in form:
                yield form, BEFORE if first else name


_TAGS = (
    "afterwards",
    "again",
    "alike",
    "again_as",
    "all",
    "amounts",
    "articles",
    "backward",
    "both",
    "currencies",
    "durations",
    "each",
    "excepting",
    "former",
    "glue",
    "joins",
    "joint",
    "kinds",
    "last",
    "latter",
    "lone",
    "mild",
    "times",
    "between",
    "often",
    "history",
    "zero",
    "steepness",
    "months",
    "most",
    "negations",
    "number",
    "percent",
    "points",
    "rank",
    "rate",
    "remaining",
    "then",
    "was",
    "recorded",
    "respectively",
    "share",
    "single",
    "than",
    "various",
    "sweeping",
    "when",
    "nobody",
    "whole",
    "wondering",
)
"""The keys of the lexicon whose phrases are tagged with the key alone."""


def _measures(beat: Beat, plurals: Mapping[str, str]) -> dict[str, dict[str, None]]:
    """The measures that each phrase can mean."""
    found: dict[str, dict[str, None]] = {}
    for name, measure in beat.file.measures.items():
        noun = measure.noun
        phrases = [measure.label, measure.short]
        shared = [m for m in beat.file.measures.values() if m.noun == noun]
        if len(shared) == 1 and noun not in beat.called.counted:
            phrases += [noun, measure.plural or plurals.get(noun, f"{noun}s")]
        for phrase in (*phrases, *beat.called.measures.get(name, ())):
            if phrase:
                found.setdefault(phrase, {})[name] = None
    return found


def _places(beat: Beat, facts: Facts) -> dict[str, dict[str, None]]:
    """The places, by code, that each name can mean."""
    found: dict[str, dict[str, None]] = {}
    for place in facts.places.values():
        for name in names_of(place, beat):
            found.setdefault(name, {})[place.code] = None
    return found


_NAMED = ("", "group", "nation")


def names_of(place: Place, beat: Beat) -> Iterator[str]:
    """Everything that a place may be called."""
    if place.role not in _NAMED:
        return
    nation = beat.file.nation
    if place.role == "nation":
        if place.code == nation.code:
            yield from (nation.name, nation.where, nation.again)
            yield from beat.called.nation
        return
    own = beat.places.names.get(place.code, PlaceName())
    yield from beat.called.places.get(place.code, ())
    plain = [n for n in dict.fromkeys((own.name, own.short, place.name)) if n]
    for name in plain:
        yield name
        bare = name.removeprefix("the ")
        if bare != name:
            yield bare
        if place.role == "group":
            yield from (form.format(name=bare) for form in beat.called.groups)
