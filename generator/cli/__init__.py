"""The command ``stringer``."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

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


class _Lines(click.Group):
    """Prints each fault as one line and exits 2; anything else is a bug and shows its traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except StringerError as error:
            for found in error.faults:
                click.echo(f"stringer: {found}", err=True)
            sys.exit(2)
        except KeyboardInterrupt as stopped:
            click.echo("stringer: stopped.", err=True)
            (number,) = stopped.args or (signal.SIGINT,)
            sys.exit(128 + number)


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
