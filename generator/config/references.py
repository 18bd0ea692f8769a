"""What the files of a beat say of one another: every name that one of them uses must exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.config.beat import OWN, Beat, Release
from generator.config.document import Document
from generator.config.schema import WorkbookLayout
from generator.errors import Fault, nearest
from generator.model import QUANTITIES, digits

_NO_BASE = 'Where the base is not published, leave "of" out: the rate is taken as it stands.'

_Path = tuple[str | int, ...]


class _Names:
    """Checks names used in one document against those that are known."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def unknown(
        self, names: Iterable[str], known: Iterable[str], what: str, *path: str | int
    ) -> Iterator[Fault]:
        known = list(known)
        for name in names:
            if name not in known:
                shown = f"Known: {', '.join(known)}." if known else "There is none."
                advice = nearest(name, known) or shown
                where = self._document.where((*path, name) if path else (name,))
                yield Fault(where, f'"{name}" is not {what}.', advice)


def beat_faults(beat: Beat) -> Iterator[Fault]:
    """Names in a beat's files that no file defines."""
    measures = beat.file.measures
    yield from _beat_file(beat, measures)
    yield from _sources(beat, measures)
    rules = _Names(beat.documents["rules"])
    for name, rule in beat.rules.items():
        path = (name, "quantity")
        yield from rules.unknown([rule.quantity], QUANTITIES, "a quantity", *path)
        if rule.alike:
            bands = [b.band for b in rule.bands]
            yield from rules.unknown([rule.alike], bands, "a band of this rule", name, "alike")
    angles = _Names(beat.documents["angles"])
    sets = [*beat.file.sets, "topics"]
    for name, angle in beat.angles.angles.items():
        at = ("angles", name)
        yield from angles.unknown([angle.measures], sets, "a set of measures", *at, "measures")
        yield from angles.unknown(angle.when, beat.quantities, "a quantity", *at, "when")
        yield from angles.unknown(angle.score, beat.quantities, "a quantity", *at, "score")
    for index, name in enumerate(beat.angles.beside):
        yield from angles.unknown([name], measures, "a measure", "beside", index)
    for part in ("moved", "level"):
        wanted = getattr(beat.angles.contrast, part)
        yield from angles.unknown(wanted, QUANTITIES, "a quantity", "contrast", part)
    for name, angle in beat.angles.angles.items():
        if angle.chart:
            known = beat.angles.charts
            yield from angles.unknown([angle.chart], known, "a chart", "angles", name, "chart")
    for name, chart in beat.angles.charts.items():
        for number, case in enumerate(chart.unless):
            yield from angles.unknown(
                case, QUANTITIES, "a quantity", "charts", name, "unless", number
            )
    if movers := beat.angles.movers:
        yield from angles.unknown(
            [movers.measures], sets, "a set of measures", "movers", "measures"
        )
        yield from angles.unknown(movers.when, QUANTITIES, "a quantity", "movers", "when")
    bullets = beat.angles.bullets.measures
    yield from angles.unknown([bullets], sets, "a set of measures", "bullets", "measures")
    places = _Names(beat.documents["places"])
    yield from places.unknown(beat.places.forms, beat.file.levels, "a level", "forms")
    yield from places.unknown(beat.places.exclude, beat.file.levels, "a level", "exclude")
    for level in beat.file.levels:
        if level not in beat.places.forms:
            where = beat.documents["places"].where(("forms",))
            yield Fault(where, f'no form for the level "{level}".', "Add where and headline.")


def _beat_file(beat: Beat, measures: Iterable[str]) -> Iterator[Fault]:
    file = _Names(beat.documents["beat"])
    yield from file.unknown([beat.file.total], measures, "a measure", "total")
    for name, measure in beat.file.measures.items():
        parents = [measure.parent] if measure.parent else []
        yield from file.unknown(parents, measures, "a measure", "measures", name, "parent")
        yield from _target(beat, name)
        if measure.share:
            counts = [m for m, spec in beat.file.measures.items() if spec.kind == "count"]
            shared = [measure.share.part, measure.share.of]
            yield from file.unknown(shared, counts, "a count", "measures", name, "share")
    every = {name for form in beat.house.periods.values() for name in form.against}
    for name in sorted({n for n in beat.file.against if beat.file.against.count(n) > 1}):
        where = beat.documents["beat"].where(("against",))
        yield Fault(where, f'"{name}" stands twice under "against".', "Keep one.")
    for index, name in enumerate(beat.file.against):
        yield from file.unknown([name], sorted(every), "an earlier period", "against", index)
    for name, members in beat.file.sets.items():
        yield from file.unknown(members, measures, "a measure", "sets", name)


def _target(beat: Beat, name: str) -> Iterator[Fault]:
    """A target has no more decimals than are printed: else it would print as another number."""
    target, decimals = beat.file.measures[name].target, beat.decimals_of(name, "value")
    if target is not None and round(target, decimals) != target:
        where = beat.documents["beat"].where(("measures", name, "target"))
        more = f"has more decimals than the {decimals} that print."
        what = f"{name}: the target of {digits(target)} {more}"
        yield Fault(where, what, "Give the measure as many decimals.")


