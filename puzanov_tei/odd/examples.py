"""Examples in ODD prose (`egXML`): validated against the schema, and shown with their markup in colour."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from html import escape
from textwrap import dedent

from lxml import etree

from puzanov_tei.base.xml import XML_NS
from puzanov_tei.findings import Finding, Severity
from puzanov_tei.odd import specs as s
from puzanov_tei.odd.content import local
from puzanov_tei.odd.resolve import finding
from puzanov_tei.relaxng import patterns as p

EXAMPLE_NS = "http://www.tei-c.org/ns/Examples"
EXAMPLE = f"{{{EXAMPLE_NS}}}egXML"
# An example shows a part of a document: its pointers may lead out of it.
_ABOUT_IDENTIFIERS = frozenset({"PZ120", "PZ121"})

Where = Callable[[etree._Element], s.Origin]


def example_problems(
    examples: list[etree._Element], grammar: p.Grammar, where: Where, ns: str = p.TEI_NS
) -> Iterator[Finding]:
    """What is invalid in examples, each told at its place in the ODD.

    Their elements stand for those of the schema of the same name, of the namespace `ns` if there are several.
    Examples with @valid="false" or "feasible" are not looked at, nor are elements of other namespaces.
    """
    from puzanov_tei.relaxng.validate import compile_grammar, validate

    named = {n: d.name for n, d in grammar.defines.items() if isinstance(d, p.Element) and isinstance(d.name, p.Name)}
    elements = list(named)
    spaces = {name.local: name.ns for name in sorted(named.values(), key=lambda name: name.ns == ns)}
    schema = compile_grammar(replace(grammar, start=p.Choice(tuple(map(p.Ref, elements)))))
    for example in examples:
        if example.get("valid", "true") != "true":
            continue
        for element in example.iterchildren(etree.Element):
            foreign = ns != p.TEI_NS and local(element) not in spaces  # of TEI or HTML, say, in a schema for neither
            if foreign or not str(element.tag).startswith(f"{{{EXAMPLE_NS}}}"):
                continue
            for problem in validate(schema, _meant(element, spaces, ns)):
                if problem.code not in _ABOUT_IDENTIFIERS:
                    message = f"the example is not valid: {problem.message}"
                    yield finding("PZ215", where(element), message, problem.hint, Severity.ERROR, problem.rule)


def _meant(example: etree._Element, spaces: dict[str, str], ns: str) -> bytes:
    """An element of an example as the document that it stands for: `spaces` has the namespaces of elements, `ns` the
    namespace of those that the schema does not have."""
    element = deepcopy(example)
    element.tail = None
    for each in element.iter(f"{{{EXAMPLE_NS}}}*"):
        each.tag = f"{{{spaces.get(local(each), ns)}}}{local(each)}"
    return etree.tostring(element)


def shown(example: etree._Element, known: dict[str, str]) -> str:
    """An example as HTML: markup in colour, element names linked to `known` (name -> link), indentation taken off."""
    lines = "".join(_text(example.text) + "".join(_element(e, known, {}) for e in example)).strip("\n")
    return dedent(lines).strip()


def _text(text: str | None) -> str:
    return escape(text or "", quote=False)


def _element(node: etree._Element, known: dict[str, str], spoken: dict[str | None, str]) -> str:
    tail = _text(node.tail)
    if isinstance(node, etree._Comment):
        return f'<span class="c">&lt;!--{_text(node.text)}--&gt;</span>{tail}'
    if isinstance(node, etree._ProcessingInstruction):
        return f'<span class="c">&lt;?{escape(node.target)} {_text(node.text)}?&gt;</span>{tail}'
    name = f"{node.prefix}:{local(node)}" if node.prefix and node.prefix not in ("eg", "teix") else local(node)
    link = known.get(name)
    shown_name = f'<a href="{link}">{escape(name)}</a>' if link else escape(name)
    head = f'<span class="t">&lt;{shown_name}</span>{_attributes(node, spoken)}'
    if len(node) == 0 and not node.text:
        return f'{head}<span class="t">/&gt;</span>{tail}'
    inner = _text(node.text) + "".join(_element(e, known, {**spoken, **node.nsmap}) for e in node)
    return f'{head}<span class="t">&gt;</span>{inner}<span class="t">&lt;/{shown_name}&gt;</span>{tail}'


def _attributes(node: etree._Element, spoken: dict[str | None, str]) -> str:
    written: list[tuple[str, str]] = []
    for prefix, uri in node.nsmap.items():
        if spoken and spoken.get(prefix) != uri and uri != EXAMPLE_NS:
            written.append((f"xmlns:{prefix}" if prefix else "xmlns", uri))
    for key, value in node.attrib.items():
        ns, brace, name = str(key)[1:].rpartition("}") if str(key).startswith("{") else ("", "", str(key))
        prefix = "xml" if ns == XML_NS else next((k for k, v in node.nsmap.items() if v == ns and k), "")
        written.append((f"{prefix}:{name}" if brace and prefix else name, str(value)))
    return "".join(f' <span class="a">{escape(n)}</span>=<span class="v">"{escape(v)}"</span>' for n, v in written)
