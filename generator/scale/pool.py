"""Several processes on one machine: they begin as copies of one that has the release ready."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool

from generator.errors import fault
from generator.scale.making import Done, make
from generator.scale.order import Shard
from generator.scale.work import Work

_WORK: list[Work] = []
"""What a worker was copied with: it need not load, nor be sent, what its parent has."""
_DIE_WITH_PARENT = 1


def pooled(work: Work, shards: Sequence[Shard]) -> Iterator[tuple[Shard, Done]]:
    """Make shards in several processes; what each gave, as it is done.

    Raises:
        StringerError: as for one process; or a worker was killed. What was made is whole.
    """
    _WORK[:] = [work]
    parent = os.getpid()
    pool = ProcessPoolExecutor(
        min(work.order.jobs, len(shards)),
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(parent,),
    )
    try:
        waiting: dict[Future[Done], Shard] = {pool.submit(_make, s): s for s in shards}
        for done in as_completed(waiting):
            yield waiting[done], done.result()
    except BrokenProcessPool:
        advice = "Run it again with fewer --jobs: it goes on where it was."
        raise fault("--jobs", "a process was killed, perhaps for want of memory.", advice) from None
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
        _WORK.clear()


def _make(shard: Shard) -> Done:
    return make(_WORK[0], shard)


def _begin(parent: int) -> None:
    """A worker leaves signals to its parent, and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    own = _WORK[0]
    _WORK[:] = [Work(own.order, own.prepared, own.wanted, own.number)]
