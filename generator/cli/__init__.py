"""The command ``stringer``."""

from __future__ import annotations

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NoReturn

import click

from generator import __version__
from generator.cli.accept import accept
from generator.cli.check import check
from generator.cli.coverage import coverage
from generator.cli.desk import desk
from generator.cli.diff import diff
from generator.cli.draft import draft
from generator.cli.explain import explain
from generator.cli.lint import lint
from generator.cli.places import places
from generator.cli.preview import preview
from generator.cli.read import read
from generator.cli.reading_list import reading_list
from generator.cli.releases import releases
from generator.cli.schema import schema
from generator.cli.sentinel import sentinel
from generator.cli.status import status
from generator.cli.trace import trace
from generator.cli.verify import verify
from generator.errors import StringerError

# numpy is asked for no linear algebra: threads made for it at import would only cost time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

_OF_OUTPUT = (errno.EPIPE, errno.ENOSPC, errno.EDQUOT, errno.EIO)
"""How printing fails; any other such error, as of a connection, is none of it."""


class _Lines(click.Group):
    """Prints each fault as one line and exits 2; anything else is a bug and shows its traceback."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if any(not arg or (arg.startswith("--") and arg.endswith("=")) for arg in args):
            what = (
                "An argument is empty, as of a variable that is not set. Fill it, or leave it out."
            )
            raise click.UsageError(what, ctx)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            with _stopping():
                return super().invoke(ctx)
        except StringerError as error:
            for found in error.faults:
                click.echo(f"stringer: {found}", err=True)
            sys.exit(2)
        except KeyboardInterrupt as stopped:
            click.echo("stringer: stopped.", err=True)
            (number,) = stopped.args or (signal.SIGINT,)
            sys.exit(128 + number)
        except OSError as error:
            if error.filename is not None or error.errno not in _OF_OUTPUT:
                raise
            _leave_output(error)


@contextmanager
def _stopping() -> Iterator[None]:
    """Let SIGTERM end a command as Ctrl-C does: with nothing half-written, and in one line."""

    def end(number: int, _frame: object) -> None:
        raise KeyboardInterrupt(number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _leave_output(error: OSError) -> NoReturn:
    """End, as nobody takes what is printed: they have read enough, or its disk is full."""
    with suppress(OSError, ValueError):  # what is still to be flushed goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if error.errno == errno.EPIPE:
        sys.exit(128 + signal.SIGPIPE)
    click.echo(f"stringer: the output could not be written ({error.strerror}).", err=True)
    sys.exit(2)


@click.group(cls=_Lines, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="stringer")
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    help="The project's folder. Default: the one around the working folder, else the bundled one.",
)
@click.pass_context
def main(context: click.Context, project: Path | None) -> None:
    """Write one traceable local news story per place from one release of official statistics.

    Exit status: 0 all written, 1 some held, 2 could not run.
    """
    context.obj = project


_COMMANDS = (
    *(draft, status, check, coverage, reading_list, sentinel, diff, accept, preview, desk),
    *(verify, lint, explain, trace, read, places, releases, schema),
)
for _command in _COMMANDS:
    main.add_command(_command)
