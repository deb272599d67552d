"""The tags of a text that may be broken: elements with their places, open ones too, as an editor sees them.

A document is not well-formed for as long as it is being typed. So tags are found by their form alone: an end tag closes
the nearest open element of its name, an end tag without a start is passed over, a start tag may end in the middle.
"""

from __future__ import annotations

import operator
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
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
    """The elements of a text, in the order of their start tags.

    Args:
        before: the markup of an earlier version of the text. What is the same is taken over from it, shifted; it is of
            no use afterwards.
    """

    def __init__(self, text: str, before: Markup | None = None) -> None:
        self.text = text
        self.elements: list[WrittenElement] = []
        if before is None:
            self._read(0, [], lambda begin, around: False)
        else:
            self._take_over(before)
        self._begins = [element.begin for element in self.elements]

    def _read(
        self,
        offset: int,
        open_elements: list[WrittenElement],
        is_known: Callable[[int, list[WrittenElement]], bool],
    ) -> None:
        """Add the elements from an offset on, up to a start tag from which on all is known."""
        elements = self.elements
        for token in _TOKEN.finditer(self.text, offset):
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
            if is_known(begin, open_elements):
                return
            element = WrittenElement(name, begin, end, open_elements[-1] if open_elements else None, len(elements))
            elements.append(element)
            if finished and inside[-1:] == "/":
                element.end = end
            else:
                open_elements.append(element)

    def _take_over(self, before: Markup) -> None:
        """Read what changed, from the last tag before it to the first behind it that is in the same elements."""
        old, text, was = before.elements, self.text, before.text
        before.elements, before.text = [], ""
        first, last = _changed(was, text)
        shift = len(text) - len(was)
        begins, before._begins = before._begins, []
        kept = bisect_right(begins, first)
        while kept and (old[kept - 1].inside > first or was[old[kept - 1].inside - 1] != ">"):
            kept -= 1
        self.elements = old[:kept]
        around = _chain(old[kept - 1]) if kept else []
        ends = {element.number: (element.end_begin, element.end) for element in around}
        for element in around:
            element.end_begin = element.end = None
        following = len(old)

        def is_known(begin: int, open_elements: list[WrittenElement]) -> bool:
            nonlocal following
            if begin < last:
                return False
            place = bisect_left(begins, begin - shift)
            known = old[place] if place < len(old) and place >= kept else None
            if known is None or known.begin != begin - shift or not _same(_chain(known.parent), open_elements):
                return False
            following = place
            return True

        self._read(self.elements[-1].inside if kept else 0, around, is_known)
        if following < len(old):
            for element in around:
                element.end_begin, element.end = _shifted(ends[element.number], shift)
        renumbered = len(self.elements) - following
        for element in old[following:]:
            element.begin += shift
            element.inside += shift
            element.number += renumbered
            if element.end is not None:
                element.end += shift
                if element.end_begin is not None:
                    element.end_begin += shift
        self.elements += old[following:]

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


def _changed(old: str, new: str) -> tuple[int, int]:
    """Where two texts begin to differ, and the offset in the new one from which on they are the same again."""
    longest = min(len(old), len(new))
    first = _longest(lambda length: old.startswith(new[:length]), longest)
    behind = _longest(lambda length: not length or old[-length:] == new[-length:], longest - first)
    return first, len(new) - behind


def _longest(holds: Callable[[int], bool], limit: int) -> int:
    """The greatest number up to a limit for which something holds that holds for all smaller ones."""
    low, high = 0, limit
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low


def _chain(element: WrittenElement | None) -> list[WrittenElement]:
    """An element with those around it, the outermost first, that are open behind its start tag."""
    if element is not None and element.is_empty:
        element = element.parent
    chain = []
    while element is not None:
        chain.append(element)
        element = element.parent
    return chain[::-1]


def _same(first: list[WrittenElement], second: list[WrittenElement]) -> bool:
    return len(first) == len(second) and all(map(operator.is_, first, second))


def _shifted(ends: tuple[int | None, int | None], shift: int) -> tuple[int | None, int | None]:
    begin, end = ends
    return None if begin is None else begin + shift, None if end is None else end + shift


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
