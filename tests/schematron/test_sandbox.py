"""What rules may reach: files of the project, and nothing else; in the same words on every version of Saxon."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.errors import SchemaError
from puzanov_tei.schematron import run as rules
from puzanov_tei.schematron import saxon
from puzanov_tei.schematron.load import compile_rules

SECRET = "q7zsecret"
TRANSFORM = (
    "transform(map{'stylesheet-text': '&lt;xsl:stylesheet xmlns:xsl=&quot;http://www.w3.org/1999/XSL/Transform&quot; "
    "version=&quot;3.0&quot;&gt;&lt;xsl:template match=&quot;/&quot;&gt;&lt;x&gt;&lt;xsl:value-of select=&quot;"
    "(unparsed-text(&amp;apos;FILE.txt&amp;apos;), environment-variable(&amp;apos;Q7Z&amp;apos;))&quot;/&gt;&lt;/x&gt;"
    "&lt;/xsl:template&gt;&lt;/xsl:stylesheet&gt;', 'source-node': /})?output"
)
SHEET = (
    "map{'source-location': 'FILE.xml', 'stylesheet-text': '&lt;xsl:stylesheet xmlns:xsl=&quot;http://www.w3.org/1999/"
    "XSL/Transform&quot; version=&quot;3.0&quot;&gt;&lt;xsl:template match=&quot;/&quot;&gt;&lt;xsl:copy-of "
    "select=&quot;.&quot;/&gt;&lt;/xsl:template&gt;&lt;/xsl:stylesheet&gt;'}"
)
REACHING = {
    "doc": "doc('FILE.xml')",
    "doc, relative": "doc('../elsewhere/secret.xml')",
    "doc of fn": "fn:doc('FILE.xml')",
    "doc by its name in full": "Q{http://www.w3.org/2005/xpath-functions}doc('FILE.xml')",
    "document": "document('FILE.xml')",
    "document of a node": "document(/a/@n)",
    "doc-available": "if (doc-available('FILE.xml')) then 'q7z' else ()",
    "unparsed-text": "unparsed-text('FILE.txt')",
    "unparsed-text in an encoding": "unparsed-text('FILE.txt', 'utf-8')",
    "unparsed-text-lines": "unparsed-text-lines('FILE.txt')",
    "unparsed-text-available": "if (unparsed-text-available('FILE.txt')) then 'q7z' else ()",
    "json-doc": "json-doc('FILE.json')",
    "collection": "collection('FOLDER?select=*.xml')",
    "uri-collection": "uri-collection('FOLDER?select=*.xml') ! 'q7z'",
    "environment-variable": "environment-variable('Q7Z')",
    "available-environment-variables": "available-environment-variables()[. = 'Q7Z'] ! 'q7z'",
    "a function that is looked up": "function-lookup(xs:QName('fn:unparsed-text'), 1)('FILE.txt')",
    "a variable that is looked up": "function-lookup(xs:QName('fn:environment-variable'), 1)('Q7Z')",
    "a function by reference": "fn:doc#1('FILE.xml')",
    "an arrow": "'FILE.xml' => doc()",
    "parse-xml with an entity": "parse-xml('&lt;!DOCTYPE a [&lt;!ENTITY e SYSTEM &quot;FILE.txt&quot;&gt;]&gt;&lt;a&gt;&amp;amp;e;&lt;/a&gt;')",
    "transform": TRANSFORM,
    "a source of transform": f"transform({SHEET})?output",
    "behind a sign": f"-transform({SHEET})?output",
    "behind a colon": f"map{{1:transform({SHEET})?output}}(1)",
    "between comments": f"(: ' :) transform({SHEET})?output (: ' :)",
    "by reference, with blanks": f"(transform # 1)({SHEET})?output",
    "transform that is looked up": f"function-lookup(xs:QName('fn:transform'), 1)({SHEET})?output",
    "a hidden file": "unparsed-text('.env')",
    "a link out of the folder": "unparsed-text('link.txt')",
    "an address": "unparsed-text('http://127.0.0.1:9/q7z')",
    "a jar": "doc('jar:FILE.jar!/secret.xml')",
    "Java": "Q{java:java.lang.System}getenv('Q7Z')",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder with something to read in it, and secrets beside it."""
    monkeypatch.setenv("Q7Z", SECRET)
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "project"
    for name, content in {"secret.xml": f"<s>{SECRET}</s>", "secret.txt": SECRET, "secret.json": f'"{SECRET}"'}.items():
        _write(elsewhere / name, content)
    _write(folder / "persons.xml", "<l><p xml:id='han'>Han</p></l>")
    _write(folder / "words.txt", "one\ntwo")
    _write(folder / "words.json", '{"word": "three"}')
    _write(folder / "more/places.xml", "<l><p>Seoul</p></l>")
    _write(folder / ".env", SECRET)
    (folder / "link.txt").symlink_to(elsewhere / "secret.txt")
    return folder


