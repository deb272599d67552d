"""The documents of an edition together: what they are, and the persons, places and bodies that they name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import File
from puzanov_tei.exporters.editions.draft import EntityReference, Losses, ncname
from puzanov_tei.exporters.editions.registers import stub
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.gather import differ
from puzanov_tei.exporters.records.header import HeaderValues
from puzanov_tei.exporters.records.identifiers import authority_of
from puzanov_tei.findings import Finding


@dataclass(frozen=True, slots=True)
class EditionDocument:
    """A document of the edition: identifier, file that it came from, what its header says, number of its words."""

    id: str
    file: str
    facts: HeaderValues
    words: int


@dataclass(slots=True)
class EditionPart:
    """What one file of the input gives: a document with its files, or the entities of a register.

    Attributes:
        entities: what its own lists describe.
        links: what its text refers to.
        unsaid: identifier -> what its entry says that the registers have no place for.
        lost: what the steps left out.
        moved: words of it that stand in the registers now.
        notes: what the profile wants to know of it in the end.
    """

    file: str
    document: EditionDocument | None = None
    files: tuple[File, ...] = ()
    entities: tuple[Entity, ...] = ()
    links: tuple[EntityReference, ...] = ()
    unsaid: dict[str, Losses] = field(default_factory=dict)
    lost: Losses = field(default_factory=Losses)
    moved: int = 0
    notes: Any = None
    findings: tuple[Finding, ...] = ()


class Corpus:
    """All documents of an edition, without their texts.

    Attributes:
        documents: in the order of the input.
        options: what the user has chosen.
        lost: what all documents and registers leave out.
        notes, list_notes: what the profile has noted of each document, and of each file of lists.
        findings: what it has to say about all of them.
        undescribed: identifiers that the text refers to and that no list describes.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.documents: list[EditionDocument] = []
        self.lost = Losses()
        self.words = 0
        self.moved = 0
        self._entities: dict[str, Entity] = {}
        listed = (entity._replace(id=ncname(entity.id, "id-")) for entity in options.lists)
        self._listed = {entity.id: entity for entity in listed}
        self._links: dict[str, EntityReference] = {}
        self._unsaid: dict[str, Losses] = {}
        self._naming: dict[str, list[str]] = {}
        self.notes: dict[str, Any] = {}
        self.list_notes: list[Any] = []
        self.findings: list[Finding] = []

    def add(self, part: EditionPart) -> dict[str, str]:
        """Take in a part; gives the identifiers that are no names of XML, or of somebody else in another document,
        each with a new one."""
        idents = {*(entity.id for entity in part.entities), *(link.id for link in part.links)}
        renamed = {ident: name for ident in idents if (name := ncname(ident, "id-")) != ident}
        for entity in part.entities:
            ident = renamed.get(entity.id, entity.id)
            known = self._entities.setdefault(ident, entity._replace(id=ident))
            if ident not in self._unsaid:
                self._unsaid[ident] = part.unsaid.get(entity.id, Losses())
            elif differ(known, entity):
                ident = ncname(f"{entity.doc_id}-{entity.id}", "id-")
                renamed[entity.id] = ident
                self._entities[ident] = entity._replace(id=ident)
        for link in part.links:
            ident = renamed.get(link.id, link.id)
            self._links.setdefault(ident, replace(link, id=ident))
        self.lost.update(part.lost)
        self.moved += part.moved
        if part.document is not None:
            self.notes[part.document.id] = part.notes
            for link in part.links:
                self._naming.setdefault(renamed.get(link.id, link.id), []).append(part.document.id)
            self.documents.append(part.document)
            self.words += part.document.words
        elif part.notes is not None:
            self.list_notes.append(part.notes)
        return renamed

    @property
    def undescribed(self) -> list[str]:
        """Identifiers that the texts refer to and no list describes."""
        return [ident for ident in self._links if ident not in self._entities and ident not in self._listed]

    def of(self, *kinds: str) -> list[Entity]:
        """All entities of these kinds by the name to sort by: those described with the documents, and those named."""
        chosen = {ident: entity for ident, entity in self._entities.items() if entity.kind in kinds}
        for ident, link in self._links.items():
            if ident not in self._entities:
                entity = self._listed.get(ident) or _unknown(link)
                if entity.kind in kinds:
                    chosen[ident] = entity
        return sorted(chosen.values(), key=lambda entity: (entity.sort_name.casefold(), entity.id))

    def naming(self, ident: str) -> list[str]:
        """The documents that name an entity."""
        return self._naming.get(ident, [])

    def unsaid(self, ident: str) -> Losses:
        """What the entry of an entity said that no register has a place for."""
        return self._unsaid.get(ident, Losses())

    @property
    def dated(self) -> list[EditionDocument]:
        """The documents by date; those without one last."""
        return sorted(self.documents, key=lambda d: (not d.facts.date.first, d.facts.date.first, d.id))


def _unknown(link: EntityReference) -> Entity:
    known = authority_of(link.target)
    entity = stub(link.id, link.kind, link.words, dict([known]) if known else {})
    if known or "://" not in link.target:
        return entity
    return entity._replace(addresses=(link.target,))


def registers(corpus: Corpus, kinds: Iterable[str]) -> Iterator[tuple[str, list[Entity]]]:
    """The kinds that have entities, with them; what their entries said beyond is counted as lost."""
    for kind in kinds:
        if entities := corpus.of(kind):
            for entity in entities:
                corpus.lost.update(corpus.unsaid(entity.id))
            yield kind, entities
