"""Schematron schemas as plain data: read, with abstract patterns and rules resolved and a phase chosen.

Implements ISO/IEC 19757-3:2016 and what the edition of 2020 adds (`visit-each`, `phase/@from`, properties, `rules`):
first matching rule per pattern, `let` with an expression or with content, phases, abstract patterns (`is-a`), abstract
rules (`extends`), `include`, diagnostics, roles, subjects, subordinate documents. Rules are read from a `.sch` file or
collected from a RELAX NG schema that has them embedded; those of an ODD arrive here as the `.sch` compiled from it.
"""

from __future__ import annotations

import copy
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.schematron.composition import SCH, include, language_of, modernize, parser, q, scope_of, settled
from puzanov_tei.schematron.rules import Detail, Let, Namespaces, Pattern, Rule, Schematron, Test

XSL = "http://www.w3.org/1999/XSL/Transform"
BINDINGS = frozenset("xslt xslt1 xslt2 xslt3 xpath xpath1 xpath2 xpath3 xpath31 exslt".split())
"""Query languages (ISO/IEC 19757-3, 6.4) that Saxon understands; XPath alone is a part of XSLT."""

__all__ = ["BINDINGS", "SCH", "XSL", "Detail", "Let", "Pattern", "Rule", "Schematron", "Test", "parser", "read"]


def read(data: bytes, path: Path | None = None, phase: str = "", *, trusted: bool = False) -> Schematron:
    """Read a Schematron schema, or the rules embedded in a RELAX NG schema.

    Args:
        data: the schema.
        path: where it is, for messages and for `include`, which reads local files only.
        phase: the phase to run; empty or `#DEFAULT`: the schema's own default; `#ALL`: every pattern.
        trusted: whether it may include what lies outside its project.

    Raises:
        SchemaError: it is not well-formed, or something that it refers to is missing.
    """
    name = str(path) if path else "the Schematron schema"
    try:
        root = etree.fromstring(data, parser())
    except etree.XMLSyntaxError as error:
        raise SchemaError(f"{name} is not well-formed: {error.msg}.") from error
    modernize(root)
    schema = root if root.tag == q("schema") else _embedded(root)
    include(schema, path, trusted=trusted)
    return _Builder(schema, name).schematron(phase)


def _embedded(root: etree._Element) -> etree._Element:
    """A schema made of the Schematron elements that stand inside another schema."""
    schema = etree.Element(q("schema"), queryBinding="xslt2")
    for tag in ("ns", "let", "pattern", "rule", "diagnostics", "properties"):
        for element in root.iter(q(tag)):
            if any(up.tag in (q("pattern"), q("rule"), q("diagnostics")) for up in element.iterancestors()):
                continue
            if tag == "rule":
                etree.SubElement(schema, q("pattern")).append(copy.deepcopy(element))
            else:
                schema.append(copy.deepcopy(element))
    if not any(ns.get("prefix") == "tei" for ns in schema.iter(q("ns"))):
        etree.SubElement(schema, q("ns"), prefix="tei", uri="http://www.tei-c.org/ns/1.0")
    return schema


_DESCRIPTIVE = ("see", "icon", "fpi")


