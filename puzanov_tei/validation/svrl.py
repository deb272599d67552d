"""What the Schematron rules say of documents, as one report in SVRL (ISO/IEC 19757-3, annex D)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from lxml import etree

from puzanov_tei.base.scan import MAX_BYTES, scan
from puzanov_tei.base.xml import safe_parser
from puzanov_tei.errors import SchemaError
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.svrl import SVRL
from puzanov_tei.validation.choice import SchemaChoice
from puzanov_tei.validation.inclusion import included


def report(names: Iterable[str], choice: SchemaChoice) -> bytes:
    """One report on several documents: `active-pattern/@documents` says which of them follows.

    For a document that cannot be checked there is an `svrl:error`.

    """
    whole = etree.Element(f"{{{SVRL}}}schematron-output", nsmap={"svrl": SVRL})
    prefixes: set[tuple[str, str]] = set()
    for name in names:
        for part in _reports(name, choice):
            _take(whole, part, prefixes)
    return etree.tostring(whole, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _reports(name: str, choice: SchemaChoice) -> Iterable[etree._Element]:
    path = Path(name)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SchemaError(f"{name} is too large.")
        data = path.read_bytes()
        facts = scan(data)
        if facts.fault is not None:
            raise SchemaError(f"{name} is not well-formed.")
        schema = choice.schema(facts, path.parent, name).schema
        data = included(data, name, path.parent).data
        for one in schema.rules:
            yield etree.fromstring(rules.report(one, data, name), safe_parser(huge=True))
    except (OSError, SchemaError) as error:
        failed = etree.Element(f"{{{SVRL}}}schematron-output", nsmap={"svrl": SVRL})
        etree.SubElement(failed, f"{{{SVRL}}}error").text = str(error)
        yield failed


def _take(whole: etree._Element, part: etree._Element, prefixes: set[tuple[str, str]]) -> None:
    for key, value in part.attrib.items():
        if key not in whole.attrib:
            whole.set(key, value)
    for child in part:
        if child.tag == f"{{{SVRL}}}ns-prefix-in-attribute-values":
            pair = child.get("prefix", ""), child.get("uri", "")
            if pair in prefixes:
                continue
            prefixes.add(pair)
        whole.append(child)
