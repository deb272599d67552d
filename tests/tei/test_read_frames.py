"""Reading frames back from `rendition` declarations."""

import pytest
from lxml import etree

from puzanov_tei.tei.frames import Frames, css_content, frames


@pytest.mark.parametrize(
    ("css", "string"),
    [
        ('content: "[";', "["),
        ("content:'['", "["),
        ('content: " [sic]";', " [sic]"),
        (r'content: "\"";', '"'),
        (r'content: "\\";', "\\"),
        (r'content: "\A x";', "\nx"),
        (r'content: "\5b x";', "[x"),
        ('content: "a" "b";', "ab"),
        ('color: red; content: "x";', "x"),
        ("font-style: italic", ""),
        ('content: "open', ""),
        (r'content: "\110000 ";', "\ufffd"),
    ],
)
def test_css_strings(css: str, string: str) -> None:
    assert css_content(css) == string


def test_frames_are_looked_up_by_pointer() -> None:
    xml = """<t>
    <rendition xml:id="a" scope="before">content: "[";</rendition>
    <rendition xml:id="b" scope="after">content: "]";</rendition>
    <rendition xml:id="c" scope="after">content: "!";</rendition>
    <rendition xml:id="d">content: "not a frame";</rendition></t>"""
    declared = Frames(etree.fromstring(xml))
    assert declared("#a #b #c #d #nowhere") == ("[", "]!")
    assert declared(None) == ("", "")
    assert bool(declared)
    assert not Frames([])


@pytest.mark.parametrize(
    ("css", "string"),
    [
        ('content : "a"', "a"),
        ('{content: "a"}', "a"),
        ('p { content: "a" }', "a"),
        ('no-content: "a"', ""),
        ('contents: "a"', ""),
        ('content: "it\'s"', "it's"),
        ("content: 'say \"x\"'", 'say "x"'),
        ("content: 'it\\'s'", "it's"),
        ('content: "a\nb"', "a\nb"),
        ('content: "a\\\nb"', "ab"),
        ('content: "a\\\r\nb"', "ab"),
        (r'content: "\000041 b"', "Ab"),
        (r'content: "\000041b"', "Ab"),
        (r'content: "\41  b"', "A b"),
        (r'content: "\g"', "g"),
        (r'content: "\0 "', "\ufffd"),
        (r'content: "\1 "', "\x01"),
        (r'content: "\D7FF "', "\ud7ff"),
        (r'content: "\d800 "', "\ufffd"),
        (r'content: "\DFFF "', "\ufffd"),
        (r'content: "\e000 "', "\ue000"),
        (r'content: "\10FFFF "', "\U0010ffff"),
        ('content: "a" \'b\'\n"c";', "abc"),
        ('content: ""', ""),
        ('content: attr(n) "x"', ""),
        ('content: "x" attr(n)', "x"),
    ],
)
def test_css_strings_of_every_form(css: str, string: str) -> None:
    assert css_content(css) == string


def test_frames_of_a_header() -> None:
    ns = "http://www.tei-c.org/ns/1.0"
    declared = """<rendition xml:id="a" scope="before">content: "<hi>[</hi>";</rendition>
    <rendition xml:id="b" scope="after">content: "]";</rendition><rendition scope="after">content: "?";</rendition>
    <rendition xml:id="e" scope="after">color: red</rendition>
    <rendition xml:id="f" scope="inside">content: "f"</rendition>"""
    tei = etree.fromstring(
        f'<TEI xmlns="{ns}"><teiHeader><encodingDesc><tagsDecl>{declared}</tagsDecl></encodingDesc></teiHeader></TEI>'
    )
    found = frames(tei)
    assert found.strings == {"a": "[", "b": "]"}
    assert found("#a") == ("[", "")
    assert found("#b") == ("", "]")
    assert found("other.xml#b #a #e #f") == ("[", "]")
    assert found("") == ("", "")
    assert found("#a") == found("#a") == ("[", "")
    assert not frames(etree.fromstring(f'<TEI xmlns="{ns}"/>'))
    assert not frames(etree.fromstring(f'<TEI xmlns="{ns}"><teiHeader/></TEI>'))
    only = Frames(etree.fromstring('<t><rendition xml:id="x" scope="before">content: "("</rendition></t>'))
    assert (only("#x"), only("#x #x"), only("x")) == (("(", ""), ("((", ""), ("(", ""))
