"""``{% say "slot" %}…{% or %}…{% endsay %}``: alternatives of one meaning, chosen without chance.

The choice hangs on the release, the slot, the group, and the place's turn within it: neighbours
differ, groups begin elsewhere, and an alternative added to one slot moves no other. Slots with
different numbers of alternatives fall out of step, so that few stories share all of them.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Protocol, cast

from jinja2 import TemplateSyntaxError, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from generator.model import Arm, Branch
from generator.realise.branches import Trail, lines_of

CHOICE = "choose_say"
"""The filter that the tag is made of."""


class Keeper(Protocol):
    """What the tag needs of its environment: the slots of all templates, by file and line."""

    slots: dict[str, tuple[str, int]]
    trail: Trail


class Say(Extension):
    """The tag; the environment keeps the slots and makes the choice."""

    tags = {"say"}  # noqa: RUF012

    def parse(self, parser: Parser) -> nodes.Node | list[nodes.Node]:
        line = next(parser.stream).lineno
        slot = parser.stream.expect("string").value
        bodies = []
        while True:
            bodies.append(parser.parse_statements(("name:or", "name:endsay")))
            if next(parser.stream).value == "endsay":
                break
        if len(bodies) < 2:
            message = f'say "{slot}" has one alternative only'
            raise TemplateSyntaxError(message, line, parser.name, parser.filename)
        name = parser.name or ""
        keeper = cast("Keeper", self.environment)
        before = keeper.slots.setdefault(slot, (name, line))
        if before != (name, line):
            message = f'say "{slot}" stands already in {before[0]}:{before[1]}'
            raise TemplateSyntaxError(message, line, parser.name, parser.filename)
        arms = tuple(
            Arm(i, f"alternative {i + 1} of {len(bodies)}", *lines_of(body, line))
            for i, body in enumerate(bodies)
        )
        at = keeper.trail.point(Branch(name, line, "say", slot, arms))
        args = [nodes.Const(len(bodies), lineno=line), nodes.Const(at, lineno=line)]
        slot_node = nodes.Const(slot, lineno=line)
        chosen = nodes.Filter(slot_node, CHOICE, args, [], None, None, lineno=line)
        target = parser.free_identifier(lineno=line)
        first, *others = (
            nodes.If(
                nodes.Compare(target, [nodes.Operand("eq", nodes.Const(i))], lineno=line),
                body,
                [],
                [],
                lineno=line,
            )
            for i, body in enumerate(bodies)
        )
        first.elif_ = others
        return [nodes.Assign(target, chosen, lineno=line), first]


@lru_cache(maxsize=4096)
def offset(release: str, slot: str, neighbours: str) -> int:
    """Where a slot begins to count among some neighbours: as good as by lot, always the same."""
    key = f"{release}|{slot}|{neighbours}".encode()
    return int.from_bytes(blake2b(key, digest_size=6).digest(), "big")
