"""`puzanov-tei odd`: compile, check and document ODD customizations."""

from __future__ import annotations

from pathlib import Path

import click

FORMATS = ("rng", "sch")


@click.group(name="odd", epilog="Example: puzanov-tei odd compile schema/puzanov.odd -o schema --to rng,sch")
def command() -> None:
    """Compile, check and document ODD customizations."""


@command.command("compile", epilog="Example: puzanov-tei odd compile my.odd -o schema --to rng,sch")
@click.argument("odd", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path(), help="Folder to write to.")
@click.option("--to", default="rng,sch", show_default=True, help="What to write, with commas: rng,rnc,xsd,sch.")
@click.option("--schema", help="Identifier of the schemaSpec, if the ODD has several.")
@click.option("--source", help="Specifications to draw on: a file, tei:VERSION, or an address that was fetched.")
def compile_command(odd: Path, output: Path, to: str, schema: str | None, source: str | None) -> None:
    """Compile ODD into RELAX NG, Schematron and other schema languages."""
    from puzanov_tei.files import write_atomically
    from puzanov_tei.odd import compile_odd

    compiled = compile_odd(odd, source=source, schema=schema)
    for found in compiled.findings:
        at = f"{found.location.file}:{found.location.line}:{found.location.column}"
        click.echo(f"{at}: {found.severity}[{found.code}] {found.message} {found.hint}".rstrip(), err=True)
    for name in to.split(","):
        if name == "rng":
            from puzanov_tei.relaxng.write import to_rng

            data = to_rng(compiled.grammar)
        elif name == "sch":
            data = compiled.schematron
        elif name == "xsd":
            from puzanov_tei.relaxng import xsd  # type: ignore[attr-defined,unused-ignore]

            data = xsd.to_xsd(compiled.grammar)
        else:
            raise click.UsageError(f"there is no format {name!r}. Formats: {', '.join(FORMATS)}.")
        write_atomically(output / f"{odd.stem}.{name}", data)
