"""TEI Publisher: names with @key, registers as files, and an ODD that prints stamps, frames and corrections."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from puzanov_tei.exporters.editions import File, Step, changes, naming, steps
from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.corpus import Corpus, registers
from puzanov_tei.exporters.editions.draft import NAMES, Draft
from puzanov_tei.exporters.editions.header import document_date
from puzanov_tei.exporters.editions.registers import TAGS, entry, further_names, name
from puzanov_tei.exporters.editions.tei_publisher_odd import odd
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.entries import entries
from puzanov_tei.exporters.text.table import DIVISIONS
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import T

TARGET = "TEI Publisher 9 and applications that jinks makes"
NEEDS = (
    "names are persName, placeName, orgName with @key, without '#': id($key) finds the entry",
    "registers are files pb-persons, pb-places, pb-organizations (TEI/@xml:id), with @type main and sort of names",
    "the date is correspAction/date/@when, or stands in publicationStmt",
    "divisions with a head make the contents",
    "an ODD says how stamps, frames and corrections are printed",
)
NEXT = (
    "docker run -p 8080:8080 existdb/teipublisher; log in; make an application with jinks, or choose one of yours",
    "upload FOLDER/data/*.xml into data, FOLDER/data/registers/*.xml into data/registers",
    "upload FOLDER/resources/odd/puzanov.odd into resources/odd; recompile it there; reindex",
    "afterwards, bring annotations home: puzanov-tei decisions import --from tei-publisher FILE",
)
_TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "work": "", "event": ""}
_FILES = {
    "person": ("pb-persons", "Persons"), "place": ("pb-places", "Places"), "org": ("pb-organizations", "Organisations"),
    "work": ("pb-works", "Works"), "event": ("pb-events", "Events"),
}  # fmt: skip
_HEADINGS = (f"{T}dateline", f"{T}opener", f"{T}date")


def _header_keys(draft: Draft) -> None:
    for element in draft.header.iter(*NAMES, f"{T}author", f"{T}editor"):
        known = [draft.known[t] for t in draft.scene.references.of(element) if t in draft.known]
        if known and not element.get("key"):
            draft.refer(known[0])
            element.set("key", known[0].id)


def _date(draft: Draft) -> None:
    if draft.header.find(f".//{T}correspAction[@type='sent']/{T}date") is None:
        document_date(draft, "created")


def _heads(draft: Draft) -> None:
    """The dateline that an entry begins with is its head."""
    for division in [*entries(draft.root), *(d for text in draft.texts for d in text.iter(*DIVISIONS))]:
        first = next(division.iterchildren(etree.Element), None)
        if division.find(f"{T}head") is None and first is not None and first.tag == f"{T}dateline":
            first.tag = f"{T}head"
            first.set("type", "dateline")


STEPS = (
    steps.IDENTIFY,
    Step(
        "names", "linked names are persName, placeName, orgName with @key",
        naming.names(_TAGS, attribute="key", mark="", one=True),
    ),
    Step("keys of the header", "names of the header have the key too", _header_keys),
    Step("date", "publicationStmt has the document's date, where nobody says when it was sent", _date),
    Step("heads", "the dateline at the beginning of an entry is its head", _heads),
)  # fmt: skip


def files(draft: Draft) -> Iterable[File]:
    """The document, with the ODD that it is printed by."""
    yield draft.file("data/", etree.ProcessingInstruction("teipublisher", 'odd="puzanov.odd"'))


def finish(corpus: Corpus) -> Iterable[File]:
    """Registers and ODD."""
    for kind, entities in registers(corpus, TAGS):
        ident, title = _FILES[kind]
        listing = new(TAGS[kind][0])
        for entity in entities:
            made = entry(entity, _names(entity))
            made.tail = "\n"
            listing.append(made)
        listing.text = "\n"
        yield f"data/registers/{ident}.xml", changes.serialized(_register(ident, title, listing))
    yield "resources/odd/puzanov.odd", changes.serialized(odd())


def _names(entity: Entity) -> list[Element]:
    tag = TAGS[entity.kind][2]
    sort = [new(tag, entity.sort_name, type="sort")] if tag in ("persName", "placeName", "orgName") else []
    others = [new(tag, form.text, type=_kind(form.kind), xml_lang=form.lang) for form in further_names(entity)]
    return [name(entity, type="main"), *sort, *others]


def _kind(said: str) -> str:
    return "alternative" if said in ("main", "preferred", "sort") else said


def _register(ident: str, title: str, listing: Element) -> Element:
    description = new(
        "fileDesc", "",
        new("titleStmt", "", new("title", title)),
        new("publicationStmt", "", new("p", "A register of the edition.")),
        new("sourceDesc", "", new("p", "Made from the documents and registers of the edition.")),
    )  # fmt: skip
    return new("TEI", "", new("teiHeader", "", description), new("standOff", "", listing), xml_id=ident)
