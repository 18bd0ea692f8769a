"""What every process at work has: the order, the release made ready, and the folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from generator.errors import fault
from generator.model import Batch
from generator.pipeline import Prepared, batch_of
from generator.scale.kept import announced, engine
from generator.scale.order import FILES, JSONL, MANY, Order, Shard
from generator.scale.parts import Parts, Survey, ready
from generator.writers.folder import KEPT, Folder


@dataclass(slots=True)
class Work:
    """A release made ready in this process, whole or a part at a time, and what is wanted of it.

    ``wanted`` are the positions of the places to write, None for all; ``number`` is that of all
    places with a story, wanted or not. ``program`` is the one that began the ``run``;
    ``clock`` is told the end of each stage.
    """

    order: Order
    number: int
    whole: Prepared | None = None
    parts: Parts | None = None
    survey: Survey | None = None
    wanted: frozenset[int] | None = None
    program: str = field(default_factory=engine)
    run: str = ""
    clock: Callable[[str], None] = lambda _: None
    folder: Folder = field(init=False)
    kept: Folder = field(init=False)
    _ready: tuple[int, Prepared, Batch] | None = field(default=None, init=False)
    _ours: set[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        """Get ready to write, in the process that is to do so."""
        self.folder = Folder(self.order.out)
        self.kept = Folder(self.order.out / KEPT)

    def go_on(self) -> None:
        """Make sure that the folder is still this run's: a worker may outlive who sent it.

        Raises:
            StringerError: another run has begun.
        """
        if self.run and self.kept.read("run") != self.run.encode():
            raise fault(str(self.order.out), "another run has begun.", "It makes the rest.")

    def turn_to(self, part: int) -> None:
        """Make a part ready, and what all its stories are read by; the whole is part 0.

        Raises:
            StringerError: all faults of the part, or a file has gone.
        """
        if self._ready is not None and self._ready[0] == part:
            return
        prepared = self.whole
        if prepared is None:
            assert self.parts is not None
            assert self.survey is not None
            base = self._ready[1] if self._ready is not None else None
            prepared = ready(self.parts, self.survey, part, base)
        try:
            _ = prepared.rests, prepared.reader, prepared.scores, prepared.derivations
        except OSError as error:
            what = f"cannot be read any more ({error.strerror})."
            raise fault(str(error.filename), what, "Put it back, and run again.") from None
        self._ready = part, prepared, batch_of(prepared, (), ())

    @property
    def prepared(self) -> Prepared:
        """The part that is ready."""
        assert self._ready is not None
        return self._ready[1]

    @property
    def batch(self) -> Batch:
        """What is the same for all its stories."""
        assert self._ready is not None
        return self._ready[2]

    @property
    def formats(self) -> tuple[str, ...]:
        """The formats to write: shards alone where there are many places and none is named."""
        return self.order.formats or ((JSONL,) if self.number > MANY else FILES)

    @property
    def lines(self) -> bool:
        """Whether stories are lines of a shard."""
        return self.formats == (JSONL,)

    @property
    def made_by(self) -> str:
        """The program, the formats and the places: what was kept of others is of no use."""
        places = self.whole.tellable_keys if self.whole is not None else f"{self.number}"
        return f"{self.program} {' '.join(sorted({*self.formats}))} {places}"

    @property
    def ours(self) -> set[str]:
        """The files that runs wrote, or were to write, before this one."""
        if self._ours is None:
            self._ours = announced(self.kept)
        return self._ours

    def positions(self, shard: Shard) -> Sequence[int]:
        """The positions of the places of a shard."""
        return self.prepared.tellable[shard.begin : shard.end]
