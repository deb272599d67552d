"""Saved HTML: the text as a browser renders it, and every character's place in the file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from puzanov_tei import readers
from puzanov_tei.model import BlockKind, Page

PAGE = """<!DOCTYPE html>
<!-- saved from url=(0050)https://digitalarchive.wilsoncenter.org/document/770001 -->
<html><head><title>x</title><meta name="description" content="The minister &amp; the envoy talk of wool.">
<script>var p = "<p>no</p>";</script></head>
<body><a href="#m">Skip to content</a><nav><ul><li>Home</li></ul></nav>
<main><div>March 03, 1961</div><h1>Talk about Wool</h1>
<div><p>SECRET<br/>Copy N&ordm;&nbsp;2</p>
<p>I received
   the envoy. He <b>said</b>: &ldquo;Yes&rdquo;.</p>
<ul><li>one<li>two<ol><li>three</ol></ul>
<table><tr><th>Crop<th>1960<tr><td><p>Wool</p></td><td>5 t</td></table></div>
<p>The minister &amp; the envoy talk of wool.</p>
<h2>Document Information</h2><h3>Source</h3><p>APRF, f. 33, op. 4. Translated by Ann Bee.</p>
<h3>Record ID</h3><p>770001</p></main><footer>foot</footer></body></html>"""


def read(text: str) -> Page:
    return readers.read(text.encode(), "page.html", "html")


def test_a_page_of_the_new_site() -> None:
    page = readers.read(PAGE.encode(), "anything.txt")
    assert page.reader == "html"
    blocks = [(b.kind, b.level, page.source.text[b.begin : b.end]) for b in page.blocks]
    assert blocks == [
        (BlockKind.PARAGRAPH, 0, "SECRET\nCopy Nº 2"),
        (BlockKind.PARAGRAPH, 0, "I received the envoy. He said: “Yes”."),
        (BlockKind.ITEM, 1, "one"),
        (BlockKind.ITEM, 1, "two"),
        (BlockKind.ITEM, 2, "1. three"),
        (BlockKind.ROW, 1, "Crop\t1960"),
        (BlockKind.ROW, 0, "Wool\t5 t"),
    ]
    found = page.metadata
    assert (found.title, found.date, found.record_id) == ("Talk about Wool", "March 03, 1961", "770001")
    assert found.summary == "The minister & the envoy talk of wool."
    assert found.url == "https://digitalarchive.wilsoncenter.org/document/770001"
    assert [p.name for p in found.translators] == ["Ann Bee"]


def test_places_in_the_file() -> None:
    source = readers.read(PAGE.encode(), "page.html").source
    for word in ("SECRET", "received", "envoy", "said", "three", "Wool\t", "t\n"):
        line, column = source.location(source.text.index(word))
        assert source.raw.split("\n")[line - 1][column - 1 :].startswith(word.strip())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>a<b>b</b>c", "abc"),
        ("a<nav>menu</nav>b", "ab"),
        ("a <nav>never closed <p>b", "a never closed|b"),
        ("<p>1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("<p title='a > b'>x", "x"),
        ("<!-- a --- <p>b</p> -->x<!-- open", "x<!-- open"),
        ("<script>if (a</b>) <p></script >x", "x"),
        ("<pre>a\n  b</pre>", "a\nb"),
        ("a<wbr>b&shy;c&#x41;&#0;&bogus;", "ab\u00adcA\ufffd&bogus;"),
        ("<ul><li>a</ul><p>b", "a|b"),
        ("<P>A<BR>B</P><p></p><div> </div>C", "A\nB|C"),
    ],
)
def test_forgiving(markup: str, text: str) -> None:
    page = read(markup)
    assert "|".join(page.source.text[b.begin : b.end] for b in page.blocks) == text


@given(st.lists(st.sampled_from(["word", " ", "é ", "&amp;", "[x]", "<b>", "</b>", "<i>", "</i>", "1."]), min_size=1))
def test_the_same_words_as_another_parser(pieces: list[str]) -> None:
    markup = "<div>x" + "".join(pieces) + "</div>"
    expected = lxml_html.fragment_fromstring(markup).text_content()
    assert read(markup).source.text.split() == expected.split()


@pytest.mark.parametrize("name", ["document-abstract", "field abstract", "summary"])
def test_an_abstract_known_by_its_class_is_no_text(name: str) -> None:
    plain = PAGE.replace('<meta name="description" content="The minister &amp; the envoy talk of wool.">', "")
    page = read(
        plain.replace("<p>The minister &amp; the envoy talk of wool.</p>", f'<div class="{name}"><p>Wool.</p></div>')
    )
    assert page.metadata.summary == "Wool."
    assert "Wool." not in [page.source.text[b.begin : b.end] for b in page.blocks]
