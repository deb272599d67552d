"""The restrictions of RELAX NG one by one: small definitions and what is said of them, legal neighbours beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from puzanov_tei.relaxng.reading.legality import illegalities
from puzanov_tei.relaxng.reading.xml import read_rng

A, B = "<element name='a'><empty/></element>", "<element name='b'><empty/></element>"
N, M = "<attribute name='n'/>", "<attribute name='m'/>"
INT = "<data type='integer'/>"


def group(*inner: str) -> str:
    return f"<group>{''.join(inner)}</group>"


def either(*inner: str) -> str:
    return f"<choice>{''.join(inner)}</choice>"


def mixed(*inner: str) -> str:
    return f"<interleave>{''.join(inner)}</interleave>"


def some(inner: str) -> str:
    return f"<oneOrMore>{inner}</oneOrMore>"


def maybe(inner: str) -> str:
    return f"<optional>{inner}</optional>"


def wild(name_class: str) -> str:
    return f"<attribute>{name_class}</attribute>"


ANY = "<anyName/>"
NS = "<nsName ns='urn:x'/>"
BUT = "<anyName><except><name>n</name></except></anyName>"
CASES = {
    # --- what may stand in an attribute
    "text in an attribute": f"<attribute name='n'>{either('<text/>', INT)}</attribute>",
    "attribute in an attribute": f"<attribute name='n'>{maybe(M)}</attribute>",
    "element in an attribute, deep": f"<attribute name='n'>{some(either(A, INT))}</attribute>",
    "element in an attribute, by name": "<attribute name='n'><ref name='x'/></attribute>",
    "list in an attribute": f"<attribute name='n'><list>{some(INT)}</list></attribute>",
    # --- what may stand in a list
    "list in a list": f"<list><list>{INT}</list></list>",
    "text in a list": f"<list>{either('<text/>', INT)}</list>",
    "attribute in a list": f"<list>{N}</list>",
    "element in a list, by name": "<list><ref name='x'/></list>",
    "interleave in a list": f"<list>{mixed(INT, INT)}</list>",
    "attribute in an interleave in a list": f"<list>{mixed(INT, N)}</list>",
    "group in a list": f"<list>{group(INT, INT)}</list>",
    # --- exceptions of datatypes
    "value excepted": "<data type='integer'><except><value>5</value></except></data>",
    "choice excepted": f"<data type='integer'><except>{either('<value>5</value>', INT)}</except></data>",
    "list excepted": f"<data type='integer'><except><list>{INT}</list></except></data>",
    "element excepted": f"<data type='integer'><except>{either('<value>5</value>', A)}</except></data>",
    "exception of an exception": (
        f"<data type='integer'><except><data type='integer'><except><list>{INT}</list></except></data></except></data>"
    ),
    # --- data and elements
    "data beside data": group(INT, INT),
    "data beside an attribute": group(N, INT),
    "data beside text": mixed(INT, "<text/>"),
    "data or an element": either(INT, A),
    "data repeated": some(INT),
    "list repeated": f"<zeroOrMore><list>{INT}</list></zeroOrMore>",
    "data optional": maybe(INT),
    "data beside nothing": group(INT, "<empty/>"),
    "data or an element, beside one": group(either(INT, A), B),
    "data beside an element, by name": group("<ref name='d'/>", A),
    # --- attributes once
    "attribute twice": group(N, N),
    "attribute twice in an interleave": mixed(N, maybe(N)),
    "attribute in two choices": either(N, N),
    "attribute twice, deep": group(either(N, M), maybe(M)),
    "attribute twice, by name": group("<ref name='n'/>", N),
    "attributes of two namespaces": group(N, "<attribute name='n' ns='urn:x'/>"),
    "attribute and a wildcard that holds it": group(N, some(wild(ANY))),
    "a wildcard and an attribute that it holds": group(some(wild(ANY)), N),
    "attribute and a wildcard without it": group(N, some(wild(BUT))),
    "two wildcards": group(some(wild(ANY)), some(wild(NS))),
    "two wildcards apart": group(some(wild(NS)), some(wild("<nsName ns='urn:y'/>"))),
    "attribute repeated": some(N),
    "attribute in a repeated group": some(group(N, A)),
    "attribute in a repeated choice": some(either(N, A)),
    "attribute in a repeated group, by name": some(group("<ref name='n'/>", A)),
    "element with attributes repeated": some(f"<element name='a'>{N}{A}</element>"),
    "a wildcard once": wild(ANY),
    "a wildcard once, by name": "<ref name='w'/>",
    "a wildcard once in a choice": either(wild(NS), A),
    "a wildcard repeated": some(wild(ANY)),
    "a wildcard of listed names once": wild("<choice><name>n</name><name>m</name></choice>"),
    # --- unordered
    "element on both sides": mixed(A, maybe(A)),
    "element on both sides, by name": mixed("<ref name='x'/>", "<element name='x'><text/></element>"),
    "elements apart": mixed(A, B),
    "element and a wildcard": mixed(A, "<element><anyName/><empty/></element>"),
    "element on both sides, first and third": mixed(A, B, some(A)),
    "text on both sides": mixed(group("<text/>", A), "<text/>"),
    "text in an element on one side": mixed("<text/>", "<element name='a'><text/></element>"),
    "text in an attribute on one side": mixed("<text/>", N),
    "text on both sides, by name": mixed("<ref name='t'/>", "<ref name='t'/>"),
    # --- names and types
    "xmlns": "<attribute name='xmlns'/>",
    "xmlns in its namespace": "<attribute name='p' ns='http://www.w3.org/2000/xmlns'/>",
    "element called xmlns": "<element name='xmlns'><empty/></element>",
    "no such type": "<data type='whole'/>",
    "no such facet": "<data type='integer'><param name='colour'>5</param></data>",
    "a bad facet in an exception": "<data type='integer'><except><data type='whole'/></except></data>",
    "a circle": "<ref name='loop'/>",
    "a circle through an element": "<ref name='deep'/>",
}
DEFINES = (
    "<define name='x'><element name='x'><empty/></element></define><define name='d'><data type='integer'/></define>"
    "<define name='n'><attribute name='n'/></define><define name='w'><attribute><anyName/></attribute></define>"
    "<define name='t'><text/></define><define name='loop'><optional><ref name='loop2'/></optional></define>"
    "<define name='loop2'><choice><text/><ref name='loop'/></choice></define>"
    "<define name='deep'><element name='deep'><optional><ref name='deep'/></optional></element></define>"
)


def said(tmp_path: Path, content: str) -> list[tuple[str, str]]:
    used = [name for name in ("x", "d", "n", "w", "t", "loop", "loop2", "deep") if f"ref name='{name}'" in content]
    used += ["loop2"] if "loop" in used else []
    defines = "".join(
        f"{piece}</define>" for piece in DEFINES.split("</define>") if any(f"define name='{u}'" in piece for u in used)
    )
    path = tmp_path / "g.rng"
    path.write_text(
        "<grammar xmlns='http://relaxng.org/ns/structure/1.0' datatypeLibrary='http://www.w3.org/2001/XMLSchema-datatypes'>"
        f"<start><ref name='r'/></start><define name='r'><element name='r'>{content}</element></define>{defines}"
        "</grammar>",
        encoding="utf-8",
    )
    return illegalities(read_rng(path))


EXPECTED: dict[str, list[tuple[str, str]]] = {
    "attribute in an attribute": [("r", "an attribute cannot stand inside an attribute value")],
    "element in an attribute, deep": [("r", "an element cannot stand inside an attribute value")],
    "element in an attribute, by name": [("r", "an element cannot stand inside an attribute value")],
    "list in a list": [("r", "a list of values cannot hold another list")],
    "text in a list": [("r", "a list of values needs datatypes or values, not text")],
    "attribute in a list": [("r", "an attribute cannot stand inside a list of values")],
    "element in a list, by name": [("r", "an element cannot stand inside a list of values")],
    "interleave in a list": [("r", "the members of a list of values have an order")],
    "attribute in an interleave in a list": [
        ("r", "the members of a list of values have an order"),
        ("r", "an attribute cannot stand inside a list of values"),
    ],
    "list excepted": [("r", "only values and datatypes can be excepted from a datatype")],
    "element excepted": [("r", "only values and datatypes can be excepted from a datatype")],
    "exception of an exception": [("r", "only values and datatypes can be excepted from a datatype")],
    "data beside data": [("r", "a datatype or value list stands beside other content; it has to be all there is")],
    "data beside text": [("r", "a datatype or value list stands beside other content; it has to be all there is")],
    "data repeated": [("r", "a datatype or value list cannot be repeated in content; use a list of values")],
    "list repeated": [("r", "a datatype or value list cannot be repeated in content; use a list of values")],
    "data or an element, beside one": [
        ("r", "a datatype or value list stands beside other content; it has to be all there is")
    ],
    "data beside an element, by name": [
        ("r", "a datatype or value list stands beside other content; it has to be all there is")
    ],
    "attribute twice": [("r", "attribute n is declared twice")],
    "attribute twice in an interleave": [("r", "attribute n is declared twice")],
    "attribute twice, deep": [("r", "attribute m is declared twice")],
    "attribute twice, by name": [("r", "attribute n is declared twice")],
    "attribute and a wildcard that holds it": [("r", "attribute of any name is declared twice")],
    "a wildcard and an attribute that it holds": [("r", "attribute n is declared twice")],
    "two wildcards": [("r", "attribute of any name is declared twice")],
    "attribute in a repeated group": [("r", "attribute n cannot stand in a group that is repeated")],
    "attribute in a repeated group, by name": [("r", "attribute n cannot stand in a group that is repeated")],
    "a wildcard once": [("r", "an attribute of any name has to stand in oneOrMore or zeroOrMore")],
    "a wildcard once, by name": [("r", "an attribute of any name has to stand in oneOrMore or zeroOrMore")],
    "a wildcard once in a choice": [("r", "an attribute of any name has to stand in oneOrMore or zeroOrMore")],
    "element on both sides": [("r", "element a stands in two branches of an unordered group")],
    "element on both sides, by name": [("r", "element x stands in two branches of an unordered group")],
    "element and a wildcard": [("r", "element a stands in two branches of an unordered group")],
    "element on both sides, first and third": [("r", "element a stands in two branches of an unordered group")],
    "text on both sides": [("r", "text stands in two branches of an unordered group")],
    "text on both sides, by name": [("r", "text stands in two branches of an unordered group")],
    "xmlns": [("r", "xmlns declares a namespace and cannot be declared as an attribute")],
    "xmlns in its namespace": [("r", "xmlns declares a namespace and cannot be declared as an attribute")],
    "no such type": [("r", 'XML Schema\'s datatypes have no type "whole"')],
    "no such facet": [("r", 'the type "integer" has no parameter "colour"')],
    "a bad facet in an exception": [("r", 'XML Schema\'s datatypes have no type "whole"')],
    "a circle": [("loop", "it contains itself with no element in between")],
}


@pytest.mark.parametrize("name", CASES)
def test_restriction(tmp_path: Path, name: str) -> None:
    assert said(tmp_path, CASES[name]) == EXPECTED.get(name, [])


@pytest.mark.parametrize(
    "start", ["<text/>", "<group><ref name='r'/><ref name='r'/></group>", "<choice><ref name='r'/><empty/></choice>"]
)
def test_a_document_begins_with_an_element(tmp_path: Path, start: str) -> None:
    path = tmp_path / "g.rng"
    path.write_text(
        f"<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start>{start}</start>"
        "<define name='r'><element name='r'><empty/></element></define></grammar>",
        encoding="utf-8",
    )
    assert ("start", "a document has to begin with an element") in illegalities(read_rng(path))


def test_what_no_element_has_does_no_harm(tmp_path: Path) -> None:
    """Definitions that cannot be reached are removed before the restrictions are looked at (4.19)."""
    path = tmp_path / "g.rng"
    path.write_text(
        f"<grammar xmlns='http://relaxng.org/ns/structure/1.0'><start>{A}</start>"
        f"<define name='twice'>{group(N, N)}</define></grammar>",
        encoding="utf-8",
    )
    assert illegalities(read_rng(path)) == []
