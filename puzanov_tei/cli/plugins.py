"""`puzanov-tei plugins`: what can be named, where it comes from, and what of it cannot be used."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from puzanov_tei.base.registry import Plugin, Registry


@click.command(name="plugins", epilog="Examples: puzanov-tei plugins · puzanov-tei plugins --format json")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="Output format.")
def command(form: str) -> None:
    """List readers, taggers, checks, formats, editions, reporters and sources of decisions, built in and installed.

    What an installed package adds is found by its entry points; the group of each kind stands above its names. The exit
    code is 1 if something that is installed cannot be used.
    """
    groups = {registry.group: list(registry.plugins()) for registry in registries()}
    if form == "json":
        content = {group: [asdict(plugin) for plugin in plugins] for group, plugins in groups.items()}
        click.echo(json.dumps(content, ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join("\n".join([group, *map(_line, plugins)]) for group, plugins in groups.items()))
    sys.exit(any(plugin.fault for plugins in groups.values() for plugin in plugins))


def registries() -> Iterator[Registry[Any]]:
    """The kinds of parts that can be added, in the order of a document's way."""
    from puzanov_tei.archives import ARCHIVES
    from puzanov_tei.checks import CHECKS
    from puzanov_tei.decisions.sources import SOURCES
    from puzanov_tei.exporters import EXPORTERS
    from puzanov_tei.exporters.editions import EDITIONS
    from puzanov_tei.readers import READERS
    from puzanov_tei.reporters import REPORTERS
    from puzanov_tei.taggers import TAGGERS

    yield from (READERS, ARCHIVES, TAGGERS, CHECKS, EXPORTERS, EDITIONS, REPORTERS, SOURCES)


def _line(plugin: Plugin) -> str:
    where = f"{plugin.origin}, {plugin.target}" if plugin.origin else "built in"
    said = f"CANNOT BE USED: {plugin.fault}" if plugin.fault else plugin.summary
    return f"  {plugin.name:<12} {where:<10} {said}"
