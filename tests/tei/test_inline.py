"""Running text: which element each mark becomes, where its delimiters go, and what TEI does not allow."""

from __future__ import annotations

import pytest

from puzanov_tei.model import Certainty, Kind, Mention, Part, PartKind
from puzanov_tei.tei.inline import Renderer, hold
from puzanov_tei.tei.nesting import Span, nest
from puzanov_tei.tei.nodes import Node

SHOWN = ("reason", "subtype", "resp", "cert", "n")


def shape(piece: Node | str) -> str:
    """The piece as XML with its delimiters in guillemets."""
    if isinstance(piece, str):
        return piece
    attributes = "".join(f" {k}={v}" for k, v in piece.attributes.items() if k in SHOWN and (k, v) != ("resp", "#tool"))
    frames = [f"«{string}»" if string else "" for string in (piece.before, piece.after)]
    return f"<{piece.tag}{attributes}>{frames[0]}{''.join(map(shape, piece.children))}{frames[1]}</{piece.tag}>"


def of(
    text: str, words: str, kind: Kind, opening: int = 0, closing: int = 0, corrected: str = "", **attributes: str
) -> Mention:
    begin = text.index(words)
    span = (begin, begin + len(words))
    return Mention(*span, kind, opening=opening, closing=closing, corrected=corrected, attributes=attributes)


def part(text: str, words: str, kind: PartKind, *children: Part, **attributes: str) -> Part:
    begin = text.index(words)
    return Part(kind, begin, begin + len(words), children, attributes)


def filled(text: str, *mentions: Mention, tag: str = "p", parts: tuple[Part, ...] = ()) -> str:
    """An element with the text in it."""
    span = nest(Part(PartKind.DOCUMENT, 0, len(text), parts), mentions)
    return shape(Renderer(text).fill(Node(tag), span, 0, len(text)))


def test_text_around_and_between_things() -> None:
    text = "ab Kim cd Pak ef"
    tagged = filled(text, of(text, "Kim", Kind.FOREIGN), of(text, "Pak", Kind.FOREIGN))
    assert tagged == "<p>ab <foreign>Kim</foreign> cd <foreign>Pak</foreign> ef</p>"
    assert filled("Kim", of("Kim", "Kim", Kind.FOREIGN)) == "<p><foreign>Kim</foreign></p>"


def test_an_element_knows_where_it_begins() -> None:
    text = "ab [cd] e"
    marks = (of(text, "[cd]", Kind.SIC, corrected="x"), of(text, "cd", Kind.FOREIGN))
    tree = Renderer(text).fill(Node("p"), nest(Part(PartKind.DOCUMENT, 0, len(text)), marks), 0, len(text))
    assert [(n.tag, n.begin) for n in tree.walk()] == [
        ("p", -1),
        ("choice", 3),
        ("sic", 3),
        ("foreign", 4),
        ("corr", -1),
    ]
    note = part(text, "[cd]", PartKind.NOTE)
    tree = Renderer(text).fill(Node("p"), nest(Part(PartKind.DOCUMENT, 0, len(text), (note,)), ()), 0, len(text))
    assert [(n.tag, n.begin) for n in tree.walk()] == [("p", -1), ("note", 3)]


def test_what_stands_in_a_delimiter_is_text_of_it() -> None:
    text = "[sic, Kim] x"
    note = of(text, "[sic, Kim]", Kind.TRANSLATOR_NOTE, 6, 1)
    assert (
        filled(text, note, of(text, "sic", Kind.FOREIGN), of(text, "Kim", Kind.FOREIGN))
        == "<p><note>«[sic, »<foreign>Kim</foreign>«]»</note> x</p>"
    )
    assert filled(text, note, of(text, "Kim]", Kind.FOREIGN)) == "<p><note>«[sic, »Kim«]»</note> x</p>"


def test_delimiters_never_overlap() -> None:
    assert filled("[]", of("[]", "[]", Kind.GAP, 5, 5)) == "<p><gap>«[]»</gap></p>"
    assert filled("[a]", of("[a]", "[a]", Kind.SUPPLIED, 1, 3)) == "<p><supplied>«[»«a]»</supplied></p>"


