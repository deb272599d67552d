"""A document on its way into another edition: a copy that steps change, and the account of what they leave out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from puzanov_tei.datatypes.xml_names import is_ncname
from puzanov_tei.exporters import Options
from puzanov_tei.exporters.editions import changes
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.identifiers import authority_of
from puzanov_tei.exporters.records.mentions import NAME_TYPES, kind_of_name
from puzanov_tei.exporters.records.scene import Scene
from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.exporters.text.ledger import words_in
from puzanov_tei.exporters.text.views import texts
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.findings import Finding
from puzanov_tei.tei.frames import frames
from puzanov_tei.tei.read import XML_ID, Edition, T, local_name

NAMES = tuple(T + name for name in NAME_TYPES)
REGISTERS = tuple(T + name for name in ("listPerson", "listPlace", "listOrg", "listEvent", "listBibl"))
_ENTRIES = tuple(T + name for name in ("person", "personGrp", "place", "org", "event"))


@dataclass(slots=True)
class Losses:
    """What an export leaves out: name -> how many things, and how many words of them."""

    rows: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, name: str, things: int = 1, words: int = 0) -> None:
        """Count something that is left out."""
        known = self.rows.get(name, (0, 0))
        self.rows[name] = (known[0] + things, known[1] + words)

    def update(self, other: Losses) -> None:
        """Take in what another document lost."""
        for name, (things, words) in other.rows.items():
            self.add(name, things, words)

    @property
    def words(self) -> int:
        """All words that are left out."""
        return sum(words for _, words in self.rows.values())

    def __str__(self) -> str:
        rows = sorted(self.rows.items(), key=lambda row: (-row[1][1], -row[1][0], row[0]))
        return ", ".join(f"{things} {name}" + (f" ({words} words)" if words else "") for name, (things, words) in rows)


@dataclass(frozen=True, slots=True)
class EntityReference:
    """A reference of the text to a person, place, body, work or event: its kind, identifier, target and first words."""

    kind: str
    id: str
    target: str
    words: str


class Draft:
    """A document on its way into another edition.

    Words leave it, or come into it, by the methods of this class alone, which keep the account: `fault` says in the
    end whether it is right.

    Attributes:
        scene: the document as it came, with what its references lead to.
        root: the copy that steps change.
        id: its identifier, which is a name of XML and the name of its file.
        lost: what steps have left out.
        links: what the text refers to, in the order of the first mentions.
    """

    def __init__(self, edition: Edition, options: Options) -> None:
        self.edition = edition
        self.options = options
        self.scene = Scene(edition, options)
        self.root = deepcopy(edition.root)
        self.root.tail = None
        self.id = ncname(edition.doc_id, "doc-")
        if any(e.get(XML_ID) == self.id for e in self.root.iterdescendants(etree.Element)):
            self.id = f"doc-{self.id}"  # a file called as a part of its document is
        self.frames = frames(edition.root)
        self.lost = Losses()
        self.links: dict[str, EntityReference] = {}
        self.findings: list[Finding] = []
        self._letters = changes.letters(self.root)
        self.words = words_in(self.root)
        self.moved = 0

    # --- reading --------------------------------------------------------------------------------

    @property
    def texts(self) -> list[Element]:
        """The parts of the copy that hold its text."""
        return texts(self.root)

    @property
    def header(self) -> Element:
        """The copy's header; an empty one is made where there is none."""
        header = self.root.find(f"{T}teiHeader")
        if header is None:
            header = changes.new("teiHeader")
            self.root.insert(0, header)
        return header

    @property
    def known(self) -> Mapping[str, Entity]:
        """The entities that lists describe, by identifier."""
        return self.scene.known

    def names(self) -> list[Element]:
        """Names and referring strings of the text and its bibliographies, not those of entries in its other lists."""
        return [
            element for text in self.texts for element in text.iter(*NAMES)
            if next(element.iterancestors(*_ENTRIES), None) is None
        ]  # fmt: skip

    def link(self, element: Element) -> list[EntityReference]:
        """What a name refers to; it is noted for the registers. Empty where nobody has said."""
        made = []
        for target in self.scene.references.of(element):
            entity = self.known.get(target)
            ident = entity.id if entity is not None else _stands_for(target)
            kind = entity.kind if entity is not None else kind_of_name(element)
            link = EntityReference(kind, ident, target, text_of(element))
            made.append(self.links.setdefault(ident, link))
        return made

    def refer(self, entity: Entity) -> None:
        """Note that the document refers to an entity outside its text: the registers hold it too."""
        self.links.setdefault(entity.id, EntityReference(entity.kind, entity.id, entity.id, entity.label))

    # --- changing -------------------------------------------------------------------------------

    def leave_out(self, element: Element, name: str = "") -> None:
        """Take an element out, with its words, for good."""
        self.lost.add(name or local_name(element), 1, words_in(element))
        self._letters -= changes.letters(element)
        changes.take_out(element)

    def move_out(self, element: Element) -> None:
        """Take an element out whose words stand in another file of the edition."""
        self.moved += words_in(element)
        self._letters -= changes.letters(element)
        changes.take_out(element)

    def print_before(self, element: Element, text: str) -> None:
        """Print a text at the beginning of an element."""
        self._letters += len("".join(text.split()))
        changes.open_with(element, text)

    def print_after(self, element: Element, text: str) -> None:
        """Print a text at the end of an element."""
        self._letters += len("".join(text.split()))
        changes.close_with(element, text)

    def insert(self, parent: Element, place: int, element: Element) -> None:
        """Put in a new element, with words that the document has not."""
        self._letters += changes.letters(element)
        parent.insert(place, element)

    def file(self, folder: str = "", *instructions: etree._Element) -> tuple[str, bytes]:
        """The document as an XML file in a folder of the edition, with instructions in front of its root."""
        return f"{folder}{self.id.removesuffix('.xml')}.xml", changes.serialized(self.root, instructions)

    @property
    def fault(self) -> int:
        """Characters that got lost without a word (above zero), or came from nowhere (below). Zero, or a fault."""
        return self._letters - changes.letters(self.root)


def _stands_for(target: str) -> str:
    """The identifier of an entry for a target that no list describes: of the authority it names, else of its own."""
    known = authority_of(target)
    return ncname("-".join(known) if known else target, "id-")


def ncname(ident: str, prefix: str) -> str:
    """An identifier as a name of XML without a colon: itself, where it is one.

    What cannot stand in a name becomes a hyphen, and a digest at the end keeps different ones apart.
    """
    if is_ncname(ident):
        return ident
    if is_ncname(prefix + ident):
        return prefix + ident
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "-", ident).strip("-.")[-60:]
    return f"{prefix}{plain}-{hashlib.sha256(ident.encode()).hexdigest()[:8]}"
