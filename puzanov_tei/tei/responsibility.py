"""Whose the archive's readings are, once it is known which archive published the page."""

from __future__ import annotations

from collections.abc import Iterable

from puzanov_tei.model import Publisher
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.recipes import ARCHIVE


def pointer(archive: Publisher) -> dict[str, str]:
    """`@resp` for what the archive says; none where there is no archive."""
    return {"resp": f"#{archive.id}"} if archive.id else {}


def settle(nodes: Iterable[Node | str], archive: Publisher) -> None:
    """Let every node that waits for the archive point to it, or to nobody."""
    for holder in nodes:
        for node in holder.walk() if isinstance(holder, Node) else ():
            if node.attributes.get("resp") == ARCHIVE:
                del node.attributes["resp"]
                node.attributes |= pointer(archive)
