"""What went wrong, where, and what to try: the only errors that Stringer raises on purpose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong with an input: where (file:line, sheet!cell), what, and what to try."""

    where: str
    what: str
    advice: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" {self.advice}" if self.advice else "")


class StringerError(Exception):
    """All faults of one input at once, each one line; the command line prints them and exits 2."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(dict.fromkeys(faults))
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[StringerError], tuple[tuple[Fault, ...]]]:
        return type(self), (self.faults,)  # as it is sent from one process to another


class WithheldError(StringerError):
    """One place cannot be written safely: its story is held, with this reason; the rest go on."""


def fault(where: str, what: str, advice: str = "") -> StringerError:
    """The error for a single fault."""
    return StringerError([Fault(where, what, advice)])


def nearest(name: str, known: Iterable[str]) -> str:
    """Advice that names the known words nearest to a name: ``Did you mean "a"?``, or ""."""
    by_folded = {k.casefold(): k for k in known}
    found = get_close_matches(name.casefold(), list(by_folded))
    if not found:
        return ""
    return "Did you mean " + " or ".join(f'"{by_folded[f]}"' for f in found) + "?"
