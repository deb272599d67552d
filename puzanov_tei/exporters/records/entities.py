"""Persons, places, organisations, works and events as the lists of a TEI file describe them (TEI P5, ND).

They are named tuples: every document hands its own from process to process, and those cost least on the way.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from lxml import etree

from puzanov_tei.exporters.records.geo import NOWHERE, coordinates
from puzanov_tei.exporters.records.identifiers import AUTHORITIES, addresses, identifiers
from puzanov_tei.exporters.records.labels import label_of, name_parts
from puzanov_tei.exporters.records.values import UNDATED, When, dated, text_of, when
from puzanov_tei.tei.read import XML_ID, XML_LANG, Edition, T, local_name, pointers

KINDS = {
    f"{T}person": "person",
    f"{T}personGrp": "person",
    f"{T}place": "place",
    f"{T}org": "org",
    f"{T}event": "event",
}
_WORKS = frozenset(T + name for name in ("bibl", "biblStruct", "biblFull"))
_NAMES = {
    "person": (f"{T}persName", f"{T}name"),
    "place": (f"{T}placeName", f"{T}geogName", f"{T}name"),
    "org": (f"{T}orgName", f"{T}name"),
    "event": (f"{T}eventName", f"{T}label", f"{T}head", f"{T}desc"),
    "work": (f"{T}title",),
}
# A name with an identifier that opens an item of a list describes an entity.
_LISTED = {f"{T}persName": "person", f"{T}placeName": "place", f"{T}orgName": "org"}
_POSTS = (f"{T}affiliation", f"{T}occupation", f"{T}state", f"{T}education", f"{T}nationality")
_ROLES = (f"{T}affiliation", f"{T}occupation", f"{T}state")
_PREFERRED = ("preferred", "main", "pref", "reg", "reg_name", "primary", "label")
# Alternatives never give the label, while there is another name.
_LESS = ("alt", "alternative", "variant", "abb", "abbr", "abbreviation", "error", "former", "pseudonym", "ancient")


class NameForm(NamedTuple):
    """One form of an entity's name; `kind` is preferred, variant, abbreviation, error ..."""

    text: str
    kind: str
    lang: str


class Post(NamedTuple):
    """An office, membership, trade or nationality of a person, from and to when, in which body."""

    kind: str
    office: str
    org_id: str
    date: When


class Entity(NamedTuple):
    """A person (or group), place, organisation, work or event. What the entry does not say is the empty string.

    Attributes:
        id: its `@xml:id`.
        kind: person, place, org, work or event.
        label: the preferred name; sort_name: the name to sort by (surname first).
        type: `@type` of the entry (country, ministry ...).
        roles: offices and occupations, as written; posts: the same with dates and bodies.
        lat, lon: decimal degrees (WGS 84).
        author, author_id, date, place_id: of a work or event.
        description: what an item of a list says behind the name.
        doc_id: the document whose own list describes it; empty: a register of the corpus.
        addresses: what others may refer to it by.
    """

    id: str
    kind: str
    label: str
    sort_name: str
    type: str
    names: tuple[NameForm, ...]
    surname: str = ""
    forename: str = ""
    birth: str = ""
    death: str = ""
    sex: str = ""
    roles: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    lat: str = ""
    lon: str = ""
    country: str = ""
    wikidata: str = ""
    viaf: str = ""
    geonames: str = ""
    gnd: str = ""
    loc: str = ""
    author: str = ""
    author_id: str = ""
    date: When = UNDATED
    place_id: str = ""
    description: str = ""
    doc_id: str = ""
    addresses: tuple[str, ...] = ()

    @property
    def authorities(self) -> tuple[tuple[str, str], ...]:
        """Authority and identifier, where there is one."""
        return tuple((name, value) for name in AUTHORITIES if (value := getattr(self, name)))


def described(edition: Edition, known: Container[str] = (), doc_id: str = "") -> Iterator[Entity]:
    """What an edition's lists describe, and those of the corpora around it; its own first, with its `doc_id`."""
    seen: set[str] = set()
    for root in reversed(list(edition.own)):
        for entity in entities(root, known):
            if entity.id not in seen:
                seen.add(entity.id)
                yield entity._replace(doc_id=doc_id) if root is edition.root and doc_id else entity


