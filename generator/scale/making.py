"""Making one shard: what is as it was is left alone, the rest is written, read again and kept."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.errors import StringerError
from generator.model import Draft, Held
from generator.pipeline import Prepared
from generator.pipeline.care import with_spelling
from generator.scale.kept import Record, Seal, announce, keep, not_ours, records, seal
from generator.scale.order import MANY, Shard
from generator.scale.work import Work
from generator.wording.likeness import shingles, signature
from generator.writers.batch import entry_of, story_files
from generator.writers.sidecar import sidecar

_AT_ONCE = 500
"""So many stories are held in memory until their words are looked up, and then filed."""
_ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Done:
    """What became of the wanted places of a shard: stories ``written`` and stories that ``stood``
    as they were, as numbers; the entries of those that are held; the files, where some places alone
    were wanted. Never a text.
    """

    written: int
    stood: int
    held: tuple[dict[str, Any], ...]
    files: tuple[str, ...]


def make(work: Work, shard: Shard) -> Done:
    """Make the stories of a shard that are wanted and not as they were, and those that were lost.

    Raises:
        StringerError: a file cannot be written, or a template fails.
    """
    work.turn_to(shard.part)
    before = _before(work, shard)
    lines = _lines(work, shard)
    made: dict[int, Record] = {}
    anew = []
    for position in work.positions(shard):
        key = work.prepared.places[position].key
        record = before.get(key)
        if record is not None and _stands(work, position, record, lines):
            made[position] = record
        elif record is not None or work.wanted is None or position in work.wanted:
            anew.append(position)
    for begin in range(0, len(anew), _AT_ONCE):
        made |= _filed(work, shard, _written(work, anew[begin : begin + _AT_ONCE]), lines)
    _keep(work, shard, [made[p] for p in work.positions(shard) if p in made], lines)
    work.clock("files")
    wanted = {p: r for p, r in made.items() if work.wanted is None or p in work.wanted}
    held = tuple(r.entry for r in wanted.values() if not r.files)
    files = [n for r in wanted.values() for n in r.files] if work.wanted is not None else []
    if work.lines and files:
        files = [f"{shard.name}.jsonl"]
    here = len(wanted.keys() & anew)
    return Done(here - len(held), len(wanted) - here, held, tuple(files))


def _before(work: Work, shard: Shard) -> dict[str, Record]:
    """What an earlier run kept of the shard, by the key of the story."""
    found = records(work.kept.path / shard.name, work.made_by)
    return {r.entry["key"]: r for r in found}


def _lines(work: Work, shard: Shard) -> dict[str, bytes]:
    """The lines of a shard that stands, by the seal of the story."""
    content = work.folder.read(f"{shard.name}.jsonl") if work.lines else None
    return {} if content is None else {seal(x)[1]: x for x in content.splitlines(keepends=True)}


def _stands(work: Work, position: int, record: Record, lines: dict[str, bytes]) -> bool:
    """Whether a story is on disk, whole, and would be the same if it were written now.

    One that is not wanted stands as it is, changed by hand as well, if it is there.
    """
    if work.wanted is not None and position not in work.wanted and not work.lines:
        return all(map(work.folder.has, record.files))
    if work.wanted is None or position in work.wanted:
        if not record.files or work.order.anew:  # held
            return False
        prepared = work.prepared
        place, turn = prepared.places[position], prepared.turns[position]
        now = prepared.rests.fingerprint(place, record.templates, turn)
        if now != record.entry["fingerprint"]:
            return False
    if work.lines:
        return all(digest in lines for _, digest in record.files.values())
    for name, sealed in record.files.items():
        content = work.folder.read(name)
        if content is None or seal(content) != sealed:
            return False
    return True


def _written(work: Work, positions: Sequence[int]) -> dict[int, Draft | Held]:
    """The stories of some places, each with its misspelt words, and the places that are held."""
    made = dict(zip(positions, _stories(work.prepared, positions), strict=True))
    work.clock("writing")
    at = {d.place.key: p for p, d in made.items() if isinstance(d, Draft)}
    drafts = with_spelling([d for d in made.values() if isinstance(d, Draft)], work.prepared)
    made |= {at[d.place.key]: d for d in drafts}
    work.clock("spelling")
    return made


def _stories(prepared: Prepared, positions: Sequence[int]) -> list[Draft | Held]:
    """The stories of some places; if any fails in a way that nobody foresaw, each by itself."""
    try:
        return list(pipeline.write(prepared, positions))
    except (StringerError, MemoryError):
        raise
    except Exception:
        return [_one(prepared, position) for position in positions]


def _one(prepared: Prepared, position: int) -> Draft | Held:
    """The story of one place; one that fails in a way that nobody foresaw is held, and told."""
    try:
        (made,) = pipeline.write(prepared, [position])
    except (StringerError, MemoryError):
        raise
    except Exception as error:
        place = prepared.places[position]
        found = traceback.TracebackException.from_exception(error)
        for frame in found.stack:
            frame.filename = _inside(frame.filename)
        reason = f"failed in an unforeseen way, which is a bug: {''.join(found.format()).strip()}"
        return Held(place, pipeline.name_of(prepared, place).name, (reason,))
    return made


def _inside(name: str) -> str:
    """The name of a file of ours from the package on, so that it is the same on any machine."""
    path = Path(name)
    return path.relative_to(_ROOT).as_posix() if path.is_relative_to(_ROOT) else path.name


def _filed(
    work: Work, shard: Shard, written: dict[int, Draft | Held], lines: dict[str, bytes]
) -> Iterator[tuple[int, Record]]:
    """The records of stories that were written: each in its files, or as a line."""
    formats = () if work.lines else work.formats
    entries = {position: entry_of(made, formats) for position, made in written.items()}
    names = [name for entry in entries.values() for name in entry.get("files", ())]
    if work.lines:
        names = [f"{shard.name}.jsonl"]
    for name in names:
        if name not in work.ours and work.folder.has(name):
            raise not_ours(work.folder, name)
    work.go_on()
    announce(work.kept, names, f"{shard.name}-{min(written)}")
    for position, made in written.items():
        entry = entries[position]
        if isinstance(made, Held):
            yield position, Record(entry)
            continue
        files: dict[str, Seal] = {}
        if work.lines:
            content = sidecar(made, work.batch)
            files[made.stem] = seal(content)
            lines[files[made.stem][1]] = content
        else:
            for name, content in story_files(made, work.batch, formats):
                work.folder.write(name, content)
                files[name] = seal(content)
        local = shingles(made.article.local)
        sketch = local if work.number <= MANY else signature(local)
        yield position, Record(entry, made.templates, files, sketch)


def _keep(work: Work, shard: Shard, found: Sequence[Record], lines: dict[str, bytes]) -> None:
    """Write the shard, where stories are lines, and then what is kept of it."""
    files = {name: sealed for r in found for name, sealed in r.files.items()}
    work.go_on()
    if work.lines:
        content = b"".join(lines[digest] for _, digest in files.values())
        name = f"{shard.name}.jsonl"
        work.folder.write(name, content)
        files = {name: seal(content)}
    keep(work.kept, shard.name, found, files, work.made_by)
