"""Schematron compiled to one XSLT 3 stylesheet that walks the document once.

All rules share a mode. A rule's template runs its tests and hands the node on (`xsl:next-match`) with the
number of its pattern, so that later rules of the same pattern keep silent: first match per pattern, in a
single walk. Patterns about other documents (`@documents`) have a mode each. The result is a flat list:
`<f t="test" p="path">message<h>hint</h></f>`, the path being the positions of the ancestor elements (`1/2/5`), with
`@{namespace}name` for an attribute and `~t2`, `~c1`, `~p1` for the second text, first comment, first instruction.

What only some runs need stands in processing instructions, which Saxon passes over (see `results.variant`): catching
the errors of single tests, and telling which rules fired.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import etree

from puzanov_tei.base.xml_text import escape, quoted
from puzanov_tei.schematron.read import SCH, XSL
from puzanov_tei.schematron.results import Variant
from puzanov_tei.schematron.rules import Detail, Let, Pattern, Rule, Schematron, Test

NAMESPACE = "urn:x-puzanov:schematron"


# Prefixes of our own: a schema may bind any other to what it likes, `xs` too, which rules often use undeclared.
_HEAD = """<xsl:stylesheet version="3.0" xmlns:xsl="{xsl}" xmlns:pz-x="{xsl}" xmlns:pz-f="{own}"
  xmlns:pz-e="http://www.w3.org/2005/xqt-errors" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  exclude-result-prefixes="#all">
<pz-x:output method="xml" omit-xml-declaration="yes" indent="no"/>
<pz-x:function name="pz-f:path"><pz-x:param name="n"/><pz-x:sequence select="
  if (not($n instance of node())) then '' else
  string-join(($n/ancestor-or-self::* ! string(count(preceding-sibling::*) + 1),
    if ($n instance of attribute()) then '@{{' || namespace-uri($n) || '}}' || local-name($n)
    else if ($n instance of text()) then '~t' || count($n/preceding-sibling::text()) + 1
    else if ($n instance of comment()) then '~c' || count($n/preceding-sibling::comment()) + 1
    else if ($n instance of processing-instruction())
      then '~p' || count($n/preceding-sibling::processing-instruction()) + 1
    else ()), '/')"/>
</pz-x:function>
"""
_MODE = """<pz-x:mode name="{mode}" on-no-match="deep-skip"{accumulators}/>
<pz-x:template match="document-node() | element()" mode="{mode}" priority="-1">
<pz-x:apply-templates select="{children}" mode="{mode}"/></pz-x:template>
"""
_START = """<pz-x:mode name="pz-f:start" on-no-match="shallow-skip"/>
<pz-x:template match={start} mode="pz-f:start"{scope}>
<pz-x:apply-templates select="." mode="pz-f:check"/></pz-x:template>
"""
_STRING_OR_VARIABLE = re.compile(r"""("[^"]*"|'[^']*')|\$([\w.-]+)""")


def _only(kind: Variant, xml: str) -> str:
    return f"<?{kind.value} {xml}?>"


def compile_rules(schema: Schematron) -> tuple[str, tuple[tuple[Pattern, Rule, Test], ...]]:
    """The stylesheet, and the tests that the numbers in its result (`t`, from 0) stand for.

    Rules (`r`) and patterns (`a`) of a full run are numbered from 0 in the order of the schema.
    """
    writer = _Writer(schema)
    text = _HEAD.format(own=NAMESPACE, xsl=XSL) + "\n".join(writer.declarations()) + "\n</xsl:stylesheet>\n"
    return text, tuple(writer.tests)


