"""Kinds of numbers: how each changes, is held against the nation's, adds up and may be negative."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of number that a beat can measure.

    - ``change``: a movement is told in per cent of the earlier value, or as the difference of the
      two values as they are printed (a percentage moves by percentage points);
    - ``compares``: a place is held against the nation by its ``rate`` (published beside it),
      by the ``ratio`` of the two values, or by their ``difference``;
    - ``whole``: it is counted, so it is a whole number, and chance moves it by its square root;
    - ``adds``: parts add up to their whole, and places to their group;
    - ``negative``: it may lie below zero.
    """

    change: Literal["percent", "difference"]
    compares: Literal["rate", "ratio", "difference"]
    whole: bool = False
    adds: bool = False
    negative: bool = False


KINDS: Mapping[str, Kind] = {
    "count": Kind("percent", "rate", whole=True, adds=True),
    "rate": Kind("percent", "ratio"),
    "percentage": Kind("difference", "difference"),
    "money": Kind("percent", "rate", adds=True, negative=True),
    "price": Kind("percent", "ratio"),
    "level": Kind("difference", "difference", negative=True),
}
"""``money`` is an amount, which adds up, and is held against the nation by a rate beside it; a
``price`` is money for one of something: a rent, a wage. A ``level`` is anything else with a unit of
its own: minutes, degrees, points of an index.
"""

Unit = Literal[
    "count", "rate", "percentage", "money", "price", "level", "percent", "points", "number"
]
"""How a number prints itself. ``percent`` is a change, ``points`` are percentage points, ``number``
is a bare number to one decimal.
"""


def unit_of(quantity: str, kind: str) -> Unit:
    """The unit in which a quantity of a measure of some kind is printed.

    The change of a count is in per cent, that of a percentage in points; the gap of two changes in
    per cent is in points too.
    """
    scale = QUANTITIES[quantity]
    own: Unit = kind  # type: ignore[assignment]
    points: Unit = "points" if kind == "percentage" else own
    relative = KINDS[kind].change == "percent"
    match scale:
        case "own":
            return own
        case "difference":
            return points
        case "change":
            return "percent" if relative else points
        case "gap":
            return "points" if relative else points
        case "compared":
            return "rate" if KINDS[kind].compares == "rate" else own
        case _:
            return scale


Scale = Literal["own", "difference", "change", "gap", "compared"] | Unit

QUANTITIES: Mapping[str, Scale] = {
    "value": "own",
    "previous": "own",
    "difference": "difference",
    "change": "change",
    "size": "change",
    "progress": "change",
    "base": "own",
    "noise": "number",
    "target": "own",
    "beyond_target": "difference",
    "rate": "compared",
    "ratio": "number",
    "apart": "number",
    "rate_gap": "compared",
    "excess": "difference",
    "gap": "gap",
    "departure": "gap",
    "counter": "change",
    "rank": "count",
    "ranked": "count",
    "tied": "count",
    "lower": "count",
    "group_rank": "count",
    "group_ranked": "count",
    "group_tied": "count",
    "group_lower": "count",
    "share": "percent",
    "shift": "percent",
    "margin": "gap",
}
"""What is worked out for each place and measure, and the scale that it lies on: the measure's
``own``, that of the ``difference`` of two values, of a ``change``, of a ``gap`` between two
changes, of what is ``compared`` with the nation, or a unit that is the same for all kinds.

- ``value``: the number itself; ``previous``: that of the earlier period; ``difference``: the one
  less the other; ``change``: the movement as its kind tells it; ``size``: that without its sign;
  ``progress``: that with the sign turned so that better is above zero, where the measure says what
  is good;
- ``base``: the smaller of the two counts;
- ``noise``: the movement in units of what chance alone would bring about: |a - b| / sqrt(a + b) for
  counts; for a percentage whose part and whole are known, the z of two proportions;
- ``beyond_target``: how far the value lies on the good side of its ``target``; below zero: it
  misses it;
- ``rate``: what is held against the nation: the rate published beside it, else the value;
  ``ratio``: that divided by the nation's, ``apart``: the same turned so as not to be below 1;
  ``rate_gap``: that less the nation's; ``excess``: the same for kinds that compare by difference;
- ``gap``: the change less the nation's; ``departure``: the same without its sign, or the size of
  the change where the nation's is not known;
- ``counter``: the change with its sign turned so that it is above zero where it runs against the
  nation's; unknown where the nation's prints as none;
- ``rank``: the place by rate within its level (1 is the highest), out of ``ranked``, with ``tied``
  places of that very rate, itself included, and so many with a ``lower`` one; ``group_rank`` and
  its like: the same among the places of its group;
- ``share``: the part of the total, for kinds that add up;
- ``shift``: how many more (or, below zero, fewer) figures the place's group left unassigned to any
  place than the period before, in per cent of the group's figure then: so much of a local change
  may come from assigning; ``margin``: the size of the change less that.
"""

States = Literal["own", "change", "comparison", "rank", "share"]

STATES: Mapping[str, States] = {
    **dict.fromkeys(("value", "previous", "base", "target", "rate"), "own"),
    **dict.fromkeys(
        ("difference", "change", "size", "progress", "noise", "shift", "margin"), "change"
    ),
    **dict.fromkeys(
        (
            "beyond_target",
            "ratio",
            "apart",
            "rate_gap",
            "excess",
            "gap",
            "departure",
            "counter",
        ),
        "comparison",
    ),
    **dict.fromkeys(
        (
            "rank",
            "ranked",
            "tied",
            "lower",
            "group_rank",
            "group_ranked",
            "group_tied",
            "group_lower",
        ),
        "rank",
    ),
    "share": "share",
}
"""What the number of a quantity states: a number of its measure's ``own`` kind, a ``change``, a
``comparison`` with other places or a target, a ``rank`` or a ``share``.
"""


def states(quantity: str, kind: str, *, word: bool = False) -> str:
    """What a number or a word of a quantity states, of a measure of some kind.

    The word of a change is a ``direction``; that of a measure's own number is of the number's kind,
    as that of a rank is a rank.
    """
    stated = STATES[quantity]
    if stated == "own":
        return unit_of(quantity, kind)
    return "direction" if word and stated == "change" else stated


MOVEMENT = ("previous", "difference", "change", "size", "progress", "base", "noise")
"""Quantities that hold a period against an earlier one, worked out for each such period."""
