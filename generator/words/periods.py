"""Periods by name: as a release's titles write them, and as copy does."""

from __future__ import annotations

from dataclasses import dataclass

from generator.config.schema import House, Period


@dataclass(frozen=True, slots=True)
class PeriodNames:
    """A period and the one before it: keys (``2024-12``), titles of tables, and words for copy."""

    current: str
    previous: str
    title: str
    previous_title: str
    named: str
    previous_named: str
    span: str
    before: str
    earlier: str


def period_names(house: House, period: Period) -> PeriodNames:
    """The names of a release's period; the one before ends in the same month a year earlier."""
    form = house.periods[period.kind]
    year, month = (int(part) for part in period.ends.split("-"))

    def words(pattern: str, of: int) -> str:
        return pattern.format(month=house.months[month - 1], year=of)

    return PeriodNames(
        current=period.ends,
        previous=f"{year - 1}-{month:02d}",
        title=words(form.title, year),
        previous_title=words(form.title, year - 1),
        named=words(form.named, year),
        previous_named=words(form.named, year - 1),
        span=form.span,
        before=form.before,
        earlier=form.earlier,
    )
