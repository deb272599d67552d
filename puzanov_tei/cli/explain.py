"""`puzanov-tei explain`: why a finding is one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import TYPE_CHECKING

import click

from puzanov_tei.base.near import did_you_mean
from puzanov_tei.cli.manners import completing
from puzanov_tei.errors import UsageError

if TYPE_CHECKING:
    from puzanov_tei.validation.own import Code


@click.command(name="explain", epilog="Examples: puzanov-tei explain PZ340 · puzanov-tei explain --list")
@click.argument("code", metavar="CODE", required=False, shell_complete=completing(lambda: every_code()))
@click.option("--list", "list_all", is_flag=True, help="List all codes with their titles.")
def command(code: str | None, list_all: bool) -> None:
    """Say why a finding is one and what to do about it, with an example.

    CODE is what stands in brackets in a message, as PZ340.
    """
    known = every_code()
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
    shown = examples().get(wanted)
    if shown is None:  # a code of an installed check
        return
    if shown.wrong:
        click.echo(f"\nFor example: {shown.wrong}")
    click.echo(f"\nIt is said:  {shown.says}\nRemedy:      {shown.remedy}")


@dataclass(frozen=True, slots=True)
class Example:
    """A finding as it may look: what stands in the file (where it can be shown), what is said, what to do."""

    says: str
    remedy: str
    wrong: str = ""


def examples() -> Mapping[str, Example]:
    """An example of every code."""
    text = (resources.files("puzanov_tei") / "data" / "examples.toml").read_text(encoding="utf-8")
    return {code: Example(**entry) for code, entry in tomllib.loads(text).items()}


def every_code() -> Mapping[str, Code]:
    """All codes that the program prints, in order: of the validator, the encoder, editing and the exports."""
    from puzanov_tei.decisions.apply import CODES as DECISIONS
    from puzanov_tei.decisions.conflicts import CODES as EDITORS
    from puzanov_tei.decisions.sources import CODES as SOURCES
    from puzanov_tei.exporters.codes import CODES as EXPORT
    from puzanov_tei.project.codes import CODES as BUILD
    from puzanov_tei.readers.problems import CODES as FILES
    from puzanov_tei.structure.doubts import CODES as STRUCTURE
    from puzanov_tei.taggers.merge import CODES as MERGE
    from puzanov_tei.tei.account import CODES as PAGE
    from puzanov_tei.validation.codes import codes, described

    every = dict(codes())
    for table in (FILES, PAGE, STRUCTURE, MERGE, EXPORT, EDITORS, DECISIONS, SOURCES, BUILD):
        every |= described(table)
    return dict(sorted(every.items()))
