"""Where the images of pages and pictures stand: `@facs` of page breaks, `@url` of graphics (TEI P5, PHFAX)."""

from __future__ import annotations

from collections.abc import Iterator

from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T, local_name, pointers

_GRAPHIC = f"{T}graphic"
_POINTED = (f"{T}surface", f"{T}surfaceGrp", f"{T}zone", _GRAPHIC)


def images(root: Element) -> dict[Element, str]:
    """The page breaks and graphics of the text that have an image, each with its address as the file gives it.

    A pointer to a surface or zone of the file's facsimile leads to the (first) graphic in it or around it.
    """
    places = {ident: e for f in root.iter(f"{T}facsimile") for e in f.iter(*_POINTED) if (ident := e.get(XML_ID))}
    found = {}
    for text in root.iterchildren(f"{T}text"):
        for element in text.iter(f"{T}pb", _GRAPHIC):
            said = element.get("url") if element.tag == _GRAPHIC else element.get("facs", "").partition(" ")[0]
            if said and said.startswith("#"):
                said = _of_place(places.get(next(iter(pointers(said)), "")))
            if said:
                found[element] = said
    return found


def named(root: Element) -> Iterator[tuple[str, str]]:
    """The images that a document names, each once: the number of its page (empty for pictures), and its address."""
    seen = set()
    for element, said in images(root).items():
        if said not in seen:
            seen.add(said)
            yield (element.get("n", "") or "?" if local_name(element) == "pb" else "", said)


def _of_place(place: Element | None) -> str:
    """The address of the graphic of a surface, or of the one around a zone."""
    while place is not None:
        graphic = next(place.iter(_GRAPHIC), None)
        if graphic is not None:
            return graphic.get("url", "")
        place = place.getparent()
    return ""


def address(said: str) -> str:
    """The address of an image for a page that stands alone: one of the web, or nothing."""
    return said if said.startswith(("https://", "http://")) else ""
