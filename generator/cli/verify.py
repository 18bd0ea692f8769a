"""``stringer verify``: any finished text read again, against a release."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import level_option, of_level, prepare, project_command
from generator.errors import Fault, StringerError, fault

if TYPE_CHECKING:
    from generator.config import Project
    from generator.factcheck import Reader, Statement
    from generator.pipeline import Prepared
    from generator.wording.report import Problem
    from generator.wording.texts import Text

_FORMATS = ("text", "github", "json")
_HIDDEN = frozenset(
    map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xAD, 0xFEFF))
)
"""Signs that take no room and change what is read."""
_LEVELS = {"contradicted": "error", "misplaced": "error", "not read": "warning"}


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE|-...")
@click.option("--release", default="", metavar="RELEASE", help="The release that the text is on.")
@click.option("--place", default="", metavar="NAME", help="Default: the place that the text names.")
@level_option("Where places of two levels share a name.")
@click.option(
    "--format", "shape", type=click.Choice(_FORMATS), default="text", show_default=True,
    help="For people, or for what runs your checks; json has every statement.",
)  # fmt: skip
@project_command
def verify(
    project: Project, files: tuple[str, ...], release: str, place: str, level: str, shape: str
) -> None:
    """Read finished texts again and hold each of their statements against RELEASE.

    A text may be ours, ours after an editor changed it, or written by hand. - reads one from
    standard input.

    Exit status: 0 nothing false, 1 something contradicted or misplaced, 2 could not run.
    """
    texts = _texts(files)
    release = release or _release_of(texts)
    prepared, _ = prepare(project, release)
    from generator.pipeline import second_reader

    reader = second_reader(prepared)
    checked: list[tuple[Text, str, list[Statement]]] = []
    faults: list[Fault] = []
    for text in texts:
        try:
            code = _place(text, prepared, reader, place, level)
            checked.append((text, code, reader.statements(text.blocks, code)))
        except StringerError as error:
            faults += error.faults
    if faults:
        raise StringerError(faults)
    verdicts = Counter(str(s.verdict) for _, _, found in checked for s in found)
    if shape == "json":
        click.echo(json.dumps([_record(*one) for one in checked], ensure_ascii=False, indent=2))
    else:
        problems = [p for text, _, found in checked for p in _problems(text, found, shape)]
        _print(problems, shape)
    _sum_up(len(checked), verdicts)
    sys.exit(1 if verdicts["contradicted"] or verdicts["misplaced"] else 0)


def _sum_up(texts: int, verdicts: Counter[str]) -> None:
    """How many statements there were, and what became of them."""
    total = verdicts.total()
    told = ", ".join(f"{verdicts[v]} {v}" for v in _ORDER)
    noun = "text" if texts == 1 else "texts"
    click.echo(f"{texts} {noun}, {total} statements: {told}", err=True)
    if not total:
        click.echo("note: no figure and no direction word to hold against the release.", err=True)


_ORDER = ("holds", "contradicted", "misplaced", "not read", "outside")


def _texts(files: tuple[str, ...]) -> list[Text]:
    """The texts that are named.

    Raises:
        StringerError: every file that is not there, or is no text.
    """
    from generator.wording.texts import read_text

    texts: list[Text] = []
    faults: list[Fault] = []
    for name in files:
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            text = read_text(name, content)
            _refuse_controls(name, text)
            texts.append(text)
        except OSError as error:
            faults.append(Fault(name, f"cannot be read ({error.strerror})."))
        except StringerError as error:
            faults += error.faults
    if faults:
        raise StringerError(faults)
    return texts


def _refuse_controls(name: str, text: Text) -> None:
    """A control character would make a text look otherwise than it reads."""
    for line, block in zip(text.lines, text.blocks, strict=True):
        for sign in block.text:
            if sign in _HIDDEN or (unicodedata.category(sign) == "Cc" and sign != "\t"):
                what = f"holds the control character U+{ord(sign):04X}."
                raise fault(f"{name}:{line}", what, "Take it out: it changes how the text looks.")


def _release_of(texts: Sequence[Text]) -> str:
    """The release that all texts name, where they are stories of ours."""
    named = sorted({text.release for text in texts})
    if len(named) == 1 and named[0]:
        return named[0]
    several = f", and the texts name several: {', '.join(filter(None, named))}" if named[1:] else ""
    advice = "Say which: --release BEAT/DATE. See: stringer releases."
    raise fault("--release", f"is not given{several}.", advice)


def _place(text: Text, prepared: Prepared, reader: Reader, name: str, level: str) -> str:
    """The code of the place that a text is about.

    Raises:
        StringerError: it is on another release, in another language, or its place cannot be told.
    """
    if not reader.readable(text.blocks):
        raise fault(text.name, "is in no language that config/reading.yml knows.")
    if period := reader.foreign_period(text.blocks):
        what = f"is on {period}, and names no period of {prepared.release.id}."
        raise fault(text.name, what, "Give the release that it is on: --release.")
    places = prepared.places
    everywhere = of_level(prepared, level, (i for i, p in enumerate(places) if p.level))
    if name:
        return _given(prepared, everywhere, name, level)
    if text.place:
        if text.place not in {p.code for p in places}:
            what = f"is on the place {text.place}, which is none of {prepared.release.id}."
            raise fault(text.name, what, "Give the release that it is on: --release.")
        return text.place
    allowed = {places[i].code for i in everywhere}
    found = [[c for c in codes if c in allowed] for codes in reader.places_in(text.blocks)]
    found = [codes for codes in found if codes]
    if not found:
        raise fault(text.name, "names no place of this release.", "Say which: --place NAME.")
    if len(found[0]) > 1:
        levels = " or ".join(f"--level {p.level}" for p in places if p.code in found[0] and p.level)
        what = f"is about “{_named(found[0][0], prepared)}”, which is several places."
        raise fault(text.name, what, f"Say which: {levels}, or --place.")
    return found[0][0]


def _given(prepared: Prepared, positions: Sequence[int], name: str, level: str) -> str:
    """The code of the place that is given by name."""
    from generator.pipeline import find_places

    places = prepared.places
    others = [p.level for p in places if p.level and p.name == name]
    if others and level not in ("all", *others):
        advice = f"Give --level {others[0]}, or none."
        raise fault("--place", f'"{name}" is of no level "{level}".', advice)
    return places[find_places(prepared, positions, [name])[0]].code


def _named(code: str, prepared: Prepared) -> str:
    return next(p.name for p in prepared.places if p.code == code)


def _problems(text: Text, found: Sequence[Statement], shape: str) -> list[Problem]:
    """The statements that are false or not read, as problems of the text."""
    from generator.wording.report import Problem

    problems = []
    for s in found:
        level = _LEVELS.get(str(s.verdict))
        if level is None:
            continue
        lines = [s.states, f"release: {s.release}" if s.release else ""]
        lines.append(f"cells: {', '.join(s.cells)}" if s.cells else "")
        lines.append(f"write: {s.instead}" if s.instead else "")
        joined = "; " if shape == "github" else "\n    "
        message = joined.join(filter(None, (f"“{s.words}”", *lines)))
        rule = str(s.verdict)
        problems.append(Problem(text.name, *text.at(s.block, s.start), rule, level, message))
    return problems


def _print(problems: list[Problem], shape: str) -> None:
    from generator.wording import report

    if shape == "github":
        click.echo(report.as_github(problems), nl=False)
        return
    for p in problems:
        click.echo(f"{p.file}:{p.line}:{p.column}: {p.rule}: {p.message}")


def _record(text: Text, code: str, found: Sequence[Statement]) -> dict[str, Any]:
    """A text with all its statements, for programs."""
    listed = [
        {**asdict(s), "line": line, "column": column, "kind": text.blocks[s.block].kind}
        for s in found
        for line, column in [text.at(s.block, s.start)]
    ]
    return {"file": text.name, "place": code, "statements": listed}