class _Writer:
    def __init__(self, schema: Schematron) -> None:
        self.schema = schema
        self.tests: list[tuple[Pattern, Rule, Test]] = []
        self.rules = 0
        self.version = ' version="1.0"' if schema.binding in ("xslt", "xslt1", "xpath", "xpath1", "exslt") else ""
        # A variable of a pattern is global, as many schemas expect; only if the name is taken does it get another.
        self.shared = Counter(let.name for p in schema.patterns for let in {let.name: let for let in p.lets}.values())
        self.shared.update(let.name for let in schema.lets)

    def declarations(self) -> Iterator[str]:
        schema = self.schema
        yield self._root()
        modes = [_mode(number, pattern) for number, pattern in enumerate(schema.patterns)]
        counted = any(e.tag == f"{{{XSL}}}accumulator" for e in schema.foreign)
        accumulators = ' use-accumulators="#all"' if counted else ""
        if counted:  # of the document that the run begins with, the unnamed mode decides
            yield f"<pz-x:mode{accumulators}/>"
        for mode in dict.fromkeys(["pz-f:check", *modes]):
            inside = [pattern for pattern, own in zip(schema.patterns, modes, strict=True) if own == mode]
            yield _MODE.format(mode=mode, children=_children(inside), accumulators=accumulators)
        if schema.start:
            yield _START.format(start=quoted(schema.start), scope=_declared(schema.namespaces))
        for number, let in enumerate(schema.lets):
            if all(let.name != later.name for later in schema.lets[number + 1 :]):  # a phase overrides the schema
                yield self._variable(let, {})
        yield from (_foreign(element, schema.namespaces) for element in schema.foreign)
        priority = 1 + sum(len(p.rules) for p in schema.patterns)
        for number, pattern in enumerate(schema.patterns):
            names = {let.name: f"pz.{number + 1}.{let.name}" for let in pattern.lets if self.shared[let.name] > 1}
            for let in pattern.lets:
                yield self._variable(let, names, names.get(let.name, let.name))
            for rule in pattern.rules:
                yield self._template(rule, number, pattern, priority, names)
                priority -= 1

    def _root(self) -> str:
        """The template that the run begins with: the document itself, then the documents that patterns are about."""
        steps = []
        mode = "pz-f:start" if self.schema.start else "pz-f:check"
        for number, pattern in enumerate(self.schema.patterns):
            active = f'<a n="{number}" d="{{base-uri($pz-f:root)}}"/>'
            if pattern.documents:
                variable = f"pz-f:documents-{number}"
                scope = _declared(pattern.namespaces)
                steps.append(f'<pz-x:variable name="{variable}" select={quoted(pattern.documents)}{scope}/>')
                addresses = f"${variable} ! resolve-uri(string(.), base-uri($pz-f:root))"
                active = f'<a n="{number}" d="{{{addresses}}}"/>'
                steps.append(
                    f'<pz-x:for-each select="${variable}"><pz-x:apply-templates '
                    f'select="document(string(.), $pz-f:root)" mode="{_mode(number, pattern)}"/></pz-x:for-each>'
                )
            steps.append(_only(Variant.FULL, active))
        if any(not pattern.documents for pattern in self.schema.patterns):
            steps.append(f'<pz-x:apply-templates select="." mode="{mode}"/>')
        return (
            '<pz-x:template match="/"><pz-f:r><pz-x:variable name="pz-f:root" select="."/>'
            f"{''.join(steps)}</pz-f:r></pz-x:template>"
        )

    def _template(self, rule: Rule, number: int, pattern: Pattern, priority: int, names: Mapping[str, str]) -> str:
        local = {let.name for let in rule.lets}
        names = {old: new for old, new in names.items() if old not in local}
        mode, document = _mode(number, pattern), _DOCUMENT if pattern.documents else ""
        body = [self._variable(let, names) for let in rule.lets]
        tests = "".join(self._test(test, rule, pattern, names) for test in rule.tests)
        if rule.visit_each:
            # What is visited may be no node: the place is that of the node that the rule is about.
            each = quoted(_rename(rule.visit_each, names))
            tests = f"<pz-x:for-each select={each}>{tests}</pz-x:for-each>"
        body.append(f'<pz-x:variable name="pz-f:node" select="."/>{tests}')
        fired = f'<g n="{self.rules}" d="{{base-uri(root(.))}}"{_templates(rule, names)}/>'
        suppressed = f'<pz-x:otherwise><s n="{self.rules}"/></pz-x:otherwise>'
        guarded = (
            _only(Variant.CAREFUL, "<pz-x:try>")
            + "".join(body)
            + _only(Variant.CAREFUL, f"{_caught('r', self.rules, document)}</pz-x:try>")
        )
        self.rules += 1
        return (
            f'<pz-x:template match={quoted(_rename(rule.context, names))} mode="{mode}" priority="{priority}"'
            f'{self.version}{_declared(rule.namespaces)}><pz-x:param name="pz-f:done" as="item()*"/>'
            f'<pz-x:choose><pz-x:when test="not($pz-f:done = {number + 1})">{_only(Variant.FULL, fired)}{guarded}'
            f"</pz-x:when>{_only(Variant.FULL, suppressed)}</pz-x:choose>"
            f'<pz-x:next-match><pz-x:with-param name="pz-f:done" select="$pz-f:done, {number + 1}"/>'
            "</pz-x:next-match></pz-x:template>"
        )

    def _test(self, test: Test, rule: Rule, pattern: Pattern, names: Mapping[str, str]) -> str:
        number = len(self.tests)
        self.tests.append((pattern, rule, test))
        condition = _rename(test.test, names)
        fires = condition if test.fires_when else f"not({condition})"
        subject = f"({_rename(test.subject, names)}, $pz-f:node)[1]" if test.subject else "$pz-f:node"
        document = _DOCUMENT if pattern.documents else ""
        remarks = [*(("d", d) for d in test.diagnostics), *(("q", p) for p in test.properties)]
        return (
            _only(Variant.CAREFUL, "<pz-x:try>")
            + f'<pz-x:if test={quoted(fires)}{_declared(test.namespaces)}><f t="{number}"{_templates(test, names)}>'
            f'<pz-x:attribute name="p" select={quoted(f"pz-f:path({subject})")}/>{document}'
            + "".join(_pieces(test.message, names))
            + "".join(
                f"<{tag}{_templates(remark, names)}>{''.join(_pieces(remark.content, names, tag))}</{tag}>"
                for tag, remark in remarks
            )
            + "</f></pz-x:if>"
            + _only(Variant.CAREFUL, f"{_caught('t', number, document)}</pz-x:try>")
        )

    def _variable(self, let: Let, names: Mapping[str, str], name: str = "") -> str:
        kind = f" as={quoted(let.type)}" if let.type else ""
        value = _rename(let.value, names) or "()"
        if let.content:
            # Content stands for itself, so it is handed over as text. Before XSLT 3 it is a tree, as the content of a
            # variable is in XSLT; in XSLT 3, or where it has a type, it is the nodes themselves.
            fragment = "'" + let.content.replace("'", "''") + "'"
            as_nodes = bool(let.type) or self.schema.binding in ("xslt3", "xpath3", "xpath31")
            value = f"parse-xml-fragment({fragment})" + ("/node()" if as_nodes else "")
        scope = _declared(let.namespaces)
        return f"<pz-x:variable name={quoted(name or let.name)}{kind} select={quoted(value)}{scope}/>"


