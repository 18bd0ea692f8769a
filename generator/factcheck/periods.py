"""The periods of a release, and the figures that are typed in its own file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from generator.config import Beat, Release


class Typed(NamedTuple):
    """A figure of a sentence of ``release.yml``: what it counts as, its value, and its sentence."""

    measures: tuple[str, ...]
    as_: str
    value: Fraction
    decimals: int
    where: str
    text: str


@dataclass(frozen=True, slots=True)
class Periods:
    """The period of a release and the earlier ones that it is held against, by their names.

    ``months`` is its length, where house style tells it.
    """

    kind: str
    months: int | None
    now: str
    against: Mapping[str, str]

    @property
    def before(self) -> str:
        """The first of the earlier ones."""
        return next(iter(self.against.values()))


def periods_of(beat: Beat, release: Release) -> Periods:
    """The months in which a release's period and the earlier ones end."""
    period = release.file.period
    year, month = (int(part) for part in period.ends.split("-"))
    against = {}
    for name in beat.file.against:
        back = beat.house.periods[period.kind].against[name].months
        whole, rest = divmod(12 * year + month - 1 - back, 12)
        against[name] = f"{whole}-{rest + 1:02d}"
    months = _months(beat.house.periods[period.kind].span, beat)
    return Periods(period.kind, months, period.ends, against)


def _months(span: str, beat: Beat) -> int | None:
    """How many months a span is, as house style writes it: ``12 months``, ``month``."""
    number, _, unit = span.rpartition(" ")
    if unit not in beat.lexicon.months:
        return None
    if not number:
        return 1
    return int(number) if number.isdigit() else beat.lexicon.numbers.get(number)


def typed(release: Release) -> Iterator[Typed]:
    """The figures of the sentences of ``release.yml``."""
    for line in release.file.nation:
        for figure in line.figures.values():
            exact = Decimal(repr(figure.value))
            decimals = max(0, -int(exact.as_tuple().exponent))
            where = figure.cell or figure.source
            value = Fraction(exact)
            yield Typed(tuple(line.for_), figure.as_, value, decimals, where, line.text)
