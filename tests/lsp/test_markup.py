"""Markup that is being written: elements with their places, and what stands at the cursor."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from puzanov_tei.lsp.document import Lines
from puzanov_tei.lsp.markup import Cursor, Markup, WrittenElement, cursor

TEXT = '<TEI xmlns="urn:t"><!-- <no> --><p n="1">a <hi rend="x>y">b</hi><lb/></p><div><head>Open'


def test_elements_and_their_places() -> None:
    markup = Markup(TEXT)
    assert [e.name for e in markup.elements] == ["TEI", "p", "hi", "lb", "div", "head"]
    assert [e.parent.name if e.parent else "" for e in markup.elements] == ["", "TEI", "p", "p", "TEI", "div"]
    assert [e.end is None for e in markup.elements] == [True, False, False, False, True, True]
    hi = markup.elements[2]
    assert TEXT[hi.begin : hi.end] == '<hi rend="x>y">b</hi>'
    assert markup.elements[3].is_empty
    assert markup.expanded(hi) == ("urn:t", "hi")


@pytest.mark.parametrize(
    ("marked", "name"),
    [("<a><b>x|</b></a>", "b"), ("<a><b>x</b>|</a>", "a"), ("<a><b/>|", "a"), ("|<a/>", "a"), ("<a/>|", None)],
)
def test_the_element_around_an_offset(marked: str, name: str | None) -> None:
    element = Markup(marked.replace("|", "")).at(marked.index("|"))
    assert (element.name if element else None) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("some text", Cursor("text", "", 9)),
        ("<p>text <", Cursor("element", "", 9)),
        ("<p>text <per", Cursor("element", "per", 9)),
        ("<p><x:per", Cursor("element", "x:per", 4)),
        ("<p></", Cursor("close", "", 5)),
        ("<p></di", Cursor("close", "di", 5)),
        ("<p ", Cursor("attribute", "", 3)),
        ('<p n="1" re', Cursor("attribute", "re", 9)),
        ('<p n="1', Cursor("value", "1", 6, "n")),
        ("<p xml:id='a b", Cursor("value", "a b", 11, "xml:id")),
        ('<p n="1">', Cursor("text", "", 9)),
        ("<p><!-- <x ", Cursor("attribute", "", 11)),
    ],
)
def test_what_is_being_written(text: str, expected: Cursor) -> None:
    assert cursor(text, len(text)) == expected


@given(st.text(alphabet="<>/!-?[]\"'= abp:xé\n𝄞&", max_size=80), st.integers(0, 80))
def test_any_text_has_markup_and_a_cursor(text: str, offset: int) -> None:
    markup = Markup(text)
    for element in markup.elements:
        assert element.begin < element.inside <= (element.end or len(text))
        markup.attributes(element)
        markup.namespaces(element)
    markup.at(min(offset, len(text)))
    assert cursor(text, min(offset, len(text))).begin <= len(text)


NAMES = st.sampled_from(["a", "b", "x:c"])


@given(
    st.recursive(
        st.just(""),
        lambda inner: st.builds(
            lambda n, a, i: f"<{n}{a}>{''.join(i)}</{n}>",
            NAMES,
            st.sampled_from(["", ' n="1>2"', " m='a'", "\n n = '&lt;'"]),
            st.lists(inner, max_size=3),
        ),
        max_leaves=12,
    )
)
def test_what_is_well_formed_is_read_as_a_parser_reads_it(inner: str) -> None:
    text = f'<root xmlns:x="urn:x">{inner}</root>'
    markup = Markup(text)
    parsed = [e for e in etree.fromstring(text).iter() if isinstance(e.tag, str)]
    written = [(e.name.rpartition(":")[2], len(list(markup.children(e)))) for e in markup.elements]
    assert written == [(etree.QName(e).localname, len(e)) for e in parsed]
    assert [{a.name: a.value for a in markup.attributes(e)} for e in markup.elements[1:]] == [
        {k: v.replace("<", "&lt;") for k, v in e.attrib.items()} for e in parsed[1:]
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@given(text=st.text(alphabet="aé\n𝄞 ", max_size=40), offset=st.integers(0, 40))
def test_lines_and_columns_and_back(encoding: str, text: str, offset: int) -> None:
    lines = Lines(text, encoding)
    offset = min(offset, len(text))
    line, column = lines.place(offset)
    assert lines.offset(line, column) == offset
    before = text[:offset].rpartition("\n")[2]
    assert column * {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding] == len(
        before.encode({"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding])
    )


PIECES = (
    "<a>",
    "</a>",
    "<b c='d'>",
    "</b>",
    "<c/>",
    "<",
    ">",
    "<a ",
    "'",
    "<!--",
    "-->",
    "word ",
    "</",
    "<?p ",
    "?>",
    "/",
)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from(PIECES), max_size=25),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.sampled_from(("", *PIECES))), min_size=1, max_size=6),
)
def test_what_is_taken_over_is_what_would_be_read(pieces: list[str], edits: list[tuple[int, int, str]]) -> None:
    text = "".join(pieces)
    markup = Markup(text)
    for begin, length, piece in edits:
        text = text[:begin] + piece + text[begin + length :]
        markup = Markup(text, markup)
        anew = Markup(text)
        assert [shown(element) for element in markup.elements] == [shown(element) for element in anew.elements]


def shown(element: WrittenElement) -> tuple[object, ...]:
    around = element.parent
    places = (element.begin, element.inside, element.end_begin, element.end)
    return (element.name, element.number, *places, None if around is None else around.number)
