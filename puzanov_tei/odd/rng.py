"""RELAX NG fragments inside content models and datatypes, as patterns.

References keep the name that the author wrote; `grammar` maps it to a definition of the schema.
A whole foreign grammar is read by `relaxng.read`.
"""

from __future__ import annotations

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng import patterns as p

RNG_NS = "http://relaxng.org/ns/structure/1.0"
RNG = f"{{{RNG_NS}}}"

_PATTERNS = {
    "element",
    "attribute",
    "group",
    "interleave",
    "choice",
    "optional",
    "zeroOrMore",
    "oneOrMore",
    "list",
    "mixed",
    "div",
    "ref",
    "parentRef",
    "empty",
    "text",
    "value",
    "data",
    "notAllowed",
    "externalRef",
    "grammar",
}


def fragment(elements: list[etree._Element]) -> p.Pattern:
    """The pattern of sibling RELAX NG elements (annotations and `div`s of other namespaces ignored).

    Raises:
        SchemaError: an element that cannot stand in a fragment.
    """
    members = [_pattern(e) for e in elements if isinstance(e.tag, str) and e.tag.startswith(RNG)]
    return _group(members)


def _group(members: list[p.Pattern]) -> p.Pattern:
    return p.Empty() if not members else members[0] if len(members) == 1 else p.Group(tuple(members))


def choice(pattern: p.Pattern) -> p.Pattern:
    """The members of a group as alternatives."""
    return p.Choice(pattern.members) if isinstance(pattern, p.Group) else pattern


def _children(element: etree._Element) -> list[p.Pattern]:
    return [
        _pattern(child)
        for child in element
        if isinstance(child.tag, str) and child.tag.startswith(RNG) and _local(child) in _PATTERNS
    ]


def _local(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _inherited(element: etree._Element, name: str) -> str | None:
    """An attribute that RELAX NG hands down: `ns`, `datatypeLibrary`."""
    ancestor: etree._Element | None = element
    while ancestor is not None and str(ancestor.tag).startswith(RNG):
        if name in ancestor.attrib:
            return str(ancestor.attrib[name])
        ancestor = ancestor.getparent()
    return None


def _pattern(element: etree._Element) -> p.Pattern:
    kind = _local(element)
    match kind:
        case "empty":
            return p.Empty()
        case "text":
            return p.Text()
        case "notAllowed":
            return p.NotAllowed()
        case "ref" | "parentRef":
            return p.Ref(element.get("name", "").strip())
        case "value":
            return _value(element)
        case "data":
            return _data(element)
        case "element" | "attribute":
            return _named(element, kind)
    inside = _children(element)
    match kind:
        case "choice":
            return inside[0] if len(inside) == 1 else p.Choice(tuple(inside)) if inside else p.NotAllowed()
        case "group" | "div":  # a div is no pattern, but what stands in it is; old ODDs have it for a group
            return _group(inside)
        case "interleave":
            return p.Interleave(tuple(inside)) if len(inside) > 1 else _group(inside)
        case "mixed":
            return p.Interleave((p.Text(), _group(inside)))
        case "optional":
            return p.Optional(_group(inside))
        case "zeroOrMore":
            return p.ZeroOrMore(_group(inside))
        case "oneOrMore":
            return p.OneOrMore(_group(inside))
        case "list":
            return p.List(_group(inside))
    remedy = "Bring grammars in with moduleRef/@url."
    raise SchemaError(f"rng:{kind} cannot stand inside a content model. {remedy}")


def _library(element: etree._Element) -> str:
    return _inherited(element, "datatypeLibrary") or p.XSD_TYPES


def _value(element: etree._Element) -> p.Pattern:
    text = element.text or ""
    if element.get("type") is None:
        return p.Value(text)
    return p.Value(text, element.get("type", ""), _library(element), _inherited(element, "ns") or "")


def _data(element: etree._Element) -> p.Pattern:
    # White space round a facet comes from the layout of the file: no facet of XML Schema is meant to begin with any.
    params = tuple((e.get("name", ""), (e.text or "").strip()) for e in element.iterfind(RNG + "param"))
    inside = element.find(RNG + "except")
    exclude = None
    if inside is not None:
        members = _children(inside)
        exclude = members[0] if len(members) == 1 else p.Choice(tuple(members))
    library = _library(element)
    kind = element.get("type", "")
    if kind in ("token", "string") and not params and _inherited(element, "datatypeLibrary") == "":
        library = ""
    return p.Data(kind, params, exclude, library)


def _named(element: etree._Element, kind: str) -> p.Pattern:
    inside = _children(element)
    given = element.get("name")
    name: p.NameClass
    if given is not None:
        own = element.get("ns")
        ns = own if own is not None else "" if kind == "attribute" else _inherited(element, "ns")
        name = _qname(element, given.strip(), ns)
    else:
        classes = [e for e in element if isinstance(e.tag, str) and _local(e) in _NAMES]
        if not classes:
            raise SchemaError(f"rng:{kind} needs a name.")
        name = _name_class(classes[0])
    if kind == "attribute":
        return p.Attribute(name, _group(inside) if inside else p.Text())
    return p.Element(name, _group(inside))


_NAMES = ("name", "anyName", "nsName", "choice")


def _of_declaration(element: etree._Element) -> str:
    """The namespace of the element or schema that a fragment is declared for."""
    for ancestor in element.iterancestors(f"{{{p.TEI_NS}}}elementSpec", f"{{{p.TEI_NS}}}schemaSpec"):
        if ancestor.get("ns") is not None:
            return str(ancestor.get("ns"))
    return p.TEI_NS


def _qname(element: etree._Element, text: str, ns: str | None) -> p.Name:
    prefix, colon, local = text.rpartition(":")
    if not colon:
        return p.Name(_of_declaration(element) if ns is None else ns, local)
    known = {"xml": "http://www.w3.org/XML/1998/namespace", **element.nsmap}
    if prefix not in known:
        raise SchemaError(f"the prefix {prefix!r} is not declared.")
    return p.Name(known[prefix], local)


def _name_class(element: etree._Element) -> p.NameClass:
    kind = _local(element)
    inner = [e for e in element if isinstance(e.tag, str) and e.tag.startswith(RNG)]
    if kind == "name":
        return _qname(element, (element.text or "").strip(), _inherited(element, "ns"))
    if kind == "choice":
        return p.NameChoice(tuple(_name_class(e) for e in inner))
    excluded = [_name_class(e) for e in inner[0]] if inner and _local(inner[0]) == "except" else []
    exclude = None if not excluded else excluded[0] if len(excluded) == 1 else p.NameChoice(tuple(excluded))
    if kind == "nsName":
        return p.NsName(_inherited(element, "ns") or "", exclude)
    return p.AnyName(exclude)
