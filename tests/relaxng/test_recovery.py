"""The careful look, on a small grammar: where it goes on, what it reports once, identifiers, values, paths."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.findings import Finding
from puzanov_tei.relaxng.reading.xml import read_rng
from puzanov_tei.relaxng.validate import compile_grammar, validate

RNG = """<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
<start><element name="doc"><ref name="global"/><optional><ref name="head"/></optional>
<oneOrMore><ref name="part"/></oneOrMore></element></start>
<define name="head"><element name="head"><text/></element></define>
<define name="part"><choice><ref name="p"/><ref name="n"/><ref name="pair"/></choice></define>
<define name="p"><element name="p"><ref name="global"/>
<mixed><zeroOrMore><ref name="hi"/></zeroOrMore></mixed></element></define>
<define name="hi"><element name="hi"><ref name="global"/><text/></element></define>
<define name="n"><element name="n"><ref name="global"/><data type="integer"/></element></define>
<define name="pair"><element name="pair"><ref name="global"/>
<element name="a"><empty/></element><element name="b"><empty/></element>
</element></define>
<define name="global"><optional><attribute name="xml:id"><data type="ID"/></attribute></optional>
<optional><attribute name="to"><data type="IDREFS"/></attribute></optional></define></grammar>"""


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("rng") / "small.rng"
    path.write_text(RNG, encoding="utf-8")
    return compile_grammar(read_rng(path))


Told = tuple[int, int, str, str, str, tuple[str, ...]]


def told(findings: list[Finding]) -> list[Told]:
    """Place, code, path, what was meant, what may stand there."""
    return [(f.location.line, f.location.column, f.code, f.xpath, f.meant, f.expected) for f in findings]


CASES: dict[str, tuple[str, list[Told]]] = {
    "right": (
        "<doc><head>h</head><p>a<hi>b</hi></p><n> 5 </n><pair><a/> <b/></pair></doc>",
        [],
    ),
    "no value": (
        "<doc><n>five</n></doc>",
        [(1, 6, "PZ109", "/doc/n", "", ())],
    ),
    "an empty value": (
        "<doc>\n <n/></doc>",
        [(2, 2, "PZ109", "/doc/n", "", ())],
    ),
    "a value and a child": (
        "<doc><n>5<hi/></n></doc>",
        [(1, 10, "PZ104", "/doc/n/hi", "", ())],
    ),
    "what follows one that came too late": (
        "<doc><p/><head>h</head><p/><p/><head>h</head><x/></doc>",
        [
            (1, 10, "PZ105", "/doc/head", "", ("p", "n", "pair")),
            (1, 32, "PZ105", "/doc/head[2]", "", ("p", "n", "pair")),
            (1, 46, "PZ103", "/doc/x", "", ("p", "n", "pair")),
        ],
    ),
    "unknown inside unknown": (
        "<doc><x><y><p>a</p></y></x><p/></doc>",
        [(1, 6, "PZ103", "/doc/x", "", ("head", "p", "n", "pair"))],
    ),
    "known inside unknown is checked": (
        "<doc><x><n>a</n></x><p/></doc>",
        [(1, 6, "PZ103", "/doc/x", "", ("head", "p", "n", "pair")), (1, 9, "PZ109", "/doc/x/n", "", ())],
    ),
    "text where none may stand, once": (
        "<doc>a<p/>\n b</doc>",
        [(1, 6, "PZ108", "/doc", "", ("head", "p", "n", "pair"))],
    ),
    "text behind a child": (
        "<doc><p/>\n  a<p/></doc>",
        [(2, 3, "PZ108", "/doc", "", ("p", "n", "pair"))],
    ),
    "a late element": (
        "<doc><p/><head/></doc>",
        [(1, 10, "PZ105", "/doc/head", "", ("p", "n", "pair"))],
    ),
    "what is missing comes late": (
        "<doc><pair><b/><a/></pair></doc>",
        [(1, 12, "PZ106", "/doc/pair/b", "", ("a",))],
    ),
    "a missing child": (
        "<doc><pair><a/></pair></doc>",
        [(1, 6, "PZ107", "/doc/pair", "", ("b",))],
    ),
    "a child too many": (
        "<doc><pair><a/><b/><a/></pair><p/></doc>",
        [(1, 20, "PZ105", "/doc/pair/a[2]", "", ())],
    ),
    "nothing at all": (
        "<doc/>",
        [(1, 1, "PZ107", "/doc", "", ("p", "n", "pair"))],
    ),
    "two of a kind": (
        "<doc><p><x/></p><p><x/></p><p/><p><x/><x/></p></doc>",
        [
            (1, 9, "PZ103", "/doc/p/x", "", ("hi",)),
            (1, 20, "PZ103", "/doc/p[2]/x", "", ("hi",)),
            (1, 35, "PZ103", "/doc/p[4]/x", "", ("hi",)),
            (1, 39, "PZ103", "/doc/p[4]/x[2]", "", ("hi",)),
        ],
    ),
    "another root": (
        "<p><x/></p>",
        [(1, 1, "PZ101", "/p", "", ("doc",)), (1, 4, "PZ103", "/p/x", "", ("hi",))],
    ),
    "no root that is known": (
        "<x><p><y/></p></x>",
        [(1, 1, "PZ101", "/x", "", ("doc",)), (1, 7, "PZ103", "/x/p/y", "", ("hi",))],
    ),
    "broken": (
        "<doc><x/><p></doc>",
        [(1, 6, "PZ103", "/doc/x", "", ("head", "p", "n", "pair")), (1, 15, "PZ100", "/doc/p", "", ())],
    ),
    "broken at once": (
        "<doc",
        [(1, 1, "PZ100", "", "", ())],
    ),
    "attributes": (
        "<doc><p to='' from='x' at='y'\n by='z'/></doc>",
        [
            (1, 9, "PZ113", "/doc/p", "", ()),
            (1, 15, "PZ110", "/doc/p", "", ("xml:id",)),
            (1, 24, "PZ110", "/doc/p", "", ("xml:id",)),
            (2, 2, "PZ110", "/doc/p", "", ("xml:id",)),
        ],
    ),
    "identifiers": (
        "<doc><p xml:id='a'/><p xml:id=' a '/>\n<p to='a b'/><p to='b'/></doc>",
        [(1, 24, "PZ120", "/doc/p[2]", "", ()), (2, 4, "PZ121", "/doc/p[3]", "", ())],
    ),
    "another namespace, said once": (
        "<doc><p xmlns='urn:x'/><p xmlns='urn:x'/><p/></doc>",
        [(1, 6, "PZ102", "/doc/p", "p", ())],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_where_and_what(schema, name: str) -> None:
    document, expected = CASES[name]
    assert told(list(validate(schema, document.encode(), "d.xml"))) == expected


def test_identifiers_and_paths(schema) -> None:
    body = "<doc xml:id='d'><p xml:id='a'/><p xml:id='a'><hi><x/></hi></p><p><x/></p>\n<p to='c b c'/><p to='b'/></doc>"
    findings = list(validate(schema, body.encode(), "d.xml"))
    assert [(f.code, f.xml_id, f.xpath) for f in findings] == [
        ("PZ120", "a", "/doc/p[2]"),
        ("PZ103", "a", "/doc/p[2]/hi/x"),
        ("PZ103", "d", "/doc/p[3]/x"),
        ("PZ121", "d", "/doc/p[4]"),
        ("PZ121", "d", "/doc/p[4]"),
    ]
    assert findings[0].hint == "It was given in line 1."
    assert all(f.location.file == "d.xml" for f in findings)
    assert [f.rule for f in findings[:2]] == ["", "hi"]


def test_long_values_are_cut_and_deep_paths_left_out(schema) -> None:
    (finding,) = validate(schema, f"<doc><n>{'1 ' * 40}</n></doc>".encode(), "d.xml")
    assert finding.message == f'"{("1 " * 40)[:59]}…" is no value of <n>.'
    (finding,) = validate(schema, f"<doc><n>{'x' * 60}</n></doc>".encode(), "d.xml")
    assert finding.message == f'"{"x" * 60}" is no value of <n>.'
    deep = "<doc><p/>" + "<x>" * 499 + "<n>a</n>" + "</x>" * 499 + "</doc>"
    *_, last = validate(schema, deep.encode(), "d.xml")
    assert last.xpath == ""
    shallow = "<doc><p/>" + "<x>" * 498 + "<n>a</n>" + "</x>" * 498 + "</doc>"
    *_, last = validate(schema, shallow.encode(), "d.xml")
    assert last.xpath == "/doc" + "/x" * 498 + "/n"


def test_findings_come_before_a_document_breaks(schema) -> None:
    large = b"<doc>" + b"<p/>" * 100_000 + b"<x/><p>"
    assert [f.code for f in validate(schema, large, "d.xml")] == ["PZ103", "PZ100"]
    control = list(validate(schema, b"<doc><p>\n a\x01</p></doc>", "d.xml"))
    assert [(f.location.line, f.location.column, f.message) for f in control] == [
        (2, 3, "the XML is not well-formed: a character stands where none of its kind may.")
    ]


def test_an_attribute_with_very_many_definitions_makes_few_patterns(tmp_path: Path) -> None:
    ways = "".join(
        f'<group><attribute name="t"><value>v{n}</value></attribute><element name="e{n}"><empty/></element></group>'
        for n in range(500)
    )
    path = tmp_path / "many.rng"
    path.write_text(f'<element name="x" xmlns="http://relaxng.org/ns/structure/1.0"><choice>{ways}</choice></element>')
    schema = compile_grammar(read_rng(path))
    (finding,) = validate(schema, b"<x><e7/></x>", "d.xml")
    assert (finding.code, finding.expected) == ("PZ112", ("t",))
    pool = schema.automaton.pool
    assert sum(len(node.members) for node in pool._nodes.values()) < 20 * 500
