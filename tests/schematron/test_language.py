"""What a Schematron schema can say, one feature a test: where it fires, with which words, at which place."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron.load import compile_rules

DOCUMENT = """<?one?><a n="x y">
 <b n="1">word</b><!-- aside -->
 <b n="two"/><?two?>
</a>"""
HEAD = '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3" {more}>{content}</schema>'


def fired(
    folder: Path, content: str, more: str = "", phase: str = "", document: str = DOCUMENT
) -> list[tuple[str, int, int, str]]:
    """File, line, column and words of every finding."""
    path = folder / "rules.sch"
    path.write_text(HEAD.format(content=content, more=more), encoding="utf-8")
    compiled = compile_rules(path.read_bytes(), path, phase)
    results = rules.run(compiled, document.encode(), str(folder / "d.xml"))
    findings = [result.finding for result in results]
    return [(Path(f.location.file).name, f.location.line, f.location.column, f.message) for f in findings]


def report(context: str, test: str = "true()", words: str = "here", **attributes: str) -> str:
    more = "".join(f' {name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<pattern><rule context="{context}"{more}><report test="{test}">{words}</report></rule></pattern>'


@pytest.mark.parametrize(
    ("context", "line", "column"),
    [
        ("/", 1, 8),
        ("b[1]/@n", 2, 5),
        ("b/text()", 2, 11),
        ("comment()", 2, 19),
        ("processing-instruction('one')", 1, 1),
        ("processing-instruction('two')", 3, 14),
    ],
)
def test_every_kind_of_node_can_be_a_context_and_has_its_place(
    context: str, line: int, column: int, tmp_path: Path
) -> None:
    assert fired(tmp_path, report(context)) == [("d.xml", line, column, "here")]


def test_a_rule_visits_each_of_what_it_names(tmp_path: Path) -> None:
    content = report("@n[contains(., ' ')]", ". = 'y'", '<value-of select="."/>', visit_each="tokenize(.)")
    assert fired(tmp_path, content) == [("d.xml", 1, 11, "y")]


def test_a_phase_begins_where_it_says(tmp_path: Path) -> None:
    phase = '<phase id="p" from="b"><active pattern="all"/></phase>'
    content = phase + report("*").replace("<pattern>", '<pattern id="all">')
    assert [line for _, line, _, _ in fired(tmp_path, content, phase="p")] == [2, 3]
    assert len(fired(tmp_path, content)) == 3


def test_a_pattern_is_about_the_documents_that_it_names(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<r>\n <s/></r>", encoding="utf-8")
    content = report("s").replace("<pattern>", "<pattern documents=\"'other.xml'\">")
    assert fired(tmp_path, content) == [("other.xml", 2, 2, "here")]


def test_a_variable_holds_content(tmp_path: Path) -> None:
    content = '<let name="known"><n xmlns="">1</n><n xmlns="">2</n></let>' + report("b", "not(@n = $known)")
    assert [line for _, line, _, _ in fired(tmp_path, content)] == [3]


def test_an_error_is_one_finding_at_its_node_and_hides_nothing(tmp_path: Path) -> None:
    content = report("b", "xs:integer(@n) gt 0", "a number") + report("a", words="the whole")
    found = fired(tmp_path, content)
    assert [(line, words.partition(":")[0]) for _, line, _, words in found] == [
        (1, "the whole"),
        (2, "a number"),
        (3, "The rule pattern-1 could not be applied here"),
    ]


def test_an_error_in_a_variable_of_a_rule_names_the_rule(tmp_path: Path) -> None:
    rule = '<rule context="b" id="numbers"><let name="n" value="xs:integer(@n)"/><report test="$n">one</report></rule>'
    found = fired(tmp_path, f"<pattern>{rule}</pattern>")
    assert [line for _, line, _, _ in found] == [2, 3]
    assert "could not be applied" in found[1][3]


def test_the_address_of_the_document_is_known(tmp_path: Path) -> None:
    address = "tokenize(base-uri(), '/')[last()], document-uri(/) = base-uri()"
    content = report("a", words=f'<value-of select="{address}"/>')
    assert [words for *_, words in fired(tmp_path, content)] == ["d.xml true"]


def test_parameters_reach_every_attribute(tmp_path: Path) -> None:
    content = (
        '<pattern abstract="true" id="need"><param name="what" value="@m"/><rule context="$of">'
        '<assert test="$what" diagnostics="d"><name path="$of"/> <value-of select="$given"/></assert></rule></pattern>'
        '<pattern is-a="need"><param name="of" value="a"/><param name="given" value="\'!\'"/></pattern>'
        '<diagnostics><diagnostic id="d"><value-of select="$given"/></diagnostic></diagnostics>'
    )
    assert [words for *_, words in fired(tmp_path, content)] == ["!"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (
            '<pattern><rule abstract="true" id="r"><report test="1">m</report></rule></pattern>'
            '<pattern><rule context="a"><extends rule="r"/></rule></pattern>',
            "missing in this pattern",
        ),
        (
            '<pattern><rule context="b" id="r"><report test="1">m</report></rule>'
            '<rule context="a"><extends rule="r"/></rule></pattern>',
            "is not abstract",
        ),
        ('<pattern is-a="nothing"/>', "which is missing"),
        ('<include href="https://example.org/a.sch"/>', "Put the file beside"),
        ('<include href="missing.sch"/>', "cannot include 'missing.sch'"),
        ('<include href="rules.sch#nothing"/>', "cannot include 'rules.sch#nothing'"),  # it includes itself
        ('<include href="part.sch#nothing"/>', "has nothing called 'nothing'"),
        ('<include href="whole.sch"/>', "cannot be the whole"),
    ],
)
def test_what_is_put_together_wrongly_is_refused(content: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "part.sch").write_text(HEAD.format(content="", more=""), encoding="utf-8")
    (tmp_path / "whole.sch").write_text(
        '<include xmlns="http://purl.oclc.org/dsdl/schematron" href="part.sch"/>', encoding="utf-8"
    )
    with pytest.raises(SchemaError, match=words):
        fired(tmp_path, content)


def test_rules_for_all_patterns(tmp_path: Path) -> None:
    shared = '<rules><rule abstract="true" id="r"><report test="@n">m</report></rule></rules>'
    assert len(fired(tmp_path, f'{shared}<pattern><rule context="b"><extends rule="r"/></rule></pattern>')) == 2


def test_what_is_included_keeps_its_namespaces(tmp_path: Path) -> None:
    rule = '<ns prefix="x" uri="urn:one"/>' + report("x:b").replace("<rule", '<rule id="r"')
    (tmp_path / "part.sch").write_text(HEAD.format(content=rule, more=""), encoding="utf-8")
    content = '<ns prefix="x" uri="urn:two"/><pattern><include href="part.sch#r"/></pattern>'
    content += report("x:b", words="two")
    document = '<x:b xmlns:x="urn:one"><b xmlns="urn:two"/></x:b>'
    assert [words for *_, words in fired(tmp_path, content, document=document)] == ["here", "two"]


def test_prefixes_can_be_bound_to_anything(tmp_path: Path) -> None:
    taken = "".join(f'<ns prefix="{prefix}" uri="urn:{prefix}"/>' for prefix in ("xsl", "xs", "err"))
    document = '<xsl:a xmlns:xsl="urn:xsl"/>'
    assert len(fired(tmp_path, taken + report("xsl:a"), document=document)) == 1


def test_svrl_tells_what_fired_and_what_was_suppressed(tmp_path: Path) -> None:
    path = tmp_path / "rules.sch"
    content = (
        '<pattern id="p"><rule context="b" role="{local-name()}"><assert test="@n = \'1\'" id="t" properties="q">no'
        '</assert></rule><rule context="*" id="r"><report test="true()">yes</report></rule></pattern>'
        '<properties><property id="q" scheme="s"><value-of select="@n"/></property></properties>'
    )
    path.write_text(HEAD.format(content=content, more='schemaVersion="2"'), encoding="utf-8")
    compiled = compile_rules(path.read_bytes(), path)
    root = etree.fromstring(rules.report(compiled, DOCUMENT.encode(), str(tmp_path / "d.xml")))
    said = [etree.QName(e).localname for e in root.iterchildren("{*}*")]
    assert said == [
        "metadata",
        "active-pattern",
        "fired-rule",
        "successful-report",
        "fired-rule",
        "suppressed-rule",
        "fired-rule",
        "failed-assert",
        "suppressed-rule",
    ]
    failed = root.find("{*}failed-assert")
    assert failed is not None
    assert dict(failed.attrib) == {"location": "/Q{}a[1]/Q{}b[2]", "test": "@n = '1'", "id": "t", "role": "b"}
    assert failed.findtext("{*}property-reference/{*}text") == "two"
    assert root.get("schemaVersion") == "2"


def test_svrl_finds_every_kind_of_node_again_in_whatever_document(tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<o><p/><p/><p/></o>", encoding="utf-8")
    (tmp_path / "d.xml").write_text("", encoding="utf-8")
    content = (
        '<pattern><rule context="@xml:id"><report test="true()" diagnostics="g">x</report></rule>'
        '<rule context="text() | comment() | processing-instruction() | /"><report test="true()">x</report></rule>'
        '<rule context="@n"><report test="error()">x</report></rule></pattern>'
        '<pattern documents="\'other.xml\'"><rule context="p[3]"><report test="true()">x</report></rule></pattern>'
        '<diagnostics><diagnostic id="g" xml:lang="de" see="https://example.org/g">nein</diagnostic></diagnostics>'
    )
    path = tmp_path / "rules.sch"
    path.write_text(HEAD.format(content=content, more=""), encoding="utf-8")
    document = '<a xml:id="i">one<b xmlns="urn:b" n="1"/><!--two-->three<?four?></a>'
    root = etree.fromstring(
        rules.report(compile_rules(path.read_bytes(), path), document.encode(), str(tmp_path / "d.xml"))
    )
    assert [e.get("location") for e in root.iter("{*}successful-report")] == [
        "/Q{}o[1]/Q{}p[3]",
        "/Q{}a[1]",
        "/Q{}a[1]/@Q{http://www.w3.org/XML/1998/namespace}id",
        "/Q{}a[1]/text()[1]",
        "/Q{}a[1]/comment()[1]",
        "/Q{}a[1]/text()[2]",
        "/Q{}a[1]/processing-instruction()[1]",
    ]
    assert [e.get("location") for e in root.iter("{*}error")] == ["/Q{}a[1]/Q{urn:b}b[1]/@Q{}n"]
    text = root.find(".//{*}diagnostic-reference/{*}text")
    assert text is not None
    assert (text.text, dict(text.attrib)) == (
        "nein",
        {"{http://www.w3.org/XML/1998/namespace}lang": "de", "see": "https://example.org/g"},
    )
