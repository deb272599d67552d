"""Persons, places and organisations as the lists of a TEI file describe them (TEI P5, chapter 14)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from puzanov_tei.tei.read import XML_ID, XML_LANG, T, local_name

KINDS = {
    f"{T}person": "person",
    f"{T}personGrp": "person",
    f"{T}place": "place",
    f"{T}org": "org",
}
_NAMES = {
    "person": (f"{T}persName", f"{T}name"),
    "place": (f"{T}placeName", f"{T}geogName", f"{T}name"),
    "org": (f"{T}orgName", f"{T}name"),
}
_ROLES = (f"{T}affiliation", f"{T}occupation", f"{T}state")
_PREFERRED = ("preferred", "main", "pref", "reg")


@dataclass(frozen=True, slots=True)
class NameForm:
    """One form of an entity's name; `kind` is preferred, variant, abbreviation, error ..."""

    text: str
    kind: str
    lang: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person (or group), place or organisation. What the entry does not say is the empty string.

    Attributes:
        id: its `@xml:id`.
        kind: person, place or org.
        label: the preferred name; sort_name: the name to sort by (surname first).
        type: `@type` of the entry (country, ministry ...).
        roles: offices and occupations, as written.
        lat, lon: decimal degrees (WGS 84), as written.
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
    roles: tuple[str, ...] = ()
    lat: str = ""
    lon: str = ""
    country: str = ""
    wikidata: str = ""
    viaf: str = ""
    geonames: str = ""
    gnd: str = ""


def entities(root: etree._Element, known: Container[str] = ()) -> Iterator[Entity]:
    """The entries with an identifier anywhere under `root`: standOff, header, back or a list of its own.

    Entries whose identifier is in `known` are passed over.
    """
    for entry in root.iter(*KINDS):
        ident = entry.get(XML_ID)
        if ident and ident not in known:
            tag: Any = entry.tag
            yield _entity(ident, KINDS[tag], entry)


def _entity(ident: str, kind: str, entry: etree._Element) -> Entity:
    children: dict[Any, list[etree._Element]] = {}
    for child in entry:
        children.setdefault(child.tag, []).append(child)
    elements = [e for name in _NAMES[kind] for e in children.get(name, ())]
    chosen = next((e for e in elements if e.get("type") in _PREFERRED), elements[0] if elements else None)
    label = "" if chosen is None else _written(chosen)
    surname, forename = _parts(elements, chosen) if kind == "person" else ("", "")
    lat, lon = _coordinates(entry) if kind == "place" else ("", "")
    country = None if kind == "person" else next(entry.iter(f"{T}country"), None)
    known = _identifiers(children.get(f"{T}idno", ()))
    return Entity(
        id=ident,
        kind=kind,
        label=label or ident,
        sort_name=f"{surname}, {forename}" if surname and forename else surname or label or ident,
        type=entry.get("type", ""),
        names=tuple(_form(element) for element in elements),
        surname=surname,
        forename=forename,
        birth=_date(next(iter(children.get(f"{T}birth", ())), None)),
        death=_date(next(iter(children.get(f"{T}death", ())), None)),
        roles=tuple(text for tag in _ROLES for e in children.get(tag, ()) if (text := text_of(e))),
        lat=lat,
        lon=lon,
        country="" if country is None else country.get("key") or text_of(country),
        **{name: known.get(name, "") for name in ("wikidata", "viaf", "geonames", "gnd")},
    )


def _form(element: etree._Element) -> NameForm:
    kind = element.get("type") or "variant"
    return NameForm(_written(element), kind, element.get(XML_LANG, ""))


def _written(name: etree._Element) -> str:
    """The name as one would write it: `Surname, Forename` given as two bare elements gets a blank between."""
    if len(name) == 0:
        return text_of(name)
    parts = [child for child in name if isinstance(child.tag, str)]
    if len(parts) > 1 and not (name.text or "").strip() and not any((c.tail or "").strip() for c in parts):
        has_space = all(c.tail for c in parts[:-1])
        order = [text_of(c) for c in parts]
        if not has_space and local_name(parts[0]) == "surname" and order[0].isascii():
            return ", ".join(order)
        return (" " if has_space else "").join(order)
    return text_of(name)


def _parts(elements: list[etree._Element], chosen: etree._Element | None) -> tuple[str, str]:
    """Surname and forenames: of the fullest form of the name, else of the preferred one."""
    full = next((e for e in elements if e.get("type") == "full"), chosen)
    if full is None:
        return "", ""
    if len(full) == 0:
        return "", ""
    surname = " ".join(text_of(e) for e in full.iter(f"{T}surname"))
    return surname, " ".join(text_of(e) for e in full.iter(f"{T}forename"))


def _date(event: etree._Element | None) -> str:
    """The date of a birth or death: its value, else what is written."""
    if event is None:
        return ""
    dated = event if any(event.get(name) for name in ("when", "from", "notBefore")) else event.find(f"{T}date")
    if dated is None:
        return text_of(event)
    return dated.get("when") or dated.get("from") or dated.get("notBefore") or text_of(dated)


def _coordinates(entry: etree._Element) -> tuple[str, str]:
    """`geo` holds latitude and longitude, parted by white space or a comma (Guidelines, 14.3.4.1)."""
    for geo in entry.iter(f"{T}geo"):
        numbers = text_of(geo).replace(",", " ").split()
        if len(numbers) == 2 and _is_number(numbers[0], 90) and _is_number(numbers[1], 180):
            return numbers[0], numbers[1]
    return "", ""


def _is_number(text: str, most: int) -> bool:
    try:
        return abs(float(text)) <= most
    except ValueError:
        return False


def _identifiers(numbers: Iterable[etree._Element]) -> dict[str, str]:
    """Identifiers by authority: `idno/@type`, or its `@subtype` where the type only says that it is an address."""
    found: dict[str, str] = {}
    for idno in numbers:
        kind = (idno.get("type") or "").lower()
        if kind in ("url", "uri"):
            kind = (idno.get("subtype") or "").lower() or kind
        value = text_of(idno).rstrip("/").rpartition("/")[2]
        if kind and value:
            found.setdefault(kind, value)
    return found


def text_of(element: etree._Element | None) -> str:
    """All text of an element, white space collapsed; empty for None."""
    if element is None:
        return ""
    text = "".join(element.itertext()) if len(element) else element.text
    return " ".join(text.split()) if text else ""
