"""Where the reading of a text stands, and whose names are hidden in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.factcheck.context import Context
from generator.factcheck.facts import Facts
from generator.factcheck.masks import Names
from generator.factcheck.published import Rows
from generator.factcheck.stated import Stated


class Roles:
    """The places whose names are hidden, and what stands for them in plans.

    ``codes`` are theirs, by what hides them.
    """

    def __init__(self, codes: Mapping[str, str]) -> None:
        self._out = dict(codes)
        self._in = {code: role for role, code in codes.items()}
        self._renamed: dict[Any, Any] = {}
        self._hidden: dict[Any, Any] = {}

    def out(self, value: Any) -> Any:
        """What stood in a plan, with codes."""
        if value not in self._renamed:
            self._renamed[value] = _renamed(value, self._out)
        return self._renamed[value]

    def into(self, value: Any) -> Any:
        """A value with what stands for its codes."""
        if value not in self._hidden:
            self._hidden[value] = _renamed(value, self._in)
        return self._hidden[value]

    def are_in(self, one: Stated) -> bool:
        """Whether a statement of a plan is of one of the places."""
        of = (*one.places, *one.than, *one.near)
        return any(place in self._out for place in of) or any(map(self.are_in, one.others))


class RowsOf(dict[str, Rows]):
    """The figures of places by their codes, or by what hides these."""

    def __init__(self, facts: Facts, roles: Roles) -> None:
        self._facts = facts
        self._roles = roles

    def __missing__(self, place: str) -> Rows:
        found = self[place] = self._facts.rows(self._roles.out(place))
        return found


@dataclass(slots=True)
class Walk:
    """Where the reading of a text stands.

    What hides the names in it, and whose they are; what the readings depend on besides; what is
    inherited, in the same masks; the places that were named; and the figures of places, by what
    stands for these in plans.
    """

    names: Names
    roles: Roles
    kind: str
    context: Context
    named: list[str]
    rows: Mapping[str, Rows]


def _renamed(value: Any, names: Mapping[str, str]) -> Any:
    """Codes of places by other names, wherever they stand in tuples."""
    if isinstance(value, tuple):
        return tuple(_renamed(v, names) for v in value)
    return names.get(value, value) if isinstance(value, str) else value
