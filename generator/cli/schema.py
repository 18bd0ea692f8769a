"""``stringer schema``: what an editor of YAML can know of our files."""

from __future__ import annotations

from pathlib import Path

import click

from generator.errors import fault, nearest


@click.command()
@click.argument("name", default="", metavar="[NAME]")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write all of them into this folder, as NAME.json.",
)
def schema(name: str, out: Path | None) -> None:
    """Print the JSON Schema of NAME.yml (beat, sources, rules …), for a YAML editor.

    Name it in the first line of a file: # yaml-language-server: $schema=PATH/NAME.json
    """
    from generator.config import published
    from generator.writers import Folder

    if out is not None:
        folder = Folder(out)
        for each in published.FILES:
            folder.write(f"{each}.json", published.schema_file(each))
        click.echo(f"{len(published.FILES)} schemas written to {out}")
        return
    if name not in published.FILES:
        advice = nearest(name, published.FILES) or f"There are {', '.join(published.FILES)}."
        raise fault(name or "schema", "which file?", advice)
    click.echo(published.schema_file(name), nl=False)
