"""Holding a template against the contract, on its parsed tree: every fault with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from jinja2 import nodes

from generator.errors import Fault, nearest
from generator.realise.contract import Kind
from generator.rules import Bands

_LOOP = {"loop"}


class Inspector:
    """Checks the names, fields, bands and includes of the templates of one beat."""

    def __init__(
        self, kinds: Mapping[str, Kind], rules: Mapping[str, Bands], folder: Path, root: Path
    ) -> None:
        self._kinds = kinds
        self._rules = rules
        self._folder = folder
        self._root = root
        self._included: dict[str, set[str]] = {}
        self._asked: dict[str, set[str]] = {}

    def faults(self, parts: Sequence[nodes.Node], name: str) -> Iterator[Fault]:
        """Whatever among the parts of a template's tree no brief can give."""
        where = f"{self._root.as_posix()}/{name}"
        own = {n.name for n in parts if isinstance(n, nodes.Name) and n.ctx in ("store", "param")}
        names = {*self._kinds["brief"], *own, *_LOOP}
        loops = {id(n.target): n for n in parts if isinstance(n, nodes.For)}
        self._included[name], self._asked[name] = set(), set()
        for node in parts:
            at = f"{where}:{node.lineno}"
            match node:
                case nodes.Name(ctx="load"):
                    self._asked[name].add(node.name)
                    if node.name not in names:
                        advice = nearest(node.name, names) or f"Known: {', '.join(sorted(names))}."
                        yield Fault(at, f'"{node.name}" is not a name that templates know.', advice)
                case nodes.Name():
                    yield from self._taken(node, loops.get(id(node)), at)
                case nodes.Getattr():
                    self._asked[name].add(_text(node))
                    yield from self._field(node, at)
                case nodes.Compare():
                    yield from self._band(node, at)
                    sides = (node.expr, *(operand.expr for operand in node.ops))
                    yield from self._value(sides, at, "compared", "Compare its band.")
                case nodes.If() | nodes.CondExpr():
                    yield from self._value((node.test,), at, "asked", "Ask for its .known.")
                    if isinstance(node, nodes.CondExpr) and node.expr2 is None:
                        what = "an inline if without else prints nothing where it does not hold."
                        yield Fault(at, what, 'Add: else "".')
                case nodes.Not():
                    yield from self._value((node.node,), at, "asked", "Ask for its .known.")
                case nodes.And() | nodes.Or():
                    yield from self._value(
                        (node.left, node.right), at, "asked", "Ask for its .known."
                    )
                case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Div() | nodes.FloorDiv():
                    yield Fault(at, "there is no arithmetic in templates.", "See rules.yml.")
                case nodes.Mod() | nodes.Pow():
                    yield Fault(at, "there is no arithmetic in templates.", "See rules.yml.")
                case nodes.Output():
                    yield from self._printed(node, where)
                case nodes.Include(template=nodes.Const(value=str(target))):
                    yield from self._include(target, name, at)
                case nodes.For():
                    if any(f.name == "choose_say" for f in node.find_all(nodes.Filter)):
                        what = "say in a loop gives the same alternative every time round."
                        yield Fault(at, what, "Move it out of the loop.")

    def _taken(self, node: nodes.Name, loop: nodes.For | None, at: str) -> Iterator[Fault]:
        """Names of the brief may not be given another meaning; ``item`` and its like only loop."""
        field = self._kinds["brief"].get(node.name)
        if field and (loop is None or self._kind(loop.iter) != f"list of {field.gives}"):
            what = f'"{node.name}" is a name of the brief: {field.about}.'
            yield Fault(at, what, "Choose another name.")

    def _printed(self, output: nodes.Output, where: str) -> Iterator[Fault]:
        """Only texts and values print themselves."""
        for node in output.nodes:
            kind = self._kind(node)
            if kind and kind != "text" and not kind.startswith("value"):
                what = f"{_text(node)} is a {kind}, which prints nothing of use."
                fields = ", ".join(self._kinds.get(kind, {}))
                at = f"{where}:{node.lineno}"
                yield Fault(at, what, f"Print one of its fields: {fields}." if fields else "")

    def _value(
        self, sides: Iterable[nodes.Node], at: str, what: str, advice: str
    ) -> Iterator[Fault]:
        """A value prints itself; it can be neither compared nor asked whether it is there.

        No more can a bundle of values, as a finding or a place: it is always there.
        """
        for side in sides:
            kind = self._kind(side)
            if kind.startswith("value"):
                yield Fault(at, f"{_text(side)} is a value: it cannot be {what}.", advice)
            elif kind in self._kinds:
                yield Fault(at, f"{_text(side)} is a {kind}: it cannot be {what}.", "Use a field.")

    def _include(self, target: str, name: str, at: str) -> Iterator[Fault]:
        """An included file must be there, and may not include, by any way round, the including."""
        files = {p.name for p in self._folder.glob("*.j2")}
        self._included[name].add(target)
        if target not in files:
            yield Fault(at, f'there is no template "{target}".', nearest(target, files))
        elif name in self._reached(target):
            yield Fault(at, f'"{target}" includes "{name}" again, without end.')

    def _reached(self, name: str) -> set[str]:
        """Every template that one includes, itself first, as far as they have been looked at."""
        found, new = {name}, {name}
        while new:
            new = {t for n in new for t in self._included.get(n, ())} - found
            found |= new
        return found

    def asked(self, articles: Iterable[str]) -> set[str]:
        """Every name and field that these templates, or those they include, ask for."""
        reached = {part for article in articles for part in self._reached(article)}
        return {name for part in reached for name in self._asked.get(part, ())}

    def proven(self, node: nodes.Getattr) -> bool:
        """Whether the contract itself says that there is such a field."""
        return node.attr in self._kinds.get(self._kind(node.node), {})

    def _kind(self, node: nodes.Node) -> str:
        """The kind of what an expression gives, or "" where the contract does not tell."""
        if isinstance(node, nodes.Name):
            field = self._kinds["brief"].get(node.name)
            return field.gives if field else ""
        if isinstance(node, nodes.Getattr):
            field = self._kinds.get(self._kind(node.node), {}).get(node.attr)
            return field.gives if field else ""
        return ""

    def _field(self, node: nodes.Getattr, at: str) -> Iterator[Fault]:
        kind = self._kind(node.node)
        if not kind:
            return
        fields = self._kinds.get(kind, {})
        if node.attr not in fields:
            plain = "It has no field." if kind in self._kinds else "It is plain text."
            known = f"It has {', '.join(fields)}." if fields else plain
            what = f'"{_text(node)}" is not a field ({kind} has no "{node.attr}").'
            yield Fault(at, what, nearest(node.attr, fields) or known)

    def _band(self, node: nodes.Compare, at: str) -> Iterator[Fault]:
        """A band that is compared with a word must be a band of its rule."""
        expression = node.expr
        if not (isinstance(expression, nodes.Getattr) and expression.attr == "band"):
            return
        value = expression.node
        rule = self._rules.get(value.attr) if isinstance(value, nodes.Getattr) else None
        if rule is None:
            return
        for operand in node.ops:
            for const in operand.find_all(nodes.Const):
                if isinstance(const.value, str) and const.value not in ("", *rule.names):
                    advice = nearest(const.value, rule.names) or f"It has {', '.join(rule.names)}."
                    what = f'"{const.value}" is no band of the rule "{rule.name}".'
                    yield Fault(at, what, advice)


def _text(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_text(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
