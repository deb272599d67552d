"""Views: what each shows, and what pretty-printing must not change."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from lxml import etree

from puzanov_tei.exporters.text.views import VIEWS, view
from puzanov_tei.tei.frames import frames
from puzanov_tei.tei.read import T
from tei_trees import DATA, documents, edition, pretty, tei


def text_of(body: str, name: str = "reading", **options: object) -> str:
    return view(edition(tei(body)).root, name, **options).text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "source", "reading"),
    [
        ("<p>a <supplied rendition='#o #c'>b</supplied> c</p>", "a [b] c", "a b c"),
        ("<p>a <supplied>b</supplied> c</p>", "a c", "a b c"),
        ("<p>Pak <sic rendition='#s'>Sin-uk</sic>.</p>", "Pak Sin-uk [sic].", "Pak Sin-uk."),
        ("<p><choice><sic>II</sic><corr>Il</corr></choice></p>", "II", "Il"),
        ("<p><choice><sic>II</sic> <corr rendition='#o #c'>Il</corr></choice></p>", "II[Il]", "Il"),
        ("<p><choice><abbr>Cde.</abbr><expan>Comrade</expan></choice> X</p>", "Cde. X", "Cde. X"),
        ("<p>W<ex>ord</ex></p>", "W", "Word"),
        ("<p>a<gap rendition='#o #c'><desc>lost</desc></gap>b</p>", "a[lost]b", "a[lost]b"),
        ("<p>a <gap/> b</p>", "a b", "a [...] b"),
        ("<p>a <del>b</del><add>c</add></p>", "a bc", "a c"),
        ("<p>a<note>n</note> b</p>", "a n b", "a[1] b\n\n[1] n"),
        ("<p>a<note type='editorial'>n</note> b</p>", "a b", "a[1] b\n\n[1] n"),
        ("<p>a <note type='signature' rendition='#o #c'><desc>signature</desc></note></p>", "a [signature]",
         "a [signature]"),
        ("<p>ex-<lb break='no'/>\n ample</p>", "ex-\nample", "example"),
        ("<p>one<lb/>two</p>", "one\ntwo", "one two"),
        ("<p>one</p>\n\n<p>two</p>", "one\n\ntwo", "one\n\ntwo"),
        ("<p>a <choice><sic><space/></sic><supplied>b</supplied></choice> c</p>", "a c", "a b c"),
        # A division may hold no text, and files exist in which it does: what stands in its line stays there.
        ("<div><persName>A</persName> (gives this?) to <persName>B</persName> <name>C</name>. <p>D</p></div>",
         "A (gives this?) to B C.\n\nD", "A (gives this?) to B C.\n\nD"),
        ("<entry><form><orth>aay</orth><gramGrp><pos>n.</pos></gramGrp></form></entry>", "aay n.", "aay n."),
        ("<entry><form><orth>aay</orth>-<orth>e</orth></form></entry>", "aay-e", "aay-e"),
        ("<entry><form><orth>aay</orth><pc>,</pc><pron>ai</pron></form></entry>", "aay,ai", "aay,ai"),
        ("<list><item>1</item><item>2</item></list>", "1\n2", "1\n2"),
        ("<table><row><cell>1</cell><cell>2</cell></row><row><cell>3</cell></row></table>", "1\t2\n3", "1\t2\n3"),
        ("<note type='stamp' rendition='#o #c'><p>A</p><p>B</p></note>", "[A\n\nB]", "[A\n\nB]"),
        ("<p>a<!-- no --><?no thing?>b</p>", "ab", "ab"),
        ("<p>a\u00a0 b</p>", "a\u00a0 b", "a\u00a0 b"),
        ("<listPerson><person xml:id='x'><persName>no</persName></person></listPerson><p>a</p>", "a", "a"),
    ],
)  # fmt: skip
def test_source_and_reading(body: str, source: str, reading: str) -> None:
    assert text_of(body, "source") == source
    assert text_of(body, "reading") == reading


def test_normalized_has_preferred_names_one_block_a_line() -> None:
    body = (
        "<p><persName ref='#pers-a'><roleName>Minister</roleName> <surname>Han</surname></persName> came.</p>"
        "<p><choice><abbr>Cde.</abbr><expan>Comrade</expan></choice> <persName ref='#pers-b'>B</persName></p>"
    )
    assert text_of(body, "normalized", labels={"pers-a": "Han Sol Bin"}) == "Minister Han Sol Bin came.\nComrade B"


def test_notes_go_where_they_are_told() -> None:
    body = "<p>a <note>n</note>, b</p>"
    assert text_of(body, notes="end") == "a[1], b\n\n[1] n"
    assert text_of(body, notes="inline") == "a [n], b"
    assert text_of(body, notes="drop") == "a, b"


def test_a_note_inside_a_note_follows_it() -> None:
    assert text_of("<p>a<note>n<note>m</note></note></p>") == "a[1]\n\n[1] n[2]\n\n[2] m"


def test_line_breaks_at_the_ends_of_an_element_of_elements_are_a_pretty_printers() -> None:
    body = "<p>to <persName>\n  <forename>A.</forename>\n  <surname>B</surname>\n </persName>, who</p>"
    assert text_of(body) == "to A. B, who"


@pytest.mark.parametrize("name", VIEWS)
@pytest.mark.parametrize("file", ["journal.xml", "diary.xml"])
def test_pretty_printing_changes_no_view_of_the_samples(file: str, name: str) -> None:
    data = (DATA / file).read_bytes()
    assert view(edition(pretty(data)).root, name).text == view(edition(data).root, name).text


@settings(max_examples=60, deadline=None)
@given(documents())
def test_pretty_printing_changes_no_view(data: bytes) -> None:
    for name in VIEWS:
        compact, printed = view(edition(data).root, name), view(edition(pretty(data)).root, name)
        assert printed.text == compact.text
        assert [printed.span(e) for e in printed] == [compact.span(e) for e in compact]


@settings(max_examples=60, deadline=None)
@given(documents())
def test_white_space_is_collapsed_and_spans_lie_inside(data: bytes) -> None:
    for name in VIEWS:
        shown = view(edition(data).root, name)
        assert shown.text == shown.text.strip(" \t\n")
        assert not re.search(r"  | \n|\n |\n\n\n|\r", shown.text)
        for begin, end in map(shown.span, shown):
            assert 0 <= begin <= end <= len(shown.text)
            assert shown.text[begin:end] == shown.text[begin:end].strip(" \t\n")


@settings(max_examples=60, deadline=None)
@given(documents())
def test_the_source_view_has_every_printed_character(data: bytes) -> None:
    root = edition(data).root
    expected = "".join(_printed(root.find(f"{T}text"), frames(root)))
    assert re.sub(r"[ \t\n]+", "", view(root, "source").text) == re.sub(r"[ \t\n]+", "", expected)


def _printed(element: etree._Element, framed: object) -> list[str]:
    """The rule of the source view, said the slow way."""
    before, after = framed(element.get("rendition"))  # type: ignore[operator]
    out = [before, element.text or ""]
    for child in element:
        name = child.tag.removeprefix(T)
        unprinted = "rendition" not in child.attrib and (
            name == "supplied"
            or (name == "note" and child.get("type") == "editorial")
            or (name in ("corr", "reg", "expan") and element.tag == f"{T}choice")
        )
        if not unprinted and name != "ex":
            out += _printed(child, framed)
        out.append(child.tail or "")
    return [*out, after]