class _Builder:
    """Turns the elements of a schema, includes resolved, into plain data."""

    def __init__(self, schema: etree._Element, name: str) -> None:
        self.schema = schema
        self.name = name
        self.namespaces = {e.get("prefix", ""): e.get("uri", "") for e in schema.findall(q("ns"))}
        self.abstract = {p.get("id"): p for p in schema.iter(q("pattern")) if p.get("abstract") == "true"}
        # `rules` (2020) holds abstract rules for all patterns; else an abstract rule belongs to its pattern.
        self.shared_rules = {r.get("id"): r for group in schema.findall(q("rules")) for r in group.iter(q("rule"))}

    def error(self, sentence: str, element: etree._Element | None = None) -> SchemaError:
        line = f" (line {element.sourceline})" if element is not None and element.sourceline else ""
        return SchemaError(f"{self.name}: {sentence}{line}.")

    def schematron(self, phase: str) -> Schematron:
        schema = self.schema
        binding = schema.get("queryBinding", "xslt").lower()
        if binding not in BINDINGS:
            raise self.error(f"the query language {binding!r} is not supported; queryBinding can be xslt2 or xslt3")
        chosen = self._phase(phase)
        active = None if chosen is None else {a.get("pattern", "") for a in chosen.findall(q("active"))}
        patterns = tuple(
            self._pattern(element, number, active is None or element.get("id") in active)
            for number, element in enumerate(schema.findall(q("pattern")), start=1)
            if element.get("abstract") != "true"
        )
        facts = {"schemaVersion": schema.get("schemaVersion", ""), "title": schema.findtext(q("title")) or ""}
        return Schematron(
            self.namespaces,
            binding,
            self._lets(schema) + (self._of_all_phases() if chosen is None else self._lets(chosen)),
            patterns,
            tuple(e for e in schema if isinstance(e.tag, str) and e.tag.startswith(f"{{{XSL}}}")),
            "" if chosen is None else chosen.get("id", ""),
            "" if chosen is None else chosen.get("from", ""),
            {key: value for key, value in facts.items() if value} | self._language(schema),
        )

    def _phase(self, phase: str) -> etree._Element | None:
        wanted = self.schema.get("defaultPhase", "#ALL") if phase in ("", "#DEFAULT") else phase
        if wanted == "#ALL":
            return None
        phases = {e.get("id", ""): e for e in self.schema.findall(q("phase"))}
        if wanted not in phases:
            raise self.error(f"there is no phase {wanted!r} (phases: {', '.join(phases) or 'none'})")
        return phases[wanted]

    def _of_all_phases(self) -> tuple[Let, ...]:
        """Without a phase, the variables of phases whose name only one phase gives, and nothing else."""
        lets = [let for phase in self.schema.findall(q("phase")) for let in self._lets(phase)]
        times = Counter([let.get("name", "") for let in self.schema.iter(q("let"))])
        return tuple(let for let in lets if times[let.name] == 1)

    def _pattern(self, element: etree._Element, number: int, active: bool) -> Pattern:
        """A pattern; of one that is not active only the variables, which others may use."""
        values = self._parameters(element)
        concrete = self._concrete(element, values) if element.get("is-a") is not None else element
        ident = concrete.get("id", "")
        namespaces = self._scope(concrete)
        rules: tuple[Rule, ...] = ()
        if active:
            remarks = {tag: self._remarks(tag, values) for tag in ("diagnostic", "property")}
            own = {r.get("id"): r for r in concrete.iter(q("rule"))}
            rules = tuple(
                self._rule(r, self.shared_rules | own, remarks)
                for r in concrete.findall(q("rule"))
                if r.get("abstract") != "true"
            )
        return Pattern(
            ident, ident or f"pattern-{number}", self._lets(concrete), rules, namespaces, concrete.get("documents", "")
        )

    # --- abstract patterns

    def _parameters(self, pattern: etree._Element) -> dict[str, str]:
        base = pattern.get("is-a")
        if base is None:
            return {}
        if base not in self.abstract:
            raise self.error(f"the pattern {pattern.get('id')!r} is an instance of {base!r}, which is missing", pattern)
        values = {p.get("name", ""): p.get("value", "") for p in pattern.findall(q("param"))}
        for default in self.abstract[base].findall(q("param")):
            values.setdefault(default.get("name", ""), default.get("value", ""))
        return values

    def _concrete(self, pattern: etree._Element, values: Mapping[str, str]) -> etree._Element:
        """The abstract pattern that a pattern is an instance of, with its parameters filled in."""
        original = self.abstract[pattern.get("is-a")]
        made = _filled(original, values)
        made.attrib.pop("abstract", None)
        made.set("id", pattern.get("id") or pattern.get("is-a") or "")
        made.set("documents", pattern.get("documents") or made.get("documents") or "")
        return made

    # --- rules

    def _rule(
        self,
        element: etree._Element,
        abstract: Mapping[str | None, etree._Element],
        remarks: Mapping[str, Mapping[str, Detail]],
    ) -> Rule:
        context = element.get("context")
        if not context:
            raise self.error("a rule has no context", element)
        children = [*self._extended(element, abstract, ())]
        return Rule(
            context,
            tuple(self._let(child) for child in children if child.tag == q("let")),
            tuple(self._test(c, element, remarks) for c in children if c.tag in (q("assert"), q("report"))),
            self._scope(element),
            element.get("id", ""),
            element.get("role", ""),
            element.get("flag", ""),
            element.get("visit-each", ""),
        )

    def _extended(
        self, rule: etree._Element, abstract: Mapping[str | None, etree._Element], seen: tuple[str, ...]
    ) -> Iterator[etree._Element]:
        """The children of a rule, those of the abstract rules that it extends in their place."""
        for child in rule:
            if child.tag != q("extends"):
                yield child
                continue
            base = child.get("rule", "")
            if base in seen:
                raise self.error(f"the abstract rule {base!r} extends itself", child)
            if base not in abstract:
                raise self.error(f"the abstract rule {base!r} is missing in this pattern", child)
            if abstract[base].get("abstract") != "true":
                raise self.error(f"the rule {base!r} is not abstract and cannot be extended", child)
            yield from self._extended(abstract[base], abstract, (*seen, base))

    def _test(self, element: etree._Element, rule: etree._Element, remarks: Mapping[str, Mapping[str, Detail]]) -> Test:
        def either(name: str) -> str:
            return element.get(name) or rule.get(name) or ""

        def named(attribute: str, kind: str) -> tuple[Detail, ...]:
            return tuple(remarks[kind][one] for one in element.get(attribute, "").split() if one in remarks[kind])

        return Test(
            test=element.get("test", "true()"),
            fires_when=element.tag == q("report"),
            message=element,
            diagnostics=named("diagnostics", "diagnostic"),
            properties=named("properties", "property"),
            id=element.get("id", ""),
            role=element.get("role") or element.get("severity") or rule.get("role") or "",
            subject=either("subject"),
            flag=either("flag"),
            namespaces=self._scope(element),
            facts=self._facts(element, _DESCRIPTIVE) | self._language(element, rule),
        )

    def _remarks(self, tag: str, values: Mapping[str, str]) -> dict[str, Detail]:
        """Diagnostics or properties by id, with the parameters of an abstract pattern filled in."""
        return {
            e.get("id", ""): Detail(
                e.get("id", ""),
                _filled(e, values) if values else e,
                self._facts(e, (*_DESCRIPTIVE, "role", "scheme")) | self._language(e),
            )
            for e in self.schema.iter(q(tag))
        }

    # --- what elements inherit and hold

    def _scope(self, element: etree._Element) -> Namespaces:
        return scope_of(element) or self.namespaces

    @staticmethod
    def _facts(element: etree._Element, names: Iterable[str]) -> dict[str, str]:
        return {name: element.get(name, "") for name in names if element.get(name)}

    @staticmethod
    def _language(*elements: etree._Element) -> dict[str, str]:
        """The language of the first of the elements that has one, as `xml:lang`; it is inherited from parents."""
        language = next(filter(None, map(language_of, elements)), "")
        return {"xml:lang": language} if language else {}

    def _lets(self, element: etree._Element) -> tuple[Let, ...]:
        return tuple(map(self._let, element.findall(q("let"))))

    def _let(self, element: etree._Element) -> Let:
        return Let(
            element.get("name", ""),
            element.get("value", ""),
            self._scope(element),
            "" if element.get("value") is not None else _inside(element),
            element.get("as", ""),
        )


def _inside(element: etree._Element) -> str:
    """What an element holds, as XML; white space between elements is not meant."""
    text = element.text or ""
    pieces = [text if text.strip() else ""]
    for child in element:
        pieces.append(etree.tostring(child, encoding="unicode", with_tail=False))
        tail = child.tail or ""
        pieces.append(tail if tail.strip() else "")
    return "".join(pieces)


def _filled(element: etree._Element, values: Mapping[str, str]) -> etree._Element:
    """A copy with the values of parameters (`$name`) in its attributes, and with the scope and language it stood in."""
    made = copy.deepcopy(settled(element))
    if values:
        names = "|".join(re.escape(n) for n in sorted(values, key=len, reverse=True))
        parameter = re.compile(rf"\$({names})(?![\w.-])")
        for inner in made.iter("{*}*"):
            for key, value in inner.attrib.items():
                inner.set(key, parameter.sub(lambda m: values[m[1]], str(value)))
    return made
