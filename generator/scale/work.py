"""What every process at work has: the order, the release made ready, and the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.errors import fault
from generator.model import Batch
from generator.pipeline import Prepared, batch_of
from generator.scale.kept import engine
from generator.scale.order import FILES, JSONL, Order, Shard
from generator.writers.folder import KEPT, Folder


@dataclass(slots=True)
class Work:
    """A release made ready in this process, and what is wanted of it.

    ``wanted`` are the positions of the places to write, None for all; ``number`` is that of all
    places with a story, wanted or not. ``clock`` is told the end of each stage.
    """

    order: Order
    prepared: Prepared
    wanted: frozenset[int] | None
    number: int
    clock: Callable[[str], None] = lambda _: None
    folder: Folder = field(init=False)
    kept: Folder = field(init=False)
    batch: Batch = field(init=False)

    def __post_init__(self) -> None:
        self.folder = Folder(self.order.out)
        self.kept = Folder(self.order.out / KEPT)
        self.batch = batch_of(self.prepared, (), ())
        try:
            _ = self.prepared.rests, self.prepared.reader  # once, before workers are copied
        except OSError as error:
            what = f"cannot be read any more ({error.strerror})."
            raise fault(str(error.filename), what, "Put it back, and run again.") from None

    @property
    def lines(self) -> bool:
        """Whether stories are lines of a shard."""
        return self.order.formats == (JSONL,)

    @property
    def made_by(self) -> str:
        """The program, and what is asked of it: what was kept by another is of no use."""
        return f"{engine()} {' '.join(self.order.formats or FILES)} {self.number}"

    def positions(self, shard: Shard) -> Sequence[int]:
        """The positions of the places of a shard."""
        return self.prepared.tellable[shard.begin : shard.end]
