"""Schematron compiled to one XSLT 3 stylesheet that walks the document once.

All rules share a mode. A rule's template runs its tests and hands the node on (`xsl:next-match`) with the
number of its pattern, so that later rules of the same pattern keep silent: first match per pattern, in a
single walk. The result is a flat list: `<f t="test" p="path">message<h>hint</h></f>`, the path being the
positions of the ancestor elements (`1/2/5`), with `@{namespace}name` for an attribute.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from puzanov_tei.schematron.escape import escape, quoted
from puzanov_tei.schematron.read import SCH, Let, Pattern, Rule, Schematron, Test

NAMESPACE = "urn:x-puzanov:schematron"

_HEAD = """<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:pz="{own}" {namespaces} exclude-result-prefixes="#all">
<xsl:output method="xml" omit-xml-declaration="yes" indent="no"/>
<xsl:mode name="pz:check" on-no-match="deep-skip"/>
<xsl:function name="pz:path" as="xs:string"><xsl:param name="n" as="node()"/><xsl:sequence select="
  string-join(($n/ancestor-or-self::* ! string(count(preceding-sibling::*) + 1),
    if ($n instance of attribute()) then '@{{' || namespace-uri($n) || '}}' || local-name($n) else ()), '/')"/>
</xsl:function>
<xsl:template match="/"><pz:r><xsl:apply-templates select="." mode="pz:check"/></pz:r></xsl:template>
<xsl:template match="document-node() | element()" mode="pz:check" priority="-1">
<xsl:apply-templates select="{children}" mode="pz:check"/></xsl:template>
"""
_STRING_OR_VARIABLE = re.compile(r"""("[^"]*"|'[^']*')|\$([\w.-]+)""")


def compile_rules(schema: Schematron) -> tuple[str, tuple[tuple[Pattern, Test], ...]]:
    """The stylesheet, and the tests that the numbers in its result (`t`, from 0) stand for."""
    tests: list[tuple[Pattern, Test]] = []
    out: list[str] = []
    for number, (name, value) in enumerate(schema.lets):
        out.append(_variable(name, value) if _last(schema.lets, number) else "")
    out.extend(etree.tostring(e, encoding="unicode", with_tail=False) for e in schema.foreign)
    version = ' version="1.0"' if schema.binding in ("xslt", "xslt1", "xpath", "xpath1") else ""
    priority = 1 + sum(len(p.rules) for p in schema.patterns)
    shared = Counter(name for p in schema.patterns for name in dict(p.lets))
    shared.update(name for name, _ in schema.lets)
    for index, pattern in enumerate(schema.patterns, start=1):
        # A variable of a pattern is global, as many schemas expect; only if the name is taken does it get another.
        renamed = {name: f"pz.{index}.{name}" if shared[name] > 1 else name for name, _ in pattern.lets}
        for name, value in pattern.lets:
            out.append(_variable(renamed[name], _rename(value, renamed)))
        for rule in pattern.rules:
            out.append(_template(rule, index, priority, renamed, len(tests), version))
            tests.extend((pattern, test) for test in rule.tests)
            priority -= 1
    head = _HEAD.format(own=NAMESPACE, namespaces=_namespaces(schema.namespaces), children=_children(schema))
    return head + "\n".join(out) + "\n</xsl:stylesheet>\n", tuple(tests)


def _last(lets: tuple[Let, ...], number: int) -> bool:
    """Whether a later variable does not take the name again (a phase may override the schema)."""
    return all(name != lets[number][0] for name, _ in lets[number + 1 :])


def _namespaces(namespaces: Mapping[str, str]) -> str:
    kept = {p: u for p, u in namespaces.items() if p not in ("xsl", "xs", "pz", "xml", "")}
    return " ".join(f"xmlns:{prefix}={quoted(uri)}" for prefix, uri in sorted(kept.items()))


def _children(schema: Schematron) -> str:
    """What the walk visits: attributes, text and comments only when a rule may be about them."""
    contexts = " | ".join(rule.context for pattern in schema.patterns for rule in pattern.rules)
    outside = re.sub(r"""\[[^\[\]]*\]|"[^"]*"|'[^']*'""", "", _strip_predicates(contexts))
    attributes = "@*, " if "@" in outside or "attribute" in outside else ""
    others = any(word in outside for word in ("text()", "comment()", "processing-instruction(", "node()"))
    return attributes + ("node()" if others else "*")


def _strip_predicates(expression: str) -> str:
    """The expression without its predicates, however deep they nest."""
    depth, kept = 0, []
    for char in expression:
        depth += (char == "[") - (char == "]")
        if depth == 0 and char != "]":
            kept.append(char)
    return "".join(kept)


def _rename(expression: str, names: Mapping[str, str]) -> str:
    """The expression with a pattern's variables under the names that they have in the stylesheet."""
    if not names:
        return expression
    return _STRING_OR_VARIABLE.sub(
        lambda m: m[0] if m[1] is not None else f"${names.get(m[2], m[2])}", expression
    )


def _variable(name: str, value: str) -> str:
    return f"<xsl:variable name={quoted(name)} select={quoted(value)}/>"


def _template(
    rule: Rule, pattern: int, priority: int, names: Mapping[str, str], first: int, version: str
) -> str:
    local = {name for name, _ in rule.lets}
    names = {old: new for old, new in names.items() if old not in local}
    body = [_variable(name, _rename(value, names)) for name, value in rule.lets]
    body += [_test(test, first + i, names) for i, test in enumerate(rule.tests)]
    return (
        f"<xsl:template match={quoted(_rename(rule.context, names))} mode=\"pz:check\" "
        f"priority=\"{priority}\"{version}>"
        f"<xsl:param name=\"pz:done\" as=\"xs:integer*\"/>"
        f"<xsl:if test=\"not($pz:done = {pattern})\">{''.join(body)}</xsl:if>"
        f"<xsl:next-match><xsl:with-param name=\"pz:done\" select=\"$pz:done, {pattern}\"/></xsl:next-match>"
        "</xsl:template>"
    )


def _test(test: Test, number: int, names: Mapping[str, str]) -> str:
    condition = _rename(test.test, names)
    fires = condition if test.fires_when else f"not({condition})"
    subject = f"({_rename(test.subject, names)}, .)[1]" if test.subject else "."
    message = _mixed(test.message, names)
    hints = "".join(f"<h>{_mixed(hint, names)}</h>" for hint in test.hints)
    return (
        f"<xsl:if test={quoted(fires)}><f t=\"{number}\"><xsl:attribute name=\"p\" "
        f"select={quoted(f'pz:path({subject})')}/>{message}{hints}</f></xsl:if>"
    )


def _mixed(element: etree._Element, names: Mapping[str, str]) -> str:
    """Mixed content of a message as XSLT: text, names, values; a span of class `hint` apart."""
    return "".join(_pieces(element, names))


def _pieces(element: etree._Element, names: Mapping[str, str]) -> Iterable[str]:
    yield _text(element.text)
    for child in element:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        if tag == "name":
            path = _rename(child.get("path", "."), names)
            yield f"<xsl:value-of select={quoted(f'name({path})')}/>"
        elif tag == "value-of":
            yield f"<xsl:value-of select={quoted(_rename(child.get('select', '.'), names))}/>"
        elif tag == "span" and child.get("class") == "hint" and child.tag == f"{{{SCH}}}span":
            yield f"<h>{_mixed(child, names)}</h>"
        elif tag:
            yield _mixed(child, names)
        yield _text(child.tail)


def _text(text: str | None) -> str:
    return f"<xsl:text>{escape(text)}</xsl:text>" if text else ""
