"""The Schematron engine: semantics of the standard, and agreement with a naive evaluation."""

from __future__ import annotations

from pathlib import Path

import pytest

from naive_schematron import evaluate
from puzanov_tei import resources
from puzanov_tei.errors import SchemaError
from puzanov_tei.findings import Severity
from puzanov_tei.schematron import read as schematron
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.load import compile_rules
from puzanov_tei.schematron.saxon import processor

HERE = Path(__file__).parent
NS = 'xmlns="http://purl.oclc.org/dsdl/schematron"'
DOCUMENT = "<a n='1'><b/><b x='y'><c>t</c></b></a>"


def fired(schema: str, document: str = DOCUMENT, phase: str = "") -> list[tuple[str, str, str]]:
    compiled = compile_rules(f'<schema {NS} queryBinding="xslt2">{schema}</schema>'.encode(), phase=phase)
    results = rules.run(compiled, document.encode(), "d.xml")
    return [(r.finding.xpath, r.finding.message, r.finding.hint) for r in results]


def test_the_first_rule_of_a_pattern_that_matches_is_the_only_one() -> None:
    schema = """
      <pattern><rule context="b[@x]"><report test="true()">one</report></rule>
               <rule context="b"><report test="true()">two</report></rule></pattern>
      <pattern><rule context="*"><report test="self::b">three</report></rule></pattern>"""
    assert fired(schema) == [
        ("/a/b", "two", ""),
        ("/a/b", "three", ""),
        ("/a/b[2]", "one", ""),
        ("/a/b[2]", "three", ""),
    ]


def test_attributes_and_text_can_be_contexts() -> None:
    schema = """<pattern><rule context="b/@x"><report test=". = 'y'">a</report></rule>
                <rule context="c/text()"><report test="true()">t</report></rule></pattern>"""
    assert fired(schema) == [("/a/b[2]/@x", "a", ""), ("/a/b[2]/c/text()[1]", "t", "")]


@pytest.mark.parametrize("place", ["schema", "pattern", "rule"])
def test_variables(place: str) -> None:
    let = '<let name="v" value="count(//b)"/>'
    schema = (
        (let if place == "schema" else "")
        + "<pattern>"
        + (let if place == "pattern" else "")
        + '<rule context="a">'
        + (let if place == "rule" else "")
        + '<report test="$v = 2">there are <value-of select="$v"/> in <name/></report></rule></pattern>'
    )
    assert fired(schema) == [("/a", "there are 2 in a", "")]


def test_variables_of_two_patterns_with_one_name() -> None:
    schema = "".join(
        f"""<pattern><let name="v" value="'{v}'"/><rule context="a[$v]"><report test="true()"><value-of
        select="concat($v, '$v')"/></report></rule></pattern>"""
        for v in "xy"
    )
    assert [m for _, m, _ in fired(schema)] == ["x$v", "y$v"]


def test_abstract_patterns_and_rules() -> None:
    schema = """
      <pattern abstract="true" id="unique"><rule context="$element"><report test="count($element) &gt;= $number">too
        many</report></rule></pattern>
      <pattern is-a="unique"><param name="element" value="b"/><param name="number" value="0"/></pattern>
      <pattern><rule abstract="true" id="base"><let name="w" value="7"/><report test="$w = 7">seven</report></rule>
               <rule context="c"><extends rule="base"/></rule></pattern>"""
    assert sorted(fired(schema)) == [
        ("/a/b", "too many", ""),
        ("/a/b[2]", "too many", ""),
        ("/a/b[2]/c", "seven", ""),
    ]


def test_phases() -> None:
    schema = """
      <phase id="quick"><active pattern="p1"/><let name="v" value="2"/></phase>
      <let name="v" value="1"/>
      <pattern id="p1"><rule context="a"><report test="true()">one <value-of select="$v"/></report></rule></pattern>
      <pattern id="p2"><rule context="a"><report test="true()">two</report></rule></pattern>"""
    assert [m for _, m, _ in fired(schema)] == ["one 1", "two"]
    assert [m for _, m, _ in fired(schema, phase="quick")] == ["one 2"]
    with pytest.raises(SchemaError, match="no phase 'slow'"):
        fired(schema, phase="slow")


def test_diagnostics_and_spans_are_hints() -> None:
    schema = """
      <pattern><rule context="c"><assert test="false()" diagnostics="d">wrong: <value-of select="."/> <span
        class="hint">mend <emph>it</emph></span></assert></rule></pattern>
      <diagnostics><diagnostic id="d">because of <value-of select="name()"/></diagnostic></diagnostics>"""
    assert fired(schema) == [("/a/b[2]/c", "wrong: t", "mend it because of c")]


def test_subject_names_the_place() -> None:
    schema = '<pattern><rule context="b"><assert subject="@x" test="false()">m</assert></rule></pattern>'
    assert [x for x, _, _ in fired(schema)] == ["/a/b", "/a/b[2]/@x"]


