"""``stringer lint``: any text held against the wording rules."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.cli.common import format_option, many, print_problems, progress, project_command
from generator.errors import Fault, StringerError, fault, nearest

if TYPE_CHECKING:
    from generator.config import Project
    from generator.wording import Wording
    from generator.wording.report import Problem
    from generator.wording.texts import Text

_MANY = 50
"""So many texts take long enough for a progress bar."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[FILE|DIR|-]...")
@format_option
@click.option(
    "--profile", default="", metavar="NAME", help="percent-sign or per-cent. Default: the house's."
)
@click.option(
    "--beat", default="", metavar="NAME",
    help="Add this beat's rules. Default: the beat that the path or the story names, else none.",
)  # fmt: skip
@click.option("--rules", "listing", is_flag=True, help="List the rules instead.")
@click.option(
    "--explain", "rule", default="", metavar="RULE", help="Tell why a rule is one instead."
)
@project_command
def lint(
    project: Project,
    paths: tuple[str, ...],
    shape: str,
    profile: str,
    beat: str,
    listing: bool,
    rule: str,
) -> None:
    """Hold stories, templates or any text against the rules of wording.yml.

    A folder is read with all its folders; a story that stands there as JSON is read once, not in
    each of its formats. - reads a text from standard input.

    Exit status: 0 clean or warnings alone, 1 errors, 2 could not run.
    """
    from generator.wording import load_wording
    from generator.wording.lint import lint as linted

    if beat and beat not in project.beats():
        advice = nearest(beat, project.beats()) or f"There are {', '.join(project.beats())}."
        raise fault(f"--beat {beat}", "is no beat of this project.", advice)
    if listing or rule:
        _show(load_wording(project, beat, profile), project, rule, beat)
        return
    if not paths:
        raise fault("lint", "what?", "Name a file or a folder, or - for standard input.")
    wordings: dict[str, Wording] = {}
    texts = _texts(project, paths, beat)
    problems: list[Problem] = []
    with progress(len(texts), "Reading", least=_MANY) as bar:
        for text in texts:
            if text.beat not in wordings:
                wordings[text.beat] = load_wording(project, text.beat, profile)
            problems += linted(text, wordings[text.beat])
            bar.update(1)
    problems += _spelt(project, texts) if texts else ()
    order = {text.name: at for at, text in enumerate(texts)}
    problems.sort(key=lambda p: (order[p.file], p.line, p.column, p.rule))
    rules = {name: r for w in wordings.values() for name, r in w.rules.items()}
    print_problems(problems, shape, lambda: rules, [text.name for text in texts])
    errors = sum(p.level == "error" for p in problems)
    told = f"{many(len(texts), 'text')}: {many(errors, 'error')}, "
    click.echo(told + many(len(problems) - errors, "warning"), err=True)
    sys.exit(1 if errors else 0)


def _spelt(project: Project, texts: list[Text]) -> Iterator[Problem]:
    from generator.wording.lint import spelt

    spelling = project.wordings()[0].spelling
    names = [*project.names(), *(name for text in texts for name in text.names)]
    return spelt(texts, spelling, names) if spelling else iter(())


def _texts(project: Project, paths: tuple[str, ...], beat: str) -> list[Text]:
    """Every text that is asked for.

    Raises:
        StringerError: every file that is not there or cannot be read as text.
    """
    from generator.wording.texts import read_text

    faults: list[Fault] = []
    found: list[Text] = []
    for path, content in _contents(paths):
        try:
            if isinstance(content, StringerError):
                raise content
            named = beat or _beat_of(path, project.beats())
            found.append(read_text(path, content, named))
        except StringerError as error:
            faults += error.faults
    if faults:
        raise StringerError(faults)
    return found


def _contents(paths: tuple[str, ...]) -> Iterator[tuple[str, bytes | StringerError]]:
    for name in paths:
        if name == "-":
            yield name, sys.stdin.buffer.read()
            continue
        path = Path(name)
        files = list(_files(path)) if path.is_dir() else [path]
        if not files:
            yield (
                name,
                fault(name, "holds no text.", "Texts end in .md, .txt, .html, .json or .j2."),
            )
        for file in files:
            try:
                yield file.as_posix(), file.read_bytes()
            except OSError as error:
                yield file.as_posix(), fault(file.as_posix(), f"cannot be read ({error.strerror}).")


def _files(folder: Path) -> Iterator[Path]:
    """The texts of a folder; of a story in several formats, its JSON."""
    from generator.wording.texts import ENDINGS

    files = sorted(p for p in folder.rglob("*") if p.suffix in ENDINGS and p.is_file())
    stories = {p for p in files if p.suffix == ".json" and _is_story(p)}
    for path in files:
        if path.name != "index.html" and (
            path in stories or (path.suffix != ".json" and path.with_suffix(".json") not in stories)
        ):
            yield path


def _is_story(path: Path) -> bool:
    with path.open("rb") as file:
        return b"stringer/story/" in file.read(80)


def _beat_of(path: str, beats: list[str]) -> str:
    """The beat that a path names: ``templates/BEAT/…``, ``output/BEAT/…``."""
    parts = Path(path).parts
    return next((part for part in parts[:-1] if part in beats), "")


def _show(wording: Wording, project: Project, name: str, beat: str) -> None:
    """The rules of the profile, one line each; or any rule with its reason and samples."""
    rules = dict(wording.rules)
    for other in project.beats() if not beat else ():
        rules |= project.wordings(other)[0].rules
    if not name:
        for each, rule in rules.items():
            if rule.profile in (None, wording.profile):
                click.echo(f"{each}\t{rule.level}\t{rule.message}")
        return
    if name not in rules:
        raise fault(f"--explain {name}", "is no rule.", nearest(name, rules) or "See --rules.")
    rule = rules[name]
    click.echo(f"{name} ({rule.level})\n{rule.message}\n\nWhy: {rule.why}\nBy: {rule.authority}")
    click.echo("\nNot:\n" + "\n".join(f"  {s}" for s in rule.flag[:5]))
    click.echo("But:\n" + "\n".join(f"  {s}" for s in rule.passes[:5]))
