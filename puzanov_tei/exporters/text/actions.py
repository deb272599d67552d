"""What each view does with which element: by its kind in the table, and for some by its name and attributes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from itertools import takewhile
from typing import Any

from lxml import etree

from puzanov_tei.exporters.text.table import BLOCK, LEFT_OUT, LINE, SPACE, ElementTable
from puzanov_tei.exporters.text.walk import Action, Element, Walk
from puzanov_tei.tei.read import XML_ID, T, local_name, pointers

# Words, signs and parts of words, each an element of its own.
TOKENS = frozenset(T + name for name in "w pc c m".split())
# Notes that tell what the document bears (stamps, hands, signatures): part of the document, left in place.
IN_PLACE = frozenset({"stamp", "handwritten", "handwriting", "signature"})
_AT_THE_FOOT = frozenset({"bottom", "foot", "end", "foot-end"})
# Places where a note or a list is part of its line.
IN_LINE = frozenset({"inline", "inline-note", "intext"})

# Values of `list/@type` or `@rend` for a list whose items have numbers.
NUMBERED = frozenset({"ordered", "numbered", "arabic", "decimal"})

# What a `choice` holds beside the printed form: printed too only where it has a frame.
BESIDE = frozenset(T + name for name in ("corr", "reg", "expan"))
# The side of a `choice` that is read: the first of these that there is, else its first.
READ_SIDES = tuple(T + name for name in ("corr", "supplied", "abbr", "orig", "unclear"))
_WRITTEN_OUT = tuple(T + name for name in ("corr", "supplied", "expan", "reg", "unclear"))
# The same of an apparatus.
READINGS = tuple(T + name for name in ("lem", "rdg", "rdgGrp"))
_REGISTER_PLACES = (f"{T}back", f"{T}standOff")


def skip(walk: Walk, element: Element) -> None:
    """Not shown."""
    walk.leave_out(element)


def mark_place(walk: Walk, element: Element) -> None:
    """Not shown, but its place is known (an empty span)."""
    walk.only(element, ())


def if_printed(walk: Walk, element: Element) -> None:
    """Words that are in the source only where a frame says so."""
    if element.get("rendition"):
        walk.inline(element)
    else:
        walk.only(element, ())


def deleted(walk: Walk, element: Element) -> None:
    """Not read, unless the deletion is cancelled: `restore` around it, or `undo` that points to it."""
    ident = element.get(XML_ID)
    if (ident and ident in walk.undone) or next(element.iterancestors(f"{T}restore"), None) is not None:
        walk.inline(element)
    else:
        walk.only(element, ())


def deleted_span(walk: Walk, element: Element) -> None:
    """What follows is deleted up to `@spanTo`, if that is a later place of the same document."""
    end = deleted_until(element)
    walk.inline(element)
    if end and element.get(XML_ID, "") not in walk.undone:
        walk.delete_until(end)


def deleted_until(element: Element) -> str:
    """The identifier of the place that a `delSpan` ends at, if that is a later one of the same document."""
    end = next(iter(pointers(element.get("spanTo"))), "")
    return end if end and _is_later(element, end) else ""


def _is_later(element: Element, ident: str) -> bool:
    return bool(element.xpath("boolean(following::*[@xml:id=$ident])", ident=ident))


def preferring(*tags: str) -> Action:
    """An element of alternatives, of which the first of these tags is read, else the first child."""

    def choose(walk: Walk, element: Element) -> None:
        children = list(element.iterchildren(etree.Element))
        if children:
            first = [c for tag in tags for c in children if c.tag == tag] or children
            walk.only(element, first[:1])
        else:
            walk.inline(element)

    return choose


def printed_choice(walk: Walk, element: Element) -> None:
    """`choice` in the source: the printed form, and what else a frame prints, in its order."""
    children = list(element.iterchildren(etree.Element))
    if not children:
        walk.inline(element)
        return
    plain = next((c for c in children if c.tag not in BESIDE), None)
    walk.only(element, [c for c in children if c is plain or c.get("rendition")])


def printed_note(walk: Walk, element: Element) -> None:
    """An editor's note is in the source only where a frame says so; others stand apart from the words around."""
    if element.get("rendition"):
        walk.inline(element)
    elif element.get("type") != "editorial":
        walk.apart(element, SPACE)
    else:
        walk.only(element, ())


