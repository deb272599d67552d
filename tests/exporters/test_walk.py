"""The walk by value: separators, brackets, joined words, white space, deletions, notes, and where elements stand."""

from __future__ import annotations

import pytest

from puzanov_tei.exporters.text.views import View, view
from puzanov_tei.tei.read import XML_ID, T
from tei_trees import edition, tei


def shown(body: str, name: str = "reading", **options: object) -> View:
    return view(edition(tei(body)).root, name, **options)  # type: ignore[arg-type]


def spans(body: str, name: str = "reading") -> dict[str, str | None]:
    """The text of each element that has an identifier."""
    root = edition(tei(body)).root
    made = view(root, name)
    return {e.get(XML_ID): made.of(e) for e in root.iter(f"{T}*") if e.get(XML_ID) not in (None, "d", "o", "c", "s")}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a  b\n\tc\r d</p>", "a b c d"),
        ("<p> a </p>", "a"),
        ("<p>a<hi> b </hi>c</p>", "a b c"),
        ("<p>a <hi> b</hi> c</p>", "a b c"),
        ("<p>a<hi> </hi>b</p>", "a b"),
        ("<p>a<hi/>b</p>", "ab"),
        ("<p><hi>a</hi>\n<hi>b</hi></p>", "a b"),
        ("<p>\n  <hi>a</hi>\n  <hi>b</hi>\n</p>", "a b"),
        ("<p>\n  <hi>a</hi>,\n  <hi>b</hi>\n</p>", "a, b"),
        ("<p>a</p> stray <p>b</p>", "a\n\nstray\n\nb"),
        ("<list> <head>H</head> <item>1</item> stray </list>", "H\n\n1\nstray"),
        ("<p>a<list><item>1</item></list>b</p>", "a\n\n1\n\nb"),
        ("<p>a</p><p/><p>b</p>", "a\n\nb"),
        ("<lg><l>a</l><l>b</l></lg>", "a\nb"),
        ("<table><row><cell/><cell>2</cell></row></table>", "2"),
        ("<table><row><cell>1</cell> <cell>2</cell></row> <row><cell>3</cell></row></table>", "1\t2\n3"),
        ("<p>a<w>b</w><w>c</w></p>", "abc"),
        ("<s><w>I</w><w>do</w><pc>(</pc><w>so</w><pc>)</pc><pc>.</pc></s>", "I do (so)."),
        ("<s><w>我</w><w>们</w><w>去</w></s>", "我们去"),
    ],
)
def test_separators(body: str, text: str) -> None:
    assert shown(body).text == text


@pytest.mark.parametrize(
    ("body", "source", "reading"),
    [
        # A frame's blanks part words, shown or not; nothing breaks between a bracket and its text.
        ("<p>a<hi rendition='#o #c'>b</hi>c</p>", "a[b]c", "abc"),
        ("<p>a<hi rendition='#s'>b</hi>c</p>", "ab [sic]c", "abc"),
        ("<p>a <hi rendition='#o'><p>b</p></hi></p>", "a [b", "a\n\nb"),
        ("<p><hi rendition='#o #c'><p>b</p><p>c</p></hi> d</p>", "[b\n\nc] d", "b\n\nc\n\nd"),
        ("<p><hi rendition='#c'>b</hi></p>", "b]", "b"),
        ("<p><hi rendition='#gone'>b</hi></p>", "b", "b"),
        ("<p>a <hi rendition='#o #c'> b </hi> c</p>", "a [ b ] c", "a b c"),
    ],
)
def test_frames(body: str, source: str, reading: str) -> None:
    assert (shown(body, "source").text, shown(body).text) == (source, reading)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>exam-<lb break='no'/>ple</p>", "example"),
        ("<p>exam\u00ad <lb break='no'/> ple</p>", "example"),
        ("<p>exam\u00ac\n<lb break='no'/>ple</p>", "example"),
        ("<p>exam\u2010<lb break='no'/>ple</p>", "example"),
        ("<p>exam\u2e17<lb break='no'/>ple</p>", "example"),
        ("<p>exam<lb break='no'/>ple</p>", "example"),
        ("<p>exam<pc>-</pc><lb break='no'/>ple</p>", "example"),
        ("<p>a -<lb break='no'/>5</p>", "a 5"),
        ("<p>-<lb break='no'/>5</p>", "-5"),
        ("<p><hi>exam-</hi><lb break='no'/>ple</p>", "example"),
        ("<p><lb break='no'/>ple</p>", "ple"),
        ("<p>one<lb/>two</p>", "one two"),
    ],
)
def test_a_word_goes_on_behind_a_break(body: str, text: str) -> None:
    assert shown(body).text == text


