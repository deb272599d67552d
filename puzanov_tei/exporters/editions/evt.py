"""EVT 2 and 3 (Edition Visualization Technology): lists in sourceDesc, linked names, everything in the body."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lxml import etree

from puzanov_tei.exporters.editions import File, Step, changes, naming, steps
from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import REGISTERS, Draft
from puzanov_tei.exporters.editions.registers import TAGS, entry, further_names, name, stub
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import TEI_NS, XML_ID, T

TARGET = "EVT 2 and EVT 3 (evt-viewer, evt-viewer-angular)"
NEEDS = (
    "lists of persons, places, bodies and events are children of sourceDesc",
    "linked names are persName, placeName, orgName with one @ref; rs is not read",
    "back is never shown: it is a part of the body",
    "frames of the source are text",
    "notes are shown on demand: stamps and hands are paragraphs; a gap is text",
    "choice stays: each level of the edition shows its side",
    'EVT 2 shows nothing that stands before the first pb: the text begins with one (n="-" where the source has none)',
)
NEXT = (
    "EVT 3: copy FOLDER/assets over src/assets of evt-viewer-angular; npm install; npm start",
    "EVT 2: copy FOLDER/assets/data/*.xml to data/text of the release, and name one in config/config.json (dataUrl)",
    "the first document is shown; another: put it first in assets/config/file_config.json",
)
_TAGS = {"person": "persName", "place": "placeName", "org": "orgName", "event": "event", "work": ""}


def _lists(draft: Draft) -> None:
    """Lists from anywhere in the document, and entries of registers that it refers to, in sourceDesc."""
    source = _source(draft)
    for listing in [e for e in draft.root.iter(*REGISTERS) if _is_to_move(e, source)]:
        around = listing.getparent()
        changes.take_out(listing)
        source.append(listing)
        if around is not None and around.tag == f"{T}standOff" and not len(around) and not (around.text or "").strip():
            changes.take_out(around)
    here = {e.get(XML_ID) for e in draft.root.iter(etree.Element)}
    for link in draft.links.values():
        if link.id not in here and link.kind in TAGS:
            entity = draft.known.get(link.id) or stub(link.id, link.kind, link.words, {})
            listing = _list_of(source, TAGS[entity.kind][0])
            tag = TAGS[entity.kind][2]
            names = [name(entity), *(new(tag, form.text, type=form.kind) for form in further_names(entity))]
            draft.insert(listing, len(listing), entry(entity, names))


def _is_to_move(listing: Element, source: Element) -> bool:
    if next(listing.iterancestors(*REGISTERS), None) is not None or source in listing.iterancestors():
        return False
    return any(c.get(XML_ID) for c in listing.iterchildren(etree.Element)) and listing.tag != f"{T}listBibl"


def _source(draft: Draft) -> Element:
    """The sourceDesc, of lists and other structured descriptions: paragraphs in it become one of these."""
    source = draft.header.find(f"{T}fileDesc/{T}sourceDesc")
    if source is None:
        source = new("sourceDesc")
        description = draft.header.find(f"{T}fileDesc")
        (draft.header if description is None else description).append(source)
    for paragraph in source.iterchildren(f"{T}p", f"{T}ab"):
        paragraph.tag = f"{T}bibl"
    return source


def _list_of(source: Element, tag: str) -> Element:
    found = source.find(T + tag)
    if found is None:
        found = new(tag)
        source.append(found)
    return found


def _supplied(draft: Draft) -> None:
    """Words that the source prints in brackets: EVT would print brackets of its own, and on one level nothing."""
    for text in draft.texts:
        for supplied in text.iter(f"{T}supplied"):
            if any(draft.frames(supplied.get("rendition"))):
                supplied.tag = f"{T}seg"
                supplied.attrib.pop("reason", None)
                supplied.set("type", "supplied")


def _begin_with_page(draft: Draft) -> None:
    """A body begins with a page break where it has none, or words in front of its first."""
    for body in draft.root.iterfind(f"{T}text/{T}body"):
        first = next(body.iter(f"{T}pb"), None)
        if first is None or first.xpath(
            "boolean(preceding::text()[normalize-space()][ancestor::t:body])", namespaces={"t": TEI_NS}
        ):
            draft.insert(body, 0, new("pb", n="-"))


STEPS = (
    steps.IDENTIFY,
    Step("supplied", "supplied words with a frame of the source are phrases", _supplied),
    steps.FRAMES,
    steps.GAPS,
    steps.GAPS_AS_TEXT,
    steps.PRINTED_NOTES,
    Step("names", "linked names are persName, placeName, orgName with one @ref", naming.names(_TAGS, one=True)),
    Step("lists", "lists of entities are children of sourceDesc, with all that the text refers to", _lists),
    steps.INTO_BODY,
    Step("page", "the body begins with a page break", _begin_with_page),
)


def files(draft: Draft) -> Iterable[File]:
    """The document."""
    yield draft.file("assets/data/")


def finish(corpus: Corpus) -> Iterable[File]:
    """The configuration of EVT 3 that names the files."""
    addresses = [f"assets/data/{document.id.removesuffix('.xml')}.xml" for document in corpus.documents]
    configuration = {
        "editionUrls": addresses,
        "editionImagesSource": {
            "manifest": {"value": "", "enable": False},
            "graphics": {"value": "", "enable": False},
        },
        "imagesFolderUrl": "assets/data/images/single",
        "configurationUrls": {
            "edition": "assets/config/edition_config.json",
            "ui": "assets/config/ui_config.json",
            "editorialConventions": "assets/config/editorial_conventions_config.json",
        },
    }
    yield "assets/config/file_config.json", (json.dumps(configuration, indent=2, ensure_ascii=False) + "\n").encode()