def note(walk: Walk, element: Element) -> None:
    """Stamps, hands, signatures and notes that are a block of their own stay, in brackets; others go where notes go.

    A note that the document has in its line is part of it; one that a frame prints there is of the translator.
    """
    place, kind = element.get("place"), element.get("type")
    if place in IN_LINE and not element.get("rendition") and walk.shows_notes:
        walk.flat(element)
    elif kind in IN_PLACE or (walk.at_start and kind != "footnote" and place not in _AT_THE_FOOT):
        walk.bracketed(element)
    else:
        walk.note(element)


def notes(walk: Walk, element: Element) -> None:
    """The notes of a `noteGrp`, one after the other."""
    if not walk.at_start or (element.text or "").strip():
        walk.inline(element)
        return
    for child in element:
        walk.rise(BLOCK)
        walk.visit(child)
        walk.rise(BLOCK)


def description(walk: Walk, element: Element) -> None:
    """The words about a stamp or a hand stand before its own, with a colon."""
    walk.inline(element)
    parent, tail = element.getparent(), (element.tail or "").strip()
    if parent is None or parent.get("type") not in IN_PLACE or (tail and not tail[0].isalnum()):
        return
    if tail or element.getnext() is not None:
        walk.close_up()
        walk.mark(": ")


def gap(walk: Walk, element: Element) -> None:
    """An omission shows as `[...]`, or as its description in brackets."""
    if element.find(f"{T}desc") is None:
        walk.instead(element, "[...]")
    else:
        walk.bracketed(element)


def flowing_break(walk: Walk, element: Element) -> None:
    """The text runs on over the lines and pages of its source."""
    said = element.get("break")
    if said == "no":
        walk.join_word()
    elif said == "yes" or element.tag == f"{T}lb":
        walk.rise(SPACE)
    if element.text or len(element):
        walk.inline(element)


def kept_break(walk: Walk, element: Element) -> None:
    """A line or column of the source is a line."""
    walk.rise(LINE)
    if element.text or len(element):
        walk.inline(element)


def preferred_name(walk: Walk, element: Element) -> None:
    """The name in its preferred form, after the office or rank that stands before it."""
    targets = pointers(element.get("ref") or element.get("key"))
    label = walk.labels.get(targets[0]) if len(targets) == 1 else None
    if label is None:
        walk.inline(element)
        return
    roles = tuple(takewhile(lambda child: child.tag == f"{T}roleName", element))
    for role in roles:
        walk.visit(role)
        walk.rise(SPACE)
    walk.instead(element, label, roles)


def abbreviation_mark(walk: Walk, element: Element) -> None:
    """`am` is read, unless what it stands for is written out beside it."""
    parent = element.getparent()
    if parent is not None and (parent.tag == f"{T}expan" or parent.find(f"{T}ex") is not None):
        walk.only(element, ())
    else:
        walk.inline(element)


def token(walk: Walk, element: Element) -> None:
    """A word or sign; `@join` says where no blank is, whatever the file's lines look like."""
    left, right = joins(element)
    if left:
        walk.close_up()
    walk.inline(element)
    if right:
        walk.join_token()


def joins(element: Element) -> tuple[bool, bool]:
    """Whether a token stands close to what is before it, and to what is behind it.

    It is said by `@join`, or it is a sign with nothing between itself and the token before it.
    """
    if element.tag not in TOKENS:
        return False, False
    said, before = element.get("join"), element.getprevious()
    if said is None and element.tag == f"{T}pc" and before is not None and not before.tail:
        opens = unicodedata.category((element.text or ".")[0]) in ("Ps", "Pi")
        return not opens, opens
    return said in ("left", "both"), said in ("right", "both")


def listing(walk: Walk, element: Element) -> None:
    """A list; one that runs on in its line is no block."""
    if "inline" in (element.get("type"), element.get("rend")):
        walk.flat(element)
    else:
        walk.block(element)


