"""Who is to blame where figures contradict one another, and which stories that touches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from generator.model import Doubt, Place, Reading, cell

_MOST = 3


class Broken(NamedTuple):
    """A check that fails: the figures it is about, the one that follows from the rest, and a text.

    Figures are rows of ``reading.figures``. For a sum nothing is ``derived`` (-1): any of them can
    be wrong, and the ``whole`` stands for them.
    """

    figures: tuple[int, ...]
    derived: int
    whole: int
    text: str


def blame(broken: Sequence[Broken], reading: Reading) -> Iterator[Doubt]:
    """The figures to blame for checks that fail.

    A fault in one cell breaks every check that the cell takes part in, and of the other cells
    each takes part in one of those only. So the figure with the most broken checks is to blame;
    where all have one, the figure that follows from the others (a change, a rate) is; and of a
    sum with nothing else to go by, all of its figures are in doubt.
    """
    times = Counter(f for check in broken for f in check.figures)
    blamed: dict[int, list[str]] = {}
    for check in broken:
        most = max(times[f] for f in check.figures)
        if most > 1:
            for figure in check.figures:
                if times[figure] == most:
                    blamed.setdefault(figure, []).append(check.text)
        elif check.derived >= 0:
            blamed.setdefault(check.derived, []).append(check.text)
        else:
            where = doubt_of(reading, check.whole, "").cell
            for figure in check.figures:
                doubt = doubt_of(reading, figure, f"{check.text}.")
                yield Doubt(doubt.place, where, doubt.what, doubt.measure, doubt.statistic)
    derived = {check.derived for check in broken}
    for figure, texts in blamed.items():
        value = reading.figures["value"].iloc[figure]
        which = "" if figure in derived else f"{value:,.10g} does not fit: "
        others = len(texts) - 1
        more = f" ({others} more {'check fails' if others == 1 else 'checks fail'})"
        yield doubt_of(reading, figure, f"{which}{texts[0]}{more if others else ''}.")


def doubt_of(reading: Reading, figure: int, what: str) -> Doubt:
    """A doubt about one figure, a row of ``reading.figures``."""
    row = reading.figures.iloc[figure]
    where = cell(row["sheet"], int(row["row"]), int(row["column"]))
    text = f"{row['measure']}: {what}"
    return Doubt(row["place"], where, text, row["measure"], row["statistic"])


def held(
    doubts: Sequence[Doubt], places: Sequence[Place]
) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """The places whose stories rest on a figure in doubt, with the reasons; and doubts without any.

    A doubt touches the place of its row; a count of a group, or what it left unassigned, touches
    the stories of its places as well, as what they say of allocation rests on it.
    """
    by_code = {p.code: p for p in places}
    by_group: dict[str, list[Place]] = {}
    for place in places:
        if place.level and place.group_name:
            by_group.setdefault(place.group_name.casefold(), []).append(place)
    reasons: dict[str, list[str]] = {}
    elsewhere: dict[str, list[str]] = {}
    for doubt in doubts:
        place = by_code[doubt.place]
        touched = [place] if place.level or place.role == "nation" else []
        if place.role == "group" and doubt.statistic == "count":
            touched += by_group.get(place.name.casefold(), [])
        elif place.role == "unassigned":
            touched += by_group.get(place.group_name.casefold(), [])
        for one in touched:
            reasons.setdefault(one.code, []).append(str(doubt))
        if not touched:
            outside = "Nothing is compared with the nation there."
            rests = outside if place.role == "outside" else "No story rests on it."
            elsewhere.setdefault(place.name, []).append(f"{doubt} {rests}")
    remarks = [text for texts in elsewhere.values() for text in _first(texts)]
    return {code: _first(texts) for code, texts in reasons.items()}, tuple(remarks)


def _first(reasons: Iterable[str]) -> tuple[str, ...]:
    """Each reason once, and of many the first."""
    once = list(dict.fromkeys(reasons))
    more = [f"and {len(once) - _MOST} more like these"] if len(once) > _MOST else []
    return (*once[:_MOST], *more)
