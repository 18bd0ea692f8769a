"""Periods by name: as a release's titles write them, and as copy does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.config import Beat
from generator.config.schema import House, Period


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier period that one is held against: its key, its title in tables, words for copy."""

    key: str
    title: str
    named: str
    before: str
    earlier: str


@dataclass(frozen=True, slots=True)
class PeriodNames:
    """A period (``2024-12``, the month in which it ends), and the earlier ones by their names.

    The first of ``against`` is the one that stories rest on.
    """

    current: str
    title: str
    named: str
    span: str
    against: Mapping[str, Earlier]

    @property
    def main(self) -> Earlier:
        """The earlier period that stories rest on."""
        return next(iter(self.against.values()))

    @property
    def others(self) -> dict[str, Earlier]:
        """The further ones, by name."""
        return dict(list(self.against.items())[1:])

    @property
    def keys(self) -> list[str]:
        """All periods, this one first."""
        return [self.current, *(e.key for e in self.against.values())]


def periods_of(beat: Beat, period: Period) -> PeriodNames:
    """The names of a release's period, and of those that the beat holds it against."""
    return period_names(beat.house, period, beat.file.against)


def day(date: str, house: House) -> str:
    """A day in house style: ``2025-04-24`` → ``24 April 2025``."""
    year, month, number = (int(part) for part in date.split("-"))
    return house.date.format(day=number, month=house.months[month - 1], year=year)


def period_names(house: House, period: Period, against: Iterable[str] = ()) -> PeriodNames:
    """The names of a period; ``against`` names comparisons of its kind in ``house.yml``."""
    form = house.periods[period.kind]
    year, month = (int(part) for part in period.ends.split("-"))

    def month_before(months: int) -> tuple[int, int]:
        return divmod(12 * year + month - 1 - months, 12)

    def words(pattern: str, back: int = 0) -> str:
        year_of, month_of = month_before(back)
        return pattern.format(month=house.months[month_of], year=year_of)

    def earlier(name: str) -> Earlier:
        spec = form.against[name]
        year_of, month_of = month_before(spec.months)
        return Earlier(
            key=f"{year_of}-{month_of + 1:02d}",
            title=words(form.title, spec.months),
            named=words(form.named, spec.months),
            before=words(spec.before, spec.months),
            earlier=words(spec.earlier, spec.months),
        )

    return PeriodNames(
        current=period.ends,
        title=words(form.title),
        named=words(form.named),
        span=words(form.span),
        against={name: earlier(name) for name in against},
    )