def entities(root: etree._Element, known: Container[str] = ()) -> Iterator[Entity]:
    """The entries with an identifier anywhere under `root`: standOff, header, back or a list of its own.

    Entries whose identifier is in `known` are passed over.
    """
    for entry in root.iter(*KINDS):
        ident = entry.get(XML_ID)
        if ident and ident not in known:
            yield _remembered(ident, entry)
    for listing in root.iter(f"{T}listBibl"):
        if _is_of_the_corpus(listing):
            for entry in listing.iterchildren(*_WORKS):
                ident = entry.get(XML_ID)
                if ident and ident not in known:
                    yield _work(ident, entry)
    for entry in root.iterfind(f"{T}text/{T}body/*"):
        if entry.tag in _WORKS and (ident := entry.get(XML_ID)) and ident not in known:
            yield _work(ident, entry)
    for item in root.iter(f"{T}item"):
        name = _opening(item)
        if name is not None and (ident := name.get(XML_ID)) and ident not in known:
            yield _listed(ident, name, item)


_MOST = 20_000
_memory: dict[bytes, Entity] = {}


def _remembered(ident: str, entry: etree._Element) -> Entity:
    """The entity of an entry. Many documents of an edition carry the same entries: each is understood once."""
    tag: Any = entry.tag
    written = etree.tostring(entry, with_tail=False)
    known = _memory.get(written)
    if known is None:
        known = _entity(ident, KINDS[tag], entry)
        if len(_memory) < _MOST:
            _memory[written] = known
    return known


def _is_of_the_corpus(listing: etree._Element) -> bool:
    """Whether a bibliography describes works of the corpus; one in the header describes the edition's sources."""
    return next(listing.iterancestors(f"{T}teiHeader"), None) is None


def _opening(item: etree._Element) -> etree._Element | None:
    """The name with an identifier that an item of a list begins with, perhaps in `hi`."""
    node = item
    while not (node.text or "").strip() and len(node) and isinstance(node[0].tag, str):
        node = node[0]
        if node.tag in _LISTED:
            return None if node.get("ref") or node.get("key") else node
        if local_name(node) not in ("hi", "p", "emph", "label", "term", "seg"):
            return None
    return None


def _listed(ident: str, name: etree._Element, item: etree._Element) -> Entity:
    tag: Any = name.tag
    label = label_of(name)
    whole = text_of(item)
    rest = whole.partition(text_of(name))[2].strip(" ,;:") if label else whole
    surname, forename = name_parts(name)
    return Entity(
        ident, _LISTED[tag], label or ident, label or ident, "", (NameForm(label, "preferred", ""),),
        surname=surname, forename=forename, description=rest,
    )  # fmt: skip


def _entity(ident: str, kind: str, entry: etree._Element) -> Entity:
    children: dict[Any, list[etree._Element]] = {}
    for child in entry:
        children.setdefault(child.tag, []).append(child)
    elements = [e for name in _NAMES[kind] for e in children.get(name, ())]
    chosen = _preferred(elements)
    label = "" if chosen is None else label_of(chosen)
    surname, forename = _parts(elements, chosen) if kind == "person" else ("", "")
    lat, lon = coordinates(entry) if kind == "place" else NOWHERE
    country = None if kind in ("person", "event") else next(entry.iter(f"{T}country"), None)
    where = next(entry.iter(f"{T}placeName"), None) if kind == "event" else None
    return Entity(
        id=ident,
        kind=kind,
        label=label or ident,
        sort_name=f"{surname}, {forename}" if surname and forename else surname or label or ident,
        type=entry.get("type", ""),
        names=tuple(_form(element) for element in elements),
        surname=surname,
        forename=forename,
        birth=_date(children.get(f"{T}birth")),
        death=_date(children.get(f"{T}death")),
        sex=_sex(entry, children.get(f"{T}sex") or children.get(f"{T}gender")),
        roles=tuple(text for tag in _ROLES for e in children.get(tag, ()) if (text := text_of(e))),
        posts=_posts(children) if kind == "person" else (),
        lat=lat,
        lon=lon,
        country=_country(country),
        date=_event_date(entry) if kind == "event" else When(),
        place_id="" if where is None else next(iter(pointers(where.get("ref") or entry.get("where"))), ""),
        addresses=tuple(addresses(entry)),
        **identifiers(entry),
    )


