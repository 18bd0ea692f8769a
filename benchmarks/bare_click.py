"""The bare command: a click program of two commands that do nothing, asked for its help.

Usage: `python benchmarks/bare_click.py --help`.
"""

from __future__ import annotations

import click


@click.group()
def main() -> None:
    """Two commands."""


@main.command()
@click.argument("release")
@click.option("--out", type=click.Path(), help="Where to write.")
def draft(release: str, out: str | None) -> None:
    """Write the stories of RELEASE."""
    click.echo(f"{release} {out}")


@main.command()
@click.argument("release")
def places(release: str) -> None:
    """List the places of RELEASE."""
    click.echo(release)


if __name__ == "__main__":
    main()