def _sources(beat: Beat, measures: Iterable[str]) -> Iterator[Fault]:
    names = _Names(beat.documents["sources"])
    sources = beat.sources
    yield from names.unknown(sources.columns, measures, "a measure", "columns")
    layouts = {n: x for n, x in sources.layouts.items() if isinstance(x, WorkbookLayout)}
    kinds = sorted({kind for layout in layouts.values() for kind in _kinds(layout)})
    for mark, marker in sources.markers.items():
        yield from names.unknown(marker.rows, kinds, "a kind of row", "markers", mark, "rows")
    tables = [table for layout in layouts.values() for table in layout.tables]
    read = {*sources.columns, *(e.measure for t in tables for e in t.extra)}
    for name, measure in beat.file.measures.items() if layouts else ():
        if name not in read and not measure.share:
            where = beat.documents["sources"].where(("columns",))
            yield Fault(where, f"the measure {name} is read from no column.", "Give its headings.")
    gives = [t.gives for t in tables] + [e.gives for t in tables for e in t.extra]
    known = sorted({*(s for given in gives for s in given.values())})
    for name, rate in sources.rates.items() if layouts else ():
        bases = [rate.of] if rate.of else []
        for fault in names.unknown(bases, known, "what a table gives", "rates", name, "of"):
            yield replace(fault, advice=f"{fault.advice} {_NO_BASE}")
    for name, layout in layouts.items():
        yield from _layout(
            layout, names, measures, beat.file.against, beat.statistics, "layouts", name
        )


def _kinds(layout: WorkbookLayout) -> list[str]:
    """All kinds of rows that a layout knows."""
    return sorted({kind.kind for kinds in layout.rows.values() for kind in kinds})


def _layout(
    layout: WorkbookLayout,
    names: _Names,
    measures: Iterable[str],
    against: Iterable[str],
    statistics: Iterable[str],
    *at: str,
) -> Iterator[Fault]:
    """Names that the parts of a layout use of one another."""
    for key in ("identify", "lacks", "expected"):
        yield from names.unknown(getattr(layout, key), layout.rows, "a set of rows", *at, key)
    for rows, kinds_of in layout.rows.items():
        for index, row in enumerate(kinds_of):
            path: _Path = (*at, "rows", rows, index, "when")
            columns = layout.identify.get(rows, {})
            yield from names.unknown(row.when, columns, "a column of these rows", *path)
    for rows, wanted in layout.expected.items():
        yield from names.unknown(wanted, _kinds(layout), "a kind of row", *at, "expected", rows)
    for index, rule in enumerate(layout.sums):
        summed = [rule.whole, *rule.parts]
        yield from names.unknown(summed, _kinds(layout), "a kind of row", *at, "sums", index)
    if layout.members:
        combined = layout.members.rows
        yield from names.unknown(combined, _kinds(layout), "a kind of row", *at, "members", "rows")
    for index, notes in enumerate(layout.notes):
        yield from names.unknown(notes.rows, layout.rows, "a set of rows", *at, "notes", index)
    for index, table in enumerate(layout.tables):
        here: _Path = (*at, "tables", index)
        yield from names.unknown([table.rows], layout.identify, "a set of rows", *here, "rows")
        periods = ["current", "both", *against]
        yield from names.unknown([table.period], periods, "a period", *here, "period")
        kinds = sorted({r.kind for r in layout.rows.get(table.rows, [])})
        yield from names.unknown(table.gives, kinds, "a kind of row", *here, "gives")
        given = sorted({*table.gives.values(), *(s for e in table.extra for s in e.gives.values())})
        yield from names.unknown(given, [OWN, *statistics], "what a table can give", *here, "gives")
        for number, extra in enumerate(table.extra):
            column: _Path = (*here, "extra", number)
            yield from names.unknown([extra.measure], measures, "a measure", *column, "measure")
            yield from names.unknown(extra.gives, kinds, "a kind of row", *column, "gives")


def release_faults(beat: Beat, release: Release) -> Iterator[Fault]:
    """Names in ``release.yml`` that the beat does not define."""
    file, unknown = release.file, _Names(release.document).unknown
    measures = beat.file.measures
    periods = beat.house.periods
    yield from unknown([file.period.kind], periods, "a kind of period", "period", "kind")
    if form := periods.get(file.period.kind):
        for name in beat.file.against:
            what = f"an earlier period of the kind {file.period.kind} (see against in beat.yml)"
            yield from unknown([name], form.against, what, "period", "kind")
    layouts = beat.sources.layouts
    yield from unknown([file.source.layout], layouts, "a layout", "source", "layout")
    layout = layouts.get(file.source.layout)
    tables = [t.name for t in layout.tables] if isinstance(layout, WorkbookLayout) else []
    for index, name in enumerate(file.source.tables):
        yield from unknown([name], tables, "a table of its layout", "source", "tables", index)
    for name in file.source.decimals:
        yield from unknown([name], beat.statistics, "a statistic", "source", "decimals", name)
    for index, name in enumerate(file.topics):
        yield from unknown([name], measures, "a measure", "topics", index)
    for index, line in enumerate(file.nation):
        for position, name in enumerate(line.for_):
            yield from unknown([name], measures, "a measure", "nation", index, "for", position)
    for index, insert in enumerate(file.inserts):
        for position, name in enumerate(insert.measures):
            path = ("inserts", index, "measures", position)
            yield from unknown([name], measures, "a measure", *path)
        for position, name in enumerate(insert.levels):
            at = ("inserts", index, "levels", position)
            yield from unknown([name], beat.file.levels, "a level", *at)
    for index, note in enumerate(file.notes):
        for position, name in enumerate(note.measures):
            yield from unknown([name], measures, "a measure", "notes", index, "measures", position)
        if note.known:
            yield from unknown([note.known], QUANTITIES, "a quantity", "notes", index, "known")
        for position, name in enumerate(note.levels):
            path = ("notes", index, "levels", position)
            yield from unknown([name], beat.file.levels, "a level", *path)
