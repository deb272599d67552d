"""Names in XPath expressions, as elementpath reads them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_CODEPOINTS = "http://www.w3.org/2005/xpath-functions/collation/codepoint"


def element_names(expression: str, namespaces: Mapping[str, str]) -> Iterator[str]:
    """The element names without a prefix in an XPath 3.1 expression; none of one that cannot be read."""
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
