"""Reading frames back from `rendition` declarations."""

import pytest
from lxml import etree

from puzanov_tei.tei.frames import Frames, css_content


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
    frames = Frames(etree.fromstring(xml))
    assert frames("#a #b #c #d #nowhere") == ("[", "]!")
    assert frames(None) == ("", "")
    assert bool(frames)
    assert not Frames([])
