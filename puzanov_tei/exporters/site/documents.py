"""The page of a document: the reading page within the site. Rendered where several processes work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from puzanov_tei.exporters.page.facsimiles import Facsimile, images
from puzanov_tei.exporters.page.reading import reading
from puzanov_tei.exporters.page.words import InterfaceWords
from puzanov_tei.exporters.records.entities import Entity
from puzanov_tei.exporters.records.header import HeaderValues
from puzanov_tei.exporters.records.kinds import DOCUMENT, kind_of
from puzanov_tei.exporters.site.frame import Frame, PageLink, in_script
from puzanov_tei.exporters.site.linked import document as linked_document
from puzanov_tei.exporters.site.model import Item, Site
from puzanov_tei.exporters.site.parts import DocumentRecord
from puzanov_tei.exporters.site.pictures import address_of
from puzanov_tei.exporters.site.settings import SHOW
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import Edition, T, editions


@dataclass(frozen=True, slots=True)
class PageTask:
    """What one page needs besides its TEI file.

    Attributes:
        digest: of all that the document was read from.
        known: the entities it mentions; pages: the text of a link to each one's page, and its address.
        images: each with where it is found (empty: nowhere).
        people: author, sender and receiver: label of the fact, name, address (empty: no page).
    """

    file: str
    number: int
    address: str
    tei: str
    document: DocumentRecord = field(repr=False)  # file, number and digest say which
    digest: str
    known: Mapping[str, Entity]
    renamed: Mapping[str, str]
    pages: Mapping[str, tuple[str, str]]
    people: tuple[tuple[str, str, str], ...]
    images: tuple[tuple[Facsimile, str], ...]
    previous: PageLink | None
    following: PageLink | None


def task(item: Item, site: Site) -> PageTask:
    """The task of rendering a document that is published."""
    document = item.document
    ids = dict.fromkeys(item.renamed.get(c.entity, c.entity) for c in document.contexts)
    subjects = [s for ident in ids if (s := site.named(ident)) is not None]
    words = site.words
    return PageTask(
        file=document.file,
        number=document.number,
        address=item.address,
        tei=item.tei,
        document=document,
        digest=document.digest,
        known={s.entity.id: s.entity for s in subjects},
        renamed=item.renamed,
        pages={s.entity.id: (words("site.all-mentions", number=s.count), f"../{s.address}") for s in subjects},
        people=tuple(_people(item, site)),
        images=tuple((f, address_of(document, item.address, f.said)) for f in document.facsimiles),
        previous=_link(item.previous),
        following=_link(item.following),
    )


def _link(item: Item | None) -> PageLink | None:
    return None if item is None else PageLink(item.document.title, item.address)


def _people(item: Item, site: Site) -> list[tuple[str, str, str]]:
    """Author, sender and receiver with the addresses of their pages."""
    document, facts = item.document, item.document.facts
    found: list[tuple[str, str, str]] = []
    for key, ident, printed in (
        ("page.author", facts.author_id, facts.author),
        ("site.sender", document.sender, ""),
        ("site.receiver", document.receiver, ""),
    ):
        subject = site.named(item.renamed.get(ident, ident)) if ident else None
        name = subject.label if subject else printed
        if name and not any(name == other for _, other, _ in found):
            found.append((site.words(key), name, subject.address if subject else ""))
    return found


def render(task: PageTask, frame: Frame) -> bytes:
    """The page of one document."""
    data = Path(task.file).read_bytes()
    edition = [e for e in editions(data, task.file) if kind_of(e) == DOCUMENT][task.number]
    slot, found = _images(task, edition, is_shown=frame.settings.pictures == SHOW)
    shown = reading(edition, task.known, frame.words, images=found, renamed=task.renamed, pages=task.pages)
    document, facts, words = task.document, task.document.facts, frame.words
    address = f"{frame.settings.url}{task.address}" if frame.settings.url else ""
    entries = document.entries if len(document.entries) > 1 else ()
    contents = [(e.anchor, e.head or words.interval(e.date.value) or e.id) for e in entries if e.anchor]
    values = shown | {
        "document": document,
        "facts": _facts(facts, document, words),
        "people": task.people,
        "contents": contents,
        "facsimiles": slot,
        "manifest": document.manifest,
        "previous": task.previous,
        "following": task.following,
        "tei_address": task.tei,
        "source_url": facts.source_link,
        "terms_url": facts.licence_url,
        "coins": _coins(document, address or facts.source_url),
        "here": address,
        "linked_data": in_script(linked_document(document, frame, address)),
    }
    return frame.render("document.html", task.address, document.title, values)


def _images(
    task: PageTask, edition: Edition, *, is_shown: bool
) -> tuple[list[tuple[str, str, str, bool]], dict[Element, str]]:
    """The facsimile slot, and where page breaks and pictures of the text lead: those that the slot shows, to it.

    Args:
        is_shown: images of other servers are shown, too.
    """
    there = {f.said: place if "://" in place else f"../{place}" for f, place in task.images if place}
    slot = [
        (f.number, f.said, there.get(f.said, ""), bool(place) and (is_shown or "://" not in place))
        for f, place in task.images
        if not f.is_picture
    ]
    large = {said: f"#facsimile:{place}" for place, (_, said, _, shown) in enumerate(slot, 1) if shown}
    named = [(element, said) for element, said in images(edition).items() if said in there]
    breaks = {element: large[said] for element, said in named if element.tag == f"{T}pb" and said in large}
    return slot, {element: there[said] for element, said in named} | breaks


def _facts(facts: HeaderValues, document: DocumentRecord, words: InterfaceWords) -> list[tuple[str, str]]:
    rows = (
        ("page.date", words.interval(facts.date.value)),
        ("site.genre", document.genre),
        ("page.archive", ", ".join(part for part in (facts.repository, facts.shelfmark) if part)),
        ("page.translator", ", ".join(facts.translators)),
        ("site.editor", ", ".join(facts.editors)),
        ("page.publisher", facts.publisher),
    )
    return [(words(key), value) for key, value in rows if value]


def _coins(document: DocumentRecord, address: str) -> str:
    """The document as a context object in a title (COinS, OpenURL of ANSI/NISO Z39.88)."""
    facts = document.facts
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rft.type", "document"),
        ("rft.title", document.title),
        *(("rft.creator", name) for name in facts.authors),
        ("rft.date", facts.date.first),
        ("rft.publisher", facts.publisher),
        ("rft.source", ", ".join(part for part in (facts.repository, facts.shelfmark) if part)),
        ("rft.language", facts.lang),
        ("rft.rights", facts.licence[:200]),
        ("rft_id", address),
    ]
    return urlencode([(name, value) for name, value in pairs if value])
