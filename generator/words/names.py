"""What a place is called in copy."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.config import Beat
from generator.config.schema import PlaceName
from generator.model import Place
from generator.words.forms import Form
from generator.words.numbers import in_words
from generator.words.typography import curl


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """The names of one place: in running text, in headlines, with its preposition, its group."""

    name: str
    short: str
    official: str
    where: str
    headline: str
    level: str
    kind: str
    group: str
    group_short: str
    members: str
    members_count: str
    members_noun: str
    members_known: bool
    part_of: str


def name_place(place: Place, beat: Beat, forms: Mapping[str, Form]) -> PlaceWords:
    """The words for a place: from ``places.yml``, else from the release."""
    known = beat.places.names
    own = known.get(place.code, PlaceName())
    name = curl(own.name or place.name)
    short = curl(own.short) or name
    form = beat.places.forms.get(place.level)
    where = own.where or (form.where if form else "{name}")
    headline = own.headline or (form.headline if form else "{short}")
    around = known.get(place.group, PlaceName())
    group = around.name or place.group_name
    house = beat.house
    member = own.members or beat.places.members
    count = len(place.members)
    authority = curl(place.authority)
    part = authority if authority not in ("", name, curl(place.name)) else ""
    return PlaceWords(
        name=name,
        short=short,
        official=curl(own.official or place.name),
        where=curl(where.format(name=name, short=short)),
        headline=curl(headline.format(name=name, short=short)),
        level=place.level,
        kind=place.kind,
        group=curl(group),
        group_short=curl(around.short or group),
        members=listed([curl(m) for m in place.members], house.last),
        members_count=in_words(count, house.language) if count < house.words_below else str(count),
        members_noun=forms[member].plural if member in forms else member,
        members_known=count > 0,
        part_of=part,
    )


def plainly(words: PlaceWords) -> str:
    """A place's name for files and addresses: ``king-s-lynn``.

    Where the name ends in the short one (an article stands before it), the short one will do.
    """
    name = words.short if words.name.endswith(words.short) else words.name
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower())
    return "-".join(filter(None, plain.split("-")))


@dataclass(frozen=True, slots=True)
class NationWords:
    """The names of the place that all are compared with: alone, with its preposition, and again."""

    name: str
    where: str
    again: str


def name_nation(beat: Beat, absent: Iterable[str]) -> NationWords:
    """The words for the nation; ``absent`` are the groups that its figures leave out."""
    nation = beat.file.nation
    places = listed(list(absent), beat.house.last)
    form = nation.without if places else "{nation}"
    names = (nation.name, nation.where, nation.again)
    return NationWords(*(curl(form.format(nation=n, places=places)) for n in names))


def listed(items: list[str], last: str) -> str:
    """``a``, ``a and b``, ``a, b and c``; ``last`` is the word before the last."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"
