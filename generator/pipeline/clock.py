"""The clock of the stages, and the garbage collector settled before stories are written."""

from __future__ import annotations

import gc
from time import perf_counter


class Clock:
    """Seconds spent by stage; each call names the stage that has just ended."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._since = perf_counter()

    def __call__(self, stage: str) -> None:
        now = perf_counter()
        self.seconds[stage] = self.seconds.get(stage, 0.0) + now - self._since
        self._since = now


def settle() -> None:
    """Tell the garbage collector that what is loaded stays, and that stories make little litter.

    For a program that writes stories and ends; without it, a third of the time of rendering goes
    into looking through the same loaded objects again and again.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()