@pytest.mark.parametrize(
    ("kind", "printed"),
    [
        (Kind.SIC, "<choice><sic resp=#archive>ab</sic><corr cert=high>AB</corr></choice>"),
        (Kind.ABBREVIATION, "<choice><abbr>ab</abbr><expan>AB</expan></choice>"),
        (Kind.FOREIGN, "<foreign>ab</foreign>"),
    ],
)
def test_a_proposed_reading_stands_beside_the_printed_one(kind: Kind, printed: str) -> None:
    text = "x ab y"
    assert filled(text, of(text, "ab", kind, corrected="AB")) == f"<p>x {printed} y</p>"
    assert filled(text, of(text, "ab", Kind.ABBREVIATION)) == "<p>x <abbr>ab</abbr> y</p>"


def test_a_proposed_reading_has_the_certainty_of_its_mention_and_the_frame_of_the_printed() -> None:
    text = "x [ab] y"
    slip = Mention(2, 6, Kind.SIC, opening=1, closing=1, corrected="AB", cert=Certainty.LOW)
    assert filled(text, slip) == "<p>x <choice><sic resp=#archive>«[»ab«]»</sic><corr cert=low>AB</corr></choice> y</p>"
    tree = Renderer(text).fill(Node("p"), nest(Part(PartKind.DOCUMENT, 0, 8), [slip]), 0, 8)
    choice = tree.children[1]
    assert isinstance(choice, Node)
    assert [c.attributes["resp"] for c in choice.children if isinstance(c, Node)] == ["#archive", "#tool"]
    short = of(text, "ab", Kind.ABBREVIATION, corrected="AB")
    tree = Renderer(text).fill(Node("p"), nest(Part(PartKind.DOCUMENT, 0, 8), [short]), 0, 8)
    assert [n.attributes for n in tree.walk() if n.tag == "expan"] == [{"resp": "#tool"}]


def test_where_a_choice_may_not_stand_the_printed_reading_does() -> None:
    text = "x ab y"
    slip = of(text, "ab", Kind.SIC, 1, 0, corrected="AB")
    assert filled(text, slip, tag="desc") == (
        "<desc>x <choice><sic resp=#archive>«a»b</sic><corr cert=high>AB</corr></choice> y</desc>"
    )
    assert filled(text, slip, tag="idno") == "<idno>x ab y</idno>"
    assert filled(text, slip, tag="subst") == "<subst>x ab y</subst>"


@pytest.mark.parametrize(
    ("tag", "kind", "stands"),
    [
        ("desc", Kind.SUPPLIED, False),  # limited content
        ("p", Kind.SUPPLIED, True),
        ("idno", Kind.FOREIGN, False),
        ("dateline", Kind.SAID, False),
        ("dateline", Kind.FOREIGN, True),
        # Loose content of an element of elements goes into its holder: so it may stand there.
        ("cell", Kind.SAID, True),
    ],
)
def test_what_may_not_stand_is_text_with_its_delimiters(tag: str, kind: Kind, stands: bool) -> None:
    text = "x [a b] y"
    inner = "<foreign>b</foreign>" if tag != "idno" else "b"
    expected = f"<{kind.value}>«[»a {inner}«]»</{kind.value}>" if stands else f"[a {inner}]"
    marks = (of(text, "[a b]", kind, 1, 1), of(text, "b", Kind.FOREIGN))
    cleaned = filled(text, *marks, tag=tag).replace(" cert=high", "")
    assert cleaned == f"<{tag}>x {expected} y</{tag}>"


def test_number_with_markup_is_a_num() -> None:
    text = "Nº 5[?]"
    ident = part(text, "5[?]", PartKind.IDNO)
    assert filled(text, parts=(ident,)) == "<p>Nº <idno>5[?]</idno></p>"
    marked = filled(text, of(text, "[?]", Kind.UNCLEAR), parts=(ident,))
    assert marked == "<p>Nº <num>5<unclear>[?]</unclear></num></p>"


