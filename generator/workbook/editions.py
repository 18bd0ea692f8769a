"""What is new, gone or otherwise in one edition of a release, beside another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        "notes on": list(_gone_and_new(_tags(old), _tags(new))),
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
        if was.authority != now.authority:
            lines.append(f"{now.name}: the authority was {was.authority}, is {now.authority}")
        if was.members != now.members:
            covered = (", ".join(p.members) or "nothing" for p in (was, now))
            lines.append(f"{now.name} covered {next(covered)}, covers {next(covered)}")
    yield from sorted(lines)


def _notes(old: Iterable[Note], new: Iterable[Note]) -> Iterator[str]:
    """Notes are the same where their words are; a number alone means nothing."""
    before, after = ({(n.sheet, n.text): n for n in notes} for notes in (old, new))
    gone = {n.name: n for words, n in before.items() if words not in after}
    fresh = {n.name: n for words, n in after.items() if words not in before}
    for words in before.keys() & after.keys():
        if before[words].name != after[words].name:
            yield f"renumbered: {before[words].name} is {after[words].name}"
    for name in sorted(gone.keys() & fresh.keys()):
        here = fresh[name]
        yield f"reworded, or another: {name} ({here.cell}): “{gone[name].text}” is “{here.text}”"
    for name in sorted(gone.keys() - fresh.keys()):
        yield f"gone: {name}: “{gone[name].text}”"
    for name in sorted(fresh.keys() - gone.keys()):
        yield f"new: {name} ({fresh[name].cell}): “{fresh[name].text}”"


def _tags(reading: Reading) -> list[str]:
    """Which note stands on what: by its words, as numbers change."""
    words = {n.name: n.text for n in reading.notes}
    names = {p.code: p.name for p in reading.places}
    lines = (
        f"{names.get(t.what, t.what) or t.cell.split('!')[0]}: “{words.get(t.note, t.note)}”"
        for t in reading.tags
    )
    return list(dict.fromkeys(lines))
