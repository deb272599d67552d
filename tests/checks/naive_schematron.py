"""Schematron evaluated the slow and obvious way: node by node with XPath, no stylesheet. To compare with."""

from __future__ import annotations

import re

from saxonche import PySaxonProcessor

from puzanov_tei.schematron import read as schematron


def evaluate(schema: schematron.Schematron, document: str, saxon: PySaxonProcessor) -> set[tuple[int, str]]:
    """Pairs of (number of the test in the schema, XPath of the context node) that fire."""
    tree = saxon.parse_xml(xml_text=document)
    xpath = saxon.new_xpath_processor()
    for prefix, uri in {**schema.namespaces, "xs": "http://www.w3.org/2001/XMLSchema"}.items():
        xpath.declare_namespace(prefix, uri)
    xpath.set_context(xdm_item=tree)
    top = _bind(xpath, tree, schema.lets, "")
    found: set[tuple[int, str]] = set()
    number = 0
    for pattern in schema.patterns:
        prolog = _bind(xpath, tree, pattern.lets, top)
        taken: set[str] = set()
        for rule in pattern.rules:
            xpath.set_context(xdm_item=tree)
            selected = xpath.evaluate(f"{prolog} return ({_anywhere(rule.context)})")
            nodes = [selected.item_at(i) for i in range(selected.size)] if selected is not None else []
            for node in nodes:
                xpath.set_context(xdm_item=node)
                path = xpath.evaluate_single("path(.)").string_value
                if path in taken:
                    continue
                taken.add(path)
                bound = (f", ${let.name} := ({_here(let.value)})" for let in rule.lets)
                own = prolog + ", $pz-here := ." + "".join(bound)
                for offset, test in enumerate(rule.tests):
                    holds = xpath.effective_boolean_value(f"{own} return ({_here(test.test)})")
                    if holds == test.fires_when:
                        found.add((number + offset, path))
            number += len(rule.tests)
    return found


def _here(expression: str) -> str:
    """XPath alone has no `current()`."""
    return expression.replace("current()", "$pz-here")


def _bind(xpath: object, tree: object, lets: tuple[schematron.Let, ...], before: str) -> str:
    """A `let` clause; what schema and pattern define is evaluated at the root of the document."""
    clause = before or "let $pz-none := ()"
    for let in lets:
        clause += f", ${let.name} := (root(.) ! ({let.value}))"
    return clause


def _anywhere(context: str) -> str:
    """The nodes that a pattern matches, as a path from the root."""
    parts, depth, quote, start = [], 0, "", 0
    for index, char in enumerate(context):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'":
            quote = char
        elif char in "[(":
            depth += 1
        elif char in "])":
            depth -= 1
        elif char == "|" and depth == 0:
            parts.append(context[start:index])
            start = index + 1
    parts.append(context[start:])
    return " | ".join(_rooted(part.strip()) for part in parts)


def _rooted(part: str) -> str:
    return part if part.startswith("/") else f"root(.)//{re.sub('^@', 'attribute::', part)}"
