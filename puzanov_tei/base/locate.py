"""From an element's position in the tree to its place in the file.

Results of XPath name a node by the positions of its ancestors; an editor wants line and column. The
file is read once more with expat, and only when there is something to locate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from xml.parsers import expat

XML_NS = "http://www.w3.org/XML/1998/namespace"
_ID = f"{XML_NS} id"


@dataclass(frozen=True, slots=True)
class Position:
    """Where an element or attribute stands.

    Attributes:
        line, column: from 1; columns count code points.
        xpath: path by local names, with positions where a name occurs again.
        xml_id: the nearest `xml:id` at or above it.
    """

    line: int
    column: int
    xpath: str = ""
    xml_id: str = ""


def locate(data: bytes, paths: Collection[str]) -> Mapping[str, Position]:
    """The places of the nodes that `paths` name.

    Args:
        data: a well-formed document.
        paths: the positions of an element and its ancestors among their sibling elements (`1/2/5`); behind them
            `/@{namespace}name` for an attribute, `/~t2`, `/~c1`, `/~p1` for the second text, the first comment, the
            first processing instruction in the element (or, alone, in the document).

    Returns:
        The places by path; of nodes that do not exist there is none.
    """
    wanted: dict[str, list[str]] = {}
    for path in paths:
        element, _, attribute = path.partition("/@")
        wanted.setdefault(element, []).append(attribute)
    return _Locator(data, wanted).found


_KINDS = {"~t": "text()", "~c": "comment()", "~p": "processing-instruction()"}


class _Locator:
    """One pass of expat that keeps the way from the root to the current element."""

    def __init__(self, data: bytes, wanted: Mapping[str, list[str]]) -> None:
        self.found: dict[str, Position] = {}
        self._data = data
        self._wanted = wanted
        self._way: list[tuple[str, str, str]] = []  # position path, XPath, nearest xml:id
        self._children: list[int] = [0]
        self._names: list[dict[str, int]] = [{}]
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        if any("~" in path for path in wanted):
            self._others: list[dict[str, int]] = [{}]  # texts, comments and instructions so far in each open element
            self._in_text = False
            self._parser.CharacterDataHandler = self._text
            self._parser.CommentHandler = lambda _: self._other("~c")
            self._parser.ProcessingInstructionHandler = lambda *_: self._other("~p")
            self._parser.StartElementHandler = self._start_between
            self._parser.EndElementHandler = self._end_between
        self._parser.Parse(data, True)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(" ")[2]
        self._children[-1] += 1
        number = self._names[-1][name] = self._names[-1].get(name, 0) + 1
        above, xpath, xml_id = self._way[-1] if self._way else ("", "", "")
        path = f"{above}/{self._children[-1]}" if above else str(self._children[-1])
        xpath = f"{xpath}/{name}" + (f"[{number}]" if number > 1 else "")
        xml_id = attributes.get(_ID, xml_id)
        self._way.append((path, xpath, xml_id))
        self._children.append(0)
        self._names.append({})
        for attribute in self._wanted.get(path, ()):
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            if attribute:
                namespace, _, local = attribute.rpartition("}")
                local = f"xml:{local}" if namespace == f"{{{XML_NS}" else local
                tag_start = self._parser.CurrentByteIndex
                line, column = attribute_place(self._data, tag_start, line, column, attribute)
                self.found[f"{path}/@{attribute}"] = Position(line, column, f"{xpath}/@{local}", xml_id)
            else:
                self.found[path] = Position(line, column, xpath, xml_id)

    def _end(self, _tag: str) -> None:
        self._way.pop()
        self._children.pop()
        self._names.pop()

    # --- texts, comments and instructions, when some are wanted

    def _start_between(self, tag: str, attributes: dict[str, str]) -> None:
        self._in_text = False
        self._start(tag, attributes)
        self._others.append({})

    def _end_between(self, tag: str) -> None:
        self._in_text = False
        self._others.pop()
        self._end(tag)

    def _text(self, _text: str) -> None:
        """A text is told in several pieces; only the first of them begins it."""
        if not self._in_text:
            self._other("~t")
            self._in_text = True

    def _other(self, kind: str) -> None:
        self._in_text = False
        number = self._others[-1][kind] = self._others[-1].get(kind, 0) + 1
        above, xpath, xml_id = self._way[-1] if self._way else ("", "", "")
        path = f"{above}/{kind}{number}" if above else f"{kind}{number}"
        if path in self._wanted:
            step = f"{_KINDS[kind]}[{number}]"
            line, column = self._parser.CurrentLineNumber, self._parser.CurrentColumnNumber + 1
            self.found[path] = Position(line, column, f"{xpath}/{step}", xml_id)


def attribute_place(data: bytes, begin: int, line: int, column: int, attribute: str) -> tuple[int, int]:
    """Line and column of an attribute (`name` or `{namespace}name`) of the start tag at byte `begin`.

    The tag's own place is returned when the attribute is not found there (an encoding of two bytes a
    character, or a prefix bound to another name).
    """
    namespace, _, local = attribute.rpartition("}")
    namespace = namespace.lstrip("{")
    prefix = rb"xml:" if namespace == XML_NS else rb"[^\s=:\"'<>/]+:" if namespace else rb""
    name = re.compile(rb"\s(" + prefix + re.escape(local.encode()) + rb")\s*=")
    end = _tag_end(data, begin)
    blanked = _QUOTED.sub(lambda m: b'"' + b"." * (len(m[0]) - 2) + b'"', data[begin:end])
    match = name.search(blanked)
    if match is None:
        return line, column
    before = data[begin : begin + match.start(1)]
    breaks = before.count(b"\n")
    text = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    return (line + breaks, len(text) + 1) if breaks else (line, column + len(text))


_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'")
_TAG = re.compile(rb"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


def _tag_end(data: bytes, begin: int) -> int:
    match = _TAG.match(data, begin)
    return match.end() if match else begin
