"""A whole run: the folder held, shards made, and what tells of them written last."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from generator.errors import fault
from generator.pipeline import Prepared
from generator.scale import ending, lock
from generator.scale.making import Done, make
from generator.scale.order import JSONL, Order, Shard, shards_of
from generator.scale.pool import pooled
from generator.scale.work import Work
from generator.writers.folder import Folder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the wanted places: how many stories were ``written``, how many ``stood`` as
    they were, the entries of those that are held; the files, where some places alone were wanted.
    """

    written: int
    stood: int
    held: tuple[dict[str, Any], ...]
    files: tuple[str, ...]
    remarks: tuple[str, ...]


def draft(
    prepared: Prepared,
    order: Order,
    positions: Sequence[int] | None = None,
    *,
    clock: Callable[[str], None] = lambda _: None,
    step: Callable[[int], object] = lambda _: None,
) -> Outcome:
    """Write the stories of a release into a folder; ``positions`` are the places, None for all.

    A story that stands there and would be the same is left alone. ``step`` is told how many more
    are done.

    Raises:
        StringerError: another run writes into the folder, it holds another release, or a file
            cannot be written. What was written is whole, and the same order goes on from there.
    """
    if JSONL in order.formats and len(order.formats) > 1:
        raise fault("--format jsonl", "is a format of shards, and goes with no other.")
    folder = Folder(order.out)
    with lock.held(order.out), stopping():
        folder.sweep()
        ending.claim(folder, prepared.release.id)
        wanted = None if positions is None else frozenset(positions)
        work = Work(order, prepared, wanted, len(prepared.tellable), clock)
        shards = shards_of([len(prepared.tellable)], lines=work.lines)
        ending.begin(work)
        done: dict[int, Done] = {}
        for shard, each in _made(work, shards):
            done[shard.number] = each
            step(each.written + each.stood + len(each.held))
        clock("writing")
        ending.end(work, shards)
        clock("files")
    told = [done[number] for number in sorted(done)]
    return Outcome(
        sum(d.written for d in told),
        sum(d.stood for d in told),
        tuple(entry for d in told for entry in d.held),
        tuple(name for d in told for name in d.files),
        work.batch.remarks,
    )


def _made(work: Work, shards: Sequence[Shard]) -> Iterator[tuple[Shard, Done]]:
    """The shards, made in this process or in several."""
    if work.order.jobs > 1 and len(shards) > 1:
        yield from pooled(work, shards)
    else:
        yield from ((shard, make(work, shard)) for shard in shards)


@contextmanager
def stopping() -> Iterator[None]:
    """Let SIGTERM end a run as Ctrl-C does: with nothing half-written, and in one line."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
