"""One pass over the bytes of a file, and where everything in it stands: line, column, XPath, nearest `xml:id`.

The file is read with expat, which never loads a DTD, a file or anything from the network here.
"""

from __future__ import annotations

import contextlib
import re
from functools import cached_property
from xml.parsers import expat

from puzanov_tei.base.names import XML_NS

_ID = f"{XML_NS} id"
_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


class Pass:
    """A file and the parser that goes through it."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)

    @property
    def place(self) -> tuple[int, int]:
        """Line and column (from 1, in code points) of what is read just now."""
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1


class Walker(Pass):
    """A pass that knows the way from the root to the current element. What it looks at is its handlers' business.

    A handler of elements calls `enter` first and `leave` last. XPath is by local names, with positions where a name
    occurs again.
    """

    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.steps: list[str] = []
        self._ids: list[str] = [""]
        self._counts: list[dict[str, int]] = [{}]  # of each name among the children of each open element

    def enter(self, tag: str, attributes: dict[str, str]) -> str:
        """Go into an element; its local name."""
        name = tag.rpartition(" ")[2]
        counts = self._counts[-1]
        number = counts[name] = counts.get(name, 0) + 1
        self.steps.append(f"{name}[{number}]" if number > 1 else name)
        self._counts.append({})
        self._ids.append(attributes.get(_ID, self._ids[-1]))
        return name

    def leave(self) -> None:
        """Go back to the element around."""
        self.steps.pop()
        self._counts.pop()
        self._ids.pop()

    @property
    def xpath(self) -> str:
        """The way to the current element."""
        return "/" + "/".join(self.steps) if self.steps else ""

    @property
    def xml_id(self) -> str:
        """The nearest `xml:id` at the current element or above it; empty if there is none."""
        return self._ids[-1]


class Ways:
    """The ways to the elements of a file, by their numbers in the file; it is read when they are first asked for.

    A pass that meets thousands of values notes this number of each; most of them are never spoken of.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data

    def xpath(self, number: int) -> str:
        """The way to the element with that number (from 0, in the order of start tags)."""
        steps = []
        while number >= 0:
            number, step, _ = self._elements[number]
            steps.append(step)
        return "/" + "/".join(reversed(steps))

    def xml_id(self, number: int) -> str:
        """The nearest `xml:id` at the element or above it; empty if there is none."""
        return self._elements[number][2]

    @cached_property
    def _elements(self) -> list[tuple[int, str, str]]:
        """Of each element the number of the one around it, its step, and the nearest identifier."""
        elements: list[tuple[int, str, str]] = []
        opened = [-1]
        walker = Walker(self._data)

        def start(tag: str, attributes: dict[str, str]) -> None:
            walker.enter(tag, attributes)
            elements.append((opened[-1], walker.steps[-1], walker.xml_id))
            opened.append(len(elements) - 1)

        def end(_tag: str) -> None:
            walker.leave()
            opened.pop()

        walker.parser.StartElementHandler = start
        walker.parser.EndElementHandler = end
        with contextlib.suppress(expat.ExpatError):  # what is behind a fault nobody has met
            walker.parser.Parse(self._data, True)
        return elements


def attribute_place(data: bytes, begin: int, line: int, column: int, attribute: str) -> tuple[int, int]:
    """Line and column of an attribute (`name` or `{namespace}name`) of the start tag at byte `begin`.

    The tag's own place is returned when the attribute is not found there (an encoding of two bytes a
    character, or a prefix bound to another name).
    """
    namespace, _, local = attribute.rpartition("}")
    namespace = namespace.lstrip("{")
    prefix = rb"xml:" if namespace == XML_NS else rb"[^\s=:\"'<>/]+:" if namespace else rb""
    name = re.compile(rb"\s(" + prefix + re.escape(local.encode()) + rb")\s*=")
    tag = _TAG.match(data, begin)
    blanked = _QUOTED.sub(lambda quoted: b'"' + b"." * (len(quoted[0]) - 2) + b'"', tag[0] if tag else b"")
    match = name.search(blanked)
    if match is None:
        return line, column
    before = data[begin : begin + match.start(1)]
    breaks = before.count(b"\n")
    text = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    return (line + breaks, len(text) + 1) if breaks else (line, column + len(text))
