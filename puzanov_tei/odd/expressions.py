"""Names in XPath expressions, as elementpath reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"


@dataclass(frozen=True, slots=True)
class NamedElement:
    """An element that an expression asks for.

    Attributes:
        prefix: empty if there is none.
        step: whether it is a step of the path that the whole expression is, so that nothing is selected without it.
    """

    prefix: str
    name: str
    step: bool


def element_names(expression: str, namespaces: Mapping[str, str]) -> Iterator[NamedElement]:
    """The elements that an XPath 3.1 expression asks for; none of one that cannot be read."""
    if not expression.strip():
        return
    from elementpath import ElementPathError
    from elementpath.xpath3 import XPath3Parser

    known = {prefix: uri for prefix, uri in namespaces.items() if prefix}
    # Constants are worked out while reading; the library's own collation needs a locale that a machine may not have.
    parser = XPath3Parser(namespaces=known, strict=False, default_collation=_CODEPOINTS)
    try:
        token = parser.parse(expression)
    except (ElementPathError, SyntaxError, TypeError, ValueError, RecursionError):
        return  # Saxon is asked whether it compiles, and says why not
    yield from _names(token, True)


def _names(token: Any, step: bool) -> Iterator[NamedElement]:
    """Names of elements; those of attributes, variables, functions and types are something else."""
    if token.symbol == "(name)":
        yield NamedElement("", str(token.value), step)
    elif token.symbol == ":" and len(token) == 2 and token[1].symbol == "(name)":
        yield NamedElement(str(token[0].value), str(token[1].value), step)
    elif token.symbol == ":" and len(token) == 2:
        yield from (name for child in token[1] for name in _names(child, False))
    elif token.symbol not in _OTHER_NAMES:
        for number, child in enumerate(token):
            yield from _names(child, step and (token.symbol in _PATHS or (token.symbol == "[" and number == 0)))


_PATHS = frozenset({"/", "//", "("})
# Tokens whose names are no steps of an element axis.
_OTHER_NAMES = frozenset({"@", "attribute", "$", "Q{", "instance", "cast", "castable", "treat", "namespace", "#"})
