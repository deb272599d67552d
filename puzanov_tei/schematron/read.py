"""Schematron schemas as plain data: read, with abstract patterns and rules resolved and a phase chosen.

Implements ISO/IEC 19757-3: first matching rule per pattern, `let`, phases, abstract patterns (`is-a`), abstract
rules (`extends`), `include`, diagnostics, roles, subjects. Rules are read from a `.sch` file or collected
from a RELAX NG schema that has them embedded; those of an ODD arrive here as the `.sch` compiled from it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from puzanov_tei.errors import SchemaError

SCH = "http://purl.oclc.org/dsdl/schematron"
SCH15 = "http://www.ascc.net/xml/schematron"
XSL = "http://www.w3.org/1999/XSL/Transform"
MAX_INCLUDES = 50
BINDINGS = frozenset("xslt xslt1 xslt2 xslt3 xpath xpath1 xpath2 xpath3 xpath31 exslt".split())
"""Query languages (ISO/IEC 19757-3, 6.4) that Saxon understands; XPath alone is a part of XSLT."""

Let = tuple[str, str]
"""A variable: its name and the XPath expression that gives its value."""


@dataclass(frozen=True, slots=True)
class Test:
    """An `assert` (fires when its test is false) or `report` (fires when it is true).

    Attributes:
        message, hints: mixed content, as Schematron elements; hints are the diagnostics it names.
        subject: XPath, from the context, of the node that is meant; empty: the context itself.
        flag: name of the layer that says the same better (`grammar`, `references`), or any other flag.
    """

    test: str
    fires_when: bool
    message: etree._Element
    hints: tuple[etree._Element, ...]
    id: str
    role: str
    subject: str
    flag: str


@dataclass(frozen=True, slots=True)
class Rule:
    """The tests for one kind of node, and the variables they use."""

    context: str
    lets: tuple[Let, ...]
    tests: tuple[Test, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of which the first that matches a node is the only one applied to it."""

    id: str
    lets: tuple[Let, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Schematron:
    """A schema that is ready to be compiled.

    Attributes:
        namespaces: prefix -> namespace.
        binding: query language: `xslt`, `xslt2`, `xslt3`, `xpath2` ...
        foreign: XSLT declarations (`xsl:key`, `xsl:function` ...) that stand in the schema.
    """

    namespaces: Mapping[str, str]
    binding: str
    lets: tuple[Let, ...]
    patterns: tuple[Pattern, ...]
    foreign: tuple[etree._Element, ...]


def parser() -> etree.XMLParser:
    """A parser for schemas: no network, no DTD, no entities."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, collect_ids=False, huge_tree=False
    )


def read(data: bytes, path: Path | None = None, phase: str = "") -> Schematron:
    """Read a Schematron schema, or the rules embedded in a RELAX NG schema.

    Args:
        data: the schema.
        path: where it is, for messages and for `include`, which reads local files only.
        phase: the phase to run; empty or `#DEFAULT`: the schema's own default; `#ALL`: every pattern.

    Raises:
        SchemaError: it is not well-formed, or something that it refers to is missing.
    """
    name = str(path) if path else "the Schematron schema"
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{name} is not well-formed: {error.msg}.") from error
    _modernize(root)
    schema = root if root.tag == _q("schema") else _embedded(root)
    _include(schema, path, [0])
    return _build(schema, phase, name)


def _q(name: str) -> str:
    return f"{{{SCH}}}{name}"


def _modernize(root: etree._Element) -> None:
    """Give elements of Schematron 1.5 the namespace of ISO Schematron."""
    for element in root.iter(f"{{{SCH15}}}*"):
        element.tag = _q(etree.QName(element).localname)


def _embedded(root: etree._Element) -> etree._Element:
    """A schema made of the Schematron elements that stand inside another schema."""
    schema = etree.Element(_q("schema"), queryBinding="xslt2")
    for tag in ("ns", "let", "pattern", "rule", "diagnostics"):
        for element in root.iter(_q(tag)):
            if any(up.tag in (_q("pattern"), _q("rule"), _q("diagnostics")) for up in element.iterancestors()):
                continue
            if tag == "rule":
                etree.SubElement(schema, _q("pattern")).append(copy.deepcopy(element))
            else:
                schema.append(copy.deepcopy(element))
    if not any(ns.get("prefix") == "tei" for ns in schema.iter(_q("ns"))):
        etree.SubElement(schema, _q("ns"), prefix="tei", uri="http://www.tei-c.org/ns/1.0")
    return schema


def _include(schema: etree._Element, path: Path | None, count: list[int]) -> None:
    """Replace `include` and `extends[@href]` by what they point to, in local files."""
    for element in [e for e in schema.iter(_q("include"), _q("extends")) if e.get("href")]:
        href = element.get("href", "")
        file, _, fragment = href.partition("#")
        count[0] += 1
        if path is None or re.match(r"\w+:", file) or count[0] > MAX_INCLUDES:
            raise SchemaError(f"{path or 'the schema'}: cannot include {href!r}. Put the file beside the schema.")
        target = path.parent / file
        try:
            root = etree.fromstring(target.read_bytes(), parser())
        except (OSError, etree.XMLSyntaxError) as error:
            raise SchemaError(f"{path}: cannot include {href!r}: {error}.") from error
        _modernize(root)
        if fragment:
            found = [e for e in root.iter("{*}*") if fragment in (e.get("id"), e.get(f"{{{_XML}}}id"))]
            if not found:
                raise SchemaError(f"{path}: {file} has nothing called {fragment!r} to include.")
            root = found[0]
        _include(root, target, count)
        parent = element.getparent()
        if parent is None:
            raise SchemaError(f"{path}: an include cannot be the whole schema.")
        pieces = list(root) if element.tag == _q("extends") else [root]
        at = parent.index(element)
        parent[at : at + 1] = pieces


_XML = "http://www.w3.org/XML/1998/namespace"


def _build(schema: etree._Element, phase: str, name: str) -> Schematron:
    namespaces = {e.get("prefix", ""): e.get("uri", "") for e in schema.iter(_q("ns"))}
    abstract = {p.get("id"): p for p in schema.iter(_q("pattern")) if p.get("abstract") == "true"}
    diagnostics = {d.get("id", ""): d for d in schema.iter(_q("diagnostic"))}
    rules = {r.get("id"): r for r in schema.iter(_q("rule")) if r.get("abstract") == "true"}
    active, phase_lets = _phase(schema, phase, name)
    patterns = []
    for number, element in enumerate(schema.findall(_q("pattern")), start=1):
        if element.get("abstract") == "true" or (active is not None and element.get("id") not in active):
            continue
        concrete = _concrete(element, abstract, name)
        own = {**rules, **{r.get("id"): r for r in concrete.iter(_q("rule")) if r.get("abstract") == "true"}}
        patterns.append(
            Pattern(
                concrete.get("id") or f"pattern-{number}",
                _lets(concrete),
                tuple(_rule(r, own, diagnostics, name) for r in concrete.findall(_q("rule"))
                      if r.get("abstract") != "true"),
            )
        )
    foreign = tuple(e for e in schema if isinstance(e.tag, str) and e.tag.startswith(f"{{{XSL}}}"))
    binding = schema.get("queryBinding", "xslt").lower()
    if binding not in BINDINGS:
        known = "queryBinding can be xslt2 or xslt3"
        raise SchemaError(f"{name}: the query language {binding!r} is not supported; {known}.")
    return Schematron(namespaces, binding, _lets(schema) + phase_lets, tuple(patterns), foreign)


def _phase(schema: etree._Element, phase: str, name: str) -> tuple[set[str] | None, tuple[Let, ...]]:
    """Ids of the patterns of a phase (None: all) and the variables that the phase sets."""
    wanted = schema.get("defaultPhase", "#ALL") if phase in ("", "#DEFAULT") else phase
    if wanted == "#ALL":
        return None, ()
    for element in schema.findall(_q("phase")):
        if element.get("id") == wanted:
            return {a.get("pattern", "") for a in element.findall(_q("active"))}, _lets(element)
    known = ", ".join(e.get("id", "") for e in schema.findall(_q("phase"))) or "none"
    raise SchemaError(f"{name} has no phase {wanted!r} (phases: {known}).")


def _concrete(
    pattern: etree._Element, abstract: Mapping[str | None, etree._Element], name: str
) -> etree._Element:
    """The pattern itself, or the abstract pattern that it is an instance of with its parameters filled in."""
    base = pattern.get("is-a")
    if base is None:
        return pattern
    if base not in abstract:
        raise SchemaError(f"{name}: the pattern {pattern.get('id')!r} is an instance of {base!r}, which is missing.")
    made = copy.deepcopy(abstract[base])
    values = {p.get("name", ""): p.get("value", "") for p in pattern.findall(_q("param"))}
    for default in made.findall(_q("param")):
        values.setdefault(default.get("name", ""), default.get("value", ""))
    if values:
        names = "|".join(re.escape(n) for n in sorted(values, key=len, reverse=True))
        parameter = re.compile(rf"\$({names})(?![\w.-])")
        for element in made.iter():
            for key, value in element.attrib.items():
                element.set(key, parameter.sub(lambda m: values[m[1]], str(value)))
    made.set("id", pattern.get("id") or base)
    return made


def _lets(element: etree._Element) -> tuple[Let, ...]:
    return tuple((e.get("name", ""), e.get("value", "()")) for e in element.findall(_q("let")))


def _rule(
    element: etree._Element,
    abstract: Mapping[str | None, etree._Element],
    diagnostics: Mapping[str, etree._Element],
    name: str,
) -> Rule:
    lets: list[Let] = []
    tests: list[Test] = []
    for child in _extended(element, abstract, name, ()):
        if child.tag == _q("let"):
            lets.append((child.get("name", ""), child.get("value", "()")))
        elif child.tag in (_q("assert"), _q("report")):
            tests.append(_test(child, element, diagnostics))
    context = element.get("context")
    if not context:
        raise SchemaError(f"{name}: a rule has no context (line {element.sourceline}).")
    return Rule(context, tuple(lets), tuple(tests))


def _extended(
    rule: etree._Element,
    abstract: Mapping[str | None, etree._Element],
    name: str,
    seen: tuple[str, ...],
) -> Iterator[etree._Element]:
    """The children of a rule, those of the abstract rules that it extends in their place."""
    for child in rule:
        if child.tag != _q("extends"):
            yield child
            continue
        base = child.get("rule", "")
        if base not in abstract or base in seen:
            why = "extends itself" if base in seen else "is missing"
            raise SchemaError(f"{name}: the abstract rule {base!r} {why}.")
        yield from _extended(abstract[base], abstract, name, (*seen, base))


def _test(element: etree._Element, rule: etree._Element, diagnostics: Mapping[str, etree._Element]) -> Test:
    named: Iterable[str] = element.get("diagnostics", "").split()

    def either(name: str) -> str:
        return element.get(name) or rule.get(name) or ""

    return Test(
        test=element.get("test", "true()"),
        fires_when=element.tag == _q("report"),
        message=element,
        hints=tuple(diagnostics[d] for d in named if d in diagnostics),
        id=element.get("id", ""),
        role=element.get("role") or element.get("severity") or rule.get("role") or "",
        subject=either("subject"),
        flag=either("flag"),
    )
