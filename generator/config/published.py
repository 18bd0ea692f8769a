"""The keys of each YAML file as a JSON Schema, made from the models that check them.

A YAML editor completes and checks a file whose first line names its schema; so does
``check-jsonschema``. What no schema can know (names that one file uses of another, rules without
gaps) is checked when a draft begins.
"""

from __future__ import annotations

import ast
import inspect
import json
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from generator.config import schema

FILES: dict[str, Any] = {
    "house": schema.House,
    "beat": schema.BeatFile,
    "sources": schema.Sources,
    "rules": dict[str, schema.Rule],
    "angles": schema.Angles,
    "places": schema.Places,
    "forms": schema.Forms,
    "wording": schema.Wordings,
    "patches": dict[str, schema.Patch],
    "release": schema.ReleaseFile,
    "reading": schema.Lexicon,
    "called": schema.BeatLexicon,
}
"""The YAML files of a project, by their names without ending, and what each holds."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class _Untitled(GenerateJsonSchema):
    """Without a title for every key: it would say the key again."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False


def json_schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one of :data:`FILES`, each key with its description."""
    made = TypeAdapter(FILES[name]).json_schema(schema_generator=_Untitled)
    parts = [(getattr(schema, title), part) for title, part in made.get("$defs", {}).items()]
    for model, part in [*parts, (FILES[name], made)]:
        if "properties" in part:
            part["description"] = _plain(model.__doc__)
            about = documented(model)
            for key, keyed in part["properties"].items():
                keyed["description"] = about[key]
    described = {"$schema": _DRAFT, "$id": f"stringer/{name}.yml", "title": f"{name}.yml"}
    return {**described, **{key: v for key, v in made.items() if key != "title"}}


def schema_file(name: str) -> bytes:
    """The same, as the content of a file."""
    return f"{json.dumps(json_schema(name), indent=2, ensure_ascii=False)}\n".encode()


def documented(model: type[BaseModel]) -> dict[str, str]:
    """What each key of a model means: the string under its field, by the key as YAML has it."""
    found: dict[str, str] = {}
    for kind in reversed(model.__mro__):
        if not issubclass(kind, BaseModel) or kind is BaseModel:
            continue
        body = ast.parse(dedent(inspect.getsource(kind))).body[0]
        assert isinstance(body, ast.ClassDef)
        for field, under in pairwise(body.body):
            match field, under:
                case (
                    ast.AnnAssign(target=ast.Name(id=name)),
                    ast.Expr(value=ast.Constant(value=str(text))),
                ):
                    key = model.model_fields[name].alias or name
                    found[key] = _plain(text)
    return found


def _plain(text: str) -> str:
    """A docstring in one line, its code marked as Markdown marks it."""
    return " ".join(text.replace("``", "`").split())
