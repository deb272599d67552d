"""`puzanov-tei init`: a new project."""

from __future__ import annotations

from pathlib import Path

import click

from puzanov_tei.project.start import init


@click.command("init", epilog="Example: puzanov-tei init my-edition")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default=Path())
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def command(folder: Path, quiet: bool) -> None:
    """Make a project in DIR (default: here).

    It has a configuration, a folder for your documents, an authority without entries, the schema, and workflows that
    check the edition and publish it. Nothing that is there is changed; a second run makes what is missing.
    """
    made = init(folder)
    if quiet:
        return
    here = folder == Path()
    if made:
        click.echo("\n".join(map(str, made)), err=True)
    click.echo(
        ("" if made else "Everything is there; nothing was changed. ")
        + f"Next: put documents into {folder / 'source'}, then: puzanov-tei build{'' if here else f' {folder}'}",
        err=True,
    )
