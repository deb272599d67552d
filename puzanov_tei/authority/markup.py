"""Authority records as TEI and back (TEI P5, chapter 14 "Names, Dates, People, and Places").

One record is one `person`, `place` or `org`. What a user's own file says beyond our fields is kept, so that
a file which goes through `add` or `merge` loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from puzanov_tei.authority.records import Abbreviation, AuthorityName, Entry, OfficeHeld, Org, Person, Place
from puzanov_tei.base.xml import TEI_NS, XML_ID, XML_LANG

NAME_KINDS = ("preferred", "full", "variant", "abbreviation", "error")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.[\s-]*)+")
_XML = {"id": XML_ID, "lang": XML_LANG}
_AFTER_STATES = {"note", "bibl", "idno", "ptr", "ref", "linkGrp", "link"}


def tag(name: str) -> str:
    """The name of a TEI element in lxml's notation."""
    return f"{{{TEI_NS}}}{name}"


def element(name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """A TEI element; attributes with an empty value are left out, `id` and `lang` are `xml:`."""
    return _filled(etree.Element(tag(name), nsmap={None: TEI_NS}), text, attributes)


def add(parent: etree._Element, name: str, text: str = "", /, **attributes: str) -> etree._Element:
    """A TEI element as `element` makes it, as the last child of another."""
    return _filled(etree.SubElement(parent, tag(name)), text, attributes)


def _filled(node: etree._Element, text: str, attributes: Mapping[str, str]) -> etree._Element:
    for key, value in attributes.items():
        if value:
            node.set(_XML.get(key, key.rstrip("_")), value)
    node.text = text or None
    return node


def of_entry(entry: Entry) -> etree._Element:
    """The TEI element of a record."""
    match entry:
        case Person():
            return _of_person(entry)
        case Place():
            return _of_place(entry)
        case Org():
            return _of_org(entry)


def of_abbreviation(abbreviation: Abbreviation) -> etree._Element:
    """An `item` with `abbr`, `expan` and, if there is a note, `desc`."""
    item = element("item")
    abbr = element("abbr", abbreviation.abbr, type=abbreviation.kind)
    abbr.tail = " "
    item.extend([abbr, element("expan", abbreviation.expansion)])
    if abbreviation.note:
        item[-1].tail = " "
        add(item, "desc", abbreviation.note)
    return item


def _of_person(person: Person) -> etree._Element:
    node = element("person", id=person.id, cert=person.cert)
    forename = _preferred(node, person)
    if forename != person.forename:
        full = add(node, "persName", type="full")
        add(full, "surname", person.surname).tail = ", "
        add(full, "forename", person.forename)
    _names(node, "persName", person.names)
    stated = dict(person.stated)
    for name, year in (("birth", person.birth), ("death", person.death)):
        if year:
            add(node, name, year, when=year, cert=person.years_cert, source=stated.get(name, ""))
    if person.nationality:
        add(node, "nationality", person.nationality, source=stated.get("nationality", ""))
    for role in person.roles:
        post = add(node, "affiliation", from_=role.begin, to=role.end)
        add(post, "roleName", role.text, type="office")
    _identify(node, (("wikidata", person.wikidata), ("viaf", person.viaf)), stated)
    _close(node, person.extra, person.sources)
    return node


def _preferred(entry: etree._Element, person: Person) -> str:
    """Append the preferred name with its parts marked; the forename as it stands there."""
    node = add(entry, "persName", type="preferred")
    name, surname = person.preferred, person.surname
    if not surname or surname not in name:
        node.text = name
        return ""
    before, after = name.rsplit(surname, 1) if name.endswith(surname) else name.split(surname, 1)
    _forenames(node, before, trailing=True)
    add(node, "surname", surname)
    _forenames(node, after, trailing=False)
    return (before + after).strip()


def _forenames(node: etree._Element, text: str, *, trailing: bool) -> None:
    """Append the forenames in `text`, white space outside the elements; initials one by one."""
    stripped = text.strip()
    if not stripped:
        return
    if not trailing:
        node[-1].tail = text[: len(text) - len(text.lstrip())]
    initials = bool(_INITIALS.fullmatch(stripped))
    for part in re.findall(r"\S+", stripped) if initials else [stripped]:
        add(node, "forename", part, full="init" if initials else "")
        node[-1].tail = " "
    if not trailing or not text.endswith(" "):
        node[-1].tail = None


def _names(node: etree._Element, name: str, forms: Iterable[AuthorityName]) -> None:
    for form in forms:
        subtype = "ocr" if form.kind == "error" else "romanization" if "Latn" in form.lang else ""
        add(node, name, form.text, type=form.kind, subtype=subtype, lang=form.lang)


def _identify(node: etree._Element, identifiers: Iterable[tuple[str, str]], stated: Mapping[str, str]) -> None:
    for kind, value in identifiers:
        if value:
            add(node, "idno", value, type=kind, source=stated.get(kind, ""))


def _close(node: etree._Element, extra: Iterable[str], sources: Iterable[str]) -> None:
    """What a user's file says beyond our fields, then where the facts were seen."""
    kept = [etree.fromstring(text) for text in extra]
    node.extend(child for child in kept if etree.QName(child).localname not in _AFTER_STATES)
    node.extend(child for child in kept if etree.QName(child).localname in _AFTER_STATES)
    pointed = any("#" in child.get("source", "") for child in node)
    for number, source in enumerate(sources, start=1):
        identifier = source_id(node.get(XML_ID, ""), number) if pointed else ""
        add(node, "bibl", source, type="source", id=identifier)


def source_id(identifier: str, number: int) -> str:
    """The `xml:id` of one of a record's sources, where a fact points to it (TEI P5, att.global.source)."""
    return f"{identifier}.source-{number}"


def _of_place(place: Place) -> etree._Element:
    node = element("place", id=place.id, type=place.type)
    stated = dict(place.stated)
    add(node, "placeName", place.preferred, type="preferred")
    _names(node, "placeName", place.names)
    if place.country or place.latitude or place.begin or place.end:
        node.append(location_of(place, stated.get("location", "")))
    extra = [text for text in place.extra if etree.QName(etree.fromstring(text)).localname not in _AFTER_STATES]
    _close(node, extra, ())
    _identify(node, (("geonames", place.geonames), ("wikidata", place.wikidata)), stated)
    _close(node, [text for text in place.extra if text not in extra], place.sources)
    return node


def location_of(place: Place, source: str = "") -> etree._Element:
    """The `location` of a place: years, state, coordinates."""
    location = element("location", from_=place.begin, to=place.end, source=source)
    if place.country:
        add(location, "country", key=place.country)
    if place.latitude:
        add(location, "geo", f"{place.latitude} {place.longitude}")
    return location


def _of_org(org: Org) -> etree._Element:
    node = element("org", id=org.id, type=org.type)
    add(node, "orgName", org.preferred, type="preferred")
    _names(node, "orgName", org.names)
    stated = dict(org.stated)
    if org.expansion:
        add(node, "desc", org.expansion, source=stated.get("expansion", ""))
    if org.country:
        add(node, "country", key=org.country, source=stated.get("country", ""))
    _identify(node, (("wikidata", org.wikidata),), stated)
    _close(node, org.extra, org.sources)
    return node


def text_of(node: etree._Element | None) -> str:
    """All text of an element, white space collapsed; empty for None."""
    return "" if node is None else " ".join("".join(node.itertext()).split())


def to_person(node: etree._Element) -> Person:
    """The record of a `person`."""
    rest = _Rest(node)
    preferred = rest.take("persName", lambda e: e.get("type") in (None, "preferred"))
    full = rest.take("persName", lambda e: e.get("type") == "full")
    parts = full if full is not None else preferred
    birth, death, nationality = rest.take("birth"), rest.take("death"), rest.take("nationality")
    return Person(
        id=node.get(XML_ID, ""),
        preferred=text_of(preferred),
        surname=text_of(None if parts is None else parts.find(tag("surname"))),
        forename=" ".join(text_of(e) for e in (() if parts is None else parts.iterfind(tag("forename")))),
        names=rest.names("persName"),
        birth=_year(birth),
        death=_year(death),
        years_cert=next((e.get("cert", "") for e in (birth, death) if e is not None), ""),
        nationality=text_of(nationality),
        roles=tuple(
            OfficeHeld(text_of(e), e.get("from", ""), e.get("to", ""))
            for e in rest.all("affiliation", lambda e: e.find(tag("roleName")) is not None and not e.get("ref"))
        ),
        wikidata=rest.idno("wikidata"),
        viaf=rest.idno("viaf"),
        cert=node.get("cert", ""),
        sources=rest.sources(),
        extra=rest.remaining(),
        stated=rest.stated(birth=birth, death=death, nationality=nationality),
    )


def to_place(node: etree._Element) -> Place:
    """The record of a `place`."""
    rest = _Rest(node)
    preferred = rest.take("placeName", lambda e: e.get("type") in (None, "preferred"))
    location = rest.take("location")
    country = None if location is None else location.find(tag("country"))
    latitude, _, longitude = text_of(None if location is None else location.find(tag("geo"))).partition(" ")
    return Place(
        id=node.get(XML_ID, ""),
        preferred=text_of(preferred),
        names=rest.names("placeName"),
        type=node.get("type", ""),
        country="" if country is None else country.get("key", ""),
        latitude=latitude,
        longitude=longitude,
        geonames=rest.idno("geonames"),
        wikidata=rest.idno("wikidata"),
        sources=rest.sources(),
        extra=rest.remaining(),
        begin="" if location is None else location.get("from", ""),
        end="" if location is None else location.get("to", ""),
        stated=rest.stated(location=location),
    )


def to_org(node: etree._Element, parent: str = "") -> Org:
    """The record of an `org`; `parent` comes from the list's relations."""
    rest = _Rest(node)
    preferred = rest.take("orgName", lambda e: e.get("type") in (None, "preferred"))
    expansion, country = rest.take("desc"), rest.take("country", lambda e: bool(e.get("key")))
    return Org(
        id=node.get(XML_ID, ""),
        preferred=text_of(preferred),
        names=rest.names("orgName"),
        type=node.get("type", ""),
        country="" if country is None else country.get("key", ""),
        parent=parent,
        expansion=text_of(expansion),
        wikidata=rest.idno("wikidata"),
        sources=rest.sources(),
        extra=rest.remaining(),
        stated=rest.stated(expansion=expansion, country=country),
    )


def to_abbreviation(item: etree._Element) -> Abbreviation:
    """The record of an `item` of the list of abbreviations."""
    abbr = item.find(tag("abbr"))
    return Abbreviation(
        text_of(abbr),
        text_of(item.find(tag("expan"))),
        "" if abbr is None else abbr.get("type", ""),
        text_of(item.find(tag("desc"))),
    )


def _year(node: etree._Element | None) -> str:
    return "" if node is None else node.get("when", "")


def _any(_node: etree._Element) -> bool:
    return True


class _Rest:
    """The children of an entry that no field has claimed yet."""

    def __init__(self, node: etree._Element) -> None:
        self._children = [child for child in node if isinstance(child.tag, str)]
        self._idnos: dict[str, etree._Element | None] = {}

    def all(self, name: str, accept: Callable[[etree._Element], bool] = _any) -> list[etree._Element]:
        children = [child for child in self._children if child.tag == tag(name) and accept(child)]
        self._children = [child for child in self._children if child not in children]
        return children

    def take(self, name: str, accept: Callable[[etree._Element], bool] = _any) -> etree._Element | None:
        for child in self._children:
            if child.tag == tag(name) and accept(child):
                self._children.remove(child)
                return child
        return None

    def names(self, name: str) -> tuple[AuthorityName, ...]:
        return tuple(
            AuthorityName(text_of(e), e.get("type", "variant"), e.get(XML_LANG, ""))
            for e in self.all(name, lambda e: e.get("type") in NAME_KINDS)
        )

    def idno(self, kind: str) -> str:
        self._idnos[kind] = self.take("idno", lambda e: e.get("type") == kind)
        return text_of(self._idnos[kind])

    def stated(self, **facts: etree._Element | None) -> tuple[tuple[str, str], ...]:
        """The facts whose elements say where they were seen, identifiers among them, with their `@source`."""
        elements = {**facts, **self._idnos}
        return tuple((name, e.get("source", "")) for name, e in elements.items() if e is not None and e.get("source"))

    def sources(self) -> tuple[str, ...]:
        return tuple(text_of(e) for e in self.all("bibl", lambda e: e.get("type") == "source"))

    def remaining(self) -> tuple[str, ...]:
        return tuple(etree.tostring(child, encoding="unicode", with_tail=False) for child in self._children)
