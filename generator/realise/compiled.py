"""How templates are compiled and looked up, past what Jinja would do for any other."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.utils import missing

from generator.realise.branches import PROBE

if TYPE_CHECKING:
    from generator.realise.environment import TemplateEnvironment

_NOTHING: set[str] = set()


class Generator(CodeGenerator):
    """Compiles a field that the contract proves to plain attribute access, past the sandbox.

    The sandbox's look at every attribute is the largest single cost of a story; what the contract
    does not prove still goes through it.
    """

    environment: TemplateEnvironment

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if self.environment.inspector.proven(node) and not iskeyword(node.attr):
            self.visit(node.node, frame)
            self.write(f".{node.attr}")
        else:
            super().visit_Getattr(node, frame)

    def visit_Include(self, node: nodes.Include, frame: Frame) -> None:  # noqa: N802
        """An include of a known file shares the context, where it sets no name of its own."""
        if not isinstance(node.template, nodes.Const) or not node.with_context:
            super().visit_Include(node, frame)
            return
        own = self.dump_local_context(frame)
        text = f"environment.included({node.template.value!r}, context, {own})"
        self.simple_write(text, frame, node)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        """The probe of a test notes its outcome on the spot, as a call would take far longer."""
        if node.name != PROBE or not isinstance(node.args[0], nodes.Const) or node.node is None:
            super().visit_Filter(node, frame)
            return
        self.write(f"(environment.took(({node.args[0].value}, held := bool(")
        self.visit(node.node, frame)
        self.write("))) or held)")


class Names(dict[str, Any]):
    """The names of a story, which a template looks up without a call of ours."""

    def __missing__(self, _: str) -> Any:
        return missing


class StoryContext(Context):
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
        self.parent = parent if isinstance(parent, Names) else Names(parent)
        self.resolve_or_missing = self.parent.__getitem__  # type: ignore[method-assign, assignment]
        self.name = name
        self.vars = {}
        self.exported_vars = set()
        self.eval_ctx = environment.evaluation
        self.globals_keys = _NOTHING
        self.blocks = {}
