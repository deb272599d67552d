"""Elements of any name (`anyElement`), and which names they leave out (TEI Guidelines 22.5.1)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from puzanov_tei.odd import specs as s
from puzanov_tei.relaxng import patterns as p
from puzanov_tei.relaxng.walk import elements_in

_EXAMPLES = "http://www.tei-c.org/ns/Examples"
_Names = tuple[tuple[str, str], ...]
"""Namespaces (with an empty local name) and expanded names."""
EXCEPTIONS: _Names = ((p.TEI_NS, ""), (_EXAMPLES, "egXML"))
"""Foreign elements are those of other namespaces than the schema's own."""


def element(name: str, required: tuple[str, ...], excluded: _Names) -> p.Element:
    """An element of any name, or of any of the namespaces `required`, with any content; `name` is its definition."""
    classes = [_except(ns, excluded) for ns in required]
    names: p.NameClass = (
        p.AnyName(_names(excluded))
        if not classes
        else classes[0]
        if len(classes) == 1
        else p.NameChoice(tuple(classes))
    )
    content = p.ZeroOrMore(p.Choice((p.Text(), p.Ref(name))))
    return p.Element(names, p.Group((p.ZeroOrMore(p.Attribute(p.AnyName(), p.Text())), content)))


def own_namespaces(schema: s.Customization, external: Mapping[str, p.Pattern]) -> list[str]:
    """The namespaces besides TEI's that a schema describes itself, those of foreign grammars only if they have IDs.

    Were an element of these one of any name too, it could be read in two ways, and its identifier would be one in the
    first only.
    """
    own = {e.ns for e in schema.elements if e.ns} - {_EXAMPLES}
    return sorted((own | (_identified(external) if external else set()) | {schema.ns}) - {p.TEI_NS})


def _names(excluded: _Names) -> p.NameClass | None:
    names: list[p.NameClass] = [p.Name(ns, local) if local else p.NsName(ns) for ns, local in excluded]
    return None if not names else names[0] if len(names) == 1 else p.NameChoice(tuple(names))


def _except(ns: str, excluded: _Names) -> p.NameClass:
    return p.NsName(ns, _names(tuple(e for e in excluded if e[0] == ns and e[1])))


def _identified(defines: Mapping[str, p.Pattern]) -> set[str]:
    """The namespaces of those elements of a grammar that have an attribute of type ID or IDREF."""
    from puzanov_tei.odd.language import attributes  # most schemas have no foreign grammar

    return {
        element.name.ns
        for pattern in defines.values()
        for element in elements_in(pattern)
        if isinstance(element.name, p.Name)
        and any(_is_id(use.datatype) for use in attributes(element.pattern, defines).values())
    }


def _is_id(datatype: Hashable) -> bool:
    return isinstance(datatype, tuple) and datatype[0] == "data" and datatype[1] in ("ID", "IDREF", "IDREFS")