def _write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def said(project: Path, expression: str, *, declarations: str = "", trusted: bool = False) -> tuple[list[str], str]:
    """Codes of the findings of a rule that reports the value of an expression, and all that they say."""
    where = (project.parent / "elsewhere/secret").as_uri()
    for word, value in (("FILE", where), ("FOLDER", (project.parent / "elsewhere").as_uri())):
        expression = expression.replace(word, value)
    schema = (
        '<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt3" '
        'xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><ns prefix="fn" '
        f'uri="http://www.w3.org/2005/xpath-functions"/>{declarations}<pattern><rule context="a">'
        f'<report test="true()">[<value-of select="{expression}"/>]</report></rule></pattern></schema>'
    )
    path = project / "rules.sch"
    path.write_text(schema, encoding="utf-8")
    document = project / "a.xml"
    document.write_text(f"<a n='{where}.xml'/>", encoding="utf-8")
    compiled = compile_rules(path.read_bytes(), path, trusted=trusted)
    found = rules.run(compiled, document.read_bytes(), str(document))
    return [r.finding.code for r in found], " ".join(r.finding.message for r in found)


@pytest.mark.parametrize("name", REACHING)
def test_nothing_outside_the_project_is_read(project: Path, name: str, capfd: pytest.CaptureFixture[str]) -> None:
    try:
        codes, words = said(project, REACHING[name])
    except SchemaError as error:
        codes, words = ["refused"], str(error)
    assert "q7z" not in words.replace("127.0.0.1:9/q7z", "").replace("/elsewhere/secret", "")
    silent = {"a variable that is looked up", "parse-xml with an entity"}  # Saxon itself gives nothing
    assert codes[0] in ("PZ398", "refused", "PZ399") or name in silent
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("doc('persons.xml')//p", "Han"),
        ("document('persons.xml#han')", "Han"),
        ("doc('persons.xml')/id('han')", "Han"),
        ("(doc('persons.xml') is doc('persons.xml'), doc-available('none.xml'))", "true false"),
        ("unparsed-text-lines('words.txt')", "one two"),
        ("unparsed-text('words.txt', 'utf-8') = 'one&#10;two'", "true"),
        ("json-doc('words.json')?word", "three"),
        ("count(collection('.?select=*.xml'))", "2"),
        ("collection('.?select=p*.xml;recurse=yes')//p", "Seoul Han"),
        ("doc(base-uri(/)) is /", "true"),
        ("tokenize(document-uri(/), '/')[last()]", "a.xml"),
        ("'doc(''x'')'", "doc('x')"),
    ],
)
def test_files_of_the_project_are_read(project: Path, expression: str, value: str) -> None:
    codes, words = said(project, expression)
    assert (codes, words) == (["PZ300"], f"[{value}]")


def test_a_file_that_is_missing_is_no_matter_of_trust(project: Path) -> None:
    codes, words = said(project, "doc('none.xml')")
    assert codes == ["PZ399"]
    assert "none.xml" in words


def test_result_documents_are_not_written(project: Path) -> None:
    function = (
        '<xsl:function name="fn2:out" xmlns:fn2="urn:f"><xsl:result-document href="out.xml"><x/>'
        '</xsl:result-document></xsl:function><ns prefix="fn2" uri="urn:f"/>'
    )
    with pytest.raises(SchemaError, match="--trust"):
        said(project, "fn2:out()", declarations=function)
    assert not (project / "out.xml").exists()


