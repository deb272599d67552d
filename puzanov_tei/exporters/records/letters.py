"""Who sent a letter and who received it, by what its header says (TEI P5, HD44CD), and when it was written."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from puzanov_tei.exporters.records.values import When, dated
from puzanov_tei.tei.read import T

SENT, RECEIVED = "sent", "received"
# Words for `person/@role`, where a header has no `correspDesc`.
_ROLES = {SENT: ("sender",), RECEIVED: ("recipient", "receiver", "addressee")}
_PROFILE = f"{T}profileDesc"
# What only the description of something published has.
_PUBLISHED = tuple(T + name for name in ("publisher", "pubPlace", "imprint", "biblScope", "edition", "series"))


def parties(header: etree._Element, kind: str) -> list[etree._Element]:
    """The elements of a header that name who sent, or received, the document: actions, or persons in that role."""
    actions = [a for a in header.iterfind(f"{_PROFILE}/{T}correspDesc/{T}correspAction") if a.get("type") == kind]
    if actions:
        return actions
    return [p for p in header.iterfind(f"{_PROFILE}/{T}particDesc//{T}person") if p.get("role") in _ROLES[kind]]


def written(header: etree._Element) -> Iterator[tuple[When, str]]:
    """The date in the description of a letter or manuscript that is not a book, with the place it was read from.

    A year beside the description of a manuscript may be that of a book about it.
    """
    is_letter = bool(parties(header, SENT) or parties(header, RECEIVED))
    is_manuscript = header.find(f"{T}fileDesc/{T}sourceDesc/{T}msDesc") is not None
    for bibliography in header.iterfind(f"{T}fileDesc/{T}sourceDesc/{T}bibl"):
        if all(bibliography.find(tag) is None for tag in _PUBLISHED):
            date = dated(bibliography.find(f"{T}date"))
            if is_letter or (is_manuscript and date.is_day):
                yield date, "sourceDesc/bibl/date"
