"""The Schematron rules of a schema as one ISO Schematron file (ISO/IEC 19757-3), query binding XSLT 2 or 3."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy

from lxml import etree

from puzanov_tei.odd import specs as s
from puzanov_tei.odd.attributes import Attributes
from puzanov_tei.odd.content import local
from puzanov_tei.relaxng.patterns import TEI_NS

SCH_NS = "http://purl.oclc.org/dsdl/schematron"
SCH = f"{{{SCH_NS}}}"
_OLD = "{http://www.ascc.net/xml/schematron}"
_NAMESPACES = {
    "tei": TEI_NS,
    "xs": "http://www.w3.org/2001/XMLSchema",
    "rng": "http://relaxng.org/ns/structure/1.0",
    "sch": SCH_NS,
    "teix": "http://www.tei-c.org/ns/Examples",
}
# The values of constraintSpec/@scheme that mean Schematron.
SCHEMATRON = ("", "schematron", "isoschematron")


def rules(schema: s.Customization, settled: Attributes) -> Iterator[tuple[s.ConstraintSpec, str, str]]:
    """Every constraint of a schema with its owner (`note`, `att.typed`) and its context by default.

    The context of assertions that stand in a specification without a rule is that element, for a class each
    element that is a member of it, for an attribute the attribute on them (TEI Guidelines 22.5.2).
    """
    for spec in schema.specs.values():
        if isinstance(spec, s.MacroSpec):
            # Nothing is the context of a rule about a content model or datatype: it brings its own.
            yield from ((constraint, spec.ident, "") for constraint in _spoken(spec.constraints, schema.language))
            continue
        if not (spec.constraints or spec.attributes.members):
            continue
        context = _Context(schema, settled, spec)
        for constraint in _spoken(spec.constraints, schema.language):
            yield constraint, spec.ident, context.own()
        for attribute in spec.attributes.definitions:
            if attribute.mode != "delete":
                for constraint in _spoken(attribute.constraints, schema.language):
                    yield constraint, f"{spec.ident}-{attribute.ident}", context.of(attribute)
    for constraint in _spoken(schema.constraints, schema.language):
        yield constraint, "", ""


def _spoken(constraints: Sequence[s.ConstraintSpec], language: str) -> Iterator[s.ConstraintSpec]:
    """Of the constraints of a declaration those in one language, the schema's if there are any, and those in none."""
    languages = {constraint.lang for constraint in constraints}
    wanted = {"", language if language in languages else "en"}
    return (constraint for constraint in constraints if constraint.lang in wanted or len(languages) == 1)


def worded(schema: s.Customization, settled: Attributes) -> dict[str, str]:
    """What each rule says, by its name: `note/att` for one of an element or class, white space as one blank."""
    said: dict[str, str] = {}
    for constraint, owner, _ in rules(schema, settled):
        if constraint.scheme in SCHEMATRON:
            bodies = [etree.tostring(body, encoding="unicode", with_tail=False) for body in constraint.bodies]
            said[f"{owner}/{constraint.ident}" if owner else constraint.ident] = " ".join(" ".join(bodies).split())
    return said


class _Context:
    """The contexts that a specification gives to assertions without a rule."""

    def __init__(self, schema: s.Customization, settled: Attributes, spec: s.ElementSpec | s.ClassSpec) -> None:
        self.schema = schema
        self.settled = settled
        self.spec = spec

    def _elements(self, name: str = "") -> Iterator[str]:
        """The elements concerned; with `name`, those that have this attribute from here."""
        if isinstance(self.spec, s.ElementSpec):
            yield self._named(self.spec)
            return
        for element in self.schema.elements:
            if name:
                inherited = self.settled.of(element).get(name)
                belongs = inherited is not None and inherited.cls == self.spec.ident
            else:
                belongs = self.spec.ident in self.settled.classes(element)
            if belongs:
                yield self._named(element)

    def _named(self, element: s.ElementSpec) -> str:
        ns = self.schema.namespace(element)
        name = element.alt or element.ident
        return f"tei:{name}" if ns == TEI_NS else f"*[local-name()='{name}' and namespace-uri()='{ns}']"

    def own(self) -> str:
        """The elements themselves."""
        return "|".join(self._elements())

    def of(self, attribute: s.AttDef) -> str:
        """An attribute on them."""
        return "|".join(f"{e}/@{attribute.alt or attribute.ident}" for e in self._elements(attribute.ident))


