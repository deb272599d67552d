"""dse-static: documents and registers as its XSLT and the tools of acdh-tei-pyutils read them."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from puzanov_tei.exporters.editions import File, Step, changes, naming, steps
from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.corpus import Corpus, registers
from puzanov_tei.exporters.editions.draft import Draft
from puzanov_tei.exporters.editions.registers import TAGS, entry, lost_names, name
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T

TARGET = "dse-static-cookiecutter with acdh-tei-pyutils 2.4"
NEEDS = (
    "the file is named after TEI/@xml:id, a name of XML",
    "TEI/@xml:base is there; the first title of titleStmt is plain text of type main",
    "each linked name is rs with @type (person, place, org, bibl, event) and @ref; others are no rs",
    "registers are data/indices/list*.xml, with entries in text/body",
    "an entry has one name, birth/date and death/date, location/geo as 'lat lon', idno as an address",
    "front, back and standOff of a document are empty: what is read stands in the body",
    "no choice, no frames that only a style sheet prints, no notes in the header",
)
NEXT = (
    "uvx cookiecutter gh:acdh-oeaw/dse-static-cookiecutter",
    "cp -r FOLDER/data YOUR-PROJECT/",
    "add-attributes -g 'data/editions/*.xml' -b https://YOUR-PROJECT",
    "denormalize-indices -f 'data/editions/*.xml' -i 'data/indices/*.xml'",
    "ant",
)
_KINDS = {"person": "person", "place": "place", "org": "org", "work": "bibl", "event": "event"}
_TITLES = {"person": "Persons", "place": "Places", "org": "Organisations", "work": "Works", "event": "Events"}
_POINTERS = ("ref", "who", "toWhom", "corresp", "key")


def _title(draft: Draft) -> None:
    """The first title is the document's own, as plain text."""
    statement = _statement(draft)
    first = next(statement.iterchildren(f"{T}title"), None)
    text = draft.scene.facts.title or draft.id
    if first is not None and first.get("type") == "main" and not len(first) and first.text == text:
        return
    for title in statement.iterchildren(f"{T}title"):
        if title.get("type") == "main":
            title.set("type", "full")
    draft.insert(statement, 0, new("title", text, type="main"))


def _statement(draft: Draft) -> Element:
    """The titleStmt; an empty one is made where there is none: the tools stop at a document without a title."""
    place = draft.header
    for tag in ("fileDesc", "titleStmt"):
        child = place.find(T + tag)
        if child is None:
            child = new(tag)
            place.insert(0, child)
        place = child
    return place


def _works(draft: Draft) -> None:
    """Works that the text refers to have their identifiers in the register: its entries come into each document."""
    for text in draft.texts:
        for element in text.iter(f"{T}bibl", f"{T}biblStruct"):
            if element.get(XML_ID) in draft.links:
                del element.attrib[XML_ID]


def _pointers(draft: Draft) -> None:
    """Other pointers to persons, places and bodies lead to the registers."""
    here = {e.get(XML_ID) for e in draft.root.iter(etree.Element)}
    for element in draft.root.iter(etree.Element):
        if element.tag == f"{T}rs":
            continue
        for attribute in _POINTERS:
            if value := element.get(attribute):
                element.set(attribute, " ".join(_pointer(draft, p, here) for p in value.split()))


def _pointer(draft: Draft, pointer: str, here: set[str | None]) -> str:
    ident = draft.scene.references.first(pointer)
    entity = draft.known.get(ident)
    if entity is None or ident in here:
        return pointer
    if pointer.startswith("#"):
        draft.refer(entity)
        return f"../indices/{_file(entity.kind)}#{ident}"
    return pointer


STEPS = (
    steps.IDENTIFY,
    steps.BASE,
    Step("title", "the first title is the document's own, as plain text", _title),
    steps.CHOICES,
    steps.FRAMES,
    steps.GAPS,
    Step(
        "names", "linked names are rs with @type and @ref; rs without a target is unwrapped",
        naming.names(dict.fromkeys(_KINDS, "rs"), typed=True, bare=False),
    ),
    steps.PRINTED_NOTES,
    steps.LISTS,
    steps.STAND_OFF,
    steps.INTO_BODY,
    steps.HEADER_NOTES,
    Step("works", "works that the text refers to are identified in the register alone", _works),
    Step("pointers", "other pointers to entities lead to data/indices", _pointers),
)  # fmt: skip


def files(draft: Draft) -> Iterable[File]:
    """The document in data/editions."""
    yield draft.file("data/editions/")


def finish(corpus: Corpus) -> Iterable[File]:
    """The registers in data/indices."""
    for kind, entities in registers(corpus, TAGS):
        listing = new(TAGS[kind][0], xml_id=TAGS[kind][0])
        for entity in entities:
            made = entry(entity, [name(entity, whole=True)])
            made.tail = "\n"
            listing.append(made)
            corpus.lost.update(lost_names(entity))
        listing.text = "\n"
        yield f"data/indices/{_file(kind)}", changes.serialized(_register(_TITLES[kind], listing, _file(kind)))


def _file(kind: str) -> str:
    return f"{TAGS[kind][0].lower()}.xml"


def _register(title: str, listing: Element, file: str) -> Element:
    return new(
        "TEI", "",
        new(
            "teiHeader", "",
            new(
                "fileDesc", "",
                new("titleStmt", "", new("title", title, type="main")),
                new("publicationStmt", "", new("p", "A register of the edition.")),
                new("sourceDesc", "", new("p", "Made from the documents and registers of the edition.")),
            ),
        ),
        new("text", "", new("body", "", listing)),
        xml_id=file.removesuffix(".xml"),
    )  # fmt: skip
