"""Writes the tables of the manual that are made from the code: ``python -m docs.tables``."""

from __future__ import annotations

from pathlib import Path

from generator.config import find_project
from generator.realise.contract import BRIEF, contract
from generator.rules import load_rules

MANUAL = Path(__file__).parent / "templates.md"
_BEGIN, _END = "<!-- fields: made by `make docs` -->", "<!-- end of fields -->"


def fields(beat_of: str = "crime/2024-12") -> str:
    """The fields of every kind of thing that a template may use, one table a kind."""
    project = find_project(Path(__file__).parent.parent)
    kinds = contract(load_rules(project.beat(project.release(beat_of))))
    out = ["### The brief", "", *_table(BRIEF)]
    for name, kind in kinds.items():
        if name not in ("brief", "value"):
            rule = name.removeprefix("value ")
            title = f"A value: `{rule}`" if rule != name else f"`{name}`"
            out += ["", f"### {title}", "", *_table(kind)]
    return "\n".join(out)


def _table(kind: object) -> list[str]:
    assert isinstance(kind, dict)
    rows = [f"| `{name}` | {field.gives} | {field.about} |" for name, field in kind.items()]
    return ["| field | gives | what it is |", "|---|---|---|", *rows]


def written(manual: str) -> str:
    """The manual with its tables as the code has them now."""
    before, rest = manual.split(_BEGIN)
    _, after = rest.split(_END)
    return f"{before}{_BEGIN}\n\n{fields()}\n\n{_END}{after}"


if __name__ == "__main__":
    MANUAL.write_text(written(MANUAL.read_text(encoding="utf-8")), encoding="utf-8")
