"""Probes: each branch, loop and alternative of a template says what it did, as the story is made.

Tests and loops are wrapped on the parsed tree, so that the text stays the same to the byte.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes, pass_environment
from jinja2.environment import Environment

PROBE = "probe_test"
"""The filter around a test."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A point where a template decides: its file, line and kind (if, loop, say)."""

    file: str
    line: int
    kind: str
    text: str


@dataclass(slots=True)
class Trail:
    """The branch points of a beat's templates, and what the story at hand did at each."""

    points: list[Branch] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def point(self, file: str, line: int, kind: str, text: str) -> int:
        """Note a branch point, and give its position."""
        self.points.append(Branch(file, line, kind, text))
        return len(self.points) - 1

    def instrument(self, parts: Sequence[nodes.Node], file: str) -> None:
        """Wrap every test and every loop among the parts of a template's tree."""
        for node in parts:
            if isinstance(node, nodes.If | nodes.CondExpr):
                if not isinstance(node.test, nodes.Compare) or not isinstance(
                    node.test.expr, nodes.InternalName
                ):
                    at = self.point(file, node.lineno, "if", source(node.test))
                    node.test = _wrapped(node.test, PROBE, at)
            elif isinstance(node, nodes.For):
                at = self.point(file, node.lineno, "loop", source(node.iter))
                node.iter = _wrapped(node.iter, "probe_loop", at)

    def filters(self) -> dict[str, Any]:
        """The filters that the wrapped templates call."""
        taken = self.taken

        @pass_environment
        def probe_test(_: Environment, value: Any, at: int) -> bool:
            held = bool(value)
            taken.append((at, held))
            return held

        @pass_environment
        def probe_loop(_: Environment, items: Any, at: int) -> list[Any]:
            found = list(items)
            taken.append((at, len(found)))
            return found

        return {PROBE: probe_test, "probe_loop": probe_loop}


def _wrapped(expression: nodes.Node, name: str, at: int) -> nodes.Filter:
    line = expression.lineno
    at_node = nodes.Const(at, lineno=line)
    assert isinstance(expression, nodes.Expr)
    return nodes.Filter(expression, name, [at_node], [], None, None, lineno=line)


_OPERATORS = {
    "eq": "==",
    "ne": "!=",
    "gt": ">",
    "gteq": ">=",
    "lt": "<",
    "lteq": "<=",
    "notin": "not in",
}


def source(node: nodes.Node) -> str:
    """An expression of a template, as it was written or near to it."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{source(node.node)}.{node.attr}"
        case nodes.Const():
            return repr(node.value)
        case nodes.Not():
            return f"not {source(node.node)}"
        case nodes.And():
            return f"{source(node.left)} and {source(node.right)}"
        case nodes.Or():
            return f"({source(node.left)} or {source(node.right)})"
        case nodes.Compare():
            ops = (f"{_OPERATORS.get(o.op, o.op)} {source(o.expr)}" for o in node.ops)
            return f"{source(node.expr)} {' '.join(ops)}"
        case nodes.Tuple() | nodes.List():
            return f"({', '.join(source(i) for i in node.items)})"
        case nodes.Filter() if node.node is not None:
            return f"{source(node.node)}|{node.name}"
        case nodes.Getitem():
            return f"{source(node.node)}[{source(node.arg)}]"
    return type(node).__name__.lower()
