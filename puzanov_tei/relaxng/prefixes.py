"""Namespaces of a grammar: which one is the default, and a prefix for each of the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from puzanov_tei.base.xml import XML_NS as XML_NS
from puzanov_tei.relaxng import patterns as rng
from puzanov_tei.relaxng.walk import inner_patterns

_KNOWN = {
    XML_NS: "xml",
    rng.TEI_NS: "tei",
    "http://www.tei-c.org/ns/Examples": "teix",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/2001/XInclude": "xi",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "m",
    "http://www.w3.org/1999/xhtml": "html",
    "http://relaxng.org/ns/structure/1.0": "rng",
    "http://purl.oclc.org/dsdl/schematron": "sch",
    "http://www.w3.org/2005/11/its": "its",
    "http://www.iso.org/ns/1.0": "iso",
    rng.XSD_TYPES: "xsd",
}


def common_namespace(grammar: rng.Grammar) -> str:
    """The namespace most elements are in; the first met wins a draw, "" if there is no element with one name."""
    counted = Counter(name.ns for element, name in _names(grammar) if element)
    return counted.most_common(1)[0][0] if counted else ""


def prefixes_of(grammar: rng.Grammar, *taken: str) -> dict[str, str]:
    """Namespace -> prefix for every namespace of a single name in the grammar, in the order they are met.

    Well-known namespaces get their usual prefix; `taken` are prefixes that must not be used.
    """
    prefixes: dict[str, str] = {}
    used = set(taken)
    for _, name in _names(grammar):
        if not name.ns or name.ns in prefixes:
            continue
        prefix = _KNOWN.get(name.ns, "")
        number = 0
        while not prefix or prefix in used:
            number += 1
            prefix = f"ns{number}"
        used.add(prefix)
        prefixes[name.ns] = prefix
    return prefixes


def patterns_of(grammar: rng.Grammar) -> Iterator[rng.Pattern]:
    """Every pattern of the grammar, nested ones included, start first, in document order."""
    pending: list[rng.Pattern] = [*reversed(list(grammar.defines.values())), grammar.start]
    while pending:
        pattern = pending.pop()
        yield pattern
        pending += inner_patterns(pattern)[::-1]


def _names(grammar: rng.Grammar) -> Iterator[tuple[bool, rng.Name]]:
    """The single names of elements (True) and attributes (False)."""
    for pattern in patterns_of(grammar):
        if isinstance(pattern, rng.Element | rng.Attribute):
            for name in names_in(pattern.name):
                yield isinstance(pattern, rng.Element), name


def names_in(name_class: rng.NameClass) -> Iterator[rng.Name]:
    """The single names that a name class lists (not those it excepts)."""
    if isinstance(name_class, rng.Name):
        yield name_class
    elif isinstance(name_class, rng.NameChoice):
        for member in name_class.members:
            yield from names_in(member)
