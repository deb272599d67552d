"""Identifiers of entities in authority files: from `idno`, and from addresses in pointers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.tei.read import T

# Authority -> what its addresses look like (the identifier is the group), and the address made from it.
_ADDRESSES = {
    "wikidata": r"wikidata\.org/(?:wiki/|entity/)?(?:Special:\w+/)?(?:Property:)?(Q\d+)",
    "viaf": r"viaf\.org/viaf/(\d+)",
    "geonames": r"geonames\.org/(\d+)",
    "gnd": r"(?:d-nb\.info/gnd/|lobid\.org/gnd/|deutsche-biographie\.de/pnd)([\dX-]+)",
    "loc": r"id\.loc\.gov/(?:authorities/(?:names|subjects)|rwo/agents)/(\w+)",
}
BASES = {
    "wikidata": "https://www.wikidata.org/entity/",
    "viaf": "https://viaf.org/viaf/",
    "geonames": "https://sws.geonames.org/",
    "gnd": "https://d-nb.info/gnd/",
    "loc": "https://id.loc.gov/authorities/names/",
}
AUTHORITIES = tuple(BASES)
_PATTERNS = {name: re.compile(pattern) for name, pattern in _ADDRESSES.items()}
# Names that editions give these authorities in `idno/@type` and as prefixes.
_ALIASES = {
    "wiki": "wikidata", "wd": "wikidata", "wikidata": "wikidata", "q": "wikidata", "viaf": "viaf", "geon": "geonames",
    "geonames": "geonames", "geoname": "geonames", "geo": "geonames", "gnd": "gnd", "pnd": "gnd", "loc": "loc",
    "lc": "loc", "lcnaf": "loc", "lccn": "loc", "naf": "loc",
}  # fmt: skip
_SHAPES = {
    "wikidata": r"Q\d+", "viaf": r"\d+", "geonames": r"\d+", "gnd": r"\d[\dX-]+", "loc": r"\w+",
}  # fmt: skip


def identifiers(entry: etree._Element) -> dict[str, str]:
    """Authority -> identifier: of the entry's `idno`, its own pointers, and those of its names."""
    identifiers: dict[str, str] = {}
    for idno in entry.iterchildren(f"{T}idno"):
        for name in (idno.get("type"), idno.get("subtype"), idno.get("source")):
            _take(identifiers, name or "", text_of(idno))
    for element in (entry, *entry.iterchildren(f"{T}persName", f"{T}placeName", f"{T}orgName", f"{T}ref", f"{T}ptr")):
        for attribute in ("ref", "sameAs", "corresp", "key", "target"):
            for address in (element.get(attribute) or "").split():
                prefix, colon, rest = address.partition(":")
                _take(identifiers, prefix if colon and not rest.startswith("//") else "", rest or address, address)
    return identifiers


def addresses(entry: etree._Element) -> Iterator[str]:
    """The addresses that an entry gives for itself: others may refer to it by them."""
    for idno in entry.iterchildren(f"{T}idno"):
        if "://" in (value := text_of(idno)):
            yield value
    for attribute in ("sameAs", "corresp", "ref"):
        yield from (address for address in (entry.get(attribute) or "").split() if "://" in address)


def _take(identifiers: dict[str, str], kind: str, value: str, whole: str = "") -> None:
    for name, pattern in _PATTERNS.items():
        if match := pattern.search(whole or value):
            identifiers.setdefault(name, match[1])
            return
    alias = _ALIASES.get(kind.lower().strip("#"), "")
    value = value.rstrip("/").rpartition("/")[2]
    if alias and re.fullmatch(_SHAPES[alias], value):
        identifiers.setdefault(alias, value)


def authority_of(address: str) -> tuple[str, str] | None:
    """Authority and identifier of an address; None if it is of no known authority."""
    return next(((name, m[1]) for name, pattern in _PATTERNS.items() if (m := pattern.search(address))), None)


def same_as(known: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The addresses of identifiers (authority, identifier)."""
    for name, value in known:
        if value:
            yield BASES[name] + value
