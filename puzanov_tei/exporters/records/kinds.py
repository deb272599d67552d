"""What a file is: a document, or a register that lists what documents name."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.exporters.records.values import text_of
from puzanov_tei.exporters.text.views import texts
from puzanov_tei.tei.read import XML_ID, Edition, T

DOCUMENT, REGISTER, INDEX = "document", "register", "index"

_LISTS = tuple(
    T + name for name in "listPerson listPlace listOrg listEvent listBibl listObject listNym listRelation".split()
)
_ENTRIES = tuple(T + name for name in "person personGrp place org event bibl biblStruct object nym".split())
_NAMES = tuple(T + name for name in "persName placeName orgName name rs".split())


def kind_of(edition: Edition) -> str:
    """Whether an edition is a document, a register (lists of entities), or an index of letters (CMIF).

    A register's text is lists with identified entries and fewer words than these; one with its lists in
    `standOff` says a sentence or two about the file in its text, names nobody there, and has no date of its
    own. A file without words is a document where its header describes a manuscript or
    says when it came to be, or where it has pictures of the pages.
    """
    root = edition.root
    if root.tag != f"{T}TEI":
        return REGISTER
    header = root.find(f"{T}teiHeader")
    parts = texts(root)
    if not any(_has_words(part) for part in parts):
        if header is not None and header.find(f"{T}profileDesc/{T}correspDesc") is not None:
            return INDEX
        return DOCUMENT if header is not None and _describes_document(header, root) else REGISTER
    listed = sum(_listed(body) for part in parts for body in part.iterchildren(f"{T}body", f"{T}group"))
    if listed and listed * 2 >= sum(words_in(body) for part in parts for body in part.iterchildren(f"{T}body")):
        return REGISTER
    if any(_is_record(body) for part in parts for body in part.iterchildren(f"{T}body")):
        return REGISTER
    if root.find(f"{T}standOff") is not None and not _is_of_its_own(header, parts):
        aside = sum(_listed(stand_off) for stand_off in root.iterchildren(f"{T}standOff"))
        if aside > sum(map(words_in, parts)):
            return REGISTER
    if header is not None and len(header.findall(f"{T}profileDesc/{T}correspDesc")) > 1:
        return INDEX if sum(map(words_in, parts)) < _FEW else DOCUMENT
    return DOCUMENT


_FEW = 40


def _has_words(element: etree._Element) -> bool:
    return any(words and not words.isspace() for words in element.itertext())


def words_in(element: etree._Element) -> int:
    """Words in the character data of an element, as blanks part them: exact enough to compare parts of a file."""
    return len(" ".join(element.itertext()).split())


def _listed(around: etree._Element) -> int:
    """Words in the lists below an element that have identified entries."""
    return sum(
        words_in(listing)
        for listing in around.iter(*_LISTS)
        if next(listing.iterancestors(*_LISTS), None) is None
        and any(entry.get(XML_ID) for entry in listing.iter(*_ENTRIES))
    )


def _is_record(body: etree._Element) -> bool:
    """Whether a body is entries and lists alone, as where each entity has a file."""
    around = body.findall(f"{T}list") if len(body) == 1 else [body]
    children = [child for parent in around for child in parent if isinstance(child.tag, str)]
    return (
        bool(children)
        and all(child.tag in _ENTRIES or child.tag in _LISTS for child in children)
        and any(child.tag in _ENTRIES and child.get(XML_ID) for child in children)
    )


def _is_of_its_own(header: etree._Element | None, parts: list[etree._Element]) -> bool:
    """Whether something says that the text is a document: a date, a letter, a manuscript, a reference."""
    if header is not None:
        profile, source = header.find(f"{T}profileDesc"), header.find(f"{T}fileDesc/{T}sourceDesc")
        if profile is not None and any(profile.find(T + n) is not None for n in ("creation", "correspDesc")):
            return True
        if source is not None and source.find(f".//{T}msDesc") is not None:
            return True
    names = (e for part in parts for e in part.iter(*_NAMES))
    return any(e.get("ref") or e.get("key") for e in names)


def _describes_document(header: etree._Element, root: etree._Element) -> bool:
    """Whether a document is described, or shown in pictures, whose text is not (yet) there."""
    if _describes_manuscript(header) or root.find(f"{T}facsimile//{T}graphic") is not None:
        return True
    has_place = root.find(f"{T}text") is not None and root.find(f"{T}standOff") is None
    return has_place and bool(text_of(header.find(f"{T}profileDesc/{T}creation")))


def _describes_manuscript(header: etree._Element) -> bool:
    described = header.find(f"{T}fileDesc/{T}sourceDesc//{T}msDesc")
    return described is not None and any(
        text_of(described.find(T + part)) for part in ("msContents", "physDesc", "history", "msPart")
    )
