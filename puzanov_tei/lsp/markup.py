"""The tags of a text that may be broken: elements with their places, open ones too, as an editor sees them.

A document is not well-formed for as long as it is being typed. So tags are found by their form alone: an end tag closes
the nearest open element of its name, an end tag without a start is passed over, a start tag may end in the middle.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from puzanov_tei.base.xml import XML_NS

_NAME = r"[^\W\d][\w.\-]*(?::[^\W\d][\w.\-]*)?"
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>"
    rf"|<(/)?({_NAME})((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)(>)?",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(rf"(?P<name>{_NAME})(?:\s*=\s*(?:\"(?P<double>[^\"<]*)\"?|'(?P<single>[^'<]*)'?)?)?")
_DECLARED = re.compile(r"""\sxmlns(?::([\w.\-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(frozen=True, slots=True)
class WrittenAttribute:
    """An attribute as it stands in a tag: offsets of its name and of its value (without quotes)."""

    name: str
    begin: int
    value: str
    value_begin: int

    @property
    def value_end(self) -> int:
        """Offset behind the value."""
        return self.value_begin + len(self.value)


@dataclass(slots=True)
class WrittenElement:
    """An element: offsets of its start tag, of its end tag (None while it is open), and its place in the tree.

    Attributes:
        name: as written, with its prefix.
        begin, inside: where the start tag begins, and where its content begins.
        end_begin, end: where the end tag begins, and where the element ends.
        parent: the element around it.
        number: its place among all elements.
    """

    name: str
    begin: int
    inside: int
    parent: WrittenElement | None
    number: int
    end_begin: int | None = None
    end: int | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the tag closes itself."""
        return self.end == self.inside and self.end_begin is None


class Markup:
    """The elements of a text, in the order of their start tags."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.elements: list[WrittenElement] = []
        self._read()
        self._begins = [element.begin for element in self.elements]

    def _read(self) -> None:
        open_elements: list[WrittenElement] = []
        elements = self.elements
        for token in _TOKEN.finditer(self.text):
            close, name, inside, finished = token.groups()
            if name is None:
                continue
            begin, end = token.span()
            if close:
                if open_elements and open_elements[-1].name == name:
                    element = open_elements.pop()
                    element.end_begin, element.end = begin, end
                else:
                    self._close(open_elements, name, begin, end)
                continue
            element = WrittenElement(name, begin, end, open_elements[-1] if open_elements else None, len(elements))
            elements.append(element)
            if finished and inside[-1:] == "/":
                element.end = end
            else:
                open_elements.append(element)

    @staticmethod
    def _close(open_elements: list[WrittenElement], name: str, begin: int, end: int) -> None:
        for index in range(len(open_elements) - 1, -1, -1):
            if open_elements[index].name == name:
                element = open_elements[index]
                element.end_begin, element.end = begin, end
                del open_elements[index:]
                return

    @property
    def root(self) -> WrittenElement | None:
        """The first element."""
        return self.elements[0] if self.elements else None

    def at(self, offset: int) -> WrittenElement | None:
        """The innermost element whose tags or content an offset is in; an open element goes on to the end."""
        index = bisect_right(self._begins, offset) - 1
        element = self.elements[index] if index >= 0 else None
        while element is not None and element.end is not None and offset >= element.end:
            element = element.parent
        return element

    def children(self, element: WrittenElement) -> Iterator[WrittenElement]:
        """The elements directly in one, in order."""
        end = len(self.text) if element.end is None else element.end
        for number in range(element.number + 1, len(self.elements)):
            child = self.elements[number]
            if child.begin >= end:
                return
            if child.parent is element:
                yield child

    def attributes(self, element: WrittenElement) -> list[WrittenAttribute]:
        """The attributes in a start tag, in order."""
        begin = element.begin + 1 + len(element.name)
        listed = []
        for match in _ATTRIBUTE.finditer(self.text, begin, element.inside):
            kind = "double" if match["double"] is not None else "single"
            value = match[kind]
            place = match.end() if value is None else match.start(kind)
            listed.append(WrittenAttribute(match["name"], match.start(), value or "", place))
        return listed

    def attribute(self, element: WrittenElement, name: str) -> WrittenAttribute | None:
        """The attribute of that name."""
        return next((a for a in self.attributes(element) if a.name == name), None)

    def namespaces(self, element: WrittenElement | None) -> dict[str, str]:
        """The prefixes that hold in an element, with their namespaces; "" for names without a prefix."""
        around: list[WrittenElement] = []
        while element is not None:
            around.append(element)
            element = element.parent
        spaces = {"xml": XML_NS}
        for one in reversed(around):
            tag = self.text[one.begin : one.inside]
            if "xmlns" in tag:
                spaces |= {prefix: double or single for prefix, double, single in _DECLARED.findall(tag)}
        return spaces

    def expanded(self, element: WrittenElement, around: dict[str, str] | None = None) -> tuple[str, str]:
        """Namespace and local name of an element; `around` are the prefixes that hold in its parent, if known."""
        prefix, _, local = element.name.rpartition(":")
        if around is None or "xmlns" in self.text[element.begin : element.inside]:
            around = self.namespaces(element)
        return around.get(prefix, ""), local

    def identifiers(self) -> Iterator[tuple[str, WrittenElement, WrittenAttribute]]:
        """Every `@xml:id` with its element."""
        for element in self.elements:
            if "xml:id" in self.text[element.begin : element.inside]:
                attribute = self.attribute(element, "xml:id")
                if attribute is not None and attribute.value:
                    yield attribute.value, element, attribute


# --- what stands at a cursor ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cursor:
    """What is being written at an offset.

    Attributes:
        kind: `text`, `element` (the name of a start tag), `close` (of an end tag), `attribute` (a name), `value`.
        typed: what stands of it before the offset, and `begin`, where that begins.
        attribute: the name of the attribute whose value it is.
    """

    kind: str
    typed: str
    begin: int
    attribute: str = ""


def cursor(text: str, offset: int) -> Cursor:
    """What is being written at an offset, from the last `<` before it."""
    begin = text.rfind("<", 0, offset)
    piece = text[begin:offset] if begin >= 0 else ""
    inside = re.fullmatch(rf"<(/)?({_NAME}:?)?((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(\"[^\"<]*|'[^'<]*)?", piece)
    if inside is None or piece.startswith(("<!", "<?")):
        return Cursor("text", "", offset)
    close, name, attributes, value = inside.groups()
    if close:
        return Cursor("close", name or "", begin + 2)
    if value is not None:
        named = re.search(rf"({_NAME})\s*=\s*\Z", attributes)
        return Cursor("value", value[1:], offset - len(value) + 1, named[1] if named else "")
    if not attributes:
        return Cursor("element", name or "", begin + 1)
    typed = re.search(r"[\w:.\-]*\Z", attributes)
    written = typed[0] if typed else ""
    return Cursor("attribute", written, offset - len(written))
