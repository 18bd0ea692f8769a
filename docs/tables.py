"""Writes what the manual has from the code: ``python -m docs.tables``.

The tables of fields in ``templates.md``, of keys in ``configuration.md`` and of rules in
``wording.md``, and the JSON Schemas of the YAML files in ``schema/config/``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from generator.config import find_project
from generator.config.published import FILES, json_schema, schema_file
from generator.realise.contract import BRIEF, contract_of
from generator.rules import load_rules

DOCS = Path(__file__).parent
MANUAL, KEYS, RULES = (DOCS / f"{n}.md" for n in ("templates", "configuration", "wording"))
SCHEMAS = DOCS / "schema" / "config"
_BEGIN = "<!-- {}: made by `make docs` -->"
_END = "<!-- end of {} -->"
_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "`true` or `false`",
}


def fields(beat_of: str = "crime/2024-12") -> str:
    """The fields of every kind of thing that a template may use, one table a kind.

    The rules are those of one beat; a further comparison is shown as well.
    """
    project = find_project(DOCS.parent)
    beat = project.beat(project.release(beat_of))
    file = beat.file.model_copy(update={"against": [*beat.file.against, "month_before"]})
    kinds = contract_of(replace(beat, file=file), load_rules(beat))
    out = ["### The brief", "", *_table(BRIEF)]
    for name, kind in kinds.items():
        if name not in ("brief", "value") and kind:
            rule = name.removeprefix("value ")
            title = f"A value: `{rule}`" if rule != name else f"`{name}`"
            out += ["", f"### {title}", "", *_table(kind)]
    return "\n".join(out)


def _table(kind: object) -> list[str]:
    assert isinstance(kind, dict)
    rows = [f"| `{name}` | {field.gives} | {field.about} |" for name, field in kind.items()]
    return ["| field | gives | what it is |", "|---|---|---|", *rows]


def keys() -> str:
    """The keys of every YAML file, one table a mapping."""
    out: list[str] = []
    for name in FILES:
        schema = json_schema(name)
        out += [f"## {name}.yml", "", *_file(schema)]
        for title, part in schema.get("$defs", {}).items():
            out += [f"### {title} of {name}.yml", "", part["description"], "", *_keys(part, name)]
    return "\n".join(out).rstrip()


def _file(schema: Mapping[str, Any]) -> list[str]:
    name = schema["title"].removesuffix(".yml")
    if "properties" in schema:
        return [schema["description"], "", *_keys(schema, name)]
    return [f"Names of your own, each with: {_kind(schema['additionalProperties'], name)}.", ""]


def _keys(part: Mapping[str, Any], file: str) -> list[str]:
    rows = ["| key | holds | | what it is |", "|---|---|---|---|"]
    required = part.get("required", ())
    for key, held in part["properties"].items():
        default = held.get("default")
        needed = "needed" if key in required else f"`{json.dumps(default)}`" if default else ""
        kind = _kind(held, file).replace("|", "\\|")
        rows.append(f"| `{key}` | {kind} | {needed} | {held['description']} |")
    return [*rows, ""]


def _kind(part: Mapping[str, Any], file: str) -> str:
    """What a key holds, in words."""
    if "$ref" in part:
        title = part["$ref"].rpartition("/")[2]
        return f"[{title}](#{title.lower()}-of-{file}yml)"
    for several in ("anyOf", "oneOf"):
        if several in part:
            kinds = [_kind(p, file) for p in part[several] if p.get("type") != "null"]
            return " or ".join(kinds)
    if "enum" in part or "const" in part:
        return ", ".join(f"`{value}`" for value in part.get("enum", [part.get("const")]))
    if part["type"] == "array":
        return f"list of {_kind(part['items'], file)}"
    if part["type"] == "object":
        named = [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]
        return f"names, each with {_kind(named[0], file)}"
    return _PLAIN[part["type"]]


def rules() -> str:
    """The wording rules of the house and of every beat, one table each."""
    project = find_project(DOCS.parent)
    out: list[str] = []
    for beat in ("", *project.beats()):
        found = project.wordings(beat)[0].rules
        if found:
            out += [f"### Of {beat or 'the house'}", "", "| rule | level | what it says | why |"]
            out.append("|---|---|---|---|")
            out += [
                f"| `{name}` | {r.level} | {_cell(r.message)} | {_cell(r.why)} *{r.authority}* |"
                for name, r in found.items()
            ]
            out.append("")
    return "\n".join(out).rstrip()


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def written(page: Path, what: str, made: str) -> str:
    """A page of the manual with its tables as the code has them now."""
    begin, end = _BEGIN.format(what), _END.format(what)
    before, rest = page.read_text(encoding="utf-8").split(begin)
    _, after = rest.split(end)
    return f"{before}{begin}\n\n{made}\n\n{end}{after}"


def pages() -> dict[Path, str]:
    """Every file that is made from the code, and its content."""
    made = {
        MANUAL: written(MANUAL, "fields", fields()),
        KEYS: written(KEYS, "keys", keys()),
        RULES: written(RULES, "rules", rules()),
    }
    return made | {SCHEMAS / f"{name}.json": schema_file(name).decode() for name in FILES}


if __name__ == "__main__":
    for path, content in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