def test_a_choice_needs_two_readings_and_no_text() -> None:
    text = "Ya. R. R. Ya."
    sic, corr = of(text, "Ya. R.", Kind.SIC), of(text, " R. Ya.", Kind.CORRECTION, 1)
    whole = of(text, text, Kind.CHOICE)
    assert filled(text, whole, sic, corr) == "<p><choice><sic>Ya. R.</sic><corr>« »R. Ya.</corr></choice></p>"
    assert filled(text, whole, sic) == "<p><sic>Ya. R.</sic> R. Ya.</p>"
    assert filled(text, of(text, "Ya. R.", Kind.CHOICE), sic) == "<p><sic>Ya. R.</sic> R. Ya.</p>"
    glued = "abcd"
    two = (of(glued, "ab", Kind.SIC), of(glued, "cd", Kind.CORRECTION))
    assert filled(glued, of(glued, glued, Kind.CHOICE), *two) == "<p><choice><sic>ab</sic><corr>cd</corr></choice></p>"
    three = "ab-cd"
    two = (of(three, "ab", Kind.SIC), of(three, "cd", Kind.CORRECTION))
    assert filled(three, of(three, three, Kind.CHOICE), *two) == "<p><sic>ab</sic>-<corr>cd</corr></p>"


def test_a_substitution_is_what_was_and_what_is() -> None:
    text = "old [new]"
    gone, new = of(text, "old", Kind.DELETED), of(text, " [new]", Kind.ADDED, 2, 1)
    whole = of(text, text, Kind.SUBSTITUTION)
    both = "<subst><del>old</del> <add>«[»new«]»</add></subst>"
    assert filled(text, whole, gone, new) == f"<p>{both}</p>"
    assert filled(text, whole, gone) == "<p><del>old</del> [new]</p>"
    assert filled(text, whole, new) == "<p>old <add>«[»new«]»</add></p>"
    said = "old x [new]"
    marks = (of(said, said, Kind.SUBSTITUTION), of(said, "old", Kind.DELETED), of(said, "[new]", Kind.ADDED, 1, 1))
    assert filled(said, *marks) == "<p><del>old</del> x <add>«[»new«]»</add></p>"


def test_a_gap_holds_a_description_only() -> None:
    text = "[illegible]"
    gap, desc = of(text, text, Kind.GAP, 1, 1), of(text, "illegible", Kind.DESCRIPTION)
    assert filled(text, gap, desc) == "<p><gap>«[»<desc>illegible</desc>«]»</gap></p>"
    assert filled(text, gap) == "<p>[illegible]</p>"
    assert filled("[...]", of("[...]", "[...]", Kind.GAP, 5)) == "<p><gap>«[...]»</gap></p>"


@pytest.mark.parametrize(
    ("outer", "inner", "printed"),
    [
        (PartKind.LIST, PartKind.ITEM, "<list>{a}<item>b</item>{c}</list>"),
        (PartKind.TABLE, PartKind.ROW, "<table>{a}<row><cell>b</cell></row>{c}</table>"),
    ],
)
def test_loose_text_among_elements_goes_into_one_of_them(outer: PartKind, inner: PartKind, printed: str) -> None:
    text = "a b c"
    child = part(text, "b", inner)
    whole = filled(text, tag="div", parts=(part(text, text, outer, child),))
    holder = "<item>{}</item>" if outer is PartKind.LIST else "<row><cell>{}</cell></row>"
    assert whole == f"<div>{printed.format(a=holder.format('a '), c=holder.format(' c'))}</div>"


def test_blank_text_among_elements_is_left_out() -> None:
    text = "a\n\nb"
    items = (part(text, "a", PartKind.ITEM), part(text, "b", PartKind.ITEM))
    assert filled(text, tag="div", parts=(part(text, text, PartKind.LIST, *items),)) == (
        "<div><list><item>a</item><item>b</item></list></div>"
    )


