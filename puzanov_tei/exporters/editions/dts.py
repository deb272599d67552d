"""DTS (Distributed Text Services): each document says how it is cited, and a catalogue lists them all."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from puzanov_tei.exporters.editions import File, Step, changes, steps
from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import Draft, ncname
from puzanov_tei.exporters.records.header import HeaderValues
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T

TARGET = "a DTS server that reads citeStructure: MyDapytains (dapytains 1.0)"
NEEDS = (
    "encodingDesc/refsDecl[@default='true']/citeStructure says how the text is cited",
    "entries have an @n of their own; in documents without entries, each block with words has an @xml:id",
    "a catalogue names each file with title and identifier",
)
NEXT = (
    "pip install dapytains",
    "DTSCATALOG=FOLDER/catalog.xml DATABASE_URI=sqlite:////tmp/dts.db python -m dapytains.app.app",
    "open http://localhost:5000/collection",
)
_ENTRIES = "/TEI/text/body/div/div[@type='entry']"
_DC = "http://purl.org/dc/elements/1.1/"
_CITED = ("div", "p", "ab", "lg", "note", "entry", "entryFree")
_BLOCKS = f"//text//*[@xml:id][{' or '.join(f'self::{name}' for name in _CITED)}][normalize-space()]"


def _cited(draft: Draft) -> None:
    """The declaration; entries and blocks get what they are cited by where they have not."""
    entries = list(draft.root.xpath("t:text/t:body/t:div/t:div[@type='entry']", namespaces={"t": T[1:-1]}))
    if entries and all(entry.find(f"{T}p") is not None for entry in entries):
        _number(entries)
        paragraphs = new("citeStructure", unit="paragraph", match="p", use="position()", delim=".")
        structure = new("citeStructure", "", paragraphs, unit="entry", match=_ENTRIES, use="@n")
    else:
        _identify(draft)
        structure = new("citeStructure", unit="block", match=_BLOCKS, use="@xml:id")
    described = draft.header.find(f"{T}encodingDesc")
    if described is None:
        described = new("encodingDesc")
        file_desc = draft.header.find(f"{T}fileDesc")
        draft.header.insert(0 if file_desc is None else draft.header.index(file_desc) + 1, described)
    for other in described.iterchildren(f"{T}refsDecl"):
        changes.set_attributes(other, {"default": ""})
    described.append(new("refsDecl", "", structure, default="true"))


def _number(entries: list[Element]) -> None:
    """Each entry has an @n of its own, without the sign that parts entry and paragraph."""
    taken: set[str] = set()
    for position, entry in enumerate(entries, 1):
        wanted = entry.get("n") or entry.get(XML_ID) or str(position)
        number = wanted.replace(".", "-")
        while number in taken:
            number = f"{number}-{position}"
        taken.add(number)
        entry.set("n", number)


def _identify(draft: Draft) -> None:
    """Each block has an identifier: that of the document with its number, where nothing is called so."""
    taken = {element.get(XML_ID) for element in draft.root.iter(etree.Element)}
    blocks = [block for text in draft.texts for block in text.iter(*(T + name for name in _CITED))]
    for number, block in enumerate(blocks, 1):
        if not block.get(XML_ID) and "".join(block.itertext()).strip():
            own = f"b{number}"
            while taken & {own, f"{draft.id}-{own}"}:  # an entry `b1` may get the name of its document later
                own += "x"
            block.set(XML_ID, ncname(f"{draft.id}-{own}", "id-"))


STEPS = (steps.IDENTIFY, Step("citation", "refsDecl and citeStructure; @n of entries, @xml:id of blocks", _cited))


def files(draft: Draft) -> Iterable[File]:
    """The document."""
    yield draft.file("tei/")


def finish(corpus: Corpus) -> Iterable[File]:
    """The catalogue."""
    title = corpus.options.title or "Documents"
    root = etree.Element("collection", identifier=corpus.options.address or "documents")
    etree.SubElement(root, "title").text = title
    members = etree.SubElement(root, "members")
    for document in corpus.documents:
        path = f"tei/{document.id.removesuffix('.xml')}.xml"
        resource = etree.SubElement(members, "resource", identifier=document.id, filepath=path)
        etree.SubElement(resource, "title").text = document.facts.title or document.id
        resource.append(_dublin_core(document.facts))
    etree.indent(root)
    yield "catalog.xml", changes.serialized(root)


def _dublin_core(said: HeaderValues) -> Element:
    core = etree.Element("dublinCore")
    values = {
        "creator": said.author, "date": said.date.value, "language": said.lang, "rights": said.licence_url,
        "source": said.source_url,
    }  # fmt: skip
    for name, value in values.items():
        if value:
            etree.SubElement(core, f"{{{_DC}}}{name}", nsmap={"dc": _DC}).text = value
    return core
