"""Where a manuscript is kept, and by which number it is asked for (TEI P5, MSID)."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.exporters.records.values import is_web_address, text_of
from puzanov_tei.tei.read import T

# What editions call the number by which the archive itself finds the manuscript (`idno/@type`, in small letters).
_SHELFMARKS = frozenset("callnumber shelfmark shelf signature signatur cote segnatura signatura sygnatura".split())
# Numbers that others have given it: databases and registries.
_OF_OTHERS = frozenset("tm trismegistos doi uri url urn viaf gnd wikidata isil catalogue catalog".split())


def identifier(header: etree._Element) -> etree._Element | None:
    """What identifies the manuscript: its identifier, or the first alternative where that says nothing."""
    whole = header.find(f"{T}fileDesc/{T}sourceDesc//{T}msDesc/{T}msIdentifier")
    if whole is None or any(text_of(whole.find(T + name)) for name in ("institution", "repository", "idno")):
        return whole
    other = whole.find(f"{T}altIdentifier")
    return whole if other is None else other


def repository(manuscript: etree._Element | None) -> str:
    """Where a manuscript is kept: the repository, and the institution it is a part of; a dash is no name."""
    parts = (text_of(manuscript.find(T + n)) for n in ("institution", "repository") if manuscript is not None)
    return ", ".join(dict.fromkeys(part for part in parts if any(c.isalnum() for c in part)))


def shelfmark(manuscript: etree._Element | None) -> str:
    """The number that is said to be the shelfmark, else the first that no database has given it."""
    numbers = [] if manuscript is None else manuscript.findall(f"{T}idno")
    others = () if manuscript is None else manuscript.iterchildren(f"{T}altIdentifier")
    beside = [e for other in others if other.get("type") != "former" for e in other.iterchildren(f"{T}idno")]
    own = [e for e in (*numbers, *beside) if _is_shelfmark(e)]
    own = own or [e for e in numbers if _kind(e) not in _OF_OTHERS and not is_web_address(text_of(e))]
    return text_of(next(iter(own), None))


def _is_shelfmark(number: etree._Element) -> bool:
    """Whether a number is said to be a shelfmark, perhaps that of a given library (`BL-Shelfmark`)."""
    return _kind(number) in _SHELFMARKS or _kind(number).endswith("shelfmark")


def _kind(number: etree._Element) -> str:
    return (number.get("type") or "").lower()
