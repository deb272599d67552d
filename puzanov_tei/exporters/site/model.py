"""The site as a whole: documents in order, persons, places and bodies with their mentions, and the pages' names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePath

from puzanov_tei.exporters.page.words import InterfaceWords
from puzanov_tei.exporters.records.called import Called
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.filenames import file_name
from puzanov_tei.exporters.records.gather import Register
from puzanov_tei.exporters.records.rows import Summary
from puzanov_tei.exporters.records.values import When
from puzanov_tei.exporters.site.folding import plain_letters
from puzanov_tei.exporters.site.parts import DocumentRecord, Quotation
from puzanov_tei.exporters.site.settings import PUBLISH, SiteSettings
from puzanov_tei.findings import Finding

# Kind of an entity -> folder of its pages, and name of their index.
FOLDERS = {"person": "persons", "place": "places", "org": "bodies", "work": "works", "event": "events"}


@dataclass(slots=True)
class Item:
    """A document of the site.

    Attributes:
        address: of its page, from the root of the site; empty: it is listed and not published.
        tei: address of its TEI file; empty: something in that file is not published.
        renamed: entities that have another id here than in the document.
    """

    document: DocumentRecord
    address: str
    renamed: Mapping[str, str]
    tei: str = ""
    number: int = 0
    previous: Item | None = None
    following: Item | None = None

    @property
    def is_published(self) -> bool:
        """Whether its text is on the site."""
        return bool(self.address)

    @property
    def date(self) -> When:
        """Date of the document."""
        return self.document.facts.date


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A mention of an entity, and the document it stands in."""

    item: Item
    context: Quotation

    @property
    def address(self) -> str:
        """Of the paragraph, from the root of the site."""
        return f"{self.item.address}#{self.context.anchor}" if self.context.anchor else self.item.address


@dataclass(slots=True)
class Subject:
    """A person, place, body, work or event with a page of its own.

    Attributes:
        is_described: whether a list describes it; else all that is known are its mentions.
        unpublished: number of mentions in documents that are not published.
    """

    entity: Entity
    address: str
    is_described: bool = True
    mentions: list[Occurrence] = field(default_factory=list)
    unpublished: int = 0

    @property
    def label(self) -> str:
        """Its preferred name."""
        return self.entity.label

    @property
    def count(self) -> int:
        """How often it is mentioned."""
        return len(self.mentions) + self.unpublished


@dataclass(slots=True)
class Site:
    """What the pages are made from."""

    settings: SiteSettings
    words: InterfaceWords
    items: list[Item]
    subjects: dict[str, Subject]
    findings: list[Finding]

    @property
    def published(self) -> list[Item]:
        """The documents with a page."""
        return [item for item in self.items if item.is_published]

    def of(self, kind: str) -> list[Subject]:
        """The subjects of a kind, by sort name."""
        found = (s for s in self.subjects.values() if s.entity.kind == kind)
        return sorted(found, key=lambda s: (plain_letters(s.entity.sort_name), s.entity.sort_name, s.entity.id))

    def named(self, ident: str) -> Subject | None:
        """The subject with an id."""
        return self.subjects.get(ident)


def site(
    settings: SiteSettings, words: InterfaceWords, documents: Iterable[DocumentRecord], registers: Iterable[Summary]
) -> Site:
    """Order the documents by date, gather what they mention, and give each page a name."""
    register = Register()
    for summary in registers:
        register.add(summary)
    names = _Names()
    items = [
        Item(document, _address(document, settings, names), dict(register.renamed))
        for document in documents
        if register.add(document.summary)
    ]
    items.sort(key=lambda item: _order(item.date, item.document.doc_id))
    for number, item in enumerate(items, 1):
        item.number = number
    _place_files(items, names)
    shown = [item for item in items if item.is_published]
    for before, after in pairwise(shown):
        before.following, after.previous = after, before
    subjects = _subjects(items, register, names)
    return Site(settings, words, items, subjects, [f for f in register.findings() if f.code not in ("PZ801", "PZ802")])


def _address(document: DocumentRecord, settings: SiteSettings, names: _Names) -> str:
    forbidden = document.restricted and settings.restricted != PUBLISH
    if forbidden or settings.withholds(document.doc_id):
        return ""
    return names.free("documents", document.doc_id)


def _place_files(items: Sequence[Item], names: _Names) -> None:
    """Give each TEI file its address, unless something in it is not published."""
    by_file: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_file[item.document.file].append(item)
    for file, members in by_file.items():
        if all(item.is_published for item in members):
            ident = members[0].document.doc_id if len(members) == 1 else PurePath(file).stem
            address = names.free("tei", ident, ".xml")
            for item in members:
                item.tei = address


def _order(date: When, ident: str) -> tuple[bool, str, str]:
    return (not date, date.first, ident)


def _subjects(items: Sequence[Item], register: Register, names: _Names) -> dict[str, Subject]:
    """Every entity that is mentioned, speaks, writes or meets, with its mentions in the order of their dates."""
    aliases = {_plain(a): e.id for e in register.entities.values() for a in e.addresses}
    mentions: defaultdict[str, list[Occurrence]] = defaultdict(list)
    hidden: Counter[str] = Counter()
    forms: defaultdict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for item in items:
        new: dict[str, str] = dict(item.renamed)
        for context in item.document.contexts:
            ident = new.get(context.entity, context.entity)
            if ident not in register.entities and (alias := aliases.get(_plain(ident))):
                ident = new[context.entity] = alias
            if ident not in register.entities:
                forms[ident][context.type, " ".join(context.hit.split())] += 1
            if item.is_published:
                mentions[ident].append(Occurrence(item, context))
            else:
                hidden[ident] += 1
        item.renamed = new
    subjects = {}
    tied = register.tied & (register.entities.keys() | register.called.keys())
    for ident in sorted(mentions.keys() | hidden.keys() | tied):
        entity = register.entities.get(ident) or _undescribed(ident, forms[ident], register.called.get(ident))
        if entity is not None and entity.kind in FOLDERS:
            found = sorted(mentions[ident], key=lambda m: (not m.context.date, m.context.date.first, m.item.number))
            address = names.free(FOLDERS[entity.kind], ident)
            is_described = ident in register.entities
            subjects[ident] = Subject(entity, address, is_described, found, hidden[ident])
    return subjects


def _undescribed(ident: str, forms: Counter[tuple[str, str]], said: Called | None) -> Entity | None:
    """An entity that no list describes, called as a header names it, else by the form that texts use most.

    None if its kind is not one of ours.
    """
    if said is not None and not said.is_of_text:
        kind, label = said.kind, said.name
    elif forms:
        (kind, label), _ = min(forms.items(), key=lambda item: (-item[1], item[0]))
    else:
        return None
    return Entity(ident, kind, label or ident, label or ident, "", ()) if kind in FOLDERS else None


def _plain(address: str) -> str:
    return address.partition("://")[2].removeprefix("www.").rstrip("/") or address


class _Names:
    """Names of pages: safe, and different on systems that do not tell capital letters from small ones."""

    def __init__(self) -> None:
        own = ("index", "by-count", "by-date")
        self._taken = {f"{folder}/{name}.html" for folder in ("documents", *FOLDERS.values()) for name in own}

    def free(self, folder: str, ident: str, suffix: str = ".html") -> str:
        """The address of a file that no other has."""
        stem = file_name(ident)[:120]
        name, number = f"{folder}/{stem}{suffix}", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{folder}/{stem}-{number}{suffix}"
        self._taken.add(name.casefold())
        return name
