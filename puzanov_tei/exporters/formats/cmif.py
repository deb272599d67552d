"""CMIF: an index of correspondence in the Correspondence Metadata Interchange Format (TEI correspDesc).

Persons, organisations and places carry addresses of authority files, dates a dating attribute; each
`correspDesc` points to the letter. What has no sender, receiver or date is left out and reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity, entities, text_of
from puzanov_tei.exporters.records.header import facts, when
from puzanov_tei.exporters.records.scene import digest
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.findings import Finding, Location, Severity
from puzanov_tei.tei.read import Edition, T, local_name, pointers

SUFFIX = ".xml"
PER_DOCUMENT = False

_BIBL = "edition"
_AUTHORITIES = (
    ("viaf", "https://viaf.org/viaf/"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("wikidata", "https://www.wikidata.org/entity/"),
    ("geonames", "https://sws.geonames.org/"),
)
_DATING = ("when", "from", "to", "notBefore", "notAfter")


@dataclass(frozen=True, slots=True)
class Letter:
    """One `correspDesc` of the index as XML (empty: there is none), and who published the document."""

    xml: str
    file: str
    publisher: str
    licence: str


def render(edition: Edition, options: Options) -> Letter:
    """The document's `correspDesc`, reduced to what the format holds."""
    said = facts(edition)
    known = {entity.id: entity for entity in entities(edition.root)}
    described = edition.root.find(f"{T}teiHeader//{T}correspDesc")
    actions = [] if described is None else [_action(a, known) for a in described.iterchildren(f"{T}correspAction")]
    kept = "".join(action for action in actions if action)
    address = f" ref={quoteattr(said.source_url)}" if said.source_url else ""
    xml = (
        f'<correspDesc key={quoteattr(edition.doc_id)} source="#{_BIBL}"{address}>{kept}</correspDesc>' if kept else ""
    )
    return Letter(xml, edition.file, said.publisher, said.licence)


def write(parts: Iterable[Letter], output: Output, options: Options) -> Iterator[Finding]:
    """Write the index; its head names the publishers of the documents."""
    letters: list[str] = []
    publishers: dict[str, None] = {}
    licences: dict[str, None] = {}
    for part in parts:
        if part.xml:
            letters.append(part.xml)
            publishers[part.publisher or "not stated"] = None
            licences[part.licence or "not stated"] = None
        else:
            message = "says nothing of a sender or receiver (correspDesc)"
            yield Finding("PZ805", Severity.WARNING, message, location=Location(part.file))
    with output.open("cmif.xml") as stream:
        stream.write(_head(list(publishers), list(licences), letters).encode("utf-8"))
        for letter in letters:
            stream.write((letter + "\n").encode("utf-8"))
        stream.write(b"</profileDesc></teiHeader>\n<text><body><p/></body></text>\n</TEI>\n")
    message = "correspSearch takes indexes under CC BY 4.0: state the licence in availability before you publish it"
    yield Finding("PZ808", Severity.INFO, message)


def _head(publishers: list[str], licences: list[str], letters: list[str]) -> str:
    names = "".join(f"<publisher>{escape(name)}</publisher>" for name in publishers) or "<publisher/>"
    listed = escape("; ".join(publishers))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n<teiHeader><fileDesc>\n'
        "<titleStmt><title>Index of correspondence</title><editor>puzanov_tei</editor></titleStmt>\n"
        f"<publicationStmt>{names}"
        f"<availability><licence><p>Terms of the documents: {escape('; '.join(licences))}</p></licence></availability>"
        f'<idno type="digest">{digest(*letters)}</idno></publicationStmt>\n'
        f'<sourceDesc><bibl type="online" xml:id="{_BIBL}">{listed}</bibl></sourceDesc>\n</fileDesc>\n<profileDesc>\n'
    )


def _action(action: Element, known: dict[str, Entity]) -> str:
    """A sent or received action with its persons, organisations, places and dates; others are left out."""
    kind = action.get("type")
    if kind not in ("sent", "received"):
        return ""
    order = ("persName", "orgName", "placeName", "date")
    children = sorted((c for c in action if local_name(c) in order), key=lambda c: order.index(local_name(c)))
    inner = "".join(_date(child) if local_name(child) == "date" else _name(child, known) for child in children)
    return f'<correspAction type="{kind}">{inner}</correspAction>' if inner else ""


def _name(element: Element, known: dict[str, Entity]) -> str:
    target = next(iter(pointers(element.get("ref") or element.get("key"))), "")
    address = target if "://" in target else _address(known.get(target))
    name = local_name(element)
    text = text_of(element) or (known[target].label if target in known else "")
    ref = f" ref={quoteattr(address)}" if address else ""
    return f"<{name}{ref}>{escape(text)}</{name}>" if text else ""


def _address(entity: Entity | None) -> str:
    if entity is None:
        return ""
    # The format wants GeoNames for places; VIAF and GND first for persons.
    order = reversed(_AUTHORITIES) if entity.kind == "place" else _AUTHORITIES
    return next((base + value for name, base in order if (value := getattr(entity, name))), "")


def _date(element: Element) -> str:
    if not when(element).first:
        return ""
    given = "".join(f" {n}={quoteattr(element.get(n, ''))}" for n in _DATING if element.get(n))
    return f"<date{given}>{escape(text_of(element))}</date>" if given else ""
