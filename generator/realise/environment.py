"""The Jinja environment of a beat: sandboxed, strict, probed, and checked before any story."""

from __future__ import annotations

import re
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
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.config import Beat
from generator.errors import Fault, StringerError
from generator.model import Number
from generator.realise.branches import Trail
from generator.realise.contract import Field, clashes, contract
from generator.realise.inspect import Inspector
from generator.realise.say import Say, offset
from generator.realise.traces import marked
from generator.realise.views import Value
from generator.rules import Bands
from generator.words.numbers import grouped, in_words, ordinal
from generator.words.typography import curl

# An include stands for text: the line break behind it counts (`+%}` in Jinja), the one that ends
# the included file does not (the mark tells where it ended).
END_OF_INCLUDE = "\x02"
_NOTHING: set[str] = set()
_INCLUDE = re.compile(r"(\{%-?\s*include\s[^%]*?)%\}")


class _Generator(CodeGenerator):
    """Compiles a field that the contract proves to plain attribute access, past the sandbox.

    The sandbox's look at every attribute is the largest single cost of a story; what the contract
    does not prove still goes through it.
    """

    environment: TemplateEnvironment

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if self.environment.inspector.proven(node):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)


class _Context(Context):
    """The context of a template or an include: every one shares what no template may change."""

    environment: TemplateEnvironment

    def __init__(
        self,
        environment: TemplateEnvironment,
        parent: dict[str, Any],
        name: str | None,
        *_: Any,
        **__: Any,
    ) -> None:
        self.environment = environment
        self.parent = parent
        self.name = name
        self.vars = {}
        self.exported_vars = set()
        self.eval_ctx = environment.evaluation
        self.globals_keys = _NOTHING
        self.blocks = {}


class TemplateEnvironment(ImmutableSandboxedEnvironment):
    """Templates of one beat for one release."""

    code_generator_class = _Generator
    context_class = _Context

    def __init__(
        self, beat: Beat, rules: dict[str, Bands], release: str, *, traced: bool = False
    ) -> None:
        self.trail = Trail()
        self.traces: list[tuple[str, int]] | None = [] if traced else None
        self.slots: dict[str, tuple[str, int]] = {}
        self.faults: list[Fault] = []
        self._root = Path("templates", beat.name)
        for part, name, about in clashes(rules, beat.file.against[1:]):
            where = beat.documents[part].where((name,) if part == "rules" else ("against",))
            what = f'"{name}" is a field of templates already ({about}).'
            self.faults.append(Fault(where, what, "Choose another name."))
        self.inspector = Inspector(
            contract(rules, beat.file.against[1:], beat.angles.beside),
            rules,
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
        below, language = beat.house.words_below, beat.house.language
        self.filters.update(self.trail.filters())
        self.filters.update(
            words=lambda value: in_words(int(_number(value)), language),
            exact=lambda value: grouped(_number(value)),
            ordinal=lambda value: ordinal(int(_number(value)), below, language),
            choose_say=self._chooser(release),
        )

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
        if self.faults:
            raise StringerError(self.faults)

    def sentence(self, source: str, where: str, known: set[str]) -> Template:
        """A sentence that stands in a YAML file, with names of its own and no others."""
        usual = self.inspector
        own = {"brief": {name: Field("text", "a figure of this line") for name in known}}
        self.inspector = Inspector(own, {}, Path(), Path())
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

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(_INCLUDE.sub(rf"\1+%}}{END_OF_INCLUDE}", source), name, filename)
        file = name or "release.yml"
        parts = list(tree.find_all(nodes.Node))
        self.faults += self.inspector.faults(parts, file)
        for part in parts:
            if isinstance(part, nodes.TemplateData):
                part.data = curl(part.data)
                if self.traces is not None:
                    part.data = marked(part.data, file, part.lineno, self.traces)
        self.trail.instrument(parts, file)
        return tree

    def _chooser(self, release: str) -> Any:
        offsets: dict[tuple[str, str], int] = {}
        taken = self.trail.taken

        @pass_context
        def choose_say(context: Context, slot: str, number: int, at: int) -> int:
            key = slot, context["neighbours"]
            if key not in offsets:
                offsets[key] = offset(release, *key)
            chosen: int = (offsets[key] + context["turn"]) % number
            taken.append((at, chosen))
            return chosen

        return choose_say


def _number(value: Any) -> Number:
    """The number behind a printed value, for the filters that print it another way."""
    if isinstance(value, Value):
        str(value)
        assert value._number is not None
        return value._number
    if isinstance(value, int):
        return value
    raise TypeError("this filter prints a value in another way: put it behind a field of a finding")
