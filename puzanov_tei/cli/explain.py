"""`puzanov-tei explain`: why a finding is one."""

from __future__ import annotations

import click

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.errors import UsageError

_ENCODING_AND_EXPORT = ("structure.doubts", "taggers.merge", "exporters.codes")
"""Modules of rooms that the checks know nothing of, with codes of their own."""


@click.command(name="explain", epilog="Examples: puzanov-tei explain PZ340 · puzanov-tei explain --list")
@click.argument("code", metavar="CODE", required=False)
@click.option("--list", "list_all", is_flag=True, help="List all codes with their titles.")
def command(code: str | None, list_all: bool) -> None:
    """Say why a finding is one and what to do about it.

    CODE is what stands in brackets in a message, as PZ340.
    """
    from puzanov_tei.checks.codes import codes

    known = codes(*_ENCODING_AND_EXPORT)
    if list_all:
        for entry in known.values():
            click.echo(f"{entry.code}  {entry.title}")
        return
    if code is None:
        raise UsageError("which code? Give one, as PZ340, or --list.")
    wanted = code.strip().strip("[]").upper()
    if wanted not in known:
        hint = did_you_mean(wanted, known) or "puzanov-tei explain --list shows all."
        raise UsageError(f"there is no code {code!r}. {hint}")
    entry = known[wanted]
    click.echo(f"{entry.code}: {entry.title}\n")
    click.echo(click.wrap_text(entry.rationale, width=88))
    if entry.origin:
        click.echo(f"\nSeverity: {entry.severity}. Rule: {entry.origin}")