def _country(element: etree._Element | None) -> str:
    """A country by its code (ISO 3166), else by its name; an identifier of a list is neither, if there is a name."""
    if element is None:
        return ""
    key = element.get("key", "")
    is_code = len(key) in (2, 3) and key.isalpha() and key.isupper()
    return key if is_code else text_of(element) or key


def _preferred(elements: list[etree._Element]) -> etree._Element | None:
    """The name to call an entity by: a preferred form, else the first that is no alternative and not empty."""
    filled = [e for e in elements if text_of(e)]
    preferred = [e for e in filled if e.get("type") in _PREFERRED]
    plain = [e for e in filled if e.get("type") not in _LESS]
    return next(iter((*preferred, *plain, *filled)), None)


def _form(element: etree._Element) -> NameForm:
    kind = element.get("type") or "variant"
    return NameForm(label_of(element), kind, element.get(XML_LANG, ""))


def _parts(elements: list[etree._Element], chosen: etree._Element | None) -> tuple[str, str]:
    """Surname and forenames: of the fullest form of the name, else of the preferred one."""
    return name_parts(next((e for e in elements if e.get("type") == "full"), chosen))


def _date(events: list[etree._Element] | None) -> str:
    """The date of a birth or death: its value or interval, else what is written as its date."""
    if not events:
        return ""
    event = events[0]
    date = event.find(f"{T}date")
    known = when(event) or when(date)
    return known.value or (text_of(date) if date is not None else "" if len(event) else text_of(event))


def _sex(entry: etree._Element, elements: list[etree._Element] | None) -> str:
    said = entry.get("sex") or entry.get("gender") or ""
    return said or (elements[0].get("value") or text_of(elements[0]) if elements else "")


def _posts(children: dict[Any, list[etree._Element]]) -> tuple[Post, ...]:
    """The posts that say something."""
    posts = (_post(element) for tag in _POSTS for element in children.get(tag, ()))
    return tuple(post for post in posts if post.office or post.org_id)


def _post(element: etree._Element) -> Post:
    org = next(element.iter(f"{T}orgName"), None)
    target = element.get("ref") or element.get("key") or ("" if org is None else org.get("ref") or org.get("key") or "")
    office = text_of(element) or element.get("role") or element.get("type") or element.get("key") or ""
    date = when(element) or when(next(element.iter(f"{T}date"), None))
    return Post(local_name(element), office, next(iter(pointers(target)), ""), date)


def _event_date(event: etree._Element) -> When:
    return when(event) or dated(event.find(f"{T}date")) or when(next(event.iter(f"{T}date"), None))


def _said_of(work: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements of a name that are about a work itself, not about an edition of it that its entry lists."""
    for element in work.iter(T + name):
        if next(element.iterancestors(*_WORKS), None) is work:
            yield element


def _work(ident: str, entry: etree._Element) -> Entity:
    titles = [t for t in _said_of(entry, "title") if text_of(t)]
    titles = titles or [t for t in entry.iter(f"{T}title") if text_of(t)]
    titles.sort(key=lambda t: (t.get("type") in ("short", "alt", "sub", "series"), t.get("level") == "s"))
    label = label_of(titles[0]) if titles else text_of(entry)
    author = next(_said_of(entry, "author"), None)
    name = None if author is None else next(author.iter(f"{T}persName", f"{T}name"), author)
    refs = [p for e in (author, name) if e is not None for p in pointers(e.get("ref") or e.get("key"))]
    date = next((d for e in _said_of(entry, "date") if (d := dated(e))), When())
    return Entity(
        id=ident,
        kind="work",
        label=label or ident,
        sort_name=label or ident,
        type=entry.get("type", ""),
        names=tuple(_form(title) for title in titles),
        author="" if name is None else label_of(name),
        author_id=refs[0] if refs else "",
        roles=(),
        posts=(),
        date=date,
        addresses=tuple(addresses(entry)),
        **identifiers(entry),
    )
