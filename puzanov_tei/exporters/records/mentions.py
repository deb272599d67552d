"""Names, referring strings and dates in the text, each with the place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set
from typing import NamedTuple

from puzanov_tei.exporters.records.scene import Digests, Scene, Whereabouts
from puzanov_tei.exporters.records.values import when
from puzanov_tei.exporters.text.views import View
from puzanov_tei.exporters.text.walk import Element, Span
from puzanov_tei.tei.read import XML_ID, T, local_name, pointers

CONTEXT = 32

# Element -> type of the mention; empty: its `@type` says.
_TYPES = {
    **dict.fromkeys(("persName",), "person"),
    **dict.fromkeys(("placeName", "geogName", "settlement", "country", "region", "district"), "place"),
    **dict.fromkeys(("orgName",), "org"),
    **dict.fromkeys(("eventName",), "event"),
    **dict.fromkeys(("objectName",), "object"),
    **dict.fromkeys(("title", "bibl"), "work"),
    **dict.fromkeys(("date",), "date"),
    **dict.fromkeys(("rs", "name"), ""),
}
# Words of editions for the types of `rs` and `name`.
_KINDS = {
    **dict.fromkeys("pers per persname people persons".split(), "person"),
    **dict.fromkeys("pl loc location geo placename settlement places".split(), "place"),
    **dict.fromkeys("organisation organization institution body corp orgname corporate orgs".split(), "org"),
    **dict.fromkeys("bibl book text works title".split(), "work"),
    **dict.fromkeys("ev events".split(), "event"),
}
# Elements that name or refer to an entity.
NAME_TYPES = {name: kind for name, kind in _TYPES.items() if name not in ("title", "bibl", "date")}
_TAGS = tuple(T + name for name in _TYPES)
# The number of a note at the end of a name; the note itself stands at the end of the text.
_NOTE_NUMBER = re.compile(r"\s*\[\d+\]$")
_PERSON, _DATE, _BIBL = f"{T}persName", f"{T}date", f"{T}bibl"
# What may stand at the ends of a name and is not the name.
_TITLES = frozenset((f"{T}roleName", f"{T}note"))
_PUNCTUATION = " ,;:\n\t"


class MentionRow(NamedTuple):
    """A row of the table `mentions` (see `tables` for the columns), and its place."""

    mention_id: str
    place: Whereabouts
    type: str
    entity_id: str
    surface: str
    name: str
    begin: int
    end: int
    view: str
    prefix: str
    suffix: str
    cert: str
    resp: str
    value: str
    element: str
    inside: str
    name_begin: int
    name_end: int


def mentions(scene: Scene) -> Iterator[MentionRow]:
    """All mentions in document order, one for each entity a name refers to.

    A second spelling in a `note` of type romanization belongs to the name before it and is no mention of
    its own. A piece of a torn name (`@prev`) is `inside` the first piece.
    """
    digests = Digests()
    places: dict[Element, tuple[str, Span]] = {}
    by_xml_id: dict[str, str] = {}
    main = scene.main
    for element in _elements(scene):
        shown = main if element in main else scene.source
        if element not in shown or not (len(element) or element.text or element.attrib):
            continue  # not shown, or an empty field of a template
        name, get = local_name(element), element.get
        begin, end = without_marker(shown.span(element), shown) if len(element) else shown.span(element)
        inner = name_span(element, shown, (begin, end))
        bare = shown.text[inner[0] : inner[1]]
        place = scene.where(element)
        ident = "m_" + digests.of(scene.doc_id, place.block_id, bare)
        places[element] = ident, inner
        if (xml_id := get(XML_ID)) is not None:
            by_xml_id[xml_id] = ident
        whole = _around(element, inner, places, main)
        if (previous := get("prev")) is not None:
            whole = next((by_xml_id[p] for p in pointers(previous) if p in by_xml_id), whole)
        targets = [""] if element.tag == _DATE else scene.references.of(element) or [""]
        for number, entity in enumerate(targets, 1):
            yield MentionRow(
                mention_id=ident if number == 1 else f"{ident}_{number}",
                place=place,
                type=kind_of_name(element),
                entity_id=entity,
                surface=shown.text[begin:end],
                name=bare,
                begin=begin,
                end=end,
                view=shown.name,
                prefix=shown.text[max(0, begin - CONTEXT) : begin],
                suffix=shown.text[end : end + CONTEXT],
                cert=get("cert", ""),
                resp=get("resp", ""),
                value=when(element).value if name == "date" else "",
                element=name,
                inside=whole,
                name_begin=inner[0],
                name_end=inner[1],
            )


def _around(element: Element, span: Span, places: dict[Element, tuple[str, Span]], shown: View) -> str:
    """The mention in its line that this one is a part of; a name in somebody's title is not a part of his name."""
    parent = element.getparent()
    while parent is not None and parent.tag not in shown.table.strength:
        if parent in places:
            ident, (begin, end) = places[parent]
            if begin <= span[0] and span[1] <= end:
                return ident
        parent = parent.getparent()
    return ""


def kind_of_name(element: Element) -> str:
    """What a name or referring string names: its element says, else the word of its `@type`, in our words."""
    return _TYPES[local_name(element)] or kind_in_words(element.get("type", "")) or "name"


def kind_in_words(said: str) -> str:
    """A word of an edition for a kind of name, in our words, where we have one."""
    return _KINDS.get(said.lower(), said)


def decision(resp: str, programs: Set[str]) -> str:
    """What `@resp` says about who has looked: proposed by a program alone, confirmed by somebody, or an editor's own.

    Args:
        programs: the pointers that stand for programs (`header.programs`).
    """
    who = set(resp.split())
    if not who:
        return ""
    if who.isdisjoint(programs):
        return "editor"
    return "proposed" if who <= programs else "confirmed"


def without_marker(span: Span, shown: View) -> Span:
    """A span without the number of a note at its end: the note stands elsewhere."""
    begin, end = span
    while shown.text[end - 1 : end] == "]" and (marker := _NOTE_NUMBER.search(shown.text, begin, end)) is not None:
        end = marker.start()
    return begin, end


def name_span(element: Element, shown: View, span: Span) -> Span:
    """The span of the name itself: rank, office and notes at its ends are left out."""
    begin, end = span
    if element.tag != _PERSON or not any(child.tag in _TITLES for child in element):
        return begin, end
    first, last = begin, end
    inside = [(child.tag in _TITLES, shown.span(child)) for child in element if child in shown]
    inside = [(is_title, span) for is_title, span in inside if span[1] <= last]
    for is_title, span in inside:
        if not is_title or shown.text[first : span[0]].strip(_PUNCTUATION):
            break
        first = span[1]
    for is_title, span in reversed(inside):
        if not is_title or shown.text[span[1] : last].strip(_PUNCTUATION):
            break
        last = span[0]
    while first < last and shown.text[first] in _PUNCTUATION:
        first += 1
    while last > first and shown.text[last - 1] in _PUNCTUATION:
        last -= 1
    return (first, last) if first < last else (begin, end)


def _elements(scene: Scene) -> Iterable[Element]:
    for text in scene.texts:
        second = {
            name for note in text.iter(f"{T}note") if note.get("type") == "romanization" for name in note.iter(*_TAGS)
        }
        for element in text.iter(*_TAGS):
            if element not in second and (element.tag != _BIBL or element.get("ref") or element.get("corresp")):
                yield element
