"""Foreign grammars that break the restrictions of RELAX NG are refused with one sentence, as jing refuses them."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from puzanov_tei.errors import SchemaError
from puzanov_tei.relaxng.load import load_rng
from puzanov_tei.relaxng.reading.legality import problems
from puzanov_tei.relaxng.reading.xml import read_rng
from rng_cases import CASES, Case

_A = '<element name="a"><empty/></element>'

# The content of the definition on line 3, and a word of what is wrong with it.
ILLEGAL = {
    "attribute twice": ('<attribute name="n"/><attribute name="n"/>', "attribute n is declared twice"),
    "attribute in a repeated group": (f'<zeroOrMore><attribute name="n"/>{_A}</zeroOrMore>', "group that is repeated"),
    "attribute of any name, once": ("<attribute><anyName/></attribute>", "oneOrMore or zeroOrMore"),
    "element in an attribute": (f'<attribute name="n">{_A}</attribute>', "inside an attribute"),
    "element in a list": (f"<list>{_A}</list>", "inside a list"),
    "text in a list": ("<list><text/></list>", "not text"),
    "data beside an element": (f'{_A}<data type="integer"/>', "beside other content"),
    "element on both sides": (f"<interleave>{_A}<optional>{_A}</optional></interleave>", "two branches"),
    "text on both sides": (f"<mixed>{_A}<text/></mixed>", "two branches"),
    "text excepted from a datatype": ('<data type="string"><except><text/></except></data>', "can be excepted"),
    "a namespace declaration excepted": (
        "<zeroOrMore><attribute><anyName><except><name>xmlns</name></except></anyName></attribute></zeroOrMore>",
        "xmlns declares a namespace",
    ),
    "an unknown datatype": ('<value type="tok">a</value>', 'no type "tok"'),
}
# What a schema may hold because nothing can ever match it, or because nothing leads to it.
IDLE = {
    "an attribute in an attribute": (
        '<optional><attribute name="a"><group><notAllowed/><attribute name="b"/></group></attribute></optional>'
    ),
    "text beside data": '<choice><empty/><group><text/><data type="token"/><notAllowed/></group></choice>',
    "an element of combining marks": '<element name="\u0e14\u0e35"><empty/></element>',
}
# Words of an element or attribute that RELAX NG does not have, and a word of the refusal.
MISSPELT = {
    '<ref name="x y"/>': "is no name",
    '<data type="integer" datatypeLibrary="types"/>': "no absolute URI",
    '<data type="integer" datatypeLibrary="urn:types#a"/>': "no absolute URI",
    '<value>a<x xmlns="urn:x"/></value>': "holds text only",
    '<text xmlns:r="http://relaxng.org/ns/structure/1.0" r:name="a"/>': "is not allowed on <text>",
}


def _schema(content: str) -> str:
    return (
        '<grammar xmlns="http://relaxng.org/ns/structure/1.0"\n'
        ' datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"><start><ref name="r"/></start>\n'
        f'<define name="r"><element name="r">{content}</element></define>\n</grammar>'
    )


@pytest.mark.parametrize("name", ILLEGAL)
def test_an_illegal_grammar_is_refused(name: str, tmp_path: Path) -> None:
    content, words = ILLEGAL[name]
    path = tmp_path / "my.rng"
    path.write_text(_schema(content), encoding="utf-8")
    for _ in range(2):  # nothing of it may come from the cache
        with pytest.raises(SchemaError) as raised:
            load_rng(path, tmp_path)
        assert str(raised.value).startswith('my.rng:3: in "r": ')
        assert words in str(raised.value)


@pytest.mark.parametrize("content", IDLE.values(), ids=IDLE)
def test_what_cannot_match_breaks_no_rule(content: str, tmp_path: Path) -> None:
    path = tmp_path / "my.rng"
    unreached = '<define name="idle"><ref name="idle"/></define></grammar>'
    path.write_text(_schema(content).replace("</grammar>", unreached), encoding="utf-8")
    assert load_rng(path)


@pytest.mark.parametrize("content", MISSPELT)
def test_words_that_relax_ng_does_not_have(content: str, tmp_path: Path) -> None:
    path = tmp_path / "my.rng"
    path.write_text(_schema(content), encoding="utf-8")
    with pytest.raises(SchemaError, match=MISSPELT[content]):
        load_rng(path)


def test_a_document_has_to_begin_with_an_element(tmp_path: Path) -> None:
    path = tmp_path / "my.rng"
    path.write_text(_schema("<empty/>").replace('<ref name="r"/>', "<text/>"), encoding="utf-8")
    with pytest.raises(SchemaError, match="a document has to begin with an element"):
        load_rng(path)


def test_elements_of_the_start_are_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "my.rng"
    wrong = '<element name="r"><attribute name="n"/><attribute name="n"/></element>'
    path.write_text(_schema("<empty/>").replace('<ref name="r"/>', wrong), encoding="utf-8")
    with pytest.raises(SchemaError, match="attribute n is declared twice"):
        load_rng(path)


def test_a_repeated_attribute_is_legal() -> None:
    wildcard = "<zeroOrMore><attribute><anyName/></attribute></zeroOrMore>"
    for content in ('<oneOrMore><attribute name="n"/></oneOrMore>', wildcard):
        assert problems(read_rng(_schema(content).encode())) == []


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_legal_is_taken(case: Case) -> None:
    assert problems(read_rng(case.rng)) == []


@pytest.mark.slow
def test_jing_refuses_the_same(jing: str, tmp_path: Path) -> None:
    (tmp_path / "r.xml").write_text("<r/>", encoding="utf-8")
    for name, (content, _) in ILLEGAL.items():
        (tmp_path / "my.rng").write_text(_schema(content), encoding="utf-8")
        done = subprocess.run([jing, "my.rng", "r.xml"], capture_output=True, text=True, check=False, cwd=tmp_path)
        assert "my.rng" in done.stdout, (name, done.stdout)