def to_schematron(schema: s.Customization, settled: Attributes) -> bytes:
    """The Schematron file of a schema: one pattern for each constraint, named after its owner and identifier."""
    constraints = [(c, o, x) for c, o, x in rules(schema, settled) if c.scheme in SCHEMATRON and c.bodies]
    binding = "xslt3" if any(c.binding == "xslt3" for c, _, _ in constraints) else "xslt2"
    root = etree.Element(SCH + "schema", {"queryBinding": binding}, nsmap={None: SCH_NS})
    etree.SubElement(root, SCH + "title").text = f"Rules of {schema.ident}"
    top: list[etree._Element] = []
    patterns: list[etree._Element] = []
    used: dict[str, int] = {}
    renamed: dict[str, str] = {}
    for constraint, owner, context in constraints:
        for body in constraint.bodies:
            declared, made = patterns_of(body, context)
            top += declared
            for pattern in made:
                before = pattern.get("id")
                pattern.set("id", _identifier(schema.ident, owner, constraint.ident, used))
                if before:
                    renamed[before] = pattern.get("id", "")
                patterns.append(pattern)
    for name, context, until in _deprecated(schema, settled):
        pattern = etree.Element(SCH + "pattern", {"id": _identifier(schema.ident, "deprecated", name, used)})
        rule = etree.SubElement(pattern, SCH + "rule", {"context": context})
        report = etree.SubElement(rule, SCH + "report", {"test": "true()", "role": "warning"})
        report.text = f"{name} is deprecated: it is valid until {until}."
        patterns.append(pattern)
    if not patterns:  # the standard asks for one pattern at least
        patterns.append(_idle_pattern(_identifier(schema.ident, "no-rules", used)))
    _refer([*top, *patterns], renamed)
    namespaces = namespaces_of(constraints, top)
    for prefix, uri in namespaces.items():
        etree.SubElement(root, SCH + "ns", {"prefix": prefix, "uri": uri})
    root.extend(e for e in top if e.tag != SCH + "ns")
    root.extend(patterns)
    _tidy(root)
    _indent(root, 0)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _idle_pattern(ident: str) -> etree._Element:
    """A pattern that never fires."""
    pattern = etree.Element(SCH + "pattern", {"id": ident})
    rule = etree.SubElement(pattern, SCH + "rule", {"context": "/*"})
    etree.SubElement(rule, SCH + "assert", {"test": "true()"}).text = "The schema has no rules."
    return pattern


def _refer(elements: list[etree._Element], renamed: Mapping[str, str]) -> None:
    """What refers to a pattern by the identifier that its author gave it, refers to the one it has now."""
    for element in elements:
        for inner in element.iter(SCH + "pattern", SCH + "active"):
            name = "is-a" if inner.tag == SCH + "pattern" else "pattern"
            if inner.get(name) in renamed:
                inner.set(name, renamed[inner.get(name, "")])


def _deprecated(schema: s.Customization, settled: Attributes) -> Iterator[tuple[str, str, str]]:
    """Elements and attributes that will be withdrawn (@validUntil): name, context, date."""
    for spec in schema.specs.values():
        if isinstance(spec, s.MacroSpec):
            continue
        context = _Context(schema, settled, spec)
        if spec.valid_until and isinstance(spec, s.ElementSpec):
            yield spec.alt or spec.ident, context.own(), spec.valid_until
        for attribute in settled.own(spec).values() if spec.attributes.members else ():
            if attribute.valid_until and (where := context.of(attribute)):
                yield f"@{attribute.alt or attribute.ident}", where, attribute.valid_until


def _identifier(*parts: object) -> str:
    *names, used = parts
    assert isinstance(used, dict)
    base = "-".join(str(n) for n in names if n)
    safe = "".join(c if c.isalnum() or c in "-._" else "-" for c in base)
    used[safe] = used.get(safe, 0) + 1
    return safe if used[safe] == 1 else f"{safe}-{used[safe]}"


def patterns_of(body: etree._Element, context: str) -> tuple[list[etree._Element], list[etree._Element]]:
    """Declarations and patterns of one `constraint`. Bare assertions get a rule with the context.

    A `let` belongs to what it stands beside: rules, assertions, or the schema as a whole.
    """
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
        elif name == "rule" or (name == "let" and body.find(SCH + "rule") is not None):
            if loose is None:
                loose = etree.Element(SCH + "pattern")
                patterns.append(loose)
            loose.append(copy)
        elif name in ("assert", "report", "extends") or (name == "let" and _bare(body)):
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


def namespaces_of(constraints: list[tuple[s.ConstraintSpec, str, str]], top: list[etree._Element]) -> dict[str, str]:
    """Prefixes for the rules: the usual ones, those in scope where they were written, those declared by sch:ns."""
    spoken = dict(_NAMESPACES)
    for constraint, _, _ in constraints:
        for body in constraint.bodies:
            for element in body.iter(etree.Element):
                for prefix, uri in element.nsmap.items():
                    if prefix and prefix not in spoken and uri != SCH_NS:
                        spoken[prefix] = uri
    for element in top:
        if element.tag == SCH + "ns":
            spoken[element.get("prefix", "")] = element.get("uri", "")
    return spoken


_SENTENCES = frozenset(SCH + name for name in ("assert", "report", "title", "p", "diagnostic"))


def _indent(element: etree._Element, depth: int) -> None:
    """Line breaks between elements, none inside sentences."""
    children = [] if element.tag in _SENTENCES else list(element)
    for child in children:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    if children and not (element.text or "").strip():
        element.text = "\n" + " " * (depth + 1)
        children[-1].tail = "\n" + " " * depth


def _tidy(root: etree._Element) -> None:
    """Old Schematron names become ISO ones; namespace declarations that are not used go."""
    for element in root.iter(etree.Element):
        if str(element.tag).startswith(_OLD):
            element.tag = SCH + local(element)
    etree.cleanup_namespaces(root, top_nsmap={None: SCH_NS})
