"""Steps that several profiles share: each changes one thing in a draft, and is named in the profile's list."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from puzanov_tei.base.xml import XML_BASE
from puzanov_tei.exporters.editions import Step, changes
from puzanov_tei.exporters.editions.draft import REGISTERS, Draft
from puzanov_tei.exporters.text.actions import BESIDE, IN_LINE, IN_PLACE, READ_SIDES, READINGS
from puzanov_tei.exporters.text.table import DIVISIONS, table
from puzanov_tei.exporters.text.walk import Element
from puzanov_tei.tei.read import XML_ID, T, local_name

_NAME_PARTS = tuple(T + name for name in ("surname", "forename", "roleName", "genName", "nameLink", "addName"))
_EMPTY = tuple(T + name for name in ("milestone", "pb", "lb", "cb", "gb", "anchor", "space"))
_TOP = frozenset(T + name for name in "head opener dateline salute byline epigraph argument docAuthor docDate".split())
_BOTTOM = frozenset(T + name for name in "closer trailer signed postscript".split())
_OMITTED = "[...]"


def _identify(draft: Draft) -> None:
    draft.root.set(XML_ID, draft.id)


def _base(draft: Draft) -> None:
    if not draft.root.get(XML_BASE):
        draft.root.set(XML_BASE, draft.options.base or "https://example.org")


def _choices(draft: Draft) -> None:
    for text in draft.texts:
        changes.for_each(text, (f"{T}choice",), lambda e: _keep(draft, e, _read(e)))
        changes.for_each(text, (f"{T}app", f"{T}rdgGrp"), lambda e: _keep(draft, e, _preferred(e, READINGS)))


def _read(choice: Element) -> list[Element]:
    """What of a `choice` is read; where a frame prints two sides, the source has both (as the view `source`)."""
    children = list(choice.iterchildren(etree.Element))
    if any(c.get("rendition") for c in children if c.tag in BESIDE):
        plain = next((c for c in children if c.tag not in BESIDE), None)
        return [c for c in children if c is plain or c.get("rendition")]
    return _preferred(choice, READ_SIDES)


def _preferred(element: Element, tags: tuple[str, ...]) -> list[Element]:
    children = list(element.iterchildren(etree.Element))
    return next(([c] for tag in tags for c in children if c.tag == tag), children[:1])


def _keep(draft: Draft, element: Element, kept: list[Element]) -> None:
    """Of an element of alternatives only these children, in its place; white space between the others goes too."""
    element.text = None
    for child in list(element):
        child.tail = None
        if child not in kept:
            draft.leave_out(child)
        elif child.tag in READINGS:
            changes.unwrap(child)
    changes.unwrap(element)


def _frames(draft: Draft) -> None:
    for text in draft.texts:
        for element in [e for e in text.iter(etree.Element) if e.get("rendition")]:
            before, after = draft.frames(element.get("rendition"))
            if before or after:
                _print_frame(draft, element, before, after)
                strings = draft.frames.strings
                left = [p for p in element.get("rendition", "").split() if p.rpartition("#")[2] not in strings]
                changes.set_attributes(element, {"rendition": " ".join(left)})


def _print_frame(draft: Draft, element: Element, before: str, after: str) -> None:
    if element.tag == f"{T}gap":
        desc = element.find(f"{T}desc")
        if desc is None:
            draft.insert(element, 0, changes.new("desc", (before + after).strip()))
        else:
            draft.print_before(desc, before)
            draft.print_after(desc, after)
    elif element.tag in _EMPTY:
        parent = element.getparent()
        assert parent is not None
        words = changes.new("seg", before + after, rend="frame")
        draft.insert(parent, parent.index(element), words)
        if not in_line(words):
            make_block(words)
    else:
        draft.print_before(_leaf(element, 0), before)
        draft.print_after(_leaf(element, -1), after)


def in_line(element: Element) -> bool:
    """Whether an element stands among words, and not among blocks."""
    parent = element.getparent()
    return parent is not None and parent.tag not in table().element_only


def make_block(element: Element) -> None:
    """Name an element as a block that may stand where it stands in a division (TEI P5, DS): before headings, between
    divisions and behind a closing no paragraph may."""
    before = [e.tag for e in element.itersiblings(etree.Element, preceding=True)]
    behind = [e.tag for e in element.itersiblings(etree.Element)]
    if any(tag in _BOTTOM for tag in before):
        element.tag = f"{T}trailer"
    elif any(tag in DIVISIONS for tag in before):
        parent = element.getparent()
        around = changes.new("div", type="aside")
        around.tail, element.tail = element.tail, None
        if parent is not None:
            parent.replace(element, around)
        around.append(element)
        element.tag = f"{T}p"
    elif any(tag in _TOP for tag in behind):
        element.tag = f"{T}opener"
    else:
        element.tag = f"{T}p"


def _leaf(element: Element, side: int) -> Element:
    """The first or last element within one that holds elements only, that text may stand in."""
    here = element
    while here.tag in table().element_only:
        children = [c for c in here.iterchildren(etree.Element) if c.tag not in _EMPTY]
        if not children:
            return here
        here = children[side]
    return here


def _gaps(draft: Draft) -> None:
    for text in draft.texts:
        for gap in text.iter(f"{T}gap"):
            if gap.find(f"{T}desc") is None:
                draft.insert(gap, 0, changes.new("desc", _OMITTED))


def _gaps_as_text(draft: Draft) -> None:
    """What a gap says is text: targets print brackets and words of their own for it."""
    for text in draft.texts:
        for gap in list(text.iter(f"{T}gap")):
            alone = not in_line(gap)
            for desc in list(gap.iterchildren(f"{T}desc")):
                changes.unwrap(desc)
            gap.attrib.clear()
            gap.set("rend", "gap")
            if alone:
                make_block(gap)
            else:
                gap.tag = f"{T}seg"


def without_stand_off(*, registers: bool) -> Callable[[Draft], None]:
    """A step by which standOff leaves the document; its lists go into registers, if the edition has any."""

    def change(draft: Draft) -> None:
        for stand_off in list(draft.root.iterchildren(f"{T}standOff")):
            for listing in list(stand_off.iter(*REGISTERS)):
                if next(listing.iterancestors(*REGISTERS), None) is None:
                    _drop_list(draft, listing, registers)
            for child in list(stand_off.iterchildren(etree.Element)):
                draft.leave_out(child, f"{local_name(child)} of standOff")
            draft.leave_out(stand_off) if (stand_off.text or "").strip() else draft.root.remove(stand_off)

    return change


def without_lists(*, registers: bool) -> Callable[[Draft], None]:
    """A step by which lists of entities leave front, body and back; they go into registers, if the edition has any."""

    def change(draft: Draft) -> None:
        parts = [p for text in draft.texts for p in text.iterchildren(f"{T}front", f"{T}body", f"{T}back")]
        for part in parts:
            for listing in list(part.iter(*REGISTERS)):
                if next(listing.iterancestors(*REGISTERS), None) is None and _is_register(listing):
                    around = listing.getparent()
                    _drop_list(draft, listing, registers)
                    _prune(around, part)

    return change


def _drop_list(draft: Draft, listing: Element, registers: bool) -> None:
    if registers:
        draft.move_out(listing)
    else:
        draft.leave_out(listing)


def _is_register(listing: Element) -> bool:
    entries = [c for c in listing.iterchildren(etree.Element) if c.get(XML_ID)]
    return bool(entries) and listing.tag != f"{T}listBibl"


def _prune(element: Element | None, top: Element) -> None:
    """Take away divisions that hold nothing any more."""
    while element is not None and element is not top and not len(element) and not (element.text or "").strip():
        parent = element.getparent()
        changes.take_out(element)
        element = parent


def _header_notes(draft: Draft) -> None:
    for note in list(draft.header.iter(f"{T}note")):
        if next(note.iterancestors(f"{T}note"), None) is None:
            draft.leave_out(note, "note in teiHeader")


def _into_body(draft: Draft) -> None:
    for text in draft.texts:
        body = text.find(f"{T}body")
        if body is None:
            continue
        _ends_with_division(body)
        for name in ("front", "back"):
            part = text.find(T + name)
            if part is None:
                continue
            changes.take_out(part)
            if len(part) or (part.text or "").strip():
                part.tag = f"{T}div"
                part.set("type", part.get("type") or name)
                changes.for_each(part, (f"{T}titlePage",), _as_paragraphs)
                body.insert(0 if name == "front" else len(body), part)


def _ends_with_division(body: Element) -> None:
    """A body of divisions may end with one more; one of paragraphs gets a division around them first."""
    if any(child.tag in DIVISIONS for child in body):
        return
    around = changes.new("div")
    around.text, body.text = body.text, None
    around.extend(list(body))
    body.append(around)


def _as_paragraphs(page: Element) -> None:
    """A title page as a division of paragraphs, which may stand anywhere."""
    page.tag = f"{T}div"
    page.set("type", "titlePage")
    for child in page.iterchildren(etree.Element):
        for part in child.iterdescendants(f"{T}titlePart", f"{T}bibl", f"{T}imprimatur"):
            part.set("type", part.get("type") or local_name(part))
            part.tag = f"{T}seg"
        child.set("rend", local_name(child))
        for name in ("type", "level"):
            child.attrib.pop(name, None)
        child.tag = f"{T}p"


def _printed_notes(draft: Draft) -> None:
    """Notes that are part of the document, not about it: paragraphs where they stand alone, phrases in a line."""
    for text in draft.texts:
        for note in list(text.iter(f"{T}note")):
            parent = note.getparent()
            kind, place = note.get("type", ""), note.get("place", "")
            if parent is None or not (kind in IN_PLACE or place in IN_LINE):
                continue
            alone = not in_line(note)
            changes.set_attributes(note, {"place": "", "n": "", "type": "", "subtype": "", "rend": kind or "note"})
            if not alone:
                changes.set_attributes(note, {"rend": "", "type": kind or "note"})
            if alone:
                make_block(note)
            else:
                note.tag = f"{T}seg"
            for desc in list(note.iterchildren(f"{T}desc")):
                desc.tag = f"{T}seg"
                desc.set("type", "desc")


def _name_parts(draft: Draft) -> None:
    for text in draft.texts:
        changes.for_each(text, _NAME_PARTS, changes.unwrap)


IDENTIFY = Step("identify", "TEI/@xml:id is a name of XML and the name of the file", _identify)
BASE = Step("base", "@xml:base is there (--base)", _base)
CHOICES = Step("choice", "one side of choice and app: as read, or what the source prints", _choices)
FRAMES = Step("frames", "what is printed around an element (@rendition) stands in the text", _frames)
GAPS = Step("gaps", "a gap says that something is missing", _gaps)
GAPS_AS_TEXT = Step("gap as text", "a gap is the text that says so", _gaps_as_text)
LISTS = Step("lists", "lists of entities leave the text for the registers", without_lists(registers=True))
STAND_OFF = Step(
    "standOff", "standOff leaves the document: its lists for the registers", without_stand_off(registers=True)
)
NO_LISTS = Step("lists", "lists of entities leave the text", without_lists(registers=False))
NO_STAND_OFF = Step("standOff", "standOff leaves the document", without_stand_off(registers=False))
HEADER_NOTES = Step("header notes", "notes leave the header", _header_notes)
INTO_BODY = Step("body", "front and back become divisions of the body", _into_body)
PRINTED_NOTES = Step(
    "stamps", "stamps, hands, signatures and notes in the line become paragraphs and phrases", _printed_notes
)
NAME_PARTS = Step("name parts", "surname, forename and rank are no elements, so that nobody turns them", _name_parts)
