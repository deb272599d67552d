"""Nodes -> TEI elements -> bytes. The same input gives the same bytes."""

from __future__ import annotations

import re

from lxml import etree

from puzanov_tei.tei.content import ELEMENT_ONLY
from puzanov_tei.tei.nodes import Node
from puzanov_tei.tei.read import XML_ID, XML_LANG, T

_PREFIXED = {"xml:id": XML_ID, "xml:lang": XML_LANG}
_INDENT = "  "
# Characters that XML 1.0 cannot hold (section 2.2).
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """`text` with a replacement character for each character that XML cannot hold."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)


def to_element(node: Node) -> etree._Element:
    """The TEI element of a node (frames are expected to be in `@rendition` already)."""
    element = etree.Element(T + node.tag, _attributes(node), nsmap={None: T[1:-1]})
    pending = [(node, element)]
    while pending:
        current, made = pending.pop()
        last: etree._Element | None = None
        for child in current.children:
            if isinstance(child, Node):
                last = etree.SubElement(made, T + child.tag, _attributes(child))
                pending.append((child, last))
            elif last is None:
                made.text = (made.text or "") + clean(child)
            else:
                last.tail = (last.tail or "") + clean(child)
    return element


def _attributes(node: Node) -> dict[str, str]:
    attributes = node.attributes
    return {_PREFIXED.get(name, name): clean(value) for name, value in attributes.items()} if attributes else {}


def indent(root: etree._Element) -> None:
    """Put each child of an element of elements on a line of its own; in mixed content nothing is touched."""
    pending = [(root, 0)]
    while pending:
        element, depth = pending.pop()
        if len(element) == 0 or not isinstance(element.tag, str):
            continue
        holds_text = bool((element.text or "").strip()) or any((child.tail or "").strip() for child in element)
        if element.tag.removeprefix(T) not in ELEMENT_ONLY or holds_text:
            continue
        inside = "\n" + _INDENT * (depth + 1)
        element.text = inside
        for child in element:
            child.tail = inside
        element[-1].tail = "\n" + _INDENT * depth
        pending.extend((child, depth + 1) for child in element)


def serialize(root: etree._Element, around: etree._Element | None = None) -> bytes:
    """The document as UTF-8, indented where white space means nothing, with a final line break.

    Args:
        around: another document's root, whose instructions and comments before and after it are written too.
    """
    indent(root)
    before = [] if around is None else list(around.itersiblings(preceding=True))[::-1]
    after = [] if around is None else list(around.itersiblings())
    parts = (*map(_apart, before), etree.tostring(root, encoding="UTF-8"), *map(_apart, after))
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + b"\n".join(parts) + b"\n"


def _apart(node: etree._Element) -> bytes:
    written: bytes = etree.tostring(node, encoding="UTF-8", with_tail=False)
    return written


def with_instructions(document: bytes, instructions: bytes) -> bytes:
    """A document of `serialize` with lines before its root element."""
    declaration, line_break, rest = document.partition(b"\n")
    return declaration + line_break + instructions + rest
