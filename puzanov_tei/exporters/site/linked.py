"""Documents and entities as linked data (JSON-LD, schema.org) for programs that read pages."""

from __future__ import annotations

from typing import Any

from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.identifiers import same_as
from puzanov_tei.exporters.site.frame import Frame
from puzanov_tei.exporters.site.parts import DocumentRecord

_TYPES = {"person": "Person", "place": "Place", "org": "Organization", "work": "CreativeWork", "event": "Event"}


def document(item: DocumentRecord, frame: Frame, address: str) -> dict[str, Any]:
    """A document: what its header says, and the collection it is a part of."""
    facts = item.facts
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": ["ArchiveComponent", "CreativeWork"],
            "@id": address,
            "identifier": item.doc_id,
            "name": item.title,
            "dateCreated": facts.date.value,
            "author": [{"@type": "Person", "name": name} for name in facts.authors],
            "translator": [{"@type": "Person", "name": name} for name in facts.translators],
            "inLanguage": facts.lang,
            "genre": item.genre,
            "abstract": item.abstract,
            "itemLocation": ", ".join(part for part in (facts.repository, facts.shelfmark) if part),
            "license": facts.licence_url,
            "isBasedOn": facts.source_url,
            "isPartOf": collection(frame) | {"@context": None},
        }
    )


def collection(frame: Frame) -> dict[str, Any]:
    """The site as a collection."""
    said = frame.settings
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "Collection",
            "@id": said.url,
            "name": frame.title,
            "description": said.description,
            "editor": said.editor and {"@type": "Person", "name": said.editor},
            "publisher": said.publisher and {"@type": "Organization", "name": said.publisher},
            "license": said.licence_url,
            "inLanguage": frame.words.lang,
        }
    )


def entity(item: Entity, address: str) -> dict[str, Any]:
    """A person, place, body, work or event, and the same in authority files."""
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": _TYPES[item.kind],
            "@id": address,
            "name": item.label,
            "alternateName": list(dict.fromkeys(f.text for f in item.names if f.text and f.text != item.label)),
            "birthDate": item.birth,
            "deathDate": item.death,
            "author": item.author and {"@type": "Person", "name": item.author},
            "geo": item.lat and {"@type": "GeoCoordinates", "latitude": item.lat, "longitude": item.lon},
            "startDate": item.date.first if item.kind == "event" else "",
            "sameAs": list(same_as(item.authorities)),
        }
    )


def _filled(members: dict[str, Any]) -> dict[str, Any]:
    """The members that say something."""
    return {
        name: {k: v for k, v in value.items() if v} if isinstance(value, dict) else value
        for name, value in members.items()
        if value
    }