@pytest.mark.parametrize(
    "attempt",
    [
        "<xsl:evaluate xpath=\"'environment-variable(&quot;Q7Z&quot;)'\"/>",
        "<xsl:evaluate xpath=\"'unparsed-text(&quot;FILE.txt&quot;)'\"/>",
        '<xsl:source-document href="FILE.xml"><xsl:copy-of select="."/></xsl:source-document>',
        f'<xsl:variable name="s" select="{SHEET}"/><xsl:evaluate xpath="\'transform($s)?output\'" as="item()*">'
        '<xsl:with-param name="s" select="$s"/></xsl:evaluate>',
        f'<x xsl:expand-text="yes">it\'s {{transform({SHEET})?output}}</x>',
    ],
)
def test_instructions_of_xslt_reach_nothing(project: Path, attempt: str) -> None:
    attempt = attempt.replace("FILE", (project.parent / "elsewhere/secret").as_uri())
    function = f'<xsl:function name="fn2:out" xmlns:fn2="urn:f">{attempt}</xsl:function><ns prefix="fn2" uri="urn:f"/>'
    codes, words = said(project, "fn2:out()", declarations=function)
    assert SECRET not in words
    assert "PZ398" in codes


def test_expressions_that_are_worked_out_before_anybody_sees_them_are_refused(project: Path) -> None:
    hidden = "<xsl:variable name=\"s\" _select=\"{'tr'||'ansform(map{})'}\"/>"
    with pytest.raises(SchemaError, match="--trust"):
        said(project, "$s", declarations=hidden)


@pytest.mark.parametrize("schema", ["include", "extends"])
def test_included_parts_are_those_of_the_project(project: Path, schema: str) -> None:
    part = f'<{schema} href="../elsewhere/secret.xml"/>'
    pattern = f'<pattern><rule context="a">{part}<report test="true()"/></rule></pattern>'
    with pytest.raises(SchemaError, match="outside the project"):
        said(project, "1", declarations=pattern)


def test_a_file_that_is_refused_is_one_finding(project: Path) -> None:
    assert said(project, "doc('FILE.xml')")[0] == ["PZ398"]
    assert said(project, "function-lookup(xs:QName('fn:doc'), 1)('persons.xml')//p")[1] == "[Han]"
    assert said(project, "function-lookup(xs:QName('fn:concat'), 2)('a', 'b')")[1] == "[ab]"


def test_included_stylesheets_are_those_of_the_project(project: Path) -> None:
    declared = 'xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:g="urn:g" version="3.0"'
    sheet = (
        f'<xsl:stylesheet {declared}><xsl:function name="g:f"><xsl:sequence select="g:h()"/></xsl:function>'
        f'<xsl:function name="g:h"><xsl:sequence select="doc(\'persons.xml\')//p"/></xsl:function></xsl:stylesheet>'
    )
    (project / "functions.xsl").write_text(sheet, encoding="utf-8")
    (project.parent / "functions.xsl").write_text(sheet, encoding="utf-8")
    use = '<xsl:include href="{}"/><ns prefix="g" uri="urn:g"/>'
    assert said(project, "g:f()", declarations=use.format("functions.xsl")) == (["PZ300"], "[Han]")
    with pytest.raises(SchemaError, match="outside the project"):
        said(project, "g:f()", declarations=use.format("../functions.xsl"))


def test_a_trusted_schema_reads_what_it_likes(project: Path) -> None:
    assert said(project, "unparsed-text('FILE.txt')", trusted=True)[1] == f"[{SECRET}]"
    assert said(project, "environment-variable('HOME') != ''", trusted=True)[1] == "[true]"


def test_a_process_has_one_processor_of_each_kind() -> None:
    assert saxon.processor() is saxon.processor(False) is saxon.processor(trusted=False)
    assert saxon.processor(True) is saxon.processor(trusted=True) is not saxon.processor()
