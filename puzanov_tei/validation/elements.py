"""The text of a file with its elements: where in it each of them begins and ends."""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from xml.parsers import expat

from puzanov_tei.base.xml_text import characters

_ENCODING = re.compile(r"(\A\s*<\?xml[^>]*?)\sencoding\s*=\s*(\"[^\"]*\"|'[^']*')")
_TAG = re.compile(r"<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>")


def text_of(data: bytes) -> str:
    """A document's characters, with a blank for every character of its encoding declaration.

    Raises:
        UnicodeDecodeError, LookupError: its encoding is not what it says.
    """
    text = characters(data).replace("\r\n", "\n")
    return _ENCODING.sub(lambda m: m[1] + " " * (len(m[0]) - len(m[1])), text, count=1)


@dataclass(frozen=True, slots=True)
class ElementExtent:
    """An element in the text of a file.

    Attributes:
        begin, inner, close, end: offsets of its start tag, behind that, of its end tag, and behind that.
        way: its position and those of its ancestors among their brothers and sisters, the root first.
        namespaces: the prefixes that are declared where it stands.
    """

    name: str
    attributes: Mapping[str, str]
    begin: int
    inner: int
    close: int
    end: int
    way: tuple[int, ...]
    namespaces: Mapping[str, str]


class TextWithElements:
    """A file's text with its elements, as far as inclusion needs them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.elements: list[ElementExtent] = []
        self._bytes = text.encode()
        self._ascii = len(self._bytes) == len(text)
        self._counted = self._characters = 0
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self._read()

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset."""
        line = bisect.bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _read(self) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        opened: list[int] = []
        way: list[int] = [0]
        scopes: list[dict[str, str]] = [{}]
        declared: dict[str, str] = {}

        def declare(prefix: str | None, uri: str | None) -> None:
            declared[prefix or ""] = uri or ""

        def start(name: str, attributes: dict[str, str]) -> None:
            way[-1] += 1
            scopes.append({**scopes[-1], **declared})
            declared.clear()
            self.elements.append(
                ElementExtent(name, attributes, self._offset(parser.CurrentByteIndex), 0, 0, 0, tuple(way), scopes[-1])
            )
            opened.append(len(self.elements) - 1)
            way.append(0)

        def end(_name: str) -> None:
            way.pop()
            scopes.pop()
            number = opened.pop()
            element = self.elements[number]
            inner = _tag_end(self.text, element.begin)
            close = self._offset(parser.CurrentByteIndex)
            if self.text[inner - 2 : inner] == "/>":
                self.elements[number] = replace(element, inner=inner, close=inner, end=inner)
            else:
                self.elements[number] = replace(element, inner=inner, close=close, end=self.text.index(">", close) + 1)

        parser.StartNamespaceDeclHandler = declare
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.Parse(self._bytes, True)

    def _offset(self, byte: int) -> int:
        """The offset in characters of an offset in bytes, which only grows while a file is read."""
        if self._ascii:
            return byte
        self._characters += len(self._bytes[self._counted : byte].decode("utf-8", "ignore"))
        self._counted = byte
        return self._characters


text_with_elements = lru_cache(maxsize=16)(TextWithElements)
"""A source of a file that many documents include, read once."""


def _tag_end(text: str, begin: int) -> int:
    match = _TAG.match(text, begin)
    return match.end() if match else begin
