"""From a number to a named band: rules proven complete at load, and applied to whole columns.

A rule cuts the whole range of one quantity. The proof is on the edges alone: sorted by where they
begin, the first band must be open below, the last open above, and each must begin exactly where
the one before it ends, with exactly one of the two owning the edge.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from generator.config import Beat, Document
from generator.config.schema import BandRange, Rule
from generator.errors import Fault, StringerError
from generator.model import digits


@dataclass(frozen=True, slots=True)
class Bands:
    """A rule ready to use: bands in rising order, and the edges between them.

    ``edges`` holds (number, below), where ``below`` says that the lower band owns the edge itself.
    """

    name: str
    quantity: str
    as_printed: bool
    alike: int | None
    names: tuple[str, ...]
    words: Mapping[str, Mapping[str, str]]
    edges: tuple[tuple[float, bool], ...]

    def index(self, value: Any) -> Any:
        """The band's position for a number, or for each number of an array (NaN gives 0).

        Comparison with an edge is all that is done to the number, so an exact number is banded
        exactly. So is a float that came from one division of integers below 2**53: it is rounded
        correctly and cannot cross an edge that is itself a float.
        """
        position: Any = 0
        for edge, lower_owns in self.edges:
            position = position + (value > edge if lower_owns else value >= edge)
        return position

    def span(self, band: str) -> str:
        """Where a band lies, in words: ``above 1.03, up to 1.3``; "" where it is all there is."""
        at = self.names.index(band)
        ends = []
        if at:
            edge, lower_owns = self.edges[at - 1]
            ends.append(f"{'above' if lower_owns else 'from'} {digits(edge)}")
        if at < len(self.edges):
            edge, lower_owns = self.edges[at]
            ends.append(f"{'up to' if lower_owns else 'below'} {digits(edge)}")
        return ", ".join(ends)

    def band(self, value: Any) -> str:
        """The name of the band in which one number lies."""
        return self.names[int(self.index(value))]


def load_rules(beat: Beat) -> dict[str, Bands]:
    """The rules of a beat, each proven to leave no gap and no overlap.

    Raises:
        StringerError: every gap, overlap, missing word and doubled name, with file and line.
    """
    document = beat.documents["rules"]
    faults = [f for name, rule in beat.rules.items() for f in _faults(document, name, rule)]
    if faults:
        raise StringerError(faults)
    return {name: _bands(name, rule) for name, rule in beat.rules.items()}


def _bands(name: str, rule: Rule) -> Bands:
    ordered = [b for _, b in sorted(enumerate(rule.bands), key=_begin)]
    names = tuple(b.band for b in ordered)
    return Bands(
        name=name,
        quantity=rule.quantity,
        as_printed=rule.as_printed,
        alike=names.index(rule.alike) if rule.alike else None,
        names=names,
        words={b.band: b.words for b in ordered},
        edges=tuple((b.high, b.upto is not None) for b in ordered[:-1] if b.high is not None),
    )


def _begin(item: tuple[int, BandRange]) -> tuple[float, bool]:
    """Where a band begins; of two that begin at one number, the one that owns it comes first."""
    low = item[1].low
    return (float("-inf") if low is None else low, item[1].above is not None)


def _faults(document: Document, name: str, rule: Rule) -> Iterator[Fault]:
    ordered = sorted(enumerate(rule.bands), key=_begin)
    lines = {b.band: document.where((name, "bands", i)) for i, b in ordered}
    if len(lines) < len(ordered):
        yield Fault(document.where((name, "bands")), f'two bands of "{name}" have one name.')
    first, last = ordered[0][1], ordered[-1][1]
    if first.low is not None:
        what = f'nothing of "{name}" covers what is below {digits(first.low)}.'
        yield Fault(lines[first.band], what, f'Leave band "{first.band}" open below.')
    for (_, lower), (_, upper) in pairwise(ordered):
        yield from _between(lines[upper.band], lower, upper)
    if last.high is not None:
        what = f'nothing of "{name}" covers what is above {digits(last.high)}.'
        yield Fault(lines[last.band], what, f'Leave band "{last.band}" open above.')
    yield from _words(lines, name, rule)


def _between(where: str, lower: BandRange, upper: BandRange) -> Iterator[Fault]:
    """Two neighbours must meet in one number that exactly one of them owns."""
    both = f'band "{upper.band}" and "{lower.band}"'
    if lower.high is None or upper.low is None or upper.low < lower.high:
        end = "the top" if lower.high is None else digits(lower.high)
        begin = "the bottom" if upper.low is None else digits(upper.low)
        what = f'band "{upper.band}" overlaps "{lower.band}" from {begin} to {end}.'
        yield Fault(where, what, "Let one begin where the other ends.")
    elif upper.low > lower.high:
        what = f"{both} leave a gap from {digits(lower.high)} to {digits(upper.low)}."
        yield Fault(where, what, f"Begin it at {digits(lower.high)}.")
    elif (lower.upto is not None) == (upper.from_ is not None):
        owns = "both cover" if lower.upto is not None else "neither covers"
        advice = 'Pair "upto" with "above", or "below" with "from".'
        yield Fault(where, f"{both}: {owns} {digits(upper.low)} itself.", advice)


def _words(lines: Mapping[str, str], name: str, rule: Rule) -> Iterator[Fault]:
    """A word that a template may print for one band of a rule, it may print for each of them."""
    wanted: dict[str, None] = {}
    for band in rule.bands:
        wanted.update(dict.fromkeys(band.words))
    for band in rule.bands:
        for word in wanted:
            if word not in band.words:
                what = f'band "{band.band}" of "{name}" has no "{word}".'
                yield Fault(lines[band.band], what, 'Give each band the same words; one may be "".')
