"""Holding a template against the contract, on its parsed tree: every fault with file and line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
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

    def faults(self, tree: nodes.Template, name: str, known: set[str]) -> Iterator[Fault]:
        """Whatever in a template no brief can give; ``known`` are names besides the contract's."""
        where = f"{self._root.as_posix()}/{name}"
        own = {n.name for n in tree.find_all(nodes.Name) if n.ctx in ("store", "param")}
        names = {*self._kinds["brief"], *own, *known, *_LOOP}
        for node in tree.find_all((nodes.Name, nodes.Getattr, nodes.Compare, nodes.CondExpr)):
            at = f"{where}:{node.lineno}"
            if isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in names:
                advice = nearest(node.name, names) or f"Known: {', '.join(sorted(names))}."
                yield Fault(at, f'"{node.name}" is not a name that templates know.', advice)
            elif isinstance(node, nodes.Getattr):
                yield from self._field(node, at)
            elif isinstance(node, nodes.Compare):
                yield from self._band(node, at)
            elif isinstance(node, nodes.CondExpr) and node.expr2 is None:
                what = "an inline if without else prints nothing where it does not hold."
                yield Fault(at, what, 'Add: else "".')
        for include in tree.find_all(nodes.Include):
            target = include.template
            if isinstance(target, nodes.Const) and not (self._folder / target.value).is_file():
                files = [p.name for p in self._folder.glob("*.j2")]
                what = f'there is no template "{target.value}".'
                yield Fault(f"{where}:{include.lineno}", what, nearest(target.value, files))

    def proven(self, node: nodes.Getattr) -> bool:
        """Whether the contract itself says that there is such a field."""
        return node.attr in self._kinds.get(self._kind(node.node), {})

    def _kind(self, node: nodes.Expr) -> str:
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
            advice = nearest(node.attr, fields) or (
                f"It has {', '.join(fields)}." if fields else "It is plain text."
            )
            yield Fault(
                at, f'"{_text(node)}" is not a field ({kind} has no "{node.attr}").', advice
            )

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


def _text(node: nodes.Expr) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_text(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
