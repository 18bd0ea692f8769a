"""A whole run: the folder held, shards made, and what tells of them written last."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from itertools import groupby
from typing import Any, TypeVar

from generator.errors import fault
from generator.pipeline import Prepared
from generator.scale import beginning, ending, lock
from generator.scale.making import Done, make
from generator.scale.order import JSONL, Order, Shard, shards_of
from generator.scale.parts import Parts, Survey, Surveyed, combine
from generator.scale.pool import pooled
from generator.scale.work import Work
from generator.writers.folder import KEPT, Folder

T = TypeVar("T")
R = TypeVar("R")


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
    source: Prepared | Parts,
    order: Order,
    positions: Sequence[int] | None = None,
    *,
    clock: Callable[[str], None] = lambda _: None,
    begin: Callable[[int], object] = lambda _: None,
    step: Callable[[int], object] = lambda _: None,
) -> Outcome:
    """Write the stories of a release into a folder; ``positions`` are the places, None for all.

    A story that stands there and would be the same is left alone. ``begin`` is told how many are to
    be done, as soon as that is known, and ``step`` how many more are.

    Raises:
        StringerError: another run writes into the folder, it holds another release, or a file
            cannot be written. What was written is whole, and the same order goes on from there.
    """
    if JSONL in order.formats and len(order.formats) > 1:
        raise fault("--format jsonl", "is a format of shards, and goes with no other.")
    folder = Folder(order.out)
    with lock.held(order.out), _swept(folder), _reached(order) as client:
        run = beginning.claim(folder, source.release.id)
        work = _work(source, order, positions, client, run)
        work.clock = clock
        stories = (work.number,) if work.survey is None else work.survey.stories
        shards = shards_of(stories, lines=work.lines)
        begin(work.number if work.wanted is None else len(work.wanted))
        beginning.begin(work)
        tasks = _tasks(shards, whole=work.parts is None)
        done: list[tuple[int, Done]] = []
        for task, each in doing(work, make_all, tasks, client):
            done += zip((shard.number for shard in task), each, strict=True)
            step(sum(d.written + d.stood + len(d.held) for d in each))
        clock("writing")
        work.turn_to(0)
        ending.end(work, shards)
        clock("files")
    told = [each for _, each in sorted(done, key=lambda pair: pair[0])]
    return Outcome(
        sum(d.written for d in told),
        sum(d.stood for d in told),
        tuple(entry for d in told for entry in d.held),
        tuple(name for d in told for name in d.files),
        work.batch.remarks,
    )


def _reached(order: Order) -> AbstractContextManager[Any]:
    """The cluster of an order; None where it names none."""
    if not order.cluster:
        return nullcontext()
    from generator.scale.cluster import reached

    return reached(order)


def _work(
    source: Prepared | Parts,
    order: Order,
    positions: Sequence[int] | None,
    client: Any,
    run: str,
) -> Work:
    """What the processes will have; a release in parts is gone through once, for its ranks."""
    if isinstance(source, Prepared):
        wanted = None if positions is None else frozenset(positions)
        work = Work(order, len(source.tellable), whole=source, wanted=wanted, run=run)
        work.turn_to(0)  # before workers begin as copies of this process
        return work
    whole = _surveyed(source, Work(order, 0, parts=source, run=run), client)
    work = Work(order, sum(whole.stories), parts=source, survey=whole, run=run)
    if client is None:
        work.turn_to(0)  # for the workers' sake as well: they need not load what it loaded
    return work


def _surveyed(parts: Parts, work: Work, client: Any) -> Survey:
    """The first pass; what it found of each part is gone before workers begin as copies."""
    names = parts.names()
    found = dict(doing(work, survey, names, client))
    return combine(names, [found[name] for name in names])


def _tasks(shards: Sequence[Shard], *, whole: bool) -> list[tuple[Shard, ...]]:
    """What is done in one go: a shard, or all shards of a part, which is made ready but once."""
    if whole:
        return [(shard,) for shard in shards]
    return [tuple(some) for _, some in groupby(shards, key=lambda shard: shard.part)]


def survey(work: Work, name: str) -> Surveyed:
    """The first pass over one part."""
    assert work.parts is not None
    return work.parts.survey(name)


def make_all(work: Work, shards: tuple[Shard, ...]) -> list[Done]:
    """Make some shards, one after the other."""
    return [make(work, shard) for shard in shards]


def doing(
    work: Work, do: Callable[[Work, T], R], tasks: Sequence[T], client: Any = None
) -> Iterator[tuple[T, R]]:
    """Some tasks, done in this process, in several, or on a cluster; each as it is done."""
    if client is not None:
        from generator.scale.cluster import clustered

        yield from clustered(client, work, do, tasks)
    elif work.order.jobs > 1 and len(tasks) > 1:
        yield from pooled(work, do, tasks)
    else:
        yield from ((task, do(work, task)) for task in tasks)


@contextmanager
def _swept(folder: Folder) -> Iterator[None]:
    """Take away what was begun and is not whole: by a run that was killed, and by this one."""
    folders = folder, Folder(folder.path / KEPT)
    for each in folders:
        each.sweep()
    try:
        yield
    finally:
        for each in folders:
            each.sweep()
