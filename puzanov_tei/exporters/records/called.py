"""What documents call those whom no list describes: names of headers, else names in texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from puzanov_tei.exporters.records.header import name_of
from puzanov_tei.exporters.records.letters import RECEIVED, SENT, parties
from puzanov_tei.exporters.records.mentions import MentionRow, kind_of_name
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.ties import CORRESPONDENTS
from puzanov_tei.tei.read import T


class Called(NamedTuple):
    """A name that a document gives somebody, and what kind of entity it names."""

    is_of_text: bool
    kind: str
    name: str


def called(scene: Scene, found: Iterable[MentionRow]) -> dict[str, Called]:
    """Identifier -> the first name that a document has for it alone, where its lists do not describe it."""
    names: dict[str, Called] = {}
    for ident, said in (*_in_header(scene), *_in_text(found)):
        if said.name and ident not in scene.known:
            names.setdefault(ident, said)
    return names


def _in_header(scene: Scene) -> Iterator[tuple[str, Called]]:
    header = scene.edition.root.find(f"{T}teiHeader")
    if header is None:
        return
    for author in header.iterfind(f"{T}fileDesc/{T}titleStmt/{T}author"):
        for element in (author, *author.iterchildren(*CORRESPONDENTS)):
            if len(ids := scene.references.of(element)) == 1:
                yield ids[0], Called(False, "person", name_of(author))
    for party in (*parties(header, SENT), *parties(header, RECEIVED)):
        for element in party.iter(*CORRESPONDENTS):
            kind = kind_of_name(element)
            if len(ids := scene.references.of(element)) == 1:
                yield ids[0], Called(False, "person" if kind == "name" else kind, name_of(element))


def _in_text(found: Iterable[MentionRow]) -> Iterator[tuple[str, Called]]:
    """Names that refer to one entity alone."""
    several = {m.mention_id.rpartition("_")[0] for m in found if m.mention_id.count("_") > 1}
    for m in found:
        if m.entity_id and m.mention_id.count("_") == 1 and m.mention_id not in several:
            yield m.entity_id, Called(True, m.type, " ".join(m.name.split()))
