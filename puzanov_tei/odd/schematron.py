"""The Schematron rules of a schema as one ISO Schematron file (ISO/IEC 19757-3), query binding XSLT 2 or 3."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from lxml import etree

from puzanov_tei.odd import merge
from puzanov_tei.odd import specs as s
from puzanov_tei.relaxng.patterns import TEI_NS

SCH_NS = "http://purl.oclc.org/dsdl/schematron"
SCH = f"{{{SCH_NS}}}"
_OLD = "{http://www.ascc.net/xml/schematron}"
_NAMESPACES = {"tei": TEI_NS, "xs": "http://www.w3.org/2001/XMLSchema", "rng": "http://relaxng.org/ns/structure/1.0",
               "sch": SCH_NS, "teix": "http://www.tei-c.org/ns/Examples"}
_TOP = ("ns", "key", "let", "include", "phase", "diagnostics")


def rules(schema: s.Schema) -> Iterator[tuple[s.ConstraintSpec, str, str]]:
    """Every Schematron constraint of a schema with its owner (`note`, `att.typed`) and its context by default."""
    for spec in schema.specs.values():
        context = _context(spec, schema)
        for constraint in spec.constraints:
            yield constraint, spec.ident, context
        for attribute in merge.flat(spec.attributes) if not isinstance(spec, s.MacroSpec) else ():
            if isinstance(attribute, s.AttDef) and attribute.mode != "delete":
                for constraint in attribute.constraints:
                    yield constraint, f"{spec.ident}-{attribute.ident}", _attribute_context(spec, attribute, context)
    for constraint in schema.constraints:
        yield constraint, "", ""


def _context(spec: s.Spec, schema: s.Schema) -> str:
    if not isinstance(spec, s.ElementSpec):
        return ""
    ns = schema.ns if spec.ns is None else spec.ns
    name = spec.alt or spec.ident
    return f"tei:{name}" if ns == TEI_NS else f"*[local-name()='{name}' and namespace-uri()='{ns}']"


def _attribute_context(spec: s.Spec, attribute: s.AttDef, context: str) -> str:
    name = attribute.alt or attribute.ident
    return f"{context or 'tei:*'}/@{name}"


def to_schematron(schema: s.Schema) -> bytes:
    """The Schematron file of a schema: one pattern for each constraint, named after its owner and identifier."""
    root = etree.Element(SCH + "schema", {"queryBinding": "xslt2"}, nsmap={None: SCH_NS})
    etree.SubElement(root, SCH + "title").text = f"Rules of {schema.ident}"
    found = [(c, o, x) for c, o, x in rules(schema) if c.scheme in ("", "schematron", "isoschematron") and c.bodies]
    top: list[etree._Element] = []
    patterns: list[etree._Element] = []
    used: dict[str, int] = {}
    for constraint, owner, context in found:
        for body in constraint.bodies:
            declared, made = _patterns(body, context)
            top += declared
            for pattern in made:
                pattern.set("id", _identifier(schema.ident, owner, constraint.ident, used))
                patterns.append(pattern)
    namespaces = _namespaces(found, top)
    for prefix, uri in namespaces.items():
        etree.SubElement(root, SCH + "ns", {"prefix": prefix, "uri": uri})
    root.extend(e for e in top if e.tag != SCH + "ns")
    root.extend(patterns)
    _tidy(root)
    etree.indent(root, " ")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _identifier(*parts: object) -> str:
    *names, used = parts
    assert isinstance(used, dict)
    base = "-".join(str(n) for n in names if n)
    safe = "".join(c if c.isalnum() or c in "-._" else "-" for c in base)
    used[safe] = used.get(safe, 0) + 1
    return safe if used[safe] == 1 else f"{safe}-{used[safe]}"


def _patterns(body: etree._Element, context: str) -> tuple[list[etree._Element], list[etree._Element]]:
    """Declarations and patterns of one `constraint`. Bare assertions get a rule with the context."""
    top: list[etree._Element] = []
    patterns: list[etree._Element] = []
    rule: etree._Element | None = None
    loose: etree._Element | None = None
    for child in body:
        if not isinstance(child.tag, str):
            continue
        name = child.tag.rpartition("}")[2]
        if not child.tag.startswith((SCH, _OLD)) and not child.tag.startswith("{http://www.w3.org/1999/XSL/"):
            continue
        copy = deepcopy(child)
        copy.tail = None
        if name == "pattern":
            patterns.append(copy)
        elif name in ("rule", "let") and not (name == "let" and _bare(body)):
            if loose is None:
                loose = etree.Element(SCH + "pattern")
                patterns.append(loose)
            loose.append(copy)
        elif name in ("assert", "report", "let", "extends"):
            if rule is None:
                pattern = etree.Element(SCH + "pattern")
                rule = etree.SubElement(pattern, SCH + "rule", {"context": context or "tei:*"})
                patterns.append(pattern)
            rule.append(copy)
        else:
            top.append(copy)
    return top, patterns


def _bare(body: etree._Element) -> bool:
    return any(isinstance(e.tag, str) and e.tag.rpartition("}")[2] in ("assert", "report") for e in body)


def _namespaces(
    found: list[tuple[s.ConstraintSpec, str, str]], top: list[etree._Element]
) -> dict[str, str]:
    """Prefixes for the rules: the usual ones, those in scope where they were written, those declared by sch:ns."""
    spoken = dict(_NAMESPACES)
    for constraint, _, _ in found:
        for body in constraint.bodies:
            for element in body.iter(etree.Element):
                for prefix, uri in element.nsmap.items():
                    if prefix and prefix not in spoken and uri != SCH_NS:
                        spoken[prefix] = uri
    for element in top:
        if element.tag == SCH + "ns":
            spoken[element.get("prefix", "")] = element.get("uri", "")
    return spoken


def _tidy(root: etree._Element) -> None:
    """Old Schematron names become ISO ones; namespace declarations that are not used go."""
    for element in root.iter(etree.Element):
        if element.tag.startswith(_OLD):
            element.tag = SCH + element.tag.rpartition("}")[2]
    etree.cleanup_namespaces(root, top_nsmap={None: SCH_NS})
