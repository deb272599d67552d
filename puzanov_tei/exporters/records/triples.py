"""Documents, entities and mentions as linked data: resources with typed values, before any syntax.

Vocabularies: schema.org for persons, places and organisations, Dublin Core for documents, Web Annotation for
mentions. Identifiers are relative (`#pers-a`): they belong to the address where the file is published, or to
the base that the user gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.header import HeaderValues
from puzanov_tei.exporters.records.mentions import MentionRow
from puzanov_tei.exporters.records.values import When

PREFIXES = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "schema": "https://schema.org/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_CLASSES = {
    "person": "schema:Person", "place": "schema:Place", "org": "schema:Organization", "work": "schema:CreativeWork",
    "event": "schema:Event",
}  # fmt: skip
_SAME_AS = (
    ("wikidata", "http://www.wikidata.org/entity/"),
    ("viaf", "http://viaf.org/viaf/"),
    ("gnd", "https://d-nb.info/gnd/"),
    ("geonames", "https://sws.geonames.org/"),
)
_DATES = (
    (re.compile(r"-?\d{4,}-\d{2}-\d{2}"), "xsd:date"),
    (re.compile(r"-?\d{4,}-\d{2}"), "xsd:gYearMonth"),
    (re.compile(r"-?\d{4,}"), "xsd:gYear"),
)


@dataclass(frozen=True, slots=True)
class Iri:
    """An identifier: absolute, relative (`#x`) or prefixed (`schema:Person`)."""

    value: str

    @property
    def is_prefixed(self) -> bool:
        """Whether it is written with one of our prefixes."""
        head, colon, rest = self.value.partition(":")
        return bool(colon) and head in PREFIXES and not rest.startswith("//")


@dataclass(frozen=True, slots=True)
class Literal:
    """A value with a datatype (prefixed) or a language; plain text has neither."""

    value: str
    type: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that is described; without identifier where `id` is None. Properties keep their order."""

    id: Iri | None
    types: tuple[str, ...]
    properties: tuple[tuple[str, Value], ...]


Value = Iri | Literal | Resource


def local(ident: str) -> Iri:
    """The identifier of a document, entity or mention of ours; addresses stay what they are."""
    if "://" in ident:
        return Iri(quote(ident, safe="%-._~!$&'()*+,;=:@/?#"))
    return Iri("#" + quote(ident, safe="-._~!$&'()*+,;=:@/?"))


def document(doc_id: str, said: HeaderValues) -> Resource:
    """An archival document (schema:ArchiveComponent) with Dublin Core terms."""
    properties: list[tuple[str, Value]] = [("dcterms:identifier", Literal(doc_id))]
    if said.title:
        properties.append(("dcterms:title", Literal(said.title)))
    if said.author_id:
        properties.append(("dcterms:creator", local(said.author_id)))
    properties += [("dcterms:date" if said.date.when else "dcterms:temporal", value) for value in _date(said.date)]
    if said.lang:
        properties.append(("dcterms:language", Literal(said.lang)))
    archive = ", ".join(part for part in (said.repository, said.shelfmark) if part)
    if archive:
        properties.append(("schema:archivedAt", Literal(archive)))
    properties += [("schema:translator", Literal(name)) for name in said.translators]
    if "://" in said.source_url:
        properties.append(("dcterms:source", local(said.source_url)))
    if said.licence:
        properties.append(("dcterms:rights", Literal(said.licence)))
    return Resource(local(doc_id), ("schema:ArchiveComponent",), tuple(properties))


def entity(described: Entity) -> Resource:
    """A person, place, organisation, work or event."""
    properties: list[tuple[str, Value]] = [("schema:name", Literal(described.label))]
    for form in described.names:
        if form.text and form.text != described.label and form.kind != "error":
            properties.append(("schema:alternateName", Literal(form.text, lang=form.lang)))
    for name, value in (("familyName", described.surname), ("givenName", described.forename)):
        if value:
            properties.append((f"schema:{name}", Literal(value)))
    for name, value in (("birthDate", described.birth), ("deathDate", described.death)):
        if value:
            properties.append((f"schema:{name}", _dated(value)))
    if described.lat and described.lon:
        point = (
            ("schema:latitude", Literal(described.lat, "xsd:decimal")),
            ("schema:longitude", Literal(described.lon, "xsd:decimal")),
        )
        properties.append(("schema:geo", Resource(None, ("schema:GeoCoordinates",), point)))
    if described.author_id or described.author:
        author = local(described.author_id) if described.author_id else Literal(described.author)
        properties.append(("schema:author", author))
    if described.kind == "event":
        limits = (("schema:startDate", described.date.first), ("schema:endDate", described.date.last))
        properties += [(name, _dated(value)) for name, value in limits if value]
        if described.place_id:
            properties.append(("schema:location", local(described.place_id)))
    else:
        properties += [("dcterms:date", value) for value in _date(described.date)]
    for name, base in _SAME_AS:
        if value := getattr(described, name):
            properties.append(("schema:sameAs", local(base + value)))
    return Resource(local(described.id), (_CLASSES[described.kind],), tuple(properties))


def mention(doc_id: str, row: MentionRow) -> Resource:
    """A mention (oa:Annotation) that identifies its entity at a place of the document's text."""
    quoted = Resource(
        None,
        ("oa:TextQuoteSelector",),
        (
            ("oa:exact", Literal(row.surface)),
            ("oa:prefix", Literal(row.prefix)),
            ("oa:suffix", Literal(row.suffix)),
        ),
    )
    counted = Resource(
        None,
        ("oa:TextPositionSelector",),
        (
            ("oa:start", Literal(str(row.begin), "xsd:nonNegativeInteger")),
            ("oa:end", Literal(str(row.end), "xsd:nonNegativeInteger")),
        ),
    )
    target = Resource(
        None,
        ("oa:SpecificResource",),
        (("oa:hasSource", local(doc_id)), ("oa:hasSelector", quoted), ("oa:hasSelector", counted)),
    )
    properties: list[tuple[str, Value]] = [
        ("oa:motivatedBy", Iri("oa:identifying")),
        ("oa:hasBody", local(row.entity_id)),
        ("oa:hasTarget", target),
    ]
    return Resource(local(row.mention_id), ("oa:Annotation",), tuple(properties))


def _date(date: When) -> Iterator[Value]:
    if date.when:
        yield _dated(date.when)
    elif date.value:
        yield Literal(date.value)


def _dated(value: str) -> Literal:
    return Literal(value, next((name for pattern, name in _DATES if pattern.fullmatch(value)), ""))
