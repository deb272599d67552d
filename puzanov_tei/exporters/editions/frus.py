"""Volumes in the manner of Foreign Relations of the United States: numbered and dated documents, a list of persons."""

from __future__ import annotations

import calendar
from collections.abc import Iterable

from lxml import etree

from puzanov_tei.exporters.editions import File, Step, changes, naming, steps
from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.corpus import Corpus
from puzanov_tei.exporters.editions.draft import Draft, ncname
from puzanov_tei.exporters.editions.header import document_date
from puzanov_tei.exporters.editions.registers import stub
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.entries import entries, entry_date
from puzanov_tei.exporters.records.values import When
from puzanov_tei.exporters.text.table import DIVISIONS
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T

TARGET = "volumes of the Foreign Relations series, as history.state.gov reads them"
NEEDS = (
    "TEI/@xml:id is the stem of the file",
    "each document is div[@type='document'] with @n, @xml:id and frus:doc-dateTime-min and -max",
    "persName/@corresp points to item/persName[@xml:id] in a list of persons of the front",
    "publicationStmt has date[@type='content-date']",
    "no choice, no frames that only a style sheet prints",
)
NEXT = (
    "copy FOLDER/volumes/*.xml into volumes of an installation of hsg-shell with frus",
    "validate there with the Schematron and RELAX NG of the repository frus (schema/frus.sch, frus.rng)",
)
_NS = "http://history.state.gov/frus/ns/1.0"
_MIN, _MAX = f"{{{_NS}}}doc-dateTime-min", f"{{{_NS}}}doc-dateTime-max"


def _documents(draft: Draft) -> None:
    """Each entry is a document; a text without entries is one."""
    found = [entry for entry in entries(draft.root) if entry.tag in DIVISIONS]
    if not found:
        found = [_around(body) for text in draft.texts if (body := text.find(f"{T}body")) is not None]
    here = {e.get(XML_ID) for e in draft.root.iter(etree.Element)}
    for number, division in enumerate(found, 1):
        kind = division.get("type", "")
        changes.set_attributes(division, {"subtype": kind if kind != "document" else division.get("subtype", "")})
        division.tag = f"{T}div"
        division.set("type", "document")
        if not division.get(XML_ID):
            wanted = f"d{number}"
            division.set(XML_ID, wanted if wanted not in here else ncname(f"{draft.id}-{wanted}", "d-"))
        if not division.get("n"):
            division.set("n", str(number))
        date = entry_date(division) or (draft.scene.facts.date if len(found) == 1 else When())
        if date.first:
            division.set(_MIN, f"{_whole(date.first, last=False)}T00:00:00")
            division.set(_MAX, f"{_whole(date.last, last=True)}T23:59:59")


def _around(body: Element) -> Element:
    """The one division of a body, else a new one around all that it holds."""
    children = list(body.iterchildren(etree.Element))
    if len(children) == 1 and children[0].tag in DIVISIONS:
        return children[0]
    around = new("div")
    around.text, body.text = body.text, None
    around.extend(list(body))
    body.append(around)
    return around


def _whole(date: str, *, last: bool) -> str:
    """A date to the day: of a month or year the first or last."""
    day = date.split("T")[0]
    year, _, rest = day.partition("-") if not day.startswith("-") else (day, "", "")
    if not rest:
        return f"{year}-12-31" if last else f"{year}-01-01"
    if "-" not in rest:
        final = calendar.monthrange(int(year), int(rest))[1] if last else 1
        return f"{year}-{rest}-{final:02}"
    return day


def _persons(draft: Draft) -> None:
    """The persons that the text names, as a list in the front."""
    named = [
        draft.known.get(link.id) or stub(link.id, link.kind, link.words, {})
        for link in draft.links.values() if link.kind == "person"
    ]  # fmt: skip
    texts = [text for text in draft.texts if text.tag == f"{T}text"]
    if not named or not texts:
        return
    front = texts[0].find(f"{T}front")
    if front is None:
        front = new("front")
        texts[0].insert(0, front)
    here = {e.get(XML_ID) for e in draft.root.iter(etree.Element)}
    named = sorted((e for e in named if e.id not in here), key=lambda e: (e.sort_name.casefold(), e.id))
    listing = new("list", "", *map(_item, named), type="names")
    ident = "persons" if "persons" not in here else ""
    draft.insert(front, len(front), new("div", "", new("head", "Persons"), listing, type="section", xml_id=ident))


def _item(entity: Entity) -> Element:
    item = new("item", "", new("hi", "", new("persName", entity.sort_name, xml_id=entity.id), rend="strong"))
    posts = "; ".join(dict.fromkeys(post.office for post in entity.posts if post.office))
    item[0].tail = f", {posts}" if posts else None
    return item


STEPS = (
    steps.IDENTIFY,
    steps.CHOICES,
    steps.FRAMES,
    steps.GAPS,
    Step(
        "names", "names of persons have @corresp; other names are not linked",
        naming.names({"person": "persName"}, attribute="corresp", one=True),
    ),
    steps.NO_LISTS,
    steps.NO_STAND_OFF,
    Step("persons", "the front has a list of the persons that are named", _persons),
    Step("documents", "entries are documents with number and dates; a text without entries is one", _documents),
    Step("date", "publicationStmt has the date of the content", lambda draft: document_date(draft, "content-date")),
)  # fmt: skip


def files(draft: Draft) -> Iterable[File]:
    """The document as a volume."""
    root = etree.Element(draft.root.tag, draft.root.attrib, nsmap={**draft.root.nsmap, "frus": _NS})
    root.text = draft.root.text
    root.extend(list(draft.root))
    draft.root = root
    yield draft.file("volumes/")


def finish(corpus: Corpus) -> Iterable[File]:
    """Nothing: each volume is for itself."""
    return ()
