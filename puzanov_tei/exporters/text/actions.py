"""What each view does with which element: one table a view. Elements not listed are written inline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import takewhile
from typing import Any

from lxml import etree

from puzanov_tei.exporters.text.content import LINE, REGISTERS, SPACE, STRENGTH
from puzanov_tei.exporters.text.walk import Action, Element, Walk
from puzanov_tei.tei.read import T, pointers

# Notes that tell what the document bears (stamps, hands, signatures): part of the document, left in place.
IN_PLACE = frozenset({"stamp", "handwritten", "handwriting", "signature"})

# What a `choice` holds beside the printed form: printed too only where it has a frame.
_BESIDE = frozenset(T + name for name in ("corr", "reg", "expan"))


def skip(walk: Walk, element: Element) -> None:
    """Not shown."""


def mark_place(walk: Walk, element: Element) -> None:
    """Not shown, but its place is known (an empty span)."""
    walk.only(element, ())


def if_printed(walk: Walk, element: Element) -> None:
    """Words that are in the source only where a frame says so."""
    if element.get("rendition"):
        walk.inline(element)
    else:
        walk.only(element, ())


def preferring(*names: str) -> Action:
    """An element of alternatives, of which the first of these names is read, else the first child."""
    tags = [T + name for name in names]

    def choose(walk: Walk, element: Element) -> None:
        children = list(element.iterchildren(etree.Element))
        first = [c for tag in tags for c in children if c.tag == tag] or children
        walk.only(element, first[:1])

    return choose


def printed_choice(walk: Walk, element: Element) -> None:
    """`choice` in the source: what is printed, in its order."""
    children = element.iterchildren(etree.Element)
    walk.only(element, [c for c in children if c.tag not in _BESIDE or c.get("rendition")])


def printed_note(walk: Walk, element: Element) -> None:
    """An editor's note is in the source only where a frame says so; others stand apart from the words around."""
    if element.get("rendition"):
        walk.inline(element)
    elif element.get("type") != "editorial":
        walk.rise(SPACE)
        walk.inline(element)
        walk.rise(SPACE)
    else:
        walk.only(element, ())


def note(walk: Walk, element: Element) -> None:
    """Stamps, hands, signatures and notes that are a block of their own stay, in brackets; others go where notes go."""
    is_footnote = element.get("type") == "footnote" or element.get("place") in ("bottom", "foot", "end")
    if element.get("type") in IN_PLACE or (walk.at_start and not is_footnote):
        walk.bracketed(element)
    else:
        walk.note(element)


def description(walk: Walk, element: Element) -> None:
    """The words about a stamp or a hand stand before its own, with a colon."""
    walk.inline(element)
    parent, tail = element.getparent(), (element.tail or "").strip()
    if parent is None or parent.get("type") not in IN_PLACE or (tail and not tail[0].isalnum()):
        return
    if tail or element.getnext() is not None:
        walk.close_up()
        walk.emit(": ")


def gap(walk: Walk, element: Element) -> None:
    """An omission shows as `[...]`, or as its description in brackets."""
    if element.find(f"{T}desc") is None:
        walk.instead(element, "[...]")
    else:
        walk.bracketed(element)


def flowing_break(walk: Walk, element: Element) -> None:
    """The text runs on over the lines and pages of its source."""
    if element.get("break") == "no":
        walk.join_word()
    elif element.tag == f"{T}lb":
        walk.rise(SPACE)


def kept_break(walk: Walk, element: Element) -> None:
    """A line of the source is a line."""
    walk.rise(LINE)


def preferred_name(walk: Walk, element: Element) -> None:
    """The name in its preferred form, after the office or rank that stands before it."""
    targets = pointers(element.get("ref") or element.get("key"))
    label = walk.labels.get(targets[0]) if len(targets) == 1 else None
    if label is None:
        walk.inline(element)
        return
    for role in takewhile(lambda child: child.tag == f"{T}roleName", element):
        walk.visit(role)
        walk.rise(SPACE)
    walk.instead(element, label)


def _each(action: Action, names: str) -> dict[str, Action]:
    return {T + name: action for name in names.split()}


def _table(*parts: Mapping[str, Action]) -> dict[Any, Action]:
    table: dict[Any, Action] = dict.fromkeys(STRENGTH, Walk.block)
    table.update(dict.fromkeys(REGISTERS, skip))
    # Comments and processing instructions: lxml gives their constructors for a tag.
    table.update({etree.Comment: skip, etree.ProcessingInstruction: skip, etree.Entity: skip})
    for part in parts:
        table.update(part)
    return table


_SOURCE: Iterable[Mapping[str, Action]] = (
    _each(printed_choice, "choice"),
    _each(preferring("lem", "rdg"), "app"),
    _each(if_printed, "supplied"),
    _each(printed_note, "note"),
    _each(kept_break, "lb"),
    _each(mark_place, "ex"),
)
_READING: Iterable[Mapping[str, Action]] = (
    _each(preferring("corr", "abbr", "orig", "unclear"), "choice"),
    _each(preferring("lem", "rdg"), "app"),
    _each(note, "note"),
    _each(gap, "gap"),
    _each(description, "desc"),
    _each(flowing_break, "lb pb cb gb milestone"),
    _each(mark_place, "del surplus"),
    _each(skip, "fw figDesc"),
)

ACTIONS: dict[str, dict[Any, Action]] = {
    "source": _table(*_SOURCE),
    "reading": _table(*_READING),
    "normalized": _table(
        *_READING,
        _each(preferring("corr", "expan", "reg", "unclear"), "choice"),
        _each(preferred_name, "persName placeName orgName name geogName"),
    ),
}