def test_an_element_without_what_it_needs_does_not_stand() -> None:
    text = "[...]"
    gap = of(text, text, Kind.GAP, 5)
    for kind in (PartKind.LIST, PartKind.TABLE, PartKind.ADDRESS, PartKind.ROW):
        assert filled(text, gap, tag="div", parts=(part(text, text, kind),)) == "<div><gap>«[...]»</gap></div>", kind
    silent = filled(text, gap, tag="div", parts=(part(text, text, PartKind.TURN),))
    assert silent == "<div><sp><p><gap>«[...]»</gap></p></sp></div>"  # somebody said something
    words = "abc"
    lone = {
        PartKind.LIST: "<list><item>abc</item></list>",
        PartKind.TABLE: "<table><row><cell>abc</cell></row></table>",
        PartKind.ADDRESS: "<address><addrLine>abc</addrLine></address>",
        PartKind.TURN: "<sp><p>abc</p></sp>",
    }
    for kind, printed in lone.items():
        assert filled(words, tag="div", parts=(part(words, words, kind),)) == f"<div>{printed}</div>"


def test_head_and_speaker_stand_in_front_only() -> None:
    def held(tag: str, *names: str) -> list[str]:
        return [shape(piece) for piece in hold(tag, ["x" if name == "x" else Node(name) for name in names])]

    assert held("sp", "pb", "speaker", "x") == ["<pb></pb>", "<speaker></speaker>", "<p>x</p>"]
    assert held("sp", "x", "speaker") == ["<p>x</p>"]
    assert held("sp", "pb", "hi", "speaker") == ["<pb></pb>", "<p><hi></hi></p>"]
    assert held("sp", "gap", "pb", "milestone") == ["<p><gap></gap></p>", "<pb></pb>", "<milestone></milestone>"]
    assert [shape(p) for p in hold("sp", ["x", Node("speaker", {}, ["y"])])] == ["<p>xy</p>"]
    in_front = held("table", "note", "head", "head", "row")
    assert in_front == ["<note></note>", "<head></head>", "<head></head>", "<row></row>"]
    assert held("table", "row", "gap", "row") == ["<row></row>", "<gap></gap>", "<row></row>"]


def test_holding_nothing_makes_nothing() -> None:
    assert hold("list", [" ", "\n"]) == []
    assert hold("choice", [" ", Node("sic"), "x"]) == [Node("sic"), "x"]
    assert [shape(p) for p in hold("table", [" ", "x", Node("hi")])] == ["<row><cell> x<hi></hi></cell></row>"]


def test_the_blank_before_an_addition_is_text() -> None:
    pieces = hold("subst", [Node("del"), Node("add", before="  [", after="]")])
    assert [shape(p) for p in pieces] == ["<del></del>", " ", "<add>«[»«]»</add>"]
    assert [shape(p) for p in hold("subst", [Node("add", before="[")])] == ["<add>«[»</add>"]


def test_a_part_that_is_all_one_mark_only_says_what_the_mark_is() -> None:
    text = "[stamp: SECRET]"
    stamp = part(text, text, PartKind.STAMP, subtype="incoming", reason="other")
    mark = of(text, text, Kind.STAMP, 1, 1, reason="own")
    assert filled(text, mark, tag="div", parts=(stamp,)) == (
        "<div><note subtype=incoming reason=own>«[»stamp: SECRET«]»</note></div>"
    )
    described = filled(text, of(text, text, Kind.DESCRIPTION), tag="div", parts=(stamp,))
    assert described == "<div><seg subtype=incoming reason=other><desc>[stamp: SECRET]</desc></seg></div>"
    shorter = filled(text, of(text, "[stamp", Kind.FOREIGN), tag="div", parts=(stamp,))
    assert shorter.startswith("<div><seg subtype=incoming reason=other>")
    paragraph = filled(text, mark, tag="div", parts=(part(text, text, PartKind.PARAGRAPH, n="1"),))
    assert paragraph == "<div><p n=1><note reason=own>«[»stamp: SECRET«]»</note></p></div>"


