"""One document with what every table needs of it: its views, its entries, and where each element stands."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.records.entities import Entity, described
from puzanov_tei.exporters.records.entries import entries, entry_date
from puzanov_tei.exporters.records.header import HeaderValues, facts, programs
from puzanov_tei.exporters.records.kinds import kind_of
from puzanov_tei.exporters.records.references import References
from puzanov_tei.exporters.records.values import When
from puzanov_tei.exporters.text.ledger import count_words
from puzanov_tei.exporters.text.table import DIVISIONS, table
from puzanov_tei.exporters.text.views import View, texts, view
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.frames import Frames, frames
from puzanov_tei.tei.read import XML_ID, Edition, T

_BLOCKS = frozenset((f"{T}note", f"{T}cell", *DIVISIONS))


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where something stands: identifier of the nearest block that has one, the nearest block, the entry."""

    block_id: str = ""
    block: Element | None = None
    entry: Element | None = None


NOWHERE = Whereabouts()


class Scene:
    """A document on its way into tables. Views are made when they are asked for."""

    def __init__(self, edition: Edition, options: Options | None = None) -> None:
        """The options say which view mentions are counted in, what becomes of notes, and which lists help."""
        self.edition = edition
        self.doc_id = edition.doc_id
        self._options = options or Options()
        self._views: dict[str, View] = {}
        self._dates: dict[Element | None, When] = {}
        self._where: dict[Element, Whereabouts] = {}
        self.table = table(self._options.elements)
        self._blocks = _BLOCKS.union(self.table.strength)

    def view(self, name: str) -> View:
        """A view of the document, made once."""
        if name not in self._views:
            labels = {e.id: e.label for e in self.known.values()} if name == "normalized" else {}
            self._views[name] = view(
                self.edition.root,
                name,
                notes=self._options.notes,
                labels=labels,
                framed=self._frames,
                table=self.table,
                may_keep_white=b"xml:space" in self.edition.data or bool(self.edition.included),
            )
        return self._views[name]

    @cached_property
    def texts(self) -> list[Element]:
        """Where the document's text stands."""
        return texts(self.edition.root)

    @cached_property
    def programs(self) -> frozenset[str]:
        """The pointers that stand for programs in `@resp`."""
        return programs(self.edition)

    @cached_property
    def _frames(self) -> Frames:
        return frames(self.edition.root)

    @property
    def reading(self) -> View:
        """The reading text."""
        return self.view("reading")

    @property
    def source(self) -> View:
        """The source's text."""
        return self.view("source")

    @property
    def main(self) -> View:
        """The view that mentions are counted in."""
        return self.view(self._options.view)

    @cached_property
    def known(self) -> dict[str, Entity]:
        """The entities that the document's own lists describe, and those of the files beside it."""
        return {entity.id: entity for entity in (*self._options.lists, *self.own)}

    @cached_property
    def own(self) -> tuple[Entity, ...]:
        """The entities that the lists of the document describe, and those of the corpora around it."""
        return tuple(described(self.edition, doc_id=self.doc_id))

    @cached_property
    def references(self) -> References:
        """What its pointers lead to."""
        return References(self.edition, self.known)

    @cached_property
    def kind(self) -> str:
        """Whether it is a document, a register or an index (see `kinds`)."""
        return kind_of(self.edition)

    @cached_property
    def facts(self) -> HeaderValues:
        """What the header says."""
        return facts(self.edition)

    @cached_property
    def entries(self) -> dict[Element, str]:
        """The entries in order, with their identifiers; an entry inside an entry belongs to it."""
        numbered = enumerate(entries(self.edition.root), 1)
        return {div: div.get(XML_ID) or f"{self.doc_id}-{number}" for number, div in numbered}

    def where(self, element: Element) -> Whereabouts:
        """The place of an element: the nearest block at or above it, and the entry it stands in."""
        known = self._where.get(element)
        if known is None:
            parent = element.getparent()
            known = NOWHERE if parent is None else self.where(parent)
            if element.tag in self._blocks:
                entry = element if element in self.entries else known.entry
                known = Whereabouts(element.get(XML_ID) or known.block_id, element, entry)
            self._where[element] = known
        return known

    @cached_property
    def words(self) -> dict[Element | None, int]:
        """Words of the reading text by entry; None: those outside all entries. Entries never end within a word."""
        spans = {entry: self.reading.span(entry) for entry in self.entries}
        text = self.reading.text
        counted: dict[Element | None, int] = {e: count_words(text[begin:end]) for e, (begin, end) in spans.items()}
        done = counted[None] = 0
        for begin, end in sorted(spans.values()):
            counted[None] += count_words(text[done:begin])
            done = max(done, end)
        counted[None] += count_words(text[done:])
        return counted

    def entry_id(self, entry: Element | None) -> str:
        """The entry's identifier; empty for None."""
        return "" if entry is None else self.entries[entry]

    def entry_date(self, entry: Element) -> When:
        """The date of an entry; that of the document where it is the only one."""
        known = entry_date(entry).by_day
        return known if known or len(self.entries) > 1 else self.facts.date

    def date_of(self, entry: Element | None) -> When:
        """The date of an entry, or the document's where it has none."""
        known = self._dates.get(entry)
        if known is None:
            known = When() if entry is None else self.entry_date(entry)
            known = self._dates[entry] = known or self.facts.date
        return known


class Digests:
    """Short identifiers of what stands in a document, the same in every export of it (48 bits, hexadecimal)."""

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, ...]] = Counter()

    def of(self, *parts: str) -> str:
        """An identifier of these strings; what says the same again gets another one."""
        self._counts[parts] += 1
        named = "\0".join((*parts, str(self._counts[parts])))
        return hashlib.blake2b(named.encode("utf-8"), digest_size=6).hexdigest()
