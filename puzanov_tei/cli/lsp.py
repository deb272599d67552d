"""`puzanov-tei lsp`: the language server, for editors."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import click

from puzanov_tei.base import extras
from puzanov_tei.cli import where
from puzanov_tei.errors import UsageError


@click.command("lsp", epilog="Example (Neovim): vim.lsp.start({name='puzanov-tei', cmd={'puzanov-tei', 'lsp'}})")
@click.option("--stdio", is_flag=True, help="Speak over standard input and output; what it does anyway.")
@click.option("--authority", "authority_path", metavar="FILE|DIR", help="Records to point to; else as for encode.")
def command(stdio: bool, authority_path: str | None) -> None:
    """Check and complete TEI while it is being written, in any editor that speaks the Language Server Protocol.

    Findings as you type with our messages and their repairs, completion of elements, attributes, values and
    identifiers with the schema's documentation, hover, definitions, outline, folding, renaming of identifiers. The
    schema is found as `validate` finds it. See docs/editor.md for the settings of editors.
    """
    try:
        from puzanov_tei.lsp.server import serve
    except ImportError as error:
        raise UsageError(f"the language server {extras.needs('lsp')}") from error

    @lru_cache(maxsize=1)
    def entities() -> tuple[tuple[str, str], ...]:
        return tuple(_entities(authority_path))

    serve(entities)


def _entities(path: str | None) -> Iterator[tuple[str, str]]:
    """Identifiers and names of the authority."""
    from puzanov_tei import authority

    records = authority.load(where.authority(path).path)
    for kind in (records.persons, records.places, records.orgs):
        yield from ((ident, entry.preferred) for ident, entry in kind.items())
