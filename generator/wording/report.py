"""Problems of texts, told for people and for the machines that run checks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from generator.config.schema import AnyRule


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a text: file, line and column (from 1), rule, level, and the words."""

    file: str
    line: int
    column: int
    rule: str
    level: str
    message: str
    excerpt: str = ""


def as_text(problems: Sequence[Problem]) -> str:
    """One line each: ``FILE:LINE:COLUMN: level rule: message “words”``."""
    return "".join(
        f"{p.file}:{p.line}:{p.column}: {p.level} {p.rule}: {p.message}"
        f"{f' “{p.excerpt}”' if p.excerpt else ''}\n"
        for p in problems
    )


def as_github(problems: Sequence[Problem]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    out = []
    for p in problems:
        keys = {"file": p.file, "line": p.line, "col": p.column, "title": p.rule}
        properties = ",".join(f"{k}={_escaped(str(v), ',:')}" for k, v in keys.items())
        said = f"{p.message} “{p.excerpt}”" if p.excerpt else p.message
        out.append(f"::{p.level} {properties}::{_escaped(said)}\n")
    return "".join(out)


def _escaped(text: str, also: str = "") -> str:
    for letter in f"%\r\n{also}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


def as_sarif(problems: Sequence[Problem], rules: Mapping[str, AnyRule], version: str) -> str:
    """SARIF 2.1.0, the format of code scanning."""
    used = sorted({p.rule for p in problems})
    described = [
        {
            "id": name,
            "shortDescription": {"text": rules[name].message if name in rules else name},
            "fullDescription": {"text": rules[name].why if name in rules else name},
        }
        for name in used
    ]
    results = [
        {
            "ruleId": p.rule,
            "ruleIndex": used.index(p.rule),
            "level": p.level,
            "message": {"text": f"{p.message} “{p.excerpt}”" if p.excerpt else p.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": p.file},
                        "region": {"startLine": p.line, "startColumn": p.column},
                    }
                }
            ],
        }
        for p in problems
    ]
    driver = {"name": "stringer", "version": version, "rules": described}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
        ],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"


def as_junit(problems: Sequence[Problem], files: Iterable[str]) -> str:
    """JUnit XML: a test case for each text, an error of wording being its failure."""
    by_file: dict[str, list[Problem]] = {name: [] for name in files}
    for problem in problems:
        by_file.setdefault(problem.file, []).append(problem)
    failed = {n: [p for p in found if p.level == "error"] for n, found in by_file.items()}
    suite = ElementTree.Element(
        "testsuite",
        name="wording",
        tests=str(len(by_file)),
        failures=str(sum(map(bool, failed.values()))),
    )
    for name, found in by_file.items():
        case = ElementTree.SubElement(suite, "testcase", classname="wording", name=name)
        if failed[name]:
            message = f"{len(failed[name])} errors of wording"
            failure = ElementTree.SubElement(case, "failure", message=message)
            failure.text = _printable(as_text(failed[name]))
        if warned := [p for p in found if p.level != "error"]:
            ElementTree.SubElement(case, "system-out").text = _printable(as_text(warned))
    whole = ElementTree.Element("testsuites")
    whole.append(suite)
    ElementTree.indent(whole)
    return ElementTree.tostring(whole, encoding="unicode", xml_declaration=True) + "\n"


def _printable(text: str) -> str:
    """Without the control characters that XML cannot hold."""
    return "".join(c for c in text if c in "\n\t" or c >= " ")
