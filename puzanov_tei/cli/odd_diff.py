"""`puzanov-tei odd diff`: what one schema allows more and less than another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.errors import UsageError

if TYPE_CHECKING:
    from puzanov_tei.relaxng.patterns import Grammar


@click.command(
    "diff",
    epilog="Examples: puzanov-tei odd diff tei my.odd · puzanov-tei odd diff tei:4.4.0 tei:4.9.0 · "
    "puzanov-tei odd diff old.odd new.odd --format markdown -o changes.md",
)
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    help="Sentences, a table, or data.",
)
@click.option("-o", "--output", default="-", metavar="FILE|-", help="File to write. [default: standard output]")
@click.option(
    "--catalog",
    "catalogs",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="XML catalog: where files of the web that an ODD refers to are on this machine.",
)
def command(first: str, second: str, form: str, output: str, catalogs: tuple[Path, ...]) -> None:
    """Say what schema B allows more and less than schema A.

    A and B are ODD files, RELAX NG files (.rng, .rnc), `tei` for all of TEI P5, `tei:VERSION` for all of a release
    that was fetched, or the p5subset.xml of one. Grammars are compared by what they mean, not by how they are
    written; rules by their names and wording, where both schemas are ODDs. Exit code 1 if they differ.
    """
    from puzanov_tei.base.files import Outputs, standard_output, write_atomically
    from puzanov_tei.odd.diff import compare, rules_compared
    from puzanov_tei.odd.diff_report import FORMATS

    (one, its_rules), (two, more_rules) = (_read(name, catalogs) for name in (first, second))
    changes = compare(one, two)
    if its_rules is not None and more_rules is not None:
        changes = [*rules_compared(its_rules, more_rules), *changes]
    report = FORMATS[form](changes, first, second).encode()
    if output == "-":
        with standard_output() as stream:
            stream.write(report)
    else:
        write_atomically(Outputs([Path(name) for name in (first, second)]).claim(Path(output)), report)
    sys.exit(1 if changes else 0)


def _read(name: str, catalogs: tuple[Path, ...]) -> tuple[Grammar, dict[str, str] | None]:
    """The grammar that an argument stands for, and its rules if it is an ODD of somebody's."""
    from puzanov_tei.base import catalog
    from puzanov_tei.odd.compile import compile_schema, load, schema_specs
    from puzanov_tei.odd.content import TEI
    from puzanov_tei.odd.itself import tei_all_grammar

    if name == "tei" or name.startswith("tei:"):
        return tei_all_grammar("" if name == "tei" else name), None
    path = Path(name)
    if path.suffix in (".rng", ".rnc"):
        from puzanov_tei.relaxng.reading.xml import read_rng

        return read_rng(path), None
    if not path.exists():
        raise UsageError(f"there is no file {name}. Name an ODD, a RELAX NG file, tei, or tei:VERSION.")
    local = catalog.read(catalogs)
    tree = load(path, local)
    if next(tree.root.iter(TEI + "schemaSpec"), None) is None:  # the declarations of a release alone
        return tei_all_grammar(name), None
    compiled = compile_schema(tree, schema_specs(tree)[0], None, local)
    return compiled.grammar, compiled.rules
