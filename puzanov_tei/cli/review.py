"""`puzanov-tei review`: the page on which an editor decides."""

from __future__ import annotations

import contextlib
import getpass
import re
import webbrowser
from pathlib import Path

import click

from puzanov_tei.base import discover, extras
from puzanov_tei.cli import where
from puzanov_tei.errors import UsageError


@click.command("review", epilog="Example: puzanov-tei review corpus/tei --as ab")
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on this machine. [default: a free one]")
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option("--as", "by", metavar="INITIALS", default="", help="Who decides. [default: your name on this machine]")
@click.option("--authority", "authority_path", metavar="FILE|DIR", help="Records to link to; else as for encode.")
@click.option("--decisions", "decisions_path", metavar="DIR", help="Where they go; else the project's folder.")
def command(
    paths: tuple[str, ...],
    port: int,
    no_browser: bool,
    by: str,
    authority_path: str | None,
    decisions_path: str | None,
) -> None:
    """Review TEI documents on a page in your browser; without PATH the edition of the project here.

    Every proposal of the program is shown with its evidence and accepted, rejected or changed with a key. What you
    decide is saved at once, in the folder of decisions; the TEI is not touched. `encode` applies the decisions.
    """
    paths = where.edition(paths, "review")
    try:
        from puzanov_tei.review.serve import serve
    except ImportError as error:
        raise UsageError(f"the page {extras.needs('review')}") from error
    from puzanov_tei import authority
    from puzanov_tei.review.documents import load
    from puzanov_tei.review.session import Session

    documents = load(discover.files(paths, discover.XML))
    settings = where.settings(paths)
    known = where.authority(authority_path, settings)
    folder = where.decisions(decisions_path, settings) or where.DECISIONS
    session = Session(documents, authority.load(known.path), Path(folder), by or _initials())

    next(iter(documents.values())).as_json()  # so that the first page is there at once

    def ready(address: str) -> None:
        click.echo(f"decisions of {session.by} go to {folder}, authority: {known}; stop with Ctrl-C", err=True)
        click.echo(address)
        if not no_browser:
            webbrowser.open(address)

    with contextlib.suppress(KeyboardInterrupt):
        serve(session, port, ready)


def _initials() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = ""
    return re.sub(r"[^A-Za-z0-9_-]+", "", name).lstrip("0123456789-") or "editor"
