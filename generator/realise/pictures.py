"""What a chart shows of a brief: its rows, from the findings that the story rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.config import Beat
from generator.config.schema import Chart
from generator.errors import fault
from generator.model import Bar, Block, Brief, Cell, Finding, Picture, Row
from generator.realise.views import MeasureWords
from generator.words.names import NationWords, PlaceWords
from generator.words.typography import curl, polish
from generator.words.units import charted

Rows = tuple[Row, ...]

_PARTS = ("headline", "paragraph", "bullet", "note")


class Pictures:
    """Makes the pictures of a beat's stories."""

    def __init__(self, beat: Beat, measures: Mapping[str, MeasureWords]) -> None:
        self._kinds = {name: spec.kind for name, spec in beat.file.measures.items()}
        self._measures = measures
        self._prints = {name: charted(beat, name) for name in measures}

    def rows(self, chart: Chart, brief: Brief, place: PlaceWords, nation: NationWords) -> Rows:
        """The rows of a chart; none where there is no number to show."""
        moves = chart.shows == "movement"
        rows = self._movement(brief, chart) if moves else self._rates(brief, place, nation)
        return rows if any(bar.value is not None for row in rows for bar in row.bars) else ()

    def picture(self, words: tuple[Block, ...], rows: Rows, where: str) -> Picture:
        """The picture; ``words`` are its title, description, names of series, and source.

        Raises:
            StringerError: there is no title, or not as many names as bars in a row.
        """
        said = {kind: [b.text for b in words if b.kind == kind] for kind in _PARTS}
        wanted = len(rows[0].bars)
        if len(said["headline"]) != 1 or len(said["bullet"]) < wanted:
            what = f"must give one title (#) and a name (-) for each of the {wanted} bars of a row."
            raise fault(where, what)
        numbers = (f"{row.label}: {', '.join(b.text for b in row.bars)}." for row in rows)
        return Picture(
            title=said["headline"][0],
            about=" ".join((*said["paragraph"], *numbers)),
            series=tuple(said["bullet"][:wanted]),
            rows=rows,
            source=" ".join(said["note"]),
        )

    def _movement(self, brief: Brief, chart: Chart) -> Rows:
        """The lead and the list, now and then; only what is counted as the first of them is."""
        every = (*brief.rising, *brief.falling, *brief.bullets)
        parts = [f for f in every if _fair(f, chart)]
        shown = parts if brief.lead is brief.total and parts else (brief.lead, *parts)
        kind = self._kinds[shown[0].measure]
        alike = [f for f in shown if self._kinds[f.measure] == kind]
        names = ("value", "previous") if any("previous" in f.values for f in alike) else ("value",)
        return tuple(
            Row(
                polish(curl(self._measures[f.measure].label)),
                tuple(self._bar(f, name) for name in names),
                own=f is brief.lead,
            )
            for f in alike
        )

    def _rates(self, brief: Brief, place: PlaceWords, nation: NationWords) -> Rows:
        others = (place.group, brief.group_lead), (nation.name, brief.nation_lead)
        return (
            Row(place.name, (self._bar(brief.lead, "rate"),), own=True),
            *(
                Row(name, (self._bar(finding, "rate"),))
                for name, finding in others
                if finding and "rate" in finding.values
            ),
        )

    def _bar(self, finding: Finding, name: str) -> Bar:
        number = finding.values.get(name)
        if number is None:
            return Bar(None, finding.missing.get(name, ""))
        text = self._prints[finding.measure][name](number)
        return Bar(float(number), text, tuple(_cells(finding, name)))


def _cells(finding: Finding, name: str) -> Iterator[Cell]:
    """The cells of a quantity: its own; that of the value, which a rate may be; or its parts'."""
    of = "" if name in ("value", "rate") else f"{name}."
    own = (name, "value") if name == "rate" else (name,)
    for names in (*((n,) for n in own), (f"{of}part", f"{of}of")):
        if found := [f for n in names if (f := finding.figures.get(n)) and f.value is not None]:
            yield from (figure.cell for figure in found)
            return


def _fair(finding: Finding, chart: Chart) -> bool:
    """Whether what is known of a measure lets its two numbers stand side by side."""
    values = finding.values
    return not any(
        all(q in values and span.has(values[q]) for q, span in case.items())
        for case in chart.unless
    )
