"""Following the files: what they give is written, compared, read again, and put on the board."""

from __future__ import annotations

import gc
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from time import monotonic, sleep

from generator import pipeline
from generator.checks.differences import compare
from generator.checks.editions import Edition, edition_of
from generator.checks.since import prepared_since, project_since
from generator.config import Project
from generator.errors import StringerError
from generator.preview.board import Board, State
from generator.preview.files import Signature, signature
from generator.preview.rounds import Round, problems_of, read_again, written

POLL = 0.25
"""Seconds between two looks at the files."""


def follow(project: Project, release: str, since: str, board: Board) -> None:
    """Keep a board up to date until it is closed.

    Stories are compared with the state ``since``; where that is "", with the first that can be
    written.

    Raises:
        StringerError: there is no such earlier state, or it cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="stringer-") as folder, _before(
        project, release, since
    ) as before:  # fmt: skip
        board.publish(replace(board.state, before=before))
        last, seen, number = None, None, 0
        while not board.closed:
            now = signature(project, release)
            if now == seen:
                sleep(POLL)
                continue
            seen, number = now, number + 1
            into = Path(folder) / str(number)
            last = _round(project, release, now, into, last, board)
            _tidy(Path(folder), board.state, last)


def _tidy(folder: Path, state: State, last: Round | None) -> None:
    """Take away what no line can be asked of any more."""
    editions = [state.before, last.edition if last else None]
    kept = {e.prepared.project.root for e in editions if e and e.prepared}
    for path in set(folder.iterdir()) - kept:
        shutil.rmtree(path, ignore_errors=True)
    gc.collect()


@contextmanager
def _before(project: Project, release: str, since: str) -> Iterator[Edition | None]:
    """The stories of an earlier state; its files stay as long as they may be asked for."""
    if not since:
        yield None
        return
    with project_since(project, since) as old:
        yield edition_of(prepared_since(old, release, since))


def _round(
    project: Project,
    release: str,
    now: Signature,
    into: Path,
    last: Round | None,
    board: Board,
) -> Round | None:
    """What the files give now, on the board; where they have faults, these, and the last round."""
    board.publish(replace(board.state, stage="writing"))
    try:
        done = written(project, release, now, into, last)
    except StringerError as error:
        board.publish(replace(board.state, stage="ready", faults=error.faults))
        return last
    if last is None:
        pipeline.settle()
    before = board.state.before or done.edition
    state = replace(
        board.state,
        stage="reading",
        faults=(),
        rows=tuple(compare(before, done.edition)),
        before=before,
        now=done.edition,
        reads=done.reads,
    )
    board.publish(state)
    read = read_again(done, _overtaken(project, release, now))
    if read is None:
        return done
    problems = tuple(problems_of(read))
    known = problems if state.known is None else state.known
    ready = replace(state, stage="ready", problems=problems, known=known, reads=read.reads)
    board.publish(ready)
    return read


def _overtaken(project: Project, release: str, known: Signature) -> Callable[[], bool]:
    """Whether files were saved since they had a signature; looked up no oftener than need be."""
    at = monotonic() + POLL

    def overtaken() -> bool:
        nonlocal at
        if monotonic() < at:
            return False
        at = monotonic() + POLL
        return signature(project, release) != known

    return overtaken
