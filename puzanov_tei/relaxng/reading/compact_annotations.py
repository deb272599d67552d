"""Annotations in the compact syntax: documentation, attributes and elements of other namespaces (section 5.4)."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.relaxng.reading.compact_cursor import INHERIT, TokenCursor, quoted
from puzanov_tei.relaxng.reading.compact_tokens import CompactToken, CompactTokenKind
from puzanov_tei.relaxng.syntax import ANNOTATIONS_NS, RNG_NS

XMLNS_NS = "http://www.w3.org/2000/xmlns"
_VALUE = f"{{{RNG_NS}}}value"

Notes = tuple[list[str], dict[str, str], bool]
"""Documentation, attributes, and whether there are elements besides."""


class AnnotationReader(TokenCursor):
    """Reads annotations; what stands between them is for who inherits it."""

    def _annotations(self) -> Notes:
        """Documentation and the annotations in brackets that stand before something."""
        documentation = []
        while self._next.kind == CompactTokenKind.DOCUMENTATION:
            documentation.append(self._take().text)
        attributes: dict[str, str] = {}
        elements = False
        if self._accept("["):
            attributes = self._annotation_attributes()
            while not self._is("]"):
                self._annotation_element()
                elements = True
            self._expect("]")
        return documentation, attributes, elements

    def _annotation_attributes(self, *, inner: bool = False) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while self._after().kind == CompactTokenKind.SYMBOL and self._after().text == "=":
            token = self._take()
            key = self._annotation_name(token, inner=inner)
            self._expect("=")
            if key in attributes:
                raise self._error(f"the annotation {token.text} is given twice.", token)
            attributes[key] = self._literal()
        return attributes

    def _annotation_name(self, token: CompactToken, *, inner: bool) -> str:
        """The name of an annotation; one that is no part of another is in no namespace of RELAX NG."""
        if token.kind == CompactTokenKind.PREFIXED:
            prefix, _, local = token.text.partition(":")
            ns = self._namespace(prefix)
            if ns == XMLNS_NS or (ns in (RNG_NS, INHERIT) and not inner):
                raise self._error(f"{token.text} cannot be an annotation.", token)
            return f"{{{ns}}}{local}" if ns else local
        if token.kind not in (CompactTokenKind.NAME, CompactTokenKind.KEYWORD) or token.text == "xmlns":
            raise self._error(f"{quoted(token)} cannot be an annotation.", token)
        return token.text

    def _is_annotation_element(self) -> bool:
        named = self._next.kind in (CompactTokenKind.NAME, CompactTokenKind.PREFIXED, CompactTokenKind.KEYWORD)
        return named and self._after().kind == CompactTokenKind.SYMBOL and self._after().text == "["

    def _annotation_element(self, *, inner: bool = False) -> None:
        """An element of an annotation; it says nothing about documents and is passed over."""
        self._annotation_name(self._take(), inner=inner)
        self._expect("[")
        self._annotation_attributes(inner=True)
        while not self._is("]"):
            if self._next.kind == CompactTokenKind.LITERAL:
                self._literal()
            else:
                self._annotation_element(inner=True)
        self._expect("]")

    def _following(self) -> None:
        while self._accept(">>"):
            self._annotation_element()
            self._followed = self._at


def noted(element: etree._Element, notes: Notes) -> etree._Element:
    """The element with its documentation and its attributes of other namespaces."""
    documentation, attributes, _ = notes
    for key, value in attributes.items():
        if key.startswith("{"):
            element.set(key, value)
    if element.tag == _VALUE:  # holds text only
        return element
    for number, text in enumerate(documentation):
        note = etree.Element(f"{{{ANNOTATIONS_NS}}}documentation")
        note.text = text
        element.insert(number, note)
    return element
