"""RELAX NG inside an ODD: every element that may stand in a content model, as a pattern."""

from __future__ import annotations

import pytest
from lxml import etree

from puzanov_tei.errors import SchemaError
from puzanov_tei.odd.rng import fragment
from puzanov_tei.relaxng import patterns as p

TEI, XML = p.TEI_NS, "http://www.w3.org/XML/1998/namespace"
A, B = p.Ref("a"), p.Ref("b")
AB = "<ref name='a'/><ref name='b'/>"


def read(text: str) -> p.Pattern:
    content = etree.fromstring(
        f"<content xmlns='http://relaxng.org/ns/structure/1.0' xmlns:x='urn:x' xmlns:o='urn:other'>{text}</content>"
    )
    return fragment(list(content))


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("", p.Empty()),
        ("<empty/>", p.Empty()),
        ("<text/>", p.Text()),
        ("<notAllowed/>", p.NotAllowed()),
        ("<ref name=' a '/>", A),
        ("<parentRef name='a'/>", A),
        (AB, p.Group((A, B))),
        (f"<o:note/><!-- no -->{AB}", p.Group((A, B))),
        (f"<group>{AB}</group>", p.Group((A, B))),
        (f"<group><o:div/>{AB}</group>", p.Group((A, B))),
        (f"<div>{AB}</div>", p.Group((A, B))),
        (f"<choice>{AB}</choice>", p.Choice((A, B))),
        ("<choice><ref name='a'/></choice>", A),
        ("<choice/>", p.NotAllowed()),
        (f"<interleave>{AB}</interleave>", p.Interleave((A, B))),
        ("<interleave><ref name='a'/></interleave>", A),
        (f"<mixed>{AB}</mixed>", p.Interleave((p.Text(), p.Group((A, B))))),
        ("<optional><ref name='a'/></optional>", p.Optional(A)),
        (f"<zeroOrMore>{AB}</zeroOrMore>", p.ZeroOrMore(p.Group((A, B)))),
        ("<oneOrMore><ref name='a'/></oneOrMore>", p.OneOrMore(A)),
        ("<list><ref name='a'/></list>", p.List(A)),
        ("<value>x</value>", p.Value("x")),
        ("<value/>", p.Value("")),
        ("<value type='int'>5</value>", p.Value("5", "int", p.XSD_TYPES, "")),
        ("<value type='QName' ns='urn:n' datatypeLibrary='urn:d'>q</value>", p.Value("q", "QName", "urn:d", "urn:n")),
        ("<data type='int'/>", p.Data("int", (), None, p.XSD_TYPES)),
        ("<data type='token' datatypeLibrary=''/>", p.Data("token", (), None, "")),
        (
            "<data type='int'><param name='minInclusive'> 5 </param><except><value>7</value></except></data>",
            p.Data("int", (("minInclusive", "5"),), p.Value("7"), p.XSD_TYPES),
        ),
        (
            "<data type='int'><except><value>7</value><value>8</value></except></data>",
            p.Data("int", (), p.Choice((p.Value("7"), p.Value("8"))), p.XSD_TYPES),
        ),
        ("<group datatypeLibrary='urn:d'><data type='t'/></group>", p.Data("t", (), None, "urn:d")),
        ("<attribute name='n'/>", p.Attribute(p.Name("", "n"), p.Text())),
        ("<attribute name='xml:id'><empty/></attribute>", p.Attribute(p.Name(XML, "id"), p.Empty())),
        ("<attribute name='n' ns='urn:n'/>", p.Attribute(p.Name("urn:n", "n"), p.Text())),
        ("<element name='e'><text/></element>", p.Element(p.Name(TEI, "e"), p.Text())),
        ("<element name='x:e'/>", p.Element(p.Name("urn:x", "e"), p.Empty())),
        ("<group ns='urn:g'><element name='e'/></group>", p.Element(p.Name("urn:g", "e"), p.Empty())),
        ("<group ns='urn:g'><attribute name='n'/></group>", p.Attribute(p.Name("", "n"), p.Text())),
        ("<element><name ns='urn:n'> e </name></element>", p.Element(p.Name("urn:n", "e"), p.Empty())),
        ("<element><anyName/></element>", p.Element(p.AnyName(None), p.Empty())),
        ("<element ns='urn:n'><nsName/></element>", p.Element(p.NsName("urn:n", None), p.Empty())),
        (
            "<element><anyName><except><name>a</name></except></anyName></element>",
            p.Element(p.AnyName(p.Name(TEI, "a")), p.Empty()),
        ),
        (
            "<element><anyName><except><name>a</name><nsName ns=''/></except></anyName></element>",
            p.Element(p.AnyName(p.NameChoice((p.Name(TEI, "a"), p.NsName("", None)))), p.Empty()),
        ),
        (
            "<element><choice><name>a</name><name>x:b</name></choice></element>",
            p.Element(p.NameChoice((p.Name(TEI, "a"), p.Name("urn:x", "b"))), None),
        ),
    ],
)
def test_fragment(text: str, pattern: p.Pattern) -> None:
    made = read(text)
    if isinstance(pattern, p.Element) and pattern.pattern is None:  # a name class only
        assert isinstance(made, p.Element)
        assert made.name == pattern.name
    else:
        assert made == pattern


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("<grammar/>", "rng:grammar cannot stand inside a content model"),
        ("<externalRef href='x'/>", "rng:externalRef cannot stand"),
        ("<element><text/></element>", "rng:element needs a name"),
        ("<element name='q:e'/>", "the prefix 'q' is not declared"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, word: str) -> None:
    with pytest.raises(SchemaError, match=word):
        read(text)
