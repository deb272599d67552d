"""The published suites for Schematron, case by case: no case is expected to fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from saxonche import PySaxonProcessor

import suites
from puzanov_tei.errors import SchemaError
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.load import compile_rules

here = suites.folder() is not None
pytestmark = pytest.mark.skipif(not here, reason=suites.MISSING)
CASES = [*suites.schematron()] if here else []
SVRL = "http://purl.oclc.org/dsdl/svrl"


def test_the_suites_are_whole() -> None:
    assert len(CASES) == 115


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: suites.SchematronCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, data in case.documents:
        (tmp_path / name).write_bytes(data)
    name, data = case.documents[0]
    for schema in case.schemas:
        path = tmp_path / "schema.sch"
        path.write_bytes(schema)
        if case.expect == "error":
            with pytest.raises(SchemaError):
                rules.run(compile_rules(schema, path, case.phase), data, name)
            continue
        compiled = compile_rules(schema, path, case.phase)
        findings = [result.finding for result in rules.run(compiled, data, name)]
        assert [finding for finding in findings if finding.code in ("PZ398", "PZ399")] == []
        report = rules.report(compiled, data, name)
        root = etree.fromstring(report)
        fired = [*root.iter(f"{{{SVRL}}}failed-assert", f"{{{SVRL}}}successful-report")]
        assert bool(findings) is bool(fired) is (case.expect == "invalid")
        for assertion, namespaces in case.assertions:
            assert _holds(assertion, namespaces, report), (assertion, report.decode())


def _holds(assertion: str, namespaces: dict[str, str], report: bytes) -> bool:
    saxon = PySaxonProcessor(license=False)
    xpath = saxon.new_xpath_processor()
    for prefix, uri in {"svrl": SVRL, **namespaces}.items():
        xpath.declare_namespace(prefix, uri)
    text = report.decode().partition("?>")[2]
    xpath.set_context(xdm_item=saxon.parse_xml(xml_text=text))
    return bool(xpath.effective_boolean_value(assertion))
