"""Several processes on one machine: they begin as copies of one that has the release ready."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from generator.errors import fault
from generator.scale.work import Work

T = TypeVar("T")
R = TypeVar("R")
_WORK: list[Work] = []
"""What a worker was copied with: it need not load, nor be sent, what its parent has."""
_DIE_WITH_PARENT = 1
_USUAL = 4


def usual_jobs() -> int:
    """So many processes work if nobody says how many: one for each core that is ours, some at most.

    One where a process is not safely copied once libraries are loaded, as on macOS.
    """
    return min(len(os.sched_getaffinity(0)), _USUAL) if sys.platform == "linux" else 1


def pooled(work: Work, do: Callable[[Work, T], R], tasks: Sequence[T]) -> Iterator[tuple[T, R]]:
    """Do some tasks in several processes; what each gave, as it is done.

    Raises:
        StringerError: as for one process; or a worker was killed. What was made is whole.
    """
    _WORK[:] = [work]
    pool = ProcessPoolExecutor(
        min(work.order.jobs, len(tasks)),
        mp_context=multiprocessing.get_context("fork"),
        initializer=_begin,
        initargs=(os.getpid(),),
    )
    try:
        waiting: dict[Future[R], T] = {pool.submit(_call, do, task): task for task in tasks}
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


def _call(do: Callable[[Work, T], R], task: T) -> R:
    return do(_WORK[0], task)


def _begin(parent: int) -> None:
    """A worker leaves signals to its parent, and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    _WORK[0].begin()
