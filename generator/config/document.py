"""YAML with line numbers: what was read, where each value stands, and every fault at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.errors import Fault, StringerError, fault, nearest

try:
    from yaml import CSafeLoader as _Base
except ImportError:
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

T = TypeVar("T")
Path_ = tuple[str | int, ...]
_DEEP = 20
_MOST = 200_000
"""Values of a file, aliases written out; long ones have three thousand."""
_RESERVED = re.compile("[\ue000-\uf8ff]")
_PASTED = "Take it out, or type what it stands for: pasted bullets are such characters."


class _Loader(_Base):
    """YAML as a reporter means it: ``no`` is a word, ``12:30`` no sum of minutes, a date a text."""


_Loader.yaml_implicit_resolvers = {
    first: [
        (tag, pattern)
        for tag, pattern in resolvers
        if not tag.endswith((":bool", ":int", ":timestamp"))
    ]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^[-+]?[0-9]+$"), list("-+0123456789")
)


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file: its data and the line of every key and item, by path."""

    name: str
    data: Any
    lines: dict[Path_, int]

    def where(self, path: Path_ = ()) -> str:
        """``config/BEAT/rules.yml:14``: the line of ``path``, or of the nearest part above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"

    def parse(self, model: type[T]) -> T:
        """The data as ``model``; every fault at once, each with its line.

        Raises:
            StringerError: a key is unknown or missing, or a value is of the wrong kind.
        """
        try:
            if isinstance(model, type) and issubclass(model, BaseModel):
                return model.model_validate(self.data)  # built once, for several files
            return TypeAdapter(model).validate_python(self.data)
        except ValidationError as error:
            raise StringerError(self._faults(error, model)) from None

    def _faults(self, error: ValidationError, model: Any) -> Iterator[Fault]:
        for problem in error.errors():
            path = tuple(p for p in problem["loc"] if self._stands(p, problem["loc"]))
            name = ".".join(str(p) for p in path) or "the file"
            if problem["type"] == "extra_forbidden":
                known = _keys_at(model, path[:-1])
                advice = nearest(str(path[-1]), known) or f"Known here: {', '.join(sorted(known))}."
                yield Fault(self.where(path), f'"{name}" is not a key that is known here.', advice)
            elif problem["type"] == "missing":
                yield Fault(self.where(path[:-1]), f'"{name}" is missing.', "Add it.")
            else:
                message = problem["msg"].removeprefix("Value error, ").removeprefix("Input ")
                given = problem.get("input")
                shown = f" (it is {given!r})" if isinstance(given, str | int | float | bool) else ""
                yield Fault(self.where(path), f'"{name}" {message}{shown}.'.replace("..", "."))

    def _stands(self, part: str | int, loc: tuple[str | int, ...]) -> bool:
        """pydantic puts names of models and union members into its paths; the file has none."""
        return isinstance(part, int) or any(part in p for p in self.lines) or part == loc[-1]


def read_document(path: Path, *, name: str = "") -> Document:
    """Read one YAML file.

    Raises:
        StringerError: it cannot be read, is not YAML, is empty, or has a key twice (all of them).
    """
    name = name or str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise fault(name, f"cannot be read ({error.strerror}).") from None
    except UnicodeDecodeError as error:
        raise fault(name, f"is not UTF-8 text (byte {error.start}).", "Save it as UTF-8.") from None
    faults = [
        Fault(f"{name}:{number}", f"U+{ord(found):04X} is a character of no script.", _PASTED)
        for number, line in enumerate(text.splitlines(), 1)
        for found in _RESERVED.findall(line)
    ]
    if faults:
        raise StringerError(faults)
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise fault(name, "is empty.")
        lines: dict[Path_, int] = {}
        _walk(node, (), lines, faults, name)
        faults += _tagged(node, loader, name)
        if faults:
            raise StringerError(faults)
        return Document(name, loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}:{mark.line + 1}" if mark else name
        raise fault(where, f"is not valid YAML: {error.problem}.") from None
    except (yaml.YAMLError, ValueError) as error:
        raise fault(name, f"is not valid YAML: {error}.") from None
    except RecursionError:
        raise fault(name, "is nested without end.") from None
    finally:
        loader.dispose()


def _tagged(root: yaml.Node, loader: _Loader, name: str) -> Iterator[Fault]:
    """Every value with a tag that says what it is, as ``!!binary``: the loader alone decides."""
    resolve: Any = loader.resolve
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            plain = not node.style
            meant = resolve(yaml.ScalarNode, node.value, (plain, not plain))
        else:
            meant = resolve(type(node), None, (True, False))
            parts = node.value if isinstance(node, yaml.SequenceNode) else chain(*node.value)
            waiting += parts
        if node.tag != meant:
            where = f"{name}:{node.start_mark.line + 1}"
            yield Fault(where, f"“{node.tag}” is a tag.", "Take it out.")


def _walk(
    node: yaml.Node, path: Path_, lines: dict[Path_, int], faults: list[Fault], name: str
) -> None:
    """Note the line of everything, and every key that stands twice in one mapping."""
    if len(lines) > _MOST:
        raise fault(name, "grows without end by its aliases.", "Write out what they stand for.")
    if len(path) > _DEEP:
        faults.append(Fault(f"{name}:{node.start_mark.line + 1}", "is nested without end."))
        return
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                faults.append(Fault(f"{name}:{line}", "a key must be a word or a number."))
                continue
            if key.value in seen:
                what = f'"{key.value}" stands twice, first in line {seen[key.value]}.'
                faults.append(Fault(f"{name}:{line}", what, "Keep one of them."))
            seen[key.value] = line
            lines[(*path, key.value)] = line
            _walk(value, (*path, key.value), lines, faults, name)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            _walk(item, (*path, index), lines, faults, name)


def _keys_at(model: Any, path: Path_) -> set[str]:
    """The keys that ``model`` knows at ``path``, to name the nearest to an unknown one."""
    models = _models(model)
    for part in path:
        fields = {f.alias or n: f for m in models for n, f in m.model_fields.items()}
        if part in fields:
            models = _models(fields[str(part)].annotation)
    return {f.alias or n for m in models for n, f in m.model_fields.items()}


def _models(annotation: Any) -> list[type[BaseModel]]:
    """The models inside ``list[…]``, ``dict[str, …]``, ``… | …`` or ``Annotated[…]``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [m for inner in getattr(annotation, "__args__", ()) for m in _models(inner)]
