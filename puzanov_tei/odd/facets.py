"""Facets of datatypes: those of XML Schema that RELAX NG has no parameter for are said in another way.

`enumeration` and `whiteSpace` are facets of ODD (TEI Guidelines, dataFacet) and no parameters of RELAX NG ("Guidelines
for using W3C XML Schema Datatypes with RELAX NG", 2).
"""

from __future__ import annotations

from puzanov_tei.odd.shapes import choice
from puzanov_tei.relaxng import patterns as p

Facets = tuple[tuple[str, str], ...]

# What a text is whose white space is treated in a way; all other types collapse it anyhow.
_BY_WHITE_SPACE = {"collapse": "token", "replace": "normalizedString"}
_TEXTS = ("string", "normalizedString")


def parameters(facets: Facets) -> Facets:
    """The facets that are parameters in RELAX NG."""
    return tuple((name, value) for name, value in facets if name not in ("enumeration", "whiteSpace"))


def data(name: str, facets: Facets) -> p.Pattern:
    """A datatype of XML Schema with facets: its values, if they are enumerated; these count alone."""
    if name in _TEXTS:
        name = next((_BY_WHITE_SPACE.get(value, name) for facet, value in facets if facet == "whiteSpace"), name)
    values = [p.Value(value, name, p.XSD_TYPES) for facet, value in facets if facet == "enumeration"]
    return choice(values) if values else p.Data(name, parameters(facets))


def narrowed(own: Facets, more: Facets) -> Facets:
    """Facets of a datatype narrowed; patterns add up, other facets are replaced."""
    names = {n for n, _ in more if n != "pattern"}
    return (*(f for f in own if f[0] not in names), *more)
