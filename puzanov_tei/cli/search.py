"""`puzanov-tei search`: full-text search in an exported database."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import click

from puzanov_tei.exporters.find import Hit, search


@click.command("search", epilog="Example: puzanov-tei search corpus.sqlite 'military NEAR specialists'")
@click.argument("database", metavar="DATABASE")
@click.argument("query", metavar="QUERY")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1), help="At most so many lines.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(database: str, query: str, limit: int, as_json: bool) -> None:
    """Find QUERY in a DATABASE that `export sqlite` made.

    The query is words, "phrases", prefix*, AND, OR, NOT, NEAR(a b). Exit code 1 if nothing was found.
    """
    # Words of a command line are bytes that the locale may have failed to read (`LC_ALL=C`).
    words = os.fsencode(query).decode("utf-8", "replace")
    is_empty = True
    for hit in search(Path(database), words, limit):
        is_empty = False
        click.echo(_json(hit) if as_json else _line(hit))
    if is_empty:
        click.echo("nothing found", err=True)
        sys.exit(1)


def _line(hit: Hit) -> str:
    place = "#".join(part for part in (hit.doc_id, hit.block_id) if part)
    text = "".join(click.style(part, bold=True) if is_match else part for part, is_match in hit.snippet)
    return f"{place} {hit.date}: {text}"


def _json(hit: Hit) -> str:
    members = {name: getattr(hit, name) for name in ("doc_id", "title", "block_id", "entry_id", "date")}
    return json.dumps(members | {"text": "".join(part for part, _ in hit.snippet)}, ensure_ascii=False)
