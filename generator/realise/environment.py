"""The Jinja environment of a beat: sandboxed, strict, probed, and checked before any story."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    Template,
    TemplateSyntaxError,
    nodes,
    pass_context,
)
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.config import Beat
from generator.errors import Fault, StringerError
from generator.realise.branches import Trail
from generator.realise.compiled import Generator, Names, StoryContext
from generator.realise.contract import Field, clashes, contract_of
from generator.realise.filters import house_filters
from generator.realise.inspect import Inspector
from generator.realise.literals import Literals
from generator.realise.printed import Register
from generator.realise.say import CHOICE, Say, offset
from generator.realise.traces import END_OF_INCLUDE, mark, marked
from generator.rules import Bands
from generator.words.typography import curl

_IN_SENTENCES = (nodes.Output, nodes.TemplateData, nodes.Name)

# An include stands for text: the line break behind it counts (`+%}` in Jinja), the one that ends
# the included file does not. What a typed `-%}` takes away goes into the tag, so that lines stay.
_INCLUDE = re.compile(r"(\{%[-+]?\s*include\s[^%]*?)(?:-%\}(\s*)|\+?%\})")


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Templates of one beat for one release."""

    code_generator_class = Generator
    context_class = StoryContext
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    """Never worked out while a template is compiled: ``"a" * 999999999`` would take its time."""

    def __init__(
        self, beat: Beat, rules: dict[str, Bands], release: str, *, traced: bool = False
    ) -> None:
        self.trail = Trail()
        self.took = self.trail.taken.append
        self.printed = Register()
        self._setting: set[str] = set()
        self._included: dict[str, tuple[Template, bool]] = {}
        self.files: set[str] = set()
        self.traces: list[tuple[str, int]] | None = [] if traced else None
        self.slots: dict[str, tuple[str, int]] = {}
        self.faults: list[Fault] = []
        self._root = Path("templates", beat.name)
        for part, name, about in clashes(rules, beat.file.against[1:]):
            where = beat.documents[part].where(
                (name.partition(".")[0],) if part == "rules" else ("against",)
            )
            what = f'"{name}" is a field of templates already ({about}).'
            self.faults.append(Fault(where, what, "Choose another name."))
        literals = Literals.of(beat, rules)
        self.faults += literals.terms(beat)
        self.inspector = Inspector(
            contract_of(beat, rules),
            literals,
            beat.templates,
            self._root,
        )
        super().__init__(
            loader=FileSystemLoader(beat.templates),
            undefined=StrictUndefined,
            autoescape=False,
            auto_reload=False,
            cache_size=-1,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=[Say],
        )
        self.evaluation = nodes.EvalContext(self)
        self.filters.update(self.trail.filters())
        self.filters.update(house_filters(beat.house))
        self.filters.update({CHOICE: self._chooser(release)})

    def make_globals(self, d: Any) -> dict[str, Any]:  # noqa: ARG002
        """None: templates know the brief alone, and every include would walk through them."""
        return {}

    def load_all(self) -> None:
        """Parse, check and compile every template of the beat.

        Raises:
            StringerError: every fault of every template, with file and line.
        """
        for name in self.list_templates(extensions=["j2"]):
            try:
                self.get_template(name)
            except UnicodeDecodeError as error:
                where = f"{self._root.as_posix()}/{name}"
                what = f"is not UTF-8 text (byte {error.start})."
                self.faults.append(Fault(where, what, "Save it as UTF-8."))
            except OSError as error:
                what = f"cannot be read ({error.strerror})."
                self.faults.append(Fault(f"{self._root.as_posix()}/{name}", what))
            except TemplateSyntaxError as error:
                where = f"{self._root.as_posix()}/{error.name or name}:{error.lineno}"
                message = (error.message or "is not a template").rstrip(".")
                self.faults.append(Fault(where, f"{message}."))
        self.faults += self.inspector.said_in_loops({file for file, _ in self.slots.values()})
        if self.faults:
            raise StringerError(self.faults)

    def sentence(self, source: str, where: str, known: set[str]) -> Template:
        """A sentence that stands in a YAML file: text, and names of its own and no others.

        Raises:
            StringerError: there is anything else in it.
        """
        usual = self.inspector
        own = {"brief": {name: Field("text", "a figure of this line") for name in known}}
        self.inspector = Inspector(own, None, Path(), Path())
        try:
            template = self.from_string(source)
        except TemplateSyntaxError as error:
            message = (error.message or "is not a template").rstrip(".")
            raise StringerError([Fault(where, f"{message}.")]) from None
        finally:
            self.inspector = usual
        if self.faults:
            raise StringerError(Fault(where, f.what, f.advice) for f in self.faults)
        return template

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:
        """A template by its name, which is noted among the ``files`` of the text being filled."""
        self.files.add(str(name))
        return super().get_template(name, *args, **kwargs)

    def fill(self, name: str, fields: Mapping[str, Any]) -> str:
        """The text of a template.

        Raises: whatever arises in it, with its own file and line in the traceback.
        """
        self.printed.begin()
        self.trail.begin()
        self.files.clear()
        template = self.get_template(name)
        try:
            return "".join(template.root_render_func(StoryContext(self, Names(fields), name)))
        except Exception:
            self.handle_exception()

    def included(self, name: str, context: Context, own: dict[str, Any]) -> str:
        """What an included template prints; ``own`` are the names set where it is included."""
        self.files.add(name)
        if name not in self._included:
            self._included[name] = self.get_template(name), name in self._setting
        template, sets = self._included[name]
        if sets or own:
            context = template.new_context(context.get_all(), True, own)
        return "".join(template.root_render_func(context))

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(_INCLUDE.sub(rf"\1\2+%}}{END_OF_INCLUDE}", source), name, filename)
        file = name or "release.yml"
        parts = list(tree.find_all(nodes.Node))
        if name is None and not all(isinstance(part, _IN_SENTENCES) for part in parts):
            what = "a sentence prints its figures by their names, and has no other Jinja."
            self.faults.append(Fault(file, what, "Write: {{ NAME }}."))
            return tree
        if any(map(_sets, parts)):
            self._setting.add(file)
        behind = {
            id(of)
            for part in parts
            if isinstance(part, nodes.Output)
            for before, of in pairwise(part.nodes)
            if not isinstance(before, nodes.TemplateData)
        }
        for part in parts:
            if isinstance(part, nodes.TemplateData):
                part.data = curl(f"x{part.data}")[1:] if id(part) in behind else curl(part.data)
        self.faults += self.inspector.faults(parts, file)
        for part in parts:
            if self.traces is None:
                break
            if isinstance(part, nodes.TemplateData):
                part.data = marked(part.data, file, part.lineno, self.traces)
            elif isinstance(part, nodes.Output):
                part.nodes = [*_with_marks(part.nodes, file, self.traces)]
        self.trail.instrument(parts, file)
        return tree

    def _chooser(self, release: str) -> Any:
        taken = self.trail.taken

        @pass_context
        def choose_say(context: Context, slot: str, number: int, at: int) -> int:
            begin = offset(release, slot, context.parent["neighbours"])
            chosen: int = (begin + context.parent["turn"]) % number
            taken.append((at, chosen))
            return chosen

        return choose_say


def _with_marks(
    printed: Iterable[nodes.Expr], file: str, traces: list[tuple[str, int]]
) -> Iterator[nodes.Expr]:
    """What a template prints, with a mark before each value."""
    for node in printed:
        if not isinstance(node, nodes.TemplateData):
            data = mark(file, node.lineno, traces)
            yield nodes.TemplateData(data, lineno=node.lineno)
        yield node


def _sets(node: nodes.Node) -> bool:
    """Whether a part of a template gives a name to something, beyond a loop."""
    if isinstance(node, nodes.Assign):
        return not isinstance(node.target, nodes.InternalName)
    return isinstance(node, nodes.AssignBlock | nodes.Macro | nodes.Import | nodes.FromImport)
