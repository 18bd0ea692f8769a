"""What is new, gone or otherwise in one edition of a release, beside another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Note, Place, Reading, TableSeen


def compare(old: Reading, new: Reading) -> dict[str, list[str]]:
    """The differences of two editions by subject: tables, rows, columns, markers, places, notes."""
    tables = [(t, u) for t in old.tables for u in new.tables if t.name == u.name]
    found = {
        "tables": [
            *_gone_and_new([t.name for t in old.tables], [t.name for t in new.tables]),
            *(line for t, u in tables for line in _moved(t, u)),
        ],
        "rows": [line for t, u in tables for line in _rows(t, u)],
        "columns": [
            f"{u.sheet}: {line}" for t, u in tables for line in _gone_and_new(t.columns, u.columns)
        ],
        "markers": list(_gone_and_new(_reasons(old), _reasons(new))),
        "places": list(_places(old.places, new.places)),
        "notes": list(_notes(old.notes, new.notes)),
    }
    return {subject: lines for subject, lines in found.items() if lines}


def _gone_and_new(old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
    old, new = list(old), list(new)
    yield from (f"gone: {name}" for name in old if name not in new)
    yield from (f"new: {name}" for name in new if name not in old)


def _moved(old: TableSeen, new: TableSeen) -> Iterator[str]:
    if (old.sheet, old.header_row) != (new.sheet, new.header_row):
        was, now = (f"{t.sheet} (header in row {t.header_row})" for t in (old, new))
        yield f"{old.name}: was in {was}, is in {now}"


def _rows(old: TableSeen, new: TableSeen) -> Iterator[str]:
    for kind in dict.fromkeys((*old.rows, *new.rows)):
        was, now = old.rows.get(kind, 0), new.rows.get(kind, 0)
        if was != now:
            yield f"{new.sheet}: {now} rows of the kind {kind}, there were {was}"


def _reasons(reading: Reading) -> list[str]:
    counts = reading.figures["missing"].value_counts()
    return sorted(str(reason) for reason, number in counts.items() if reason and number)


def _places(old: Iterable[Place], new: Iterable[Place]) -> Iterator[str]:
    before, after = ({p.code: p for p in places} for places in (old, new))
    lines = [f"gone: {p.name} ({c}, {p.kind})" for c, p in before.items() if c not in after]
    lines += [f"new: {p.name} ({c}, {p.kind})" for c, p in after.items() if c not in before]
    for code in before.keys() & after.keys():
        was, now = before[code], after[code]
        if was.name != now.name:
            lines.append(f"renamed: {code} was {was.name}, is {now.name}")
        if was.group_name != now.group_name:
            lines.append(f"moved: {now.name} was in {was.group_name}, is in {now.group_name}")
        if was.members != now.members:
            covered = (", ".join(p.members) or "nothing" for p in (was, now))
            lines.append(f"{now.name} covered {next(covered)}, covers {next(covered)}")
    yield from sorted(lines)


def _notes(old: Iterable[Note], new: Iterable[Note]) -> Iterator[str]:
    """Notes are the same where their words are; a number alone means nothing."""
    before, after = ({n.name: n for n in notes} for notes in (old, new))
    numbers: Mapping[tuple[str, str], str] = {(n.sheet, n.text): n.name for n in before.values()}
    kept = set()
    for name, note in after.items():
        was = numbers.get((note.sheet, note.text))
        if was is not None:
            kept.add(was)
            if was != name:
                yield f"renumbered: {was} is {name}"
    for name, note in before.items():
        if name in kept:
            continue
        if name in after and (after[name].sheet, after[name].text) not in numbers:
            yield f"reworded: {name} ({after[name].cell}): “{note.text}” is “{after[name].text}”"
        else:
            yield f"gone: {name}: “{note.text}”"
    for name, note in after.items():
        if (note.sheet, note.text) not in numbers and name not in before:
            yield f"new: {name} ({note.cell}): “{note.text}”"
