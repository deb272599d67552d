"""The facsimile: which images and pictures a document names, and where they stand (TEI P5, 11 and 14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from puzanov_tei.base.xml import XML_BASE
from puzanov_tei.exporters.records.references import prefixes
from puzanov_tei.exporters.records.values import is_web_address
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, Edition, T, pointers

_GRAPHIC, _ZONE, _SURFACE = f"{T}graphic", f"{T}zone", f"{T}surface"
_POINTED = (_SURFACE, f"{T}surfaceGrp", _ZONE, _GRAPHIC)
_MANIFEST_TYPES = ("application/ld+json", "application/json")
_INFO, _WHOLE = "/info.json", "/full/max/0/default.jpg"


@dataclass(frozen=True, slots=True)
class Facsimile:
    """An image that a document names.

    Attributes:
        number: of its page (`?` where that has none); empty for a picture, or an image that no page leads to.
        said: its address as the file gives it, or what it is called there if that is no address.
        is_picture: whether it is a picture in the text, and is shown there.
    """

    number: str
    said: str
    is_picture: bool = False


def images(edition: Edition) -> dict[Element, str]:
    """The page breaks and pictures of the text that name an image, each with its address as the file gives it.

    A pointer to a surface or zone of the file's facsimile leads to the graphic in it or around it; prefixes of the
    header (`prefixDef`) are written out, `@xml:base` of the facsimile counts. Of an image that is served by IIIF
    a zone is the part that it marks, if its surface says how large it is.
    """
    root = edition.root
    places = {ident: e for f in root.iter(f"{T}facsimile") for e in f.iter(*_POINTED) if (ident := e.get(XML_ID))}
    expand = prefixes(edition)
    found = {}
    for text in root.iterchildren(f"{T}text"):
        for element in text.iter(f"{T}pb", _GRAPHIC):
            if element.tag == _GRAPHIC:
                said = _address(element)
            else:
                named = (_pointed(expand(pointer), places) for pointer in element.get("facs", "").split())
                said = next(filter(None, named), "")
            if said:
                found[element] = said
    return found


def facsimiles(edition: Edition) -> Iterator[Facsimile]:
    """The images that a document names, each once: of its pages and pictures, then what else its facsimile has."""
    seen: set[str] = set()
    for element, said in images(edition).items():
        if said not in seen:
            seen.add(said)
            is_picture = element.tag == _GRAPHIC
            yield Facsimile("" if is_picture else element.get("n", "") or "?", said, is_picture)
    seen |= {whole for said in seen if (whole := _unregioned(said))}
    for facsimile in edition.root.iter(f"{T}facsimile"):
        surfaces = [s for s in facsimile.iter(_SURFACE) if next(s.iter(_GRAPHIC), None) is not None]
        for place in surfaces or facsimile.iterchildren(_GRAPHIC):
            if (said := _graphic_of(place)) and said not in seen and not _is_manifest(place):
                seen.add(said)
                yield Facsimile("", said)


def manifest(edition: Edition) -> str:
    """The address of the IIIF manifest that a document names: with its facsimile, or as an identifier; else nothing."""
    root = edition.root
    for facsimile in root.iter(f"{T}facsimile"):
        for attribute in ("facs", "corresp", "sameAs", "source"):
            for said in facsimile.get(attribute, "").split():
                if is_web_address(said):
                    return said
        for graphic in facsimile.iter(_GRAPHIC):
            if _is_manifest(graphic):
                return _address(graphic)
    for element in root.iterfind(f"{T}teiHeader//*[@type]"):
        if "iiif" in element.get("type", "").lower():
            said = element.get("target") or (element.text or "").strip()
            if is_web_address(said):
                return said
    return ""


def _is_manifest(graphic: Element) -> bool:
    return graphic.get("mimeType") in _MANIFEST_TYPES and not graphic.get("url", "").endswith(_INFO)


def _pointed(pointer: str, places: dict[str, Element]) -> str:
    """What a pointer of `@facs` leads to: a place of the facsimile, or an address."""
    if not pointer.startswith("#"):
        return _image(pointer)
    place = places.get(next(iter(pointers(pointer)), ""))
    while place is not None:
        if said := _graphic_of(place):
            return said
        if place.tag == _ZONE and (said := _zone(place)):
            return said
        place = place.getparent()
    return ""


def _graphic_of(place: Element) -> str:
    """The address of a graphic, or of the graphics of a surface the one on the web, else the first."""
    said = [address for graphic in place.iter(_GRAPHIC) if (address := _address(graphic))]
    return next(filter(is_web_address, said), said[0] if said else "")


def _zone(zone: Element) -> str:
    """The part of the surface's image that a zone marks, in hundredths (IIIF Image API 3, 4.1); empty: not known."""
    surface = next(zone.iterancestors(_SURFACE), None)
    image = "" if surface is None else _graphic_of(surface)
    if surface is None or "/full/" not in image or not is_web_address(image):
        return ""
    try:
        left, top, right, bottom = (float(surface.get(name, "")) for name in ("ulx", "uly", "lrx", "lry"))
        x, y, to_x, to_y = (float(zone.get(name, "")) for name in ("ulx", "uly", "lrx", "lry"))
    except ValueError:
        return ""
    width, height = right - left, bottom - top
    if not (left <= x < to_x <= right and top <= y < to_y <= bottom):
        return ""
    parts = ((x - left) / width, (y - top) / height, (to_x - x) / width, (to_y - y) / height)
    region = "pct:" + ",".join(f"{round(100 * part, 3):g}" for part in parts)
    return image.replace("/full/", f"/{region}/", 1)


def _unregioned(said: str) -> str:
    """The address of the whole image of which this is a part."""
    before, mark, behind = said.partition("/pct:")
    return f"{before}/full/{behind.partition('/')[2]}" if mark else ""


def _address(graphic: Element) -> str:
    """The address of a graphic, with the bases of the facsimile around it."""
    said = graphic.get("url", "")
    for around in (graphic, *graphic.iterancestors()):
        if said and around.tag != f"{T}TEI" and (base := around.get(XML_BASE)):
            said = urljoin(base, said)
        if around.tag in (f"{T}facsimile", f"{T}text"):
            break
    return _image(said)


def _image(said: str) -> str:
    """An image's address; of an image service of IIIF, that of its whole image."""
    return said.removesuffix(_INFO) + _WHOLE if is_web_address(said) and said.endswith(_INFO) else said
