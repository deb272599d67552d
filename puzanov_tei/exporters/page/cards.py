"""Cards: what the lists of the document say about a person, place or organisation, as HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from puzanov_tei.exporters.page.markup import link, tag, text
from puzanov_tei.exporters.records.entities import Entity, Post

MANY = 4  # forms of a name that a card shows without being asked
_HEADINGS = {"person": "Persons", "place": "Places", "org": "Organisations", "work": "Works", "event": "Events"}
_ADDRESSES = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/"),
    "viaf": ("VIAF", "https://viaf.org/viaf/"),
    "gnd": ("GND", "https://d-nb.info/gnd/"),
    "geonames": ("GeoNames", "https://www.geonames.org/"),
}


def cards(known: Iterable[Entity], mentions: Mapping[str, Sequence[str]]) -> str:
    """Cards by kind, in the order of sort names; `mentions`: entity id -> identifiers of names in the page."""
    by_kind: dict[str, list[Entity]] = {kind: [] for kind in _HEADINGS}
    for entity in known:
        by_kind[entity.kind].append(entity)
    sections = []
    for kind, members in by_kind.items():
        if members:
            members.sort(key=lambda e: (e.sort_name.casefold(), e.id))
            made = "".join(_card(entity, mentions.get(entity.id, ())) for entity in members)
            sections.append(tag("section", tag("h2", _HEADINGS[kind]) + made, class_=f"cards {kind}"))
    return "\n".join(sections)


def _card(entity: Entity, places: Sequence[str]) -> str:
    lines = [tag("h3", text(entity.label))]
    facts = [entity.type, _life(entity), entity.country]
    summary = ", ".join(fact for fact in facts if fact)
    if summary:
        lines.append(tag("p", text(summary)))
    posts = [_post(post) for post in entity.posts if post.office and post.kind != "nationality"]
    if posts:
        lines.append(tag("ul", "".join(tag("li", text(post)) for post in dict.fromkeys(posts)), class_="roles"))
    others = dict.fromkeys(f.text for f in entity.names if f.text and f.text != entity.label and f.kind != "error")
    if len(others) > MANY:
        listed = tag("p", text("; ".join(others)), class_="variants")
        lines.append(tag("details", tag("summary", f"{len(others)} other forms of the name") + listed))
    elif others:
        lines.append(tag("p", "Also: " + text("; ".join(others)), class_="variants"))
    addresses = [
        link(base + value, title) for name, (title, base) in _ADDRESSES.items() if (value := getattr(entity, name))
    ]
    if addresses:
        lines.append(tag("p", " · ".join(addresses), class_="addresses"))
    if places:
        jumps = " ".join(
            tag("a", str(number), href=f"#{place}", aria_label=f"Mention {number} of {entity.label}")
            for number, place in enumerate(places, 1)
        )
        lines.append(tag("p", f"In the text: {jumps}", class_="jumps"))
    return tag("article", "".join(lines), id=f"card-{entity.id}", class_=f"card {entity.kind}", tabindex="-1") + "\n"


def _post(post: Post) -> str:
    """An office with its years."""
    first, last = (d[:4] if d[:4].isdecimal() else d for d in (post.date.first, post.date.last))
    years = first if first == last else f"{first}–{last}"
    return f"{post.office} ({years})" if post.date and years not in post.office else post.office


def _life(entity: Entity) -> str:
    if entity.birth and entity.death:
        return f"{entity.birth}–{entity.death}"
    return f"born {entity.birth}" if entity.birth else f"died {entity.death}" if entity.death else ""
