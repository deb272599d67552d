"""Classic mistakes of TEI encoders: each is told with the remedy that an experienced person would give."""

from __future__ import annotations

import re
from functools import cache

import pytest

from puzanov_tei import resources
from puzanov_tei.relaxng.diagnosis.directory import Directory
from puzanov_tei.relaxng.engine.names import SEPARATOR
from puzanov_tei.validation.document import check, load
from puzanov_tei.validation.schemas import Schema

HEADER = (
    "<titleStmt><title>x</title></titleStmt>",
    "<publicationStmt><p>x</p></publicationStmt>",
    "<sourceDesc><p>x</p></sourceDesc>",
)


@cache
def tei_all() -> Schema:
    return load("tei_all")


def document(body: str, header: str = "".join(HEADER)) -> bytes:
    return (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>{header}</fileDesc></teiHeader>'
        f"<text><body>{body}</body></text></TEI>"
    ).encode()


def first(data: bytes) -> str:
    finding = check(data, "d.xml", tei_all())[0]
    return f"{finding.code} {finding.message} {finding.hint}"


BODIES = [
    ("<p>a <b>b</b></p>", "bold"),
    ("<p>a <i>b</i></p>", "italic"),
    ("<p>a <u>b</u></p>", "underline"),
    ("<p>a <em>b</em></p>", "emph"),
    ("<p>a <strong>b</strong></p>", "bold"),
    ("<p>a<br/>b</p>", "<lb/>"),
    ("<p>a <sup>b</sup></p>", "superscript"),
    ("<p>a <sub>b</sub></p>", "subscript"),
    ("<p>a <a>b</a></p>", "<ref"),
    ("<p><img/></p>", "<graphic"),
    ("<p><ul/></p>", "<list>"),
    ("<p><ol/></p>", "<list>"),
    ("<h1>a</h1>", "<head>"),
    ("<list><li>a</li></list>", "<item>"),
    ("<table><tr/></table>", "<row>"),
    ("<table><row><td/></row></table>", "<cell>"),
    ("<blockquote/>", "<quote>"),
    ("<section/>", "<div>"),
    ("<cit><q>a</q><bibl>b</bibl>c</cit>", "<quote>"),
    ("<table border='1'><row><cell/></row></table>", "@rend"),
    ("<div><p/><signed/><p>a</p></div>", "<signed>"),
    ("<listPlace><place><note>a</note><location/></place></listPlace>", "before <note>"),
    ("<p><metamark fn='a'/></p>", "PZ110 @fn is not an attribute of this schema. "),
    ("<p><v:word xmlns:v='urn:v'>a</v:word></p>", "namespace urn:v"),
    ("<p><date when='2002-08-00'>a</date></p>", '"2002-08"'),
    ("<p xml:id=' a'>b</p>", 'Write xml:id="a"'),
    ("<hr/>", "milestone"),
    ("<div><p/><closer/><persName>a</persName></div>", "<closer>"),
    ("<div><p/><closer/>a</div>", "<closer>"),
    ("<p>a <place>Rome</place></p>", "<placeName>"),
    ("<p>a <person>Anna</person></p>", "<persName>"),
    ("<p><fw><p>a</p></fw></p>", "<fw> holds words"),
    ("<p><pb>2</pb></p>", "@n"),
    ("<p><ptr>a</ptr></p>", "<ref>"),
    ("<p><time when='5:30'/></p>", '"05:30:00"'),
    ("<p><time dur='P2H'/></p>", '"PT2H"'),
    ("<p><title level='monograph'/></p>", '"m"'),
    ("<p><foreign xml:lang='#it'/></p>", '"it"'),
    ("<p><unclear certainty='low'>a</unclear></p>", "cert="),
    ("<p>a <xref>b</xref></p>", "P4"),
    ("<p><dateRange/></p>", "from"),
    ("<para/>", "<p>"),
    ("<chapter/>", "chapter"),
    ("<p>a <footnote>b</footnote></p>", "<note"),
    ("<stanza/>", "<lg>"),
    ("<p><bold/></p>", "bold"),
    ("<p>a <persname>b</persname></p>", "persName"),
    ('<p id="a">b</p>', "xml:id"),
    ('<p lang="en">b</p>', "xml:lang"),
    ('<p>a <ref href="b">c</ref></p>', "@target"),
    ('<p class="a">b</p>', "@type"),
    ('<p align="center">b</p>', "@rend"),
    ('<p>a <sic corr="b">c</sic></p>', "<choice>"),
    ('<table><row><cell colspan="2">a</cell></row></table>', "@cols"),
    ('<p when="1900">b</p>', "<date when"),
    ("<p>a <p>b</p></p>", "side by side"),
    ("<p>a <div><p>b</p></div></p>", "Close"),
    ("<p>a <dateline>b</dateline></p>", "<opener>"),
    ("<p>a <opener>b</opener></p>", "start of the <div>"),
    ("<p>a <closer>b</closer></p>", "end of the <div>"),
    ("<p>a <head>b</head></p>", "first in its <div>"),
    ("<p>a</p><head>b</head>", "first in its <div>"),
    ("<div><p>a</p></div><p>b</p>", "before the <div>"),
    ("<p>a</p><opener>b</opener>", "before the first <p>"),
    ("<closer>b</closer><p>a</p>", "after the last <p>"),
    ("<item>a</item>", "<list>"),
    ("<l>a</l><row/>", "<table>"),
    ("<table><cell>a</cell></table>", "<row>"),
    ("a", "<p>"),
    ("<list>a</list>", "<item>"),
    ("<table><row>a</row></table>", "<cell>"),
    ("<figure>a</figure><p/>", "<figDesc>"),
    ("<p><choice><sic>a</sic></choice></p>", "<corr>"),
    ("<sp><speaker>a</speaker></sp>", "<l>"),
    ("", "<p>"),
    ("<list/>", "<item>"),
    ('<p>a <date when="1890-1895">b</date></p>', 'from="1890" to="1895"'),
    ('<p xml:id="1a">b</p>', "letter first"),
    ('<p>a <ref target="http://e.org/a b">c</ref></p>', "%20"),
    ('<p>a <date when="15.5.1957">b</date></p>', "1957-05-15"),
    ("<p><choice><sic>a</sic>b<corr>c</corr></choice></p>", "forms"),
    ("<p>a</p><signature>b</signature>", "<signed>"),
    ("<p>a</p><ps>b</ps>", "<postscript>"),
    ("<p>a <address>b</address></p>", "<addrLine>"),
    ("<speech><p>a</p></speech>", "<sp>"),
    ("<p>a</p><act>b</act>", "type="),
    ("<sp><name>a</name><p>b</p></sp>", "<speaker>"),
    ("<lg><l>a <stageDirection>b</stageDirection></l></lg>", "<stage>"),
    ("<ab>a <line>b</line></ab>", "<lb/>"),
    ("<entry><orth>a</orth></entry>", "<form>"),
    ("<entry><pos>a</pos></entry>", "<gramGrp>"),
    ("<entry><definition/></entry>", "<def>"),
    ("<entry><sense><example/></sense></entry>", "<cit"),
    ('<p>a <note position="foot">b</note></p>', "@place"),
    ('<p>a <pb image="b"/></p>', "@facs"),
    ('<p>a <hi bold="b">c</hi></p>', "@rend"),
    ("<p><app><rdg>a</rdg><lem>b</lem></app></p>", "first"),
    ("<listPerson><person><persName/><born/></person></listPerson>", "<birth"),
    ("<listPlace><place><geo>1 2</geo></place></listPlace>", "<location>"),
    ('<p xmlns:x="urn:x" x:ids="a">b</p>', "namespace urn:x"),
    ("<listBibl><bibl><year>a</year></bibl></listBibl>", "<date>"),
    ("<listBibl><biblStruct><title>a</title></biblStruct></listBibl>", "<monogr>"),
    ("<listBibl><bibl><monogr/></bibl></listBibl>", "directly"),
    ("<head><p>a</p></head><p/>", "<lb/>"),
    ("<ab><p>a</p></ab>", "<lb/>"),
    ("<p><add><p>a</p></add></p>", "<addSpan/>"),
    ("<lg><l>a</l><p>b</p></lg>", "Close it"),
    ("<lg><l>a<l>b</l></l></lg>", "side by side"),
    ("<p>a <note><div><p>b</p></div></note></p>", "another <div>"),
    ("<div1><div><p>a</p></div></div1>", "do not mix"),
    ("<div><div1><p>a</p></div1></div>", "do not mix"),
    ("<p>a <footNote>b</footNote></p>", "<note"),
    ("<p>a <math>b</math></p>", "<formula>"),
    ('<p xml:lang="de_DE">b</p>', '"de-DE"'),
    ('<p>a <graphic url="a b.jpg"/></p>', '"a%20b.jpg"'),
    ('<p>a <num value="two">b</num></p>', "(1/2)"),
    ('<p>a <time when="3 pm">b</time></p>', "14:30:00"),
]
HEADERS = [
    ("<titleStmt><title>x</title><note>y</note></titleStmt>" + "".join(HEADER[1:]), "<notesStmt>"),
    ("<titleStmt><title>x</title><date>y</date></titleStmt>" + "".join(HEADER[1:]), "<publicationStmt>"),
    (HEADER[0] + "<publicationStmt><date>y</date></publicationStmt>" + HEADER[2], "<publisher>"),
    (HEADER[0] + "<publicationStmt><p>y</p><publisher>z</publisher></publicationStmt>" + HEADER[2], "<publisher>"),
    (HEADER[0] + HEADER[2] + HEADER[1], "order"),
    (HEADER[0] + "<publicationStmt><publisher>a</publisher><license/></publicationStmt>" + HEADER[2], "<availability>"),
    ("".join(HEADER[:2]) + "<sourceDesc><bibl>a</bibl><p>b</p></sourceDesc>", "<note>"),
    (HEADER[0] + HEADER[1], "<sourceDesc>"),
    (
        HEADER[0] + HEADER[1] + "<sourceDesc><msDesc><physDesc><p/></physDesc></msDesc></sourceDesc>",
        "<msIdentifier> first",
    ),
    (
        HEADER[0]
        + HEADER[1]
        + "<sourceDesc><msDesc><msIdentifier><shelfmark>a</shelfmark></msIdentifier></msDesc></sourceDesc>",
        "<idno>",
    ),
    (
        HEADER[0]
        + HEADER[1]
        + "<sourceDesc><msDesc><msIdentifier><idno>a</idno></msIdentifier><msContents><title/></msContents></msDesc>"
        "</sourceDesc>",
        "<msItem>",
    ),
    (
        "".join(HEADER)
        + "</fileDesc><profileDesc><correspDesc><correspAction><sender/></correspAction></correspDesc></profileDesc><fileDesc>",
        "<persName>",
    ),
]


