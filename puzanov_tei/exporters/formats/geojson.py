"""GeoJSON (RFC 7946): the places that have coordinates, with how often and when they are mentioned."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from puzanov_tei.exporters import Options
from puzanov_tei.exporters.output import Output
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.gather import Register
from puzanov_tei.exporters.records.rows import Summary, Tally, document_rows
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.tei.read import Edition

SUFFIX = ".geojson"
PER_DOCUMENT = False
REGISTERS = True


def render(edition: Edition, options: Options) -> Summary:
    """The places of one document and their mentions."""
    return document_rows(edition, options, ("places",)).summary


def write(parts: Iterable[Summary], output: Output, options: Options) -> Iterator[Finding]:
    """Write a FeatureCollection, one feature a place, sorted by id."""
    register = Register()
    for part in parts:
        register.add(part)
    places = register.of("place")
    located = [place for place in places if place.lat and place.lon]
    features = [json.dumps(_feature(p, register.tallies.get(p.id, Tally())), ensure_ascii=False) for p in located]
    with output.open("places.geojson") as stream:
        body = ",\n".join(features)
        stream.write(f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'.encode())
    lost = [place.id for place in places if not (place.lat and place.lon) and place.id in register.tallies]
    if lost:
        shown = ", ".join(lost[:5]) + (" ..." if len(lost) > 5 else "")
        message = f"places without coordinates are not on the map: {shown} ({len(lost)} in all)"
        yield Finding("PZ804", Severity.WARNING, message, "give them a location/geo")
    yield from register.findings()


def _feature(place: Entity, tally: Tally) -> dict[str, object]:
    """Position as RFC 7946 wants it: longitude, latitude (WGS 84)."""
    known = {
        "name": place.label,
        "type": place.type,
        "country": place.country,
        "geonames": place.geonames,
        "wikidata": place.wikidata,
        "n_mentions": tally.count,
        "first_date": tally.first,
        "last_date": tally.last,
    }
    return {
        "type": "Feature",
        "id": place.id,
        "geometry": {"type": "Point", "coordinates": [float(place.lon), float(place.lat)]},
        "properties": {name: value for name, value in known.items() if value != ""},
    }
