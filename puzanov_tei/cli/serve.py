"""`puzanov-tei serve`: answer programs that ask for the names in a text."""

from __future__ import annotations

import contextlib

import click

from puzanov_tei.base import extras
from puzanov_tei.cli import where
from puzanov_tei.errors import UsageError


@click.command("serve", epilog="Example: puzanov-tei serve --api tei-publisher --authority corpus/authority")
@click.option("--api", type=click.Choice(("tei-publisher",)), required=True, help="Whose questions are answered.")
@click.option("--port", type=click.IntRange(0, 65535), default=8001, show_default=True, help="Port; 0: a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at.")
@click.option("--authority", "authority_path", metavar="FILE|DIR", help="Records to link to; else as for encode.")
def command(api: str, port: int, host: str, authority_path: str | None) -> None:
    """Answer TEI Publisher's annotation editor as its recognition service, with the authority behind it.

    Only this machine is answered. With --host 0.0.0.0 others are too, as TEI Publisher in a container needs it: whoever
    can reach the port can then ask.
    """
    try:
        from puzanov_tei.serve.run import is_local, serve
        from puzanov_tei.serve.tei_publisher import LOCAL, MODEL, make_app
    except ImportError as error:
        raise UsageError(f"the service {extras.needs('review')}") from error
    from puzanov_tei import authority
    from puzanov_tei.serve.recognition import Recogniser

    hosts = LOCAL if is_local(host) else frozenset()
    settings = where.settings()
    known = where.authority(authority_path, settings)
    recogniser = Recogniser(authority.load(known.path, words=settings.words))
    recogniser.entities("Once, so that the first question is answered at once.")
    app = make_app(recogniser, {"authority": str(known)}, hosts)

    def ready(address: str) -> None:
        click.echo(f"model {MODEL}, authority: {known}; stop with Ctrl-C", err=True)
        if not hosts:
            click.echo("other machines can ask too: there is no password", err=True)
        click.echo(address)

    with contextlib.suppress(KeyboardInterrupt):
        serve(app, host, port, ready)
