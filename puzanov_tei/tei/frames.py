"""Frames read back: what an element's `@rendition` says was printed before and after it.

Delimiters of the source (`[`, `[sic, `) are no characters of the text. Each is declared once in the header,
as a `rendition` with `@scope` before or after and the CSS declaration `content: "["`, and elements point at
it (TEI Guidelines, 2.3.4 and 1.3.1.1.3; CSS 2.1, 4.3.7 for strings).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lxml import etree

from puzanov_tei.tei.read import XML_ID, T

# Strings printed before and after an element, by the value of @rendition.
Frame = tuple[str, str]
NO_FRAME: Frame = ("", "")

_DECLARATION = re.compile(r"""(?:^|[;{\s])content\s*:\s*((?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\s)+)""", re.DOTALL)
_STRING = re.compile(r""""((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'""", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\r?\n|(.))", re.DOTALL)


@lru_cache(maxsize=1024)  # documents of one corpus declare the same
def css_content(declarations: str) -> str:
    """The string that the CSS property `content` gives; empty when there is none."""
    declaration = _DECLARATION.search(declarations)
    if declaration is None:
        return ""
    return "".join(_unescaped(double or single) for double, single in _STRING.findall(declaration.group(1)))


def _unescaped(string: str) -> str:
    def character(escape: re.Match[str]) -> str:
        if escape.group(1):
            code = int(escape.group(1), 16)
            return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        return escape.group(2) or ""

    return _ESCAPE.sub(character, string)


class Frames:
    """The frames that a document declares; call it with a value of `@rendition`."""

    def __init__(self, renditions: Iterable[etree._Element]) -> None:
        """Collect the `rendition` elements (of `encodingDesc/tagsDecl`) that print something."""
        self._strings: dict[str, tuple[int, str]] = {}
        self._known: dict[str, Frame] = {}
        for rendition in renditions:
            scope, ident = rendition.get("scope"), rendition.get(XML_ID)
            if ident and scope in ("before", "after"):
                string = css_content("".join(rendition.itertext()))
                if string:
                    self._strings[ident] = (0 if scope == "before" else 1, string)

    def __bool__(self) -> bool:
        return bool(self._strings)

    def __call__(self, rendition: str | None) -> Frame:
        """What is printed before and after an element with this `@rendition`."""
        if not rendition:
            return NO_FRAME
        frame = self._known.get(rendition)
        if frame is None:
            sides = ["", ""]
            for pointer in rendition.split():
                side, string = self._strings.get(pointer.rpartition("#")[2], (0, ""))
                sides[side] += string
            frame = self._known[rendition] = (sides[0], sides[1])
        return frame

    @property
    def strings(self) -> Mapping[str, str]:
        """Declared identifiers and what each prints."""
        return {ident: string for ident, (_, string) in self._strings.items()}


def frames(root: etree._Element) -> Frames:
    """The frames that the header of a `TEI` element declares."""
    header = root.find(f"{T}teiHeader")
    return Frames(() if header is None else header.iterfind(f"{T}encodingDesc/{T}tagsDecl/{T}rendition"))
