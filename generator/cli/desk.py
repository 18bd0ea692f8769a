"""``stringer desk``: where editors review drafts."""

from __future__ import annotations

import secrets
import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from generator.cli.common import output
from generator.errors import fault

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.config import Project
    from generator.desk.database import Database

_ROLES = ("reporter", "editor", "admin")


def _with_database(function: Callable[..., Any]) -> Callable[..., Any]:
    """Hands a command the project and the desk's database."""

    @click.pass_context
    @wraps(function)
    def command(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        from generator.config import find_project

        project = find_project(context.find_root().obj)
        return function(project, _open(project, context), *args, **kwargs)

    return command


def _open(project: Project, context: click.Context) -> Database:
    try:
        from generator.desk.database import open_database, sqlite_url
    except ImportError as error:
        advice = 'Install it: pip install "stringer[desk]".'
        raise fault("stringer desk", f"needs {error.name}.", advice) from None
    url = context.meta.get("desk.database", "")
    try:
        return open_database(url or sqlite_url(output(project, "desk.sqlite")))
    except OSError as error:
        raise fault(str(error.filename), f"cannot be used ({error.strerror}).") from None


@click.group(invoke_without_command=True)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True,
    help="The port; 0 is any that is free.",
)  # fmt: skip
@click.option(
    "--database", envvar="STRINGER_DATABASE", default="", metavar="URL",
    help="postgresql://… or sqlite:///… Default: output/desk.sqlite in the project.",
)  # fmt: skip
@click.option(
    "--address",
    default="",
    metavar="URL",
    help="Where people reach it through a proxy: https://desk.example.org.",
)
@click.pass_context
def desk(context: click.Context, host: str, port: int, database: str, address: str) -> None:
    """Let editors read, change and approve drafts in the browser, until Ctrl-C.

    Open the address that it prints; the first time, that lets the first person in. Commands take
    --database before their name: stringer desk --database URL import RELEASE.

    Exit status: 0 ended with Ctrl-C or done, 2 could not run.
    """
    context.meta["desk.database"] = database
    if context.invoked_subcommand:
        return
    from generator.config import find_project

    project = find_project(context.find_root().obj)
    opened = _open(project, context)
    from generator.desk.serve import serve

    try:
        serve(project, opened, host, port, address, lambda at: click.echo(f"{at} (Ctrl-C ends it)"))
    except KeyboardInterrupt:
        click.echo("stopped")


def _password(stdin: bool) -> tuple[str, bool]:
    """A password: the first line of standard input, or one that is made up."""
    if stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    return secrets.token_urlsafe(12), True


_stdin = click.option(
    "--password-stdin", is_flag=True, help="Read it from standard input. Default: make one up."
)


@desk.command("add-user")
@click.argument("name")
@click.option("--role", type=click.Choice(_ROLES), default="reporter", show_default=True)
@_stdin
@_with_database
def add_user(
    _: Project, database: Database, name: str, role: str, password_stdin: bool
) -> None:  # fmt: skip
    """Let NAME log in."""
    from generator.desk import people

    password, made = _password(password_stdin)
    with database.writing() as connection:
        people.add(connection, name, password, role)
    click.echo(f"{name}, {role}" + (f": {password}" if made else ""))


@desk.command("reset-password")
@click.argument("name")
@_stdin
@_with_database
def reset_password(_: Project, database: Database, name: str, password_stdin: bool) -> None:
    """Give NAME another password.

    Whoever is logged in under that name is logged out.
    """
    from generator.desk import people

    password, made = _password(password_stdin)
    with database.writing() as connection:
        people.set_password(connection, name, password)
    click.echo(name + (f": {password}" if made else ": done"))


@desk.command("users")
@_with_database
def users(_: Project, database: Database) -> None:
    """List who may log in."""
    from generator.desk import people

    with database.reading() as connection:
        for row in people.everybody(connection):
            click.echo(f"{row.name}, {row.role}{'' if row.active else ', removed'}")


@desk.command("import")
@click.argument("release")
@_with_database
def bring(project: Project, database: Database, release: str) -> None:
    """Draft RELEASE and bring it to the desk.

    Also again, when its figures or templates changed: what people did to its stories stays.
    """
    from generator.desk.intake import bring_in

    name = project.release(release).id
    done = bring_in(database, project, name, step=lambda s: click.echo(f"{s} …", err=True))
    click.echo(
        f"{name}: {done.new} new, {done.anew} drafted anew, {done.same} as they were, "
        f"{done.held} not written, {done.gone} gone"
        + (f"; {done.clashes} changed paragraphs wait for a choice" if done.clashes else "")
    )


@desk.command("export")
@click.argument("release")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE.zip"
)
@_with_database
def export(project: Project, database: Database, release: str, out: Path) -> None:
    """Write the approved stories to a zip.

    Each as Markdown, HTML, plain text and JSON, with a manifest and checksums; after the embargo.
    """
    from generator.desk.actions import RefusedError
    from generator.desk.outgoing import pack
    from generator.writers.folder import write_named

    name = project.release(release).id
    try:
        with database.writing() as connection, pack(connection, name) as packed:
            write_named(out, packed.read())
    except RefusedError as error:
        raise fault(name, str(error)) from None
    click.echo(out)


@desk.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_with_database
def backup(_: Project, database: Database, file: Path) -> None:
    """Write all that the desk knows to FILE.

    It can be restored into SQLite and PostgreSQL. Log-ins are left out.
    """
    from generator.desk import keeping

    click.echo(f"{file}: {keeping.backup(database, file):,} rows")


@desk.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@_with_database
def restore(_: Project, database: Database, file: Path) -> None:
    """Fill an empty database from a backup.

    Only a whole file of this version is taken, and nothing is written over.
    """
    from generator.desk import keeping

    click.echo(f"{file}: {keeping.restore(database, file):,} rows")
