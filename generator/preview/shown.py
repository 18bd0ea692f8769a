"""What the page shows of a state: stories with their changed words marked, and the picker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from generator import pipeline
from generator.checks.changes import shown
from generator.checks.differences import Pair, beside
from generator.checks.editions import Told
from generator.checks.sentences import Said
from generator.checks.words import marked_up
from generator.preview.board import State
from generator.wording.report import Problem
from generator.writers.layout import layout

Run = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a story: its kind, and its text run by run, as ``marked_up`` gives them."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A story to be shown; ``state`` says what became of it, ``problems`` what was found in it."""

    name: str
    level: str
    state: str
    reason: str
    parts: tuple[Part, ...]
    problems: tuple[str, ...]


def story(state: State, key: str) -> Shown | None:
    """A story of a state as the page shows it; None where there is no such place."""
    if state.now is None or state.before is None:
        return None
    now, before = state.now.stories.get(key), state.before.stories.get(key)
    held = state.now.held.get(key, "")
    if not now and not before and not held:
        return None
    read = state.reads.get(key)
    found = [*map(str, read.breaches), *map(str, read.statements)] if read else []
    name, level = _places(state)[key]
    parts = tuple(_parts(before, now)) if now else tuple(_parts(before, before))
    return Shown(name, level, _state(now, before, held), held, parts, tuple(found))


def picker(state: State) -> list[dict[str, Any]]:
    """The places of a state for the list to pick from, by level and name."""
    if state.now is None:
        return []
    moved = {key for row in state.rows for key in row.keys}
    return [
        {
            "key": key,
            "name": name,
            "level": level,
            "changed": key in moved,
            "held": key in state.now.held,
        }
        for key, (name, level) in _places(state).items()
    ]


def record(state: State, release: str, since: str) -> dict[str, Any]:
    """A state for the page."""
    changes = [*map(shown, state.rows)]
    return {
        "number": state.number,
        "stage": state.stage,
        "release": release,
        "since": since,
        "faults": [str(fault) for fault in state.faults],
        "stories": len(state.now.stories) if state.now else 0,
        "held": len(state.now.held) if state.now else 0,
        "rows": len(state.rows),
        "changes": layout("changes.html").render(changes=changes, linked=True) if changes else "",
        "problems": [*_problems(state)],
        "places": picker(state),
    }


def _problems(state: State) -> Iterator[dict[str, Any]]:
    """The problems, those that were not there at the start first."""
    known = {_kind(p) for p in state.known or ()}
    for p in sorted(state.problems, key=lambda p: _kind(p) in known):
        yield {
            "where": f"{p.file}:{p.line}",
            "level": p.level,
            "rule": p.rule,
            "message": p.message,
            "new": _kind(p) not in known,
        }


def _kind(problem: Problem) -> tuple[str, str, str]:
    """What makes two problems one, though lines were added before it and other stories have it."""
    return problem.file, problem.rule, problem.message.rpartition(" (In ")[0]


def _places(state: State) -> dict[str, tuple[str, str]]:
    """What all places are called, and their level, by key; those that are gone too."""
    found: dict[str, tuple[str, str]] = {}
    for edition in (state.before, state.now):
        if edition and (prepared := edition.prepared):
            for place in (prepared.places[position] for position in prepared.tellable):
                found[place.key] = pipeline.name_of(prepared, place).name, place.level
    prepared = state.now.prepared if state.now else None
    levels = list(prepared.beat.file.levels) if prepared else []

    def order(one: tuple[str, tuple[str, str]]) -> tuple[int, str]:
        _, (name, level) = one
        return levels.index(level) if level in levels else len(levels), name

    return dict(sorted(found.items(), key=order))


def _state(now: Told | None, before: Told | None, held: str) -> str:
    if held:
        return "held"
    if not now:
        return "gone"
    if not before:
        return "new"
    return "" if now.said == before.said else "changed"


def _parts(before: Told | None, now: Told | None) -> Iterator[Part]:
    """The blocks of a story in their order, what was dropped where it stood."""
    runs: list[Run] = []
    at: tuple[str, bool, int] | None = None
    for was, is_ in _in_order(before.said if before else (), now.said if now else ()):
        said = is_ or was
        assert said is not None
        # Where a sentence was dropped from a paragraph, it stays in it; else it is a block gone.
        inside = is_ is None and at is not None and at[0] == said.kind == "paragraph"
        here = at if inside else (said.kind, is_ is None, said.block)
        if here != at:
            if at:
                yield Part(at[0], tuple(runs))
            runs, at = [], here
        runs += [("same", " ")] if runs else []
        if before is None:
            runs.append(("same", said.text))
        else:
            runs += marked_up(was.text if was else "", is_.text if is_ else "")
    if at:
        yield Part(at[0], tuple(runs))


def _in_order(before: Sequence[Said], now: Sequence[Said]) -> list[Pair]:
    """Sentences as they stand now, each beside what it was; those dropped behind the one before."""
    positions = {id(said): position for position, said in enumerate(now)}
    placed: list[tuple[int, Pair]] = []
    for pair in beside(before, now):
        at = placed[-1][0] if placed else -1
        placed.append((positions[id(pair[1])] if pair[1] else at, pair))
    return [pair for _, pair in sorted(placed, key=lambda one: one[0])]
