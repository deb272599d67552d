"""Do the Schematron rules of a schema have a context, and does their XPath compile?

Saxon is asked: each rule becomes a template of a stylesheet that is compiled and never run. All rules are
tried at once; only if that fails is each tried alone, to say which one it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy

from lxml import etree

from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.attributes import Attributes
from puzanov_tei.odd.resolve import finding
from puzanov_tei.odd.rule_names import RuleSet, Spoken, elements_named, never_met, references
from puzanov_tei.odd.schematron import SCH, SCHEMATRON, namespaces_of, patterns_of, rules
from puzanov_tei.relaxng import patterns as p

XSL_NS = "http://www.w3.org/1999/XSL/Transform"
XSL = f"{{{XSL_NS}}}"
_NOISE = re.compile(r"^.*?(?:XP|XT)[A-Z]{2}\d{4}:?\s*|\s+")
_HINT = "Mend the expression; it is XPath 3.1 with the prefixes that sch:ns declares."


def rule_problems(
    schema: s.Customization, settled: Attributes, grammar: p.Grammar, author: str = ""
) -> Iterator[Finding]:
    """What is wrong with the rules: no context, nothing in them, an unknown language, XPath that does not compile.

    `author` is the file whose rules were written for this schema; those of a source, or of a file that several ODDs
    share, may name elements that the schema does not have.
    """
    constraints = list(rules(schema, settled))
    top: list[etree._Element] = []
    tried: list[RuleSet] = []
    for constraint, owner, context in constraints:
        if not constraint.origin.file:
            continue
        if constraint.scheme not in SCHEMATRON:
            message = f"constraint {constraint.ident} is in {constraint.scheme!r}, which is not extracted."
            yield finding("PZ213", constraint.origin, message, 'Use scheme="schematron".', Severity.WARNING)
            continue
        made: list[etree._Element] = []
        for body in constraint.bodies:
            declared, patterns = patterns_of(body, context)
            top += declared
            made += patterns
        yield from _without_context(constraint, owner, context, made)
        tried.append(RuleSet(constraint, owner, made))
    spoken = namespaces_of(constraints, top)
    judged_by = Spoken(schema, grammar, spoken, author)
    yield from elements_named(tried, judged_by)
    yield from never_met(tried, judged_by)
    yield from references(tried, (constraint for constraint, _, _ in constraints))
    if _compiles(_stylesheet([pattern for one in tried for pattern in one.patterns], top, spoken)) is None:
        return
    for one in tried:
        wrong = _compiles(_stylesheet(one.patterns, top, spoken))
        if wrong is not None:
            message = f"the rule {one.constraint.ident} does not compile: {wrong}."
            about = one.owner or one.constraint.ident
            yield finding("PZ213", one.constraint.origin, message, _HINT, rule=about)


def _without_context(
    constraint: s.ConstraintSpec, owner: str, context: str, made: list[etree._Element]
) -> Iterator[Finding]:
    bare = any(e.tag in (SCH + "assert", SCH + "report") for body in constraint.bodies for e in body)
    if bare and not context:
        message = f"the rule {constraint.ident} has no context."
        hint = "Wrap its assertions in sch:rule with @context."
        yield finding("PZ213", constraint.origin, message, hint, rule=owner or constraint.ident)
    for rule in (rule for pattern in made for rule in pattern.iter(SCH + "rule")):
        if not rule.get("context") and rule.get("abstract") != "true":
            message = f"a rule of {constraint.ident} has no context."
            hint = "Give sch:rule a @context."
            yield finding("PZ213", constraint.origin, message, hint, rule=owner or constraint.ident)
    for pattern in made:
        contexts: set[str] = set()
        for rule in pattern.iter(SCH + "rule"):
            said = " ".join(rule.get("context", "").split())
            if said and said in contexts:
                message = f"a rule of {constraint.ident} is never used: one before it in the pattern has its context."
                hint = "Join their assertions, or put each rule in a pattern of its own."
                yield finding("PZ213", constraint.origin, message, hint, Severity.WARNING, owner or constraint.ident)
            contexts.add(said)
    declared = any(isinstance(e.tag, str) for body in constraint.bodies for e in body)
    if not declared:
        message = f"the constraint {constraint.ident} holds no rule."
        yield finding("PZ213", constraint.origin, message, "Write a sch:rule or sch:assert in it.", Severity.WARNING)


def _stylesheet(patterns: Iterable[etree._Element], top: list[etree._Element], namespaces: dict[str, str]) -> bytes:
    """A stylesheet whose templates match the contexts and hold the tests of the rules."""
    prefixes: dict[str | None, str] = {"xsl": XSL_NS}
    prefixes.update(namespaces)
    root = etree.Element(XSL + "stylesheet", {"version": "3.0"}, nsmap=prefixes)
    known: set[str | None] = set()  # the variables of a pattern can be used in the contexts of its rules
    for element in top:
        if element.tag == SCH + "let":
            known.add(element.get("name"))
            _variable(root, element)
        elif element.tag == SCH + "key":
            etree.SubElement(root, XSL + "key", dict(element.attrib))
        elif str(element.tag).startswith(XSL):
            root.append(deepcopy(element))
    for number, pattern in enumerate(patterns):
        for let in (e for e in pattern if e.tag == SCH + "let" and e.get("name") not in known):
            known.add(let.get("name"))
            _variable(root, let)
        for rule in () if pattern.get("abstract") == "true" else pattern.iter(SCH + "rule"):
            if not rule.get("context"):
                continue
            given = {"match": rule.get("context", ""), "mode": f"p{number}"}
            template = etree.SubElement(root, XSL + "template", given)
            for part in rule:
                _part(template, part)
    return etree.tostring(root)


def _variable(parent: etree._Element, let: etree._Element) -> None:
    if let.get("value") is not None:
        etree.SubElement(parent, XSL + "variable", {"name": let.get("name", ""), "select": let.get("value", "")})


def _part(template: etree._Element, part: etree._Element) -> None:
    if part.tag == SCH + "let":
        _variable(template, part)
    elif part.tag in (SCH + "assert", SCH + "report"):
        etree.SubElement(template, XSL + "sequence", {"select": part.get("test", "")})
        for value in part.iter(SCH + "value-of"):
            etree.SubElement(template, XSL + "sequence", {"select": value.get("select", "")})


def _compiles(stylesheet: bytes) -> str | None:
    """None if Saxon accepts the stylesheet, else its complaint in a few words."""
    from saxonche import PySaxonApiError, PySaxonProcessor

    with PySaxonProcessor(license=False) as processor:
        compiler = processor.new_xslt30_processor()
        compiler.set_jit_compilation(False)
        try:
            compiler.compile_stylesheet(stylesheet_text=stylesheet.decode("utf-8"))
        except PySaxonApiError as error:
            return _complaint(str(error))
    return None


def _complaint(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    plain = [line for line in lines if not line.startswith(("Error", "at ", "Static error"))]
    said = (plain or lines or [""])[0]
    return _NOISE.sub(" ", said).strip().rstrip(".") or "it is no XPath"
