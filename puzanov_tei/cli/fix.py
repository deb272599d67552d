"""`puzanov-tei fix`: files -> the same files with what has one obvious answer mended."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from puzanov_tei.cli import where
from puzanov_tei.cli.mending import mended
from puzanov_tei.errors import UsageError

if TYPE_CHECKING:
    from puzanov_tei.validation.choice import SchemaChoice


@click.command(
    name="fix",
    epilog="Examples: puzanov-tei fix editions --diff · puzanov-tei fix letter.xml --in-place · "
    "puzanov-tei fix editions --in-place --select PZ110",
)
@click.argument("paths", metavar="PATH...", nargs=-1)
@click.option(
    "--schema",
    "schemas",
    multiple=True,
    metavar="ODD|RNG|RNC|SCH|XSD",
    help="Schema file, or puzanov or tei_all. May be repeated.",
)
@click.option("--diff", is_flag=True, help="Show what would be changed, and change nothing.")
@click.option("--in-place", is_flag=True, help="Mend the file itself, not a copy FILE.fixed.xml.")
@click.option("--select", multiple=True, metavar="CODE,..", help="Mend only findings of these codes, as PZ110.")
@click.option("-q", "--quiet", is_flag=True, help="Do not list what was mended.")
def command(
    paths: tuple[str, ...], schemas: tuple[str, ...], diff: bool, in_place: bool, select: tuple[str, ...], quiet: bool
) -> None:
    """Mend what has one obvious answer: misspelt names, id without xml:, HTML, a missing namespace, white space.

    No word of the text is ever changed, and a repair that does not make the file better is taken back. Mending twice
    is as good as once. With --diff the exit code is 1 if there is something to mend.
    """
    from puzanov_tei.base import catalog, discover
    from puzanov_tei.validation.choice import of_project

    if "-" in paths:
        raise UsageError("fix works on files, not on standard input.")
    if diff and in_place:
        raise UsageError("--diff changes nothing; leave --in-place out, or --diff.")
    settings = where.settings(paths)
    named = paths or settings.paths
    if not named:
        raise UsageError("nothing to mend: name files or folders.")
    files = [path for path in discover.files(named, discover.XML) if not settings.excludes(path)]
    choice = of_project(settings, schemas, catalog=catalog.read(settings.catalog))
    choice.prepare()
    codes = tuple(code for several in select for code in several.replace(",", " ").split())
    sys.exit(_mended(files, choice, codes, diff, in_place, quiet))


def _mended(
    files: list[Path], choice: SchemaChoice, codes: tuple[str, ...], diff: bool, in_place: bool, quiet: bool
) -> int:
    """Mend files; returns the exit code. A file that cannot be mended is said, and the others are mended."""
    changed = failed = 0
    for done in mended(files, choice, codes, in_place=in_place, write=not diff):
        if done.error is not None:
            failed += 1
            click.echo(f"{done.path}: not mended: {done.error}", err=True)
        elif done.is_better:
            changed += 1
            if diff:
                click.echo(_difference(done.path, done.data, done.better), nl=False)
            elif not quiet:
                done.tell()
    what = "would be mended" if diff else "mended"
    click.echo(f"{len(files)} file{'s' * (len(files) != 1)}: {changed} {what}, {failed} could not be mended.", err=True)
    return 1 if failed or (diff and changed) else 0


def _difference(path: Path, before: bytes, after: bytes) -> str:
    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    lines = difflib.unified_diff(old, new, str(path), str(path))
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