@pytest.mark.parametrize(
    ("text", "words", "kind", "printed"),
    [
        ("[stamp: x]", "stamp", PartKind.STAMP, "<seg>«[»<foreign>stamp</foreign>: x«]»</seg>"),
        ("[stamp: x]", "x", PartKind.HANDWRITTEN, "<note>«[»stamp: <foreign>x</foreign>«]»</note>"),
        ("stamp: x", "x", PartKind.STAMP, "<seg>stamp: <foreign>x</foreign></seg>"),
        ("[stamp", "stamp", PartKind.STAMP, "<seg>«[»<foreign>stamp</foreign></seg>"),
        ("stamp]", "stamp", PartKind.STAMP, "<seg><foreign>stamp</foreign>«]»</seg>"),
        # A bracket inside a mark is the mark's.
        ("[a] b]", "[a]", PartKind.STAMP, "<seg><foreign>[a]</foreign> b«]»</seg>"),
        ("[b [a]", "[a]", PartKind.STAMP, "<seg>«[»b <foreign>[a]</foreign></seg>"),
        # Other parts have no brackets of their own.
        ("[note]", "note", PartKind.NOTE, "<note>[<foreign>note</foreign>]</note>"),
    ],
)
def test_brackets_round_a_stamp_are_its_delimiters(text: str, words: str, kind: PartKind, printed: str) -> None:
    assert (
        filled(text, of(text, words, Kind.FOREIGN), tag="div", parts=(part(text, text, kind),))
        == f"<div>{printed}</div>"
    )


@pytest.mark.parametrize(
    ("text", "printed"), [("[ab]", "«[»ab«]»"), ("[]", "«[»]"), ("[", "«[»"), ("]", "]"), ("a]", "a«]»")]
)
def test_brackets_round_a_stamp_without_marks(text: str, printed: str) -> None:
    assert filled(text, tag="div", parts=(part(text, text, PartKind.STAMP),)) == f"<div><seg>{printed}</seg></div>"


def test_a_container_that_is_no_element_here_gives_its_content() -> None:
    text = "a b"
    section = part(text, text, PartKind.SECTION, part(text, "b", PartKind.FILE))
    assert filled(text, parts=(section,)) == "<p>a <seg>b</seg></p>"


def test_only_what_is_between_the_offsets_comes_out() -> None:
    text = "abc def"
    root = Span(
        0,
        7,
        children=[Span(0, 3, mention=Mention(0, 3, Kind.FOREIGN)), Span(4, 7, mention=Mention(4, 7, Kind.FOREIGN))],
    )
    renderer = Renderer(text)
    assert [shape(p) for p in renderer.pieces(root, 0, 7, "p")] == [
        "<foreign>abc</foreign>",
        " ",
        "<foreign>def</foreign>",
    ]
    assert [shape(p) for p in renderer.pieces(root, 1, 7, "p")] == ["bc ", "<foreign>def</foreign>"]
    assert [shape(p) for p in renderer.pieces(root, 0, 6, "p")] == ["<foreign>abc</foreign>", " de"]
    assert [shape(p) for p in renderer.pieces(root, 3, 3, "p")] == []


def test_a_child_of_what_does_not_stand_is_text_with_its_delimiters_where_it_may_not_stand_either() -> None:
    text = "ab [cd]"
    marks = (of(text, text, Kind.CHOICE), of(text, "[cd]", Kind.SIC, 1, 1))
    assert filled(text, *marks, tag="desc") == "<desc>ab [cd]</desc>"
    assert filled(text, *marks) == "<p>ab <sic>«[»cd«]»</sic></p>"


def test_paragraphs_stand_in_items_and_cells() -> None:
    text = "a"
    for kind, printed in (
        (PartKind.LIST, "<list><item><p>a</p></item></list>"),
        (PartKind.TABLE, "<table><row><cell><p>a</p></cell></row></table>"),
    ):
        whole = part(text, text, kind, part(text, text, PartKind.PARAGRAPH))
        assert filled(text, tag="div", parts=(whole,)) == f"<div>{printed}</div>"
