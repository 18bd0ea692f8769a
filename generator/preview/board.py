"""The state that the page shows, from the thread that writes stories to those that answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from threading import Condition

from generator.checks.differences import Row
from generator.checks.editions import Edition
from generator.errors import Fault
from generator.pipeline import Read
from generator.wording.report import Problem


@dataclass(frozen=True, slots=True)
class State:
    """What is known now; each state has a ``number`` of its own.

    ``stage`` is ``writing``, ``reading`` (again) or ``ready``; ``faults`` say why the files as
    they are cannot be used: all else is then what they last gave. ``before`` is what stories are
    compared with, ``reads`` are stories with what was found in them, by key; ``known`` are the
    problems that were there at the start.
    """

    number: int = 0
    stage: str = "writing"
    faults: tuple[Fault, ...] = ()
    rows: tuple[Row, ...] = ()
    problems: tuple[Problem, ...] = ()
    before: Edition | None = None
    now: Edition | None = None
    reads: Mapping[str, Read] = field(default_factory=dict)
    known: tuple[Problem, ...] | None = None


class Board:
    """Holds the newest state, and lets others wait for the next."""

    def __init__(self) -> None:
        self._state = State()
        self._news = Condition()
        self._closed = False

    @property
    def state(self) -> State:
        return self._state

    @property
    def closed(self) -> bool:
        """Whether nobody waits for news any longer."""
        return self._closed

    def publish(self, state: State) -> None:
        """Make a state the newest."""
        with self._news:
            self._state = replace(state, number=self._state.number + 1)
            self._news.notify_all()

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def other_than(self, number: int, seconds: float) -> State:
        """The newest state, as soon as it has another number, or when some seconds are over."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._state.number != number, seconds)
            return self._state
