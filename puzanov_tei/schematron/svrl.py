"""The report of a Schematron run in SVRL, the report language of ISO/IEC 19757-3 (annex D)."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from lxml import etree

from puzanov_tei.base.xml import XML_LANG, safe_parser
from puzanov_tei.schematron.results import Result
from puzanov_tei.schematron.rules import Detail, Pattern, Rule, Schematron, Test
from puzanov_tei.version import __version__

_Roots = Callable[[str], etree._Element]
SVRL = "http://purl.oclc.org/dsdl/svrl"
_KINDS = {"~t": "text()", "~c": "comment()", "~p": "processing-instruction()"}
_TEXT_FACTS = ("see", "icon", "fpi", "xml:lang")


def described(schema: Schematron, tests: Iterable[tuple[Pattern, Rule, Test]]) -> dict[str, Any]:
    """What a report tells of a schema, as data for JSON; numbers are those of the stylesheet's results."""
    rules = [(number, rule) for number, pattern in enumerate(schema.patterns) for rule in pattern.rules]
    return {
        "facts": dict(schema.facts) | ({"phase": schema.phase} if schema.phase else {}),
        "namespaces": dict(schema.namespaces),
        "patterns": [{"id": p.id, "name": p.name} for p in schema.patterns],
        "rules": [
            {"pattern": number, "id": r.id, "context": r.context, "role": r.role, "flag": r.flag} for number, r in rules
        ],
        "tests": [
            {
                "kind": "successful-report" if t.fires_when else "failed-assert",
                "id": t.id,
                "test": t.test,
                "role": t.role,
                "flag": t.flag,
                "facts": dict(t.facts),
                "diagnostics": [*map(_remark, t.diagnostics)],
                "properties": [*map(_remark, t.properties)],
            }
            for _, _, t in tests
        ],
    }


def _remark(remark: Detail) -> dict[str, Any]:
    return {"id": remark.id, "facts": dict(remark.facts)}


def written(schema: Mapping[str, Any], said: Sequence[Result], read: Callable[[str], bytes]) -> bytes:
    """The report on one document.

    Args:
        schema: from `described`.
        said: the results of a full run.
        read: gives the document at an address of the results, for the locations; the one that was checked at none.
    """
    facts = schema["facts"]
    root = _element(None, "schematron-output", {k: facts.get(k, "") for k in ("title", "phase", "schemaVersion")})
    for prefix, uri in schema["namespaces"].items():
        _element(root, "ns-prefix-in-attribute-values", {"prefix": prefix, "uri": uri})
    # Of the report itself we say what made it; no time, so that the same input gives the same bytes.
    creator = etree.SubElement(_element(root, "metadata", {}), "{http://purl.org/dc/terms/}creator")
    creator.text = f"puzanov_tei {__version__}"
    roots = cache(lambda address: etree.fromstring(read(address), safe_parser(huge=True, repeated_ids=True)))
    for result in said:
        _add(root, schema, result, roots)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add(root: etree._Element, schema: Mapping[str, Any], result: Result, roots: _Roots) -> None:
    if result.kind == "a":
        pattern = schema["patterns"][result.number]
        _element(root, "active-pattern", {"id": pattern["id"], "name": pattern["name"], "documents": result.document})
    elif result.kind in ("g", "s"):
        rule = schema["rules"][result.number]
        said = {name: getattr(result, name) or rule[name] for name in ("role", "flag")}
        plain = {"id": rule["id"], "context": rule["context"], **said, "document": result.document}
        _element(root, "fired-rule" if result.kind == "g" else "suppressed-rule", plain)
    elif result.kind == "f":
        _fired(root, schema["tests"][result.number], result, roots)
    else:
        error = _element(root, "error", {"location": _xpath(result.path, roots(result.document))})
        error.text = result.message


def _fired(root: etree._Element, test: Mapping[str, Any], result: Result, roots: _Roots) -> None:
    said = {name: getattr(result, name) or test[name] for name in ("role", "flag")}
    fired = _element(
        root,
        test["kind"],
        {
            "location": _xpath(result.path, roots(result.document)),
            "test": test["test"],
            "id": test["id"],
            **said,
            **test["facts"],
        },
    )
    named = [("diagnostic", one) for one in test["diagnostics"]] + [("property", one) for one in test["properties"]]
    for (kind, remark), content in zip(named, result.remarks, strict=True):
        plain = {kind: remark["id"], "scheme": remark["facts"].get("scheme", "")}
        if kind == "property":
            plain["role"] = content.get("role") or remark["facts"].get("role", "")
        holder = _element(fired, f"{kind}-reference", plain)
        text = _element(holder, "text", {k: v for k, v in remark["facts"].items() if k in _TEXT_FACTS})
        text.text = content.text
        for key, value in content.attrib.items():
            if key != "role":
                text.set(key, value)
        text.extend(copy.deepcopy(child) for child in content)
    _element(fired, "text", {}).text = " ".join(filter(None, (result.message, result.hint))) or None


def _element(parent: etree._Element | None, name: str, attributes: Mapping[str, str]) -> etree._Element:
    tag = f"{{{SVRL}}}{name}"
    made = etree.Element(tag, nsmap={"svrl": SVRL}) if parent is None else etree.SubElement(parent, tag)
    for key, value in attributes.items():
        if value:
            made.set(XML_LANG if key == "xml:lang" else key, value)
    return made


def _xpath(path: str, root: etree._Element) -> str:
    """From the positions of a result to an XPath that any processor finds again: `/Q{uri}name[2]/...`; `/`: of all."""
    path, sign, attribute = path.partition("@")  # its namespace may have slashes
    steps: list[str] = []
    children = [root]
    for step in filter(None, path.split("/")):
        if not step.isdigit():
            steps.append(f"/{_KINDS[step[:2]]}[{step[2:]}]")
            break
        node = children[int(step) - 1]
        name = etree.QName(node)
        same = [child for child in children if child.tag == node.tag]
        steps.append(f"/Q{{{name.namespace or ''}}}{name.localname}[{same.index(node) + 1}]")
        children = [*node.iterchildren("{*}*")]
    if sign:
        steps.append(f"/@Q{attribute}")
    return "".join(steps) or "/"