@pytest.mark.parametrize(("body", "word"), BODIES, ids=[body or "empty" for body, _ in BODIES])
def test_text(body: str, word: str) -> None:
    assert word in first(document(body))


@pytest.mark.parametrize(("header", "word"), HEADERS, ids=range(len(HEADERS)))
def test_header(header: str, word: str) -> None:
    assert word in first(document("<p>a</p>", header))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"<TEI.2/>", "P4"),
        (b"<TEI/>", "xmlns="),
        (b"<TEI\xe2\x80\x8b/>", "PZ0"),
        (document("<p rend=\u201citalic\u201d>a</p>"), "curly"),
        (document("<p>a <hi>b</p>"), "<hi>"),
        (document("<p>a <hi>b <del>c</hi></del></p>"), "<del>"),
        (document("<p>&nbsp;</p>"), "&#xA0;"),
        (document("<p>a<lb>b</p>"), "<lb/>"),
        (document("<p>a & b</p>"), "&amp;"),
        (b"\n<?xml version='1.0'?>" + document("<p/>"), "very beginning"),
    ],
)
def test_xml(data: bytes, word: str) -> None:
    assert word in first(data)


def test_one_unclosed_tag_is_one_finding() -> None:
    assert len(check(document("<p>a <hi>b</p>"), "d.xml", tei_all())) == 1


