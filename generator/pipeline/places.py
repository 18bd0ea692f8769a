"""Who gets a story, in which turn, under which name; and finding a place by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from generator.config import Beat
from generator.errors import Fault, StringerError, nearest
from generator.model import Place
from generator.pipeline.prepared import Prepared
from generator.words.forms import Form
from generator.words.names import PlaceWords, listed, name_place, plainly

OTHERS = 3
"""So many of the places that share a name are told."""
_LONGEST = 100
"""So much of a name stands in that of a file, which systems bound."""


def tellable(places: Sequence[Place], beat: Beat) -> tuple[int, ...]:
    """The positions of all places that get a story: of a level, and not told elsewhere."""
    gone = beat.told_elsewhere(places)
    return tuple(i for i, p in enumerate(places) if p.level and p.code not in gone)


def turns_of(places: Sequence[Place], told: Sequence[int]) -> dict[int, int]:
    """Each place's turn among its neighbours (those of its group, or of its level), by position.

    Neighbours take turns in the order of their codes.
    """
    order = sorted(told, key=lambda i: places[i].code)
    seen: Counter[tuple[str, str]] = Counter()
    turns = {}
    for i in order:
        group = (places[i].level, places[i].group)
        turns[i] = seen[group]
        seen[group] += 1
    return turns


def names_alike(
    places: Sequence[Place], told: Sequence[int], beat: Beat, forms: Mapping[str, Form]
) -> dict[str, str]:
    """Places of one level that copy calls by one name, by code: the reason to hold them."""
    names = {i: names_in_copy(places[i], beat, forms) for i in told}
    called: dict[tuple[str, str], list[str]] = {}
    for i, own in names.items():
        for name in own:
            called.setdefault((places[i].level, name), []).append(places[i].code)
    reasons: dict[str, str] = {}
    for i, own in names.items():
        code = places[i].code
        for name in own:
            others = [c for c in called[places[i].level, name] if c != code]
            if others:
                reason = shared(code, name, others[:OTHERS], len(others), beat)
                reasons.setdefault(code, reason)
    return reasons


def names_in_copy(place: Place, beat: Beat, forms: Mapping[str, Form]) -> list[str]:
    """What copy and headlines call a place, each once, in lower case."""
    words = name_place(place, beat, forms)
    return list(dict.fromkeys((words.name.casefold(), words.short.casefold())))


def shared(code: str, name: str, others: Sequence[str], number: int, beat: Beat) -> str:
    """Why a place is held whose name others have, of whose ``number`` some are told by code."""
    more = [f"{number - len(others)} more"] if number > len(others) else []
    return (
        f"{code} is called “{name}” in copy or headlines, and so "
        f"{'is' if number == 1 else 'are'} {listed([*others, *more], beat.house.last)}. "
        "Give each a name and a short one of its own in places.yml."
    )


def name_of(prepared: Prepared, place: Place) -> PlaceWords:
    """The words for a place in copy."""
    return name_place(place, prepared.beat, prepared.forms)


def stem(place: Place, words: PlaceWords) -> str:
    """The name of a story’s files: level and code, as names repeat, then its name, cut if long."""
    return f"{place.key}-{plainly(words)[:_LONGEST]}".rstrip("-")


def find_places(prepared: Prepared, among: Sequence[int], names: Sequence[str]) -> list[int]:
    """The positions of the places that are called so: by name in copy, in the release, code or key.

    Raises:
        StringerError: every name that is unknown (the nearest are named) or means several places.
    """
    called: dict[str, dict[int, None]] = {}
    shown: dict[str, None] = {}
    for i in among:
        place = prepared.places[i]
        words = name_of(prepared, place)
        shown.update(dict.fromkeys((words.name, place.name)))
        for name in (words.name, words.short, place.name, place.code, place.key):
            called.setdefault(name.casefold().replace("’", "'"), {})[i] = None
    found, faults = [], []
    for name in names:
        matches = list(called.get(name.strip().casefold().replace("’", "'"), ()))
        if len(matches) == 1:
            found.append(matches[0])
        elif matches:
            levels = [prepared.places[i].level for i in matches]
            what = f"is {' and '.join(f'a place of the level {lv}' for lv in levels)}."
            advice = "Say which: " + " or ".join(f"--level {lv}" for lv in dict.fromkeys(levels))
            faults.append(Fault(name, what, f"{advice}."))
        else:
            advice = nearest(name, shown) or "See: stringer places."
            faults.append(Fault(name, "is no place of this release.", advice))
    if faults:
        raise StringerError(faults)
    return list(dict.fromkeys(found))
