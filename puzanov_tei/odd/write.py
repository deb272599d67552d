"""A resolved schema as a compiled ODD: one schemaSpec in which every specification is whole.

What is written can be read again as an ODD, or be the `source` of another one.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from puzanov_tei.base.xml import XML_LANG
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.content import TEI
from puzanov_tei.odd.rng import RNG_NS
from puzanov_tei.relaxng.patterns import TEI_NS, Grammar, Pattern
from puzanov_tei.relaxng.writing.xml import to_rng


def to_odd(schema: s.Customization) -> bytes:
    """The compiled ODD of a schema, as a TEI document."""
    root = etree.Element(TEI + "TEI", nsmap={None: TEI_NS, "rng": RNG_NS})
    header = _sub(_sub(root, "teiHeader"), "fileDesc")
    _sub(_sub(header, "titleStmt"), "title").text = f"Compiled ODD of {schema.ident}"
    edition = _sub(_sub(header, "editionStmt"), "edition")
    edition.text = f"TEI P5 {schema.version}" if schema.version else "TEI P5"
    _sub(_sub(header, "publicationStmt"), "p").text = "Compiled by puzanov_tei."
    _sub(_sub(header, "sourceDesc"), "p").text = "Made from a customization."
    wanted = {"ident": schema.ident, "start": " ".join(schema.start), "docLang": schema.language}
    element = _sub(_sub(_sub(root, "text"), "body"), "schemaSpec", wanted, schema.exceptions)
    element.set("prefix", schema.prefix)
    if schema.ns != TEI_NS:
        element.set("ns", schema.ns)
    if schema.exceptions is not None:
        element.set("defaultExceptions", _names(element, schema.exceptions))
    for grammar in schema.grammars:
        _grammar(element, grammar)
    for spec in (*schema.specs.values(), *schema.asides):
        _spec(element, spec)
    for constraint in schema.constraints:
        _constraint(element, constraint)
    naming = root.iter(TEI + "schemaSpec", TEI + "anyElement", TEI + "constraint")
    etree.cleanup_namespaces(root, keep_ns_prefixes=["rng", *(p for e in naming for p in e.nsmap if p)])
    _indent(root, 0)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


_Names = tuple[tuple[str, str], ...]
"""Namespaces (with an empty local name) and names of elements."""


def _sub(
    parent: etree._Element, name: str, attributes: dict[str, str] | None = None, names: _Names | None = None
) -> etree._Element:
    """A child with those attributes that have a value, and prefixes for the names that it mentions."""
    given = {k: v for k, v in (attributes or {}).items() if v}
    spaces = dict.fromkeys(ns for ns, local in names or () if local)
    return etree.SubElement(parent, TEI + name, given, {f"e{i}": ns for i, ns in enumerate(spaces, 1)})


def _names(element: etree._Element, names: _Names) -> str:
    """Namespaces, and names with the prefixes that `_sub` declared."""
    prefixes = {uri: prefix for prefix, uri in element.nsmap.items() if prefix}
    return " ".join(f"{prefixes[ns]}:{local}" if local else ns for ns, local in names)


def _grammar(parent: etree._Element, module: s.ModuleRef) -> None:
    element = _sub(parent, "moduleRef", {"url": module.url, "prefix": module.prefix or ""})
    if module.content is not None:
        element.append(_copy(module.content))


def _copy(element: etree._Element) -> etree._Element:
    made = deepcopy(element)
    made.tail = None
    return made


# --- specifications --------------------------------------------------------------------------------


def _spec(parent: etree._Element, spec: s.Spec) -> None:
    common = {"ident": spec.ident, "module": spec.module, "mode": "add", "validUntil": spec.valid_until}
    if isinstance(spec, s.MacroSpec):
        element = _sub(parent, "dataSpec" if spec.data else "macroSpec", common)
        _prefix(element, spec)
        _docs(element, spec.docs)
        _content(element, spec.content)
        if spec.values is not None:
            _values(element, spec.values)
    else:
        if isinstance(spec, s.ClassSpec):
            element = _sub(parent, "classSpec", {**common, "type": spec.type})
        else:
            element = _sub(parent, "elementSpec", common)
            if spec.ns is not None:  # an empty one says that the element is in none
                element.set("ns", spec.ns)
        _prefix(element, spec)
        if spec.alt:
            _sub(element, "altIdent").text = spec.alt
        _docs(element, spec.docs)
        if members := s.memberships(spec):
            classes = _sub(element, "classes")
            for member in members:
                _sub(classes, "memberOf", {"key": member.key})
        if isinstance(spec, s.ElementSpec):
            _content(element, spec.content)
    for constraint in spec.constraints:
        _constraint(element, constraint)
    if spec.attributes.members:
        _attributes(element, spec.attributes)
    if isinstance(spec, s.ElementSpec):
        element.extend(_copy(e) for e in spec.models)
    _more(element, spec.docs)


def _prefix(element: etree._Element, spec: s.Spec) -> None:
    if spec.prefix is not None:
        element.set("prefix", spec.prefix)


def _docs(element: etree._Element, docs: s.Docs) -> None:
    if docs.texts:
        element.extend(_copy(e) for e in docs.texts)
        return
    for name, text in (("gloss", docs.gloss), ("desc", docs.desc)):
        if text:
            _sub(element, name).text = text


def _more(element: etree._Element, docs: s.Docs) -> None:
    """What stands at the end of a declaration (TEI Guidelines, TD)."""
    first = tuple(e for e in docs.more if e.tag == TEI + "valDesc")
    element.extend(_copy(e) for e in (*first, *docs.examples, *docs.remarks, *(e for e in docs.more if e not in first)))


def _constraint(parent: etree._Element, spec: s.ConstraintSpec) -> None:
    written = {"ident": spec.ident, "scheme": spec.scheme, "mode": "add", "queryBinding": spec.binding}
    element = _sub(parent, "constraintSpec", {**written, XML_LANG: spec.lang})
    _docs(element, spec.docs)
    for body in spec.bodies:  # with the prefixes in scope, which expressions use
        made = etree.SubElement(element, body.tag, dict(body.attrib), body.nsmap)
        made.text = body.text
        made.extend(deepcopy(child) for child in body)
    _more(element, spec.docs)


# --- attributes ------------------------------------------------------------------------------------


def _attributes(parent: etree._Element, attributes: s.AttList) -> None:
    element = _sub(parent, "attList", {"org": "choice" if attributes.org == "choice" else ""})
    for member in attributes.members:
        if isinstance(member, s.AttList):
            _attributes(element, member)
        elif isinstance(member, s.AttRef):
            _sub(element, "attRef", {"class": member.cls, "name": member.name})
        else:
            _attribute(element, member)


def _attribute(parent: etree._Element, attribute: s.AttDef) -> None:
    written = {
        "ident": attribute.ident,
        "mode": attribute.mode,
        "usage": attribute.usage,
        "ns": attribute.ns,
        "validUntil": attribute.valid_until,
    }
    element = _sub(parent, "attDef", written)
    if attribute.mode == "delete":
        return
    if attribute.alt:
        _sub(element, "altIdent").text = attribute.alt
    _docs(element, attribute.docs)
    if attribute.datatype is not None:
        occurs = _occurs(attribute.datatype.least, attribute.datatype.most)
        datatype = _sub(element, "datatype", occurs)
        if attribute.datatype.content is not None:
            _node(datatype, attribute.datatype.content)
    for constraint in attribute.constraints:
        _constraint(element, constraint)
    if attribute.default:
        _sub(element, "defaultVal").text = attribute.default
    if attribute.values is not None:
        _values(element, attribute.values)
    _more(element, attribute.docs)


def _values(parent: etree._Element, values: s.ValList) -> None:
    element = _sub(parent, "valList", {"type": values.type, "mode": "add"})
    for item in values.items:
        made = _sub(element, "valItem")
        made.set("ident", item.ident)
        if item.alt:
            _sub(made, "altIdent").text = item.alt
        _docs(made, item.docs)
        _more(made, item.docs)


# --- content ---------------------------------------------------------------------------------------


def _content(parent: etree._Element, content: s.Content | None) -> None:
    if content is not None:
        _node(_sub(parent, "content"), content)


def _occurs(least: int, most: int) -> dict[str, str]:
    return {
        "minOccurs": "" if least == 1 else str(least),
        "maxOccurs": "" if most == 1 else "unbounded" if most == s.UNBOUNDED else str(most),
    }


def _node(parent: etree._Element, node: s.Content) -> None:
    match node:
        case s.TextNode():
            _sub(parent, "textNode")
        case s.Nothing():
            _sub(parent, "empty")
        case s.EveryElement():
            parent.append(etree.ProcessingInstruction("NameList"))
        case s.MacroRef(key):
            _sub(parent, "macroRef", {"key": key})
        case s.ElementRef(key, least, most):
            _sub(parent, "elementRef", {"key": key, **_occurs(least, most)})
        case s.ClassRef(key, least, most, expand, include, exclude):
            more = {"expand": expand, "include": " ".join(include), "except": " ".join(exclude)}
            _sub(parent, "classRef", {"key": key, **_occurs(least, most), **more})
        case s.DataRef():
            _data(parent, node)
        case s.AnyElement(require, exclude, least, most):
            made = _sub(parent, "anyElement", {"require": " ".join(require), **_occurs(least, most)}, exclude)
            if exclude is not None:
                made.set("except", _names(made, exclude))
        case s.Sequence(members, least, most, ordered):
            order = {"preserveOrder": "" if ordered else "false"}
            made = _sub(parent, "sequence", {**_occurs(least, most), **order})
            for member in members:
                _node(made, member)
        case s.Alternate(members, least, most):
            made = _sub(parent, "alternate", _occurs(least, most))
            for member in members:
                _node(made, member)
        case s.ValList():
            _values(parent, node)
        case s.RelaxNG(pattern):
            parent.extend(_relaxng(pattern))


def _data(parent: etree._Element, node: s.DataRef) -> None:
    written = {"key": node.key, "name": node.name, "ref": node.ref, "restriction": node.restriction}
    made = _sub(parent, "dataRef", {**written, **_occurs(node.least, node.most)})
    for name, value in node.facets:
        _sub(made, "dataFacet", {"name": name}).set("value", value)


def _relaxng(pattern: Pattern) -> list[etree._Element]:
    """A pattern in the XML syntax, with the namespace and datatypes written on each element."""
    grammar = etree.fromstring(to_rng(Grammar(pattern, {})))
    start = grammar.find(f"{{{RNG_NS}}}start")
    made = [] if start is None else list(start)
    for element in made:
        for name in ("ns", "datatypeLibrary"):
            if grammar.get(name) is not None and element.get(name) is None:
                element.set(name, grammar.get(name, ""))
        element.tail = None
    return made


_PROSE = frozenset(TEI + name for name in ("gloss", "desc", "remarks", "exemplum", "constraint", "title", "p"))


def _indent(element: etree._Element, depth: int) -> None:
    children = [] if element.tag in _PROSE else list(element)
    for child in children:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    if children:
        element.text = "\n" + " " * (depth + 1)
        children[-1].tail = "\n" + " " * depth
