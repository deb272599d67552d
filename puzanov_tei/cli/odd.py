"""`puzanov-tei odd`: compile, check and document ODD customizations."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.cli import odd_diff, places
from puzanov_tei.errors import UsageError
from puzanov_tei.findings import Finding, Severity

if TYPE_CHECKING:
    from puzanov_tei.base.files import Outputs
    from puzanov_tei.odd import CompiledOdd

FORMATS = ("rng", "rnc", "xsd", "sch", "odd")


class Commands(click.Group):
    """A group that names the near miss of an unknown command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a near miss in the message."""
        if args[0] not in self.commands and not args[0].startswith("-"):
            hint = did_you_mean(args[0], self.commands, "Commands")
            raise click.UsageError(f"there is no command {args[0]!r}. {hint}", ctx)
        return super().resolve_command(ctx, args)


_source = click.option(
    "--source",
    metavar="FILE|tei:VERSION|URL",
    help="Release of TEI P5 to build on, instead of the one that the ODD names or that travels with the program.",
)
_schema = click.option("--schema", metavar="IDENT", help="The schemaSpec to use, if the ODD has several.")
_catalog = click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="XML catalog: where files of the web that the ODD refers to are on this machine.",
)
_strict = click.option("--strict", is_flag=True, help="Warnings count as errors.")


@click.group(
    name="odd",
    cls=Commands,
    epilog="Examples: puzanov-tei odd check my.odd · puzanov-tei odd compile my.odd -o schema --to rng,sch",
)
def command() -> None:
    """Compile, check and document ODD customizations of TEI."""


@command.command(
    "compile",
    epilog="Examples: puzanov-tei odd compile my.odd -o schema --to rng,sch,xsd · "
    "puzanov-tei odd compile my.odd --to rnc -o - · puzanov-tei odd compile my.odd --source tei:4.8.0",
)
@click.argument("odd", metavar="ODD", type=click.Path(path_type=Path))
@click.option("-o", "--output", default=".", metavar="DIR|-", help="Folder to write to; - for standard output.")
@click.option(
    "--to",
    default="rng,sch",
    show_default=True,
    metavar="FORMATS",
    help=f"What to write, with commas: {','.join(FORMATS)}.",
)
@_schema
@_source
@_catalog
@_strict
def compile_(
    odd: Path, output: str, to: str, schema: str | None, source: str | None, catalogs: tuple[Path, ...], strict: bool
) -> None:
    """Compile an ODD into RELAX NG, Schematron, XML Schema or a compiled ODD.

    Files are named after the ODD; after the schemaSpecs, if it has several and none is chosen. What does not fit
    is said on standard error. An illegal grammar is never written.
    """
    from puzanov_tei.base import catalog
    from puzanov_tei.base.files import Outputs
    from puzanov_tei.odd.compile import compile_schema, load, schema_specs

    formats = _formats(to)
    if output == "-" and len(formats) > 1:
        raise UsageError("standard output takes one format at a time. Name one with --to.")
    local = catalog.read(catalogs)
    tree = load(odd, local)
    specs = schema_specs(tree, schema)
    failed = False
    outputs = Outputs([odd])
    for spec in specs:
        compiled = compile_schema(tree, spec, source, local)
        _tell(compiled.findings)
        failed |= _fails(compiled.findings, strict)
        if any(f.code == "PZ209" for f in compiled.findings) or (strict and failed):
            click.echo("Nothing was written.", err=True)
            continue
        for form in formats:
            files = WRITERS[form](compiled, spec.ident if len(specs) > 1 else odd.stem)
            if output == "-" and len(files) > 1:
                raise UsageError(f"{form} takes {len(files)} files here: name a folder with -o.")
            for name, data in files.items():
                _put(data, output, name, outputs)
    sys.exit(1 if failed else 0)


def _formats(to: str) -> list[str]:
    names = [name.strip().lower() for name in to.split(",") if name.strip()]
    for name in names:
        if name not in FORMATS:
            raise UsageError(f"there is no format {name!r}. {did_you_mean(name, FORMATS, 'Formats')}")
    if not names:
        raise UsageError(f"name at least one format with --to: {', '.join(FORMATS)}.")
    return list(dict.fromkeys(names))


def _rng(compiled: CompiledOdd, stem: str) -> dict[str, bytes]:
    from puzanov_tei.relaxng.writing.xml import to_rng

    return {f"{stem}.rng": to_rng(compiled.grammar)}


def _rnc(compiled: CompiledOdd, stem: str) -> dict[str, bytes]:
    from puzanov_tei.relaxng.writing.compact import to_rnc

    return {f"{stem}.rnc": to_rnc(compiled.grammar).encode("utf-8")}


def _xsd(compiled: CompiledOdd, stem: str) -> dict[str, bytes]:
    """One file for each namespace; the one of the schema's own is named after the ODD."""
    from puzanov_tei.xsd.models import to_xsd

    files, widened = to_xsd(replace(compiled.grammar, ident=stem))
    if widened:
        shown = ", ".join(widened[:12]) + (f" and {len(widened) - 12} more" if len(widened) > 12 else "")
        click.echo(f"XML Schema allows more than the grammar for {len(widened)} elements: {shown}.", err=True)
    return files


def _sch(compiled: CompiledOdd, stem: str) -> dict[str, bytes]:
    return {f"{stem}.sch": compiled.schematron}


def _odd(compiled: CompiledOdd, stem: str) -> dict[str, bytes]:
    """A compiled ODD never takes the place of the ODD itself."""
    from puzanov_tei.odd.write import to_odd

    return {f"{stem}.compiled.odd": to_odd(compiled.schema)}