_DOCUMENT = '<pz-x:attribute name="u" select="base-uri(root(.))"/>'


def _caught(of: str, number: int, document: str) -> str:
    """What becomes of an error: a result; but a request for a file goes on to the run (see `sandbox`)."""
    return (
        "<pz-x:catch><pz-x:if test=\"contains($pz-e:description, '[[pz:need')\">"
        '<pz-x:sequence select="error($pz-e:code, $pz-e:description)"/></pz-x:if>'
        f'<e {of}="{number}"><pz-x:attribute name="p" select="pz-f:path(.)"/>{document}'
        '<pz-x:value-of select="$pz-e:description"/></e></pz-x:catch>'
    )


def _mode(number: int, pattern: Pattern) -> str:
    return f"pz-f:check-{number}" if pattern.documents else "pz-f:check"


def _declared(namespaces: Mapping[str, str]) -> str:
    kept = {p: u for p, u in namespaces.items() if p not in ("xml", "")}
    return "".join(f" xmlns:{prefix}={quoted(uri)}" for prefix, uri in sorted(kept.items()))


def _foreign(element: etree._Element, namespaces: Mapping[str, str]) -> str:
    """An XSLT declaration of the schema, with the prefixes that the schema declares besides its own."""
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    missing = _declared({prefix: uri for prefix, uri in namespaces.items() if prefix not in element.nsmap})
    return re.sub(r"\A<[^\s/>]+", lambda match: match[0] + missing, text)


def _templates(holder: Test | Rule | Detail, names: Mapping[str, str]) -> str:
    """The attributes `role` and `flag` where they hold expressions in braces."""
    values = dict(holder.facts) if isinstance(holder, Detail) else {"role": holder.role, "flag": holder.flag}
    return "".join(
        f" {name}={quoted(_rename(values[name], names))}" for name in ("role", "flag") if "{" in values.get(name, "")
    )


def _children(patterns: list[Pattern]) -> str:
    """What the walk visits: attributes, text and comments only when a rule may be about them."""
    contexts = " | ".join(rule.context for pattern in patterns for rule in pattern.rules)
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
    return _STRING_OR_VARIABLE.sub(lambda m: m[0] if m[1] is not None else f"${names.get(m[2], m[2])}", expression)


# `path` is to give a name: of an element its own is meant, an attribute or a text holds one.
_NAME = "if ($pz-f:n instance of element()) then name($pz-f:n) else string($pz-f:n)"


def _pieces(element: etree._Element, names: Mapping[str, str], within: str = "f") -> Iterator[str]:
    """Mixed content as XSLT: text, names, values, instructions; in a message, a span of class `hint` apart."""
    yield _text(element.text, within)
    for child in element:
        tag = etree.QName(child).localname if isinstance(child.tag, str) else ""
        own = tag != "" and etree.QName(child).namespace == SCH
        if own and tag == "name":
            path = _rename(child.get("path", ""), names)
            select = f"for $pz-f:n in ({path}) return {_NAME}" if path else "name(.)"
            yield f"<pz-x:value-of select={quoted(select)}/>"
        elif own and tag == "value-of":
            yield f'<pz-x:value-of select={quoted(_rename(child.get("select", "."), names))} separator=" "/>'
        elif own and tag == "span" and child.get("class") == "hint" and within == "f":
            yield f"<h>{''.join(_pieces(child, names, 'h'))}</h>"
        elif tag and etree.QName(child).namespace == XSL:
            yield _instruction(child, names)
        elif tag:
            yield from _pieces(child, names, within)
        yield _text(child.tail, within)


def _instruction(element: etree._Element, names: Mapping[str, str]) -> str:
    """An XSLT instruction inside a message or a property, as it stands."""
    made = etree.fromstring(etree.tostring(element, with_tail=False))
    for inner in made.iter("{*}*"):
        for key, value in inner.attrib.items():
            inner.set(key, _rename(str(value), names))
    return etree.tostring(made, encoding="unicode")


def _text(text: str | None, within: str) -> str:
    """Text of a message; in a property white space alone is not meant, which lets it hold attributes."""
    return f"<pz-x:text>{escape(text)}</pz-x:text>" if text and (within != "q" or text.strip()) else ""