def test_the_span_of_a_word_that_goes_on_ends_where_the_text_does() -> None:
    body = "<p xml:id='p'>an <hi xml:id='h'>exam-</hi><lb break='no'/><hi xml:id='i'>ple</hi></p>"
    assert spans(body) == {"p": "an example", "h": "exam", "i": "ple"}
    assert spans(body, "source") == {"p": "an exam-\nple", "h": "exam-", "i": "ple"}


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>a<note>n</note> b</p>", "a[1] b\n\n[1] n"),
        ("<p>a <note>n</note></p>", "a[1]\n\n[1] n"),
        ("<p>a<note>n</note> b<note>m</note></p>", "a[1] b[2]\n\n[1] n\n\n[2] m"),
        ("<p>a<note>n<note>m</note></note></p>", "a[1]\n\n[1] n[2]\n\n[2] m"),
        ("<p>a</p><note>n</note><p>b</p>", "a\n\n[n]\n\nb"),
        ("<p><note>n</note>b</p>", "[n]b"),
    ],
)
def test_notes_at_the_end(body: str, text: str) -> None:
    assert shown(body).text == text


def test_notes_inline_and_left_out() -> None:
    body = "<p>a <note xml:id='n'><p>one</p><p>two</p></note> b</p>"
    assert shown(body, notes="inline").text == "a [one\n\ntwo] b"
    assert shown(body, notes="drop").text == "a b"
    assert spans(body) == {"n": "[1] one\n\ntwo"}
    root = edition(tei(body)).root
    assert view(root, notes="drop").of(next(root.iter(f"{T}note"))) is None
    inline = view(root, notes="inline")
    assert inline.of(next(root.iter(f"{T}note"))) == "[one\n\ntwo]"


def test_what_is_left_out_and_what_is_the_view_s_own_is_known() -> None:
    made = shown("<p>a<note>n</note> <choice><sic>x</sic><corr>y</corr></choice><del>z</del></p>")
    assert made.text == "a[1] y\n\n[1] n"
    assert [made.pieces[number].strip() for number in sorted(made.added)] == ["[1]", "", "[1]"]
    assert sorted(element.tag.removeprefix(T) for element, _ in made.omitted) == ["choice", "del"]
    (chosen,) = [kept for element, kept in made.omitted if element.tag == f"{T}choice"]
    assert [element.tag.removeprefix(T) for element in chosen] == ["corr"]


def test_white_space_that_counts() -> None:
    assert shown("<p>a <hi xml:space='preserve'>b  c\n d</hi> e</p>").text == "a b  c\n d e"
    kept = "<p xml:space='preserve'>a  b <hi xml:space='default'>c  d</hi>  e</p>"
    assert shown(kept).text == "a  b c d  e"
    assert shown("<p>x</p><eg>a  b\n  c</eg><p>y</p>").text == "x\n\na  b\n  c\n\ny"


def test_a_list_or_note_in_its_line_breaks_nothing_and_the_next_block_does() -> None:
    inline = "<p>a <list rend='inline'><item>1</item> <item>2</item></list>{} c</p><p>d</p>"
    assert shown(inline.format("b")).text == "a 1 2 b c\n\nd"
    assert shown(inline.format(", b")).text == "a 1 2, b c\n\nd"
    nested = "<p>a <list rend='inline'><item>1 <list rend='inline'><item>2</item></list></item></list></p>"
    assert shown(f"{nested}<p>d</p>").text == "a 1 2\n\nd"


def test_a_line_break_of_text_as_it_is_set_is_not_doubled_and_its_indent_stays() -> None:
    assert shown("<p>x</p><eg>\n   a\n b</eg>").text == "x\n\n   a\n b"


def test_a_deletion_that_spans_elements() -> None:
    body = "<p>a <delSpan spanTo='#e'/>b <hi>c</hi><note>n</note></p><p>d <anchor xml:id='e'/>e</p>"
    made = shown(body)
    assert made.text == "a\n\ne"
    assert "".join(made.deleted).split() == ["b", "cd"]
    assert shown(body, "source").text.startswith("a b c")
    assert shown("<p>a <delSpan spanTo='#gone'/>b</p>").text == "a b"
    assert shown("<p><anchor xml:id='e'/>a <delSpan spanTo='#e'/>b</p>").text == "a b"


def test_spans_are_without_the_white_space_around() -> None:
    body = "<p xml:id='p'> a <hi xml:id='h'> b </hi> c<hi xml:id='e'/></p><p xml:id='q'>d</p>"
    assert spans(body) == {"p": "a b c", "h": "b", "e": "", "q": "d"}
    root = edition(tei(body)).root
    made = view(root)
    para, other = (p for p in root.iter(f"{T}p") if p.get(XML_ID))
    assert (made.span(para), made.span(other)) == ((0, 5), (7, 8))
