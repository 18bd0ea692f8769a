"""Findings that are there already: known by rule, file and text of the line, wherever it moves."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.errors import fault
from generator.wording.report import Problem
from generator.writers.folder import write_named

Known = tuple[str, str, str]
"""A rule, a file, and the text of the line."""

_SCHEMA = "stringer/baseline/1"


def known_in(path: Path) -> dict[Known, int]:
    """The findings of a baseline file, with how many there are of each.

    Raises:
        StringerError: it cannot be read, or is no baseline.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = [(f["rule"], f["file"], f["text"]) for f in data["findings"]]
        if data["schema"] != _SCHEMA:
            raise ValueError(data["schema"])
    except OSError as error:
        raise fault(str(path), f"cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError):
        advice = "Make one: stringer check --write-baseline FILE."
        raise fault(str(path), "is no baseline of findings.", advice) from None
    return {one: found.count(one) for one in found}


def without_known(
    problems: Iterable[Problem], known: Mapping[Known, int], root: Path
) -> tuple[list[Problem], int]:
    """The problems that are new, and how many are known."""
    left, new, old = dict(known), [], 0
    for problem in problems:
        one = _known(problem, root)
        if left.get(one, 0) > 0:
            left[one] -= 1
            old += 1
        else:
            new.append(problem)
    return new, old


def write_known(path: Path, problems: Iterable[Problem], root: Path) -> int:
    """Write a baseline of some problems; gives how many.

    Raises:
        StringerError: it cannot be written.
    """
    keys = ("rule", "file", "text")
    findings = [dict(zip(keys, _known(p, root), strict=True)) for p in problems]
    text = json.dumps({"schema": _SCHEMA, "findings": findings}, indent=2, ensure_ascii=False)
    write_named(path, f"{text}\n".encode())
    return len(findings)


def _known(problem: Problem, root: Path) -> Known:
    try:
        lines = (root / problem.file).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    text = lines[problem.line - 1].strip() if problem.line <= len(lines) else ""
    return problem.rule, problem.file, text