def bibliography(walk: Walk, element: Element) -> None:
    """A bibliography is text; in `back`, with identified entries and no other words, it is a register."""
    if is_register(element):
        walk.leave_out(element)
    else:
        walk.block(element)


def is_register(bibliography: Element) -> bool:
    """Whether a `listBibl` is there for others to point to, and not to be read."""
    if next(bibliography.iterancestors(*_REGISTER_PLACES), None) is None:
        return False
    entries = [c for c in bibliography if local_name(c) in ("bibl", "biblStruct", "biblFull", "msDesc")]
    return bool(entries) and all(c.get(XML_ID) for c in entries) and bibliography.find(f"{T}head") is None


def character(walk: Walk, element: Element) -> None:
    """A character outside Unicode: as written, else the mapping that its declaration gives."""
    ident = next(iter(pointers(element.get("ref"))), "")
    mapped = walk.labels.get(f"char {ident}") if ident and not (element.text or len(element)) else None
    if mapped:
        walk.instead(element, mapped)
    else:
        walk.inline(element)


def apart(strength: int) -> Action:
    """The element with this separator around it."""
    return lambda walk, element: walk.apart(element, strength)


def preserve(walk: Walk, element: Element) -> None:
    """White space as it stands; `eg` and `egXML` are blocks."""
    if local_name(element) == "code":
        walk.preserved(element)
        return
    walk.rise(BLOCK)
    walk.preserved(element)
    walk.rise(BLOCK)


def _each(action: Action, names: str) -> dict[str, Action]:
    return {T + name: action for name in names.split()}


# By kind: what every view does, what readings do, what the source does. Phrases and supplied words are inline.
_KINDS: dict[str, Action] = {
    "line": Walk.block,
    "block": Walk.block,
    "word": apart(SPACE),
    "preserve": preserve,
    **dict.fromkeys(LEFT_OUT, skip),
}
_READ_KINDS: dict[str, Action] = {
    "unread": mark_place, "furniture": skip, "note": note, "gap": gap, "milestone": flowing_break,
}  # fmt: skip
_PRINTED_KINDS: dict[str, Action] = {"furniture": apart(BLOCK), "supplied": if_printed, "note": printed_note}

# By name.
_NAMES = {
    **dict.fromkeys(TOKENS, token),
    **_each(listing, "list"),
    **_each(bibliography, "listBibl"),
    **_each(character, "g"),
    **_each(notes, "noteGrp"),
    **_each(preferring(*READINGS), "app rdgGrp"),
}
_READ_NAMES = _NAMES | {
    **_each(preferring(*READ_SIDES), "choice"),
    **_each(description, "desc"),
    **_each(deleted, "del"),
    **_each(deleted_span, "delSpan"),
    **_each(abbreviation_mark, "am"),
}
_VIEWS: dict[str, tuple[Mapping[str, Action], Mapping[str, Action]]] = {
    "source": (_PRINTED_KINDS, _NAMES | _each(printed_choice, "choice") | _each(kept_break, "lb cb")),
    "reading": (_READ_KINDS, _READ_NAMES),
    "normalized": (
        _READ_KINDS,
        _READ_NAMES
        | _each(preferring(*_WRITTEN_OUT), "choice")
        | _each(preferred_name, "persName placeName orgName name geogName"),
    ),
}


@lru_cache(maxsize=24)
def actions(table: ElementTable, view: str) -> Mapping[Any, Action]:
    """Tag -> what the view does with it; tags that are missing are written inline.

    The row of a user counts for more than what the program does by name.
    """
    by_kind, by_name = _VIEWS[view]
    kinds = {**_KINDS, **by_kind}
    # Comments, processing instructions and references to entities: lxml gives their constructors for a tag.
    made: dict[Any, Action] = {etree.Comment: skip, etree.ProcessingInstruction: skip, etree.Entity: skip}
    for tag, row in table.rows.items():
        action = None if row.changed else by_name.get(tag)
        action = action or kinds.get(row.kind)
        if action is not None:
            made[tag] = action
    return made