@pytest.mark.parametrize(
    ("role", "severity"),
    [
        ("", Severity.ERROR),
        ("fatal", Severity.ERROR),
        ("warning", Severity.WARNING),
        ("nonfatal", Severity.WARNING),
        ("info", Severity.INFO),
        ("Information", Severity.INFO),
    ],
)
def test_roles_are_severities(role: str, severity: Severity) -> None:
    schema = f'<pattern><rule context="a" role="{role}"><report test="true()">m</report></rule></pattern>'
    compiled = compile_rules(f'<schema {NS} queryBinding="xslt2">{schema}</schema>'.encode())
    assert rules.run(compiled, b"<a/>", "d.xml")[0].finding.severity == severity


def test_keys_and_functions() -> None:
    schema = """
      <xsl:key xmlns:xsl="http://www.w3.org/1999/XSL/Transform" name="k" match="b" use="@x"/>
      <pattern><rule context="a"><report test="key('k', 'y')/c">found</report></rule></pattern>"""
    assert fired(schema) == [("/a", "found", "")]


def test_xslt_1_binding_compares_as_xpath_1() -> None:
    schema = f"""<schema {NS}><pattern><rule context="a"><report test="@n + 1 = 2 and string(b) = ''">m</report>
      </rule></pattern></schema>"""
    compiled = compile_rules(schema.encode())
    assert len(rules.run(compiled, DOCUMENT.encode(), "d.xml")) == 1


def test_rules_in_relax_ng_are_found() -> None:
    schema = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" xmlns:s="http://purl.oclc.org/dsdl/schematron">
      <s:ns prefix="x" uri="u"/><start><element name="a"><s:rule context="a"><s:assert test="x:b">m</s:assert></s:rule>
      <empty/></element></start></grammar>"""
    assert len(rules.run(compile_rules(schema.encode()), b"<a/>", "d.xml")) == 1


def test_included_files_are_local(tmp_path: Path) -> None:
    (tmp_path / "p.sch").write_text(
        f'<pattern {NS}><rule context="a"><report test="true()">m</report></rule></pattern>', encoding="utf-8"
    )
    path = tmp_path / "s.sch"
    path.write_text(f'<schema {NS} queryBinding="xslt2"><include href="p.sch"/></schema>', encoding="utf-8")
    assert len(rules.run(compile_rules(path.read_bytes(), path), b"<a/>", "d.xml")) == 1
    path.write_text(f'<schema {NS}><include href="http://example.org/p.sch"/></schema>', encoding="utf-8")
    with pytest.raises(SchemaError, match="cannot include"):
        compile_rules(path.read_bytes(), path)


@pytest.mark.parametrize(
    ("schema", "sentence"),
    [
        ("<pattern><rule><report test='1'>m</report></rule></pattern>", "a rule has no context"),
        ("<pattern is-a='x'/>", "'x', which is missing"),
        ("<pattern><rule context='a'><extends rule='x'/></rule></pattern>", "abstract rule 'x' is missing"),
        ("<pattern>", "not well-formed"),
    ],
)
def test_wrong_schemas_are_one_sentence(schema: str, sentence: str) -> None:
    with pytest.raises(SchemaError, match=sentence):
        fired(schema)


def test_a_wrong_expression_is_one_sentence() -> None:
    with pytest.raises(SchemaError, match="cannot be compiled"):
        fired("<pattern><rule context='a'><report test='1 +'>m</report></rule></pattern>")


def test_an_expression_that_fails_is_a_finding() -> None:
    schema = "<pattern><rule context='a'><report test='xs:date(@n) = xs:date(@n)'>m</report></rule></pattern>"
    compiled = compile_rules(f'<schema {NS} queryBinding="xslt2">{schema}</schema>'.encode())
    assert [r.finding.code for r in rules.run(compiled, DOCUMENT.encode(), "d.xml")] == ["PZ399"]


def test_the_rules_of_the_odd_agree_with_a_naive_evaluation() -> None:
    path = resources.schema_folder() / "puzanov.sch"
    schema = schematron.read(path.read_bytes(), path)
    text = (HERE.parent / "schema/edition.xml").read_text(encoding="utf-8").partition("?>")[2]
    changes = (("#pers-han", "#place-dprk"), (' type="', ' rend="'), (" reason=", " rend="), ("1961-03-05", "1961-02"))
    for old, new in changes:
        text = text.replace(old, new)
    compiled = compile_rules(path.read_bytes(), path)
    checks = [(pattern.id, test.id) for pattern in schema.patterns for rule in pattern.rules for test in rule.tests]
    naive = evaluate(schema, text, processor())
    expected = sorted(checks[number][1] for number, _ in naive)
    assert sorted(r.finding.code for r in rules.run(compiled, text.encode(), "d.xml")) == expected
    assert len(set(expected)) > 8