def test_one_quotation_mark_that_is_missing_is_one_finding() -> None:
    assert len(check(document('<p n="1>a</p>\n<p n="2">b</p>\n<p>c</p>'), "d.xml", tei_all())) == 1


@pytest.mark.parametrize("opened", ["<!--", "<![CDATA[", "<?x "])
def test_what_runs_to_the_end_of_the_file_is_told_where_it_begins(opened: str) -> None:
    (finding,) = check(document(f"\n<p>a {opened} b</p>\n"), "d.xml", tei_all())
    assert (finding.code, finding.location.line, finding.location.column) == ("PZ003", 2, 6)


def test_no_class_is_named() -> None:
    said = " ".join(first(document(body)) for body, _ in BODIES)
    assert "model." not in said and "att." not in said and "macro." not in said


def test_the_table_names_elements_that_there_are() -> None:
    known = {element.rpartition(SEPARATOR)[2] for element in Directory.of(tei_all().grammars[0]).elements}
    lines = resources.data_file("remedies.tsv").read_text(encoding="utf-8").splitlines()
    for line in filter(None, lines):
        if line.startswith("#"):
            continue
        kind, what, _, words, *becomes = line.split("\t")
        assert set(re.findall(r"</?([A-Za-z][\w.]*)", words)) <= known, line
        assert all(one.split()[0] in known for one in becomes), line
        assert kind in ("unknown", "place", "incomplete", "text", "attribute", "root")
        assert what


def test_what_a_wrong_element_holds_follows_from_it() -> None:
    findings = check(document("<p>a <place>Rome</place> <org>Senate</org></p>"), "d.xml", tei_all())
    assert [finding.code for finding in findings] == ["PZ104", "PZ104"]


def test_what_points_to_an_identifier_that_is_called_wrongly_is_not_wrong() -> None:
    findings = check(document("<p ID='a'><ref target='#a'/><ref target='#b'/></p>"), "d.xml", tei_all())
    assert [finding.code for finding in findings] == ["PZ110", "PZ401"]
