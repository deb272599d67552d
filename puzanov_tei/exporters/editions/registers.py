"""Entries of registers written anew from what is known of a person, place, body, work or event (TEI P5, ND)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from puzanov_tei.exporters.editions.changes import new
from puzanov_tei.exporters.editions.draft import Losses
from puzanov_tei.exporters.editions.header import limits
from puzanov_tei.exporters.records.entities import Entity, NameForm
from puzanov_tei.exporters.records.identifiers import AUTHORITIES, BASES
from puzanov_tei.exporters.text.ledger import count_words, words_in
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T, local_name

# Kind -> list, entry, name.
TAGS = {
    "person": ("listPerson", "person", "persName"),
    "place": ("listPlace", "place", "placeName"),
    "org": ("listOrg", "org", "orgName"),
    "work": ("listBibl", "bibl", "title"),
    "event": ("listEvent", "event", "label"),
}
# What an entry written here says too; everything else in an entry is counted as left out.
_SAID = frozenset(
    "persName placeName geogName orgName name eventName label head title author date birth death sex gender occupation "
    "affiliation state education nationality location country idno note desc noteGrp".split()
)
_POSTS = ("affiliation", "occupation", "state", "education", "nationality")


def entry(entity: Entity, names: Iterable[Element]) -> Element:
    """The entry of an entity with these names."""
    _, tag, _ = TAGS[entity.kind]
    made = new(tag, xml_id=entity.id, type=entity.type)
    made.extend(list(names))
    made.extend(list(_FACTS[entity.kind](entity)))
    known = {BASES[authority] + value: authority for authority, value in entity.authorities}
    own = (a for a in entity.addresses if a.startswith("http") and not _is_said(a, known))
    made.extend(new("idno", address, type="URL", subtype=name.upper()) for address, name in known.items())
    made.extend(new("idno", address, type="URL") for address in own)
    return made


def _is_said(address: str, known: Iterable[str]) -> bool:
    tail = address.rstrip("/").rpartition("/")[2]
    return any(k == address or k.rpartition("/")[2] == tail for k in known)


def name(entity: Entity, *, whole: bool = False, **attributes: str) -> Element:
    """The name to call an entity by; family name and given names are marked, in the order of the name.

    Args:
        whole: a name of which no parts are known is marked as one (`surname[@type='whole']`), for tables of surnames.
    """
    tag = TAGS[entity.kind][2]
    surname, forename = entity.surname, entity.forename
    if entity.kind != "person" or not (surname or forename):
        if entity.kind == "person" and whole:
            return new(tag, "", new("surname", entity.label, type="whole"), **attributes)
        return new(tag, entity.label, **attributes)
    parts = [("surname", surname), ("forename", forename)]
    separator = " "
    if entity.label.startswith(forename) and forename:
        parts.reverse()
    elif entity.label != f"{surname} {forename}":
        separator = ", "
    made = new(tag, **attributes)
    for part, text in parts:
        if text:
            made.append(new(part, text))
    if len(made) == 2:
        made[0].tail = separator
    return made


def stub(ident: str, kind: str, words: str, authority: Mapping[str, str]) -> Entity:
    """What is known of an entity that no list describes: its identifier, and what the text calls it."""
    label = words or ident
    known = {name: authority.get(name, "") for name in AUTHORITIES}
    entity = Entity(ident, kind, label, label, "", (NameForm(label, "preferred", ""),))
    return entity._replace(**known)  # type: ignore[arg-type]  # AUTHORITIES are fields of an Entity


def further_names(entity: Entity) -> list[NameForm]:
    """The names of an entity beside the one to call it by, each once."""
    return [form for form in dict.fromkeys(entity.names) if form.text and form.text != entity.label]


def unsaid(root: Element, entities: Iterable[Entity]) -> Iterator[tuple[str, Losses]]:
    """What the entries of a document say and those written here do not: identifier -> elements and their words."""
    wanted = {entity.id for entity in entities}
    for element in root.iter(*(T + tag for _, tag, _ in TAGS.values())):
        ident = element.get(XML_ID, "")
        if ident in wanted:
            losses = Losses()
            for child in element.iterchildren(etree.Element):
                if local_name(child) not in _SAID:
                    losses.add(f"{local_name(child)} of entries", 1, words_in(child))
            yield ident, losses


def lost_names(entity: Entity) -> Losses:
    """The further names of an entity, where a register has place for one."""
    forms = further_names(entity)
    losses = Losses()
    if forms:
        losses.add("further names of entries", len(forms), sum(count_words(form.text) for form in forms))
    return losses


# --- what is said of each kind ------------------------------------------------------------------------


def _person(entity: Entity) -> Iterator[Element]:
    if entity.sex:
        yield new("sex", entity.sex)
    for tag, value in (("birth", entity.birth), ("death", entity.death)):
        if value:
            yield new(tag, "", new("date", value.replace("/", " to "), **_dating(value)))
    for post in dict.fromkeys(entity.posts):
        if post.kind in _POSTS:
            yield new(post.kind, post.office or post.org_id, **limits(post.date))
    if entity.description:
        yield new("note", entity.description)


def _place(entity: Entity) -> Iterator[Element]:
    if entity.lat and entity.lon:
        yield new("location", "", new("geo", f"{entity.lat} {entity.lon}"))
    if entity.country and entity.country != entity.label:
        yield new("country", entity.country)


def _org(entity: Entity) -> Iterator[Element]:
    if entity.country:
        yield new("country", entity.country)


def _work(entity: Entity) -> Iterator[Element]:
    if entity.author:
        yield new("author", entity.author, key=entity.author_id)
    if entity.date:
        yield new("date", entity.date.value.replace("/", " to "), **limits(entity.date))


def _event(entity: Entity) -> Iterator[Element]:
    if entity.date:
        yield new("desc", "", new("date", entity.date.value.replace("/", " to "), **limits(entity.date)))


_FACTS = {"person": _person, "place": _place, "org": _org, "work": _work, "event": _event}


def _dating(value: str) -> dict[str, str]:
    begin, slash, end = value.partition("/")
    if not slash:
        return {"when": value} if value[:4].lstrip("-").isdecimal() and " " not in value else {}
    return {"notBefore": begin.strip("."), "notAfter": end.strip(".")}
