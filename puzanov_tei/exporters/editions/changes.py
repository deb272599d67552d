"""Changes to a tree of elements that keep its words: what stands behind an element never goes with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from lxml import etree

from puzanov_tei.base.xml import TEI_NS, T
from puzanov_tei.exporters.text.ledger import character_data
from puzanov_tei.exporters.text.walk import Element


def add_before(element: Element, text: str) -> None:
    """Put text in front of an element, where it stands."""
    previous, parent = element.getprevious(), element.getparent()
    if previous is not None:
        previous.tail = (previous.tail or "") + text
    elif parent is not None:
        parent.text = (parent.text or "") + text


def take_out(element: Element) -> None:
    """Take an element and all that is in it out of its parent; what stands behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        add_before(element, element.tail)
    element.tail = None
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    if element.text:
        add_before(element, element.text)
    place = parent.index(element)
    children = list(element)
    for number, child in enumerate(children):
        parent.insert(place + number, child)
    if element.tail:
        if children:
            children[-1].tail = (children[-1].tail or "") + element.tail
        else:
            add_before(element, element.tail)
    element.tail = None
    parent.remove(element)


def open_with(element: Element, text: str) -> None:
    """Put text at the beginning of what an element holds."""
    element.text = text + (element.text or "")


def close_with(element: Element, text: str) -> None:
    """Put text at the end of what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def set_attributes(element: Element, values: Mapping[str, str]) -> None:
    """Set attributes; those with an empty value are taken away."""
    for name, value in values.items():
        if value:
            element.set(name, value)
        elif name in element.attrib:
            del element.attrib[name]


def new(name: str, text: str = "", /, *children: Element | None, **attributes: str) -> Element:
    """A TEI element; empty attributes and missing children are left out, `xml_id` is `@xml:id`."""
    element = etree.Element(T + name, nsmap={None: TEI_NS})
    for key, value in attributes.items():
        if value:
            element.set(_XML + key[4:] if key.startswith("xml_") else key.rstrip("_"), value)
    element.text = text or None
    element.extend([child for child in children if child is not None])
    return element


_XML = "{http://www.w3.org/XML/1998/namespace}"


def letters(element: Element) -> int:
    """Characters that are no white space in an element's text; comments and instructions have none."""
    return sum(len("".join(text.split())) for text in character_data(element))


def for_each(root: Element, tags: tuple[str, ...], change: Callable[[Element], None]) -> None:
    """Call a function with each element of these names, inner ones after outer ones; it may change the tree."""
    for element in list(root.iter(*tags)):
        change(element)


def serialized(root: Element, instructions: Iterable[etree._Element] = ()) -> bytes:
    """An XML file in UTF-8; with instructions in front of its root."""
    head = b"".join(etree.tostring(instruction, with_tail=False) + b"\n" for instruction in instructions)
    body = bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=False, with_tail=False))
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + head + body + b"\n"
