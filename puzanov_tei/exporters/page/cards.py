"""Cards: what the lists of the document say about a person, place or organisation, as HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from puzanov_tei.exporters.page.markup import link, tag, text
from puzanov_tei.exporters.page.words import InterfaceWords
from puzanov_tei.exporters.records.entities import Entity, Post

MANY = 4  # forms of a name that a card shows without being asked
_KINDS = ("person", "place", "org", "work", "event")
_ADDRESSES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "gnd": ("GND", "https://d-nb.info/gnd/"),
    "geonames": ("GeoNames", "https://www.geonames.org/"),
    "loc": ("Library of Congress", "https://id.loc.gov/authorities/names/"),
}


@dataclass(frozen=True, slots=True)
class CardSettings:
    """What cards need besides the entities: where names stand in the page, pages about entities, the words.

    Attributes:
        mentions: entity id -> identifiers of names in the page.
        own: makes an identifier of the page.
        pages: entity id -> the text of a link to a page about it, and its address.
    """

    mentions: Mapping[str, Sequence[str]]
    words: InterfaceWords
    own: Callable[[str], str] = str
    pages: Mapping[str, tuple[str, str]] = field(default_factory=dict)


def cards(known: Iterable[Entity], register: CardSettings) -> str:
    """Cards by kind, in the order of sort names."""
    by_kind: dict[str, list[Entity]] = {kind: [] for kind in _KINDS}
    for entity in known:
        by_kind[entity.kind].append(entity)
    sections = []
    for kind, members in by_kind.items():
        if members:
            members.sort(key=lambda e: (e.sort_name.casefold(), e.id))
            made = "".join(_card(entity, register) for entity in members)
            heading = tag("h2", text(register.words(f"kind.{kind}s")))
            sections.append(tag("section", heading + made, class_=f"cards {kind}"))
    return "\n".join(sections)


def _card(entity: Entity, register: CardSettings) -> str:
    words = register.words
    lines = [tag("h3", text(entity.label)), *facts(entity, words)]
    places = register.mentions.get(entity.id, ())
    if places:
        jumps = " ".join(
            tag(
                "a", str(number), href=f"#{place}",
                aria_label=words("card.mention", number=number, label=entity.label),
            )
            for number, place in enumerate(places, 1)
        )  # fmt: skip
        lines.append(tag("p", f"{text(words('card.mentions'))} {jumps}", class_="jumps"))
    if entity.id in register.pages:
        said, address = register.pages[entity.id]
        lines.append(tag("p", tag("a", text(said), href=address), class_="more"))
    ident = register.own(f"card-{entity.id}")
    return tag("article", "".join(lines), id=ident, class_=f"card {entity.kind}", tabindex="-1") + "\n"


def facts(entity: Entity, words: InterfaceWords) -> list[str]:
    """What an entry says: kind, life, country, posts with their years, other names, addresses in authority files."""
    lines = []
    summary = ", ".join(fact for fact in (entity.type, life(entity, words), entity.country) if fact)
    if summary:
        lines.append(tag("p", text(summary)))
    posts = [_post(post) for post in entity.posts if post.office and post.kind != "nationality"]
    if posts:
        lines.append(tag("ul", "".join(tag("li", text(post)) for post in dict.fromkeys(posts)), class_="roles"))
    others = dict.fromkeys(f.text for f in entity.names if f.text and f.text != entity.label and f.kind != "error")
    if len(others) > MANY:
        listed = tag("p", text("; ".join(others)), class_="variants")
        summary = tag("summary", text(words("card.forms", number=len(others))))
        lines.append(tag("details", summary + listed))
    elif others:
        lines.append(tag("p", text(f"{words('card.also')} {'; '.join(others)}"), class_="variants"))
    addresses = [
        link(base + value, title) for name, (title, base) in _ADDRESSES.items() if (value := getattr(entity, name))
    ]
    if addresses:
        lines.append(tag("p", " · ".join(addresses), class_="addresses"))
    return lines


def _post(post: Post) -> str:
    """An office with its years."""
    first, last = (d[:4] if d[:4].isdecimal() else d for d in (post.date.first, post.date.last))
    years = first if first == last else f"{first}–{last}"
    return f"{post.office} ({years})" if post.date and years not in post.office else post.office


def life(entity: Entity, words: InterfaceWords) -> str:
    """When a person was born and died, as far as the entry says."""
    if entity.birth and entity.death:
        return f"{entity.birth}–{entity.death}"
    if entity.birth:
        return words("card.born", date=entity.birth)
    return words("card.died", date=entity.death) if entity.death else ""