# Format -> what writes it: file name -> bytes.
WRITERS: dict[str, Callable[[CompiledOdd, str], dict[str, bytes]]] = {
    "rng": _rng, "rnc": _rnc, "xsd": _xsd, "sch": _sch, "odd": _odd,
}  # fmt: skip


def _put(data: bytes, output: str, name: str, outputs: Outputs) -> None:
    from puzanov_tei.base.files import standard_output, write_atomically

    if output == "-":
        with standard_output() as stream:
            stream.write(data)
    else:
        write_atomically(outputs.claim(Path(output) / name), data)


def _fails(findings: Iterable[Finding], strict: bool) -> bool:
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(finding.severity in grave for finding in findings)


def _tell(findings: Iterable[Finding]) -> None:
    """One line for each finding, on standard error."""
    for finding in findings:
        click.echo(str(finding), err=True)


@command.command(
    "check",
    epilog="Examples: puzanov-tei odd check my.odd · puzanov-tei odd check my.odd --format github --strict",
)
@click.argument("odd", metavar="ODD", type=click.Path(path_type=Path))
@click.option("--format", "form", default="", metavar="FORMAT", help="Output format, as for validate; text by default.")
@_schema
@_source
@_catalog
@_strict
def check_(
    odd: Path, form: str, schema: str | None, source: str | None, catalogs: tuple[Path, ...], strict: bool
) -> None:
    """Say what is unsound in an ODD, where, and how to mend it."""
    from puzanov_tei.base import catalog
    from puzanov_tei.odd.check import check
    from puzanov_tei.odd.codes import CODES
    from puzanov_tei.odd.compile import compile_schema, load, schema_specs
    from puzanov_tei.reporters import Report, reporter
    from puzanov_tei.version import __version__

    say = reporter(form or ("terminal" if sys.stdout.isatty() else "text"))
    local = catalog.read(catalogs)
    tree = load(odd, local)
    findings: list[Finding] = []
    for spec in schema_specs(tree, schema):
        found = check(compile_schema(tree, spec, source, local))
        findings += [f for f in found if f not in findings]
    report = Report(
        findings=findings,
        files=[str(odd)],
        version=__version__,
        fail_on=Severity.WARNING if strict else Severity.ERROR,
        rationales={code: (text.partition(". ")[0], text) for code, text in CODES.items()},
        line=places.line,
    )
    click.echo(say(report), nl=False)
    sys.exit(1 if _fails(findings, strict) else 0)


@command.command("guide", epilog="Example: puzanov-tei odd guide my.odd -o guidelines.html")
@click.argument("odd", metavar="ODD", type=click.Path(path_type=Path))
@click.option("-o", "--output", default="-", metavar="FILE|-", help="The page to write. [default: standard output]")
@click.option(
    "--lang",
    "language",
    default="",
    metavar="CODE",
    help="Language of the documentation, as fr. [default: that of the schemaSpec]",
)
@_schema
@_source
@_catalog
@_strict
def guide_(
    odd: Path,
    output: str,
    language: str,
    schema: str | None,
    source: str | None,
    catalogs: tuple[Path, ...],
    strict: bool,
) -> None:
    """Write the encoding guidelines of an ODD as one HTML page.

    The page holds the prose of the ODD, all elements, attributes and values, the rules with their reasons, and the
    examples, which are validated against the schema on the way.
    """
    from puzanov_tei.base import catalog
    from puzanov_tei.base.files import Outputs, standard_output, write_atomically
    from puzanov_tei.odd import compile_odd
    from puzanov_tei.odd.guide import guide

    compiled = compile_odd(odd, source=source, schema=schema, catalog=catalog.read(catalogs))
    page, findings = guide(compiled, language)
    _tell(findings)
    if output == "-":
        with standard_output() as stream:
            stream.write(page)
    else:
        write_atomically(Outputs([odd]).claim(Path(output)), page)
    sys.exit(1 if _fails(findings, strict) else 0)


@command.command(
    "fetch",
    epilog="Examples: puzanov-tei odd fetch 4.8.0 · puzanov-tei odd fetch https://example.org/grammar.rng",
)
@click.argument("wanted", metavar="VERSION|URL")
@click.option("--vault", metavar="URL", help="Where releases of TEI P5 are published. [default: the TEI Vault]")
def fetch_(wanted: str, vault: str | None) -> None:
    """Download a release of TEI P5, or a file that an ODD refers to, into your cache.

    This is the only command that goes on the net. Afterwards --source tei:VERSION works offline.
    """
    from puzanov_tei.odd.fetch import VAULT, fetch

    click.echo(str(fetch(wanted, vault=vault or VAULT)))


@command.command("facts", epilog="Example: puzanov-tei odd facts p5subset.xml")
@click.argument("p5subset", metavar="P5SUBSET", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="File to write. [default: that of the package]")
def facts_(p5subset: Path, output: Path | None) -> None:
    """Make the facts of TEI P5 that travel with the program from a release of p5subset.xml (for maintainers).

    Facts are names, classes, content models, attributes, datatypes and values; no sentences, no rules.
    """
    from puzanov_tei.base.files import write_atomically
    from puzanov_tei.odd.p5 import FACTS, pack
    from puzanov_tei.odd.source import NEAR, library_of
    from puzanov_tei.resources import data_file

    library = library_of(NEAR.read(str(p5subset)), str(p5subset))
    data = pack(library)
    write_atomically(output or data_file(FACTS), data)
    click.echo(f"TEI P5 {library.version}: {len(library.specs)} specifications, {len(data)} bytes.")


command.add_command(odd_diff.command)
