"""The tokens of a schema in the compact syntax, read one after the other: names, texts, and what is wrong with them."""

from __future__ import annotations

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.prefixes import XML_NS
from puzanov_tei.relaxng.reading.compact_tokens import CompactToken, CompactTokenKind
from puzanov_tei.relaxng.syntax import RNG_NS

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
INHERIT = None
"""The namespace that a schema takes over from the one that includes it."""


class TokenCursor:
    """A place among the tokens of a schema, and what has been declared before it."""

    def __init__(self, given: list[CompactToken], file: str) -> None:
        self._tokens = given
        self._at = 0
        self._depth = 0
        self._followed = -1  # where the last annotation behind a pattern ended
        self._file = file
        self._namespaces: dict[str, str | None] = {"xml": XML_NS}
        self._default: str | None = INHERIT
        self._libraries = {"xsd": XSD}

    # --- tokens ----------------------------------------------------------------------------------

    @property
    def _next(self) -> CompactToken:
        return self._tokens[self._at]

    def _after(self, number: int = 1) -> CompactToken:
        return self._tokens[min(self._at + number, len(self._tokens) - 1)]

    def _take(self) -> CompactToken:
        token = self._next
        if token.kind != CompactTokenKind.END:
            self._at += 1
        return token

    def _is(self, *texts: str) -> bool:
        return self._next.kind in (CompactTokenKind.SYMBOL, CompactTokenKind.KEYWORD) and self._next.text in texts

    def _accept(self, *texts: str) -> str:
        return self._take().text if self._is(*texts) else ""

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise self._error(f'"{text}" is missing before {quoted(self._next)}.')

    def _error(self, sentence: str, token: CompactToken | None = None) -> SchemaError:
        return SchemaError(f"{self._file}:{(token or self._next).line}: {sentence}")

    def _made(self, tag: str, token: CompactToken | None = None, **attributes: str | None) -> etree._Element:
        given = {key: value for key, value in attributes.items() if value is not None}
        try:
            element = etree.Element(f"{{{RNG_NS}}}{tag}", given)
        except ValueError as error:
            raise self._error(f"{error}.", token) from error
        return at_line(element, (token or self._next).line)

    # --- names and literals ----------------------------------------------------------------------

    def _namespace(self, prefix: str) -> str | None:
        if prefix not in self._namespaces:
            raise self._error(f'the prefix "{prefix}" is not declared.')
        return self._namespaces[prefix]

    def _identifier(self) -> str:
        token = self._take()
        if token.kind != CompactTokenKind.NAME:
            raise self._error(f"a name is missing before {quoted(token)}.", token)
        return token.text

    def _name_or_keyword(self) -> str:
        token = self._take()
        if token.kind not in (CompactTokenKind.NAME, CompactTokenKind.KEYWORD):
            raise self._error(f"a name is missing before {quoted(token)}.", token)
        return token.text

    def _literal(self) -> str:
        token = self._take()
        if token.kind != CompactTokenKind.LITERAL:
            raise self._error(f"a text in quotation marks is missing before {quoted(token)}.", token)
        return self._concatenated(token)

    def _concatenated(self, token: CompactToken) -> str:
        text = token.text
        while self._accept("~"):
            following = self._take()
            if following.kind != CompactTokenKind.LITERAL:
                raise self._error("a text in quotation marks is missing after ~.", following)
            text += following.text
        return text


def at_line(element: etree._Element, line: int) -> etree._Element:
    """The element, said to stand in a line, which is how messages about it name its place."""
    element.sourceline = min(line, 65_535)  # type: ignore[misc]  # lxml allows it
    return element


def quoted(token: CompactToken) -> str:
    """A token as a message names it."""
    return token.text if token.kind == CompactTokenKind.END else f'"{token.text[:40]}"'
