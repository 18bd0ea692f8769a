"""Probes: each branch, loop and alternative of a template says what it did, as the story is made.

Tests and loops are wrapped on the parsed tree, so that the text stays the same to the byte.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes, pass_environment
from jinja2.environment import Environment

from generator.model import Arm, Branch

Arms = tuple[Arm, ...]
_MOST = 100_000
"""Branches that one story may take, rounds of loops among them; a long one takes a thousand."""

PROBE = "probe_test"
"""The filter around a test."""


@dataclass(slots=True)
class Trail:
    """The branch points of a beat's templates, and what the story at hand did at each."""

    points: list[Branch] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    rounds: int = 0

    def begin(self) -> None:
        """Forget what the story before did."""
        self.taken.clear()
        self.rounds = 0

    def point(self, branch: Branch) -> int:
        """Note a branch point, and give its position."""
        self.points.append(branch)
        return len(self.points) - 1

    def instrument(self, parts: Sequence[nodes.Node], file: str) -> None:
        """Wrap every test and every loop among the parts of a template's tree."""
        last_tests = _last_tests(parts)
        never_empty = _never_empty(parts)
        for node in parts:
            if isinstance(node, nodes.CondExpr):
                ways = _arms(node.lineno, (node.expr1,), (node.expr2,) if node.expr2 else ())
                self._wrap_test(node, file, ways)
            elif isinstance(node, nodes.If) and not _is_choice(node.test):
                ways = _arms(node.lineno, node.body, last_tests.get(id(node), ()))
                self._wrap_test(node, file, ways if id(node) in last_tests else ways[:1])
            elif isinstance(node, nodes.For):
                text = source(node.iter)
                ways = _arms(node.lineno, node.body, node.else_, ("goes round", "is empty"))
                ways = ways[:1] if id(node) in never_empty else ways
                at = self.point(Branch(file, node.lineno, "loop", text, ways))
                node.iter = _wrapped(node.iter, "probe_loop", at)

    def _wrap_test(self, node: nodes.If | nodes.CondExpr, file: str, arms: Arms) -> None:
        at = self.point(Branch(file, node.lineno, "if", source(node.test), arms))
        node.test = _wrapped(node.test, PROBE, at)

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
            self.rounds += len(found)
            if self.rounds + len(taken) > _MOST:
                raise ValueError(f"a story does not end: its templates went {_MOST:,} ways")
            return found

        return {PROBE: probe_test, "probe_loop": probe_loop}


def _is_choice(test: nodes.Node) -> bool:
    """Whether a test is the program's own, made of the ``say`` tag."""
    return isinstance(test, nodes.Compare) and isinstance(test.expr, nodes.InternalName)


def _last_tests(parts: Sequence[nodes.Node]) -> dict[int, Sequence[nodes.Node]]:
    """The last test of every if with its elifs, by identity, and what stands under its else."""
    chains = [node for node in parts if isinstance(node, nodes.If)]
    inner = {id(of) for chain in chains for of in chain.elif_}
    return {id((c, *c.elif_)[-1]): c.else_ for c in chains if id(c) not in inner}


def _never_empty(parts: Sequence[nodes.Node]) -> set[int]:
    """The loops that stand within a test for there being anything to go round, by identity."""
    return {
        id(loop)
        for test in parts
        if isinstance(test, nodes.If)
        for part in test.body
        for loop in (part, *part.find_all(nodes.For))
        if isinstance(loop, nodes.For) and source(loop.iter) == source(test.test)
    }


def _arms(
    line: int,
    held: Sequence[nodes.Node],
    otherwise: Sequence[nodes.Node],
    named: tuple[str, str] = ("holds", "does not hold"),
) -> Arms:
    """The two ways on from a test or a loop in some line."""
    _, last = lines_of(held, line)
    begins, ends = lines_of(otherwise, last if otherwise else line)
    return Arm(1, named[0], line, last), Arm(0, named[1], begins if otherwise else line, ends)


def lines_of(parts: Iterable[nodes.Node], line: int) -> tuple[int, int]:
    """The first and the last line of some parts of a template; ``line`` where there are none."""
    found = []
    for part in parts:
        for node in (part, *part.find_all(nodes.Node)):
            text = node.data if isinstance(node, nodes.TemplateData) else ""
            lead = len(text) - len(text.lstrip())
            if node.lineno is None or (text and not text.strip()):
                continue
            first = node.lineno + text[:lead].count("\n")
            found += [first, first + text.strip().count("\n")]
    return (min(found), max(found)) if found else (line, line)


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
