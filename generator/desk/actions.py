"""What may be done to a story: from which status to which, by whom; and how it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

OPEN = ("unread", "first", "changes")
"""Statuses in which a story waits for a decision: nobody decided, one of two did, or a change is
asked for."""

RESERVED = ("published", "corrected", "withdrawn")
"""Statuses that a publishing system will set; no action leads there yet."""

LONGEST = 20_000
"""Characters of a paragraph, a reason or a note."""


class RefusedError(Exception):
    """Why an action was not done, in words for the person who asked for it."""


class StaleError(RefusedError):
    """Somebody else did something to the story first."""


@dataclass(frozen=True, slots=True)
class Action:
    """What a decision asks for: whose role, from which statuses, whether with a reason."""

    role: str
    before: tuple[str, ...]
    after: str
    reason: bool
    name: str


ACTIONS: Mapping[str, Action] = {
    "approve": Action("editor", OPEN, "approved", False, "approved"),
    "request": Action("editor", (*OPEN, "held"), "changes", True, "asked for a change"),
    "hold": Action("editor", OPEN, "held", True, "held"),
    "kill": Action("editor", (*OPEN, "held"), "killed", True, "killed"),
    "reopen": Action("editor", ("approved", "held", "killed"), "unread", False, "reopened"),
}

BY_DRAFTING = ("drafted", "drafted anew", "left out")
"""What bringing a release in does to a story; the last where it has no draft for it any more."""

STATUSES: Mapping[str, str] = {
    "unread": "to read",
    "first": "approved once",
    "changes": "to be changed",
    "approved": "approved",
    "held": "held",
    "killed": "killed",
    "published": "published",
    "corrected": "corrected",
    "withdrawn": "withdrawn",
}
"""What each status is called."""


def line(text: str) -> str:
    """The words of a paragraph: on one line, without signs that cannot be seen."""
    return clean(" ".join(text.split()))


def clean(text: str) -> str:
    """A text as it is kept: no control characters, and not without end.

    Raises:
        RefusedError: it is too long.
    """
    text = "".join(c for c in text.strip() if c == "\n" or c.isprintable() or c in _JOINERS)
    if len(text) > LONGEST:
        raise RefusedError(f"This has {len(text):,} characters; {LONGEST:,} are the most.")
    return text


_JOINERS = "\u200c\u200d"
"""Signs that some scripts and emoji are joined by; marks that turn the direction are left out."""
