"""Holding a template against the contract, on its parsed tree: every fault with file and line."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from jinja2 import nodes

from generator.errors import Fault, nearest
from generator.realise.contract import Field, Kind
from generator.realise.filters import FILTERS
from generator.realise.literals import Literals
from generator.realise.say import CHOICE

_LOOP = {"loop"}
CONTRAST = "contrast"
_SAID_AGAIN = "say in a loop gives the same alternative every time round."


class _Scope(NamedTuple):
    """The names that one template knows, those that it asks for, and its loops by their targets."""

    names: set[str]
    asked: set[str]
    loops: dict[int, nodes.For]


class Inspector:
    """Checks the names, fields, bands and includes of the templates of one beat."""

    def __init__(
        self,
        kinds: Mapping[str, Kind],
        literals: Literals | None,
        folder: Path,
        root: Path,
    ) -> None:
        self._kinds = kinds
        self._worded = {
            kind.removeprefix("value ") for kind in kinds if kind.startswith("value ")
        } | {CONTRAST}
        self._literals = literals
        self._folder = folder
        self._root = root
        self._included: dict[str, set[str]] = {}
        self._lists: dict[str, set[str]] = {}
        self._looped: list[tuple[str, str]] = []
        self.words: set[tuple[str, str]] = set()

    def faults(self, parts: Sequence[nodes.Node], name: str) -> Iterator[Fault]:
        """Whatever among the parts of a template's tree no brief can give."""
        where = f"{self._root.as_posix()}/{name}"
        own = {n.name for n in parts if isinstance(n, nodes.Name) and n.ctx in ("store", "param")}
        own |= {n.name for n in parts if isinstance(n, nodes.Macro)}
        asked = {n.name for n in parts if isinstance(n, nodes.Name) and n.ctx == "load"}
        loops = {id(n.target): n for n in parts if isinstance(n, nodes.For)}
        scope = _Scope({*self._kinds["brief"], *own}, asked, loops)
        self._included[name] = set()
        self._lists[name] = {_text(n.iter) for n in loops.values()} | {
            _text(n.node) for n in parts if isinstance(n, nodes.Filter) and n.name == "join"
        }
        if self._literals:  # a sentence of release.yml says what it likes, and has no loops
            scope.names.update(_LOOP)
            yield from self._literals.faults(parts, where)
        for node in parts:
            at = f"{where}:{node.lineno}"
            match node:
                case nodes.Name():
                    yield from self._name(node, scope, at)
                case nodes.Getattr():
                    self._note_word(node)
                    yield from self._field(node, at)
                case nodes.If() | nodes.CondExpr() | nodes.Not() | nodes.And() | nodes.Or():
                    yield from self._condition(node, at)
                case nodes.Compare():
                    yield from self._comparison(node, at)
                case nodes.BinExpr():
                    yield Fault(at, "there is no arithmetic in templates.", "See rules.yml.")
                case nodes.Getitem():
                    yield from self._not_named(node.node, at)
                case nodes.Filter() if node.name in FILTERS:
                    yield from self._not_named(node.node, at)
                case nodes.Filter():
                    what = f"|{node.name} would lose where a figure comes from."
                    advice = f"There are {', '.join(sorted(FILTERS - {CHOICE}))}."
                    yield Fault(at, what, nearest(node.name, FILTERS) or advice)
                case nodes.Output():
                    yield from self._printed(node, where)
                case nodes.Stmt():
                    yield from self._tag(node, name, scope, at)

    def _name(self, node: nodes.Name, scope: _Scope, at: str) -> Iterator[Fault]:
        """Names must be known to be asked for, and may not be taken from the brief."""
        if node.ctx != "load":
            yield from self._taken(node, scope.loops.get(id(node)), at)
        elif node.name not in scope.names:
            known = f"Known: {', '.join(sorted(scope.names)) or 'none'}."
            advice = nearest(node.name, scope.names) or known
            yield Fault(at, f'"{node.name}" is not a name that templates know.', advice)

    def _condition(self, node: nodes.Node, at: str) -> Iterator[Fault]:
        """What is asked can be answered, and an inline ``if`` says what else."""
        sides = node.iter_child_nodes(only=("test", "node", "left", "right"))
        yield from self._value(sides, at, "asked", "Ask for its .known.")
        if isinstance(node, nodes.CondExpr) and node.expr2 is None:
            what = "an inline if without else prints nothing where it does not hold."
            yield Fault(at, what, 'Add: else "".')

    def _comparison(self, node: nodes.Compare, at: str) -> Iterator[Fault]:
        """Names alone are compared, and with what they can be."""
        sides = (node.expr, *(operand.expr for operand in node.ops))
        yield from self._names(node, at)
        yield from self._value(sides, at, "compared", "Compare its band.")
        yield from self._texts(sides, at)

    def _tag(self, node: nodes.Stmt, name: str, scope: _Scope, at: str) -> Iterator[Fault]:
        """A tag that takes another file, sets a name, or loops."""
        match node:
            case nodes.Include(template=nodes.Const(value=str(target))):
                yield from self._include(target, name, at)
            case nodes.Include() | nodes.Extends() | nodes.Import() | nodes.FromImport():
                what = "a template is taken from its file in one way: include, with its name."
                yield Fault(at, what, 'Write: {% include "NAME.j2" %}.')
            case (
                nodes.Assign(target=nodes.Name(name=str(made)))
                | nodes.AssignBlock(target=nodes.Name(name=str(made)))
            ) if made not in {*scope.asked, *self._kinds["brief"]}:
                what = f'"{made}" is set here and printed nowhere: what it claims is lost.'
                yield Fault(at, what, "Print it, or take it out.")
            case nodes.For():
                yield from self._not_named(node.iter, at)
                if any(f.name == CHOICE for f in node.find_all(nodes.Filter)):
                    yield Fault(at, _SAID_AGAIN, "Move it out of the loop.")
                for part in node.find_all(nodes.Include):
                    if isinstance(part.template, nodes.Const):
                        self._looped.append((at, str(part.template.value)))

    def said_in_loops(self, saying: Container[str]) -> Iterator[Fault]:
        """Loops that include, by any way round, one of the templates in which there is a say."""
        for at, target in self._looped:
            if said := sorted(name for name in self._reached(target) if name in saying):
                yield Fault(at, f"{_SAID_AGAIN[:-1]} ({said[0]}).", "Move it out of the loop.")

    def _taken(self, node: nodes.Name, loop: nodes.For | None, at: str) -> Iterator[Fault]:
        """Names of the brief may not be given another meaning; ``item`` and its like only loop."""
        field = self._kinds["brief"].get(node.name)
        if field and (loop is None or self._kind(loop.iter) != f"list of {field.gives}"):
            what = f'"{node.name}" is a name of the brief: {field.about}.'
            yield Fault(at, what, "Choose another name.")

    def _printed(self, output: nodes.Output, where: str) -> Iterator[Fault]:
        """Only texts and values print themselves."""
        for node in output.nodes:
            at = f"{where}:{node.lineno}"
            if isinstance(node, nodes.Getattr) and _text(node.node) in _LOOP:
                what = f"{_text(node)} is a figure that traces to nothing."
                yield Fault(at, what, "Print a field.")
            yield from self._not_named(node, at)
            kind = self._kind(node)
            if kind not in ("", "name", "text") and not kind.startswith("value"):
                what = f"{_text(node)} is a {kind}, which prints nothing of use."
                fields = ", ".join(self._kinds.get(kind, {}))
                yield Fault(at, what, f"Print one of its fields: {fields}." if fields else "")

    def _not_named(self, node: nodes.Node | None, at: str) -> Iterator[Fault]:
        """A name is printed in no way: plain, through a filter, or letter by letter."""
        if node is not None and self._kind(node) == "name":
            yield Fault(at, f"{_text(node)} is a name, to be compared with and not printed.")

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

    def _texts(self, sides: Iterable[nodes.Node], at: str) -> Iterator[Fault]:
        """A text is printed; what it says may be worded otherwise tomorrow."""
        for side in sides:
            if self._kind(side) == "text":
                what = f"{_text(side)} is a text: it cannot be compared."
                yield Fault(at, what, "Compare a name or a band.")

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

    def lists(self, articles: Iterable[str]) -> set[str]:
        """Every list that these templates, or those they include, loop over or join."""
        reached = {part for article in articles for part in self._reached(article)}
        return {name for part in reached for name in self._lists.get(part, ())}

    def proven(self, node: nodes.Getattr) -> bool:
        """Whether the contract itself says that there is such a field."""
        return node.attr in self._kinds.get(self._kind(node.node), {})

    def _kind(self, node: nodes.Node) -> str:
        """The kind of what an expression gives, or "" where the contract does not tell."""
        field = self._field_of(node)
        return field.gives if field else ""

    def _field_of(self, node: nodes.Node) -> Field | None:
        """The field of the contract that an expression asks for, if it is one."""
        if isinstance(node, nodes.Name):
            return self._kinds["brief"].get(node.name)
        if isinstance(node, nodes.Getattr):
            return self._kinds.get(self._kind(node.node), {}).get(node.attr)
        return None

    def _note_word(self, node: nodes.Getattr) -> None:
        """Remember a word of a band, or of a contrast, that a template asks for."""
        field = self._field_of(node)
        rule = self._kind(node.node).removeprefix("value ")
        if field and field.gives == "text" and rule in self._worded:
            self.words.add((rule, node.attr))

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

    def _names(self, node: nodes.Compare, at: str) -> Iterator[Fault]:
        """What a name is compared with must be something that it can be: a band, a level."""
        field = self._field_of(node.expr)
        if field is None or not field.names:
            return
        for operand in node.ops:
            for const in operand.find_all(nodes.Const):
                if isinstance(const.value, str) and const.value not in ("", *field.names):
                    advice = nearest(const.value, field.names)
                    what = f'{_text(node.expr)} is never "{const.value}".'
                    yield Fault(at, what, advice or f"It is one of {', '.join(field.names)}.")


def _text(node: nodes.Node | None) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_text(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else "…"
