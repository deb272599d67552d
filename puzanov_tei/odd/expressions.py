"""Names in XPath expressions, as elementpath reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def element_names(expression: str, namespaces: Mapping[str, str]) -> Iterator[str]:
    """The element names without a prefix in an XPath 3.1 expression; none of one that cannot be read."""
    if not expression.strip():
        return
    from elementpath import ElementPathError
    from elementpath.xpath3 import XPath3Parser

    parser = XPath3Parser(namespaces={prefix: uri for prefix, uri in namespaces.items() if prefix}, strict=False)
    try:
        token = parser.parse(expression)
    except (ElementPathError, SyntaxError, TypeError, ValueError, RecursionError):
        return  # Saxon is asked whether it compiles, and says why not
    yield from _names(token)


def _names(token: Any) -> Iterator[str]:
    """Names that are steps; those of attributes, variables, types and prefixed ones are something else."""
    if token.symbol == "(name)":
        yield str(token.value)
    elif token.symbol not in _OTHER_NAMES:
        for child in token:
            yield from _names(child)


# Tokens whose names are no steps of an element axis.
_OTHER_NAMES = frozenset({"@", "attribute", "$", ":", "Q{", "instance", "cast", "castable", "treat", "namespace", "#"})
