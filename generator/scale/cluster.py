"""Many machines: the same tasks on a Dask cluster, which all see the project and the folder.

A worker loads configuration and templates once, reads its part by itself and writes its shards;
what comes back are counts. A task whose worker is lost is done again by another: shards have the
same names and content whoever makes them, and appear whole, so that none is there twice.
"""

from __future__ import annotations

import gc
import logging
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from generator import pipeline
from generator.config import Project
from generator.errors import fault
from generator.scale.kept import engine
from generator.scale.order import Order
from generator.scale.parts import Parts, Survey
from generator.scale.work import Work
from generator.writers.folder import KEPT, Folder

T = TypeVar("T")
R = TypeVar("R")
_SURVEY = "survey"
_SETTINGS = {
    "distributed.comm.timeouts.connect": "10s",
    # A look at every worker's stack each 10 ms, kept for an hour: a quarter of a megabyte a second.
    "distributed.worker.profile.enabled": False,
}
_HERE: dict[Errand, Work] = {}
"""What this worker has loaded: one release, as a rule."""


@dataclass(frozen=True, slots=True)
class Errand:
    """All that a worker must be told to load a release by itself.

    ``program`` made what is kept, ``run`` tells this run from any other, so that a worker that was
    there before looks at the files again; ``survey`` is the seal of what the first pass found.
    """

    root: Path
    release: str
    order: Order
    number: int
    wanted: frozenset[int] | None
    program: str
    run: str
    survey: str


@contextmanager
def reached(order: Order) -> Iterator[Any]:
    """A client of the cluster that an order names; of one on this machine for ``local``.

    Raises:
        StringerError: Dask is not installed, or no scheduler with a worker answers there.
    """
    try:
        import dask
        import distributed  # noqa: F401
    except ImportError:
        raise fault("--cluster", "needs Dask.", "Run: pip install 'stringer[scale]'") from None
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    dask.config.set(_SETTINGS)
    with ExitStack() as opened:
        try:
            client = _connected(order, opened)
        except (OSError, TimeoutError, ValueError) as error:
            where = f"--cluster {order.cluster}"
            raise fault(where, f"cannot be reached ({error}).", "See docs/scale.md.") from None
        yield client


def _connected(order: Order, opened: ExitStack) -> Any:
    """A client with a worker at least; it, and a cluster made for it, are closed with the stack."""
    from distributed import Client, LocalCluster

    if order.cluster == "local":
        machine = LocalCluster(
            n_workers=max(order.jobs, 2),
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        return opened.enter_context(Client(opened.enter_context(machine)))
    client = opened.enter_context(Client(order.cluster, timeout="10s"))
    client.wait_for_workers(1, timeout=10)
    return client


def clustered(
    client: Any, work: Work, do: Callable[[Work, T], R], tasks: Sequence[T]
) -> Iterator[tuple[T, R]]:
    """Do some tasks on a cluster; what each gave, as it is done.

    Raises:
        StringerError: as for one process; or a task lost its worker again and again.
    """
    from distributed import CancelledError, KilledWorker, as_completed
    from distributed.comm.core import CommClosedError

    source = work.whole or work.parts
    assert source is not None
    packed = pickle.dumps(work.survey)
    work.kept.write(_SURVEY, packed)
    errand = Errand(
        source.project.root,
        source.release.id,
        work.order,
        work.number,
        work.wanted,
        work.program,
        work.run,
        sha256(packed).hexdigest(),
    )
    waiting = {client.submit(_on, errand, do, task, pure=False, retries=2): task for task in tasks}
    try:
        for future in as_completed(waiting):
            yield waiting[future], future.result()
    except KilledWorker:
        what = "a task lost its worker several times, perhaps for want of memory."
        raise fault("--cluster", what, "Give workers more memory; see docs/scale.md.") from None
    except (CancelledError, CommClosedError):
        what = "the scheduler was lost in mid-run."
        raise fault("--cluster", what, "Start it, and run again: finished shards stand.") from None
    finally:
        with suppress(CancelledError, CommClosedError, OSError):
            client.cancel(list(waiting))
        work.kept.remove(_SURVEY)


def _on(errand: Errand, do: Callable[[Work, T], R], task: T) -> R:
    """Do a task on a worker, which loads what it needs the first time."""
    work = _HERE.get(errand)
    if work is None:
        _HERE.clear()
        work = _HERE[errand] = _loaded(errand)
    return do(work, task)


def _loaded(errand: Errand) -> Work:
    """The release as this worker has it; the first pass is read from the folder that all see."""
    if errand.program != engine():
        what = "a worker has another version of Stringer than this machine."
        raise fault("--cluster", what, "Install the same on every machine; see docs/scale.md.")
    project, order = Project(errand.root), errand.order
    release = project.release(errand.release)
    packed = Folder(order.out / KEPT, new=False).read(_SURVEY) or b""
    if sha256(packed).hexdigest() != errand.survey:
        raise fault(
            str(order.out), "is not the same folder on every machine.", "See docs/scale.md."
        )
    survey: Survey | None = pickle.loads(packed)
    gc.disable()
    work = Work(order, errand.number, program=errand.program, run=errand.run)
    if survey is None and errand.number:
        work.whole, work.wanted = pipeline.prepare(project, release.id), errand.wanted
    else:
        work.parts, work.survey = Parts(project, release), survey
    pipeline.settle()
    return work
